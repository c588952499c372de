"""What a column loses when a change writes it anew is said, precisely where the column can be looked up."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

import clog
from clog.dialects import dialect_class
from clog.dialects.base.redefinition import words_in
from clog.errors import Unsupported
from tests.support.servers import server

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = {
    "plain": "varchar(10)",
    "full": "varchar(10) CHARACTER SET latin1 NOT NULL DEFAULT 'x y' COMMENT 'it''s NOT a DEFAULT' CHECK (full <> 'b')",
    "moment": "timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp()",
    "number": "int DEFAULT (1 + 2)",
    "sum": "int GENERATED ALWAYS AS (number + 1) STORED",
    "hidden": "int INVISIBLE",
    "doc": "json",
    "kind": "enum('NOT NULL', 'DEFAULT')",
    "id": "int AUTO_INCREMENT PRIMARY KEY COMMENT 'key'",
}
CREATE = f"CREATE TABLE t ({', '.join(f'{name} {text}' for name, text in COLUMNS.items())})"


def restating(name: str) -> list[dict[str, dict[str, str]]]:
    """List the changes that write a column anew, with its type as it is."""
    kind = COLUMNS[name].split(" GENERATED")[0].split(" NOT NULL")[0].split(" DEFAULT")[0]
    kind = re.sub(r" (AUTO_INCREMENT|INVISIBLE|CHARACTER SET).*", "", kind)
    where = {"tableName": "t", "columnName": name, "columnDataType": kind}
    renamed = {"tableName": "t", "oldColumnName": name, "newColumnName": name, "columnDataType": kind}
    return [
        {"modifyDataType": {"tableName": "t", "columnName": name, "newDataType": kind}},
        {"renameColumn": renamed},
        {"addNotNullConstraint": where},
        {"setColumnRemarks": {**where, "remarks": "r"}},
    ]


def log(folder: Path, *changes: dict[str, Any]) -> None:
    """Write a change log with a change set for each change."""
    sets = [
        {"changeSet": {"id": str(number), "author": "a", "changes": [change]}} for number, change in enumerate(changes)
    ]
    (folder / "log.json").write_text(json.dumps({"databaseChangeLog": sets}), encoding="utf-8")


def said(result: Any, about: str = "") -> set[str]:
    """Read the words out of the warnings about losses."""
    found = [re.search(r"which loses ([A-Z_, ]+); to keep it, ", text) for text in result.warnings if about in text]
    return {word for match in found if match for word in match[1].split(", ")}


def line(database: str, name: str) -> str:
    """Give the definition of a column as the server shows it."""
    shown = str(server("mariadb").execute("SHOW CREATE TABLE t", database)[0][1])
    return next(text for text in shown.splitlines() if text.startswith(f"  `{name}` ")).strip().rstrip(",")


@pytest.mark.parametrize("number", range(4))
def test_mariadb_loses_what_is_said_and_nothing_else(mariadb_url: str, tmp_path: Path, number: int) -> None:
    """The definitions before and after tell."""
    database = urlsplit(mariadb_url.removeprefix("jdbc:")).path[1:]
    server("mariadb").execute(CREATE, database)
    before = {name: words_in(line(database, name)) for name in COLUMNS}
    log(tmp_path, *(restating(name)[number] for name in COLUMNS))
    result = clog.open(mariadb_url, "log.json", search_path=str(tmp_path)).update()
    lost = {name: before[name] - words_in(line(database, name)) for name in COLUMNS}
    assert {name: said(result, f"column {name} ") for name in COLUMNS} == lost


def test_a_change_set_that_puts_it_back_is_silent(mariadb_url: str, tmp_path: Path) -> None:
    """What stands behind the type is not lost either."""
    server("mariadb").execute(CREATE, urlsplit(mariadb_url.removeprefix("jdbc:")).path[1:])
    changes = [
        {"modifyDataType": {"tableName": "t", "columnName": "number", "newDataType": "bigint"}},
        {"addDefaultValue": {"tableName": "t", "columnName": "number", "defaultValueNumeric": "3"}},
        {"modifyDataType": {"tableName": "t", "columnName": "number", "newDataType": "int DEFAULT 4"}},
    ]
    sets = [{"changeSet": {"id": "1", "author": "a", "changes": changes}}]
    (tmp_path / "log.json").write_text(json.dumps({"databaseChangeLog": sets}), encoding="utf-8")
    assert said(clog.open(mariadb_url, "log.json", search_path=str(tmp_path)).update()) == set()


def offline(folder: Path, dialect: str, **settings: Any) -> clog.Database:
    """Open the change log without a database."""
    (folder / "history.csv").unlink(missing_ok=True)
    url = f"offline:{dialect}?changeLogFile={folder / 'history.csv'}"
    return clog.open(url, "log.json", search_path=str(folder), **settings)


TABLE = {
    "createTable": {
        "tableName": "t",
        "columns": [
            {"column": {"name": "a", "type": "varchar(9)", "defaultValue": "x", "constraints": {"nullable": "false"}}},
            {"column": {"name": "b", "type": "varchar(9)"}},
            {"column": {"name": "n", "type": "int", "autoIncrement": "true", "constraints": {"primaryKey": "true"}}},
        ],
    }
}


def modified(column: str, kind: str) -> dict[str, Any]:
    """Write modifyDataType."""
    return {"modifyDataType": {"tableName": "t", "columnName": column, "newDataType": kind}}


@pytest.mark.parametrize(
    ("dialect", "column", "kind", "expected"),
    [
        ("mysql", "a", "varchar(20)", {"NOT NULL", "DEFAULT"}),
        ("mysql", "a", "varchar(20) NOT NULL", {"DEFAULT"}),
        ("mysql", "a", "varchar(20) NULL DEFAULT 'x'", set()),
        ("mysql", "b", "varchar(20)", set()),
        ("mysql", "n", "bigint", {"AUTO_INCREMENT"}),
        ("mssql", "a", "varchar(20)", {"NOT NULL"}),
        ("informix", "a", "varchar(20)", {"NOT NULL", "DEFAULT"}),
        ("h2", "a", "varchar(20)", {"DEFAULT"}),
        ("h2", "n", "bigint", {"IDENTITY"}),
        ("hsqldb", "n", "bigint", {"IDENTITY"}),
        ("hsqldb", "a", "varchar(20)", set()),
        ("postgresql", "a", "varchar(20)", set()),
        ("oracle", "a", "varchar(20)", set()),
    ],
)
def test_without_a_connection_the_changes_before_tell(
    tmp_path: Path, dialect: str, column: str, kind: str, expected: set[str]
) -> None:
    """The change log made the table."""
    log(tmp_path, TABLE, modified(column, kind))
    result = offline(tmp_path, dialect).update_sql()
    assert said(result) == expected


def test_an_unknown_column_may_lose_all(tmp_path: Path) -> None:
    """So does one of a table that SQL has changed; SQL about others does not count."""
    log(tmp_path, TABLE, {"sql": {"sql": "alter table u add x int"}}, modified("b", "int"))
    assert said(offline(tmp_path, "mysql").update_sql()) == set()
    log(tmp_path, TABLE, {"sql": {"sql": "alter table t modify b int not null"}}, modified("b", "int"))
    (warning,) = offline(tmp_path, "mysql").update_sql().warnings
    assert "log.json:1" in warning
    assert "column b of table t anew on mysql, which loses what it has of NOT NULL, DEFAULT" in warning


def test_strict_refuses_it(tmp_path: Path) -> None:
    """With the way to keep it."""
    log(tmp_path, TABLE, modified("a", "int"))
    with pytest.raises(Unsupported, match="loses NOT NULL, DEFAULT") as caught:
        offline(tmp_path, "mysql", strict=True).update_sql()
    assert "newDataType: int NOT NULL" in (caught.value.hint or "")


def test_going_back_is_writing_anew_too(mariadb_url: str, tmp_path: Path) -> None:
    """The inverse of a change warns as the change does."""
    database = urlsplit(mariadb_url.removeprefix("jdbc:")).path[1:]
    log(tmp_path, {"addNotNullConstraint": {"tableName": "t", "columnName": "a", "columnDataType": "int"}})
    server("mariadb").execute("CREATE TABLE t (a int)", database)
    opened = clog.open(mariadb_url, "log.json", search_path=str(tmp_path))
    assert said(opened.update()) == set()
    server("mariadb").execute("ALTER TABLE t ALTER a SET DEFAULT 5", database)
    assert said(opened.rollback(count=1)) == {"DEFAULT"}


def test_dialects_that_write_columns_anew_know_their_statements() -> None:
    """Every word has a meaning."""
    for name in ("mysql", "mariadb", "mssql", "informix", "h2", "hsqldb"):
        assert dialect_class(name).redefinitions
