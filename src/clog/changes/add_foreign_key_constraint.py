"""addForeignKeyConstraint: makes columns refer to a key of another table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.changes.drop_foreign_key_constraint import DropForeignKeyConstraintChange
from clog.declare import all_but, attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.constraint import AddForeignKeyStatement

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type("addForeignKeyConstraint", applies_to="column")
class AddForeignKeyConstraintChange(Change):
    """Makes columns refer to a key of another table.

    Reference: liquibase.change.core.AddForeignKeyConstraintChange
    """

    base_column_names: str = attr("Columns of the referring table, comma separated.")
    base_table_name: str = attr("Table that refers to another.")
    constraint_name: str = attr("Name of the constraint.")
    referenced_column_names: str = attr("Columns referred to, comma separated.")
    referenced_table_name: str = attr("Table referred to.")
    base_table_catalog_name: str | None = attr("Catalog of the referring table.", default=None, since="3.0")
    base_table_schema_name: str | None = attr("Schema of the referring table.", default=None)
    deferrable: bool | None = attr(
        "Whether the check may wait for the end of the transaction.",
        default=None,
        only_on=("asany", "edb", "oracle", "postgresql", "sqlite"),
        true_only=True,
    )
    delete_cascade: bool | None = attr(
        "Whether rows that refer to a deleted row are deleted; same as onDelete=CASCADE.",
        default=None,
        only_on=all_but("sqlite", "sybase"),
    )
    initially_deferred: bool | None = attr(
        "Whether the check waits unless told otherwise.",
        default=None,
        only_on=("asany", "edb", "oracle", "postgresql", "sqlite"),
        true_only=True,
    )
    on_delete: str | None = attr(
        "What happens to referring rows when a row is deleted: CASCADE, SET NULL, SET DEFAULT, RESTRICT, NO ACTION.",
        default=None,
        only_on=all_but("sqlite", "sybase"),
    )
    on_update: str | None = attr(
        "What happens to referring rows when a key changes: CASCADE, SET NULL, SET DEFAULT, RESTRICT, NO ACTION.",
        default=None,
    )
    referenced_table_catalog_name: str | None = attr("Catalog of the table referred to.", default=None, since="3.0")
    referenced_table_schema_name: str | None = attr("Schema of the table referred to.", default=None)
    references_unique_column: bool | None = attr("Obsolete and without effect.", default=None)
    validate: bool | None = attr("Whether the rows that are there are checked.", default=None)

    @staticmethod
    def adjust(values: dict[str, Any]) -> None:
        """Convert deleteCascade into onDelete; given together, neither counts."""
        cascade = values.pop("delete_cascade", None)
        values.pop("references_unique_column", None)
        if cascade is not None:
            given = values.pop("on_delete", None)
            if cascade and given is None:
                values["on_delete"] = "CASCADE"

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Add the foreign key."""
        return (
            AddForeignKeyStatement(
                ObjectName(self.base_table_name, self.base_table_schema_name, self.base_table_catalog_name),
                self.base_column_names,
                self.constraint_name,
                ObjectName(
                    self.referenced_table_name, self.referenced_table_schema_name, self.referenced_table_catalog_name
                ),
                self.referenced_column_names,
                on_delete=self.on_delete,
                on_update=self.on_update,
                deferrable=bool(self.deferrable),
                initially_deferred=bool(self.initially_deferred),
                validate=self.validate is not False,
            ),
        )

    def inverse(self, context: ChangeContext) -> tuple[Change, ...]:
        """Drop the foreign key. As in Liquibase, the catalog is not named then."""
        return (
            DropForeignKeyConstraintChange(
                base_table_name=self.base_table_name,
                base_table_schema_name=self.base_table_schema_name,
                constraint_name=self.constraint_name,
            ),
        )
