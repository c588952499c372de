"""Python classes behind customChange, and programs that must be allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clog.cli.main import main
from clog.database.connection.connect import connect
from clog.errors import Unsupported, UsageError
from clog.extensions import custom_maker

if TYPE_CHECKING:
    from pathlib import Path

MODULE = """
class Fill:
    def __init__(self, table, value="x"):
        self.table, self.value = table, value

    def forward(self, context):
        assert context.query("SELECT 1") == [(1,)]
        yield f"INSERT INTO {context.table(self.table)} ({context.quote('v')}) VALUES ({context.text(self.value)})"

    def rollback(self, context):
        return f"DELETE FROM {context.table(self.table)}"

    def checksum(self):
        return "v1"


class OneWay:
    def forward(self, context):
        return None


class Wrong:
    def forward(self, context):
        return [1]
"""
CHANGE_LOG = """
databaseChangeLog:
- changeSet: {id: 1, author: a, changes: [
    {createTable: {tableName: t, columns: [{column: {name: v, type: varchar(20)}}]}}]}
- changeSet: {id: 2, author: a, changes: [{customChange: {class: "com.acme.Fill", table: t, value: "it's"}}]}
- changeSet: {id: 3, author: a, changes: [%s]}
"""


@pytest.fixture
def arguments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_url: str) -> list[str]:
    """Give what every run needs; the module is on Python's path."""
    (tmp_path / "clog_test_tasks.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return [f"--url={sqlite_url}", "--changelog-file=log.yaml", "--custom-classes=com.acme.Fill=clog_test_tasks:Fill"]


def written(tmp_path: Path, change: str) -> None:
    """Write the change log with a last change."""
    (tmp_path / "log.yaml").write_text(CHANGE_LOG % change, encoding="utf-8")


def test_a_class_does_and_undoes(arguments: list[str], sqlite_url: str, tmp_path: Path) -> None:
    written(tmp_path, '{customChange: {class: "clog_test_tasks:Fill", table: t}}')
    assert main(["update", *arguments]) == 0
    with connect(sqlite_url) as session:
        assert session.query("SELECT v FROM t ORDER BY v") == [("it's",), ("x",)]
    assert main(["rollback-count", "2", *arguments]) == 0
    with connect(sqlite_url) as session:
        assert session.query("SELECT v FROM t") == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ('{customChange: {class: "com.acme.Other"}}', "is a Java class"),
        ('{customChange: {class: "clog_test_tasks:Gone"}}', "cannot be imported"),
        ('{customChange: {class: "clog_test_tasks:Fill", colour: red}}', "does not take the parameters"),
        ('{customChange: {class: "clog_test_tasks:Wrong"}}', "is no SQL text"),
        ("{executeCommand: {executable: echo}}", "is not allowed"),
    ],
)
def test_what_cannot_be_run_is_refused(
    arguments: list[str], change: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path, change)
    assert main(["update", *arguments]) == 1
    assert message in capsys.readouterr().err


def test_a_class_without_rollback_cannot_be_undone(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path, '{customChange: {class: "clog_test_tasks:OneWay"}}')
    assert main(["update", *arguments]) == 0
    assert main(["rollback-count", "1", *arguments]) == 1
    assert "cannot be rolled back" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ('{executeCommand: {executable: "true", timeout: 10s}}', 0),
        ('{executeCommand: {executable: "false"}}', 1),
        ('{executeCommand: {executable: "false", os: "Windows 11"}}', 0),
        ('{executeCommand: {executable: sleep, args: [{arg: {value: "5"}}], timeout: 0s}}', 1),
        ('{executeCommand: {executable: "true", timeout: soon}}', 1),
    ],
)
def test_programs_run_where_they_are_allowed(arguments: list[str], change: str, status: int, tmp_path: Path) -> None:
    written(tmp_path, change)
    assert main(["update", "--allow-execute-command=true", *arguments]) == status


def test_a_map_of_classes_must_be_one() -> None:
    with pytest.raises(UsageError, match="cannot hold"):
        custom_maker(["com.acme.Fill"])
    with pytest.raises(Unsupported, match="Java class"):
        custom_maker([])("com.acme.Fill", {})


CONDITION = """
class Has:
    def __init__(self, answer):
        self.answer = answer

    def check(self, session):
        assert session.query("SELECT 1") == [(1,)]
        return {"yes": None, "true": True, "no": False}.get(self.answer, self.answer)
"""


@pytest.mark.parametrize(
    ("answer", "status", "said"),
    [
        ("yes", 0, "Run:                          1"),
        ("true", 0, "Run:                          1"),
        ("no", 1, "com.acme.Has says no"),
        ("the moon is full", 1, "the moon is full"),
    ],
)
def test_a_precondition_asks_a_python_class(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], answer: str, status: int, said: str
) -> None:
    (tmp_path / "clog_test_conditions.py").write_text(CONDITION, encoding="utf-8")
    condition = (
        f"{{customPrecondition: {{className: com.acme.Has, params: [{{param: {{name: answer, value: '{answer}'}}}}]}}}}"
    )
    text = f"databaseChangeLog:\n- changeSet: {{id: 1, author: a, preConditions: [{condition}], changes: [{{sql: select 1}}]}}\n"
    (tmp_path / "log.yaml").write_text(text, encoding="utf-8")
    classes = "--custom-classes=com.acme.Has=clog_test_conditions:Has"
    assert main([*arguments[:2], classes, "update"]) == status
    assert said in "\n".join(capsys.readouterr())


def test_a_java_precondition_is_refused_with_a_place(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "databaseChangeLog:\n- changeSet: {id: 1, author: a, changes: [{sql: select 1}],\n    preConditions: [{customPrecondition: {className: com.acme.Gone}}]}\n"
    (tmp_path / "log.yaml").write_text(text, encoding="utf-8")
    assert main([*arguments, "update"]) == 1
    err = capsys.readouterr().err
    assert "com.acme.Gone is a Java class" in err
    assert "log.yaml:3" in err
