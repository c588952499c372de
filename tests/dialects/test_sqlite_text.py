"""CREATE TABLE of SQLite taken apart and put together again."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from clog.dialects.sqlite.text import TableText, names_in, tokens
from clog.errors import Unsupported

TABLE = """CREATE TABLE "t" (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- the id, (yes)
  a VARCHAR(10, 2) COLLATE NOCASE DEFAULT (1+(2)) CONSTRAINT nn NOT NULL ON CONFLICT REPLACE,
  b /* odd, ) */ REFERENCES x(y) ON DELETE SET NULL ON UPDATE SET DEFAULT NOT DEFERRABLE,
  [c d] TEXT GENERATED ALWAYS AS (a || 'x,)') STORED UNIQUE,
  e,
  `f``` "double" DEFAULT -1 NULL CHECK ("f`" > 0),
  CONSTRAINT u UNIQUE (a COLLATE NOCASE, b) CHECK (a > b), -- both
  FOREIGN KEY (a, "b") REFERENCES z(q, r) DEFERRABLE INITIALLY DEFERRED -- end
)"""
CLAUSES = [
    ("id", [("PRIMARY", "", (), "PRIMARY KEY AUTOINCREMENT")]),
    (
        "a",
        [
            ("COLLATE", "", (), "COLLATE NOCASE"),
            ("DEFAULT", "", ("1",), "DEFAULT (1+(2))"),
            ("NOT", "nn", (), "CONSTRAINT nn NOT NULL ON CONFLICT REPLACE"),
        ],
    ),
    ("b", [("REFERENCES", "", ("y",), "REFERENCES x(y) ON DELETE SET NULL ON UPDATE SET DEFAULT NOT DEFERRABLE")]),
    ("c d", [("AS", "", ("a",), "GENERATED ALWAYS AS (a || 'x,)') STORED"), ("UNIQUE", "", (), "UNIQUE")]),
    ("e", []),
    (
        "f`",
        [
            ("DEFAULT", "", (), "DEFAULT -1"),
            ("NULL", "", (), "NULL"),
            ("CHECK", "", ("f`",), 'CHECK ("f`" > 0)'),
        ],
    ),
    (
        "",
        [
            ("UNIQUE", "u", ("a", "b"), "CONSTRAINT u UNIQUE (a COLLATE NOCASE, b)"),
            ("CHECK", "", ("a",), "CHECK (a > b)"),
        ],
    ),
    (
        "",
        [
            (
                "FOREIGN",
                "",
                ("a", "b"),
                'FOREIGN KEY (a, "b") REFERENCES z(q, r) DEFERRABLE INITIALLY DEFERRED',
            )
        ],
    ),
]


def test_clauses() -> None:
    """Every clause is found, with its name and columns; commas in comments, texts and parentheses separate nothing."""
    found = [
        (item.name, [(clause.kind, clause.name, clause.columns, clause.text) for clause in item.clauses()])
        for item in TableText(TABLE).items
    ]
    assert found == CLAUSES


def test_nothing_changes_by_itself() -> None:
    """Put together again, only the name is another one."""
    assert TableText(TABLE).written('"t"') == TABLE


def test_sqlite_takes_what_is_written() -> None:
    """A table with changes of every kind is understood by SQLite."""
    text = TableText(TABLE)
    text.column("E").set_type("INT")
    text.column("a").set_type("TEXT")
    text.insert("g INT", before="id")
    text.insert("h INT")
    text.add("CHECK (h <> 1)")
    text.column("b").append("NOT NULL")
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(text.written("n"))
        columns = database.execute("PRAGMA table_xinfo(n)").fetchall()
    assert [(row[1], row[2], row[3]) for row in columns] == [
        ("g", "INT", 0),
        ("id", "INTEGER", 0),
        ("a", "TEXT", 1),
        ("b", "", 1),
        ("c d", "TEXT", 0),
        ("e", "INT", 0),
        ("f`", "double", 0),
        ("h", "INT", 0),
    ]


def test_a_constraint_added_and_removed_leaves_no_trace() -> None:
    """Adding and removing gives the text of before."""
    text = TableText("CREATE TABLE t (\n  a INT,\n  b INT\n)")
    before = text.written("t")
    text.add("CONSTRAINT c CHECK (a > 0)")
    found = text.named("C", ("CHECK",))
    assert found is not None
    text.remove(*found)
    assert text.written("t") == before


def test_clauses_are_removed_one_by_one() -> None:
    """The others stay, with the blanks between them."""
    item = TableText("CREATE TABLE t (a INT DEFAULT 1 NOT NULL UNIQUE)").column("a")
    clause = item.clause("NOT")
    assert clause is not None
    item.remove(clause)
    assert item.text == "a INT DEFAULT 1 UNIQUE"
    item.replace(item.clause("DEFAULT"), "DEFAULT 2")
    item.replace(item.clause("CHECK"), "CHECK (a)")
    item.behind_type("COLLATE nocase")
    assert item.text == "a INT COLLATE nocase DEFAULT 2 UNIQUE CHECK (a)"


def test_a_constraint_of_a_table_beside_another() -> None:
    """Constraints without a comma between them are removed one by one too."""
    text = TableText("CREATE TABLE t (a, b, UNIQUE (a) CONSTRAINT c CHECK (a > b))")
    found = text.named("c", ("CHECK",))
    assert found is not None
    assert sorted(text.of_column(*found)) == ["a", "b"]
    text.remove(*found)
    assert text.written("t") == "CREATE TABLE t (a, b, UNIQUE (a))"


@pytest.mark.parametrize("sql", ["CREATE VIRTUAL TABLE t USING fts5(a)", "CREATE TABLE t"])
def test_no_table_with_columns(sql: str) -> None:
    """What has no columns of its own is refused."""
    with pytest.raises(Unsupported):
        TableText(sql)


def test_no_such_column() -> None:
    """The columns that there are, are named."""
    with pytest.raises(Unsupported) as error:
        TableText("CREATE TABLE t (a, b)").column("c")
    assert "a, b" in error.value.hint


def test_tokens() -> None:
    """Comments and blanks are no tokens; quotes belong to their names."""
    assert [token.name for token in tokens("a /* b */ [c] -- d\n 'e''f'")] == ["a", "c", "e'f"]
    assert names_in("lower(\"A\") > b || 'c'") == {"lower", "a", "b"}
    assert TableText("CREATE TABLE t (a PRIMARY KEY) WITHOUT ROWID").without_rowid
