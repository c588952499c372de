"""Changes of SQLite tables for which SQLite has no statement: schema and data before and after, on real databases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from clog.database.connection.connect import connect
from clog.dialects import dialect_class
from clog.dialects.sqlite import rebuild as sqlite_rebuild
from clog.errors import CatalogNeeded, ExecutionError, Unsupported
from clog.model.context import SCRIPT
from clog.model.parts import AddColumnConfig, ColumnConfig, ConstraintsConfig
from tests.support.changing import change, columns, context, do, script

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.database.connection.session import Session
    from clog.model.change import Change

SCHEMA = """
CREATE TABLE parent (id INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT UNIQUE);
CREATE TABLE t (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- numbers rows
  code VARCHAR(10) DEFAULT 'x,)' COLLATE NOCASE CONSTRAINT ck_code CHECK (length(code) < 9),
  amount REAL,
  parent_id INTEGER CONSTRAINT fk_parent REFERENCES parent (id) ON DELETE SET NULL ON UPDATE CASCADE,
  spare TEXT,
  both TEXT AS (code || spare) STORED,
  CONSTRAINT uq UNIQUE (code, amount)
);
CREATE TABLE child (t_id INTEGER REFERENCES t (id) ON DELETE CASCADE, note TEXT);
CREATE INDEX ix_partial ON t (amount) WHERE amount > 0;
CREATE INDEX ix_expression ON t (lower(code), id DESC);
CREATE TABLE log (what TEXT);
CREATE TRIGGER tr AFTER INSERT ON t WHEN new.amount > 5 BEGIN INSERT INTO log VALUES (new.code || ';'); END;
CREATE VIEW v AS SELECT t.id, t.code, p.code AS parent FROM t LEFT JOIN parent p ON p.id = t.parent_id;
CREATE TRIGGER tv INSTEAD OF INSERT ON v BEGIN INSERT INTO t (code) VALUES (new.code); END;
INSERT INTO parent (code) VALUES ('a'), ('b');
INSERT INTO t (code, amount, parent_id, spare) VALUES ('one', 1.5, 1, 's1'), ('two', NULL, 2, NULL), ('gone', 3, 1, '');
INSERT INTO child VALUES (1, 'n1'), (2, 'n2');
DELETE FROM t WHERE code = 'gone';
"""
T = {"table_name": "t"}
NEUTRAL: list[tuple[str, dict[str, Any]]] = [
    ("addNotNullConstraint", {**T, "column_name": "spare", "default_null_value": "?"}),
    ("addNotNullConstraint", {**T, "column_name": "code", "constraint_name": "nn"}),
    ("dropNotNullConstraint", {**T, "column_name": "id"}),
    ("addDefaultValue", {**T, "column_name": "amount", "default_value_numeric": "7"}),
    ("addDefaultValue", {**T, "column_name": "spare", "default_value_computed": "upper('z')"}),
    ("dropDefaultValue", {**T, "column_name": "code"}),
    ("modifyDataType", {**T, "column_name": "code", "new_data_type": "varchar(40)"}),
    ("modifyDataType", {**T, "column_name": "id", "new_data_type": "bigint"}),
    ("addUniqueConstraint", {**T, "column_names": "parent_id, spare", "constraint_name": "uq2"}),
    ("dropUniqueConstraint", {**T, "constraint_name": "uq"}),
    (
        "addForeignKeyConstraint",
        {
            "base_table_name": "t",
            "base_column_names": "parent_id",
            "constraint_name": "fk_self",
            "referenced_table_name": "t",
            "referenced_column_names": "id",
            "on_delete": "CASCADE",
            "deferrable": True,
            "initially_deferred": True,
        },
    ),
    ("dropForeignKeyConstraint", {"base_table_name": "t", "constraint_name": "fk_parent"}),
    ("addAutoIncrement", {**T, "column_name": "id", "start_with": 100}),
    ("renameColumn", {**T, "old_column_name": "amount", "new_column_name": "sum"}),
    (
        "addColumn",
        {
            **T,
            "columns": (
                AddColumnConfig(name="made", type="timestamp", default_value_computed="CURRENT_TIMESTAMP"),
                AddColumnConfig(name="first", type="int", before_column="code"),
                AddColumnConfig(
                    name="plain", type="int", value_numeric="3", constraints=ConstraintsConfig(nullable=False)
                ),
                AddColumnConfig(name="one", type="int", constraints=ConstraintsConfig(unique=True)),
                AddColumnConfig(
                    name="other",
                    type="int",
                    constraints=ConstraintsConfig(foreign_key_name="fk2", references="parent(id)"),
                ),
            ),
        },
    ),
]
"""Changes that keep all rows and all that they do not speak of."""


@pytest.fixture
def session() -> Iterator[Session]:
    """Open a database with SCHEMA in it."""
    with connect("jdbc:sqlite::memory:") as opened:
        script(opened, SCHEMA)
        yield opened


def state(session: Session) -> dict[str, Any]:
    """Look at everything that a rebuild might lose, the columns of t left out."""
    master = session.query("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name <> 't'")
    return {
        "objects": sorted(master),
        "keys": sorted(session.query("SELECT * FROM pragma_foreign_key_list('child')")),
        "rows": session.query("SELECT rowid, id, code, parent_id FROM t ORDER BY id"),
        "children": session.query("SELECT * FROM child ORDER BY t_id"),
        "view": session.query("SELECT * FROM v ORDER BY id"),
        "parents": session.query("SELECT * FROM parent"),
    }


@pytest.fixture(params=["renamed", "refilled"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Rebuild as in a file of few tables, or as in one of many."""
    if request.param == "refilled":
        monkeypatch.setattr(sqlite_rebuild, "_MANY", 0)
    return str(request.param)


