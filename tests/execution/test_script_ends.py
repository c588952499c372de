"""What ends statements in scripts of databases that are never connected to: lines with a slash on Oracle, GO elsewhere."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from clog.cli.main import main

BODY = "CREATE OR REPLACE PROCEDURE greet AS\nBEGIN\n  NULL;\nEND;"
BLOCK = "BEGIN\n  NULL;\nEND;"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def script(capsys: pytest.CaptureFixture[str], *, dialect: str = "oracle", command: str = "update-sql") -> str:
    """Write the script of the change log; what stands behind its head."""
    (path,) = Path().glob("c.*")
    Path("h.csv").unlink(missing_ok=True)
    url = f"--url=offline:{dialect}?outputLiquibaseSql=none&changeLogFile=h.csv"
    assert main([command, url, f"--changelog-file={path}"]) == 0
    return re.split(r"(?m)^-- Changeset .*\n", capsys.readouterr().out, maxsplit=1)[-1]


def change_log(*changes: dict[str, Any], **more: Any) -> None:
    """Write a change log: one change set with these changes, another one that makes a table."""
    second = {"createTable": {"tableName": "after_it", "columns": [{"column": {"name": "a", "type": "int"}}]}}
    sets = [
        {"changeSet": {"id": 1, "author": "dev", "changes": changes, **more}},
        {"changeSet": {"id": 2, "author": "dev", "changes": [second]}},
    ]
    Path("c.json").write_text(json.dumps({"databaseChangeLog": sets}), encoding="utf-8")


AFTER = "\n\n-- Changeset c.json::2::dev\nCREATE TABLE after_it (a INTEGER);\n\n"


@pytest.mark.parametrize("text", [BODY, f"{BODY}\n/", f"{BODY} /", f"{BODY}\n  /  \n", f"{BODY}\n/\n/\n"])
def test_a_procedure_ends_with_a_line_that_holds_a_slash(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Liquibase 4.28.0 writes the same."""
    change_log({"createProcedure": {"procedureName": "greet", "procedureText": text}})
    assert script(capsys) == f"{BODY}\n/{AFTER}"


@pytest.mark.parametrize(
    ("change", "text", "words"),
    [
        ("createFunction", "functionBody", "FUNCTION f RETURN INT AS BEGIN RETURN 1; END;"),
        ("createTrigger", "triggerBody", "TRIGGER f BEFORE INSERT ON t BEGIN NULL; END;"),
        ("createPackage", "packageText", "PACKAGE f AS x INT; END;"),
        ("createPackageBody", "packageBodyText", "PACKAGE BODY f AS x INT; END;"),
    ],
)
@pytest.mark.parametrize("slash", ["", "\n/"])
def test_other_routines_too(change: str, text: str, words: str, slash: str, capsys: pytest.CaptureFixture[str]) -> None:
    name = {"createTrigger": "triggerName", "createFunction": "functionName"}.get(
        change, f"{change[6:].replace('P', 'p', 1)}Name"
    )
    change_log({change: {name: "f", text: f"CREATE {words}{slash}", **({"tableName": "t"} if "Tr" in change else {})}})
    assert script(capsys) == f"CREATE {words}\n/{AFTER}"


@pytest.mark.parametrize("text", [f"{BLOCK}\n/", f"{BLOCK} /", BLOCK, f"{BLOCK}\n/\n;", "BEGIN\n  NULL;\nEND"])
@pytest.mark.parametrize("delimiter", [None, ";", "/", "\\n/", "GO", r"\n/\s*\n|\n/\s*$"])
@pytest.mark.parametrize("split", [True, False])
def test_a_block_of_sql_is_run_by_a_slash_of_its_own(
    text: str,
    delimiter: str | None,
    split: bool,  # noqa: FBT001 - a case
    capsys: pytest.CaptureFixture[str],
) -> None:
    """However the text ends; no line is `/;`, and no slash runs a block twice."""
    options = {"splitStatements": split, **({"endDelimiter": delimiter} if delimiter else {})}
    change_log({"sql": {"sql": text, **options}}, rollback=[{"sql": {"sql": text, **options}}])
    found = script(capsys).removesuffix(AFTER)
    assert re.sub(r"\n/\n\n;\Z", "\n/", found) in {f"{BLOCK}\n/", f"{BLOCK[:-1]}\n/"}


