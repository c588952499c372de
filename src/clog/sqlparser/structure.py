"""SQL to structured changes, as items that any format can write, where all of a text is understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlglot import exp
from sqlglot.errors import SqlglotError

from clog.model.item import Item
from clog.sqlparser.names import sqlglot_name
from clog.sqlparser.pieces import (
    NotUnderstood,
    behind_as,
    foreign_rules,
    identifier,
    is_rowid,
    only,
    refuse_nulls,
    statements,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


_FOLDING = frozenset(("postgresql", "cockroachdb", "edb"))
"""Databases that fold names without quotes to lower case."""


class StructureReader:
    """Reads SQL of one database as changes.

    Args:
        dialect: its short name.
    """

    def __init__(self, dialect: str) -> None:
        """Keep how SQL is read."""
        self.name = dialect
        self.reader = sqlglot_name(dialect) or dialect
        self.source = ""

    def read(self, text: str) -> list[Item]:
        """Read a script.

        Raises:
            NotUnderstood: it does something that no change says, or it is not the SQL of this database.
        """
        try:
            return self._read(text)
        except SqlglotError as error:
            raise NotUnderstood(str(error)) from error

    def _read(self, text: str) -> list[Item]:
        found: list[Item] = []
        for statement, source in statements(text, self.reader):
            self.source = source
            handler = _HANDLERS.get(type(statement))
            if handler is None:
                raise NotUnderstood(type(statement).__name__)
            items = list(handler(self, statement))
            comments = tuple(
                comment
                for node in statement.walk()
                for comment in node.comments or ()
                if not any(item.body and comment in item.body for item in items)
            )
            if items and comments:
                items[0].before = comments
            found += items
        return found

    def create(self, statement: exp.Expression) -> Iterator[Item]:
        """Read CREATE TABLE, INDEX or VIEW."""
        only(statement, "this", "kind", "unique", "expression")
        kind = statement.args["kind"]
        if kind == "TABLE" and isinstance(statement.this, exp.Schema) and not statement.args.get("expression"):
            yield self._table(statement.this)
        elif kind == "INDEX":
            yield self._index(statement)
        elif kind == "VIEW" and isinstance(statement.this, exp.Table):
            query = behind_as(self.source, self.reader)
            attributes = {"viewName": self._name(statement.this), **self._schema(statement.this)}
            yield Item("createView", attributes, body=query, body_key="selectQuery")
        else:
            raise NotUnderstood(kind)

    def _table(self, schema: exp.Schema) -> Item:
        """Read the columns and constraints of a table."""
        columns: dict[str, Item] = {}
        for part in schema.expressions:
            if isinstance(part, exp.ColumnDef):
                column = self._column(part)
                columns[str(column.attributes["name"])] = column
        if not columns:
            raise NotUnderstood("no columns")
        table = Item("createTable", {"tableName": self._name(schema.this), **self._schema(schema.this)})
        for part in schema.expressions:
            if not isinstance(part, exp.ColumnDef):
                self._table_constraint(part, columns)
        table.children = list(columns.values())
        return table

    def _table_constraint(self, part: exp.Expression, columns: dict[str, Item]) -> None:
        """Put a constraint of the table on its column; those of several columns have their own place."""
        name = ""
        if isinstance(part, exp.Constraint):
            name = self._name(part)
            if len(part.expressions) != 1:
                raise NotUnderstood("constraint")
            part = part.expressions[0]
        if isinstance(part, exp.PrimaryKey):
            only(part, "expressions")
            names = self._names(part.expressions)
            if names != [column for column in columns if column in names]:
                raise NotUnderstood("order of the key")
            for column in names:
                alone = len(names) == 1
                self._limit(columns, column, {**self._key(columns[column], alone=alone), "primaryKeyName": name})
        elif isinstance(part, exp.UniqueColumnConstraint) and len(part.this.expressions) == 1:
            only(part, "this")
            (column,) = self._names(part.this.expressions)
            if part.this.this is not None:  # MySQL: UNIQUE KEY name (column)
                name = name or self._name(part.this.this)
            self._limit(columns, column, {"unique": True, "uniqueConstraintName": name})
        elif isinstance(part, exp.ForeignKey) and len(part.expressions) == 1 and name:
            only(part, "expressions", "reference")
            only(part.args["reference"], "this")
            target = self._target(part.args["reference"])
            limits = {"foreignKeyName": name, "references": f"{target[0]}({target[1]})"}
            self._limit(columns, self._name(part.expressions[0]), limits)
        else:
            raise NotUnderstood(type(part).__name__)

    def _key(self, column: Item, *, alone: bool) -> dict[str, Any]:
        """Say that a column is a part of the primary key, and what that means for nulls."""
        if self.name != "sqlite":
            return {"primaryKey": True, "nullable": False}
        integer = str(column.attributes["type"]).upper() in {"INT", "INTEGER"}
        rowid = alone and integer and is_rowid(str(column.attributes["name"]), self.source)
        if alone and integer and not rowid:
            raise NotUnderstood("INT is written INTEGER, which makes it the rowid")
        return {"primaryKey": True, "nullable": False} if rowid else {"primaryKey": True}

    def _limit(self, columns: dict[str, Item], column: str, limits: dict[str, Any]) -> None:
        """Add constraints to a column."""
        if column not in columns:
            raise NotUnderstood(column)
        item = columns[column]
        if not item.children:
            item.children.append(Item("constraints"))
        item.children[0].attributes.update({name: value for name, value in limits.items() if value != ""})

    def _column(self, definition: exp.ColumnDef) -> Item:
        """Read a column."""
        only(definition, "this", "kind", "constraints")
        item = Item(
            "column",
            {"name": self._name(definition), "type": definition.args["kind"].sql(dialect=self.reader)},
            listed="columns",
        )
        limits: dict[str, Any] = {}
        for constraint in definition.args.get("constraints") or ():
            kind = constraint.kind
            if constraint.args.get("this"):
                raise NotUnderstood("named constraint")
            only(kind, "this", "allow_null")
            if isinstance(kind, exp.NotNullColumnConstraint):
                if not kind.args.get("allow_null"):
                    limits["nullable"] = False
            elif isinstance(kind, exp.PrimaryKeyColumnConstraint):
                limits |= self._key(item, alone=True)
            elif isinstance(kind, exp.UniqueColumnConstraint) and kind.this is None:
                limits["unique"] = True
            elif isinstance(kind, exp.DefaultColumnConstraint):
                item.attributes |= self._value(kind.this, "defaultValue")
            else:
                raise NotUnderstood(type(kind).__name__)
        if limits:
            item.children.append(Item("constraints", limits))
        return item

    def _value(self, value: exp.Expression, name: str) -> dict[str, Any]:
        """Read a literal, or anything else as an expression of the database."""
        if isinstance(value, exp.Literal):
            return {name: value.this} if value.is_string else {f"{name}Numeric": value.this}
        if isinstance(value, exp.Neg) and isinstance(value.this, exp.Literal) and not value.this.is_string:
            return {f"{name}Numeric": f"-{value.this.this}"}
        if isinstance(value, exp.Boolean):
            return {f"{name}Boolean": bool(value.this)}
        return {f"{name}Computed": written(value, self.source, self.reader)}

    def _index(self, statement: exp.Expression) -> Item:
        """Read CREATE INDEX."""
        index = statement.this
        parameters = index.args.get("params")
        only(index, "this", "table", "params")
        only(parameters, "columns", *(("using",) if self._is_usual(parameters.args.get("using")) else ()))
        item = Item(
            "createIndex",
            {
                "indexName": self._name(index),
                "tableName": self._name(index.args["table"]),
                **self._schema(index.args["table"]),
            },
        )
        if statement.args.get("unique"):
            item.attributes["unique"] = True
        for ordered in parameters.args["columns"]:
            refuse_nulls(ordered, self.reader)
            column = ordered.this
            attributes: dict[str, Any] = {}
            if isinstance(column, exp.Column):
                attributes["name"] = self._name(identifier(column, self.reader))
            else:
                attributes |= {"name": written(column, self.source, self.reader), "computed": True}
            if ordered.args.get("desc"):
                attributes["descending"] = True
            item.children.append(Item("column", attributes, listed="columns"))
        return item

    def _is_usual(self, using: exp.Expression | None) -> bool:
        """Return whether a kind of index is the one that the database takes where nothing is said."""
        return using is not None and self.name in _FOLDING and using.name.lower() == "btree"

    def drop(self, statement: exp.Expression) -> Iterator[Item]:
        """Read DROP TABLE or VIEW."""
        only(statement, "tables", "kind", "cascade")
        names = {"TABLE": ("dropTable", "tableName"), "VIEW": ("dropView", "viewName")}
        if statement.args["kind"] not in names:
            raise NotUnderstood(statement.args["kind"])
        change, attribute = names[statement.args["kind"]]
        for table in statement.args["tables"]:
            attributes = {attribute: self._name(table), **self._schema(table)}
            if statement.args.get("cascade"):
                attributes["cascadeConstraints"] = True
            yield Item(change, attributes)

    def alter(self, statement: exp.Expression) -> Iterator[Item]:
        """Read ALTER TABLE."""
        only(statement, "this", "kind", "actions")
        table = {"tableName": self._name(statement.this), **self._schema(statement.this)}
        for action in statement.args["actions"]:
            if isinstance(action, exp.ColumnDef):
                yield Item("addColumn", table, [self._column(action)])
            elif isinstance(action, exp.Drop) and action.args["kind"] == "COLUMN" and not action.args.get("exists"):
                yield Item("dropColumn", {**table, "columnName": self._name(action.args["tables"][0])})
            elif isinstance(action, exp.AlterRename):
                yield Item(
                    "renameTable",
                    {
                        "oldTableName": table["tableName"],
                        "newTableName": self._name(action.this),
                        **self._schema(statement.this),
                    },
                )
            elif isinstance(action, exp.RenameColumn):
                names = {"oldColumnName": self._name(action.this), "newColumnName": self._name(action.args["to"])}
                yield Item("renameColumn", {**table, **names})
            elif isinstance(action, exp.AddConstraint):
                yield from (self._added(constraint, table) for constraint in action.expressions)
            else:
                raise NotUnderstood(type(action).__name__)

    def _added(self, constraint: exp.Expression, table: dict[str, Any]) -> Item:
        """Read ADD CONSTRAINT."""
        if not isinstance(constraint, exp.Constraint) or len(constraint.expressions) != 1:
            raise NotUnderstood("constraint without name")
        inner = constraint.expressions[0]
        named = {**table, "constraintName": self._name(constraint)}
        if isinstance(inner, exp.PrimaryKey):
            only(inner, "expressions")
            return Item("addPrimaryKey", {**named, "columnNames": ", ".join(self._names(inner.expressions))})
        if isinstance(inner, exp.UniqueColumnConstraint):
            only(inner, "this")
            only(inner.this, "expressions")
            return Item("addUniqueConstraint", {**named, "columnNames": ", ".join(self._names(inner.this.expressions))})
        if isinstance(inner, exp.ForeignKey) and len(table) == 1:
            only(inner, "expressions", "reference")
            target, columns = self._target(inner.args["reference"])
            return Item(
                "addForeignKeyConstraint",
                {
                    "baseTableName": table["tableName"],
                    "baseColumnNames": ", ".join(self._names(inner.expressions)),
                    "constraintName": named["constraintName"],
                    "referencedTableName": target,
                    "referencedColumnNames": columns,
                    **foreign_rules(inner.args["reference"]),
                },
            )
        raise NotUnderstood(type(inner).__name__)

    def _target(self, reference: exp.Expression) -> tuple[str, str]:
        """Read what a foreign key refers to: table and columns."""
        only(reference, "this", "options")
        if not isinstance(reference.this, exp.Schema) or self._schema(reference.this.this):
            raise NotUnderstood("reference")
        return self._name(reference.this.this), ", ".join(self._names(reference.this.expressions))

    def insert(self, statement: exp.Expression) -> Iterator[Item]:
        """Read INSERT ... VALUES: a change for each row."""
        only(statement, "this", "expression")
        schema, values = statement.this, statement.args["expression"]
        if not isinstance(schema, exp.Schema) or not isinstance(values, exp.Values):
            raise NotUnderstood("insert")
        for row in values.expressions:
            item = Item("insert", {"tableName": self._name(schema.this), **self._schema(schema.this)})
            for column, value in zip(schema.expressions, row.expressions, strict=True):
                item.children.append(
                    Item("column", {"name": self._name(column), **self._value(value, "value")}, listed="columns")
                )
            yield item

    def _names(self, nodes: Iterable[exp.Expression]) -> list[str]:
        """Return the names in a list of columns."""
        return [self._name(identifier(node, self.reader)) for node in nodes]

    def _name(self, node: exp.Expression) -> str:
        """Return a name as the database keeps it."""
        identifier = node if isinstance(node, exp.Identifier) else node.this
        while isinstance(identifier, exp.Expression) and not isinstance(identifier, exp.Identifier):
            identifier = identifier.this
        if not isinstance(identifier, exp.Identifier):
            raise NotUnderstood("name")
        text = str(identifier.this)
        return text.lower() if self.name in _FOLDING and not identifier.args.get("quoted") else text

    def _schema(self, table: exp.Expression) -> dict[str, Any]:
        """Return the schema of a table, if one is named."""
        if not isinstance(table, exp.Table) or table.args.get("catalog"):
            raise NotUnderstood("table")
        only(table, "this", "db")
        schema = table.args.get("db")
        return {"schemaName": self._name(schema)} if schema else {}

    def shape(self, item: Item, usual: frozenset[str] = frozenset()) -> Any:
        """Return what an item says, without names of keys that the database would give by itself."""
        if item.name == "createTable":
            table = str(item.attributes["tableName"])
            usual = frozenset((f"{table}_pkey", f"PK_{table.upper()}", "PRIMARY"))
        attributes = {
            name: value for name, value in item.attributes.items() if name != "primaryKeyName" or value not in usual
        }
        query = [found for found, _ in statements(str(item.body), self.reader)] if item.body is not None else None
        return item.name, attributes, [self.shape(child, usual) for child in item.children], query


_HANDLERS: dict[type[exp.Expression], Callable[[StructureReader, exp.Expression], Iterator[Item]]] = {
    exp.Create: StructureReader.create,
    exp.Drop: StructureReader.drop,
    exp.Alter: StructureReader.alter,
    exp.Insert: StructureReader.insert,
}
