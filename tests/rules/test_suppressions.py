"""`clog: ignore RULE because REASON` in all formats: for the change set that follows, or for the file."""

from __future__ import annotations

import pytest

from clog.resolve.load import load
from clog.resolve.parameters import Parameters
from clog.resources import Memory
from clog.rules.runner import problems

HEAD = """\
<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
    http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
"""
FORMATS = {
    "xml": ("", HEAD, '<changeSet id="{}" author="a"><sql>${{x}}</sql></changeSet>\n', "</databaseChangeLog>\n"),
    "yaml": ("", "databaseChangeLog:\n", "- changeSet: {{id: '{}', author: a, changes: [{{sql: '${{x}}'}}]}}\n", ""),
    "json": (
        "",
        '{"databaseChangeLog": [\n',
        '{{"changeSet": {{"id": "{}", "author": "a", "changes": [{{"sql": "${{x}}"}}]}}}},\n',
        "]}\n",
    ),
    "sql": ("--liquibase formatted sql\n", "\n", "--changeset a:{}\nSELECT '${{x}}';\n", ""),
}
COMMENTS = {"xml": "<!-- {} -->\n", "yaml": "# {}\n", "json": "# {}\n", "sql": "-- {}\n"}


def said(kind: str, *, top: str = "", first: str = "", second: str = "", strict: bool = False) -> list[tuple[str, str]]:
    """Read two change sets with comments; return rules and severities of what is told."""
    begin, head, change_set, end = FORMATS[kind]
    top, first, second = (COMMENTS[kind].format(text) if text else "" for text in (top, first, second))
    text = begin + top + head + first + change_set.format(1) + second + change_set.format(2) + end
    found = load(f"a.{kind}", Memory({f"a.{kind}": text.encode()}), Parameters(environment={}))
    return [(one.rule, one.severity) for one in problems(found, strict=strict)]


UNSET = ("unset-parameter", "warning")
IGNORE = "clog: ignore unset-parameter because the shell replaces it"


@pytest.mark.parametrize("kind", FORMATS)
def test_a_comment_silences_what_follows_or_the_file(kind: str) -> None:
    assert said(kind) == [UNSET, UNSET]
    assert said(kind, second=IGNORE) == [UNSET]
    assert said(kind, first=IGNORE, second=IGNORE) == []
    assert said(kind, top=IGNORE) == []
    assert said(kind, top=IGNORE, strict=True) == []


@pytest.mark.parametrize("kind", FORMATS)
def test_a_comment_without_effect_or_reason_is_told(kind: str) -> None:
    unused, unexplained = ("unused-suppression", "warning"), ("unexplained-suppression", "warning")
    assert said(kind, second="clog: ignore odd-identity because it may be") == [UNSET, UNSET, unused]
    assert said(kind, second="clog: ignore unset-paramter because it may be") == [UNSET, UNSET, unused]
    assert said(kind, second="clog: ignore unset-parameter") == [UNSET, unexplained]
    assert said(kind, top="clog: ignore missing-id because it may be") == [UNSET, UNSET, unused]
    assert said(kind, top=IGNORE, second="clog: ignore missing-id", strict=True) == [
        ("unexplained-suppression", "error"),
        ("unused-suppression", "error"),
    ]


def test_an_error_cannot_be_silenced() -> None:
    text = "databaseChangeLog:\n# clog: ignore missing-id because\n- changeSet: {author: a, changes: [{empty: {}}]}\n"
    found = load("a.yaml", Memory({"a.yaml": text.encode()}), Parameters(environment={}))
    assert ("missing-id", "error") in [(one.rule, one.severity) for one in problems(found)]
