"""Work grows with the number of change sets, and no faster: counted in calls, which do not depend on the machine."""

from __future__ import annotations

import cProfile
import pstats
from typing import TYPE_CHECKING

import pytest

from clog.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAMESPACE = "http://www.liquibase.org/xml/ns/dbchangelog"


def xml(number: int) -> str:
    sets = "".join(f'<changeSet id="{n}" author="a"><sql>select {n}</sql></changeSet>\n' for n in range(number))
    head = (
        f'<databaseChangeLog xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:schemaLocation="{NAMESPACE} http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">'
    )
    return f"{head}\n{sets}</databaseChangeLog>\n"


def yaml(number: int) -> str:
    sets = "".join(f"- changeSet: {{id: {n}, author: a, changes: [{{sql: select {n}}}]}}\n" for n in range(number))
    return f"databaseChangeLog:\n{sets}"


def sql(number: int) -> str:
    sets = "".join(f"--changeset a:{n}\nselect {n};\n--rollback select -{n};\n" for n in range(number))
    return f"--liquibase formatted sql\n{sets}"


def calls(path: Path, text: str, command: str) -> int:
    """Count the calls of functions that a command takes."""
    path.write_text(text, encoding="utf-8")
    profile = cProfile.Profile()
    words = ["--no-cache", "--url=jdbc:sqlite:x.db", f"--changelog-file={path.name}", f"--search-path={path.parent}"]
    assert profile.runcall(main, [*words, command]) == 0
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


@pytest.mark.parametrize("made", [xml, yaml, sql])
@pytest.mark.parametrize("command", ["status", "update-sql", "validate"])
def test_twice_as_many_take_twice_as_long(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    made: Callable[[int], str],
    command: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / f"c.{made.__name__}"
    calls(path, made(10), command)  # imports what it needs
    few, some, many = (calls(path, made(number), command) for number in (200, 400, 800))
    capsys.readouterr()
    assert many - some < 2.6 * (some - few)
