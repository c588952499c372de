"""Sql: a piece of a script. Generation yields them one by one, because a step may need what the last one left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.value import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from clog.model.bound import BoundChange


class Sql(Value):
    """One thing to execute or to print.

    Attributes:
        text: the statement without its delimiter, exactly as it is printed and compared.
        delimiter: the delimiter to print after it where the change asks for one, else "".
        undo: the statements that undo it, newest first; empty where the inverse of the change does.
        source: the change that asked for it; None for bookkeeping.
        parameters: values for placeholders in `bound` (LOBs, prepared inserts); None: no placeholders.
        bound: the text with "?" placeholders that is executed instead of `text`; empty: `text` itself.
        rows: for bulk loads: opens the rows again; with `bound` as the insert of one row.
        action: for changes that do something outside of SQL (executeCommand, output): called when run,
            skipped in SQL output, where `text` (a comment or empty) is printed.
    """

    text: str
    delimiter: str = ""
    undo: tuple[str, ...] = ()
    source: BoundChange | None = None
    parameters: tuple[Any, ...] | None = None
    bound: str = ""
    rows: Callable[[], Iterable[tuple[Any, ...]]] | None = None
    action: Callable[[], None] | None = None


class Section(Value):
    """Bookkeeping statements with the heading under which SQL output prints them."""

    title: str
    statements: tuple[Sql, ...]
