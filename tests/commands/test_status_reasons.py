"""`status --verbose` says of each change set that does not run why it does not; so does its JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clog.cli.main import main

CHANGE_LOG = """databaseChangeLog:
- changeSet: {id: new, author: a, changes: [{sql: select 1}]}
- changeSet: {id: ran, author: a, changes: [{sql: select 1}]}
- changeSet: {id: always, author: a, runAlways: true, changes: [{sql: select 1}]}
- changeSet: {id: ora, author: a, dbms: "oracle, h2", changes: [{sql: select 1}]}
- changeSet: {id: ctx, author: a, context: prod, changes: [{sql: select 1}]}
- changeSet: {id: lab, author: a, labels: "late,slow", changes: [{sql: select 1}]}
- changeSet: {id: both, author: a, context: prod, labels: late, changes: [{sql: select 1}]}
- changeSet: {id: ign, author: a, ignore: true, changes: [{sql: select 1}]}
- changeSet:
    id: mark
    author: a
    preConditions: [{onFail: MARK_RAN}, {tableExists: {tableName: nix}}]
    changes: [{sql: select 1}]
- include: {file: in.yaml, context: nightly}
"""
OPTIONS = ("--url=jdbc:sqlite:x.db", "--changelog-file=c.yaml", "--contexts=test", "--label-filter=core")

REASONS = {
    "ora": ["dbms oracle,h2: this database is sqlite"],
    "ctx": ['context "prod" does not match --contexts (test)'],
    "lab": ['labels "late,slow" do not match --label-filter (core)'],
    "both": ['context "prod" does not match --contexts (test)', 'labels "late" do not match --label-filter (core)'],
    "ign": ["ignore=true"],
    "in": ['context "nightly" does not match --contexts (test)'],
    "ran": ["it is in the history: EXECUTED at "],
    "mark": ["it is in the history: MARK_RAN at "],
}


@pytest.fixture(autouse=True)
def _after_an_update(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in.yaml").write_text("databaseChangeLog: [{changeSet: {id: in, author: a, changes: [{sql: select 1}]}}]")
    Path("c.yaml").write_text(CHANGE_LOG.replace("- changeSet: {id: new", "- changeSet: {ignore: true, id: new"))
    assert main(["update", *OPTIONS]) == 0
    Path("c.yaml").write_text(CHANGE_LOG)


@pytest.mark.parametrize("again", [(), ("--no-cache",)], ids=["", "no-cache"])
def test_each_change_set_that_does_not_run_has_its_reasons(
    again: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    for _ in (1, 2):  # the second time from a summary of the change log
        assert main(["status", *OPTIONS, *again, "--format=json"]) == 0
        found = {one["changeSet"]: one["reasons"] for one in json.loads(capsys.readouterr().out)["notRun"]}
        assert {name.split("::")[1] for name in found} == REASONS.keys()
        for name, told in found.items():
            wanted = REASONS[name.split("::")[1]]
            assert len(told) == len(wanted)
            assert all(text.startswith(start) for text, start in zip(told, wanted, strict=True)), told


def test_people_read_them_with_verbose_alone(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["status", *OPTIONS]) == 0
    assert "does not run" not in capsys.readouterr().out
    assert main(["status", *OPTIONS, "--verbose"]) == 0
    out = capsys.readouterr().out
    assert "     c.yaml::new::a\n" in out
    for name, reasons in REASONS.items():
        path = "in.yaml" if name == "in" else "c.yaml"
        assert f"     {path}::{name}::a does not run: {'; '.join(reasons)}" in out


def test_contexts_that_are_strict_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    options = [option for option in OPTIONS if "contexts" not in option]
    capsys.readouterr()
    assert main(["status", *options, "--verbose", "--strict-contexts"]) == 0
    assert "none; --strict-contexts wants some" in capsys.readouterr().out
