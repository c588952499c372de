"""loadData on real databases: what is read from a file is what is in the table afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clog.cli.main import main
from clog.database.bulk.copy_text import copy_blocks
from clog.database.bulk.insert_text import insert_blocks
from clog.database.connection.connect import connect

if TYPE_CHECKING:
    from pathlib import Path

CHANGE_LOG = """
databaseChangeLog:
- changeSet:
    id: 1
    author: a
    changes:
    - createTable:
        tableName: loaded
        columns:
        - column: {name: id, type: int}
        - column: {name: name, type: varchar(100)}
        - column: {name: amount, type: "decimal(10,2)"}
        - column: {name: moment, type: datetime}
        - column: {name: active, type: boolean}
- changeSet:
    id: 2
    author: a
    changes:
    - loadData: {tableName: loaded, file: rows.csv%s}
"""
TYPED = """, columns: [{column: {name: id, type: NUMERIC}}, {column: {name: name, type: STRING}},
      {column: {name: amount, type: NUMERIC}}, {column: {name: moment, type: DATETIME}},
      {column: {name: active, type: BOOLEAN}}]"""
ROWS = (
    "id,name,amount,moment,active\n"
    '1,it\'s; -- \\ "x",1.50,2024-01-02T03:04:05,true\n'
    '2,"two\nlines\tand a tab",-3,2024-01-02 03:04:05,0\n'
    "# a comment\n"
    "3,null,,NULL,\n"
    "4,now,7,CURRENT_TIMESTAMP,no\n"
    "5,ünï🙂,8,2024-01-02 03:04:05,yes\n"
)


MISSED = """, columns: [{column: {name: id, type: NUMERIC}}, {column: {name: name, type: STRING}},
      {column: {name: amount, type: NUMERIC}}, {column: {name: moment, type: DATETIME}},
      {column: {name: elsewhere, type: STRING}}]"""


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param("", id="untyped"),
        pytest.param(", usePreparedStatements: true", id="untyped-prepared"),
        pytest.param(MISSED, id="one-untyped"),
        pytest.param(TYPED, id="typed"),
        pytest.param(f"{TYPED}, usePreparedStatements: false", id="typed-inserts"),
    ],
)
def test_rows_of_a_file_are_in_the_table(
    database_url: str, columns: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rows.csv").write_text(ROWS.replace('"x"', "x"), encoding="utf-8")
    (tmp_path / "log.yaml").write_text(CHANGE_LOG % columns, encoding="utf-8")
    assert main(["update", f"--url={database_url}", "--changelog-file=log.yaml"]) == 0
    with connect(database_url) as session:
        found = session.query("SELECT id, name, amount, active FROM loaded ORDER BY id")
        moments = session.query("SELECT COUNT(*) FROM loaded WHERE moment IS NOT NULL")
    rows = [(int(id_), name, None if amount is None else float(amount), active) for id_, name, amount, active in found]
    assert [row[:3] for row in rows] == [
        (1, "it's; -- \\ x", 1.5),
        (2, "two\nlines\tand a tab", -3.0),
        (3, None, None),
        (4, "now", 7.0),
        (5, "ünï🙂", 8.0),
    ]
    assert [None if row[3] is None else bool(row[3]) for row in rows] == [True, False, None, False, True]
    assert moments[0][0] == 4


def test_copy_writes_what_must_be_escaped() -> None:
    rows = [("a", "b"), ("t\tn\n", "\\"), (None, b"\x01")]
    assert "".join(copy_blocks(rows)) == "a\tb\nt\\tn\\n\t\\\\\n\\N\t\\\\x01\n"
    assert list(copy_blocks([("a", "b"), ("c", "d")])) == ["a\tb\nc\td\n"]


def test_inserts_of_many_rows_are_cut_where_they_get_long() -> None:
    def literal(value: object) -> str:
        return f"<{value}>"

    rows = [("a", 1, None), ("b", 2, None), ("it's", 3, None), ("c", 4, "x\\"), ("d", 5, b"y")]
    assert list(insert_blocks("I ", rows[:2], literal)) == ["I ('a',1,NULL),('b',2,NULL)"]
    assert list(insert_blocks("I ", rows, literal)) == [
        "I ('a',1,NULL),('b',2,NULL),(<it's>,<3>,<None>),(<c>,<4>,<x\\>),(<d>,<5>,<b'y'>)"
    ]
    long = [("x" * 600_000,), ("y" * 600_000,), ("z",)]
    assert [len(text) for text in insert_blocks("I ", long, literal)] == [600_006, 600_012]
    assert list(insert_blocks("I ", [], literal)) == []


def test_values_come_to_mariadb_as_they_are(mariadb_url: str) -> None:
    texts = ["", "'", "\\", "\\'", "%s", "?", "\0\x1a\r\n\t", '"', "ünï🙂", "x" * 70_000, None, b"\xff\x00'\\", 7]
    with connect(mariadb_url) as session:
        session.execute("CREATE TABLE `VALUES (?, ?)` (id INT, `a%s?` LONGBLOB)")
        insert = "INSERT INTO `VALUES (?, ?)` (id, `a%s?`) VALUES (?, ?)"
        assert session.execute_rows(insert, enumerate(texts * 3)) == len(texts) * 3
        found = session.query("SELECT `a%s?` FROM `VALUES (?, ?)` ORDER BY id")
    sent = [text if text is None or isinstance(text, bytes) else str(text).encode() for text in texts]
    assert [row[0] for row in found] == sent * 3
