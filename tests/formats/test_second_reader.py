"""Parsers of other projects read what is written: lxml and Liquibase's own schema, ruamel.yaml."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from clog.cli.main import main
from clog.convert.proof import second_look
from clog.convert.tree import convert
from clog.formats.second_reader import refusal
from clog.resources import Directories
from tests.support.oracle import core_jar

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    "changelog/root.xml",
    *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "fixtures" / "convert").glob("commented.*")),
]


def written(path: str, target: str) -> dict[str, str]:
    return dict(convert(path, Directories([str(ROOT)]), target, recursive=True).files)


@pytest.mark.parametrize(
    ("text", "path", "words"),
    [
        ("<a><b></a>", "a.xml", "lxml: Opening and ending tag mismatch"),
        ("<a x='1' x='2'/>", "a.xml", "lxml: Attribute x redefined"),
        ("a:\tb\n", "a.yaml", "ruamel.yaml: while scanning"),
        ("a: b\x85c\n", "a.yaml", 'ruamel.yaml reads "b c" in line 1, where libyaml reads "b"'),
        ("<a/>", "a.xml", ""),
        ("a: b\n", "a.yml", ""),
        ("not [ JSON", "a.json", ""),
    ],
)
def test_what_another_parser_refuses_is_told(text: str, path: str, words: str) -> None:
    found = refusal(text, path)
    assert words in found
    assert bool(words) == bool(found)


def test_a_conversion_that_another_parser_refuses_is_a_problem() -> None:
    (problem,) = second_look({"good.xml": "<a/>", "bad.xml": "<a>"})
    assert (problem.code, problem.severity) == ("CLOG804", "error")
    assert problem.message.startswith("bad.xml: lxml: ")


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> object:
    """Give Liquibase's own schema, as libxml2 reads it."""
    from lxml import etree

    folder = tmp_path_factory.mktemp("schema")
    with zipfile.ZipFile(core_jar()) as jar:
        data = jar.read("www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd")
    (folder / "latest.xsd").write_bytes(data)
    return etree.XMLSchema(etree.parse(str(folder / "latest.xsd")))


@pytest.mark.oracle
@pytest.mark.parametrize("source", SOURCES)
def test_written_xml_is_valid_in_the_schema_of_liquibase(source: str, schema: object) -> None:
    from lxml import etree

    assert isinstance(schema, etree.XMLSchema)
    for path, text in written(source, "xml").items():
        assert schema.validate(etree.fromstring(text.encode())), (path, str(schema.error_log))


@pytest.mark.oracle
def test_the_xml_of_a_new_project_is_valid_in_the_schema_of_liquibase(
    schema: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lxml import etree

    monkeypatch.chdir(tmp_path)
    assert main(["init", "project", "--format=xml"]) == 0
    (made,) = tmp_path.glob("*.xml")
    assert isinstance(schema, etree.XMLSchema)
    assert schema.validate(etree.parse(str(made))), str(schema.error_log)
