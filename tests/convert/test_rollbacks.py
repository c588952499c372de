"""Several rollbacks of one change set: XML repeats elements, YAML and JSON have one list, and it means the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from clog.convert.tree import Conversion, convert
from clog.resources import Directories, Memory
from tests.support import oracle

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
  http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
<changeSet id="0" author="a"><sql>select 0</sql></changeSet>
<changeSet id="1" author="a"><sql>select 1</sql>{}</changeSet>
</databaseChangeLog>
"""
DROP = '<dropTable tableName="t"/>'
OTHER = '<rollback changeSetId="0" changeSetAuthor="a"/>'
ROLLBACKS = {
    "texts": "<rollback>drop table a; drop table b</rollback><rollback>drop table c</rollback>",
    "same-texts": "<rollback>drop table a</rollback><rollback>drop table a</rollback>",
    "text-and-change": f"<rollback>drop table a</rollback><rollback>{DROP}</rollback>",
    "change-and-text": f"<rollback>{DROP}</rollback><rollback>drop table a</rollback>",
    "both-in-one": f"<rollback>drop table a {DROP}</rollback><rollback>drop table b</rollback>",
    "same-changes": f"<rollback>{DROP}</rollback><rollback>{DROP}</rollback>",
    "empty-and-text": "<rollback/><rollback>drop table a</rollback>",
    "text-and-empty": "<rollback>drop table a</rollback><rollback/>",
    "empty": "<rollback/><rollback/>",
    "comments": "<rollback>drop table a -- x\n</rollback><rollback>/* y */ drop table c</rollback>",
    "cdata": "<rollback><![CDATA[drop table a where 1<2]]></rollback><rollback>drop table b;\ndrop table c</rollback>",
    "not-required": "<rollback>not required</rollback><rollback>drop table a</rollback>",
    "options": '<rollback><sql splitStatements="false">a; b</sql></rollback><rollback>c; d</rollback>',
    "reference-and-text": f"{OTHER}<rollback>drop table a</rollback>",
    "text-and-reference": f"<rollback>drop table a</rollback>{OTHER}",
    "references": f"{OTHER}{OTHER}",
    "reference-with-a-change": f'<rollback changeSetId="0" changeSetAuthor="a">{DROP}</rollback>',
    "reference-with-a-change-and-text": (
        f'<rollback changeSetId="0" changeSetAuthor="a">{DROP}</rollback><rollback>drop table a</rollback>'
    ),
}
"""What stands behind `select 1`, by what it is."""


def converted(name: str, files: Memory, target: str) -> Conversion:
    done = convert(name, files, target, recursive=False)
    assert done.problems == ()
    assert done.resummed == ()
    return done


def again(done: Conversion) -> Memory:
    return Memory({path: text.encode() for path, text in done.files.items()})


@pytest.mark.parametrize("target", ["yaml", "json"])
@pytest.mark.parametrize("name", ROLLBACKS)
def test_several_rollbacks_are_kept_there_and_back(name: str, target: str) -> None:
    """Conversion itself compares what is undone, before it gives anything."""
    there = converted("a.xml", Memory({"a.xml": HEAD.format(ROLLBACKS[name]).encode()}), target)
    back = converted(f"a.{target}", again(there), "xml")
    assert converted("a.xml", again(back), target).files == there.files


def test_texts_become_a_list() -> None:
    done = converted("a.xml", Memory({"a.xml": HEAD.format(ROLLBACKS["texts"]).encode()}), "json")
    change_set = json.loads(done.files["a.json"])["databaseChangeLog"][-1]["changeSet"]
    options = {"splitStatements": True, "stripComments": True}
    assert change_set["rollback"] == [
        {"sql": {**options, "sql": "drop table a; drop table b"}},
        {"sql": {**options, "sql": "drop table c"}},
    ]


def test_what_names_a_change_set_stands_by_itself() -> None:
    done = converted("a.xml", Memory({"a.xml": HEAD.format(ROLLBACKS["text-and-reference"]).encode()}), "json")
    change_set = json.loads(done.files["a.json"])["databaseChangeLog"][-1]["changeSet"]
    assert [list(change) for change in change_set["changes"]] == [["sql"], ["rollback"], ["rollback"]]
    assert change_set["changes"][-1]["rollback"] == [{"changeSetId": 0}, {"changeSetAuthor": "a"}]


@pytest.mark.oracle
def test_liquibase_undoes_the_same(tmp_path: Path) -> None:
    cases = tmp_path / "cases"
    for form in ("xml", "yaml", "json"):
        (cases / form).mkdir(parents=True)
    for name, rollbacks in ROLLBACKS.items():
        (cases / "xml" / f"{name}.xml").write_text(HEAD.format(rollbacks), encoding="utf-8")
        for form in ("yaml", "json"):
            done = convert(f"xml/{name}.xml", Directories([str(cases)]), form, recursive=False)
            (text,) = done.files.values()
            (cases / form / f"{name}.{form}").write_text(text, encoding="utf-8")
    oracle.ask(cases, tmp_path / "answers")

    def answer(form: str, name: str) -> Any:
        said = json.loads((tmp_path / "answers" / form / f"{name}.json").read_text(encoding="utf-8"))
        return said["changesets"], said["sql"]

    for name in ROLLBACKS:
        assert answer("yaml", name) == answer("json", name) == answer("xml", name), name
    assert answer("xml", "text-and-reference")[1]["postgresql"][1]["rollback"] == ["drop table a", "select 0"]
    assert answer("xml", "reference-with-a-change")[1]["postgresql"][1]["rollback"] == ["select 0"]