@pytest.mark.parametrize(("name", "values"), NEUTRAL, ids=[f"{i}-{name}" for i, (name, _) in enumerate(NEUTRAL)])
@pytest.mark.usefixtures("way")
def test_nothing_else_changes(session: Session, name: str, values: dict[str, Any]) -> None:
    """Rows, numbers, indexes, triggers, views and what refers to the table stay; so it is after the rollback."""
    before, were = state(session), columns(session, "t")
    one = change(name, **values)
    do(session, one)
    after = state(session)
    if name == "renameColumn":
        after["objects"] = [
            (kind, what, sql.replace("sum", "amount").replace('"amount"', "amount"))
            for kind, what, sql in after["objects"]
        ]
        assert [kind for kind, *_ in after["objects"]] == [kind for kind, *_ in before["objects"]]
        before.pop("objects")
        after.pop("objects")
    assert after == before
    assert session.query("SELECT seq FROM sqlite_sequence WHERE name = 't'") == [
        (99 if name == "addAutoIncrement" else 3,)
    ]
    for column, told in columns(session, "t").items():
        if column in were and column not in str(values):
            assert (column, told) == (column, were[column])
    inverse = one.inverse(context(session.dialect))
    if isinstance(inverse, tuple):
        do(session, *(change(undo.declaration.name, **values_of(undo)) for undo in inverse))
        assert columns(session, "t").keys() == were.keys()
    session.execute("INSERT INTO t (code, amount) VALUES ('last', 9)")
    assert session.query("SELECT what FROM log") == [("last;",)]


def values_of(one: Change) -> dict[str, Any]:
    """List the values of a change by field."""
    return {name: one.get(name) for name in one.declaration.by_field if one.get(name) is not None}


def test_both_ways_leave_the_same_file(session: Session, way: str) -> None:
    """Row ids, types of values, the highest number and the text of the table."""
    script(session, """CREATE TABLE "od""d" (rowid TEXT, k BLOB, f FLOAT, g AS (f + 1))""")
    rows = "(7, 'r', 5, 2), (9, 'x', '5', 'text'), (4, NULL, x'00', NULL)"
    script(session, f"""INSERT INTO "od""d" (oid, rowid, k, f) VALUES {rows}""")
    script(session, "CREATE TABLE n (id INTEGER PRIMARY KEY AUTOINCREMENT, a);\nINSERT INTO n VALUES (41, 1)")
    script(session, "DELETE FROM n")
    values = """SELECT oid, rowid, typeof(k), k, typeof(f), f, g FROM "od""d" ORDER BY oid"""
    before = session.query(values)
    texts = do(
        session,
        change("addUniqueConstraint", table_name='od"d', column_names="k", constraint_name="uq3"),
        change("addNotNullConstraint", table_name="n", column_name="a"),
    )
    assert session.query(values) == before
    assert session.query("SELECT * FROM sqlite_sequence WHERE name = 'n'") == [("n", 41)]
    assert session.query("SELECT sql FROM sqlite_master WHERE name IN ('n', 'od\"d') ORDER BY name") == [
        ('CREATE TABLE "n" (id INTEGER PRIMARY KEY AUTOINCREMENT, a NOT NULL)',),
        ('CREATE TABLE "od""d" (rowid TEXT, k BLOB, f FLOAT, g AS (f + 1), CONSTRAINT uq3 UNIQUE (k))',),
    ]
    assert any(" RENAME TO " in text for text in texts) == (way == "renamed")
    assert session.query("SELECT * FROM temp.sqlite_master") == []


