"""A database that Liquibase updated from a change log is up to date for the converted one, for both tools."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from clog.cli.main import main
from tests.support.oracle import liquibase

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.oracle

HEAD = """<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
  http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd" {}>
"""
TREE = {
    "db/root.xml": HEAD.format("")
    + """<property name="long" value="varchar(200)"/>
  <property name="prefix" value="shop_" global="true"/>
  <include file="parts/people.xml" relativeToChangelogFile="true"/>
  <include file="db/parts/renamed.xml"/>
  <includeAll path="all" relativeToChangelogFile="true" endsWithFilter="xml"/>
  <includeAll path="db/scripts/"/>
</databaseChangeLog>""",
    "db/parts/people.xml": HEAD.format("")
    + """<changeSet id="008" author="yes" labels="v1" context="!none">
    <preConditions onFail="MARK_RAN"><not><tableExists tableName="${prefix}people"/></not></preConditions>
    <comment>The people; all of them</comment>
    <createTable tableName="${prefix}people">
      <column name="id" type="int"><constraints primaryKey="true" nullable="false"/></column>
      <column name="name" type="${long}" defaultValue="no"/>
      <column name="born" type="date"/>
    </createTable>
  </changeSet>
  <changeSet id="rows" author="ann"><loadData tableName="${prefix}people" file="rows.csv" relativeToChangelogFile="true"/>
  </changeSet>
</databaseChangeLog>""",
    "db/parts/rows.csv": "id,name,born\n1,ann,2000-01-02\n2,bob,NULL\n",
    "db/parts/renamed.xml": HEAD.format('logicalFilePath="another/path.xml"')
    + """<changeSet id="1" author="ann"><sqlFile path="db/parts/more.sql"/><rollback>delete from shop_people</rollback></changeSet>
  <changeSet id="2" author="ann" logicalFilePath="its/own.xml" runOnChange="true">
    <createView viewName="names"><![CDATA[
      select name from shop_people where id < 10
    ]]></createView>
  </changeSet>
</databaseChangeLog>""",
    "db/parts/more.sql": "insert into shop_people (id, name) values (3, 'c;c');\n-- a comment\n"
    "insert into shop_people (id) values (4);\n",
    "db/all/1.xml": HEAD.format("")
    + """<changeSet id="1" author="ann"><insert tableName="shop_people"><column name="id" valueNumeric="5"/>
    <column name="name" value="a  b"/></insert><rollback/><modifySql dbms="postgresql,mariadb"><append value=" "/></modifySql>
    </changeSet></databaseChangeLog>""",
    "db/all/2.xml": HEAD.format("")
    + """<changeSet id="1" author="ann"><sql stripComments="true" endDelimiter="@@">update shop_people set name = 'x' @@
      delete from shop_people where id = 99</sql><modifySql dbms="sqlite"><append value=" "/></modifySql></changeSet>
</databaseChangeLog>""",
    "db/scripts/a.sql": "--liquibase formatted sql\n--changeset ann:1 labels:v2\ncreate table t (a int);\n"
    "--rollback drop table t;\n\n--changeset ann:2\ninsert into t values (1);\ninsert into t values (2);\n",
}
FORMATS = ("xml", "yaml", "json")
PAIRS = [(one, other) for one in FORMATS for other in FORMATS if one != other]


def write(folder: Path) -> None:
    for path, text in TREE.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def ask(folder: Path, command: str, url: str, form: str) -> str:
    """Let Liquibase do something with a tree."""
    line = [liquibase(), f"--url={url}", f"--changelog-file=db/root.{form}", command]
    done = subprocess.run(line, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def check(url: str, first: str, second: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Update by Liquibase from one tree, then ask both tools for the status of its conversion."""
    xml, old, new = folder / "xml", folder / "old", folder / "new"
    write(xml)
    for source, place, target, form in (("xml", xml, old, first), (first, old, new, second)):
        given = (f"db/root.{source}", str(target), f"--search-path={place}", f"--to={form}", "--recursive")
        assert main(["convert", *given]) == 0
    ask(old, "update", url, first)
    capsys.readouterr()
    assert main(["status", f"--url={url}", f"--changelog-file=db/root.{second}", f"--search-path={new}"]) == 0
    assert "up to date" in capsys.readouterr().out
    assert "up to date" in ask(new, "status", url, second)


def test_a_database_does_not_notice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check(f"jdbc:sqlite:{tmp_path / 't.db'}", "xml", "yaml", tmp_path, capsys)


@pytest.mark.long
@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_no_database_notices(
    first: str, second: str, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(database_url, first, second, tmp_path, capsys)
