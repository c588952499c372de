"""Functions, triggers, packages, synonyms and check constraints.

Liquibase sells these; the expected statements are from the manuals of the databases. On PostgreSQL, MariaDB and
SQLite they are run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from clog.binding import inverse
from clog.database.connection.connect import connect
from clog.derive.validity import faults
from clog.dialects import dialect_class
from clog.errors import ExecutionError
from tests.support.changing import change, context

if TYPE_CHECKING:
    from clog.database.connection.session import Session
    from clog.model.change import Change

FUNCTION = {"function_name": "f", "function_body": "CREATE FUNCTION f() RETURNS int AS $$ SELECT 1; $$ LANGUAGE sql;"}
TRIGGER = {"trigger_name": "tr", "trigger_body": 'CREATE TRIGGER tr AFTER INSERT ON s."Tab" FOR EACH ROW EXECUTE f();'}
PACKAGE = {"package_name": "p", "package_text": "CREATE PACKAGE p AS\n  PROCEDURE q;\nEND;\n/"}
CHECK = {"table_name": "t", "constraint_name": "ck", "constraint_body": "a > 0 AND (b < 1)"}
SYNONYM = {"synonym_name": "s", "object_name": "t", "object_schema_name": "o"}
NAMED = {"table_name": "t", "constraint_name": "ck"}
OLD = {"trigger_name": "tr", "table_name": "t"}

WRITTEN: list[tuple[str, dict[str, Any], str, list[str], list[str] | None]] = [
    ("createFunction", FUNCTION, "postgresql", [FUNCTION["function_body"][:-1]], ["DROP FUNCTION f"]),
    (
        "createFunction",
        {**FUNCTION, "replace_if_exists": True, "schema_name": "s"},
        "postgresql",
        ["CREATE OR REPLACE FUNCTION s.f() RETURNS int AS $$ SELECT 1; $$ LANGUAGE sql"],
        ["DROP FUNCTION s.f"],
    ),
    (
        "createFunction",
        {"function_name": "f", "function_body": "create function f() returns int return 1", "replace_if_exists": True},
        "mysql",
        ["DROP FUNCTION IF EXISTS f", "create function f() returns int return 1"],
        ["DROP FUNCTION f"],
    ),
    (
        "createFunction",
        {"function_name": "f", "function_body": "CREATE FUNCTION f() AS BEGIN RETURN 1 END", "replace_if_exists": True},
        "mssql",
        ["CREATE OR ALTER FUNCTION f() AS BEGIN RETURN 1 END"],
        ["DROP FUNCTION f"],
    ),
    (
        "createFunction",
        {"function_name": "f", "function_body": "CREATE FUNCTION f RETURN INT IS BEGIN RETURN 1; END;\n/"},
        "oracle",
        ["CREATE FUNCTION f RETURN INT IS BEGIN RETURN 1; END;"],
        ["DROP FUNCTION f"],
    ),
    ("dropFunction", {"function_name": "my f(int, text)"}, "postgresql", ['DROP FUNCTION "my f"(int, text)'], None),
    ("dropFunction", {"function_name": "f"}, "h2", ["DROP ALIAS PUBLIC.f"], None),
    ("createTrigger", TRIGGER, "postgresql", [TRIGGER["trigger_body"][:-1]], ['DROP TRIGGER tr ON s."Tab"']),
    (
        "createTrigger",
        {**TRIGGER, "disabled": True, "table_name": "x", "schema_name": "s"},
        "postgresql",
        [
            'CREATE TRIGGER tr AFTER INSERT ON s."Tab" FOR EACH ROW EXECUTE f()',
            "ALTER TABLE s.x DISABLE TRIGGER tr",
        ],
        ["DROP TRIGGER tr ON s.x"],
    ),
    (
        "createTrigger",
        {**TRIGGER, "replace_if_exists": True},
        "mariadb",
        ['CREATE OR REPLACE TRIGGER tr AFTER INSERT ON s."Tab" FOR EACH ROW EXECUTE f()'],
        ["DROP TRIGGER s.tr"],
    ),
    ("dropTrigger", {**OLD, "schema_name": "s"}, "postgresql", ["DROP TRIGGER tr ON s.t"], None),
    ("dropTrigger", {"trigger_name": "tr", "scope": "database"}, "postgresql", ["DROP EVENT TRIGGER tr"], None),
    ("dropTrigger", {**OLD, "schema_name": "s"}, "mssql", ["DROP TRIGGER s.tr"], None),
    ("dropTrigger", {"trigger_name": "tr", "scope": "DATABASE"}, "mssql", ["DROP TRIGGER tr ON DATABASE"], None),
    ("dropTrigger", {"trigger_name": "tr", "scope": "SERVER"}, "mssql", ["DROP TRIGGER tr ON ALL SERVER"], None),
    ("dropTrigger", OLD, "oracle", ["DROP TRIGGER tr"], None),
    ("enableTrigger", OLD, "oracle", ["ALTER TRIGGER tr ENABLE"], ["ALTER TRIGGER tr DISABLE"]),
    ("disableTrigger", OLD, "mssql", ["DISABLE TRIGGER tr ON t"], ["ENABLE TRIGGER tr ON t"]),
    (
        "disableTrigger",
        OLD,
        "postgresql",
        ["ALTER TABLE t DISABLE TRIGGER tr"],
        ["ALTER TABLE t ENABLE TRIGGER tr"],
    ),
    ("disableTrigger", {"trigger_name": "e", "scope": "DATABASE"}, "edb", ["ALTER EVENT TRIGGER e DISABLE"], None),
    (
        "renameTrigger",
        {"old_trigger_name": "a", "new_trigger_name": "b", "table_name": "t", "schema_name": "s"},
        "postgresql",
        ["ALTER TRIGGER a ON s.t RENAME TO b"],
        ["ALTER TRIGGER b ON s.t RENAME TO a"],
    ),
    (
        "renameTrigger",
        {"old_trigger_name": "a", "new_trigger_name": "it's", "schema_name": "s"},
        "mssql",
        ["exec sp_rename 's.a', 'it''s'"],
        ["exec sp_rename 's.[it''s]', 'a'"],
    ),
    (
        "renameTrigger",
        {"old_trigger_name": "a", "new_trigger_name": "b"},
        "oracle",
        ["ALTER TRIGGER a RENAME TO b"],
        ["ALTER TRIGGER b RENAME TO a"],
    ),
    (
        "createPackage",
        {**PACKAGE, "replace_if_exists": True},
        "oracle",
        ["CREATE OR REPLACE PACKAGE p AS\n  PROCEDURE q;\nEND;"],
        ["DROP PACKAGE p"],
    ),
    (
        "createPackageBody",
        {"package_body_name": "p", "package_body_text": "CREATE PACKAGE BODY p AS END;", "schema_name": "s"},
        "edb",
        ["CREATE PACKAGE BODY s.p AS END;"],
        ["DROP PACKAGE BODY s.p"],
    ),
    ("createSynonym", SYNONYM, "oracle", ["CREATE SYNONYM s FOR o.t"], ["DROP SYNONYM s"]),
    (
        "createSynonym",
        {**SYNONYM, "private": False, "replace_if_exists": True},
        "oracle",
        ["CREATE OR REPLACE PUBLIC SYNONYM s FOR o.t"],
        ["DROP PUBLIC SYNONYM s"],
    ),
    (
        "createSynonym",
        {**SYNONYM, "replace_if_exists": True, "synonym_schema_name": "d"},
        "mssql",
        ["DROP SYNONYM IF EXISTS d.s", "CREATE SYNONYM d.s FOR o.t"],
        ["DROP SYNONYM d.s"],
    ),
    (
        "createSynonym",
        {**SYNONYM, "object_type": "table"},
        "db2",
        ['CREATE ALIAS s FOR TABLE "o".t'],
        ["DROP ALIAS s FOR TABLE"],
    ),
    (
        "createSynonym",
        {**SYNONYM, "replace_if_exists": True},
        "informix",
        ["DROP SYNONYM IF EXISTS s", "CREATE SYNONYM s FOR o.t"],
        ["DROP SYNONYM s"],
    ),
    (
        "addCheckConstraint",
        CHECK,
        "db2z",
        ["ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0 AND (b < 1))"],
        ["ALTER TABLE t DROP CONSTRAINT ck"],
    ),
    (
        "addCheckConstraint",
        {**CHECK, "constraint_body": " (a <> '(') ", "validate": False},
        "postgresql",
        ["ALTER TABLE t ADD CONSTRAINT ck CHECK (a <> '(') NOT VALID"],
        ["ALTER TABLE t DROP CONSTRAINT ck"],
    ),
    (
        "addCheckConstraint",
        {**CHECK, "constraint_body": "(a) = (b)", "validate": False, "disabled": True},
        "mssql",
        [
            "ALTER TABLE t WITH NOCHECK ADD CONSTRAINT ck CHECK ((a) = (b))",
            "ALTER TABLE t NOCHECK CONSTRAINT ck",
        ],
        ["ALTER TABLE t DROP CONSTRAINT ck"],
    ),
    (
        "addCheckConstraint",
        {**CHECK, "constraint_body": "a", "validate": False},
        "oracle",
        ["ALTER TABLE t ADD CONSTRAINT ck CHECK (a) ENABLE NOVALIDATE"],
        None,
    ),
    (
        "addCheckConstraint",
        {**CHECK, "constraint_body": "a", "disabled": True},
        "mysql",
        ["ALTER TABLE t ADD CONSTRAINT ck CHECK (a) NOT ENFORCED"],
        None,
    ),
    (
        "addCheckConstraint",
        {**CHECK, "constraint_body": "a"},
        "informix",
        ["ALTER TABLE t ADD CONSTRAINT CHECK (a) CONSTRAINT ck"],
        None,
    ),
    (
        "disableCheckConstraint",
        NAMED,
        "oracle",
        ["ALTER TABLE t DISABLE CONSTRAINT ck"],
        ["ALTER TABLE t ENABLE CONSTRAINT ck"],
    ),
    (
        "enableCheckConstraint",
        NAMED,
        "mssql",
        ["ALTER TABLE t WITH CHECK CHECK CONSTRAINT ck"],
        ["ALTER TABLE t NOCHECK CONSTRAINT ck"],
    ),
    (
        "enableCheckConstraint",
        NAMED,
        "db2",
        ["ALTER TABLE t ALTER CHECK ck ENFORCED"],
        ["ALTER TABLE t ALTER CHECK ck NOT ENFORCED"],
    ),
    ("markUnused", {"table_name": "t", "column_name": "c d"}, "oracle", ['ALTER TABLE t SET UNUSED ("c d")'], None),
]


@pytest.mark.parametrize(
    ("name", "values", "dbms", "forward", "back"),
    WRITTEN,
    ids=[f"{number}-{row[0]}-{row[2]}" for number, row in enumerate(WRITTEN)],
)
def test_statements(name: str, values: dict[str, Any], dbms: str, forward: list[str], back: list[str] | None) -> None:
    """Forward and back, as the manual of the database says."""
    dialect = dialect_class(dbms)()
    made = change(name, **values)
    assert list(faults(made, context(dialect))) == []
    assert [sql.text for sql in dialect.sql(made, context(dialect))] == forward
    if back is not None:
        undo = inverse(made, context(dialect))
        for one in undo:
            assert list(faults(one, context(dialect))) == []
        assert [sql.text for one in undo for sql in dialect.sql(one, context(dialect))] == back


@pytest.mark.parametrize(
    ("name", "values", "dbms", "reason"),
    [
        ("dropTrigger", {"trigger_name": "t"}, "postgresql", "tableName is required"),
        ("enableTrigger", {"trigger_name": "t"}, "postgresql", "tableName is required"),
        ("disableTrigger", {"trigger_name": "t"}, "edb", "tableName is required"),
        ("createTrigger", {**TRIGGER, "disabled": True}, "mysql", "cannot switch triggers off"),
        ("addCheckConstraint", {**CHECK, "disabled": True}, "postgresql", "cannot switch check constraints off"),
        ("addCheckConstraint", {**NAMED}, "postgresql", "constraintBody is required"),
        ("createSynonym", {**SYNONYM, "replace_if_exists": True}, "derby", "replaceIfExists is not allowed"),
        ("createSynonym", SYNONYM, "postgresql", "not supported"),
        ("createPackage", PACKAGE, "mysql", "not supported"),
        ("createFunction", FUNCTION, "sqlite", "not supported"),
        ("enableCheckConstraint", NAMED, "mariadb", "not supported"),
        ("markUnused", {"table_name": "t", "column_name": "c"}, "db2", "not supported"),
    ],
)
def test_refusals(name: str, values: dict[str, Any], dbms: str, reason: str) -> None:
    """What a database does not have is refused before any SQL is made."""
    assert [fault for fault in faults(change(name, **values), context(dialect_class(dbms)())) if reason in fault]


def do(session: Session, made: Change, *, undo: bool = False) -> None:
    """Run a change, or what undoes it."""
    asked = context(session.dialect, session.catalog)
    for one in inverse(made, asked) if undo else (made,):
        assert list(faults(one, asked)) == []
        for sql in session.dialect.sql(one, asked):
            session.execute(sql)
    session.commit()


def refused(session: Session, sql: str) -> None:
    """Expect that the database refuses a statement."""
    with pytest.raises(ExecutionError):
        session.execute(sql)
    session.rollback()


def test_check_constraints_run(database_url: str) -> None:
    """Rows that break the condition are refused while the constraint is there."""
    with connect(database_url) as session:
        session.execute("CREATE TABLE t (a INTEGER, b INTEGER)")
        session.commit()
        made = change("addCheckConstraint", **CHECK)
        do(session, made)
        refused(session, "INSERT INTO t VALUES (0, 0)")
        session.execute("INSERT INTO t VALUES (1, 0)")
        do(session, made, undo=True)
        session.execute("INSERT INTO t VALUES (0, 0)")
        assert session.query("SELECT count(*) FROM t") == [(2,)]


BODIES = {
    "postgresql": "CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql AS $$ SELECT n * 2; $$;",
    "mariadb": "CREATE FUNCTION twice(n INT) RETURNS INT DETERMINISTIC BEGIN DECLARE m INT; SET m = n * 2; RETURN m; END;",
}


def test_functions_run(server_url: str) -> None:
    """A function is made, replaced by itself, and dropped."""
    with connect(server_url) as session:
        made = change(
            "createFunction",
            function_name="twice",
            function_body=BODIES[session.dialect.name],
            replace_if_exists=True,
        )
        do(session, made)
        do(session, made)
        assert session.query("SELECT twice(21)") == [(42,)]
        do(session, made, undo=True)
        refused(session, "SELECT twice(21)")


TRIGGERS = {
    "postgresql": "CREATE TRIGGER tr AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION note();",
    "mariadb": "CREATE TRIGGER tr AFTER INSERT ON t FOR EACH ROW BEGIN INSERT INTO log VALUES (NEW.a); END;",
    "sqlite": "CREATE TRIGGER tr AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.a); END;",
}
NOTE = "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES (NEW.a); RETURN NULL; END; $$"


def test_triggers_run(database_url: str) -> None:
    """A trigger fires from its creation to its end; where it can be switched off, not in between."""
    with connect(database_url) as session:
        name = session.dialect.name
        session.execute("CREATE TABLE t (a INTEGER)")
        session.execute("CREATE TABLE log (a INTEGER)")
        if name == "postgresql":
            session.execute(NOTE)
        session.commit()
        made = change("createTrigger", trigger_name="tr", trigger_body=TRIGGERS[name], replace_if_exists=True)
        do(session, made)
        do(session, made)
        session.execute("INSERT INTO t VALUES (1)")
        assert session.query("SELECT a FROM log") == [(1,)]
        session.commit()
        if name == "postgresql":
            off = change("disableTrigger", trigger_name="tr", table_name="t")
            do(session, off)
            session.execute("INSERT INTO t VALUES (2)")
            do(session, off, undo=True)
            renamed = change("renameTrigger", old_trigger_name="tr", new_trigger_name="tr2", table_name="t")
            do(session, renamed)
            do(session, renamed, undo=True)
        do(session, made, undo=True)
        session.execute("INSERT INTO t VALUES (3)")
        assert session.query("SELECT a FROM log") == [(1,)]
