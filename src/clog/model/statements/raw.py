"""Statements whose text the author wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.model.sql import Sql
from clog.model.statements.base import Statement
from clog.sqltext.split import split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.statements.base import SqlWriter


class RawSqlStatement(Statement):
    """SQL as written. `delimiter` is what the author gave as endDelimiter, or empty."""

    text: str
    delimiter: str = ""

    def render(self, writer: SqlWriter) -> Any:
        """Write the text."""
        del writer
        return (Sql(self.text, self.delimiter),)


def raw_statements(
    text: str, *, strip_comments: bool, split_statements: bool, end_delimiter: str | None
) -> Iterator[Statement]:
    """Make the statements of a script, one by one.

    Args:
        text: the script; line ends of any kind.
        strip_comments: whether comments are taken out.
        split_statements: whether it is split at all.
        end_delimiter: a regular expression that ends a statement; None: a semicolon, GO or a slash.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    parts = split(text, strip_comments=strip_comments, split_statements=split_statements, end_delimiter=end_delimiter)
    for part in parts:
        yield RawSqlStatement(part, end_delimiter or "")
