"""Writing statements as a script: the sink of the commands that end in -sql."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from clog.database.recovery.journal import FORWARD
from clog.model.events import Event
from clog.model.script_text import ended
from clog.model.sql import Sql
from clog.sqltext.control import comment_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager

    from clog.database.connection.session import Session
    from clog.database.history.archive import ArchivedRow
    from clog.errors import ExecutionError
    from clog.execution.left_settings import LeftSettings
    from clog.model.catalog import Catalog
    from clog.model.changelog import ChangeSet
    from clog.model.events import Events
    from clog.model.sql import Section

RULE = "*" * 69


class ScriptSink:
    """Writes statements as a script; the database is only looked at."""

    is_script = True
    single = False
    resumed = False
    meter = None

    def __init__(self, session: Session) -> None:
        self.traits = session.dialect.traits
        self._entrance, self._return = session.script_entrance, session.script_return
        self.rows = 0
        self._rehearsal = session.rehearsal()

    @property
    def catalog(self) -> Catalog | None:
        """What will be in the database when the script has been run up to here."""
        return self._rehearsal.catalog

    def comment(self, text: str) -> Events:
        """Write a comment; texts of several lines stay in it."""
        yield Event("script", f"{comment_lines(self.traits.line_comment, text)}\n")

    def enter(self, *, again: bool = True) -> Events:
        """Write the statement that leads into the schema or database of the session."""
        return self._write(Sql(self._return if again else self._entrance))

    def statement(self, sql: Sql) -> Events:
        """Write the statement, and take note of it: the next one may depend on it."""
        yield from self._write(sql)
        self._rehearsal.note(sql)

    def left_settings(self) -> list[LeftSettings]:
        """Return nothing: it is not known before the script is run."""
        return []

    def record(self, sql: Sql) -> Events:
        """Write it."""
        return self._write(sql)

    def _write(self, sql: Sql) -> Events:
        """Write a statement with what ends it."""
        if sql.text:
            written = ended(sql, self.traits)
            if written:
                yield Event("script", f"{written}\n\n")
        elif sql.bound:
            yield from self.comment(f"run with values that a script cannot show: {sql.bound}")

    def prepare(self) -> None:
        """Prepare nothing: scripts have no archive."""

    def save(self, change_set: ChangeSet, row: Callable[[], ArchivedRow]) -> None:
        """Keep nothing."""

    def forget(self, change_set: ChangeSet) -> None:
        """Remove nothing: nothing was archived."""

    def rollback_obstacle(self, change_sets: Iterable[ChangeSet]) -> str:
        """Return None: nothing is undone."""
        del change_sets
        return ""

    def drop_progress(self, change_set: ChangeSet) -> None:
        """Change nothing."""

    def sections(self, sections: Iterable[Section], *, enter: bool = False) -> Events:
        """Write statements under their headings, with the way to where they belong before each if that is asked for."""
        for section in sections:
            yield from self.comment(section.title)
            if enter:
                yield from self.enter()
            for sql in section.statements:
                yield from self._write(sql)

    def header(self, lines: Iterable[str]) -> Events:
        """Write the block at the top of a script."""
        for line in (RULE, *lines, RULE):
            yield from self.comment(line)
        yield Event("script", "\n")

    def around(self, change_set: ChangeSet, *, direction: str = FORWARD) -> AbstractContextManager[Any]:
        """Open nothing."""
        del change_set, direction
        return nullcontext()

    def may_retry(self, error: ExecutionError) -> bool:
        """Return False: nothing is run."""
        del error
        return False

    def commit(self) -> None:
        """Commit nothing."""

    def rollback(self) -> None:
        """Roll back nothing."""