def test_many_rows_are_not_copied_twice(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """RENAME, which looks through all objects of the file, is cheaper then."""
    script(session, "INSERT INTO log SELECT value FROM json_each('[1,2,3]')")
    monkeypatch.setattr(sqlite_rebuild, "_MANY", 1)
    for most, name in ((5, "u"), (0, "w")):
        monkeypatch.setattr(sqlite_rebuild, "_ROWS", most)
        texts = do(session, change("addUniqueConstraint", table_name="log", column_names="what", constraint_name=name))
        assert any(" RENAME TO " in text for text in texts) == (most == 0)


def test_the_text_of_the_table_is_kept(session: Session) -> None:
    """Comments, collations, checks, rules of foreign keys and computed columns stand there as before."""
    (before,) = session.query("SELECT sql FROM sqlite_master WHERE name = 't'")[0]
    do(session, change("addUniqueConstraint", **T, column_names="spare", constraint_name="uq3"))
    (after,) = session.query("SELECT sql FROM sqlite_master WHERE name = 't'")[0]
    assert after == before.replace("TABLE t", 'TABLE "t"').replace(
        "amount)\n", "amount), CONSTRAINT uq3 UNIQUE (spare)\n"
    )
    do(session, change("dropUniqueConstraint", **T, constraint_name="UQ3"))
    assert session.query("SELECT sql FROM sqlite_master WHERE name = 't'") == [
        (before.replace("TABLE t", 'TABLE "t"'),)
    ]


def test_primary_keys_come_and_go(session: Session) -> None:
    """A key takes its column's NULLs with it; it may become one that numbers rows."""
    script(session, "CREATE TABLE k (a BIGINT, b TEXT);\nINSERT INTO k VALUES (7, 'x'), (9, 'y')")
    do(session, change("addPrimaryKey", table_name="k", column_names="a", constraint_name="pk_k"))
    assert columns(session, "k")["a"][1:] == (1, None, 1, 0)
    do(session, change("addAutoIncrement", table_name="k", column_name="a", start_with=50))
    session.execute("INSERT INTO k (b) VALUES ('z')")
    assert session.query("SELECT a FROM k ORDER BY a") == [(7,), (9,), (50,)]
    session.commit()
    do(session, change("dropPrimaryKey", table_name="k"))
    assert columns(session, "k")["a"][3] == 0
    assert session.query("SELECT name FROM sqlite_sequence WHERE name LIKE '%k'") == []


def test_dropped_columns_take_their_constraints(session: Session) -> None:
    """As on PostgreSQL, indexes and constraints that a column is part of go with it; triggers and views hinder it."""
    drop = change("dropColumn", **T, column_name="amount")
    with pytest.raises(ExecutionError, match="trigger tr"):
        do(session, drop)
    script(session, "DROP TRIGGER tr")
    assert do(session, drop)[0] == "DROP INDEX ix_partial"
    left = session.query("SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 't'")
    assert left == [("ix_expression",)]


def test_columns_of_one_constraint_go_together(session: Session) -> None:
    """One rebuild drops several columns with the check between them."""
    script(session, "CREATE TABLE s (a, b, c, CHECK (a > b))")
    texts = do(session, change("dropColumn", table_name="s", columns=(ColumnConfig(name="b"), ColumnConfig(name="a"))))
    assert texts[0] == 'CREATE TABLE "clog_new_s" ( c)'


def test_simple_columns_are_dropped_by_sqlite(session: Session) -> None:
    """DROP COLUMN is used where SQLite has it; both ways refuse what a view speaks of."""
    script(session, "CREATE TABLE s (a, b, c);\nCREATE VIEW w AS SELECT c FROM s")
    assert do(session, change("dropColumn", table_name="s", column_name="b")) == ["ALTER TABLE s DROP COLUMN b"]
    with pytest.raises(ExecutionError, match="view w"):
        do(session, change("dropColumn", table_name="s", column_name="c"))
    script(session, "CREATE TABLE u (a, b UNIQUE);\nCREATE VIEW x AS SELECT b FROM u")
    with pytest.raises(ExecutionError, match="view x"):
        do(session, change("dropColumn", table_name="u", column_name="b"))
    assert list(columns(session, "u")) == ["a", "b"]


def test_old_versions_rebuild_to_drop_a_column(session: Session) -> None:
    """Before 3.35 there is no DROP COLUMN; before 3.25 no RENAME COLUMN."""
    dialect = dialect_class("sqlite")(version=(3, 22, 0))
    texts = [
        sql.text
        for sql in dialect.sql(
            change("dropColumn", table_name="log", column_name="what"), context(dialect, _Two(session))
        )
    ]
    assert texts[0].startswith('CREATE TABLE "clog_new_log"')
    assert not any("clog_check" in text for text in texts)
    with pytest.raises(Unsupported, match=r"3\.25"):
        list(
            dialect.sql(
                change("renameColumn", table_name="log", old_column_name="what", new_column_name="x"), context(dialect)
            )
        )


class _Two:
    """A catalog whose table log has a second column."""

    def __init__(self, session: Session) -> None:
        session.execute("ALTER TABLE log ADD COLUMN also TEXT")
        self.session = session

    def __getattr__(self, name: str) -> Any:
        return getattr(self.session.catalog, name)


@pytest.mark.parametrize(
    ("name", "values", "reason"),
    [
        ("addPrimaryKey", {**T, "column_names": "code"}, "primary key already"),
        ("dropPrimaryKey", {"table_name": "child"}, "no primary key"),
        ("dropPrimaryKey", {"table_name": "stored"}, "WITHOUT ROWID"),
        ("dropColumn", {"table_name": "stored", "column_name": "a"}, "WITHOUT ROWID"),
        ("dropUniqueConstraint", {**T, "constraint_name": "nope"}, "no unique constraint nope"),
        ("dropForeignKeyConstraint", {"base_table_name": "t", "constraint_name": "nope"}, "no foreign key nope"),
        ("modifyDataType", {**T, "column_name": "id", "new_data_type": "text"}, "numbers its rows"),
        ("addAutoIncrement", {**T, "column_name": "amount"}, "not the primary key"),
        ("addAutoIncrement", {"table_name": "stored", "column_name": "a"}, "WITHOUT ROWID"),
        (
            "addColumn",
            {**T, "columns": (AddColumnConfig(name="n", type="int", auto_increment=True),)},
            "no primary key",
        ),
        ("modifyDataType", {"table_name": "nowhere", "column_name": "id", "new_data_type": "text"}, "no table nowhere"),
        ("dropColumn", {"table_name": "only", "column_name": "a"}, "only column"),
        ("addUniqueConstraint", {**T, "column_names": "nope"}, "no column nope"),
    ],
)
def test_what_cannot_be_done(session: Session, name: str, values: dict[str, Any], reason: str) -> None:
    """It is refused with the reason, and nothing has changed."""
    script(session, "CREATE TABLE stored (a INTEGER PRIMARY KEY, b) WITHOUT ROWID;\nCREATE TABLE only (a UNIQUE)")
    before = session.query("SELECT * FROM sqlite_master")
    with pytest.raises(Unsupported, match=reason):
        do(session, change(name, **values))
    assert session.query("SELECT * FROM sqlite_master") == before


def test_foreign_keys_are_checked(session: Session) -> None:
    """A foreign key that rows break is refused, with the row; one that is broken already hinders nothing."""
    script(session, "INSERT INTO child VALUES (77, 'lost')")
    key = {"base_table_name": "child", "base_column_names": "t_id", "referenced_table_name": "parent"}
    with pytest.raises(ExecutionError, match=r"row \d of child refers to parent"):
        do(session, change("addForeignKeyConstraint", **key, constraint_name="k", referenced_column_names="id"))
    do(session, change("addNotNullConstraint", table_name="child", column_name="note"))
    assert columns(session, "child")["note"][1] == 1
    assert session.query("SELECT count(*) FROM child") == [(3,)]


def test_a_key_that_is_referred_to_stays(session: Session) -> None:
    """Dropping it is refused, since rows of another table refer to it."""
    with pytest.raises(ExecutionError, match="child"):
        do(session, change("dropPrimaryKey", **T))
    assert columns(session, "t")["id"][3] == 1


def test_enforced_foreign_keys_hinder_a_rebuild(session: Session) -> None:
    """DROP TABLE would take the rows that refer to the table along."""
    session.commit()
    session._connection.execute("PRAGMA foreign_keys = ON")  # type: ignore[attr-defined]
    with pytest.raises(Unsupported, match="enforced"):
        do(session, change("dropDefaultValue", **T, column_name="code"))


def test_nothing_is_left_of_a_rebuild_that_fails(session: Session) -> None:
    """NULLs hinder NOT NULL: the table is as it was."""
    before = session.query("SELECT * FROM sqlite_master")
    with pytest.raises(ExecutionError, match="NOT NULL"):
        do(session, change("addNotNullConstraint", **T, column_name="spare"))
    assert session.query("SELECT * FROM sqlite_master") == before
    assert session.query("SELECT count(*) FROM t") == [(2,)]


def test_tables_of_attached_files(session: Session, tmp_path: Any) -> None:
    """The schema of a change names an attached file; all happens there."""
    session.commit()
    session._connection.execute(f"ATTACH '{tmp_path / 'other.db'}' AS other")  # type: ignore[attr-defined]
    script(
        session,
        "CREATE TABLE other.o (a INT, b INT);\nCREATE INDEX other.ix_o ON o (a);\nINSERT INTO other.o VALUES (1, 2)",
    )
    do(
        session,
        change("addUniqueConstraint", table_name="o", schema_name="other", column_names="a, b", constraint_name="q"),
    )
    assert session.query("SELECT name FROM other.sqlite_master WHERE sql IS NOT NULL ORDER BY name") == [
        ("ix_o",),
        ("o",),
    ]
    assert session.query("SELECT * FROM other.o") == [(1, 2)]
    assert session.query("SELECT count(*) FROM sqlite_master WHERE name = 'o'") == [(0,)]


def test_without_a_database() -> None:
    """Offline a rebuild is refused, with what to do; what ALTER TABLE can do is written."""
    dialect = dialect_class("sqlite")()
    with pytest.raises(CatalogNeeded, match="addUniqueConstraint") as error:
        list(dialect.sql(change("addUniqueConstraint", **T, column_names="a", constraint_name="u"), context(dialect)))
    assert "connect" in error.value.hint
    column = AddColumnConfig(
        name="a", type="int", default_value_numeric="1", constraints=ConstraintsConfig(nullable=False)
    )
    added = change("addColumn", **T, columns=(column,))
    assert [sql.text for sql in dialect.sql(added, context(dialect))] == [
        "ALTER TABLE t ADD a INTEGER DEFAULT 1 NOT NULL"
    ]
    dropped = change("dropColumn", **T, column_name="a")
    assert [sql.text for sql in dialect.sql(dropped, context(dialect))] == ["ALTER TABLE t DROP COLUMN a"]


def test_scripts_say_how_to_run_them(session: Session) -> None:
    """SQL that is read, not run, switches foreign keys off and checks them at the end."""
    one = change("dropDefaultValue", **T, column_name="code")
    asked = context(session.dialect, session.catalog, purpose=SCRIPT)
    texts = [sql.text for sql in session.dialect.sql(one, asked)]
    assert (texts[0], texts[-1]) == ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_key_check")


def test_a_script_is_rehearsed(session: Session) -> None:
    """Each statement of a script is made for the schema that those before it leave; run, it does what a run does."""
    changes = [
        change(
            "createTable",
            table_name="n",
            columns=(ColumnConfig(name="a", type="int"), ColumnConfig(name="b", type="int")),
        ),
        change("addPrimaryKey", table_name="n", column_names="a", constraint_name="pk_n"),
        change("insert", table_name="n", columns=(ColumnConfig(name="a", value_numeric="1"),)),
        change("dropColumn", table_name="t", column_name="spare"),
        change("addUniqueConstraint", table_name="n", column_names="b", constraint_name="uq_n"),
    ]
    session.execute("DROP TABLE t")
    session.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, code, amount, parent_id, spare UNIQUE)")
    session.commit()
    texts, rehearsal = [], session.rehearsal()
    for one in changes:
        asked = context(session.dialect, rehearsal.catalog, purpose=SCRIPT)
        for sql in session.dialect.sql(one, asked):
            texts.append(sql.text)
            rehearsal.note(sql)
    assert session.query("SELECT count(*) FROM sqlite_master WHERE name = 'n'") == [(0,)]
    for text in texts:
        session.execute(text)
    assert session.query("SELECT sql FROM sqlite_master WHERE name = 'n'") == [
        (
            'CREATE TABLE "n" (a INTEGER NOT NULL, b INTEGER, CONSTRAINT pk_n PRIMARY KEY (a), CONSTRAINT uq_n UNIQUE (b))',
        )
    ]
    assert "spare" not in columns(session, "t")
    assert session.query("SELECT a, b FROM n") == [(1, None)]
