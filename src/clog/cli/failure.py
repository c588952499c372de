"""What programs read when clog fails before a command has begun, and what goes wrong in the form of problems."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Any

import click

from clog.cli.streams import OUTPUT_CLOSED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clog.errors import Problem, UsageError

_OUTSIDE = frozenset((1, 5, 13, 23, 24, 27, 28, 30, 36, 122))
"""Errors of the system that are no fault of clog: no permission, no room, too many files, a file system that is read-only ..."""


class FailureReporter:
    """What is owed to whoever asked for JSON, until a command takes it over: one document, and a log of documents.

    Attributes:
        taken_over: whether the command writes the document, whatever happens.
        said: whether the command says its errors itself.
        without_command: whether the arguments name no command at all.
    """

    def __init__(self, given: Sequence[str]) -> None:
        self.given = given
        self.taken_over = False
        self.said = False
        self.without_command = False

    def fail(self, error: BaseException, text: str) -> None:
        """Write what is owed; `text` is what people are told."""
        from clog.cli.streams import leave
        from clog.settings.secrets import hide
        from clog.sqltext.control import escaped

        try:
            self._answer(error)
            sys.stdout.flush()
        except OSError:
            leave(sys.stdout)
        if isinstance(error, OSError):
            leave(sys.stdout)
        if not self.said:
            form = self._asked("log_format")
            if form in {"JSON", "JSON_PRETTY"}:
                from clog.cli.log import line

                text = line("SEVERE", hide(text), form, self._command)
            sys.stderr.write(escaped(hide(text)) + "\n")

    def _answer(self, error: BaseException) -> None:
        """Write the document, where one was asked for and nobody has written it."""
        if not self.taken_over and self._asked("format") == "JSON" and self._command != "init":
            sys.stdout.write(document(failure(self._command, error), sys.stdout.encoding))

    @property
    def _command(self) -> str:
        """The name of the command as far as it is to be seen."""
        from clog.cli.arguments import arrange
        from clog.cli.command_files import command_names
        from clog.settings.declaration import squash

        written = arrange(self.given).command
        return next((name for name in command_names() if squash(name) == squash(written)), written)

    def _asked(self, name: str) -> str:
        """Return what an option says, in upper case, by arguments or environment; settings may not be there yet."""
        from clog.cli.arguments import arrange
        from clog.settings.declaration import BY_NAME

        start = f"{BY_NAME[name].option}="
        values = [option.removeprefix(start) for option in arrange(self.given).rest if option.startswith(start)]
        scope = "COMMAND_" if BY_NAME[name].scope == "common" else ""
        return (values[-1] if values else os.environ.get(f"LIQUIBASE_{scope}{name.upper()}", "")).upper()


def as_problems(error: BaseException) -> tuple[Problem, ...]:
    """Return anything that ends a run as problems."""
    from clog.errors import Cancelled, ClogError, Problem

    if isinstance(error, ClogError):
        return error.problems
    if isinstance(error, KeyboardInterrupt | click.Abort):
        return (Problem(Cancelled.code, "interrupted"),)
    known = as_usage(error)
    if known is not None:
        return known.problems
    from clog.cli.bug import HINT, fault

    return (Problem("CLOG999", f"this is a bug in clog: {fault(error)}", hint=HINT),)


def as_usage(error: BaseException) -> UsageError | None:
    """Return what is wrong with the arguments or around clog as a UsageError; None when it is neither."""
    from clog.errors import UsageError

    if isinstance(error, MemoryError):
        return UsageError(
            "there is not enough memory for what is to be read or written",
            hint="give the process more, or take large files apart; loadData reads rows one by one",
        )
    if isinstance(error, click.NoSuchOption):
        takers = _takers(error.option_name)
        if takers:
            return UsageError(f"No such option '{error.option_name}'", hint=f"it belongs to {', '.join(takers)}")
    if isinstance(error, click.ClickException):
        return UsageError(error.format_message(), hint="clog COMMAND --help lists the options")
    if isinstance(error, BrokenPipeError):
        return UsageError(
            "standard output is not read any more: the rest of the answer is not written",
            hint="what the run changed in the database is done: look with clog status",
        )
    if isinstance(error, OSError) and (error.errno in _OUTSIDE or error.filename == OUTPUT_CLOSED.filename):
        place = f" {error.filename}" if error.filename else ""
        return UsageError(
            f"cannot read or write{place}: {error.strerror}",
            hint="make room or get the right to it, then run the command again",
        )
    return None


def _takers(option: str) -> list[str]:
    """List the commands that take an option; none where the option belongs to all of them, or to none."""
    from clog.cli.command_files import command_names, takes
    from clog.settings.declaration import BY_SPELLING, squash

    setting = BY_SPELLING.get(squash(option))
    if setting is None or setting.scope != "command":
        return []
    return [name for name in command_names() if setting.name in takes(name)]


def failure(command: str, error: BaseException) -> dict[str, Any]:
    """Make the answer in place of an answer."""
    from clog.errors import ExecutionError
    from clog.reporters.findings import as_rows
    from clog.settings.secrets import hide

    rows = [{**row, "message": hide(row["message"]), "hint": hide(row["hint"])} for row in as_rows(as_problems(error))]
    answer: dict[str, Any] = {"schema": "clog.error/1", "command": command, "problems": rows}
    if isinstance(error, ExecutionError):
        answer["failed"] = {
            "changeSet": error.change_set or None,
            "statement": hide(error.statement) or None,
            "sqlState": error.sqlstate or None,
            "applied": list(error.done),
        }
    return answer


def document(answer: object, encoding: str | None) -> str:
    """Write an answer as JSON; letters that the encoding has not are written as escapes."""
    from json import dumps

    text = dumps(answer, indent=2, ensure_ascii=False, default=str) + "\n"
    try:
        text.encode(encoding or "utf-8")
    except UnicodeEncodeError:
        return dumps(answer, indent=2, default=str) + "\n"
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


_UNSEEN = re.compile("[\x7f-\x9f]")
"""Control characters that JSON allows in texts; terminals obey them."""
