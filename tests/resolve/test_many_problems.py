"""Many problems in one file take time in proportion, and are listed up to a number; machines get all of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clog.cli.main import main
from tests.resolve.test_limits import xml


def attributes(number: int) -> str:
    given = " ".join(f'a{n}="x"' for n in range(number))
    return xml(f'<changeSet id="1" author="é" {given}><sql>select 1</sql></changeSet>')


def keys(number: int) -> str:
    given = ", ".join(f"k{n}: 1" for n in range(number))
    return f"databaseChangeLog:\n- changeSet:\n    id: 1\n    author: a\n    changes:\n    - sql: {{{given}, sql: select 1}}\n"


def changes(number: int) -> str:
    sets = [{"changeSet": {"id": str(n), "author": "a", "changes": [{"createTable": {}}]}} for n in range(number)]
    return json.dumps({"databaseChangeLog": sets})


def directives(number: int) -> str:
    return "--liquibase formatted sql\n--changeset a:1\nselect 1;\n--ignoreLines:start\n" + "--ignoreLines:\n" * number


@pytest.mark.parametrize(
    ("name", "text", "listed", "more"),
    [
        ("c.xml", attributes(450), 450, "and 250 more: --format=json lists them all"),
        ("c.yaml", keys(450), 450, "warning: and 250 more: clog validate --format=json lists them all"),
        ("c.json", changes(300), 300, "and 100 more: --format=json lists them all"),
        ("c.sql", directives(300), 301, "warning: and 101 more: clog validate --format=json lists them all"),
    ],
)
def test_many_problems(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    text: str,
    listed: int,
    more: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(text, encoding="utf-8")
    words = ["--url=offline:sqlite?outputLiquibaseSql=none", f"--changelog-file={name}", "--no-cache"]
    main([*words, "validate"])
    told = capsys.readouterr().err
    assert more in told
    assert 200 <= told.count(" [CLOG") <= 201
    main([*words, "validate", "--format=json"])
    assert len(json.loads(capsys.readouterr().out)["problems"]) == listed
