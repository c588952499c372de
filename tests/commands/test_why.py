"""clog why: in or out, because of what, and where that was declared or inherited from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from clog.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "root.yaml": """\
databaseChangeLog:
- include: {file: db/a.yaml, context: "prod or test", labels: "core"}
- include: {file: db/skip.yaml, ignore: true}
- changeSet: {id: plain, author: a, changes: [{sql: {sql: create table t (a int)}}]}
- changeSet: {id: ora, author: a, dbms: "oracle,db2", changes: [{sql: {sql: select 1}}]}
- changeSet: {id: lab, author: a, labels: "late,slow", changes: [{sql: {sql: select 1}}]}
- changeSet: {id: mark, author: a, preConditions: [{onFail: MARK_RAN}, {tableExists: {tableName: nix}}], changes: [{sql: {sql: select 1}}]}
- changeSet: {id: halt, author: a, preConditions: [{rowCount: {tableName: nix, expectedRows: 1}}], changes: [{sql: {sql: select 1}}]}
- changeSet: {id: warn, author: a, preConditions: [{onFail: WARN}, {tableExists: {tableName: nix}}], changes: [{sql: {sql: select 1}}]}
- changeSet: {id: fine, author: a, preConditions: [{dbms: {type: sqlite}}], changes: [{sql: {sql: select 1}}]}
- changeSet: {id: again, author: a, runOnChange: true, changes: [{sql: {sql: select 2}}]}
- changeSet: {id: always, author: a, runAlways: true, changes: [{sql: {sql: select 2}}]}
- changeSet: {id: edited, author: a, changes: [{sql: {sql: select 2}}]}
- changeSet: {id: gone, author: a, changes: [{sql: {sql: select 2}}]}
""",
    "db/a.yaml": """\
databaseChangeLog:
- contextFilter: eu
- include: {file: sub/b.sql, relativeToChangelogFile: true, contextFilter: nightly, labels: deep}
""",
    "db/sub/b.sql": "--liquibase formatted sql\n\n--changeset ann:deep contextFilter:own labels:mine\nselect 1;\n",
    "db/skip.yaml": "databaseChangeLog:\n- changeSet: {id: skipped, author: a, changes: [{sql: {sql: select 1}}]}\n",
}


@pytest.fixture
def why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Some have run, three were edited or taken away since; ask about one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "db" / "sub").mkdir(parents=True)
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    common = ["--url=jdbc:sqlite:x.db", "--changelog-file=root.yaml"]
    for name in ("plain", "again", "always", "edited", "gone"):
        assert main([*common, "update-one-changeset", f"root.yaml::{name}::a"]) == 0
    lines = FILES["root.yaml"].splitlines(keepends=True)[:-1]
    text = "".join(line.replace("select 2", "select 3") if "always" not in line else line for line in lines)
    (tmp_path / "root.yaml").write_text(text, encoding="utf-8")
    capsys.readouterr()

    def run(wanted: str, *options: str) -> tuple[int, str]:
        status = main([*common, "why", wanted, *options])
        return status, "".join(capsys.readouterr())

    return run


@pytest.mark.parametrize(
    ("name", "verdict", "reasons"),
    [
        ("plain", "has run", ["it is in the history: EXECUTED", "its checksum is 9:"]),
        ("ora", "left out", ["dbms oracle,db2, and this database is sqlite: the change set itself, root.yaml:5:35"]),
        ("lab", "left out", ['labels "late,slow" do not match --label-filter (core): the change set itself']),
        (
            "mark",
            "would be marked as run",
            ["do not hold now: table nix does not exist (root.yaml:7:36); onFail=MARK_RAN"],
        ),
        ("halt", "would stop the run", ["cannot be found out now: no such table: nix (root.yaml:8:36); onError=HALT"]),
        ("warn", "would run", ["do not hold now", "onFail=WARN"]),
        ("fine", "would run", ["its preconditions hold now (root.yaml:10:36)", "it is not in the history"]),
        ("again", "would run again", ["runOnChange: true", "; the history has 9:"]),
        ("always", "would run again", ["runAlways: true: it runs every time"]),
        ("edited", "refused", ["nothing accepts the edit"]),
    ],
)
def test_verdicts_and_reasons(why: Any, name: str, verdict: str, reasons: list[str]) -> None:
    status, said = why(f"root.yaml::{name}::a", "--label-filter=core")
    assert status == 0
    assert said.splitlines()[0].endswith(f": {verdict}")
    for reason in reasons:
        assert reason in said


def test_what_is_inherited_over_two_includes_is_told_with_each_place(why: Any) -> None:
    said = why("::deep::", "--contexts=prod,nightly", "--label-filter=core and !late")[1]
    assert [line.strip() for line in said.splitlines()[:-1]] == [
        "db/sub/b.sql::deep::ann (db/sub/b.sql:3:1): left out",
        'context "own" does not match --contexts (prod,nightly): the change set itself, db/sub/b.sql:3:22',
        'context "nightly" matches --contexts (prod,nightly): the include of db/sub/b.sql, db/a.yaml:3:61',
        'context "eu" does not match --contexts (prod,nightly): the head of the file, db/a.yaml:1:1',
        'context "prod or test" matches --contexts (prod,nightly): the include of db/a.yaml, root.yaml:2:30',
        'labels "mine" do not match --label-filter (core and !late): the change set itself, db/sub/b.sql:3:40',
        'labels "deep" do not match --label-filter (core and !late): the include of db/sub/b.sql, db/a.yaml:3:85',
        'labels "core" match --label-filter (core and !late): the include of db/a.yaml, root.yaml:2:55',
    ]
    assert "ignore=true: the include of db/skip.yaml, root.yaml:3:33" in why("::skipped::")[1]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("root.yaml::plan::a", "did you mean root.yaml::plain::a"),
        ("db/b.sql::deep::ann", "did you mean db/sub/b.sql::deep::ann?"),
        ("ROOT.yaml::LAB", "did you mean root.yaml::lab::a"),
        ("root.yaml::gone::a", "is in the history, and the change log has it no more"),
        ("zzz", "clog status and clog history list them"),
    ],
)
def test_who_is_not_there(why: Any, wanted: str, said: str) -> None:
    status, text = why(wanted)
    assert status == 1
    assert said in text
