"""Encodings of files: --file-encoding, byte order marks, names of Java, bytes that are no text. As Liquibase 4.28.0 does."""

from __future__ import annotations

import codecs
import io
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from clog.cli.main import main
from clog.errors import EncodingError
from clog.sqltext.decode import bad_byte, codec_of, encoded

SQL = """\
--liquibase formatted sql
--changeset dev:1
CREATE TABLE person (id int, name varchar(50));
--rollback DROP TABLE person;
--changeset dev:2
-- café
INSERT INTO person VALUES (3, 'Renée');
--rollback empty
"""
YAML = """\
databaseChangeLog:
- changeSet: {id: 1, author: dev, changes: [sql: {sql: "CREATE TABLE person (id int, name varchar(50))"}]}
- changeSet: {id: 2, author: dev, changes: [sql: {sql: "INSERT INTO person VALUES (3, 'Renée')"}]}
"""
LATIN1_SUMS = ["9:94cd9746f4ad57c5676cf2460a91ae6a", "9:c39789af316328324a670e2fbd82d403"]
UTF_8_SUMS = ["9:94cd9746f4ad57c5676cf2460a91ae6a", "9:9037bfbfa363a3f1e0e99b8978955ac2"]
UTF_16_SUMS = ["9:89ee6d667e3500ab5633323afff4274e", "9:16a769b505850aa97673c231e1c25ebc"]
OF_LIQUIBASE: dict[str, tuple[bytes, str, str, list[str]]] = {
    "said": (SQL.encode("latin-1"), "ISO-8859-1", "Renée", LATIN1_SUMS),
    "said by its Java name": (SQL.encode("latin-1"), "8859_1", "Renée", LATIN1_SUMS),
    "wrong": (SQL.encode("latin-1"), "MacRoman", "RenÈe", LATIN1_SUMS),
    "wrong, but all of it is text": (SQL.encode(), "ISO-8859-1", "RenÃ©e", UTF_8_SUMS),
    "windows-1252": (SQL.replace("é", "€").encode("cp1252"), "windows-1252", "Ren€e",
                     ["9:94cd9746f4ad57c5676cf2460a91ae6a", "9:0b182fa1ca268b86e059ee5fa56d35b9"]),
    "not text": (SQL.encode("latin-1"), "", "Ren\ufffde",
                 ["9:94cd9746f4ad57c5676cf2460a91ae6a", "9:483618601e935f537a23754743778861"]),
    "not ASCII": (SQL.encode("latin-1"), "US-ASCII", "Ren\ufffde",
                  ["9:94cd9746f4ad57c5676cf2460a91ae6a", "9:cad6522d9630d17d92dc17ec13251e6c"]),
    "a mark counts more": (SQL.encode("utf-8-sig"), "ISO-8859-1", "Renée", LATIN1_SUMS),
    "UTF-16 by its mark": (codecs.BOM_UTF16_LE + SQL.encode("utf-16-le"), "", "Renée", UTF_8_SUMS),
    "UTF-16, other order": (codecs.BOM_UTF16_BE + SQL.encode("utf-16-be"), "", "Renée", UTF_8_SUMS),
    "UTF-16 twice": (codecs.BOM_UTF16_LE + SQL.encode("utf-16-le"), "UTF-16", "Renée", UTF_16_SUMS),
    "UTF-16 without mark": (SQL.encode("utf-16-be"), "UTF-16", "Renée", UTF_16_SUMS),
    "UTF-16LE": (SQL.encode("utf-16-le"), "UTF-16LE", "Renée",
                 ["9:57db7acdce3736572e57081f20c726d7", "9:e52ffe7f27739ea9348ac9af32647a66"]),
    "GB18030": (SQL.encode("latin-1"), "GB18030", "Ren\u9591",
                ["9:94cd9746f4ad57c5676cf2460a91ae6a", "9:9df63e4ccc5f809c305bf78aac135726"]),
}  # fmt: skip
"""Formatted SQL: the bytes, --file-encoding, the name and the checksums that Liquibase 4.28.0 makes of them."""


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    """Run clog on SQLite; give what it says to people."""
    done = main(["--url=jdbc:sqlite:x.db", *arguments])
    err = capsys.readouterr().err
    assert done == status, err
    return err


def rows(query: str) -> list[Any]:
    """Ask the database."""
    with closing(sqlite3.connect("x.db")) as connection:
        return connection.execute(query).fetchall()