def test_formatted_sql_forward_and_back(capsys: pytest.CaptureFixture[str]) -> None:
    Path("c.sql").write_text(
        "--liquibase formatted sql\n--changeset dev:1 splitStatements:false stripComments:false\n"
        "CREATE OR REPLACE TRIGGER stock_bi BEFORE INSERT ON stock FOR EACH ROW\nBEGIN\n  :NEW.created := SYSDATE;\nEND;\n/\n"
        "--rollback BEGIN x; END; /\n",
        encoding="utf-8",
    )
    assert script(capsys).endswith("  :NEW.created := SYSDATE;\nEND;\n/\n\n")
    assert script(capsys, command="future-rollback-sql").endswith("BEGIN x; END;\n/\n\n")


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("select 1 /", "select 1;"),
        ("select 1 /* one */", "select 1 /* one */;"),
        ("/\nselect 1", "select 1;"),
        ("-- only a remark\n/", "-- only a remark"),
        (f"{BLOCK}\n/\nselect 1", f"{BLOCK}\n/\nselect 1;"),
        ("CREATE TYPE t AS OBJECT (a INT)", "CREATE TYPE t AS OBJECT (a INT);\n/"),
        ("/* why */ -- and\n<<l>> BEGIN NULL; END;", "/* why */ -- and\n<<l>> BEGIN NULL; END;\n/"),
        ("beginning", "beginning;"),
    ],
)
def test_what_is_no_block(sql: str, expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    change_log({"sql": {"sql": sql, "splitStatements": False}})
    assert script(capsys).removesuffix(AFTER) == expected


def test_rows_that_are_inserted_or_updated(capsys: pytest.CaptureFixture[str]) -> None:
    Path("d.csv").write_text("a,b\n1,x\n", encoding="utf-8")
    change_log({"loadUpdateData": {"tableName": "t", "file": "d.csv", "primaryKey": "a"}})
    assert script(capsys).endswith(f"END IF;\nEND;\n/{AFTER}")


@pytest.mark.parametrize(
    ("dialect", "sql", "options", "expected"),
    [
        ("mssql", "select 1", {}, "select 1;\nGO"),
        ("mssql", "select 1;", {}, "select 1;\nGO"),
        ("mssql", "select 1\nGO\nselect 2\nGO", {}, "select 1;\nGO\n\nselect 2;\nGO"),
        ("mssql", "BEGIN x END", {"endDelimiter": "GO"}, "BEGIN x END\nGO"),
        ("sybase", "select 1", {}, "select 1\nGO"),
        ("asany", "select 1", {}, "select 1\nGO"),
    ],
)
def test_batches(
    dialect: str, sql: str, options: dict[str, Any], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Liquibase 4.28.0 writes the same."""
    change_log({"sql": {"sql": sql, **options}})
    assert script(capsys, dialect=dialect).startswith(f"{expected}\n\n-- Changeset")


@pytest.mark.parametrize("dialect", ["mariadb", "mysql"])
@pytest.mark.parametrize(
    ("text", "delimiter", "written"),
    [
        (
            "CREATE PROCEDURE p() BEGIN SELECT 1; END",
            None,
            "DELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; END//\nDELIMITER ;",
        ),
        ("BEGIN NOT ATOMIC SELECT 6//2; END", None, "DELIMITER $$\nBEGIN NOT ATOMIC SELECT 6//2; END$$\nDELIMITER ;"),
        ("INSERT INTO t VALUES ('a;b')", None, "INSERT INTO t VALUES ('a;b');"),
        ("SELECT 1 /* a; b */ -- c;", None, "SELECT 1 /* a; b */ -- c;\n;"),
        ("SELECT '--'", None, "SELECT '--';"),
        ("SELECT 1", "@@", "DELIMITER @@\nSELECT 1@@\nDELIMITER ;"),
    ],
)
def test_the_client_of_mariadb_is_told_of_delimiters(
    dialect: str, text: str, delimiter: str | None, written: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Liquibase writes no DELIMITER, so that its scripts with routines cannot run."""
    options = {"splitStatements": False, **({"endDelimiter": delimiter} if delimiter else {})}
    change_log({"sql": {"sql": text, "stripComments": False, **options}})
    assert f"dev\n{written}\n\n" in script(capsys, dialect=dialect)


@pytest.mark.parametrize("dialect", ["postgresql", "sqlite"])
@pytest.mark.parametrize("delimiter", [None, "@@", "//", "GO"])
def test_psql_and_sqlite3_know_semicolons_alone(
    dialect: str, delimiter: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    """Liquibase writes the delimiter of the change, and a semicolon into a remark, so that its scripts cannot run."""
    options = {"splitStatements": False, **({"endDelimiter": delimiter} if delimiter else {})}
    change_log({"sql": {"sql": "SELECT 'it''s -- one' -- two", "stripComments": False, **options}})
    assert script(capsys, dialect=dialect).startswith("SELECT 'it''s -- one' -- two\n;\n\n")
