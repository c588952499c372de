"""Changes with one and the same text in every place for a name or a value, for all the ways out of quotes."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from clog.binding import inverses
from clog.derive.bind import bind_changes
from clog.errors import ClogError
from clog.formats import parse
from clog.model.changelog import ChangeSet, ChangeSetKey
from tests.support.changing import context

if TYPE_CHECKING:
    from clog.dialects.base.dialect import Dialect

N = "$N"
"""Stands for the text."""

_ON = {"tableName": N, "schemaName": N, "catalogName": N}
_COLUMN = {"name": N, "type": "int"}
_TO = {"referencedTableName": N, "referencedColumnNames": N, "referencedTableSchemaName": N}
NAMING: list[dict[str, Any]] = [
    {"createTable": {**_ON, "columns": [{"column": {**_COLUMN, "constraints": {"primaryKey": True, "primaryKeyName": N}}}]}},
    {"createTable": {**_ON, "columns": [
        {"column": {**_COLUMN, "constraints": {"unique": True, "uniqueConstraintName": N, "nullable": False,
         "notNullConstraintName": N, "foreignKeyName": N, "referencedTableName": N, "referencedColumnNames": N}}}]}},
    {"dropTable": _ON},
    {"renameTable": {"oldTableName": N, "newTableName": N, "schemaName": N}},
    {"addColumn": {**_ON, "columns": [{"column": {**_COLUMN, "constraints": {"nullable": False, "unique": True,
     "uniqueConstraintName": N}}}]}},
    {"addColumn": {**_ON, "columns": [{"column": {**_COLUMN, "constraints": {"foreignKeyName": N, "referencedTableName": N,
     "referencedColumnNames": N}}}]}},
    {"dropColumn": {**_ON, "columnName": N}},
    {"renameColumn": {**_ON, "oldColumnName": N, "newColumnName": N, "columnDataType": "int"}},
    {"modifyDataType": {**_ON, "columnName": N, "newDataType": "int"}},
    {"mergeColumns": {**_ON, "column1Name": N, "column2Name": N, "finalColumnName": N, "finalColumnType": "varchar(9)", "joinString": "-"}},
    {"addLookupTable": {"existingTableName": N, "existingColumnName": N, "newTableName": N, "newColumnName": N,
     "newColumnDataType": "int", "constraintName": N}},
    {"addNotNullConstraint": {**_ON, "columnName": N, "columnDataType": "int", "constraintName": N}},
    {"dropNotNullConstraint": {**_ON, "columnName": N, "columnDataType": "int", "constraintName": N}},
    {"addUniqueConstraint": {**_ON, "columnNames": N, "constraintName": N}},
    {"dropUniqueConstraint": {**_ON, "constraintName": N, "uniqueColumns": N}},
    {"addPrimaryKey": {**_ON, "columnNames": N, "constraintName": N, "tablespace": "x"}},
    {"dropPrimaryKey": {**_ON, "constraintName": N}},
    {"addForeignKeyConstraint": {"baseTableName": N, "baseColumnNames": N, "constraintName": N, "baseTableSchemaName": N, **_TO}},
    {"dropForeignKeyConstraint": {"baseTableName": N, "constraintName": N, "baseTableSchemaName": N}},
    {"addCheckConstraint": {**_ON, "constraintName": N, "constraintBody": "1=1"}},
    {"dropCheckConstraint": {**_ON, "constraintName": N}},
    {"enableCheckConstraint": {**_ON, "constraintName": N}},
    {"disableCheckConstraint": {**_ON, "constraintName": N}},
    {"createIndex": {**_ON, "indexName": N, "columns": [{"column": {"name": N}}]}},
    {"createIndex": {**_ON, "indexName": N, "unique": True, "columns": [{"column": {"name": N, "descending": True}}]}},
    {"dropIndex": {**_ON, "indexName": N}},
    {"addDefaultValue": {**_ON, "columnName": N, "columnDataType": "int", "defaultValueNumeric": 1, "defaultValueConstraintName": N}},
    {"dropDefaultValue": {**_ON, "columnName": N, "columnDataType": "int"}},
    {"addAutoIncrement": {**_ON, "columnName": N, "columnDataType": "int"}},
    {"createView": {"viewName": N, "schemaName": N, "selectQuery": "select 1", "replaceIfExists": True}},
    {"createView": {"viewName": N, "selectQuery": "select 1", "remarks": N}},
    {"dropView": {"viewName": N, "schemaName": N}},
    {"renameView": {"oldViewName": N, "newViewName": N, "schemaName": N}},
    {"createSequence": {"sequenceName": N, "schemaName": N, "startValue": 2}},
    {"alterSequence": {"sequenceName": N, "schemaName": N, "incrementBy": 2}},
    {"dropSequence": {"sequenceName": N, "schemaName": N}},
    {"renameSequence": {"oldSequenceName": N, "newSequenceName": N, "schemaName": N}},
    {"createSynonym": {"synonymName": N, "synonymSchemaName": N, "objectName": N, "objectSchemaName": N}},
    {"dropSynonym": {"synonymName": N, "synonymSchemaName": N}},
    {"dropProcedure": {"procedureName": N, "schemaName": N}},
    {"dropTrigger": {"triggerName": N, "tableName": N, "schemaName": N}},
    {"enableTrigger": {"triggerName": N, "tableName": N, "schemaName": N}},
    {"disableTrigger": {"triggerName": N, "tableName": N}},
    {"renameTrigger": {"oldTriggerName": N, "newTriggerName": N, "tableName": N}},
    {"dropPackage": {"packageName": N}},
    {"insert": {**_ON, "columns": [{"column": {"name": N, "value": "1"}}]}},
    {"update": {**_ON, "columns": [{"column": {"name": N, "value": "1"}}]}},
    {"delete": _ON},
    {"setTableRemarks": {**_ON, "remarks": N}},
    {"setColumnRemarks": {**_ON, "columnName": N, "columnDataType": "int", "remarks": N}},
    {"insert": {"tableName": "t", "columns": [{"column": {"name": "c", "valueSequenceNext": N}}]}},
    {"createTable": {"tableName": "t", "columns": [{"column": {**_COLUMN, "defaultValueSequenceNext": N}}]}},
    {"createTable": {"tableName": "t", "remarks": N, "columns": [{"column": {**_COLUMN, "remarks": N}}]}},
]  # fmt: skip
"""The text in places for names, or for remarks."""


def _valued(kind: str) -> dict[str, Any]:
    return {"name": "c", "type": kind, "defaultValue": N}


VALUING: list[dict[str, Any]] = [
    *[{"createTable": {"tableName": "t", "columns": [{"column": _valued(kind)}]}}
      for kind in ("int", "varchar(9)", "clob", "xml", "uuid", "other", "timestamp", "decimal(3,1)", "char(3)")],
    *[{"addDefaultValue": {"tableName": "t", "columnName": "c", "columnDataType": kind, "defaultValue": N}}
      for kind in ("int", "varchar(9)", "uuid")],
    {"addColumn": {"tableName": "t", "columns": [{"column": {"name": "c", "type": "varchar(9)", "value": N}}]}},
    {"insert": {"tableName": "t", "columns": [{"column": {"name": "c", "value": N}}]}},
    {"update": {"tableName": "t", "columns": [{"column": {"name": "c", "value": N}}]}},
    {"insert": {"tableName": "t", "columns": [{"column": {"name": "c", "valueNumeric": N}}]}},
    {"insert": {"tableName": "t", "columns": [{"column": {"name": "c", "valueDate": N}}]}},
    {"mergeColumns": {"tableName": "t", "column1Name": "a", "column2Name": "b", "finalColumnName": "c",
     "finalColumnType": "varchar(9)", "joinString": N}},
    {"addNotNullConstraint": {"tableName": "t", "columnName": "c", "columnDataType": "varchar(9)", "defaultNullValue": N}},
]  # fmt: skip
"""The text in places for values."""


def statements(change: dict[str, Any], text: str, dialect: Dialect) -> list[str] | None:
    """Write a change and what undoes it, with this text in its places; None where that is refused."""
    whole = json.dumps({"databaseChangeLog": [{"changeSet": {"id": "1", "author": "a", "changes": [change]}}]})
    document = parse(whole.replace(f'"{N}"', json.dumps(text)).encode(), "c.json")
    (node,) = document.root.children
    change_set = ChangeSet(
        id="1",
        author="a",
        path="c.json",
        key=ChangeSetKey("c.json", "1", "a"),
        node=node,
        document=document,
        quoting="LEGACY",
    )
    asked = context(dialect)
    try:
        changes = list(bind_changes(change_set))
        found = [piece.text for bound in changes for piece in dialect.sql(bound.change, asked)]
    except ClogError:
        return None
    with suppress(ClogError):
        found += [piece.text for bound in inverses(tuple(changes), asked) for piece in dialect.sql(bound.change, asked)]
    return found
