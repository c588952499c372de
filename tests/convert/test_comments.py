"""Comments, their order, blank lines, quotes and encodings: they survive, or it is said what does not."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from clog.convert.items import Reader
from clog.convert.tree import Conversion, convert
from clog.formats import parse
from clog.formats.trivia import read_trivia
from clog.resources import Memory

if TYPE_CHECKING:
    from clog.model.node import Node

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "convert"
COMMENTS = {
    "yaml": [
        "head one", "head two", "at the root", "before first", "flow end", "the id", "before changes", "anchor", "col one",
        "col end", "deep", "undo", "after all changes", "between change sets", "all flow", "the end",
    ],
    "sql": ["head remark", "second group", "before 1", "not for Liquibase", "garbage here", "just one"],
}  # fmt: skip
"""What people wrote around the change sets of fixtures/convert/commented.*, in the order of the result."""


def converted(data: bytes, path: str, target: str) -> str:
    done = convert(path, Memory({path: data}), target, recursive=False)
    assert [found for found in done.problems if found.code != "CLOG802"] == []
    return next(iter(done.files.values()))


def comments(text: str, path: str) -> list[str]:
    data = text.encode()
    root = Reader(parse(data, path), read_trivia(data, path)).root()
    return [" ".join(comment.split()) for comment in root.comments()]


@pytest.mark.parametrize("target", ["xml", "yaml"])
@pytest.mark.parametrize("form", ["yaml", "sql"])
def test_comments_survive(form: str, target: str) -> None:
    text = converted((FIXTURES / f"commented.{form}").read_bytes(), f"commented.{form}", target)
    found = comments(text, f"commented.{target}")
    assert sorted(found) == sorted(COMMENTS[form])
    assert [comment for comment in found if comment != "undo"] == [word for word in COMMENTS[form] if word != "undo"]


@pytest.mark.parametrize("form", ["xml", "yaml", "sql"])
def test_json_says_where_the_first_comment_is_lost(form: str) -> None:
    path = f"commented.{form}"
    done: Conversion = convert(path, Memory({path: (FIXTURES / path).read_bytes()}), "json", recursive=False)
    (problem,) = done.problems
    assert (problem.code, problem.severity) == ("CLOG802", "warning")
    assert problem.at is not None
    assert problem.at.line > 0


def test_blank_lines_stay_between_change_sets() -> None:
    text = converted((FIXTURES / "commented.yaml").read_bytes(), "commented.yaml", "xml")
    assert re.findall(r"\n\n    <!-- (.*) -->", text) == ["between change sets"]
    text = converted(b"--liquibase formatted sql\n\n--changeset a:1\nx\n\n--changeset a:2\ny\n", "a.sql", "yaml")
    assert text.count("\n\n  - changeSet:") == 2


BLOCK = b"""databaseChangeLog:
  - changeSet:
      id: 1
      author: a
      changes:
        - sql:
            sql: |-
              select 1
              from t

  - changeSet:
      id: 2
      author: a
      changes:
        - sql:
            sql: "select 2\\n\\n"
"""


def test_blank_lines_behind_a_block_stay() -> None:
    assert converted(BLOCK, "a.yaml", "yaml").encode() == BLOCK


SCALARS = [
    "008", "yes", "No", "2024-01-02", "1_000", "0o7", "~", "null", "", " x ", "a: b", "x #y", "- x", "<<", "=", "1e3",
    "0x1F", "12:30:45", "1.0", "1.50", "-0", "0", "00", "true", "é", "{a}", "[a]", "&a", "*a", "!a", "%a", "@a", "`a",
    "'a'", '"a"', "a\tb", "a\nb", "a\n", "\na", "  a\n b", "a\\b", "\x85", "\u2028", "\ufeff", "\U0001f600", ".inf", "1:2",
]  # fmt: skip


@pytest.mark.parametrize("first", ["yaml", "json", "xml"])
@pytest.mark.parametrize("second", ["yaml", "json", "xml"])
def test_texts_stay_texts(first: str, second: str) -> None:
    """Values of an attribute are what they were, whatever they look like."""
    columns = ",".join(f'{{"column": {{"name": "c", "value": {json.dumps(text)}}}}}' for text in SCALARS)
    start = (
        '{"databaseChangeLog": [{"changeSet": {"id": "008", "author": "yes", "changes": '
        f'[{{"insert": {{"tableName": "t", "columns": [{columns}]}}}}]}}}}]}}'
    )
    text = converted(start.encode(), "a.json", first)
    text = converted(text.encode(), f"a.{first}", second)
    (change_set,) = (child for child in parse(text.encode(), f"a.{second}").root.children if child.name == "changeSet")
    assert (str(change_set.attributes["id"]), str(change_set.attributes["author"])) == ("008", "yes")
    found = [
        value
        for node in _walk(change_set)
        for name, value in node.attributes.items()
        if node.name == "column" and name == "value"
    ]
    assert [str(value).lower() if isinstance(value, bool) else str(value) for value in found] == SCALARS


def _walk(node: Node) -> list[Node]:
    return [node, *(found for child in node.children for found in _walk(child))]


HEAD = """<?xml version="1.0" encoding="{}"?>
<!-- ein Stück
     davon -->
<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
  http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
  <changeSet id="1" author="jérôme">
    <sql><![CDATA[select 'ä' < 'b']]></sql>
  </changeSet>
</databaseChangeLog>
"""


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "UTF-16", "UTF-8", "windows-1252"])
@pytest.mark.parametrize("target", ["xml", "yaml"])
def test_other_encodings_become_utf_8(encoding: str, target: str) -> None:
    text = converted(HEAD.format(encoding).replace("\n", "\r\n").encode(encoding), "a.xml", target)
    assert "jérôme" in text
    assert "select 'ä' < 'b'" in text
    assert "\r" not in text
    assert " ".join(comments(text, f"a.{target}")) == "ein Stück davon"
    assert ("<![CDATA[select" in text) == (target == "xml")
