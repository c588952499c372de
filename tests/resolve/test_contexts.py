"""Context expressions that cannot be understood. Expected: whether Liquibase 4.28.0 refuses them in a run with contexts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from clog.cli.main import main
from clog.formats.xml_head import NAMESPACE as NS
from clog.resolve.load import load
from clog.resolve.parameters import Parameters
from clog.resources import Memory
from clog.rules.runner import everything

if TYPE_CHECKING:
    from clog.errors import ClogError

HEAD = (
    f'<databaseChangeLog xmlns="{NS}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="{NS} {NS}/dbchangelog-latest.xsd"'
)
RUNS = ((), ("a",), ("zz",), ("prod", "b"))


def log(body: str, more: str = "") -> str:
    return f"{HEAD}{more}>{body}</databaseChangeLog>"


def change_set(more: str = "", inside: str = "") -> str:
    return f'<changeSet id="1" author="a"{more}><sql>select ${{x}}</sql>{inside}</changeSet>'


def said(files: dict[str, str], root: str, contexts: tuple[str, ...]) -> list[tuple[str, str, str]]:
    faults: list[ClogError] = []
    given = Memory({name: text.encode() for name, text in files.items()})
    found = load(root, given, Parameters(environment={}, dialect="postgresql", contexts=contexts), faults=faults)
    problems = everything(found, faults, "postgresql")
    return [(str(one.at), one.severity, one.message) for one in problems if one.code == "CLOG105"]


def column(text: str) -> int:
    """Find the attribute that holds (a."""
    found = re.search(r'context(?:Filter)?="\(a', text)
    assert found
    return found.start() + 1


def refusals(files: dict[str, str], root: str) -> str:
    """Say for each of the runs whether it is refused (x) or not (.)."""
    return "".join("x" if any(row[1] == "error" for row in said(files, root, run)) else "." for run in RUNS)


@pytest.mark.parametrize(
    ("expression", "refused"),
    [
        ("(a,b) and (c,d)", "xxxx"),
        (" and  anot (b", "xxxx"),
        ("x1Test(a)!)(", "xxxx"),
        (")((,,", "xxxx"),
        ("()", "xxxx"),
        ("x1(@,(B@)", ".xxx"),
        (",(@", ".xxx"),
        (",not prod(", ".xxx"),
        ("( or not @,Test ax1", ".xxx"),
        ("(a,b)", ".xxx"),
        ("B, and ,@,(", ".xx."),
        ("a(,prod,)!B", ".xx."),
        ("prod,!(", ".xx."),
        ("b(),a,", "..xx"),
        ("a, and not ( ", "..xx"),
        ("@ a,ax1(", "x.xx"),
        ("a and !(prod)", "...."),
        ("@(b)a and  or ax1", "...."),
        ("b( and )not !prodb", "...."),
        ("prod,)x1B,,", "...."),
        ("a)", "...."),
        ("(a or b) and (c or d)", "...."),
        (",", "...."),
    ],
)
def test_expressions_are_refused_in_the_runs_in_which_liquibase_comes_to_see_them(
    expression: str, refused: str
) -> None:
    assert refusals({"a.xml": log(change_set(f' context="{expression}"'))}, "a.xml") == refused


BAD = ' context="(a"'
FILES = {
    "bad.xml": log(change_set(BAD)),
    "zz.xml": log(change_set(' context="zz"')),
    "a.xml": log(change_set(' contextFilter="a"')),
}


@pytest.mark.parametrize(
    ("text", "refused", "file"),
    [
        (change_set(' contextFilter="(a"'), "xxxx", "root.xml"),
        (change_set(f' dbms="oracle"{BAD}'), "....", ""),
        (change_set(f' ignore="true"{BAD}'), "xxxx", "root.xml"),
        ('<include file="bad.xml" context="zz"/>', "xxxx", "bad.xml"),
        (f'<include file="a.xml"{BAD}/>', "xx..", "root.xml"),
        (f'<include file="zz.xml"{BAD}/>', "x.x.", "root.xml"),
        (change_set("", f'<modifySql{BAD}><append value="x"/></modifySql>'), "xxxx", "root.xml"),
        (change_set(' context="zz"', f'<modifySql{BAD}><append value="x"/></modifySql>'), "xxxx", "root.xml"),
        (change_set("", f'<modifySql dbms="oracle"{BAD}><append value="x"/></modifySql>'), "....", ""),
        (f'<property name="x" value="y"{BAD}/>{change_set()}', "xxxx", "root.xml"),
        (f'<property name="unused" value="y"{BAD}/>{change_set()}', "....", ""),
        (f'<property name="x" value="z"/><property name="x" value="y"{BAD}/>{change_set()}', "....", ""),
        (change_set(' labels="(a"'), "....", ""),
    ],
)
def test_expressions_are_found_where_they_are_written(text: str, refused: str, file: str) -> None:
    files = {**FILES, "root.xml": log(text)}
    assert refusals(files, "root.xml") == refused
    if file:
        place = f"{file}:1:{column(files[file])}"
        errors = [row for row in said(files, "root.xml", ()) if row[1] == "error"]
        assert errors == [(place, "error", 'the context expression "(a" is not understood')]


def test_the_head_of_a_file_is_asked_after_its_change_sets() -> None:
    assert refusals({"root.xml": log(change_set(' context="zz"'), BAD)}, "root.xml") == "x.x."
    assert refusals({"root.xml": log(change_set(BAD), ' context="zz"')}, "root.xml") == "xxxx"


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        (
            "a.yaml",
            'databaseChangeLog:\n- changeSet: {id: "1", author: a, contextFilter: "(a", changes: []}\n',
            "a.yaml:2:35",
        ),
        (
            "a.json",
            '{"databaseChangeLog": [{"changeSet": {"id": "1", "author": "a", "context": "(a"}}]}',
            "a.json:1:65",
        ),
        ("a.sql", "--liquibase formatted sql\n--changeset a:1 contextFilter:(a\nselect 1;\n", "a.sql:2:17"),
        ("a.sql", '--liquibase formatted sql\n--changeset a:1 context:"(a"\nselect 1;\n', "a.sql:2:17"),
    ],
)
def test_all_formats_are_looked_at(name: str, text: str, place: str) -> None:
    found = said({name: text}, name, ())
    assert found == [(place, "error", 'the context expression "(a" is not understood')]


def test_an_expression_that_this_run_does_not_see_is_a_warning() -> None:
    text = log(change_set(' context="(a,b)"'))
    found = said({"a.xml": text}, "a.xml", ())
    assert found == [(f"a.xml:1:{column(text)}", "warning", 'the context expression "(a,b)" is not understood')]


@pytest.mark.parametrize("command", [["validate"], ["update"], ["update", "--contexts=a"], ["status"]])
def test_every_command_refuses_them_with_their_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    text = log(change_set(' context="(a,b) and (c,d)"'))
    Path("a.xml").write_text(text, encoding="utf-8")
    assert main(["--url=jdbc:sqlite:x.db", "--changelog-file=a.xml", *command]) == 1
    error = capsys.readouterr().err
    said = 'the context expression "(a,b) and (c,d)" is not understood [CLOG105]'
    assert error.startswith(f"a.xml:1:{column(text)}: {said}\n")
    assert error.count("CLOG105") == 1
