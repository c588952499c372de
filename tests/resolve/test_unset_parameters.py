"""Parameters without a value in files that changes name, in files without header and in comments are warned of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from clog.cli.main import main
from clog.errors import UnknownParameter
from clog.resolve.load import load
from clog.resolve.parameters import Parameters
from clog.resources import Memory
from clog.rules.runner import problems

if TYPE_CHECKING:
    from collections.abc import Sequence

URL = "--url=jdbc:sqlite:d.sqlite"
VIEW = "createView: {viewName: v, path: f.sql}"
FILE = "sqlFile: {path: f.sql}"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(change: str, text: str, more: str = "") -> None:
    head = f"databaseChangeLog:\n- property: {{name: x, value: v}}\n- changeSet:\n    id: 1\n    author: a\n{more}"
    Path("c.yaml").write_text(f"{head}    changes:\n    - {change}\n", encoding="utf-8")
    Path("f.sql").write_text(text, encoding="utf-8")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = main([URL, "--changelog-file=c.yaml", *arguments])
    return status, "".join(capsys.readouterr())


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("change", [VIEW, FILE])
@pytest.mark.parametrize("command", ["validate", "update"])
def test_files_that_changes_name(capsys: pytest.CaptureFixture[str], change: str, command: str) -> None:
    write(change, "select '${x}', '${y}', '${y}', '${ }'")
    status, said = run(capsys, command)
    assert status == 0
    assert said.count("${y} has no value in the file f.sql and stays as it is written (c.yaml::1::a) [CLOG203]") == 1
    assert "c.yaml:7:" in said
    assert said.count("CLOG203") == 1


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", ["validate", "update"])
def test_strict_refuses_them(capsys: pytest.CaptureFixture[str], command: str) -> None:
    write(FILE, "select '${y}'")
    status, said = run(capsys, "--strict", command)
    assert status == 1
    assert "${y} has no value in the file f.sql" in said


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("change", "text", "arguments"),
    [
        (FILE, "select '${y}'", ("-Dy=1",)),
        ("sqlFile: {path: f.sql, dbms: oracle}", "select '${y}'", ()),
        ("loadData: {file: f.sql, tableName: t}", "a\n${y}\n", ()),
        (FILE, "select '$y', '{y}'", ()),
    ],
)
def test_nothing_to_warn_of(
    capsys: pytest.CaptureFixture[str], change: str, text: str, arguments: Sequence[str]
) -> None:
    write(change, text)
    _, said = run(capsys, "validate", *arguments)
    assert "CLOG203" not in said


def test_a_file_without_header() -> None:
    change_log = load("c.sql", Memory({"c.sql": b"select '${x}';\nselect '${y}', '${x}';\n"}), Parameters({"x": "v"}))
    found = [(problem.code, problem.message, problem.at) for problem in problems(change_log)]
    rest = "is not replaced in a file without header and stays as it is written"
    code = UnknownParameter.code
    assert found == [(code, f"${{x}} {rest}", ("c.sql", 1, 9)), (code, f"${{y}} {rest}", ("c.sql", 2, 9))]
    assert [found.node.children[0].text for found in change_log.change_sets] == [
        "select '${x}';\nselect '${y}', '${x}';"
    ]


@pytest.mark.usefixtures("folder")
def test_comments_and_valid_checksums(capsys: pytest.CaptureFixture[str]) -> None:
    write("sql: {sql: select 1}", "", "    comment: ${y}\n    validCheckSum: ${z}\n")
    _, said = run(capsys, "validate")
    assert "${y} has no value here" in said
    assert "${z} has no value here" in said
