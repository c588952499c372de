"""Where statements go: to the database, or to the reader. A command is the same for both."""

from __future__ import annotations

import re
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, Protocol

from clog.database.kept import KeptTable
from clog.database.session import Autocommit
from clog.model.report import Event

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager

    from clog.database.holding import ChangeLogLock
    from clog.database.kept import KeptRow
    from clog.database.session import Session
    from clog.database.tracker import Tracker
    from clog.model.changelog import ChangeSet
    from clog.model.plan import Section, Sql
    from clog.model.report import Events
    from clog.model.traits import Traits

RULE = "*" * 69
_PRINTABLE_DELIMITER = re.compile(r"[;/\r\n\w@\-]+")


class Sink(Protocol):
    """What the run of a change set needs of the place where its statements go."""

    printing: bool
    rows: int

    def comment(self, text: str) -> Events:
        """Say something about the statements that follow."""
        ...

    def statement(self, sql: Sql) -> Events:
        """Take one statement of a change set."""
        ...

    def record(self, sql: Sql) -> Events:
        """Take one statement about the history."""
        ...

    def prepare(self) -> None:
        """Get ready to remember; called before change sets are run."""
        ...

    def remember(self, change_set: ChangeSet, row: Callable[[], KeptRow]) -> None:
        """Keep what a change set was when it was run, for explanations later."""
        ...

    def forget(self, change_set: ChangeSet) -> None:
        """Take away what was kept of a change set that is undone."""
        ...

    def transaction(self, *, wanted: bool) -> AbstractContextManager[Any]:
        """Surround a change set. It is committed by `keep`."""
        ...

    def keep(self) -> None:
        """Commit."""
        ...

    def undo(self) -> None:
        """Take back what was not committed."""
        ...


class Executing:
    """Runs statements on the database.

    Attributes:
        rows: how many rows have been changed so far, as far as the driver says.
    """

    printing = False

    def __init__(self, session: Session, tracker: Tracker, lock: ChangeLogLock) -> None:
        self.session = session
        self.tracker = tracker
        self.lock = lock
        self.kept = KeptTable(session)
        self.rows = 0

    def comment(self, text: str) -> Events:
        """Say nothing: there is no script."""
        del text
        return iter(())

    def statement(self, sql: Sql) -> Events:
        """Run it."""
        self.rows += max(self.session.execute(sql), 0)
        return iter(())

    def record(self, sql: Sql) -> Events:
        """Run it, as long as the lock is held."""
        self.tracker.write(self.lock, sql)
        return iter(())

    def prepare(self) -> None:
        """Make the table of our own."""
        self.kept.prepare(self.lock)

    def remember(self, change_set: ChangeSet, row: Callable[[], KeptRow]) -> None:
        """Write it into the table of our own."""
        self.kept.write(self.lock, change_set, row)

    def forget(self, change_set: ChangeSet) -> None:
        """Delete it there."""
        self.kept.forget(self.lock, change_set)

    def transaction(self, *, wanted: bool) -> AbstractContextManager[Any]:
        """Open none here: the first statement does. Without, each statement is committed by itself."""
        return nullcontext() if wanted else Autocommit(self.session)

    def keep(self) -> None:
        """Commit the change set with its row."""
        self.session.commit()

    def undo(self) -> None:
        """Roll back what was not committed."""
        self.session.rollback()


class Printing:
    """Writes statements as a script; the database is only looked at."""

    printing = True

    def __init__(self, traits: Traits) -> None:
        self.traits = traits
        self.rows = 0

    def comment(self, text: str) -> Events:
        """Write a comment line."""
        yield Event("script", f"{self.traits.line_comment} {text}\n")

    def statement(self, sql: Sql) -> Events:
        """Write the statement with what ends it."""
        if sql.text:
            yield Event("script", f"{ended(sql, self.traits)}\n\n")
        elif sql.bound:
            yield from self.comment(f"run with values that a script cannot show: {sql.bound}")

    def record(self, sql: Sql) -> Events:
        """Write it like any other."""
        return self.statement(sql)

    def prepare(self) -> None:
        """Nothing to get ready: scripts keep nothing."""

    def remember(self, change_set: ChangeSet, row: Callable[[], KeptRow]) -> None:
        """Keep nothing."""

    def forget(self, change_set: ChangeSet) -> None:
        """Nothing was kept."""

    def sections(self, sections: Iterable[Section]) -> Events:
        """Write statements under their headings."""
        for section in sections:
            yield from self.comment(section.title)
            for sql in section.statements:
                yield from self.statement(sql)

    def header(self, lines: Iterable[str]) -> Events:
        """Write the block at the top of a script."""
        for line in (RULE, *lines, RULE):
            yield from self.comment(line)
        yield Event("script", "\n")

    def transaction(self, *, wanted: bool) -> AbstractContextManager[Any]:
        """Nothing to open."""
        del wanted
        return nullcontext()

    def keep(self) -> None:
        """Nothing to commit."""

    def undo(self) -> None:
        """Nothing to take back."""


def ended(sql: Sql, traits: Traits) -> str:
    """Write a statement with what ends it in a script.

    Reference: liquibase.executor.LoggingExecutor, observed
    """
    text = sql.text
    if traits.batch_separator:
        return f"{text}\n{traits.batch_separator}"
    delimiter = ";"
    asked = sql.delimiter.removesuffix("$")
    if asked and _PRINTABLE_DELIMITER.fullmatch(asked.replace("\\n", "\n").replace("\\r", "\r")):
        delimiter = asked.replace("\\n", "\n").replace("\\r", "\r")
    return text if text.endswith(delimiter) else text + delimiter
