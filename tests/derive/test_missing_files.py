"""`validate` names each file that an update would stop at. What is refused is what Liquibase's update refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clog.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

NAMESPACE = "http://www.liquibase.org/xml/ns/dbchangelog"
HEAD = (
    f'<databaseChangeLog xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="{NAMESPACE} http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">\n'
)
MISSING = (
    '<createView viewName="v" path="no.sql"/>',
    '<loadData tableName="t" file="no.csv"/>',
    '<loadUpdateData tableName="t" primaryKey="a" file="no.csv"/>',
    '<insert tableName="t"><column name="a" valueClobFile="no.txt"/></insert>',
    '<sqlFile path="no.sql"/>',
)
FINE = (
    '<createProcedure dbms="postgresql" path="no.sql"/>',
    '<createProcedure dbms="postgresql" procedureName="p">CREATE PROCEDURE p() AS $$ $$</createProcedure>',
    '<loadData tableName="t" file="here/yes.csv"/>',
    '<loadData tableName="t" file="yes.csv" relativeToChangelogFile="true"/>',
    '<insert tableName="t"><column name="a" valueBlobFile="yes.csv"/></insert>',
)


def validate(folder: Path, change: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    (folder / "here").mkdir()
    (folder / "here" / "yes.csv").write_text("a\n1\n", encoding="utf-8")
    text = f'{HEAD}<changeSet id="1" author="a">{change}</changeSet>\n</databaseChangeLog>\n'
    (folder / "here" / "c.xml").write_text(text, encoding="utf-8")
    status = main(
        [f"--url=sqlite:///{folder}/x.db", "--changelog-file=here/c.xml", f"--search-path={folder}", "validate"]
    )
    return status, capsys.readouterr().err


@pytest.mark.parametrize("change", MISSING)
def test_a_file_that_is_missing(tmp_path: Path, change: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, err = validate(tmp_path, change, capsys)
    assert status == 1
    assert err.count("is not on the search path") == 1
    assert err.startswith("here/c.xml:2:")
    assert ".xml::1::a)" in err


@pytest.mark.parametrize("change", FINE)
def test_a_file_that_is_there_or_not_asked_for(tmp_path: Path, change: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, err = validate(tmp_path, change, capsys)
    assert (status, "is not on the search path" in err) == (0, False)
