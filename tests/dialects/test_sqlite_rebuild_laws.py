"""Rebuilding SQLite tables that are drawn at random."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clog.database.connection.connect import connect
from clog.errors import ExecutionError
from tests.support.changing import change, columns, do, script

T = {"table_name": "t"}
NAMES = ("a", "B", "c d", "select", "ü")
TYPES = ("INTEGER", "TEXT", "VARCHAR(10, 2)", "", "double precision")
CLAUSE = ("DEFAULT (1 + (2))", "COLLATE NOCASE", "CHECK (1 > 0 /* ) */)", "NOT NULL DEFAULT 'x'''", "REFERENCES p (id)")
COMMENTS = ("", " -- it's, (odd\n", " /* ' */ ")


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Draw CREATE TABLE and the names of its columns."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=5, unique=True))
    parts = []
    for name in names:
        clauses = draw(st.lists(st.sampled_from(CLAUSE), max_size=3, unique_by=lambda text: text.split()[-1]))
        if sum("DEFAULT" in clause for clause in clauses) > 1:
            clauses = clauses[:1]
        parts.append(f'"{name}" {draw(st.sampled_from(TYPES))} {" ".join(clauses)}{draw(st.sampled_from(COMMENTS))}')
    if draw(st.booleans()):
        parts.append(f'CONSTRAINT u UNIQUE ("{names[0]}", "{names[1]}"){draw(st.sampled_from(COMMENTS))}')
    return f"CREATE TABLE t ({','.join(parts)})", names


@given(made=tables(), data=st.data())
@settings(max_examples=150)
def test_random_tables(made: tuple[str, list[str]], data: st.DataObject) -> None:
    """Whatever a table looks like: rows and other columns stay, and adding then dropping changes nothing."""
    sql, names = made
    one = data.draw(st.sampled_from(names))
    with connect("jdbc:sqlite::memory:") as session:
        script(session, f"CREATE TABLE p (id INTEGER PRIMARY KEY);\n{sql}")
        listed = ", ".join(f'"{name}"' for name in names)
        for row in range(3):
            session.execute(
                f"INSERT INTO t ({listed}) VALUES ({', '.join(['?'] * len(names))})", [f"{row}{name}" for name in names]
            )
        session.execute("UPDATE t SET rowid = rowid * 7")
        session.commit()
        rows = session.query("SELECT rowid, * FROM t ORDER BY rowid")
        were = columns(session, "t")
        do(session, change("addUniqueConstraint", **T, column_names=one, constraint_name="uq_x"))
        assert columns(session, "t") == were
        do(session, change("addNotNullConstraint", **T, column_name=one))
        do(session, change("addDefaultValue", **T, column_name=one, default_value="n'n"))
        assert columns(session, "t")[one][1:3] == (1, "'n''n'")
        assert {name: told for name, told in columns(session, "t").items() if name != one} == {
            name: told for name, told in were.items() if name != one
        }
        do(session, change("dropUniqueConstraint", **T, constraint_name="uq_x"))
        assert session.query("SELECT rowid, * FROM t ORDER BY rowid") == rows
        with pytest.raises(ExecutionError):
            session.execute(f'UPDATE t SET "{one}" = NULL')
