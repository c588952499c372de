"""The Python API: the same pipeline as the command line, with values instead of text.

import clog

database = clog.open("postgresql://localhost/app", "changelog/root.xml")
database.status().pending      # ('changelog/root.xml::1::ann', ...)
database.update()
database.rollback(count=1)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from clog.errors import UsageError
from clog.settings import Settings
from clog.settings.declaration import BY_NAME
from clog.value import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime

    from clog.model.report import Event


class Result(Value):
    """What came out of a command.

    Attributes:
        done: path::id::author of the change sets that were run, undone or recorded, in order.
        answer: what --format=json gives on the command line; schemas/ describes it.
        script: the SQL of the commands that write some.
        text: the answer as the command line prints it.
        warnings: what the command line would have warned of.
    """

    done: tuple[str, ...] = ()
    answer: Mapping[str, Any] = {}
    script: str = ""
    text: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def pending(self) -> tuple[str, ...]:
        """Of `status`: path::id::author of the change sets that an update would run."""
        return tuple(self.answer.get("pending", ()))


class Database:
    """A change log with the database that it is for. Each call connects, works and disconnects.

    Made by `clog.open`. All methods raise `clog.ClogError` where the command line exits with 1.
    """

    def __init__(self, settings: Settings, on_event: Callable[[Event], None] | None = None) -> None:
        self.settings = settings
        self.on_event = on_event

    def status(self) -> Result:
        """List what is pending: `result.pending`."""
        return self.run("status")

    def plan(self) -> Result:
        """Say what an update would do with every change set, and why: `result.answer["changeSets"]`."""
        return self.run("why", changeset_identifier="::")

    def update(self, *, count: int | None = None, tag: str | None = None) -> Result:
        """Run what is pending: all of it, the next `count` change sets, or up to a tag."""
        if count is not None:
            return self.run("update-count", count=count)
        return self.run("update") if tag is None else self.run("update-to-tag", tag=tag)

    def update_sql(self, *, count: int | None = None, tag: str | None = None) -> Result:
        """Write what `update` would run: `result.script`."""
        if count is not None:
            return self.run("update-count-sql", count=count)
        return self.run("update-sql") if tag is None else self.run("update-to-tag-sql", tag=tag)

    def rollback(
        self, *, count: int | None = None, tag: str | None = None, date: datetime | date | str | None = None
    ) -> Result:
        """Undo the last `count` change sets, or what ran after a tag or a point in time.

        Raises:
            UsageError: not exactly one of the three is given.
        """
        given = {name: value for name, value in (("count", count), ("tag", tag), ("date", date)) if value is not None}
        if len(given) != 1:
            raise UsageError("rollback needs one of count, tag and date")
        if count is not None:
            return self.run("rollback-count", count=count)
        return self.run("rollback", tag=tag) if tag is not None else self.run("rollback-to-date", date=str(date))

    def tag(self, tag: str) -> Result:
        """Give the present state a name."""
        return self.run("tag", tag=tag)

    def history(self) -> Result:
        """List what has run: `result.answer["changeSets"]`."""
        return self.run("history")

    def validate(self) -> Result:
        """Look for everything that is wrong with the change log.

        Raises:
            ValidationError: something is; `problems` lists it all.
        """
        return self.run("validate")

    def run(self, command: str, **settings: Any) -> Result:
        """Do what any command does, by its name: `database.run("changelog-sync")`."""
        module = command.replace("-", "_")
        implementation = import_module(f"clog.commands.{module}")
        work = getattr(implementation, module)(self.settings.replace(command=command, **settings))
        events: list[Event] = []
        while True:
            try:
                event = next(work)
            except StopIteration as end:
                return _result(events, end.value)
            events.append(event)
            if self.on_event is not None:
                self.on_event(event)


def _result(events: Sequence[Event], report: Any) -> Result:
    """Sort the events by where the command line would have put them."""
    return Result(
        done=report.done,
        answer=report.answer,
        script="".join(event.text for event in events if event.kind == "script"),
        text="\n".join(event.text for event in events if event.kind == "result"),
        warnings=tuple(event.text for event in events if event.kind == "warning"),
    )


def open(  # noqa: A001 - clog.open reads as it should
    url: str,
    changelog: str | None = None,
    *,
    on_event: Callable[[Event], None] | None = None,
    parameters: Mapping[str, str] | None = None,
    **settings: Any,
) -> Database:
    """Name a database and the change log for it. Nothing is opened before the first call.

    Args:
        url: jdbc:..., a plain URL, or offline:DIALECT?...
        changelog: the root change log, relative to the search path.
        on_event: is told what happens while it happens.
        parameters: values for ${...}.
        settings: any option of the command line, as a Python name: contexts=("test",), search_path=("db",).

    Raises:
        UsageError: there is no such option.
    """
    unknown = [name for name in settings if name not in BY_NAME]
    if unknown:
        raise UsageError(
            f"there is no setting {unknown[0]}", hint="names are those of the options: search_path, contexts"
        )
    for name in ("contexts", "search_path", "schemas"):
        if isinstance(settings.get(name), str):
            settings[name] = (settings[name],)
    return Database(Settings(url=url, changelog_file=changelog, parameters=parameters or {}, **settings), on_event)
