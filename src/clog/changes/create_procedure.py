"""createProcedure: creates a procedure."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from clog.changes.bases.text_change import TextChange
from clog.declare import all_but, attr, change_type
from clog.model.expressions import dbms_matches
from clog.model.statements.base import ObjectName
from clog.model.statements.procedure import CreateProcedureStatement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type("createProcedure", not_on=("sqlite",))
class CreateProcedureChange(TextChange):
    """Creates a procedure. Reference: liquibase.change.core.CreateProcedureChange"""

    catalog_name: str | None = attr(
        "Catalog of the object.",
        default=None,
        only_on=all_but("mssql", "sqlite"),
    )
    procedure_name: str | None = attr("Name of the procedure.", default=None)
    procedure_text: str | None = attr(
        "The whole CREATE PROCEDURE statement.", default=None, also=("procedureBody",), body=True, not_in_checksum=(9,)
    )
    replace_if_exists: bool | None = attr(
        "Whether an older one is replaced.",
        default=None,
        only_on=("db2", "db2z", "mariadb", "mssql", "mysql"),
    )

    asked_where_it_runs: ClassVar[frozenset[str]] = frozenset({"replace_if_exists"})

    def problems(self, context: ChangeContext) -> Iterator[str]:
        """Report a missing text, and, where it runs, a missing name of what is replaced."""
        if not self.path and not (self.procedure_text or "").strip():
            yield "Must specify either 'path' or a nested procedure text in createProcedure"
        if self.replace_if_exists and not self.procedure_name and dbms_matches(self.dbms or "", context.traits.name):
            yield "procedureName is required if replaceIfExists = true"

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Create the procedure."""
        procedure = ObjectName(self.procedure_name or "", self.schema_name, self.catalog_name)
        return (CreateProcedureStatement(self.text(context), procedure, bool(self.replace_if_exists)),)
