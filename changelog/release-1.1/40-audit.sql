--liquibase formatted sql

--changeset mira:audit-1
--comment: Who changed what.
CREATE TABLE audit_log (
    id ${numbered.key},
    happened_at ${moment} NOT NULL,
    actor VARCHAR(80) NOT NULL,
    what VARCHAR(200) NOT NULL
);
--rollback DROP TABLE audit_log;

--changeset mira:audit-2
--preconditions onFail:MARK_RAN
--precondition-table-exists table:audit_log
CREATE INDEX ix_audit_log_happened_at ON audit_log (happened_at);
--rollback DROP INDEX ix_audit_log_happened_at${on.audit_log};

--changeset jonas:audit-3 dbms:sqlite endDelimiter:\nGO
CREATE TRIGGER orders_audit AFTER UPDATE OF state ON orders
BEGIN
    INSERT INTO audit_log (happened_at, actor, what)
    VALUES (CURRENT_TIMESTAMP, 'database', 'order ' || NEW.id || ' is ' || NEW.state);
END
GO
--rollback DROP TRIGGER orders_audit

--changeset jonas:audit-3-postgresql dbms:postgresql splitStatements:false
CREATE FUNCTION orders_audit() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_log (happened_at, actor, what)
    VALUES (CURRENT_TIMESTAMP, 'database', 'order ' || NEW.id || ' is ' || NEW.state);
    RETURN NEW;
END
$$;
CREATE TRIGGER orders_audit AFTER UPDATE OF state ON orders FOR EACH ROW EXECUTE FUNCTION orders_audit();
--rollback DROP TRIGGER orders_audit ON orders;
--rollback DROP FUNCTION orders_audit();

--changeset jonas:audit-3-mariadb dbms:mariadb,mysql splitStatements:false
CREATE TRIGGER orders_audit AFTER UPDATE ON orders FOR EACH ROW
BEGIN
    IF NEW.state <> OLD.state THEN
        INSERT INTO audit_log (happened_at, actor, what)
        VALUES (CURRENT_TIMESTAMP, 'database', CONCAT('order ', NEW.id, ' is ', NEW.state));
    END IF;
END
--rollback DROP TRIGGER orders_audit;

--changeset aiko:audit-4 runOnChange:true
--comment: Edit this view in place; the next update makes it anew.
DROP VIEW IF EXISTS recent_changes;
CREATE VIEW recent_changes AS
SELECT happened_at, actor, what FROM audit_log WHERE actor <> 'database';
/* liquibase rollback
DROP VIEW IF EXISTS recent_changes;
*/
