"""sqlFile: runs the SQL of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.errors import FileMissing
from clog.model.change import Change
from clog.model.file_text import file_of, file_text
from clog.model.statements.raw import raw_statements
from clog.sqltext.blanks import BLANKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type("sqlFile")
class SqlFileChange(Change):
    """Runs the SQL of a file. Reference: liquibase.change.core.SQLFileChange"""

    path: str = attr("File that holds the text.", file=True)
    dbms: str | None = attr(
        "Databases on which this is done, comma separated; !name excludes one.", default=None, since="3.0"
    )
    encoding: str | None = attr("Character encoding of the file.", default=None)
    end_delimiter: str | None = attr("Regular expression that ends a statement.", default=None)
    ignore_original_split_statements: bool | None = attr(
        "Whether to leave splitStatements out of account.", default=None
    )
    relative_to_changelog_file: bool | None = attr(
        "Whether the file is looked up beside the change log instead of on the search path.", default=None
    )
    split_statements: bool | None = attr("Whether the text is split into statements.", default=None)
    strip_comments: bool | None = attr("Whether comments are taken out before the SQL is run.", default=None)

    def problems(self, context: ChangeContext) -> Iterator[str]:
        """Report a missing file, also where the change is meant for other databases."""
        try:
            file_of(context, self.path, relative=self.relative_to_changelog_file)
        except FileMissing as error:
            yield error.message

    def statements(self, context: ChangeContext) -> Iterator[Statement]:
        """Run the statements that the file consists of. Blanks at its ends are none of it."""
        text = file_text(context, self.path, relative=self.relative_to_changelog_file, encoding=self.encoding)
        return raw_statements(
            text.strip(BLANKS),
            strip_comments=bool(self.strip_comments),
            split_statements=self.split_statements is not False,
            end_delimiter=self.end_delimiter,
        )
