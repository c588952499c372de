"""Findings in the forms that other programs read: SARIF 2.1.0 and JUnit XML."""

from __future__ import annotations

from json import dumps
from typing import TYPE_CHECKING, Any

from clog import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from clog.errors import Location, Problem

_LEVELS = {"error": "error", "warning": "warning"}
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;"}


def as_rows(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Write problems as they stand in answers for machines."""
    return [
        {
            "code": problem.code,
            "message": problem.message,
            "place": str(problem.at) if problem.at else None,
            "hint": problem.hint,
            "severity": problem.severity,
        }
        for problem in problems
    ]


def as_sarif(problems: Iterable[Problem]) -> str:
    """Write problems as SARIF, for code scanning. Reference: sarif-schema-2.1.0"""
    found = list(problems)
    rules = [{"id": code} for code in sorted({problem.code for problem in found})]
    driver = {"name": "clog", "version": __version__, "rules": rules}
    return dumps(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{"tool": {"driver": driver}, "results": [_result(problem) for problem in found]}],
        },
        indent=2,
        ensure_ascii=False,
    )


def _result(problem: Problem) -> dict[str, Any]:
    """Write one problem."""
    text = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "level": _LEVELS.get(problem.severity, "error"),
        "message": {"text": text},
    }
    if problem.at is not None:
        result["locations"] = [{"physicalLocation": _place(problem.at)}]
    return result


def _place(at: Location) -> dict[str, Any]:
    """Write a place."""
    place: dict[str, Any] = {"artifactLocation": {"uri": at.path}}
    if at.line:
        place["region"] = {"startLine": at.line, **({"startColumn": at.column} if at.column else {})}
    return place


def as_junit(suite: str, cases: Sequence[tuple[str, str]]) -> str:
    """Write cases as JUnit XML: each with its name and what is wrong with it, which is empty where nothing is."""
    failures = sum(1 for _, fault in cases if fault)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuite name="{_xml(suite)}" tests="{len(cases)}" failures="{failures}">',
    ]
    for name, fault in cases:
        inside = f'<failure message="{_xml(fault)}"/>' if fault else ""
        lines.append(f'  <testcase classname="{_xml(suite)}" name="{_xml(name)}">{inside}</testcase>')
    return "\n".join([*lines, "</testsuite>"])


def _xml(text: str) -> str:
    """Escape a text for an attribute."""
    return "".join(_ESCAPES.get(character, character) for character in text)
