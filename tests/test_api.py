from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import clog
from clog.errors import TagMissing, UsageError, ValidationError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from clog.model.events import Event

CHANGE_LOG = """\
-- liquibase formatted sql
-- changeset ann:1
CREATE TABLE t (id INT);
-- rollback DROP TABLE t;
-- changeset ann:2
CREATE TABLE ${name} (id INT);
-- rollback DROP TABLE ${name};
"""


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> clog.Database:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "c.sql").write_text(CHANGE_LOG, encoding="utf-8")
    return clog.open(
        f"sqlite:///{tmp_path / 'x.db'}",
        "c.sql",
        search_path=str(tmp_path),
        parameters={"name": "u"},
        show_summary="OFF",
    )


def test_up_and_down(database: clog.Database) -> None:
    assert database.status().pending == ("c.sql::1::ann", "c.sql::2::ann")
    assert "CREATE TABLE u (id INT);" in database.update_sql().script
    assert database.update(count=1).done == ("c.sql::1::ann",)
    assert "CREATE TABLE t" not in database.update_sql(count=1).script
    assert database.tag("v1").answer["tag"] == "v1"
    assert database.update().done == ("c.sql::2::ann",)
    assert [row["tag"] for row in database.history().answer["changeSets"]] == ["v1", None]
    assert database.rollback(tag="v1").done == ("c.sql::2::ann",)
    assert database.rollback(date="2000-01-01").done == ("c.sql::1::ann",)
    assert database.update(tag="v1").warnings
    assert database.rollback(count=1).done == ("c.sql::2::ann",)
    assert "CREATE TABLE u" in database.update_sql(tag="v1").script


def test_a_plan_says_why(database: clog.Database) -> None:
    database.update(count=1)
    verdicts = [entry["verdict"] for entry in database.plan().answer["changeSets"]]
    assert verdicts == ["has run", "would run"]


def test_events_are_told_while_they_happen(database: clog.Database) -> None:
    told: list[Event] = []
    database.on_event = told.append
    database.update()
    assert [event.state for event in told if event.change_set == "c.sql::1::ann"] == ["PENDING", "RUNNING", "COMPLETED"]


def test_what_is_wrong_is_raised(database: clog.Database, tmp_path: Path) -> None:
    database.update()
    with pytest.raises(UsageError):
        database.rollback()
    with pytest.raises(UsageError):
        database.rollback(count=1, tag="x")
    with pytest.raises(TagMissing):
        database.rollback(tag="x")
    with pytest.raises(UsageError, match="no setting colour"):
        clog.open("sqlite://", colour="red")
    (tmp_path / "c.sql").write_text(CHANGE_LOG.replace("INT", "BIGINT"), encoding="utf-8")
    with pytest.raises(ValidationError):
        database.validate()
    with pytest.raises(AttributeError):
        clog.nothing  # noqa: B018 - asking is the test


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda database: database.run("updaet"), 'no command "updaet"'),
        (lambda database: database.run("running"), 'no command "running"'),
        (lambda database: database.run("../update"), "no command"),
        (lambda database: database.run("convert"), "no command"),
        (lambda database: database.run("checksum"), "no command"),
        (lambda database: database.run("update", label_filtre="x"), "did you mean label_filter"),
        (lambda database: database.update(count=1, tag="x"), "count or tag, not both"),
        (lambda database: database.update_sql(count=1, tag="x"), "count or tag, not both"),
    ],
)
def test_calls_that_make_no_sense_are_told(
    call: Callable[[clog.Database], object], words: str, database: clog.Database
) -> None:
    with pytest.raises(UsageError) as caught:
        call(database)
    assert words in str(caught.value)


def test_commands_may_be_spelt_in_any_way(database: clog.Database) -> None:
    for name in ("update-sql", "updateSql", "updateSQL", "update_sql"):
        assert "CREATE TABLE u" in database.run(name).script


def test_one_text_may_stand_for_a_list(database: clog.Database) -> None:
    assert database.run("update", contexts="demo").done == ("c.sql::1::ann", "c.sql::2::ann")


def test_nothing_shows_the_password() -> None:
    for found in (
        clog.open("postgresql://u:canary99@h/x", "c.sql"),
        clog.open("jdbc:postgresql://h/x?user=u&password=canary99", "c.sql"),
        clog.open("jdbc:postgresql://h/x", "c.sql", password="canary99"),  # noqa: S106 - a word to look for
    ):
        shown = repr(found) + repr(found.settings)
        assert "canary99" not in shown
        assert "c.sql" in repr(found)
        assert "//h/x" in repr(found)
        assert "changelog_file='c.sql'" in shown


def test_type_checkers_know_the_types(tmp_path: Path) -> None:
    (tmp_path / "use.py").write_text(
        "import clog\n"
        'database = clog.open("jdbc:sqlite:x.db", "c.sql")\n'
        "reveal_type(database.status().pending)\n"
        'database.rollback(count="one")\n',
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), "use.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert 'Revealed type is "tuple[str, ...]"' in done.stdout.replace("builtins.", ""), done.stdout
    assert 'Argument "count" to "rollback" of "Database" has incompatible type' in done.stdout
    assert "py.typed" not in done.stdout


def test_the_pytest_plugin_gives_a_database_that_is_up_to_date(tmp_path: Path) -> None:
    (tmp_path / "c.sql").write_text(CHANGE_LOG.replace("${name}", "u"), encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nclog_changelog = c.sql\n", encoding="utf-8")
    (tmp_path / "test_it.py").write_text(
        "def test_it(clog_database):\n"
        "    assert clog_database.status().pending == ()\n"
        "    assert clog_database.rollback(count=1).done == ('c.sql::2::ann',)\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "1 passed" in done.stdout, done.stdout
