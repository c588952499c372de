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
                if mine != trimmed(value) and not (mine == "error" and value == []):
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
    assert main(["inspect", *arguments]) == 0
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert "nothing.xml" in first["error"]
    assert "error" not in second
