"""Regular expressions of Java: fixtures/regex/java.tsv says what Java 17 makes of each."""

from __future__ import annotations

import re
import warnings
from pathlib import Path

import pytest

import clog
from clog.errors import InvalidValue, ValidationError
from clog.sqltext.java_regex import java_replace

FIXTURE = Path(__file__).parents[2] / "fixtures" / "regex" / "java.tsv"
ESCAPES = {"\\n": "\n", "\\r": "\r", "\\t": "\t", "\\\\": "\\"}
TEXT, *CASES = [
    [re.sub(r"\\.", lambda found: ESCAPES[found[0]], field) for field in line.split("\t")]
    for line in FIXTURE.read_text(encoding="utf-8").split("\n")
    if line and not line.startswith("#")
]

NOT_SAYABLE = {
    "(?<=a{1,3})t": "look-behind requires fixed-width pattern",
    "(?<=a*)t": "look-behind requires fixed-width pattern",
    "\\1": "invalid group reference",
    "\\N{DIGIT ONE}": "there is no \\N",
    "\\X": "there is no \\X",
    "\\G": "there is no \\G",
    "\\p{InGreek}": "no class of characters is known by \\p{InGreek}",
    "\\p{IsLatin}": "no class of characters is known by \\p{IsLatin}",
}
"""Patterns that Java knows and that are refused here, with the reason."""


def replaced(pattern: str, replacement: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return java_replace(pattern, replacement, TEXT[0])


@pytest.mark.parametrize(
    ("pattern", "replacement", "outcome", "expected"), CASES, ids=[f"{case[0]} {case[1]}" for case in CASES]
)
def test_it_does_what_java_does(pattern: str, replacement: str, outcome: str, expected: str) -> None:
    if outcome == "ok" and pattern not in NOT_SAYABLE:
        assert replaced(pattern, replacement) == expected
        return
    with pytest.raises(InvalidValue) as caught:
        replaced(pattern, replacement)
    assert pattern in caught.value.message or "replacement" in caught.value.message
    assert NOT_SAYABLE.get(pattern, "") in caught.value.message
    assert caught.value.hint


LOG = """\
databaseChangeLog:
- changeSet: {id: fine, author: a, changes: [{sql: {sql: "select 1 go select 2", endDelimiter: "g.\\\\b"}}]}
- changeSet:
    id: ended
    author: a
    changes:
    - sql: {sql: select 1, endDelimiter: "a{1"}
    - sql: {sql: select 1, endDelimiter: "a{1", splitStatements: false}
- changeSet:
    id: modified
    author: a
    onValidationFail: MARK_RAN
    changes: [{sql: {sql: select 1}}]
    modifySql:
      dbms: sqlite
      regExpReplace: {replace: "[a", with: x}
- changeSet:
    id: elsewhere
    author: a
    changes: [{sql: {sql: select 1}}]
    modifySql: {dbms: oracle, regExpReplace: {replace: "(", with: x}}
"""


def test_what_is_not_understood_is_told_with_its_place_before_anything_runs(tmp_path: Path) -> None:
    (tmp_path / "log.yaml").write_text(LOG, encoding="utf-8")
    database = clog.open(f"jdbc:sqlite:{tmp_path / 'x.db'}", "log.yaml", search_path=str(tmp_path))
    with pytest.raises(ValidationError) as caught:
        database.update()
    found = [(problem.code, str(problem.at)) for problem in caught.value.problems]
    assert found == [("CLOG105", "log.yaml:7:28"), ("CLOG105", "log.yaml:16:23")]
    assert "a { without numbers" in caught.value.problems[0].message
    assert not database.history().answer["changeSets"]
