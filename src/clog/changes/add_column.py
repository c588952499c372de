"""addColumn: adds columns to a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.changes.add_foreign_key_constraint import AddForeignKeyConstraintChange
from clog.changes.add_not_null_constraint import AddNotNullConstraintChange
from clog.changes.add_unique_constraint import AddUniqueConstraintChange
from clog.changes.create_table import column_remarks, remarks_problems
from clog.changes.drop_column import DropColumnChange
from clog.changes.drop_default_value import DropDefaultValueChange
from clog.declare import attr, change_type
from clog.errors import InvalidValue
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.column import AddColumnStatement, ReorganizeTableStatement, has_default, has_value
from clog.model.statements.data import UpdateStatement
from clog.model.statements.table import refers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.context import ChangeContext
    from clog.model.parts import AddColumnConfig, ConstraintsConfig
    from clog.model.statements.base import Statement
    from clog.model.traits import Traits

_REFERENCES = re.compile(r"([\w.]+)\s*\(\s*(\w+)\s*\)", re.ASCII)


@change_type("addColumn", applies_to="table")
class AddColumnChange(Change):
    """Adds columns to a table. Reference: liquibase.change.core.AddColumnChange"""

    table_name: str = attr("Name of the table.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    columns: tuple[AddColumnConfig, ...] = attr(
        "The columns, in order.", default=(), kind="parts", element="clog.model.parts:AddColumnConfig", items="column"
    )
    schema_name: str | None = attr("Schema of the object.", default=None)

    @property
    def table(self) -> ObjectName:
        """The table."""
        return ObjectName(self.table_name, self.schema_name, self.catalog_name)

    def statements(self, context: ChangeContext) -> Iterator[Statement]:
        """Add the columns with their constraints; then fill them, and say what must not be empty."""
        for column in self.columns:
            yield AddColumnStatement(self.table, (column,))
            yield from self.constraints(column, context)
        yield from self.completion(context)

    def completion(self, context: ChangeContext) -> Iterator[Statement]:
        """Write what remains when the columns are there: values, NOT NULL where there are values, comments."""
        yield ReorganizeTableStatement(self.table)
        yield from self.updates()
        for column in self.columns:
            yield from self.not_null(column, context)
        yield from column_remarks(self.table, self.columns)

    def updates(self) -> Iterator[Statement]:
        """Return the rows that are there their values."""
        for column in self.columns:
            if has_value(column):
                yield UpdateStatement(self.table, (column,))

    def constraints(self, column: AddColumnConfig, context: ChangeContext) -> Iterator[Statement]:
        """Add the unique constraint and the foreign key of a column."""
        constraints = column.constraints
        if constraints is None:
            return
        if constraints.unique:
            yield from AddUniqueConstraintChange(
                table_name=self.table_name,
                schema_name=self.schema_name,
                catalog_name=self.catalog_name,
                column_names=column.name or "",
                constraint_name=constraints.unique_constraint_name,
                validate=constraints.validate_unique,
            ).statements(context)
        if refers(constraints):
            yield from self.foreign_key(column.name or "", constraints, context)

    def foreign_key(self, column: str, constraints: ConstraintsConfig, context: ChangeContext) -> Iterator[Statement]:
        """Add the foreign key of a column."""
        schema, table, referenced = _referenced(constraints)
        yield from AddForeignKeyConstraintChange(
            base_table_name=self.table_name,
            base_table_schema_name=self.schema_name,
            base_table_catalog_name=self.catalog_name,
            base_column_names=column,
            constraint_name=constraints.foreign_key_name or "",
            referenced_table_name=table,
            referenced_table_schema_name=schema,
            referenced_column_names=referenced,
            on_delete="CASCADE" if constraints.delete_cascade else None,
            validate=constraints.validate_foreign_key,
        ).statements(context)

    def not_null(self, column: AddColumnConfig, context: ChangeContext) -> Iterator[Statement]:
        """Write NOT NULL for a column once the rows that are there have a value."""
        constraints = column.constraints
        if constraints is None or not fills_and_requires(column):
            return
        yield from AddNotNullConstraintChange(
            table_name=self.table_name,
            schema_name=self.schema_name,
            catalog_name=self.catalog_name,
            column_name=column.name or "",
            column_data_type=column.type,
            constraint_name=constraints.not_null_constraint_name,
            validate=constraints.validate_nullable,
        ).statements(context)

    def inverse(self, context: ChangeContext) -> tuple[Change, ...]:
        """Drop the defaults, then the columns. As in Liquibase, the catalog is not named for the defaults."""
        defaults = [
            DropDefaultValueChange(
                table_name=self.table_name, schema_name=self.schema_name, column_name=column.name or ""
            )
            for column in self.columns
            if has_default(column)
        ]
        columns = DropColumnChange(
            table_name=self.table_name,
            schema_name=self.schema_name,
            catalog_name=self.catalog_name,
            columns=self.columns,
        )
        return (*defaults, columns)

    def problems(self, context: ChangeContext) -> Iterator[str]:
        """Ask for what makes a column, and for what this database lets an added column be."""
        if not self.columns:
            yield "addColumn has no columns"
        yield from remarks_problems(self.table, self.columns, context.traits)
        if not AddNotNullConstraintChange.declaration.supports(context.traits.name) and any(
            map(fills_and_requires, self.columns)
        ):
            yield f"{context.traits.name} cannot forbid a column to be empty once it is there"
        for column in self.columns:
            yield from column_problems(column)
            yield from database_problems(column, context.traits)


def column_problems(column: AddColumnConfig) -> Iterator[str]:
    """Ask for what makes a column."""
    name = column.name or "?"
    if column.name is None:
        yield "columnName is required for addColumn"
    if column.type is None and not column.computed:
        yield f"column {name} needs a type"
    constraints = column.constraints
    if constraints is not None and refers(constraints) and not constraints.foreign_key_name:
        yield f"the foreign key of column {name} needs a foreignKeyName"


def database_problems(column: AddColumnConfig, traits: Traits) -> Iterator[str]:
    """Ask for what this database lets an added column be."""
    name = column.name or "?"
    for attribute in ("after_column", "before_column", "position"):
        declared = column.declaration.by_field[attribute]
        if column.get(attribute) is not None and traits.name not in declared.only_on:
            yield f"{declared.written} of column {name} is not allowed on {traits.name}"
    key = column.constraints is not None and bool(column.constraints.primary_key)
    if key and not traits.added_keys:
        yield f"{traits.name} cannot add a primary key with column {name}"
    allowed = traits.added_numbering
    if column.auto_increment and allowed != "any" and not (key and allowed == "keys"):
        yield f"{traits.name} cannot add column {name}, which numbers its rows"


def fills_and_requires(column: AddColumnConfig) -> bool:
    """Return whether a column gets values and must not be empty afterwards."""
    return column.constraints is not None and column.constraints.nullable is False and has_value(column)


def _referenced(constraints: ConstraintsConfig) -> tuple[str | None, str, str]:
    """Return schema, table and columns that a column refers to.

    Raises:
        InvalidValue: `references` has another form than table(column).
    """
    table, columns = constraints.referenced_table_name or "", constraints.referenced_column_names or ""
    if constraints.references is not None:
        found = _REFERENCES.fullmatch(constraints.references)
        if found is None:
            message = f'"{constraints.references}" does not say what the column refers to'
            raise InvalidValue(message, hint="write table(column) or schema.table(column)")
        table, columns = found[1], found[2]
    if table.find(".") > 0:
        schema, table = table.split(".")[:2]
        return schema, table, columns
    return None, table, columns
