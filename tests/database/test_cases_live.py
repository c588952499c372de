"""Change logs of all change types on real databases: clog leaves what Liquibase leaves, and takes it back.

Each change set is run, undone and run again, on ground derived from what it needs. What is left must be, fact by fact,
what Liquibase leaves, and after the rollback what was there before. Expected facts of the cases in fixtures/live_cases
are in its files <database>.json, as Liquibase left them:
`CLOG_WRITE_FACTS=1 .venv/bin/python -m pytest -n 0 -m oracle tests/database/test_cases_live.py` writes them.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from clog.errors import ClogError
from tests.support.cases import cases, copied
from tests.support.oracle import HOME
from tests.support.programs import Clog, Liquibase
from tests.support.stepwise import Comparison, Outcome, Scene, emptied, scenes

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.cases import Case

SOME = Path(__file__).parents[2] / "fixtures" / "live_cases"
ALL = HOME.parent / "golden" / "cases"
DIFFERENT = ("outcome", "result", "undoing", "undone otherwise", "again")
"""Findings that are faults."""

REFUSALS = {
    "not valid for Liquibase": r"validation:|Unable to read file|FileNotFound",
    "Liquibase cannot write it": r"Cannot find generators|next value function|DatabaseIncapable|^RollbackImpossible",
    "Liquibase breaks": r"^(NullPointer|ClassCast|IllegalState|IndexOutOf|ArrayIndex|UnexpectedLiquibase|NumberFormat)",
    "it says stop": r"^StopChangeException",
    "its preconditions do not hold": r"^PreconditionFailed",
    "it speaks to another database": r"syntax|no such function|finalized|near \"|AUTOINCREMENT|CONCURRENTLY|function .* does not"
    r"|unrecognized token|Unterminated",
    "there is no such object": r"does not exist|doesn't exist|no such|[Uu]nknown (database|column|table|storage)|Can't DROP"
    r"|not found|Can't find|check that (column|it|column/key) exists|has no column named|no unique constraint matching",
    "there is such an object already": r"already exists|[Dd]uplicate|[Mm]ultiple primary|appears twice",
    "the server takes no such type or value": r"is of type|cast|column reference|[Ii]nvalid|[Ii]ncorrect|overflow|[Tt]runcated"
    r"|must be|constant|[Oo]ut of range|cannot be null|not-null|NOT NULL|too long|TIMESTAMP|not allowed|BLOB/TEXT"
    r"|can't have a default|without a key length|default value|Specified key|Unknown (data type|collation)|too big"
    r"|cannot be (used in the DEFAULT|greater than)",
    "the server lacks what it asks for": r"not supported|doesn't support|not implemented|errno: 1\d\d|denied|foreign key",
}  # fmt: skip
"""Why Liquibase itself cannot run a change set, by what it says. One that fits none of these fails the test."""

BETTER = {("sqlite", "formatted_sql/no_header.sql::raw::includeAll"): "Liquibase runs only the first of its statements"}
"""Where clog leaves something else on purpose; docs/migrating.md tells users."""


def reason(said: str) -> str:
    """Name the rule for a refusal; empty when there is none."""
    return next((rule for rule, pattern in REFUSALS.items() if re.search(pattern, said)), "")


def prefix_of(url: str) -> str:
    """Give what names of schemas begin with on MariaDB, where they are databases that nobody else shall have."""
    return f"{urlsplit(url.removeprefix('jdbc:')).path.strip('/')}_" if "mariadb" in url else ""


@pytest.mark.parametrize("name", [case.file for case in cases(SOME)])
def test_some_cases_leave_what_liquibase_leaves(database_url: str, name: str, tmp_path: Path) -> None:
    """The facts of Liquibase are committed."""
    root = copied(SOME, tmp_path / "cases", prefix_of(database_url))
    [case] = [case for case in cases(root) if case.file == name]
    kind = database_url.split(":")[1]
    known = json.loads((SOME / f"{kind}.json").read_text(encoding="utf-8"))[name]
    there = prefix_of(database_url).rstrip("_")
    for ground, rows, outcomes in json.loads(json.dumps(known).replace("{database}", there)):
        expected = Scene(ground, rows, [Outcome(*values) for values in outcomes])
        found = list(Comparison(Clog(), database_url, case).findings(expected))
        assert [finding for finding in found if finding.what in DIFFERENT] == []
        assert {finding.key for finding in found} == {one.key for one in expected.outcomes}


@pytest.mark.oracle
@pytest.mark.skipif(not os.environ.get("CLOG_WRITE_FACTS"), reason="writes files; set CLOG_WRITE_FACTS")
def test_write_the_facts(database_url: str, tmp_path: Path) -> None:
    """Ask Liquibase about the cases in fixtures/live_cases."""
    root = copied(SOME, tmp_path / "cases", prefix_of(database_url))
    liquibase = Liquibase(root, tmp_path)
    facts = {case.file: scenes(liquibase, database_url, case)[0] for case in cases(root)}
    liquibase.end()
    text = "{\n" + ",\n".join(f"{json.dumps(name)}: {_lines(found)}" for name, found in facts.items()) + "\n}\n"
    there = prefix_of(database_url).rstrip("_")
    path = SOME / f"{database_url.split(':')[1]}.json"
    path.write_text(text.replace(there, "{database}") if there else text, encoding="utf-8")


def _lines(found: list[Scene]) -> str:
    """Write scenes as JSON, an outcome a line."""
    written = []
    for ground, rows, outcomes in found:
        lines = ",\n   ".join(json.dumps(one, ensure_ascii=False) for one in outcomes)
        written.append(f" [{json.dumps(ground)}, {json.dumps(rows)}, [\n   {lines}]]")
    return "[\n" + ",\n".join(written) + "]"


LEAST = {"sqlite": 500, "postgresql": 640, "mariadb": 600}
"""How many change sets Liquibase runs at least, so that no mistake of the test keeps them away."""


@pytest.mark.long
@pytest.mark.oracle
def test_all_cases_leave_what_liquibase_leaves(
    database_url: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """Nothing differs, all is undone, and whatever Liquibase refuses is refused for a reason that is known."""
    if not ALL.is_dir():
        pytest.skip(f"no {ALL}; set CLOG_ORACLE to the folder of oracle.py beside it")
    root = copied(ALL, tmp_path / "cases", prefix_of(database_url))
    liquibase = Liquibase(root, tmp_path)
    counted: Counter[str] = Counter()
    faults: list[str] = []
    total = 0
    for case in cases(root):
        try:
            total += examine(liquibase, database_url, case, counted, faults)
        except ClogError as error:
            if opens(liquibase, database_url, case):
                faults.append(f"{case.file} is refused by clog alone: {error}")
            counted["file refused by both"] += 1
    liquibase.end()
    for what, count in sorted(counted.items()):
        record_property(what, count)
        print(f"{count:5} {what}")
    assert not faults, "\n".join(faults)
    decided = ("run", "not run:", "refused", "outcome", "result", "better")
    assert sum(count for what, count in counted.items() if what.startswith(decided)) == total
    assert counted["run"] >= LEAST[database_url.split(":")[1]]


def opens(liquibase: Liquibase, url: str, case: Case) -> bool:
    """Whether Liquibase reads a change log and finds the preconditions at its head fulfilled."""
    emptied(url)
    try:
        return liquibase.open(url, case) is not None
    except ClogError:
        return False
    finally:
        liquibase.close()


def examine(liquibase: Liquibase, url: str, case: Case, counted: Counter[str], faults: list[str]) -> int:
    """Let both run a case; count what came out and list what differs.

    Returns:
        How many change sets it has.
    """
    found, refused = scenes(liquibase, url, case)
    for key, said in refused.items():
        rule = reason(said)
        counted[f"refused: {rule or 'UNKNOWN'}"] += 1
        if not rule:
            faults.append(f"{key} is refused for no known reason: {said[:300]}")
    comparison = Comparison(Clog(), url, case)
    for scene in found:
        for finding in comparison.findings(scene):
            better = finding.what in DIFFERENT and (url.split(":")[1], finding.key) in BETTER
            counted["better on purpose" if better else finding.what] += 1
            if finding.what in DIFFERENT and finding.differs and not better:
                faults.append(f"{finding.key}: {finding.what}: {finding.differs[:1000]}")
    return len(refused) + sum(len(scene.outcomes) for scene in found)
