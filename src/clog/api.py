"""The Python API: the same pipeline as the command line, with values instead of text.

import clog

database = clog.open("postgresql://localhost/app", "changelog/root.xml")
database.status().pending      # ('changelog/root.xml::1::ann', ...)
database.update()
database.rollback(count=1)
"""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from clog.database.connection.parameters.check import warnings_about
from clog.database.connection.url import shown_url
from clog.errors import UsageError
from clog.naming import snake_case
from clog.settings import Settings
from clog.settings.declaration import BY_NAME
from clog.settings.driver_properties import driver_properties
from clog.settings.secrets import register_url
from clog.value import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime

    from clog.model.events import Event, Run


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
        """The change sets that an update would run, as path::id::author, of a `status`."""
        return tuple(self.answer.get("pending", ()))


class Database:
    """A change log with the database that it is for. Each call connects, works and disconnects.

    Made by `clog.open`. All methods raise `clog.ClogError` where the command line exits with 1.
    """

    def __init__(self, settings: Settings, on_event: Callable[[Event], None] | None = None) -> None:
        self.settings = settings
        self.on_event = on_event

    def __repr__(self) -> str:
        """Show change log and database, without passwords."""
        return f"<clog.Database {self.settings.changelog_file} for {shown_url(self.settings.url)}>"

    def status(self) -> Result:
        """List what is pending: `result.pending`."""
        return self.run("status")

    def plan(self) -> Result:
        """Say what an update would do with every change set, and why: `result.answer["changeSets"]`."""
        return self.run("why", changeset_identifier="::")

    def update(self, *, count: int | None = None, tag: str | None = None) -> Result:
        """Run what is pending: all of it, the next `count` change sets, or up to a tag.

        Raises:
            UsageError: both are given.
        """
        _not_both(count, tag)
        if count is not None:
            return self.run("update-count", count=count)
        return self.run("update") if tag is None else self.run("update-to-tag", tag=tag)

    def update_sql(self, *, count: int | None = None, tag: str | None = None) -> Result:
        """Write what `update` would run: `result.script`.

        Raises:
            UsageError: both are given.
        """
        _not_both(count, tag)
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
        """Return the present state a name."""
        return self.run("tag", tag=tag)

    def history(self) -> Result:
        """List what has run: `result.answer["changeSets"]`."""
        return self.run("history")

    def validate(self) -> Result:
        """Check the change log for everything that is wrong.

        Raises:
            ValidationError: something is; `problems` lists it all.
        """
        return self.run("validate")

    def run(self, command: str, **settings: Any) -> Result:
        """Run any command by its name: `database.run("changelog-sync")`.

        Args:
            command: as on the command line, in any spelling.
            settings: options of the command, as Python names.

        Raises:
            UsageError: there is no such command or setting.
        """
        name, function = _command(command)
        work = function(self.settings.replace(command=name, **_checked(settings)))
        events: list[Event] = []
        while True:
            try:
                event = next(work)
            except StopIteration as end:
                return _result(events, end.value, self.settings.warnings)
            events.append(event)
            if self.on_event is not None:
                self.on_event(event)


def _result(events: Sequence[Event], report: Any, before: tuple[str, ...]) -> Result:
    """Sort the events by where the command line would have put them."""
    return Result(
        done=report.done,
        answer=report.answer,
        script="".join(event.text for event in events if event.kind == "script"),
        text="\n".join(event.text for event in events if event.kind == "result"),
        warnings=(*before, *(event.text for event in events if event.kind == "warning")),
    )


def open(  # noqa: A001 - clog.open reads as it should
    url: str,
    changelog: str | None = None,
    *,
    on_event: Callable[[Event], None] | None = None,
    parameters: Mapping[str, str] | None = None,
    **settings: Any,
) -> Database:
    """Return a handle for a database and the change log for it. Nothing is opened before the first call.

    Args:
        url: jdbc:..., a plain URL, or offline:DIALECT?...
        changelog: the root change log, relative to the search path.
        on_event: is told what happens while it happens.
        parameters: values for ${...}.
        settings: any option of the command line, as a Python name: contexts=("test",), search_path=("db",).

    Raises:
        UsageError: there is no such option, or the URL asks for what is not done, and `strict` is on.
    """
    register_url(url)
    checked = _checked(settings)
    warnings = tuple(warnings_about(url, "url", driver_properties(checked.get("driver_properties_file"))))
    if warnings and checked.get("strict"):
        raise UsageError(warnings[0], hint="strict makes warnings errors")
    return Database(
        Settings(url=url, changelog_file=changelog, parameters=parameters or {}, warnings=warnings, **checked), on_event
    )


def _not_both(count: int | None, tag: str | None) -> None:
    """Refuse two answers to one question."""
    if count is not None and tag is not None:
        raise UsageError("update takes count or tag, not both")


def _checked(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Check that there are such settings; one text where a list is expected is the only one of it."""
    for name in settings:
        if name not in BY_NAME:
            close = get_close_matches(name, BY_NAME, 1)
            hint = f"did you mean {close[0]}?" if close else "names are those of the options: search_path, contexts"
            raise UsageError(f"there is no setting {name}", hint=hint)
    return {
        name: (value,) if BY_NAME[name].kind == "list" and isinstance(value, str) else value
        for name, value in settings.items()
    }


def _command(written: str) -> tuple[str, Callable[[Settings], Run]]:
    """Find a command by its name in any spelling; those that have no database are no commands of one."""
    module = snake_case(written.replace("-", "_"))
    if module.isidentifier() and find_spec(f"clog.commands.{module}") is not None:
        implementation = import_module(f"clog.commands.{module}")
        function: Any = getattr(implementation, module, None)
        if hasattr(implementation, "TAKES") and function is not None:
            return module.replace("_", "-"), function
    raise UsageError(f'a database has no command "{written}"', hint="clog --help lists the commands")
