"""Each name of valid change logs misspelt, moved to a wrong place or given twice: nothing passes in silence.

A mutant yields an error, or a warning where Liquibase accepts it, at the line of the fault, with a code and a hint. What
is silent must be legal at its new place too, under one of a few rules; how many there are under each rule is counted.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from clog.binding import Binder
from clog.dialects import dialect_class
from clog.errors import ClogError, DuplicateChangeSet, Problem
from clog.generate import Generation
from clog.resolve.filters import Runtime
from clog.resolve.load import load
from clog.resolve.parameters import Parameters
from clog.resources import Memory
from clog.rules.runner import everything, log_problems
from clog.rules.subject import RunSubject
from tests.support.mutations import Mutant, keyed, mutants, sql_mutants, write_json, write_xml, write_yaml, xml
from tests.support.oracle import ask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "parse"
FILES = {str(path.relative_to(FIXTURES)): path.read_bytes() for path in FIXTURES.rglob("*") if path.is_file()}
FORMATS = {"xml": (xml, write_xml), "yaml": (keyed, write_yaml), "json": (keyed, write_json)}
CASES = [("rich", "xml"), ("rich", "yaml"), ("rich", "json"), *(("plain", suffix) for suffix in (*FORMATS, "sql"))]
SAMPLE = 25
"""Of so many mutants one is looked at in every run of the tests."""

RULES = {
    "one condition among others": (
        ("xml", "yaml", "json"),
        r"(doubled|moved .*) .*preConditions\..*(not|and|or|dbms|sqlCheck|columnExists|tableExists|viewExists)",
    ),
    "known at the new place, too": (
        ("xml", "yaml", "json"),
        r"moved .*\.(applyToRollback|comment|context|contextFilter|dbms|remarks)",
    ),
    "one include among others": (("xml", "yaml", "json"), r"moved up .*modifyChangeSets\.include"),
    "XML has as many as are written": (("xml",), r"doubled .*"),
    "one change among others": (("xml",), r"moved (up|aside) .*\.sql"),
    "another change set has it": (
        ("sql",),
        r"moved down \d+ (comment|preconditions?(-\w+-\w+)?|rollback|validCheckSum|property|ignoreLines|schema)",
    ),
    "the new line has it, too": (
        ("sql",),
        r"moved to --(changeset|property) \d+ (context|dbms|labels|logicalFilePath)",
    ),
    "such lines may stand together": (
        ("sql",),
        r"doubled \d+ (precondition-\w+-\w+|rollback|validCheckSum|ignoreLines|liquibase formatted sql)",
    ),
}
"""Why a mutant may be silent: formats, and what was done to what."""

COUNTS = {
    "json: known at the new place, too": 10,
    "json: one condition among others": 6,
    "json: one include among others": 1,
    "sql: another change set has it": 10,
    "sql: such lines may stand together": 9,
    "sql: the new line has it, too": 4,
    "xml: XML has as many as are written": 63,
    "xml: known at the new place, too": 12,
    "xml: one change among others": 5,
    "xml: one condition among others": 22,
    "xml: one include among others": 1,
    "yaml: known at the new place, too": 10,
    "yaml: one condition among others": 6,
    "yaml: one include among others": 1,
}
"""How many mutants are silent under each rule."""

STRICTER = re.compile(
    r"(misspelt|moved .*) .*(modifySql\.(prepend|append)\.value|insert\.columns\.column\.name|whereParams\.param)"
)
"""Refused here and not by Liquibase, which writes SQL with the word null in it, or asks for parameters that it lost."""


def findings(text: str, name: str) -> list[Problem]:
    """List what is wrong with a change log, as `clog validate` does."""
    faults: list[ClogError] = []
    parameters = Parameters(environment={}, dialect="postgresql")
    change_log = load(name, Memory({**FILES, name: text.encode()}), parameters, faults=faults)
    runtime = Runtime(dialect="postgresql")
    found = list(everything(change_log, faults, "postgresql"))
    found += log_problems(RunSubject(change_log, runtime))
    generation = Generation(Binder(change_log, dialect_class("postgresql")(), Memory(FILES)), runtime)
    for change_set in change_log.change_sets:
        try:
            found += generation.problems(change_set)
        except ClogError as error:
            found += error.problems
    return found


def made(stem: str, suffix: str, wanted: Callable[[], bool] = lambda: True) -> Iterator[Mutant]:
    """Make the mutants of a fixture."""
    text = FILES[f"{stem}.{suffix}"].decode()
    if suffix == "sql":
        yield from (mutant for mutant in sql_mutants(text) if wanted())
    else:
        read, write = FORMATS[suffix]
        yield from mutants(read(text), write, wanted)


def rules_of(mutant: Mutant, suffix: str) -> list[str]:
    """List the rules under which a mutant may be silent."""
    return [rule for rule, (formats, what) in RULES.items() if suffix in formats and re.fullmatch(what, mutant.name)]


def looked_at(mutant: Mutant, suffix: str) -> str:
    """Look at a mutant: the rule under which it is silent, or "" when it is found."""
    found = findings(mutant.text, f"m.{suffix}")
    if not found:
        (rule,) = rules_of(mutant, suffix)[:1] or [f"no rule for {mutant.name}"]
        assert rule in RULES, f"silence about {mutant.name}:\n{mutant.text}"
        return rule
    assert all(problem.at and problem.at.line and problem.at.column for problem in found), (mutant.name, found)
    assert all(problem.code.startswith("CLOG") and problem.hint for problem in found), (mutant.name, found)
    twice = any(problem.code == DuplicateChangeSet.code for problem in found)  # may stand in an included file
    assert twice or any(problem.at and problem.at.line in mutant.lines for problem in found), (mutant, found)
    return ""


@pytest.mark.parametrize(("stem", "suffix"), CASES)
def test_the_change_logs_themselves_are_without_fault(stem: str, suffix: str) -> None:
    assert findings(FILES[f"{stem}.{suffix}"].decode(), f"m.{suffix}") == []
    if suffix != "sql":
        read, write = FORMATS[suffix]
        assert findings(write(read(FILES[f"{stem}.{suffix}"].decode())), f"m.{suffix}") == []


@pytest.mark.parametrize(("stem", "suffix"), CASES)
def test_a_sample_of_the_mutants_is_found(stem: str, suffix: str) -> None:
    random = Random(f"{stem}.{suffix}")  # noqa: S311 - a sample, always the same
    number = sum(
        1 for mutant in made(stem, suffix, lambda: random.randrange(SAMPLE) == 0) if not looked_at(mutant, suffix)
    )
    assert number > 5


@pytest.mark.long
def test_every_mutant_is_found() -> None:
    silent: Counter[str] = Counter()
    for stem, suffix in CASES:
        silent.update(f"{suffix}: {rule}" for mutant in made(stem, suffix) if (rule := looked_at(mutant, suffix)))
    assert dict(silent) == COUNTS


@pytest.mark.long
@pytest.mark.oracle
@pytest.mark.parametrize(("stem", "suffix"), [("rich", "yaml"), ("plain", "yaml"), ("plain", "xml"), ("plain", "sql")])
def test_what_liquibase_accepts_is_accepted(tmp_path: Path, stem: str, suffix: str) -> None:
    random = Random(7)  # noqa: S311 - a sample, always the same
    chosen = {
        f"m{number}.{suffix}": mutant
        for number, mutant in enumerate(made(stem, suffix, lambda: random.randrange(3) == 0))
    }
    cases = tmp_path / "cases"
    for name, data in FILES.items():
        for folder in (cases, cases / "m") if "/" in name else ():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
    for name, mutant in chosen.items():
        (cases / "m" / name).write_text(mutant.text, encoding="utf-8")
    ask(cases, tmp_path / "answers")
    for name, mutant in chosen.items():
        errors = [problem for problem in findings(mutant.text, name) if problem.severity == "error"]
        refused = [problem for problem in errors if problem.code != DuplicateChangeSet.code]  # found when it validates
        if refused and not STRICTER.fullmatch(mutant.name):
            answer = json.loads((tmp_path / "answers" / "m" / name).with_suffix(".json").read_text(encoding="utf-8"))
            assert is_refusal(answer), (mutant.name, refused)


def is_refusal(answer: dict[str, Any]) -> bool:
    """Whether Liquibase refuses a change log, or one of its change sets."""
    rows = answer.get("sql", {}).get("postgresql", [])
    return "error" in answer or "error" in rows or any("error" in row.get("forward", ()) for row in rows)
