"""Readers of XML, YAML and JSON: one tree, odd scalars, and hostile or broken files."""

from __future__ import annotations

import pytest

from clog.errors import ClogError, EncodingError, ParseError
from clog.formats import parse

XMLNS = (
    '<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.liquibase.org/xml/ns/'
    'dbchangelog http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">'
)
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


def scalar(text: str, name: str = "a.yaml") -> object:
    document = parse(f"databaseChangeLog:\n- property: {{name: n, value: {text}}}\n".encode(), name)
    return document.root.children[0].attributes["value"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("yes", True),
        ("y", "y"),
        ("010", 8),
        ("08", "08"),
        ("0x1F", 31),
        ("1_000", 1000),
        ("12:30:45", 45045),
        ("1.50", 1.5),
        ("1e5", 100000.0),
        (".5", 0.5),
        ("~", None),
        ("2024-1-2", "2024-1-2"),
        ("2024-01-02T03:04:05.678", "2024-01-02 03:04:05"),
        ("'2024-01-02'", "2024-01-02"),
        ("!!str 010", "010"),
    ],
)
def test_yaml_scalars_are_those_of_snakeyaml(written: str, value: object) -> None:
    assert scalar(written) == value
    assert type(scalar(written)) is type(value)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "a.xml"),
        (b"", "a.yaml"),
        (b"", "a.json"),
        (b"<a", "a.xml"),
        (b"<a/>", "a.xml"),
        (BOMB.encode() + b"<databaseChangeLog>&b;</databaseChangeLog>", "a.xml"),
        (b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><databaseChangeLog/>', "a.xml"),
        (b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><databaseChangeLog>&e;</databaseChangeLog>", "a.xml"),
        (b"databaseChangeLog:\n  - a: [", "a.yaml"),
        (b"a: 1", "a.yaml"),
        (b"- 1\n- 2", "a.yaml"),
        (b'{"databaseChangeLog": [}', "a.json"),
        (b"databaseChangeLog: !!python/object:os.system x", "a.yaml"),
        (b"databaseChangeLog:\n- &a [*a]\n", "a.yaml"),
        (b"databaseChangeLog: []\n---\ndatabaseChangeLog: []\n", "a.yaml"),
        (b"[" * 10000, "a.json"),
        (b"databaseChangeLog: " + b"[" * 5000, "a.yaml"),
        (b"\x00\x01\x02", "a.yaml"),
        (b"x", "a.txt"),
    ],
)
def test_broken_and_hostile_files_are_refused_without_a_traceback(data: bytes, name: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse(data, name)
    assert caught.value.at is not None
    assert caught.value.at.path == name


@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
def test_of_a_key_that_is_there_twice_the_last_one_counts(name: str) -> None:
    text = (
        '{"databaseChangeLog": [{"changeSet": {"id": "0"}}], "databaseChangeLog": [\n{"changeSet": {\n"id": "1", "id": "2",\n'
        '"changes": [{"sql": {"sql": "x"}, "sql": "y"}],\n"changes": [],\n"changes": [{"tagDatabase": {"tag": "t"}}]}}]}'
    )
    document = parse(text.encode(), name)
    (found,) = document.root.children
    assert (found.attributes, [change.name for change in found.children[0].children]) == ({"id": "2"}, ["tagDatabase"])
    places = sorted((problem.at.line, problem.at.column) for problem in document.passed_over() if problem.at)
    assert places == [(1, 53), (3, 12), (4, 35), (6, 1)]


@pytest.mark.parametrize("name", ["a.yaml", "a.json", "a.xml"])
def test_bytes_that_are_no_text_are_refused(name: str) -> None:
    with pytest.raises(EncodingError):
        parse(
            b"<?xml version='1.0'?>\n<a>\xff\xfe\xfa</a>" if name == "a.xml" else b"databaseChangeLog: \xc3\x28", name
        )


def test_encodings_are_taken_from_marks_and_declarations() -> None:
    text = f"{XMLNS}<changeSet id='ä' author='a'/></databaseChangeLog>"
    for data in (
        text.encode("utf-16"),
        b"\xef\xbb\xbf" + text.encode(),
        b"<?xml version='1.0' encoding='ISO-8859-1'?>" + text.encode("latin-1"),
    ):
        assert parse(data, "a.xml").root.children[0].attributes["id"] == "ä"


def test_anchors_aliases_and_merges_are_followed() -> None:
    text = "databaseChangeLog:\n- property: &p {name: n, value: v}\n- property: {<<: *p, name: m}\n"
    first, second = parse(text.encode(), "a.yaml").root.children
    assert first.attributes == {"name": "n", "value": "v"}
    assert second.attributes == {"name": "m", "value": "v"}


def test_json_and_yaml_make_the_same_tree() -> None:
    yaml = b"databaseChangeLog:\n- changeSet: {id: '1', author: a, changes: [{sql: {sql: x}}], labels: l}\n"
    json = b'{"databaseChangeLog": [{"changeSet": {"id": "1", "author": "a", "changes": [{"sql": {"sql": "x"}}], "labels": "l"}}]}'
    assert parse(yaml, "a.yaml").root == parse(json, "a.json").root


@pytest.mark.parametrize("cut", range(0, 100, 7))
@pytest.mark.parametrize("name", ["a.xml", "a.json"])
def test_every_file_that_was_cut_off_is_refused_with_its_place(name: str, cut: int) -> None:
    data = (
        XMLNS.encode()
        if name == "a.xml"
        else b'{"databaseChangeLog": [{"a": "\\u00e4"}, {"b": [1, 2, {"c": "' + b"d" * 90
    )
    with pytest.raises(ClogError) as caught:
        parse(data[:cut], name)
    assert caught.value.at is not None
