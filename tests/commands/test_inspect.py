"""inspect: rows, programs, procedures, rollbacks and preconditions, against the answers of Liquibase 4.28.0."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from clog.cli.main import main
from clog.commands.inspect import InspectOptions, inspect

FIXTURES = Path(__file__).parents[2] / "fixtures"
EXPECTED = {path.stem: path for path in sorted((FIXTURES / "inspect/expected").glob("*.json"))}
FILES = {path.stem: f"inspect/{path.name}" for path in (FIXTURES / "inspect").glob("*.*") if path.suffix != ".json"}


def trimmed(answer: Any) -> Any:
    """Take blanks and delimiters from the ends of statements; all errors are alike."""
    if isinstance(answer, dict):
        return "error"
    if not isinstance(answer, list):
        return answer
    return [_trimmed(text) for text in answer]


def _trimmed(text: str) -> str:
    short = text.rstrip().removesuffix(";").removesuffix("\n/").removesuffix("\nGO")
    return text if short == text else _trimmed(short)


def closed(value: Any) -> Any:
    """Put values into quotes that Liquibase writes bare, and that would end their statement."""
    if isinstance(value, list):
        return [closed(one) for one in value]
    return (
        value.replace(", it's)", ", 'it''s')").replace(", a;b--c)", ", 'a;b--c')") if isinstance(value, str) else value
    )


@pytest.mark.parametrize("name", EXPECTED)
def test_rows_are_those_of_liquibase(name: str) -> None:
    expected = json.loads(EXPECTED[name].read_text(encoding="utf-8"))
    (answer,) = inspect([FILES[name]], InspectOptions(str(FIXTURES), tuple(expected)))
    wrong = []
    for dialect, rows in expected.items():
        found = {row["id"]: row for row in answer["sql"][dialect]}
        for row in rows:
            for key, value in row.items():
                mine = trimmed(found[row["id"]].get(key))
                # Where Liquibase writes nothing without a word, an error is as good.
                if mine != closed(trimmed(value)) and not (mine == "error" and value == []):
                    wrong.append((dialect, row["id"], key, value, mine))
    assert wrong == []


def test_a_file_that_is_not_there_spoils_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [
        "--search-path",
        str(FIXTURES),
        "--dialects",
        "postgresql",
        "nothing.xml",
        FILES["load_data_no_prepared"],
    ]
    assert main(["inspect", *arguments]) == 1
    out, err = capsys.readouterr()
    first, second = (json.loads(line) for line in out.splitlines())
    assert ("nothing.xml" in first["error"], first["code"]) == (True, "CLOG201")
    assert "error" not in second
    assert err.startswith(first["error"])


@pytest.fixture
def by_dialect(tmp_path: Path) -> Path:
    """Write a change log that is another one on each database."""
    for name, count in (("pg", 1), ("my", 2)):
        (tmp_path / name).mkdir()
        sql = "-- liquibase formatted sql\n" + "".join(f"-- changeset ann:{n}\nSELECT {n};\n" for n in range(count))
        (tmp_path / name / "a.sql").write_text(sql, encoding="utf-8")
    (tmp_path / "c.yaml").write_text(
        """
databaseChangeLog:
- property: {name: place, value: nowhere, dbms: oracle}
- property: {name: place, value: pg, dbms: postgresql}
- property: {name: place, value: my}
- removeChangeSetProperty: {change: createTable, dbms: mysql, remove: tablespace}
- includeAll: {path: "${place}"}
- changeSet:
    id: 9
    author: ann
    changes:
    - createTable: {tableName: "${place}", tablespace: x, columns: [column: {name: id, type: int}]}
    - sql: {sql: select 1, dbms: mysql}
""",
        encoding="utf-8",
    )
    return tmp_path


def test_several_dialects_give_what_each_gives_alone(by_dialect: Path) -> None:
    dialects = ("oracle", "postgresql", "mysql", "mariadb", "mssql", "sqlite")
    for order in (dialects, dialects[::-1]):
        (together,) = inspect(["c.yaml"], InspectOptions(str(by_dialect), order))
        for name in dialects[1:]:
            (alone,) = inspect(["c.yaml"], InspectOptions(str(by_dialect), (name,)))
            if "error" not in alone:
                assert together["sql"][name] == alone["sql"][name], name
    sql = together["sql"]
    assert sql["oracle"]["code"] == "CLOG201"
    assert [len(sql[name]) for name in ("postgresql", "mysql", "sqlite")] == [2, 3, 3]
    assert sql["postgresql"][-1]["forward"] == ["CREATE TABLE pg (id INTEGER) TABLESPACE x"]
    assert sql["mysql"][-1]["forward"] == ["CREATE TABLE my (id INT NULL)", "select 1"]
    assert len({sql[name][-1]["v9"] for name in ("postgresql", "mysql", "mariadb")}) == 3


def test_a_mistake_of_clog_itself_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise UnicodeError("odd")

    monkeypatch.setattr("clog.generate.Generation.forward", fail)
    (tmp_path / "c.sql").write_text("-- liquibase formatted sql\n-- changeset a:1\nSELECT 1;\n", encoding="utf-8")
    assert main(["inspect", f"--search-path={tmp_path}", "--dialects=oracle", "c.sql"]) == 1
    out, err = capsys.readouterr()
    told = json.loads(out)["sql"]["oracle"][0]["forward"]
    assert told == {"error": "this is a bug in clog: UnicodeError: odd [CLOG999]", "code": "CLOG999"}
    assert "CLOG999" in err
