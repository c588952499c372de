"""Small inputs without end, and odd ones: an ordinary error with its place, at once, never a fault of clog."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from clog import limits
from clog.cli.main import main

NAMESPACE = "http://www.liquibase.org/xml/ns/dbchangelog"
HEAD = (
    f'<databaseChangeLog xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="{NAMESPACE} {NAMESPACE}/dbchangelog-latest.xsd">'
)
SQL = "--liquibase formatted sql\n"
ONE = SQL + "--changeset a:1 {}\nselect {};\n"


def xml(inside: str) -> str:
    return f"{HEAD}{inside}</databaseChangeLog>"


def yaml(change: str) -> str:
    return f"databaseChangeLog:\n- changeSet:\n    id: 1\n    author: a\n    changes:\n    - {change}\n"


def loaded(options: str) -> str:
    return xml(
        f'<changeSet id="1" author="a"><loadData tableName="t" {options}><column name="d" type="datetime"/></loadData></changeSet>'
    )


def doubling(levels: int) -> str:
    lines = ["databaseChangeLog:", "- preConditions:", "  - or: &p0 [{dbms: {type: sqlite}}]"]
    lines += [f"  - or: &p{n + 1} [{{and: *p{n}}}, {{and: *p{n}}}]" for n in range(levels)]
    return "\n".join(lines) + "\n"


def circles(levels: int, value: str) -> str:
    lines = [f"--property name:p{n} value:${{p{n + 1}}}${{p{n + 1}}}" for n in range(levels)]
    return SQL + "\n".join(lines) + f"\n--property name:p{levels} value:{value}\n--changeset a:1\nselect '${{p0}}';\n"


REFUSED: dict[str, tuple[str, str]] = {
    "aliases.yaml": ("stand for more than 1000000 characters", doubling(23)),
    "lists.yaml": (
        "stand for more than",
        yaml(
            "sql: {sql: [" + ", ".join([f"&l0 {['x'] * 50}", *(f"&l{n + 1} [*l{n}, *l{n}]" for n in range(24))]) + "]}"
        ),
    ),
    "merges.yaml": (
        "stand for more than",
        "x: &t {k: " + "v" * 300_000 + "}\n" + yaml("sql: {" + ", ".join(f"x{n}: {{<<: *t}}" for n in range(5)) + "}"),
    ),
    "texts.yaml": (
        "stand for more than",
        "x: &t " + "v" * 300_000 + "\n" + yaml(f"sql: {{sql: [{', '.join(['*t'] * 4)}]}}"),
    ),
    "properties.sql": ("add more than", circles(28, "x")),
    "deep.xml": ("nested more than 50 deep", xml(f"<preConditions>{'<not>' * 900}{'</not>' * 900}</preConditions>")),
    "deep.yaml": ("nested more than 50 deep", yaml(f"sql: {{sql: {'[' * 60}{']' * 60}}}")),
    "deep.json": (
        "nested more than 50 deep",
        json.dumps(
            {"databaseChangeLog": [{"changeSet": {"id": 1, "author": "a", "changes": [{"sql": {"sql": 1}}]}}]}
        ).replace('"sql": 1', '"sql": ' + "[" * 300 + "]" * 300),
    ),
    "parameters.sql": ("more than 100 deep", ONE.format("", "${a" * 2000 + "}" * 2000)),
    "own.sql": ("refer to themselves", SQL + "--property name:p value:x${p}\n--changeset a:1\nselect ${p};\n"),
    "groups.sql": ("more than 100 deep", ONE.format("endDelimiter:" + "(" * 5000, 1)),
    "sets.sql": ("more than 100 deep", ONE.format("endDelimiter:" + "[" * 3000, 1)),
    "character.sql": ("there is no character", ONE.format("endDelimiter:\\x{110000}", 1)),
    "long.sql": ("is not understood", ONE.format("endDelimiter:a{1," + "9" * 5000 + "}", 1)),
    "date.yaml": (
        "date.yaml:6:",
        yaml("insert: {tableName: t, columns: [{column: {name: a, valueDate: 9999-99-99}}]}"),
    ),
    "offset.xml": ("beyond the years", loaded('file="offset.csv"')),
    "day.xml": ("beyond the year 9999", loaded('file="day.csv"')),
    "hex.yaml": ("is no int", yaml("sql: {sql: !!int 0x" + "f" * 5000 + "}")),
    "rows.yaml": ("is not an integer", yaml("createSequence: {sequenceName: s, startValue: '" + "9" * 5000 + "'}")),
    **{
        f"{name}.xml": ("unknown encoding", f'<?xml version="1.0" encoding="{name}"?>{xml("")}')
        for name in ("punycode", "undefined", "idna", "utf-7", "unicode_escape", "rot13", "base64", "utf-8-sig", "nope")
    },
    "csv.xml": ("unknown encoding", loaded('file="day.csv" encoding="rot13"')),
    "sqlfile.yaml": ("unknown encoding", yaml("sqlFile: {path: day.csv, encoding: idna}")),
}
"""Change logs by name: what is said about them, and what is in them."""

OTHERS = {"offset.csv": "d\nnow+99999999999d\n", "day.csv": "d\n9999-99-99\n"}


def answer(
    capsys: pytest.CaptureFixture[str], name: str, command: str = "update-sql", *options: str
) -> tuple[int, str]:
    status = main(["--url=offline:sqlite?outputLiquibaseSql=none", f"--changelog-file={name}", *options, command])
    told = capsys.readouterr()
    assert "CLOG999" not in told.err + told.out
    return status, told.err + told.out


@pytest.mark.parametrize("name", REFUSED)
def test_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    fault, text = REFUSED[name]
    for other, content in ((name, text), *OTHERS.items()):
        Path(other).write_text(content, encoding="utf-8")
    status, told = answer(capsys, name)
    assert status == 1
    assert fault in told
    assert name in told.partition("\n  hint")[0]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("number.json", '[{"insert": {"tableName": "t", "columns": [{"column": {"name": "a", "valueNumeric": ' + "9" * 5000 + "}}]}}]"),
        (
            "empty.yaml",
            "databaseChangeLog:\n"
            + "".join(f"- property: {{name: p{n}, value: '${{p{n + 1}}}${{p{n + 1}}}'}}\n" for n in range(60))
            + "- property: {name: p60, value: ''}\n- changeSet: {id: 1, author: a, changes: [{sql: 'select 1 ${p0}'}]}\n",
        ),
        ("aliases.yaml", doubling(8)),
        ("authors.yaml", "x: &a ann\ndatabaseChangeLog:\n" + "- changeSet: {id: 1, author: *a, changes: [{sql: select 1}]}\n"),
        ("deep.xml", xml(f"<preConditions>{'<and>' * 47}<dbms type='sqlite'/>{'</and>' * 47}</preConditions>")),
    ],
)  # fmt: skip
def test_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    if name == "number.json":
        text = f'{{"databaseChangeLog": [{{"changeSet": {{"id": "1", "author": "a", "changes": {text}}}}}]}}'
    Path(name).write_text(text, encoding="utf-8")
    status, told = answer(capsys, name)
    assert status == 0, told[:500]


def fan(kind: str, number: int) -> str:
    target = f"fan{number + 1}.{kind}"
    if kind == "xml":
        return xml(f'<include file="{target}"/>' * 2)
    if kind == "json":
        return json.dumps({"databaseChangeLog": [{"include": {"file": target}}] * 2})
    return "databaseChangeLog:\n" + f"- include: {{file: {target}}}\n" * 2


@pytest.mark.parametrize("kind", ["xml", "yaml", "json"])
def test_includes_that_double(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("clog.resolve.allowance.MOST_AGAIN", 5_000)
    for number in range(24):
        Path(f"fan{number}.{kind}").write_text(fan(kind, number), encoding="utf-8")
    Path(f"fan24.{kind}").write_text(xml("") if kind == "xml" else '{"databaseChangeLog": []}', encoding="utf-8")
    status, told = answer(capsys, f"fan0.{kind}")
    assert status == 1
    assert f"includes read the same files again and again, fan23.{kind} among them" in told
    assert told.count("CLOG202") == 1


def test_folders_that_double(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("clog.resources.MOST_FOLDERS", 1_000)
    for number in range(24):
        Path(f"l/d{number}").mkdir(parents=True)
    for number in range(23):
        for name in "xy":
            Path(f"l/d{number}/{name}").symlink_to(f"../d{number + 1}")
    Path("all.yaml").write_text("databaseChangeLog: [{includeAll: {path: l}}]", encoding="utf-8")
    status, told = answer(capsys, "all.yaml")
    assert (status, told.count("CLOG201")) == (1, 1)
    assert 'all.yaml:1:22: links below "l" lead to the same folders again and again' in told


def test_links_back_are_passed_over_and_others_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("l/real").mkdir(parents=True)
    Path("l/real/a.sql").write_text(ONE.format("", 1), encoding="utf-8")
    for link, target in (("l/x", "."), ("l/y", "."), ("l/real/up", ".."), ("l/other", "real")):
        Path(link).symlink_to(target)
    Path("all.yaml").write_text("databaseChangeLog: [{includeAll: {path: l}}]", encoding="utf-8")
    _, told = answer(capsys, "all.yaml", "status", "--verbose")
    assert [line.strip() for line in told.splitlines() if "::" in line] == ["l/other/a.sql::1::a", "l/real/a.sql::1::a"]


def test_chains_of_includes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A hundred includes deep, with parameters a hundred deep at the end, is not too much for the stack."""
    monkeypatch.chdir(tmp_path)
    for number in range(150):
        Path(f"c{number}.xml").write_text(xml(f'<include file="c{number + 1}.xml"/>'), encoding="utf-8")
    Path("c150.xml").write_text(xml(""), encoding="utf-8")
    status, told = answer(capsys, "c0.xml")
    assert (status, told.count("CLOG202")) == (1, 1)
    assert "c100.xml:1:" in told
    values = "".join(f'<property name="p{n}" value="${{p{n + 1}}}"/>' for n in range(98))
    change = '<changeSet id="1" author="a"><sql>select ${p0}</sql></changeSet>'
    Path("c100.xml").write_text(xml(f'{values}<property name="p98" value="end"/>{change}'), encoding="utf-8")
    status, told = answer(capsys, "c0.xml")
    assert (status, "select end" in told) == (0, True)


