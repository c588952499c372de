"""LOBs in files: found from beside the change log, read in the right encoding, missed with their place. As Liquibase 4.28.0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from clog.api import open as open_database
from clog.errors import ClogError

if TYPE_CHECKING:
    from pathlib import Path

    from clog.api import Database

HEAD = """\
databaseChangeLog:
- changeSet:
    id: 1
    author: dev
    changes:
    - createTable:
        tableName: note
        columns:
        - column: {name: id, type: int, constraints: {primaryKey: true, nullable: false}}
        - column: {name: txt, type: clob}
        - column: {name: data, type: blob}
- changeSet:
    id: 2
    author: dev
    changes:
"""
LOAD = """\
    - loadData:
        tableName: note
        file: %s
        columns:
        - column: {name: id, type: numeric}
        - column: {name: txt, type: clob}
        - column: {name: data, type: blob}
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Make files beside the change log and elsewhere."""
    for name, content in {
        "top.txt": b"top", "both.txt": b"top", "db/both.txt": b"beside", "db/one.txt": b"beside",
        "db/latin.txt": "é".encode("latin-1"), "db/wide.txt": "é".encode("utf-16"), "db/one.bin": b"\x00\x01",
    }.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


def project(place: Path, url: str, changes: str, csv: str = "", **options: Any) -> Database:
    """Write a change log below db, and rows."""
    (place / "db/c.yaml").write_text(HEAD + changes, encoding="utf-8")
    (place / "db/rows.csv").write_text(csv, encoding="utf-8")
    return open_database(url, "db/c.yaml", search_path=str(place), **options)


def texts(database: Database) -> list[object]:
    """Read what is in the table."""
    found = database.run("execute-sql", sql="SELECT txt FROM note ORDER BY id").answer["statements"][0]["rows"]
    return [row[0] for row in found]


def test_cells_name_files_beside_the_change_log(database_url: str, place: Path) -> None:
    csv = "id,txt,data\n1,one.txt,one.bin\n2,both.txt,QUJD\n3,/one.txt,NULL\n4,,\n5,NULL,\n6,../top.txt,../top.txt\n7,wide.txt,\n"
    database = project(place, database_url, LOAD % "db/rows.csv", csv)
    database.update()
    assert texts(database) == ["beside", "beside", "beside", None, None, "top", "é"]
    size = "length(lo_get(data))" if "postgresql" in database_url else "length(data)"
    answer = database.run("execute-sql", sql=f"SELECT {size} FROM note WHERE id IN (1, 2, 6) ORDER BY id").answer
    assert [int(row[0]) for row in answer["statements"][0]["rows"]] == [2, 3, 3]


@pytest.mark.parametrize("how", ["", "        usePreparedStatements: true\n"])
def test_a_file_that_is_not_there_stops_the_run(database_url: str, place: Path, how: str) -> None:
    database = project(place, database_url, LOAD % "db/rows.csv" + how, "id,txt,data\n1,one.txt,\n2,twoo.txt,\n")
    with pytest.raises(ClogError) as failed:
        database.update()
    assert 'rows.csv: row 2 of the data, column txt: the file "twoo.txt"' in str(failed.value)
    assert "applied before: db/c.yaml::1::dev" in "\n".join((str(failed.value), *failed.value.notes))
    assert texts(database) == []


@pytest.mark.parametrize("how", ["", "        relativeToChangelogFile: true\n"])
@pytest.mark.parametrize("cells", ["top.txt,", "db/one.txt,", "some text here,", "one.txt,no file", ".,"])
def test_whatever_a_cell_says_must_be_there(sqlite_url: str, place: Path, cells: str, how: str) -> None:
    file = "rows.csv" if how else "db/rows.csv"
    database = project(place, sqlite_url, LOAD % file + how, f"id,txt,data\n# remark,,\n1,one.txt,\n2,{cells}\n")
    with pytest.raises(ClogError) as failed:
        database.update()
    column = "data" if cells.endswith("file") else "txt"
    assert f"rows.csv: row 2 of the data, column {column}: " in str(failed.value)
    assert ('from there it is "../top.txt"' in str(failed.value)) == (cells == "top.txt,")


@pytest.mark.parametrize("change", ["insert", "update"])
@pytest.mark.parametrize("kind", ["Clob", "Blob"])
def test_values_in_files_stand_beside_the_change_log(database_url: str, place: Path, change: str, kind: str) -> None:
    column = "txt" if kind == "Clob" else "data"
    row = "    - insert: {tableName: note, columns: [column: {name: id, valueNumeric: 1}]}\n" * (change == "update")
    key = "" if row else "column: {name: id, valueNumeric: 1}, "
    written = (
        f"{row}    - {change}: {{tableName: note, columns: [{key}column: {{name: {column}, value{kind}File: %s}}]}}\n"
    )
    for path in ("top.txt", "db/one.txt", "gone.txt"):
        with pytest.raises(ClogError, match=path):
            project(place, database_url, written % path).update()
    database = project(place, database_url, written % "both.txt")
    database.update()
    if kind == "Clob":
        assert texts(database) == ["beside"]


@pytest.mark.parametrize(("said", "found"), [("UTF-8", "\ufffd"), ("ISO-8859-1", "é")])
def test_cells_are_read_in_the_encoding_of_all_files(sqlite_url: str, place: Path, said: str, found: str) -> None:
    database = project(place, sqlite_url, LOAD % "db/rows.csv", "id,txt,data\n1,latin.txt,\n", file_encoding=said)
    warnings = database.update().warnings
    assert texts(database) == [found]
    assert any("latin.txt:1: byte 0xe9" in text for text in warnings) == (said == "UTF-8")


def test_load_update_data_reads_no_files(database_url: str, place: Path) -> None:
    change = (LOAD % "db/rows.csv").replace("loadData:", "loadUpdateData:\n        primaryKey: id")
    database = project(place, database_url, change.replace("type: blob", "type: skip"), "id,txt,data\n1,one.txt,\n")
    with pytest.raises(ClogError, match="reads no files"):
        project(
            place, database_url, change.replace("type: blob", "type: skip"), "id,txt,data\n1,one.txt,\n", strict=True
        ).update()
    database.update()
    assert texts(database) == ["one.txt"]
