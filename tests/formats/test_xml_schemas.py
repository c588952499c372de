"""XML is judged by the schema that it names. Expected verdicts: those of Liquibase 4.28.0."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clog.cli.main import main
from clog.errors import ClogError, ParseError
from clog.formats import parse
from clog.formats.xml_head import NAMESPACE as NS
from clog.resolve.load import load
from clog.resolve.parameters import Parameters
from clog.resources import Memory
from clog.rules.runner import everything

VERDICTS = Path(__file__).resolve().parents[2] / "fixtures" / "xml_schemas" / "verdicts.tsv"
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
EXT = f'xmlns:ext="{NS}-ext"'
TABLE = (
    '<changeSet id="1" author="a"><createTable tableName="t"{}><column name="a" type="int"/></createTable></changeSet>'
)


def log(version: str, body: str, more: str = EXT) -> str:
    space = f"{NS}/{version}" if version.startswith("1.") else NS
    location = f"{space} {NS}/dbchangelog-{version}.xsd"
    return f'<databaseChangeLog xmlns="{space}" {XSI} {more} xsi:schemaLocation="{location}">{body}</databaseChangeLog>'


def said(text: str) -> list[tuple[str, str, str, str]]:
    faults: list[ClogError] = []
    found = load(
        "a.xml", Memory({"a.xml": text.encode()}), Parameters(environment={}, dialect="postgresql"), faults=faults
    )
    problems = everything(found, faults, "postgresql")
    return [(one.severity, one.code, one.message, one.hint) for one in problems]


def is_accepted(text: str) -> bool:
    return all(severity == "warning" for severity, *_ in said(text))


def test_random_change_logs_of_all_versions_are_judged_as_liquibase_judges_them() -> None:
    rows = [line.split("\t") for line in VERDICTS.read_text(encoding="utf-8").splitlines()[1:]]
    differences = [row for row in rows if is_accepted(log(row[0], row[2])) is not (row[1] == "accepted")]
    assert differences == []
    assert len({version for version, *_ in rows}) == 51
    assert {verdict for _, verdict, _ in rows} == {"accepted", "refused"}


@pytest.mark.parametrize(
    ("namespace", "location", "accepted"),
    [
        (NS, f"{NS} {NS}/dbchangelog-3.8.xsd", True),
        (NS, f"{NS} {NS}/dbchangelog-latest.xsd", True),
        (NS, f"{NS} {NS.replace('http:', 'https:')}/dbchangelog-3.8.xsd", True),
        (NS, f"{NS} HTTP://WWW.LIQUIBASE.ORG/xml/ns/dbchangelog/dbchangelog-3.8.XSD", True),
        (NS, f"{NS} http://www.liquibase.org/xml/ns/migrator/dbchangelog-3.8.xsd", True),
        (NS, f"\n {NS}\n\t{NS}/dbchangelog-3.8.xsd urn:x http://example.com/x.xsd\n", True),
        (NS, f"{NS}-ext {NS}/dbchangelog-ext.xsd {NS} {NS}/dbchangelog-3.8.xsd", True),
        (NS, f"{NS} {NS}/dbchangelog-3.8.xsd {NS} {NS}/dbchangelog-9.9.xsd", True),
        (f"{NS}/1.9", f"{NS}/1.9 {NS}/dbchangelog-1.9.xsd", True),
        (NS, f"{NS} {NS}/dbchangelog-9.9.xsd {NS} {NS}/dbchangelog-3.8.xsd", False),
        (NS.replace("http:", "https:"), f"{NS} {NS}/dbchangelog-3.8.xsd".replace("http:", "https:"), False),
        (NS, f"{NS} http://liquibase.org/xml/ns/dbchangelog/dbchangelog-3.8.xsd", False),
        (NS, f"{NS} http://example.com/xml/ns/dbchangelog/dbchangelog-3.8.xsd", False),
        (NS, f"{NS} dbchangelog-3.8.xsd", False),
        (NS, f"{NS} www.liquibase.org/xml/ns/dbchangelog/dbchangelog-3.8.xsd", False),
        (NS, f"{NS} {NS}/dbchangelog.xsd", False),
        (NS, f"{NS} {NS}/dbchangelog-3.11.xsd", False),
        (NS, f"{NS} {NS}/dbchangelog-4.0.0.xsd", False),
        (NS, f"{NS} {NS}/dbchangelog-next.xsd", False),
        (NS, f"{NS} {NS}/dbchangelog-1.9.xsd", False),
        (f"{NS}/2.0", f"{NS}/2.0 {NS}/dbchangelog-2.0.xsd", False),
        (f"{NS}/1.8", f"{NS}/1.8 {NS}/dbchangelog-1.9.xsd", False),
        (f"{NS}/", f"{NS}/ {NS}/dbchangelog-3.8.xsd", False),
        ("http://example.com/x", f"http://example.com/x {NS}/dbchangelog-3.8.xsd", False),
        (NS, "", False),
        (NS, NS, False),
        (NS, f"{NS} {NS}/dbchangelog-3.8.xsd x", False),
        (NS, f"{NS}/dbchangelog-3.8.xsd {NS}", False),
    ],
)
def test_schemas_are_named_as_liquibase_takes_them(namespace: str, location: str, accepted: bool) -> None:  # noqa: FBT001
    text = f'<databaseChangeLog xmlns="{namespace}" {XSI} xsi:schemaLocation="{location}">{TABLE.format("")}</databaseChangeLog>'
    if accepted:
        assert parse(text.encode(), "a.xml").faults == ()
    else:
        with pytest.raises(ParseError) as caught:
            parse(text.encode(), "a.xml")
        assert caught.value.hint
        assert caught.value.at


@pytest.mark.parametrize(
    "head",
    [
        "<databaseChangeLog>",
        f'<databaseChangeLog xmlns="{NS}">',
        f'<databaseChangeLog xmlns="{NS}" {XSI} xsi:noNamespaceSchemaLocation="{NS}/dbchangelog-3.8.xsd">',
        f'<databaseChangeLog {XSI} xsi:schemaLocation="{NS} {NS}/dbchangelog-3.8.xsd">',
        f'<databaseChangeLog xmlns="{NS}" xmlns:xsi="urn:x" xsi:schemaLocation="{NS} {NS}/dbchangelog-3.8.xsd">',
    ],
)
def test_a_change_log_without_a_schema_is_refused(head: str) -> None:
    with pytest.raises(ParseError):
        parse(f"{head}{TABLE.format('')}</databaseChangeLog>".encode(), "a.xml")


def test_the_prefix_of_the_schema_location_is_free() -> None:
    text = log("3.8", TABLE.format("")).replace("xmlns:xsi", "xmlns:s").replace("xsi:schema", "s:schema")
    assert is_accepted(text)


@pytest.mark.parametrize(("version", "accepted"), [("3.5", False), ("3.6", True), ("3.10", True), ("4.0", False)])
def test_unknown_attributes_of_dropTable(version: str, accepted: bool) -> None:  # noqa: FBT001, N802
    found = said(log(version, '<changeSet id="1" author="a"><dropTable tableName="t" more="x"/></changeSet>'))
    assert [row[:2] for row in found] == [("warning" if accepted else "error", "CLOG103")]


def test_files_of_several_versions_make_one_change_log() -> None:
    files = {
        "a.xml": log("latest", '<include file="b.xml"/><include file="c.xml"/>').encode(),
        "b.xml": log("3.7", TABLE.format(' more="x"')).encode(),
        "c.xml": log("1.9", TABLE.format("").replace('"1"', '"2"')).encode(),
    }
    faults: list[ClogError] = []
    found = load("a.xml", Memory(files), Parameters(environment={}), faults=faults)
    assert [str(change_set.key) for change_set in found.change_sets] == ["b.xml::1::a", "c.xml::2::a"]
    assert [(str(one.at), one.severity) for one in everything(found, faults)] == [("b.xml:1:371", "warning")]


def test_the_version_that_knows_it_is_named() -> None:
    body = '<preConditions><rowCount tableName="t" expectedRows="1"/></preConditions>' + TABLE.format(
        ' ifNotExists="true"'
    )
    assert [row[2:] for row in said(log("3.0", body))] == [
        (
            'unknown element "rowCount" in preConditions of dbchangelog-3.0.xsd',
            "dbchangelog-3.1.xsd has it, and this file names 3.0",
        ),
        (
            'unknown attribute "ifNotExists" on createTable in dbchangelog-3.0.xsd',
            "dbchangelog-4.26.xsd has it, and this file names 3.0",
        ),
    ]


def test_a_misspelt_attribute_is_not_missing_as_well() -> None:
    found = said(
        log("latest", '<changeSet id="1" autor="a"><dropTable tabelName="t"/><dropView schemaName="s"/></changeSet>')
    )
    assert [row[2:] for row in found] == [
        ('unknown attribute "autor" on changeSet', 'did you mean "author"?'),
        ('unknown attribute "tabelName" on dropTable', 'did you mean "tableName"?'),
        ("dropView needs the attribute viewName", "write viewName=... into this element"),
    ]


def test_what_else_is_wrong_is_listed_together_with_what_the_schema_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    drop = '<changeSet id="{}" author="a"><dropTable {}="t"/></changeSet>\n'
    body = [
        '<include file="b.xml"/>', drop.format(1, "tabelName"), drop.format(2, "tableName"), drop.format(2, "tableName")
    ]  # fmt: skip
    Path("a.xml").write_text(log("latest", "\n".join(body)), encoding="utf-8")
    options = ["--url=offline:postgresql?outputLiquibaseSql=none", "--changelog-file=a.xml", "--format=json"]
    assert main([*options, "validate"]) == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert [(one["code"], one["place"].rsplit(":", 1)[0]) for one in problems] == [
        ("CLOG201", "a.xml:1"), ("CLOG103", "a.xml:2"), ("CLOG204", "a.xml:6"),
    ]  # fmt: skip


OWN = f'{EXT} xmlns:lb="{NS}"'


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        ('<dropTable tableName="t" ext:schemaName="s"/>', True, True),
        ('<dropTable tableName="t" ext:tableName="u"/>', False, False),
        ('<dropTable tableName="t" lb:foo="1"/>', True, False),
        ('<dropTable tableName="t" xsi:foo="1"/>', True, True),
        ('<dropTable tableName="t" xsi:nil="true"/>', False, False),
        ('<dropTable tableName="t" nope:x="1"/>', False, False),
        ('<dropTable tableName="t" xml:lang="de"/>', True, True),
        ('<comment xml:lang="de">x</comment>', False, False),
        ('<lb:dropTable tableName="t"/>', True, True),
        ("<lb:dropTable/>", False, False),
        (f'<z:dropTable xmlns:z="{NS}" tableName="t"/>', True, True),
        (f'<dropTable xmlns="{NS}" tableName="t"/>', True, True),
        ('<dropTable xmlns="urn:x" tableName="t" foo="1"/>', True, True),
        ('<dropTable xmlns="" tableName="t"/>', False, False),
        ('<nope:dropTable tableName="t"/>', False, False),
    ],
)
def test_namespaces_of_elements_and_attributes(change: str, old: bool, new: bool) -> None:  # noqa: FBT001
    body = f'<changeSet id="1" author="a">{change}</changeSet>'
    assert is_accepted(log("3.8", body, OWN)) is old
    assert is_accepted(log("latest", body, OWN)) is new


def test_attributes_of_other_namespaces_count_as_those_without() -> None:
    body = '<changeSet id="1" author="a" ext:labels="x"><dropTable tableName="t" ext:schemaName="s"/></changeSet>'
    (change_set,) = parse(log("latest", body).encode(), "a.xml").root.children
    assert change_set.attributes["labels"] == "x"
    assert change_set.children[0].attributes == {"tableName": "t", "schemaName": "s"}


@pytest.mark.parametrize("inside", [" ", "\n", " <!-- x --> ", "<![CDATA[ ]]>"])
def test_elements_of_attributes_hold_not_even_blanks(inside: str) -> None:
    found = said(log("4.1", f'<changeSet id="1" author="a"><dropTable tableName="t">{inside}</dropTable></changeSet>'))
    assert [row[1:3] for row in found] == [("CLOG102", "nothing may stand in dropTable, not even blanks or line ends")]


@pytest.mark.parametrize("inside", ["", "<!-- x -->", "<![CDATA[]]>"])
def test_elements_of_attributes_may_hold_remarks(inside: str) -> None:
    assert is_accepted(
        log("4.1", f'<changeSet id="1" author="a"><dropTable tableName="t">{inside}</dropTable></changeSet>')
    )


@pytest.mark.parametrize(
    ("kind", "refused"),
    [
        ('[<!ATTLIST changeSet runAlways CDATA "true">]', "attributes that a DTD sets (<!ATTLIST>)"),
        ('[<!ATTLIST changeSet context CDATA #FIXED "x">]', "attributes that a DTD sets (<!ATTLIST>)"),
        ('SYSTEM "x.dtd"', "document types from elsewhere (<!DOCTYPE ... SYSTEM>)"),
        ('[<!ENTITY a "b">]', "entities of one's own (<!ENTITY> and &name;)"),
        ("[<!ATTLIST changeSet context CDATA #IMPLIED>]", ""),
        ("[<!ELEMENT databaseChangeLog ANY>]", ""),
        ("[]", ""),
    ],
)
def test_a_document_type_sets_nothing(kind: str, refused: str) -> None:
    data = f"<!DOCTYPE databaseChangeLog {kind}>{log('latest', TABLE.format(''))}".encode()
    if not refused:
        assert parse(data, "a.xml").faults == ()
        return
    with pytest.raises(ParseError) as caught:
        parse(data, "a.xml")
    assert caught.value.message == f"{refused} are not read"
    assert caught.value.at
    assert caught.value.at.line == 1
