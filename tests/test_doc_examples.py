"""The examples of docs/ do what they say."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from clog import __version__
from clog.cli.arguments import arrange
from clog.cli.commands import find_command
from clog.cli.main import main
from clog.database.connection.connect import connect
from clog.settings.resolve import resolve

DOCS = Path(__file__).resolve().parents[1] / "docs"


def blocks(page: str, language: str) -> list[str]:
    """List the code blocks of a page in one language."""
    return re.findall(rf"```{language}\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture(autouse=True)
def _in_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("changelog").mkdir()
    text = "-- liquibase formatted sql\n-- changeset ann:1\nCREATE TABLE t (id INT);\n-- rollback DROP TABLE t;\n"
    Path("changelog/root.sql").write_text(text, encoding="utf-8")


def test_python(capsys: pytest.CaptureFixture[str]) -> None:
    for text in blocks("python-api.md", "python"):
        exec(compile(text, "python-api.md", "exec"), {})  # noqa: S102 - that is the test
    out = capsys.readouterr().out
    for part in ("('changelog/root.sql::1::ann',)", "CREATE TABLE t", "['1']", "CLOG201", "COMPLETED changelog/root"):
        assert part in out


def test_the_files_of_settings() -> None:
    Path("liquibase.properties").write_text(blocks("configuration.md", "properties")[0], encoding="utf-8")
    found = resolve("status", {}, environ={})
    assert (found.url, found.changelog_file) == ("jdbc:postgresql://localhost/app", "changelog/root.xml")
    assert (found.verbose, found.parameters["schema"]) == (False, "app")
    Path("clog.toml").write_text(blocks("configuration.md", "toml")[0], encoding="utf-8")
    assert resolve("status", {}, environ={}).url == "jdbc:sqlite:app.db"
    staging = resolve("status", {"target": "staging"}, environ={})
    assert (staging.contexts, staging.password_command) == (("staging",), "pass show db/staging")
    assert resolve("status", {}, environ={"CLOG_URL": "x", "LIQUIBASE_COMMAND_URL": "y"}).url == "x"


def test_code_of_authors(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.syspath_prepend(str(Path.cwd()))
    Path("tasks.py").write_text(blocks("extending.md", "python")[0], encoding="utf-8")
    Path("changelog/extended.yaml").write_text(blocks("extending.md", "yaml")[0], encoding="utf-8")
    Path("clog.toml").write_text(blocks("extending.md", "toml")[0], encoding="utf-8")
    Path("changelog/parts").mkdir()
    for name in ("1", "2", "draft"):
        change_set = f"-- liquibase formatted sql\n-- changeset bob:{name}\nCREATE TABLE t{name} (id INT);\n"
        Path(f"changelog/parts/{name}.sql").write_text(change_set, encoding="utf-8")
    given = ["--url=jdbc:sqlite:app.db", "--changelog-file=changelog/extended.yaml"]
    assert main(["update", *given]) == 0
    with connect("jdbc:sqlite:app.db") as session:
        assert session.query("SELECT name FROM countries") == [("Iceland",)]
        ran = session.query("SELECT ID FROM DATABASECHANGELOG ORDER BY ORDEREXECUTED")
    assert ran == [("1",), ("2",), ("2",), ("1",)]
    assert main(["rollback-one-changeset", *given, "--changeset-path=changelog/extended.yaml", "--changeset-id=2",
                 "--changeset-author=ann", "--force"]) == 0  # fmt: skip
    with connect("jdbc:sqlite:app.db") as session:
        assert session.query("SELECT name FROM countries") == []
    capsys.readouterr()


def test_the_workflow_calls_commands_that_exist(capsys: pytest.CaptureFixture[str]) -> None:
    workflow: dict[Any, Any] = yaml.safe_load((DOCS / "examples" / "github-actions.yml").read_text(encoding="utf-8"))
    job = workflow["jobs"]["changelog"]
    calls = [step["run"].split()[1:] for step in job["steps"] if step.get("run", "").startswith("clog ")]
    assert len(calls) == 3
    for call in calls:
        assert find_command(arrange(call).command) is not None
        assert main(["--url=jdbc:sqlite:app.db", "--changelog-file=changelog/root.sql", *call]) == 0
    assert json.loads(Path("clog.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert set(job["env"]) >= {"LIQUIBASE_COMMAND_URL", "LIQUIBASE_COMMAND_PASSWORD"}
    capsys.readouterr()


def test_the_image_runs_without_rights() -> None:
    lines = (DOCS / "examples" / "Dockerfile").read_text(encoding="utf-8").splitlines()
    users = [line.split()[1] for line in lines if line.startswith("USER")]
    assert users == ["10001"]
    assert any(f"useradd --create-home --uid {users[0]}" in line for line in lines)
    assert any('clog-db[postgresql,mysql]==${CLOG_VERSION}"' in line for line in lines)
    assert f"ARG CLOG_VERSION={__version__}" in lines
    assert not any(word in line.upper() for line in lines for word in ("PASSWORD", "SECRET", "TOKEN", "CURL "))
    assert any(line.startswith("FROM python:3") and line.endswith("-slim") for line in lines)
