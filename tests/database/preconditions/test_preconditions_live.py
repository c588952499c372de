"""All preconditions, true and false, on real databases, and what follows from each: as Liquibase 4.28.0 has it.

fixtures/preconditions: cases.yaml asks, outcomes.json holds the answers of Liquibase.
"""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from clog.cli.main import main
from clog.preconditions import precondition_names
from tests.support.preconditions import ALL, CASES, FOLDER, WORDS, Step, outcome, steps
from tests.support.scenarios import Database

if TYPE_CHECKING:
    from pathlib import Path

OUTCOMES: dict[str, dict[str, Any]] = json.loads((FOLDER / "outcomes.json").read_text(encoding="utf-8"))
KINDS = ("sqlite", "postgresql", "mariadb")


def test_every_precondition_is_asked_so_that_it_holds_and_so_that_it_does_not() -> None:
    """customPrecondition runs code of the author: see tests/test_extensions.py."""
    for name in set(precondition_names()) - {"customPrecondition"}:
        found = {
            rows.get(case)
            for kind in KINDS
            for rows in [OUTCOMES[kind][ALL]["rows"]]
            for case in CASES["conditions"]
            if case.partition(" ")[0] == name
        }
        assert "MARK_RAN" in found, name
        assert "EXECUTED" in found or name == "expectedQuotingStrategy", name


@pytest.mark.parametrize("kind", KINDS)
def test_each_condition(kind: str, request: pytest.FixtureRequest, tmp_path: Path, capsys: Any) -> None:
    """EXECUTED where it holds, MARK_RAN where it fails, no row where it cannot be found out."""
    with closing(Database(kind, str(request.getfixturevalue(f"{kind}_url")))) as database:
        found = played(database, steps(database.user or "nobody")[0], request, tmp_path, capsys)[0]
    expected = OUTCOMES[kind][ALL]
    names = CASES["conditions"]
    differ = {name for name in names if found["rows"].get(name) != expected["rows"].get(name)}
    assert {name: (found["rows"].get(name), expected["rows"].get(name)) for name in differ} == {}
    assert found["status"] == expected["status"] == 0


@pytest.mark.parametrize("kind", ["sqlite", *(pytest.param(kind, marks=pytest.mark.long) for kind in KINDS[1:])])
def test_what_follows(kind: str, request: pytest.FixtureRequest, tmp_path: Path, capsys: Any) -> None:
    """OnFail and onError by all their values, onSqlOutput by its; of a change set, and of a change log."""
    differ = {}
    with closing(Database(kind, str(request.getfixturevalue(f"{kind}_url")))) as database:
        for step in steps(database.user or "nobody")[1:]:
            found, said = played(database, step, request, tmp_path, capsys)
            if found != OUTCOMES[kind][step.name]:
                differ[step.name] = (found, OUTCOMES[kind][step.name])
            if found["status"] == 1 and not step.name.endswith("FAIL"):
                assert WORDS in said, f"{step.name}: {said}"
    assert differ == {}


def played(
    database: Database, step: Step, request: pytest.FixtureRequest, folder: Path, capsys: Any
) -> tuple[dict[str, Any], str]:
    """Do a step; give what counts of it, and all that was said."""
    (folder / step.file).write_text(step.text, encoding="utf-8")
    url = str(request.getfixturevalue(f"{database.kind}_url"))
    status = main([f"--url={url}", f"--search-path={folder}", f"--changelog-file={step.file}", step.command])
    said = "".join(capsys.readouterr())
    return outcome(step, status, said, database), said