@pytest.mark.parametrize("case", OF_LIQUIBASE)
def test_formatted_sql_is_read_in_the_encoding_that_is_said(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    data, encoding, name, sums = OF_LIQUIBASE[case]
    Path("c.sql").write_bytes(data)
    said = [f"--file-encoding={encoding}"] if encoding else []
    err = run(capsys, *said, "--changelog-file=c.sql", "update")
    assert rows("SELECT name FROM person") == [(name,)]
    assert [one for (one,) in rows("SELECT md5sum FROM DATABASECHANGELOG")] == sums
    odd = "c.sql:6: byte 0xe9 at offset 146 is not text in"
    assert (odd in err) == ("\ufffd" in name or case == "GB18030")
    if "\ufffd" in name:
        Path("x.db").unlink()
        assert odd in run(capsys, *said, "--changelog-file=c.sql", "--strict", "update", status=1)
        assert rows("SELECT count(*) FROM sqlite_master WHERE name = 'person'") == [(0,)]


@pytest.mark.parametrize("source", ["environment", "properties", "long properties"])
def test_the_encoding_may_be_said_anywhere(
    source: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("c.sql").write_bytes(SQL.encode("latin-1"))
    if source == "environment":
        monkeypatch.setenv("LIQUIBASE_FILE_ENCODING", "ISO-8859-1")
    else:
        key = "liquibase.fileEncoding" if source.startswith("long") else "fileEncoding"
        Path("liquibase.properties").write_text(f"{key}=ISO-8859-1\n", encoding="utf-8")
    run(capsys, "--changelog-file=c.sql", "update")
    assert rows("SELECT name FROM person") == [("Renée",)]
    assert [one for (one,) in rows("SELECT md5sum FROM DATABASECHANGELOG")] == LATIN1_SUMS


@pytest.mark.parametrize("name", ["c.yaml", "c.json"])
def test_yaml_and_json_are_utf_8_whatever_is_said(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(name).write_bytes(YAML.encode("latin-1"))
    err = run(capsys, "--file-encoding=ISO-8859-1", f"--changelog-file={name}", "update", status=1)
    assert f"{name}:3: byte 0xe9" in err
    assert "--file-encoding does not count for YAML and JSON" in err
    for data in (YAML.encode(), YAML.encode("utf-16")):
        Path(name).write_bytes(data)
        run(capsys, "--file-encoding=ISO-8859-1", f"--changelog-file={name}", "update")
        assert rows("SELECT name FROM person") == [("Renée",)]
        Path("x.db").unlink()


CHANGES = {
    "sqlFile": ("more.sql", "INSERT INTO person VALUES (2, 'Jürgen');", "sqlFile: {path: more.sql%s}"),
    "createView": ("v.sql", "SELECT 'Jürgen' AS name", "createView: {viewName: v, path: v.sql%s}"),
    "loadData": ("p.csv", "id,name\n2,Jürgen\n", "loadData: {tableName: person, file: p.csv%s}"),
    "loadUpdateData": (
        "p.csv", "id,name\n2,Jürgen\n", "loadUpdateData: {tableName: person, primaryKey: id, file: p.csv%s}",
    ),
    "insert": (
        "t.txt", "Jürgen", "insert: {tableName: person, columns: [column: {name: name, valueClobFile: t.txt%s}]}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_bytes_that_are_no_text_are_told(change: str, capsys: pytest.CaptureFixture[str]) -> None:
    file, content, written = CHANGES[change]
    Path(file).write_bytes(content.encode("latin-1"))
    table = 'databaseChangeLog:\n- changeSet: {id: 1, author: dev, changes: [sql: "CREATE TABLE person (id INT, name TEXT)"]}\n'
    log = table + f"- changeSet: {{id: 2, author: dev, changes: [{written}]}}\n"
    line = content[: content.index("ü")].count("\n") + 1
    told = f"{file}:{line}: byte 0xfc at offset {content.index('ü')} is not text in UTF-8"
    look = f"SELECT name FROM {'v' if change == 'createView' else 'person'}"
    Path("c.yaml").write_text(log % "", encoding="utf-8")
    assert told in run(capsys, "--changelog-file=c.yaml", "validate")
    err = run(capsys, "--changelog-file=c.yaml", "--strict", "update", status=1)
    assert told in err
    assert "applied before: c.yaml::1::dev" in err
    assert told in run(capsys, "--changelog-file=c.yaml", "update")
    assert rows(look) == [("J\ufffdrgen",)]
    Path("x.db").unlink()
    Path("c.yaml").write_text(log % ", encoding: ISO-8859-1", encoding="utf-8")
    assert "not text" not in run(capsys, "--changelog-file=c.yaml", "--strict", "update")
    assert rows(look) == [("Jürgen",)]


def test_names_of_encodings_are_those_of_java() -> None:
    for name in (
        "windows-1252", "Cp1252", "ISO8859_15", "ISO-8859-15", "latin1", "8859_1", "x-MacRoman", "MacRoman", "IBM850",
        "Cp850", "cp437", "IBM00858", "windows-31j", "MS932", "x-windows-874", "x-MacCentralEurope", "KOI8-R", "EUC_KR",
    ):  # fmt: skip
        assert "x".encode(codec_of(name)) == b"x"
    for name in ("idna", "rot13", "mbcs", "utf-7", "raw_unicode_escape", "unknown-xyz", ""):
        with pytest.raises(EncodingError):
            codec_of(name)
    assert (encoded("é", "UTF-16"), encoded("é", "UTF-16LE"), encoded("€", "ISO-8859-1")) == (
        b"\xfe\xff\x00\xe9", b"\xe9\x00", b"?",
    )  # fmt: skip


@pytest.mark.parametrize("size", [1, 2**18 - 1, 2**18, 600_000])
def test_the_first_byte_that_is_no_text_is_found_in_large_files(size: int) -> None:
    found = bad_byte(io.BytesIO(b"\n" * size + "é".encode() + b"\xff\n\xff"), None)
    assert found is not None
    assert (found.byte, found.offset, found.line) == (0xFF, size + 2, size + 1)
    assert bad_byte(io.BytesIO(b"\n" * size + "é".encode()), None) is None
