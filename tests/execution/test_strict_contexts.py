"""--strict-contexts: what has a context runs only where contexts are given, and unknown ones are told."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import pytest

from clog.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

ROOT = """\
databaseChangeLog:
- property: {name: place, value: test site, context: test}
- property: {name: place, value: elsewhere}
- changeSet: {id: plain, author: a, changes: [{empty: {}}], rollback: "select '${place}'"}
- changeSet: {id: test, author: a, context: test, changes: [{empty: {}}], rollback: select 0}
- changeSet: {id: not prod, author: a, contextFilter: "!prod", changes: [{empty: {}}], rollback: select 0}
- changeSet: {id: must, author: a, context: "@demo", changes: [{empty: {}}], rollback: select 0}
- changeSet:
    id: modified
    author: a
    changes: [{sql: {sql: select 1}}]
    rollback: select 0
    modifySql: {append: {value: " -- only in nightly"}, context: nightly}
- include: {file: more.sql, context: "prod and (EU or us)"}
"""
PENDING = re.compile(r" {5}\S+::[^:]+::\w+")
"""What `status --verbose` lists before the change sets that do not run, with their reasons."""
MORE = "--liquibase formatted sql\n--changeset a:far\nselect 2;\n--rollback select 0;\n"


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    (tmp_path / "root.yaml").write_text(ROOT, encoding="utf-8")
    (tmp_path / "more.sql").write_text(MORE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(["--url=jdbc:sqlite:x.db", "--changelog-file=root.yaml", *arguments])
        return (status, *capsys.readouterr())

    return run


def pending(answer: tuple[int, str, str]) -> list[str]:
    return [line.split("::")[1] for line in answer[1].splitlines() if PENDING.fullmatch(line)]


@pytest.mark.parametrize(
    ("contexts", "lenient", "strict"),
    [
        ("", ["plain", "test", "not prod", "modified", "far"], ["plain", "modified"]),
        ("test", ["plain", "test", "not prod", "modified"], ["plain", "test", "not prod", "modified"]),
        ("TEST, demo", ["plain", "test", "not prod", "must", "modified"], None),
        ("prod,eu", ["plain", "modified", "far"], None),
        (",", ["plain", "test", "not prod", "modified", "far"], ["plain", "modified"]),
    ],
)
def test_what_runs(said: Any, contexts: str, lenient: list[str], strict: list[str] | None) -> None:
    """Strictness makes a difference where no contexts are given, and nowhere else."""
    assert pending(said("status", "--verbose", f"--contexts={contexts}")) == lenient
    answer = said("status", "--verbose", "--strict-contexts", f"--contexts={contexts}")
    assert pending(answer) == (lenient if strict is None else strict)
    assert "warning" not in answer[2]


def test_what_does_not_run_is_not_undone_either_and_why_says_it(said: Any) -> None:
    assert said("update", "--contexts=test")[0] == 0
    status, out, _ = said("rollback-count-sql", "9", "--strict-contexts")
    assert (status, "root.yaml::test::a" in out) == (0, False)
    assert "--contexts (none; --strict-contexts wants some)" in said("why", "root.yaml::test", "--strict-contexts")[1]


def test_properties_and_modify_sql_count_only_where_contexts_are_given(said: Any) -> None:
    ways = ((), ("--strict-contexts",), ("--strict-contexts", "--contexts=test"))
    assert ["elsewhere" in said("future-rollback-sql", *way)[1] for way in ways] == [False, True, False]
    assert ["only in nightly" in said("update-sql", *way)[1] for way in ways] == [True, False, False]


def test_contexts_that_nothing_asks_for_are_told(said: Any) -> None:
    """Names count as known wherever they stand: change sets, includes, properties, modifySql."""
    known = said("status", "--strict-contexts", "--contexts=Test,nightly,demo,prod,EU,us")
    assert (known[0], known[2]) == (0, "")
    status, _, err = said("status", "--strict-contexts", "--contexts=tset")
    assert (status, '"tset", which nothing in the change log asks for' in err, 'mean "test"' in err) == (0, True, True)
    assert "eu, demo, nightly, prod, test, us" in said("status", "--strict-contexts", "--contexts=zzz")[2].lower()
    assert said("status", "--contexts=tset")[2] == ""
    assert said("update", "--strict-contexts", "--strict", "--contexts=tset")[0] == 1
    assert said("validate", "--strict-contexts", "--strict", "--contexts=tset")[0] == 1


def test_it_may_stand_in_the_environment_and_in_clog_toml(said: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLOG_STRICT_CONTEXTS", "true")
    assert pending(said("status", "--verbose")) == ["plain", "modified"]
    monkeypatch.setenv("CLOG_STRICT_CONTEXTS", "false")
    with open("clog.toml", "w", encoding="utf-8") as stream:  # noqa: PTH123 - the working folder
        stream.write("strict-contexts = true\n")
    assert len(pending(said("status", "--verbose"))) == 5
    del os.environ["CLOG_STRICT_CONTEXTS"]
    assert pending(said("status", "--verbose")) == ["plain", "modified"]
