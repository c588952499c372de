"""calculate-checksum, checksum explain, and what is said about edited change sets."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from clog.cli.main import main

LOG = """databaseChangeLog:
- changeSet: {id: 1, author: a, changes: [{createTable: {tableName: t, columns: [{column: {name: id, type: int}}]}}]}
- changeSet: {id: 2, author: a, changes: [{sql: "insert into t values (1) -- one"}]}
- changeSet: {id: 3, author: a, changes: [{sqlFile: {path: f.sql}}]}
"""
WORDS = ("--url=jdbc:sqlite:t.db", "--changelog-file=log.yaml")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("log.yaml").write_text(LOG, encoding="utf-8")
    Path("f.sql").write_text("select '${x}';", encoding="utf-8")
    assert main(["update", *WORDS]) == 0
    capsys.readouterr()
    return tmp_path


def rows(sql: str) -> list[tuple[str, ...]]:
    connection = sqlite3.connect("t.db")
    try:
        found = connection.execute(sql).fetchall()
        connection.commit()
        return found
    finally:
        connection.close()


def edit(before: str, after: str) -> None:
    text = Path("log.yaml").read_text(encoding="utf-8")
    assert before in text
    Path("log.yaml").write_text(text.replace(before, after), encoding="utf-8")


@pytest.mark.usefixtures("folder")
def test_calculated_sums_are_those_that_update_stores(capsys: pytest.CaptureFixture[str]) -> None:
    for identifier, stored in rows("select ID, MD5SUM from DATABASECHANGELOG"):
        assert main(["calculate-checksum", f"log.yaml::{identifier}::a", *WORDS]) == 0
        assert capsys.readouterr().out.strip() == stored


@pytest.mark.usefixtures("folder")
def test_status_says_that_an_edit_of_comments_does_not_matter(capsys: pytest.CaptureFixture[str]) -> None:
    edit("-- one", "-- ONE")
    assert main(["status", *WORDS]) == 1
    said = capsys.readouterr().err
    assert "log.yaml::2::a was edited after it had run" in said
    assert "only white space, comments or upper and lower case were changed" in said
    assert "validCheckSum: 9:" in said


@pytest.mark.usefixtures("folder")
def test_validate_says_what_an_edit_changed(capsys: pytest.CaptureFixture[str]) -> None:
    edit("type: int", "type: bigint")
    assert main(["validate", *WORDS]) == 1
    assert '1.createTable.columns.1.type: was "int", is "bigint"' in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_rows_that_liquibase_wrote_are_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    rows("drop table CLOG_CHANGESET")
    edit("-- one", "-- ONE")
    assert main(["status", *WORDS]) == 1
    assert "unknown: nothing was kept of what was run" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_garbage_in_the_history_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    rows("update DATABASECHANGELOG set MD5SUM = 'rubbish' where ID = '1'")
    assert main(["status", *WORDS]) == 1
    assert 'holds "rubbish", which is no checksum' in capsys.readouterr().err
    rows("update DATABASECHANGELOG set MD5SUM = '10:abc' where ID = '1'")
    assert main(["status", *WORDS]) == 1
    assert "checksum of version 10 in the history" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_the_accepting_line_accepts(capsys: pytest.CaptureFixture[str]) -> None:
    edit("-- one", "-- ONE")
    assert main(["status", *WORDS]) == 1
    line = capsys.readouterr().err.rpartition("adding to the change set: ")[2].split("\n")[0]
    edit("id: 2,", f"id: 2, {line},")
    assert main(["status", *WORDS]) == 0


@pytest.mark.usefixtures("folder")
def test_old_sums_of_sql_files_are_accepted_and_replaced() -> None:
    edit("databaseChangeLog:\n", "databaseChangeLog:\n- property: {name: x, value: 5}\n")
    right = rows("select MD5SUM from DATABASECHANGELOG where ID = '3'")
    Path("g.sql").write_text("select '5';", encoding="utf-8")
    Path("other.yaml").write_text(LOG.replace("f.sql", "g.sql"), encoding="utf-8")
    assert main(["update", "--url=jdbc:sqlite:u.db", "--changelog-file=other.yaml"]) == 0
    connection = sqlite3.connect("u.db")
    (old,) = connection.execute("select MD5SUM from DATABASECHANGELOG where ID = '3'").fetchone()
    connection.close()
    rows(f"update DATABASECHANGELOG set MD5SUM = '{old}', LIQUIBASE = '4.24.0' where ID = '3'")
    assert main(["update", *WORDS]) == 0
    assert rows("select MD5SUM from DATABASECHANGELOG where ID = '3'") == right
    rows(f"update DATABASECHANGELOG set MD5SUM = '{old}', LIQUIBASE = '4.28.0' where ID = '3'")
    assert main(["update", *WORDS]) == 1


@pytest.mark.usefixtures("folder")
def test_explain_shows_texts_inputs_and_edit(capsys: pytest.CaptureFixture[str]) -> None:
    edit("insert into t values (1) -- one", "insert into t values (1)")
    assert main(["checksum", "explain", "log.yaml::2::a", *WORDS]) == 0
    said = capsys.readouterr().out
    assert "| insertintotvalues(1)\n" in said
    assert "| null:true:false:insert into t values (1)\n" in said
    assert "only white space, comments or upper and lower case were changed" in said
    assert main(["checksum", "explain", "log.yaml::3::a", "--changelog-file=log.yaml", "--format=json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["inputs"]["files"] == "f.sql"
    assert answer["versions"]["9"]["steps"][0]["text"] == "select'${x}';"


def test_explain_knows_that_other_modify_sql_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    modify = "modifySql: [{dbms: postgresql}, {append: {value: ' '}}]"
    (folder / "m.yaml").write_text(
        f"databaseChangeLog:\n- changeSet: {{id: 1, author: a, changes: [{{sql: {{sql: select 1}}}}], {modify}}}\n",
        encoding="utf-8",
    )
    words = ["checksum", "explain", "m.yaml::1::a", "--url=offline:sqlite", "--changelog-file=m.yaml"]
    assert main([*words, "--against=9:113d0e2a7a92a39521d77137ba063dac"]) == 0
    said = capsys.readouterr().out
    assert "version 9: 9:3b78b9910981c62ca27148640fad7bc2" in said
    assert "this edit explains it: the content is the same, but 1 of 1 modifySql instructions counted" in said


@pytest.mark.usefixtures("folder")
def test_explain_against_a_given_sum(capsys: pytest.CaptureFixture[str]) -> None:
    (stored,) = rows("select MD5SUM from DATABASECHANGELOG where ID = '1'")[0]
    words = ("checksum", "explain", "log.yaml::1::a", "--changelog-file=log.yaml")
    assert main([*words, f"--against={stored}"]) == 0
    assert "nothing was edited" in capsys.readouterr().out
    edit("tableName: t,", "tableName: t, remarks: r,")
    assert main([*words, f"--against={stored}"]) == 0
    assert "the attribute remarks was added to createTable" in capsys.readouterr().out
    assert main([*words, "--against=rubbish"]) == 0
    assert "counts as version 1" in capsys.readouterr().out
    assert main(["checksum", "explain", "log.yaml::9::a", "--changelog-file=log.yaml"]) == 1


@pytest.mark.usefixtures("folder")
def test_what_is_rolled_back_is_forgotten() -> None:
    edit("id: 3,", "id: 3, rollback: '',")
    assert main(["rollback-count", "1", *WORDS]) == 0
    assert rows("select ID from CLOG_CHANGESET order by ID") == [("1",), ("2",)]
