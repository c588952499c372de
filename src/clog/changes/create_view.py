"""createView: creates a view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.changes.drop_view import DropViewChange
from clog.declare import attr, change_type
from clog.errors import InvalidValue
from clog.model.change import Change
from clog.model.file_text import body_text
from clog.model.statements.base import ObjectName
from clog.model.statements.view import CreateViewStatement, SetViewRemarksStatement
from clog.sqltext.blanks import BLANKS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type("createView")
class CreateViewChange(Change):
    """Creates a view. Reference: liquibase.change.core.CreateViewChange"""

    view_name: str = attr("Name of the view.")
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    encoding: str | None = attr("Character encoding of the file.", default=None, not_in_checksum=(9,))
    full_definition: bool | None = attr(
        "Whether the text is the whole CREATE VIEW statement.", default=None, since="3.3"
    )
    path: str | None = attr("File that holds the text.", default=None, since="3.6", file=True, not_in_checksum=(9,))
    relative_to_changelog_file: bool | None = attr(
        "Whether the file is looked up beside the change log instead of on the search path.",
        default=None,
        not_in_checksum=(9,),
    )
    remarks: str | None = attr("Comment stored in the database.", default=None)
    replace_if_exists: bool | None = attr("Whether an older one is replaced.", default=None, since="1.5")
    schema_name: str | None = attr("Schema of the object.", default=None)
    select_query: str | None = attr(
        "The query behind the view, or the whole statement with fullDefinition.",
        default=None,
        body=True,
        not_in_checksum=(9,),
        required_on=("informix",),
    )

    def problems(self, context: ChangeContext) -> Iterable[str]:
        """Report a missing text; refuse replaceIfExists="true" where views are not replaced; "false" may be said everywhere."""
        if not (self.path or "").strip(BLANKS) and not (self.select_query or "").strip(BLANKS):
            yield "For a createView change, you must specify either 'path' or a nested view definition in createView"
        if self.replace_if_exists and not context.traits.replace_views:
            yield f"replaceIfExists is not allowed on {context.traits.name}"

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Create the view, and its comment.

        Raises:
            InvalidValue: a whole statement that replaces a view creates none.
        """
        view = ObjectName(self.view_name, self.schema_name, self.catalog_name)
        query = body_text(
            self,
            context,
            self.select_query,
            self.path,
            relative=self.relative_to_changelog_file,
            encoding=self.encoding,
        )
        if self.full_definition and self.replace_if_exists and "create" not in query.lower():
            raise InvalidValue(
                f"fullDefinition: the text of view {self.view_name} holds no CREATE",
                hint="write the whole statement, or leave out fullDefinition",
            )
        create = CreateViewStatement(
            view, query.strip(BLANKS), or_replace=bool(self.replace_if_exists), full=bool(self.full_definition)
        )
        remarks = (self.remarks or "").strip(BLANKS)
        return (create, SetViewRemarksStatement(view, remarks)) if remarks else (create,)

    def inverse(self, context: ChangeContext) -> tuple[Change, ...]:
        """Drop the view. As in Liquibase, the catalog is not named then."""
        return (DropViewChange(view_name=self.view_name, schema_name=self.schema_name),)
