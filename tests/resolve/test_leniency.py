"""What --changelog-parse-mode=LAX and --on-missing-include-changelog=WARN pass over. Expected values are Liquibase's."""

from __future__ import annotations

from pathlib import Path

import pytest

from clog.cli.main import main

LAX, WARN = "--changelog-parse-mode=LAX", "--on-missing-include-changelog=WARN"
SET = "changeSet: {id: '1', author: a, %s}"
TABLE = "createTable: {tableName: t, columns: [{column: {name: c, type: int}}]}"
UNKNOWN = SET % f"changes: [{{createTabel: {{tableName: t}}}}, {{{TABLE}}}]"
CONDITION = SET % f"preConditions: [{{or: [{{nosuch: {{a: 1}}}}, {{dbms: {{type: sqlite}}}}]}}], changes: [{{{TABLE}}}]"
BACK = SET % f"changes: [{{{TABLE}}}, {{rollback: [{{dropTabel: {{tableName: t}}}}]}}]"


def run(capsys: pytest.CaptureFixture[str], *entries: str, options: tuple[str, ...] = ()) -> tuple[int, str, str]:
    Path("c.yaml").write_text("databaseChangeLog:\n" + "".join(f"- {entry}\n" for entry in entries), encoding="utf-8")
    status = main(["--url=offline:sqlite?outputLiquibaseSql=none", "--changelog-file=c.yaml", *options, "update-sql"])
    out, err = capsys.readouterr()
    return status, out, err


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.mark.parametrize(
    ("entries", "option", "said"),
    [
        ((UNKNOWN,), LAX, 'unknown change type "createTabel" is passed over'),
        ((CONDITION,), LAX, 'unknown precondition "nosuch" is passed over'),
        (("preConditions: [{nosuch: {a: 1}}]", SET % f"changes: [{{{TABLE}}}]"), LAX, 'unknown precondition "nosuch"'),
        ((BACK,), LAX, 'unknown change type "dropTabel"'),
        (("include: {file: gone.xml}", SET % f"changes: [{{{TABLE}}}]"), WARN, '"gone.xml" is not on the search path'),
    ],
)
def test_what_is_passed_over(
    capsys: pytest.CaptureFixture[str], entries: tuple[str, ...], option: str, said: str
) -> None:
    assert run(capsys, *entries)[0] == 1
    status, out, err = run(capsys, *entries, options=(option,))
    assert status == 0
    assert "CREATE TABLE t (c INTEGER);" in out
    assert said in err
    assert "c.yaml:" in err
    assert run(capsys, *entries, options=(option, "--strict"))[0] == 1


@pytest.mark.parametrize(
    ("entry", "options"),
    [
        ("include: {file: gone.xml}", (LAX,)),
        ("includeAll: {path: gone}", (LAX, WARN)),
        ("changeset: {id: 1, author: a, changes: []}", (LAX, WARN)),
        (UNKNOWN, (WARN,)),
    ],
)
def test_what_is_refused_all_the_same(capsys: pytest.CaptureFixture[str], entry: str, options: tuple[str, ...]) -> None:
    assert run(capsys, entry, options=options)[0] == 1


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "c.yaml",
            (
                "databaseChangeLog:\n- property: {name: esc, value: V}\n"
                "- changeSet: {id: 1, author: a, comment: 'c ${:esc}', changes: [{sql: {sql: 'select ${:esc}'}}]}\n"
            ),
            ("-- c V\n", "select V;"),
        ),
        (
            "c.sql",
            "--liquibase formatted sql\n--property name:esc value:V\n--changeset a:1\n--comment c ${:esc}\nselect ${:esc};",
            ("-- c ${:esc}\n", "select ${esc};"),
        ),
    ],
)
def test_escapes_give_the_value_in_yaml_alone(
    capsys: pytest.CaptureFixture[str], name: str, text: str, expected: tuple[str, ...]
) -> None:
    Path(name).write_text(text, encoding="utf-8")
    arguments = ["--url=offline:sqlite?outputLiquibaseSql=none", f"--changelog-file={name}"]
    assert main([*arguments, "--support-property-escaping=true", "update-sql"]) == 0
    out = capsys.readouterr().out
    assert [part for part in expected if part not in out] == []


HEAD = (
    '<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog" xmlns:ext="urn:ext"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.liquibase.org/xml/ns/'
    'dbchangelog http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">'
)
IN_SET = '<changeSet id="1" author="a">%s<sql>select 1</sql></changeSet>'
FOREIGN = [
    (IN_SET % '<ext:foo bar="1"/>', False, True),
    (IN_SET % "<ext:foo>some text</ext:foo>", True, True),
    (IN_SET % "<foo/>", False, False),
    (IN_SET % '<preConditions><ext:foo a="1"/></preConditions>', False, True),
    (IN_SET % "<preConditions><foo/></preConditions>", False, False),
    (IN_SET % '<preConditions><or><ext:foo a="1"/><dbms type="oracle"/></or></preConditions>', False, True),
    (IN_SET % '<preConditions><not><ext:foo a="1"/></not></preConditions>', False, True),
    (IN_SET % '<ext:createTable tableName="t"><ext:column name="a" type="int"/></ext:createTable>', True, True),
    (IN_SET % '<createTable tableName="t"><ext:column name="b" type="int"/></createTable>', True, True),
    (IN_SET % '<createTable tableName="t" ext:engine="x"><column name="b" type="int"/></createTable>', True, True),
    (IN_SET % '<insert tableName="t"><column name="a" value="1"/><ext:stuff a="b"/></insert>', False, False),
    ('<changeSet id="1" author="a"><ext:sql>select 1</ext:sql></changeSet>', True, True),
    ('<changeSet id="1" author="a"><sql>select 1</sql><rollback><ext:foo a="1"/></rollback></changeSet>', False, True),
    ('<changeSet id="1" author="a"><sql>select 1</sql><modifySql><ext:foo/></modifySql></changeSet>', False, False),
    ('<ext:changeSet id="1" author="a"><sql>select 1</sql></ext:changeSet>', False, False),
    ("<ext:foo/>" + IN_SET % "", False, False),
    ('<ext:property name="a" value="b"/>' + IN_SET % "", False, False),
]
"""Elements of another namespace: whether Liquibase takes them, and whether it does under LAX."""


@pytest.mark.parametrize(("entry", "strictly", "laxly"), FOREIGN)
def test_elements_of_other_namespaces(
    capsys: pytest.CaptureFixture[str], *, entry: str, strictly: bool, laxly: bool
) -> None:
    Path("c.xml").write_text(f"{HEAD}{entry}</databaseChangeLog>", encoding="utf-8")
    command = ["--url=offline:sqlite?outputLiquibaseSql=none", "--changelog-file=c.xml", "update-sql"]
    assert (main(command) == 0) is strictly
    assert (main([LAX, *command]) == 0) is laxly
    said = capsys.readouterr().err
    assert strictly or not laxly or "is passed over, as LAX asks" in said
