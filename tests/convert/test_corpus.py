"""The laws of conversion over many change logs and all pairs of formats: equal models, equal sums, there and back."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from clog.checksum import Summer
from clog.convert.equality import Comparison
from clog.convert.overlay import Overlay
from clog.convert.proof import sums
from clog.convert.tree import SUFFIXES, Conversion, convert
from clog.errors import ClogError
from clog.resolve.load import load
from clog.resolve.parameters import Parameters
from clog.resources import Directories, Resources
from tests.support import oracle

if TYPE_CHECKING:
    from clog.model.changelog import ChangeLog

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(os.environ.get("CLOG_GOLDEN") or oracle.HOME.parent / "golden") / "cases"
STRUCTURED = ("xml", "yaml", "json")
SAMPLE = (
    *(f"changelog/release-1.1/{name}" for name in ("10-invoices.xml", "20-payments.yaml", "30-vouchers.json")),
    *(f"changelog/release-1.0/{name}" for name in ("catalogue.yaml", "customers.xml", "orders.sql", "stock.json")),
    *(f"changelog/release-2.0/{name}" for name in ("loyalty.yaml", "opening-hours.xml", "reports.sql", "routines.xml")),
)
LINE_ENDS = "SQL Server gets SQL with its own line ends, also in texts"
OWN_WORDS = {
    "rollback/empty_forms.xml": "XML runs `not required` as SQL, formatted SQL takes it for nothing to do",
    "insert/unicode_and_whitespace.xml": LINE_ENDS,
    "insert/value_element_text.xml": LINE_ENDS,
    "table_remarks/multiline.yaml": LINE_ENDS,
}
"""Change logs that formatted SQL cannot hold, found by the comparison of the SQL alone."""


NOT_AS_LIQUIBASE = {"quoting/names_with_special_chars.xml"}
"""Liquibase leaves quotes in a quoted name as they are, which is no SQL."""


RESUMMED = {"procedure_create/mssql_batch.yaml"}
"""XML takes blanks at the ends of a procedure away, which version 8 sums."""


class Seen(NamedTuple):
    """A change log with the files that it is read from."""

    root: str
    files: Resources
    change_log: ChangeLog

    @property
    def sums(self) -> list[tuple[str, ...]]:
        summer = Summer(self.files, None)
        return [sums(found, summer) for found in self.change_log.change_sets]


def see(root: str, files: Resources) -> Seen:
    return Seen(root, files, load(root, files, Parameters(environment={})))


def converted(seen: Seen, target: str, dialect: str = "") -> tuple[Conversion, Seen | None]:
    """Convert; None where something cannot be said, which is then named with a code that means it."""
    try:
        done = convert(seen.root, seen.files, target, recursive=True, dialect=dialect)
    except ClogError as error:
        done = Conversion({}, {}, error.problems, (), {})
    fatal = {found.code for found in done.problems if found.severity == "error"}
    if fatal:
        assert fatal <= {"CLOG803", "CLOG806"} or seen.root in OWN_WORDS, list(map(str, done.problems))
        return done, None
    files = Overlay(seen.files, {path: text.encode() for path, text in done.files.items()}, done.replaced)
    return done, see(done.replaced[seen.root], files)


def differences(one: Seen, other: Seen) -> list[str]:
    by_key = {found.key: found for found in one.change_log.change_sets}
    comparison = Comparison(by_key.get)
    pairs = zip(one.change_log.change_sets, other.change_log.change_sets, strict=True)
    return [f"{before}: {found}" for before, after in pairs for found in comparison.differences(before, after)]


def laws(root: str, files: Resources) -> dict[str, int]:
    """Assert what must be true of the conversions of a change log; count those that were done and refused."""
    counts = {"done": 0, "refused": 0, "resummed": 0}
    try:
        one = see(root, files)
    except ClogError:
        for target in STRUCTURED:
            with pytest.raises(ClogError):
                convert(root, files, target, recursive=True)
        return counts
    kind = SUFFIXES[root.rpartition(".")[2]]
    for target in STRUCTURED:
        done, other = converted(one, target)
        if other is None:
            counts["refused"] += 1
            continue
        counts["done"] += 1
        counts["resummed"] += len(done.resummed)
        place = f"{root} to {target}"
        assert differences(one, other) == [], place
        changed = [
            str(found)
            for found, before, after in zip(one.change_log.change_sets, one.sums, other.sums, strict=True)
            if before != after
        ]
        assert changed == list(done.resummed), place
        assert converted(one, target)[0].files == done.files, place
        assert converted(other, target)[0].files == done.files, f"{place} twice"
        back, again = converted(other, kind, "postgresql")
        assert again is not None, f"{place} and back: {list(map(str, back.problems))}"
        assert differences(one, again) == [], f"{place} and back"
    return counts


@pytest.mark.parametrize("root", SAMPLE)
def test_the_laws_hold_for_the_example_system(root: str) -> None:
    assert laws(root, Directories([str(ROOT)])) == {"done": 3, "refused": 0, "resummed": 0}


def golden() -> list[str]:
    """List the change logs of the corpus, or skip the test and say why."""
    if not GOLDEN.is_dir():
        pytest.skip(f"no corpus of change logs in {GOLDEN}; set CLOG_GOLDEN to the folder that holds cases/")
    paths = (path for path in GOLDEN.rglob("*") if path.suffix[1:] in SUFFIXES and "files" not in path.parts)
    return sorted(str(path.relative_to(GOLDEN)) for path in paths if not path.name.endswith(".args.json"))


@pytest.mark.long
def test_the_laws_hold_for_the_corpus() -> None:
    roots = golden()
    totals = {"done": 0, "refused": 0, "resummed": 0}
    for root in roots:
        for name, count in laws(root, Directories([str(GOLDEN)])).items():
            totals[name] += count
    assert len(roots) > 400
    assert totals["done"] > 60 * totals["refused"] > 0
    assert totals["resummed"] <= 1


def write_results(target: str, folder: Path, dialect: str = "") -> dict[str, str]:
    """Convert the corpus into a folder that Liquibase is asked about; give the roots with their new names."""
    files = Directories([str(GOLDEN)])
    shutil.copytree(
        GOLDEN, folder, ignore=lambda path, names: [] if "files" in Path(path).parts else _cases(path, names)
    )
    found: dict[str, Conversion] = {}
    for root in golden():
        try:
            done, other = converted(see(root, files), target, dialect)
        except ClogError:
            continue
        if other is not None and not (dialect and (len(done.files) > 1 or _has_parameters(root))):
            found[root] = done
    for old in {old for done in found.values() for old, new in done.replaced.items() if old != new}:
        (folder / old).unlink(missing_ok=True)
    for path, text in {path: text for done in found.values() for path, text in done.files.items()}.items():
        (folder / path).write_text(text, encoding="utf-8", newline="")
    return {root: done.replaced[root] for root, done in found.items()}


def _has_parameters(root: str) -> bool:
    """Whether Liquibase was given values, which the conversion to SQL does not know."""
    given = (GOLDEN / root).with_suffix(".args.json")
    return given.exists() and "parameters" in json.loads(given.read_text(encoding="utf-8"))


def _cases(folder: str, names: list[str]) -> list[str]:
    """Name the change logs among files; what they are read with stays."""
    return [name for name in names if Path(folder, name).is_file() and not name.endswith(".args.json")]


def answer(folder: Path, root: str) -> Any:
    """Read what Liquibase says about a change log."""
    return json.loads((folder / root).with_suffix(".json").read_text(encoding="utf-8"))


@pytest.mark.oracle
@pytest.mark.long
@pytest.mark.parametrize("target", STRUCTURED)
def test_liquibase_gives_the_results_the_sums_of_the_originals(target: str, tmp_path: Path) -> None:
    roots = write_results(target, tmp_path / "cases")
    oracle.ask(tmp_path / "cases", tmp_path / "answers")
    fields = ("id", "author", "path", "v8", "v9", "description", "comments")
    wrong = []
    for old, new in roots.items():
        before, after = answer(GOLDEN.parent / "expected", old), answer(tmp_path / "answers", new)
        said = [[[row[name] for name in fields] for row in found.get("changesets", ())] for found in (before, after)]
        if said[0] != said[1]:
            wrong.append((old, *said))
    assert [old for old, *_ in wrong if old not in RESUMMED] == [], wrong[:3]
    assert len(roots) > 350


@pytest.mark.oracle
@pytest.mark.long
@pytest.mark.parametrize("dialect", ["postgresql", "mariadb", "oracle", "mssql"])
def test_liquibase_runs_the_same_sql(dialect: str, tmp_path: Path) -> None:
    roots = write_results("sql", tmp_path / "cases", dialect)
    oracle.ask(tmp_path / "cases", tmp_path / "answers", dialects=dialect)
    wrong = []
    for old, new in roots.items():
        if old in NOT_AS_LIQUIBASE:
            continue
        before, after = answer(GOLDEN.parent / "expected", old), answer(tmp_path / "answers", new)
        if dialect in before.get("sql", {}):
            said = [_statements(found["sql"][dialect]) for found in (before, after)]
            wrong += [(old, *pair) for pair in zip(*said, strict=True) if pair[0] != pair[1]]
    assert wrong == []
    assert len(roots) > 250


def _statements(rows: Any) -> list[Any]:
    """Give what is run and undone, without delimiters at the ends; all errors are equal."""
    if isinstance(rows, dict):
        return ["error"]
    return [
        [row["id"], row.get("skipped"), *(_bare(row.get(way, "error")) for way in ("forward", "rollback"))]
        for row in rows
    ]


def _bare(statements: Any) -> Any:
    if not isinstance(statements, list):
        return "error"
    return [
        text
        for text in (
            re.sub(r"(?i)([\s;]|\n/|\ngo)+\Z", "", found.replace("\r\n", "\n")).strip() for found in statements
        )
        if text
    ]
