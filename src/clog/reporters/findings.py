"""Findings in the forms that other programs read: SARIF 2.1.0 and JUnit XML."""

from __future__ import annotations

import os
import re
from json import dumps
from typing import TYPE_CHECKING, Any

from clog import __version__
from clog.errors import ClogError, Location
from clog.naming import page
from clog.rules.registry import page_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from clog.errors import Problem
    from clog.settings import Settings

_LEVELS = {"error": "error", "warning": "warning"}
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_ODD = re.compile(r"""[&<>"]|[^ -~]""")
_NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Letters that XML 1.0 does not have."""

_HELP = page("errors.md")


def as_rows(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Write problems as they stand in answers for machines."""
    return [
        {
            "code": problem.code,
            "rule": problem.rule or None,
            "message": problem.message,
            "place": str(problem.at) if problem.at else None,
            "hint": problem.hint,
            "severity": problem.severity,
        }
        for problem in problems
    ]


def as_sarif(problems: Iterable[Problem], settings: Settings) -> str:
    """Write problems as SARIF, for code scanning. A problem without a place stands at the root change log.

    Reference: sarif-schema-2.1.0
    """
    found = list(problems)
    names = sorted({problem.code for problem in found})
    rules = [_rule(name, {problem.rule for problem in found if problem.code == name}) for name in names]
    driver = {"name": "clog", "version": __version__, "informationUri": _HELP, "rules": rules}
    results = [_result(problem, names.index(problem.code), settings) for problem in found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return dumps(
        {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]},
        indent=2,
    )


def _rule(code: str, names: set[str]) -> dict[str, Any]:
    """Describe a code: as the rule that found it, where it was one alone, else as the class of errors that it is."""
    pages = dict(zip(names, map(page_of, names), strict=True)) if len(names) == 1 else {}
    for name, text in pages.items():
        if text:
            phrase, _, full = text.partition("\n\n")
            about = {"text": phrase.partition(": ")[2]}
            full = full.partition("\n## Example")[0].strip()
            described = {"shortDescription": about, "fullDescription": {"text": full}}
            return {"id": code, "name": name, "helpUri": page(f"rules/{name}.md"), **described}
    return {"id": code, "helpUri": _HELP, **_described(code)}


def _described(code: str) -> dict[str, Any]:
    """Say what a code means, where it is that of a class of errors."""
    classes = [ClogError]
    for one in classes:
        classes += one.__subclasses__()
        if one.code == code and one.__doc__:
            return {"name": one.__name__, "shortDescription": {"text": one.__doc__.partition("\n")[0]}}
    return {}


def _result(problem: Problem, rule: int, settings: Settings) -> dict[str, Any]:
    """Write one problem."""
    text = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    at = problem.at or (Location(settings.changelog_file) if settings.changelog_file else None)
    places = [{"physicalLocation": _place(at, settings.search_path or (".",))}] if at is not None else []
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": _LEVELS.get(problem.severity, "error"),
        "message": {"text": text},
        "locations": places,
        **({"properties": {"rule": problem.rule}} if problem.rule else {}),
    }


def _place(at: Location, folders: Iterable[str]) -> dict[str, Any]:
    """Write a place; its file is named from the working folder, as code scanning expects it, not from the search path."""
    from urllib.parse import quote

    there = [path for path in (os.path.join(folder, at.path) for folder in folders) if os.path.isfile(path)]  # noqa: PTH113, PTH118 - texts
    path = os.path.relpath(there[0]) if there else at.path
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(path.replace(os.sep, "/"), safe="/!~@*(),;=+&$")}}
    if at.line:
        place["region"] = {"startLine": at.line, **({"startColumn": at.column} if at.column else {})}
    return place


def as_junit(suite: str, cases: Sequence[tuple[str, str]]) -> str:
    """Write cases as JUnit XML: each with its name and what is wrong with it, which is empty where nothing is."""
    failures = sum(1 for _, fault in cases if fault)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuite name="{_xml(suite)}" tests="{len(cases)}" failures="{failures}" errors="0" skipped="0">',
    ]
    for name, fault in cases:
        inside = f'<failure message="{_xml(fault)}" type="clog"/>' if fault else ""
        lines.append(f'  <testcase classname="{_xml(suite)}" name="{_xml(name)}">{inside}</testcase>')
    return "\n".join([*lines, "</testsuite>"])


def junit_of(command: str, problems: Iterable[Problem]) -> str:
    """Write each error as a failed test, each warning as one that passes; one that passes where there is neither."""
    cases = [
        (_case(problem), problem.message)
        if problem.severity == "error"
        else (f"{_case(problem)} {problem.message}", "")
        for problem in problems
    ]
    return as_junit(f"clog.{command}", cases or [("the change log is valid", "")])


def _case(problem: Problem) -> str:
    """Return the name of the test that a problem is."""
    rule = f"({problem.rule})" if problem.rule else ""
    return " ".join(filter(None, (problem.code, str(problem.at or ""), rule)))


def _xml(text: str) -> str:
    """Escape a text for an attribute; letters that XML does not have at all are written as in Python."""
    return _ODD.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    """Escape one letter; beyond ASCII as a number, so that no encoding can spoil it."""
    letter = found[0]
    if _NEVER.match(letter):
        return ascii(letter)[1:-1]
    return _ESCAPES.get(letter, f"&#{ord(letter)};")
