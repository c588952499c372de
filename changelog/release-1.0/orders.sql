-- liquibase formatted sql

-- changeset mira:orders-1
-- comment: What somebody bought, and where it goes.
CREATE TABLE orders (
    id ${numbered.key},
    customer_id INTEGER NOT NULL,
    address_id INTEGER,
    state VARCHAR(12) DEFAULT 'open' NOT NULL,
    placed_at ${moment} NOT NULL,
    CONSTRAINT fk_orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id),
    CONSTRAINT fk_orders_address FOREIGN KEY (address_id) REFERENCES addresses (id)
);
-- rollback DROP TABLE orders;

-- changeset mira:orders-2
CREATE TABLE order_lines (
    order_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    book_id INTEGER NOT NULL,
    copies INTEGER DEFAULT 1 NOT NULL,
    price DECIMAL(8, 2) NOT NULL,
    CONSTRAINT pk_order_lines PRIMARY KEY (order_id, line),
    CONSTRAINT fk_order_lines_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE,
    CONSTRAINT fk_order_lines_book FOREIGN KEY (book_id) REFERENCES books (id)
);
-- rollback DROP TABLE order_lines;

-- changeset mira:orders-3
CREATE INDEX ix_orders_state ON orders (state);
CREATE INDEX ix_orders_placed_at ON orders (placed_at);
-- rollback DROP INDEX ix_orders_placed_at${on.orders};
-- rollback DROP INDEX ix_orders_state${on.orders};

-- changeset aiko:orders-4 context:"demo or test"
INSERT INTO orders (id, customer_id, state, placed_at) VALUES (1, 1, 'sent', '2024-03-01 09:30:00');
INSERT INTO orders (id, customer_id, state, placed_at) VALUES (2, 3, 'open', '2024-03-04 17:05:00');
INSERT INTO order_lines (order_id, line, book_id, copies, price) VALUES (1, 1, 1, 1, 18.50);
INSERT INTO order_lines (order_id, line, book_id, copies, price) VALUES (1, 2, 3, 2, 34.90);
INSERT INTO order_lines (order_id, line, book_id, copies, price) VALUES (2, 1, 2, 1, 12.00);
-- rollback DELETE FROM order_lines WHERE order_id IN (1, 2);
-- rollback DELETE FROM orders WHERE id IN (1, 2);

-- changeset aiko:orders-5
CREATE VIEW order_totals AS
SELECT o.id, o.customer_id, o.state, SUM(l.copies * l.price) AS total
FROM orders o JOIN order_lines l ON l.order_id = o.id
GROUP BY o.id, o.customer_id, o.state;
-- rollback DROP VIEW order_totals;

-- changeset jonas:orders-6
-- preconditions onFail:MARK_RAN onError:HALT
-- precondition-sql-check expectedResult:0 SELECT COUNT(*) FROM orders WHERE state = 'lost'
CREATE TABLE order_states (
    state VARCHAR(12) NOT NULL PRIMARY KEY,
    final INTEGER DEFAULT 0 NOT NULL
);
INSERT INTO order_states (state, final) VALUES ('open', 0);
INSERT INTO order_states (state, final) VALUES ('sent', 0);
INSERT INTO order_states (state, final) VALUES ('paid', 1);
INSERT INTO order_states (state, final) VALUES ('void', 1);
-- rollback DROP TABLE order_states;

-- changeset jonas:orders-7 dbms:postgresql splitStatements:false
CREATE FUNCTION order_is_final(wanted INTEGER) RETURNS BOOLEAN LANGUAGE plpgsql STABLE AS $body$
DECLARE
    answer INTEGER;
BEGIN
    SELECT s.final INTO answer FROM orders o JOIN order_states s ON s.state = o.state WHERE o.id = wanted;
    RETURN COALESCE(answer, 0) = 1;
END
$body$
-- rollback DROP FUNCTION order_is_final(INTEGER);

-- changeset jonas:orders-8 dbms:mariadb,mysql endDelimiter://
CREATE FUNCTION order_is_final(wanted INTEGER) RETURNS BOOLEAN READS SQL DATA
BEGIN
    DECLARE answer INTEGER;
    SELECT s.final INTO answer FROM orders o JOIN order_states s ON s.state = o.state WHERE o.id = wanted;
    RETURN COALESCE(answer, 0) = 1;
END //
-- rollback DROP FUNCTION order_is_final
