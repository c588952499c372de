"""sql: runs SQL as written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.declare import attr, change_type, trim
from clog.model.change import Change
from clog.model.statements.raw import raw_statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type("sql")
class SqlChange(Change):
    """Runs SQL as written. Reference: liquibase.change.core.RawSQLChange"""

    comment: str | None = attr("A remark on the statement; not executed.", default=None)
    dbms: str | None = attr(
        "Databases on which this is done, comma separated; !name excludes one.", default=None, since="3.0"
    )
    end_delimiter: str | None = attr("Regular expression that ends a statement.", default=None)
    ignore_original_split_statements: bool | None = attr(
        "Whether to leave splitStatements out of account.", default=None
    )
    split_statements: bool | None = attr("Whether the text is split into statements.", default=None)
    sql: str | None = attr("The SQL to run.", default=None, body=True)
    strip_comments: bool | None = attr("Whether comments are taken out before the SQL is run.", default=None)

    @staticmethod
    def adjust(values: dict[str, Any]) -> None:
        """Trim the SQL; nothing left counts as none."""
        trim(values, "sql")

    def problems(self, context: ChangeContext) -> Iterable[str]:
        """Report a missing text."""
        return () if self.sql else ("'sql' is required",)

    def statements(self, context: ChangeContext) -> Iterator[Statement]:
        """Run the statements that the text consists of."""
        return raw_statements(
            self.sql or "",
            strip_comments=bool(self.strip_comments),
            split_statements=self.split_statements is not False,
            end_delimiter=self.end_delimiter,
        )
