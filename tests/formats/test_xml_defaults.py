"""What schemas fill in. Expected values: what Liquibase does with change logs that name such a schema."""

from __future__ import annotations

import pytest

from clog.formats import parse
from clog.formats.xml_head import NAMESPACE

BODY = """
<includeAll path="d"/>
<changeSet id="1" author="a">
  <loadData file="f" tableName="t"/><sqlFile path="s" encoding="ISO-8859-1"/>
  <rollback><loadUpdateData file="f" tableName="t" primaryKey="id" usePreparedStatements="true"/></rollback>
</changeSet>
"""


@pytest.mark.parametrize(
    ("version", "error", "encoding", "prepared"),
    [
        ("2.0", None, "UTF-8", None),
        ("3.3", None, "UTF-8", None),
        ("3.4", "false", "UTF-8", None),
        ("3.10", "false", "UTF-8", None),
        ("4.4", "false", "UTF-8", "false"),
        ("4.5", "false", "UTF-8", "false"),
        ("4.6", None, None, "false"),
        ("4.12", None, None, "false"),
        ("4.13", None, None, None),
        ("latest", None, None, None),
    ],
)
def test_the_schema_that_a_file_names_fills_in(
    version: str, error: str | None, encoding: str | None, prepared: str | None
) -> None:
    text = (
        f'<databaseChangeLog xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:schemaLocation="{NAMESPACE} {NAMESPACE}/dbchangelog-{version}.xsd">{BODY}</databaseChangeLog>'
    )
    include_all, change_set = parse(text.encode(), "a.xml").root.children
    load, sql_file, rollback = change_set.children
    assert include_all.attributes.get("errorIfMissingOrEmpty") == error
    assert (load.attributes.get("encoding"), load.attributes.get("usePreparedStatements")) == (encoding, prepared)
    assert sql_file.attributes == {"path": "s", "encoding": "ISO-8859-1"}
    assert rollback.children[0].attributes["usePreparedStatements"] == "true"
    assert rollback.children[0].attributes.get("encoding") == encoding
