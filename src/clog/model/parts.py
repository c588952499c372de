"""Parts of changes, declared like changes: columns, constraints, parameters."""

from __future__ import annotations

from typing import ClassVar

from clog.declare import Declared, attr, part


@part("constraints")
class ConstraintsConfig(Declared):
    """What the values of a column must satisfy. Reference: liquibase.change.ConstraintsConfig"""

    check_constraint: str | None = attr("Condition that every row must meet.", default=None)
    deferrable: bool | None = attr("Whether the check may wait for the end of the transaction.", default=None)
    delete_cascade: bool | None = attr(
        "Whether rows that refer to a deleted row are deleted; same as onDelete=CASCADE.", default=None
    )
    foreign_key_name: str | None = attr("Name of the foreign key.", default=None)
    initially_deferred: bool | None = attr("Whether the check waits unless told otherwise.", default=None)
    not_null_constraint_name: str | None = attr("Name of the NOT NULL constraint.", default=None)
    nullable: bool | None = attr("Whether the column may be empty.", default=None)
    primary_key: bool | None = attr("Whether the column is part of the primary key.", default=None)
    primary_key_name: str | None = attr("Name of the primary key.", default=None)
    primary_key_tablespace: str | None = attr("Where the index of the primary key is stored.", default=None)
    referenced_column_names: str | None = attr("Columns referred to, comma separated.", default=None)
    referenced_table_catalog_name: str | None = attr("Catalog of the table referred to.", default=None)
    referenced_table_name: str | None = attr("Table referred to.", default=None)
    referenced_table_schema_name: str | None = attr("Schema of the table referred to.", default=None)
    references: str | None = attr("What the column refers to: table(column).", default=None)
    unique: bool | None = attr("Whether no two rows may have the same value.", default=None)
    unique_constraint_name: str | None = attr("Name of the unique constraint.", default=None)
    validate_foreign_key: bool | None = attr("Whether the rows that are there are checked.", default=None)
    validate_nullable: bool | None = attr("Whether the rows that are there are checked.", default=None)
    validate_primary_key: bool | None = attr("Whether the rows that are there are checked.", default=None)
    validate_unique: bool | None = attr("Whether the rows that are there are checked.", default=None)


@part("column")
class ColumnConfig(Declared):
    """A column of a table, with a value or a default. Reference: liquibase.change.ColumnConfig"""

    exact_names: ClassVar[bool] = True

    auto_increment: bool | None = attr("Whether the column numbers its rows.", default=None)
    computed: bool | None = attr("Whether the name is an expression, not a column.", default=None)
    constraints: ConstraintsConfig | None = attr(
        "What the values must satisfy.", default=None, kind="part", element="clog.model.parts:ConstraintsConfig"
    )
    default_on_null: bool | None = attr("Whether an explicit NULL draws a number too.", default=None)
    default_value: str | None = attr("Default as text.", default=None)
    default_value_boolean: bool | None = attr("Default as true or false.", default=None)
    default_value_computed: str | None = attr(
        "Default as an expression of the database.", default=None, kind="computed"
    )
    default_value_constraint_name: str | None = attr(
        "Name of the default constraint, where the database has such.", default=None
    )
    default_value_date: str | None = attr("Default as a date, time or both.", default=None, kind="date")
    default_value_numeric: str | None = attr("Default as a number.", default=None, kind="number")
    default_value_sequence_next: str | None = attr(
        "Sequence whose next value is the default.", default=None, kind="sequence"
    )
    descending: bool | None = attr("Whether an index sorts this column downwards.", default=None)
    encoding: str | None = attr("Character encoding of the file.", default=None)
    generation_type: str | None = attr("When numbers are drawn: ALWAYS or BY DEFAULT.", default=None)
    increment_by: int | None = attr("Distance between two numbers.", default=None)
    name: str | None = attr("Name of the column.", default=None)
    remarks: str | None = attr("Comment stored in the database.", default=None)
    start_with: int | None = attr("First number.", default=None)
    type: str | None = attr("Type of the column, as written for any database.", default=None)
    value: str | None = attr("Value as text.", default=None, body=True)
    value_blob_file: str | None = attr("File whose bytes are the value.", default=None, file=True)
    value_boolean: bool | None = attr("Value as true or false.", default=None)
    value_clob_file: str | None = attr("File whose text is the value.", default=None, file=True)
    value_computed: str | None = attr("Value as an expression of the database.", default=None, kind="computed")
    value_date: str | None = attr("Value as a date, time or both.", default=None, kind="date")
    value_numeric: str | None = attr("Value as a number.", default=None, kind="number")
    value_sequence_current: str | None = attr(
        "Sequence whose current number is the value.", default=None, kind="sequence"
    )
    value_sequence_next: str | None = attr("Sequence whose next number is the value.", default=None, kind="sequence")


@part("column")
class AddColumnConfig(ColumnConfig):
    """A column with its place. Reference: liquibase.change.AddColumnConfig"""

    after_column: str | None = attr(
        "Column after which the new one is placed.", default=None, only_on=("h2", "mariadb", "mysql", "sqlite")
    )
    before_column: str | None = attr(
        "Column before which the new one is placed.", default=None, only_on=("h2", "hsqldb", "sqlite")
    )
    position: int | None = attr("Place of the new column, from 1; without effect.", default=None, only_on=("sqlite",))


@part("column")
class LoadDataColumnConfig(ColumnConfig):
    """A column of a CSV file. Reference: liquibase.change.core.LoadDataColumnConfig"""

    allow_update: bool | None = attr(
        "Whether loadUpdateData may change this column in rows that are there.", default=None
    )
    header: str | None = attr("Heading of the column in the file, where it differs from the name.", default=None)
    index: int | None = attr("Place of the column in the file, from 0.", default=None)


@part("param")
class Param(Declared):
    """A value for :name or :value in a condition. Reference: liquibase.change.ColumnConfig"""

    exact_names: ClassVar[bool] = True

    name: str | None = attr("Name of the column.", default=None)
    value: str | None = attr("Value as text.", default=None, body=True)
    value_boolean: bool | None = attr("Value as true or false.", default=None)
    value_computed: str | None = attr("Value as an expression of the database.", default=None, kind="computed")
    value_date: str | None = attr("Value as a date, time or both.", default=None, kind="date")
    value_numeric: str | None = attr("Value as a number.", default=None, kind="number")
    value_sequence_current: str | None = attr(
        "Sequence whose current number is the value.", default=None, kind="sequence"
    )
    value_sequence_next: str | None = attr("Sequence whose next number is the value.", default=None, kind="sequence")


@part("arg")
class Argument(Declared):
    """One argument of a program. Reference: liquibase.change.core.ExecuteShellCommandChange"""

    value: str | None = attr("The argument as it is passed.", default=None, body=True)


@part("param")
class Parameter(Declared):
    """One parameter of your own code. Reference: liquibase.change.custom.CustomChangeWrapper"""

    name: str | None = attr("Name of the parameter.", default=None)
    value: str | None = attr("Its value.", default=None, body=True)
