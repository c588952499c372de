"""What a format cannot hold, and what it says in another way: each with its place."""

from __future__ import annotations

import pytest

from clog.convert.tree import Conversion, convert
from clog.errors import ClogError
from clog.resources import Memory

HEAD = """<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
  http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
"""
SET = '<changeSet id="1" author="a">{}</changeSet>'
YAML = """databaseChangeLog:
- changeSet:
    id: 1
    author: a
"""


def xml(*change_sets: str) -> dict[str, bytes]:
    return {"a.xml": f"{HEAD}{''.join(change_sets)}</databaseChangeLog>".encode()}


def converted(files: dict[str, bytes], target: str, *, dialect: str = "", recursive: bool = False) -> Conversion:
    """Convert the first file; what cannot be said counts like what is listed."""
    try:
        return convert(next(iter(files)), Memory(files), target, recursive=recursive, dialect=dialect)
    except ClogError as error:
        return Conversion({}, {}, error.problems, (), {})


def said(done: Conversion) -> list[tuple[str, str, int]]:
    return [(found.code, found.message, found.at.line if found.at else 0) for found in done.problems]


@pytest.mark.parametrize("target", ["yaml", "json"])
def test_labels_of_modify_sql_are_of_xml(target: str) -> None:
    modify = '<modifySql labels="x"><append value="y"/></modifySql>'
    (found,) = said(converted(xml(SET.format(f"<sql>s</sql>{modify}")), target))
    assert found[0] == "CLOG803"
    assert found[1].startswith("labels of modifySql can be said in XML only")


def test_control_characters_are_not_of_xml() -> None:
    text = f'{YAML}    changes:\n    - sql: {{sql: "select \\x01"}}\n'
    (found,) = said(converted({"a.yaml": text.encode()}, "xml"))
    assert found[:2] == ("CLOG803", "XML cannot hold the character U+0001 in sql")


def test_what_xml_refuses_is_said_of_the_original() -> None:
    text = f"{YAML}    changes:\n    - createTable: {{tableName: t, colour: red, columns: [{{column: {{name: c, type: int}}}}]}}\n"
    first = YAML.replace("id: 1", "id: 0") + "    changes:\n    - sql: {sql: s}\n"
    done = converted({"a.yaml": (first + text.removeprefix("databaseChangeLog:\n")).encode()}, "xml")
    (found,) = said(done)
    assert found[0] == "CLOG803"
    assert "colour" in found[1]
    assert found[2] == 7


def test_instructions_with_conditions_become_blocks_of_xml() -> None:
    """In YAML and JSON each instruction may have its own; in XML only a block has."""
    text = (
        f"{YAML}    changes:\n    - sql: {{sql: s}}\n    modifySql:\n"
        "    - append: {value: one, dbms: postgresql}\n    - append: {value: two, dbms: postgresql}\n"
        "    - prepend: {value: three, dbms: oracle, applyToRollback: true}\n"
    )
    done = converted({"a.yaml": text.encode()}, "xml")
    assert done.problems == ()
    blocks = done.files["a.xml"].split("<modifySql ")[1:]
    assert [block.partition(">")[0] for block in blocks] == [
        'dbms="postgresql"', 'dbms="oracle" applyToRollback="true"',
    ]  # fmt: skip
    assert [block.count("<append") for block in blocks] == [2, 0]


def test_an_include_all_with_a_suffix_becomes_includes() -> None:
    files = xml('<!-- all of them --><includeAll path="all" endsWithFilter=".xml" context="x"/>')
    files |= {f"all/{name}.xml": xml(SET.format("<sql>s</sql>"))["a.xml"] for name in ("one", "two")}
    done = converted(files, "yaml", recursive=True)
    assert [(code, message) for code, message, _ in said(done)] == [
        ("CLOG805", "includeAll with a filter became 2 includes, because suffixes change")
    ]
    assert "# all of them" in done.files["a.yaml"]
    assert [line.strip() for line in done.files["a.yaml"].splitlines() if "file:" in line] == [
        "file: all/one.yaml", "file: all/two.yaml",
    ]  # fmt: skip
    assert done.files["a.yaml"].count("context: x") == 2


def test_preconditions_of_formatted_sql() -> None:
    conditions = (
        '<preConditions onFail="MARK_RAN"><sqlCheck expectedResult="0">select\n  1</sqlCheck>'
        '<tableExists tableName="t" schemaName="s"/><viewExists viewName="v"/></preConditions>'
    )
    done = converted(xml(SET.format(f"{conditions}<sql>s</sql>")), "sql", dialect="postgresql")
    assert done.problems == ()
    lines = [line for line in done.files["a.sql"].splitlines() if line.startswith("--precondition")]
    assert lines == [
        "--preconditions onFail:MARK_RAN",
        "--precondition-sql-check expectedResult:0 select 1",
        "--precondition-table-exists table:t schema:s",
        "--precondition-view-exists view:v",
    ]
    done = converted(
        xml(SET.format("<preConditions><dbms type='h2'/></preConditions><sql>s</sql>")), "sql", dialect="h2"
    )
    assert [message for _, message, _ in said(done)] == ["formatted SQL has no precondition dbms (a.xml::1::a)"]


@pytest.mark.parametrize("query", ["select 1 -- one\n, 2", "select 'a\n b'"])
def test_a_query_that_needs_its_lines_is_refused(query: str) -> None:
    condition = f'<preConditions><sqlCheck expectedResult="0">{query}</sqlCheck></preConditions><sql>s</sql>'
    done = converted(xml(SET.format(condition)), "sql", dialect="h2")
    assert ("CLOG806", "the query of sqlCheck does not go on one line (a.xml::1::a)", 4) in said(done)


def test_rollbacks_of_formatted_sql() -> None:
    other = (
        '<changeSet id="2" author="a"><sql>t</sql><rollback changeSetId="1" changeSetAuthor="a" changeSetPath="a.xml"/>'
    )
    own = '<changeSet id="3" author="a"><sql>u</sql><rollback><sql splitStatements="false">x; y</sql></rollback>'
    done = converted(xml(SET.format("<sql>s</sql>"), f"{other}</changeSet>", f"{own}</changeSet>"), "sql", dialect="h2")
    assert done.problems == ()
    text = done.files["a.sql"]
    assert "--rollback s;\n" in text  # the change set has no path of its own here
    assert "--changeset a:3 stripComments:false rollbackSplitStatements:false\n" in text
    assert text.endswith("\nu\n--rollback x; y\n")


@pytest.mark.parametrize("target", ["xml", "json"])
def test_unknown_changes_are_refused(target: str) -> None:
    text = f"{YAML}    changes:\n    - sql: {{sql: s}}\n    - teleport: {{to: mars, with: {{crew: 2}}}}\n"
    done = converted({"a.yaml": text.encode()}, target)
    (found,) = said(done)
    assert found[0] == "CLOG102"
    assert "teleport" in found[1]
    assert found[2] == 7