def archive(member: bytes, change: tuple[int, int], at: int) -> bytes:
    """Make an archive with one byte of a header changed, both where the file stands and in the list of files."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("c.sql", member)
    data = bytearray(stream.getvalue())
    data[at] = change[0]
    data[data.index(b"PK\x01\x02") + at + 2] = change[1]
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "fault", "remedy"),
    [
        (archive(ONE.encode(), (1, 1), 6), "encrypted", "without a password"),
        (archive(ONE.encode(), (99, 99), 8), "compression method", "with deflate"),
        (archive(ONE.encode(), (7, 7), 14), "Bad CRC-32", "damaged"),
        (archive(ONE.encode(), (8, 8), 8), "invalid", "damaged"),
        (b"PK\x03\x04 no archive", "not a zip file", "zip, jar or wheel"),
    ],
)
def test_damaged_archives(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    data: bytes,
    fault: str,
    remedy: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.zip").write_bytes(data)
    status, told = answer(capsys, "c.sql", "validate", "--search-path=a.zip")
    assert status == 1
    assert '"a.zip"' in told
    assert fault in told
    assert remedy in told.partition("hint:")[2]


def test_a_large_file_in_an_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with zipfile.ZipFile("a.zip", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("c.sql", ONE.format("", 1) + " " * 5000)
        made.writestr("d.xml", loaded('file="d.csv"').replace('type="datetime"', 'type="string"'))
        made.writestr("d.csv", "d\n" + "x\n" * 5000)
    assert answer(capsys, "c.sql", "validate", "--search-path=a.zip")[0] == 0
    monkeypatch.setattr("clog.resources.LARGEST_MEMBER", 4000)
    status, told = answer(capsys, "c.sql", "validate", "--search-path=a.zip")
    assert status == 1
    assert 'the file "c.sql" in the archive "a.zip" cannot be read: unpacked it has' in told
    status, told = answer(capsys, "d.xml", "update-sql", "--search-path=a.zip")
    assert (status, told.count("('x')")) == (0, 5000)


@pytest.mark.parametrize("date", ["0000-00-00", "0000-01-01", "0001-00-01", "1500-02-29", "2024-14-35"])
def test_dates_beyond_the_calendar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], date: str
) -> None:
    monkeypatch.chdir(tmp_path)
    text = yaml(f"insert: {{tableName: t, columns: [{{column: {{name: a, valueDate: '{date}'}}}}]}}")
    Path("c.yaml").write_text(text, encoding="utf-8")
    wanted = {
        "0000-00-00": "0002-11-30",
        "0000-01-01": "0001-01-01",
        "0001-00-01": "0001-12-01",
        "2024-14-35": "2025-03-07",
    }
    assert f"'{wanted.get(date, date)}'" in answer(capsys, "c.yaml")[1]


def test_limits_are_those_of_the_documentation() -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "limits.md").read_text(encoding="utf-8")
    for name, value in vars(limits).items():
        if name.isupper():
            assert f"{value:,}" in text, name
