"""createProcedure: creates a procedure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import all_but, attr, change_type
from clog.model.change import Change
from clog.model.file_text import body_text
from clog.model.statements.base import ObjectName
from clog.model.statements.procedure import CreateProcedureStatement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.statements.base import Statement
    from clog.model.traits import Traits


@change_type("createProcedure", not_on=("sqlite",))
class CreateProcedureChange(Change):
    """Creates a procedure. Reference: liquibase.change.core.CreateProcedureChange"""

    catalog_name: str | None = attr(
        "Catalog of the object.",
        default=None,
        only_on=all_but("mssql", "sqlite"),
    )
    comments: str | None = attr("A remark; no effect.", default=None, not_in_checksum=(9,))
    dbms: str | None = attr(
        "Databases on which this is done, comma separated; !name excludes one.",
        default=None,
        since="3.1",
        not_in_checksum=(9,),
    )
    encoding: str | None = attr("Character encoding of the file.", default=None, not_in_checksum=(9,))
    path: str | None = attr("File that holds the text.", default=None, file=True, not_in_checksum=(9,))
    procedure_name: str | None = attr("Name of the procedure.", default=None)
    procedure_text: str | None = attr(
        "The whole CREATE PROCEDURE statement.", default=None, also=("procedureBody",), body=True, not_in_checksum=(9,)
    )
    relative_to_changelog_file: bool | None = attr(
        "Whether the file is looked up beside the change log instead of on the search path.",
        default=None,
        not_in_checksum=(9,),
    )
    replace_if_exists: bool | None = attr(
        "Whether an older one is replaced.",
        default=None,
        only_on=("db2", "db2z", "mariadb", "mssql", "mysql"),
    )
    schema_name: str | None = attr("Schema of the object.", default=None)

    def problems(self, traits: Traits) -> Iterator[str]:
        """Miss the text, and the name of what is replaced."""
        del traits
        if not self.path and not (self.procedure_text or "").strip():
            yield "Must specify either 'path' or a nested procedure text in createProcedure"
        if self.replace_if_exists and not self.procedure_name:
            yield "procedureName is required if replaceIfExists = true"

    def statements(self) -> tuple[Statement, ...]:
        """Create the procedure."""
        text = body_text(
            self, self.procedure_text, self.path, relative=self.relative_to_changelog_file, encoding=self.encoding
        )
        procedure = ObjectName(self.procedure_name or "", self.schema_name, self.catalog_name)
        return (CreateProcedureStatement(text.strip(), procedure, bool(self.replace_if_exists)),)
