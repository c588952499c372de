"""Writing down what a command says: results to standard output or a file, all else to standard error or the log."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from errno import EDQUOT, ENOSPC
from typing import TYPE_CHECKING, Any, Self, TextIO

from clog.cli.streams import opened
from clog.errors import ClogError, UsageError
from clog.limits import MOST_LISTED
from clog.settings.secrets import hide
from clog.sqltext.control import escaped

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from clog.cli.progress import Progress
    from clog.cli.result_file import ResultFile
    from clog.errors import Problem
    from clog.model.events import Event, Report
    from clog.settings import Settings

LEVELS = {"OFF": 0, "SEVERE": 1, "ERROR": 1, "WARNING": 2, "WARN": 2, "INFO": 3, "FINE": 4, "DEBUG": 4, "TRACE": 4}
"""Names of --log-level with how much each of them lets through."""

_YELLOW, _PLAIN = "\x1b[33m", "\x1b[0m"


class CommandOutput:
    """The streams of one run. A context manager: files are closed at the end.

    Passwords never get this far as long as the code is right; `hide` stands here in case that it is not.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.json = settings.format.upper() == "JSON" and settings.command != "init"
        self.level = LEVELS.get(settings.log_level.upper(), 3)
        self._answered = self._told = False
        self._warned = 0
        self._results: TextIO = sys.stdout
        self._file: ResultFile | None = None
        self._log: TextIO | None = None
        self.quiet = settings.quiet
        self.lines = settings.log_file is None and settings.log_format != "TEXT"
        self._terminal = sys.stderr.isatty() and not self.lines
        self._progress: Progress | None = None
        self._script: list[str] = []

    def __enter__(self) -> Self:
        """Open the files that the settings name."""
        if self.settings.output_file:
            from clog.cli.result_file import ResultFile

            self._file = ResultFile(self.settings.output_file, self.settings.output_file_encoding)
            self._results = self._file.stream
        if self.settings.log_file:
            try:
                self._log = opened(self.settings.log_file, "a", "UTF-8")
            except UsageError:
                self._close_results(keep=False)
                raise
        if self.settings.log_level.upper() not in LEVELS:
            self.warn(f"there is no log level {self.settings.log_level}; INFO it is")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the files; what went wrong stands in the log too."""
        if self._progress is not None:
            self._progress.stop()
        if self._warned > MOST_LISTED and not self.lines:
            more = f"and {self._warned - MOST_LISTED} more: clog validate --format=json lists them all"
            sys.stderr.write(f"warning: {more}\n")
        if error is not None:
            self._failure(error)
        if self._log is not None:
            self._close_log(self._log)
        try:
            self._close_results(keep=error is None or self._told)
        except OSError as fault:
            if error is None:
                raise self._cannot_write(fault) from fault

    def _close_results(self, *, keep: bool) -> None:
        """Close the file of the results, if they go to one; without an answer in it the older one stays."""
        if self._file is not None:
            self._file.close(keep=keep)

    def _close_log(self, log: TextIO) -> None:
        """Close the log; what cannot be written any more is said once."""
        self._log = None
        with suppress(OSError):
            try:
                log.close()
            except OSError as fault:
                self._log_fails(fault)

    def _log_fails(self, fault: OSError) -> None:
        """Close the log: a disk that is full shall not break off a run."""
        self._log = None
        self.warn(f"the log goes no further: cannot write {self.settings.log_file}: {fault.strerror}")

    def event(self, event: Event) -> None:
        """Write one event where its kind belongs."""
        kind, text = event.kind, event.text
        if event.state and self._terminal and not self.quiet:
            text = self._follow(event)
        if kind == "script":
            if self.json:
                self._script.append(text)
            else:
                self._put(escaped(text) if self._results.isatty() else text)
        elif kind == "result":
            if not self.json:
                self._put(escaped(hide(text)) + "\n")
        elif text:
            text = hide(text)
            if kind == "warning":
                self.warn(text)
            elif kind == "log":
                self._log_line("DEBUG", 4, text)
            else:
                self.note(text)

    def _follow(self, event: Event) -> str:
        """Show on a terminal where the run is; give the text with the number of the change set."""
        if self._progress is None:
            from clog.cli.progress import Progress

            self._progress = Progress()
        numbered = event.text and event.state == "RUNNING" and event.change_set in self._progress.pending
        text = f"{self._progress.place} {event.text}" if numbered else event.text
        self._progress.event(event)
        return text

    def warn(self, text: str) -> None:
        """Write a warning."""
        text = hide(text)
        self._warned += 1
        if not self.lines and self._warned <= MOST_LISTED:
            shown = escaped(text)
            coloured = self._terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
            sys.stderr.write(f"{_YELLOW}warning:{_PLAIN} {shown}\n" if coloured else f"warning: {shown}\n")
        self._log_line("WARNING", 2, text)

    def note(self, text: str) -> None:
        """Write a sentence for whoever watches."""
        text = hide(text)
        if self.quiet and self.lines:
            return
        if not self.quiet and not self.lines:
            sys.stderr.write(escaped(text) + "\n")
        self._log_line("INFO", 3, text)

    def report(self, report: Report) -> None:
        """Write the answer for machines, if one is wanted."""
        answer = {"schema": f"clog.{self.settings.command}/1", "done": list(report.done), **report.answer}
        if self._script:
            answer["script"] = "".join(self._script)
        self._answer(answer)

    def skipped(self, reason: str) -> None:
        """Say why the command was not run."""
        self.note(f"clog did not run: {reason}")
        self._answer({"schema": "clog.skipped/1", "command": self.settings.command, "reason": reason})

    def _answer(self, answer: Mapping[str, Any]) -> None:
        """Write the answer for machines, where one is wanted, and see to it that all results are there."""
        self._answered = True
        if self.json:
            from clog.cli.failure import document

            self._put(document(answer, getattr(self._results, "encoding", None)))
        self._put("")

    def _failure(self, error: BaseException) -> None:
        """Write for machines why there is no answer, and to the log; people read it on standard error."""
        from clog.cli.failure import as_problems, failure

        if isinstance(error, BrokenPipeError):
            return
        problems = as_problems(error)
        with suppress(UsageError, BrokenPipeError):  # the first error counts
            if not self._answered:
                findings = self._findings(problems)
                self._put(findings)
                self._answer(failure(self.settings.command, error))
                self._told = bool(findings) or self.json
        if self.lines or self._log is not None:
            text = str(error) if isinstance(error, ClogError) else "\n".join(str(problem) for problem in problems)
            self._log_line("SEVERE", 1, hide(text))

    def _findings(self, problems: tuple[Problem, ...]) -> str:
        """Write what goes wrong as SARIF or JUnit, where that form is asked for; else nothing."""
        form = self.settings.format.upper()
        if form not in {"SARIF", "JUNIT"}:
            return ""
        from clog.reporters.findings import as_sarif, junit_of

        hidden = tuple(problem._replace(message=hide(problem.message)) for problem in problems)
        return (as_sarif(hidden, self.settings) if form == "SARIF" else junit_of(self.settings.command, hidden)) + "\n"

    def _log_line(self, level: str, rank: int, text: str) -> None:
        """Write a line to the log, or to standard error where the level asks for more than is said anyway."""
        said = rank < LEVELS["DEBUG"]
        if self._log is not None:
            wanted = rank <= (self.level or LEVELS["INFO"])  # a file that is asked for is not meant to stay empty
        else:
            wanted = self.lines if said else rank <= self.level  # without lines it was said already
        if not wanted:
            return
        from clog.cli.log import line

        try:
            written = line(level, text, self.settings.log_format, self.settings.command)
            (self._log or sys.stderr).write(written + "\n")
        except OSError as fault:
            if self._log is None:
                raise
            self._log_fails(fault)

    def _put(self, text: str) -> None:
        """Write to where results go; an empty text sees to it that all of them are there.

        Raises:
            UsageError: there is no room, or the encoding has not all characters.
            BrokenPipeError: nobody reads standard output any more.
        """
        try:
            self._results.write(text)
            if not text:
                self._results.flush()
        except BrokenPipeError:
            raise
        except OSError as fault:
            raise self._cannot_write(fault) from fault
        except UnicodeEncodeError as fault:
            letter = fault.object[fault.start]
            raise UsageError(
                f"cannot write {self._place}: {fault.encoding} has no {letter!a} (U+{ord(letter):04X})",
                hint="--output-file=FILE --output-file-encoding=UTF-8 writes every character",
            ) from fault

    @property
    def _place(self) -> str:
        """Where results go."""
        return self.settings.output_file or "standard output"

    def _cannot_write(self, fault: OSError) -> UsageError:
        """Make the error."""
        done = "what the run changed in the database is done: look with clog status"
        hint = f"{done}; make room and ask again" if fault.errno in {ENOSPC, EDQUOT} else done
        return UsageError(f"cannot write {self._place}: {fault.strerror}", hint=hint)
