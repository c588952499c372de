"""Writing down what a command says: results to standard output or a file, all else to standard error or the log."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Self, TextIO

from clog.errors import UsageError
from clog.settings.secrets import hide

if TYPE_CHECKING:
    from types import TracebackType

    from clog.cli.progress import Progress
    from clog.errors import ClogError
    from clog.model.report import Event, Report
    from clog.settings import Settings

LEVELS = {"OFF": 0, "SEVERE": 1, "ERROR": 1, "WARNING": 2, "WARN": 2, "INFO": 3, "FINE": 4, "DEBUG": 4, "TRACE": 4}
"""Names of --log-level with how much each of them lets through."""

_LEVEL_OF = {"warning": ("WARNING", 2), "notice": ("INFO", 3), "progress": ("INFO", 3), "log": ("DEBUG", 4)}

_YELLOW, _PLAIN = "\x1b[33m", "\x1b[0m"


class Output:
    """The streams of one run. A context manager: files are closed at the end.

    Passwords never get this far as long as the code is right; `hide` stands here in case that it is not.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.json = settings.format.upper() == "JSON" and settings.command != "init"
        self.level = LEVELS.get(settings.log_level.upper(), 3)
        self._results: TextIO = sys.stdout
        self._log: TextIO | None = None
        self.quiet = settings.quiet
        self._terminal = sys.stderr.isatty()
        self._progress: Progress | None = None
        self._script: list[str] = []

    def __enter__(self) -> Self:
        """Open the files that the settings name."""
        if self.settings.output_file:
            self._results = _open(self.settings.output_file, "w", self.settings.output_file_encoding)
        if self.settings.log_file:
            try:
                self._log = _open(self.settings.log_file, "a", "UTF-8")
            except UsageError as error:
                self.__exit__(None, error, None)
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
        if error is not None and self._log is not None:
            self._log_line("SEVERE", 1, hide(str(error)))
        if self._log is not None:
            self._close_log(self._log)
        if self._results is not sys.stdout:
            try:
                self._results.close()
            except OSError as fault:
                if error is None:
                    raise self._cannot_write(fault) from fault

    def _close_log(self, log: TextIO) -> None:
        """Close the log; what cannot be written any more is said once."""
        self._log = None
        with suppress(OSError):
            try:
                log.close()
            except OSError as fault:
                self._log_fails(fault)

    def _log_fails(self, fault: OSError) -> None:
        """Go on without the log: a disk that is full shall not break off a run."""
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
                self._put(text)
        elif kind == "result":
            if not self.json:
                self._put(hide(text) + "\n")
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
        coloured = self._terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        sys.stderr.write(f"{_YELLOW}warning:{_PLAIN} {text}\n" if coloured else f"warning: {text}\n")
        self._log_line("WARNING", 2, text)

    def note(self, text: str) -> None:
        """Write a sentence for whoever watches."""
        text = hide(text)
        if not self.quiet:
            sys.stderr.write(text + "\n")
        self._log_line("INFO", 3, text)

    def report(self, report: Report) -> None:
        """Write the answer for machines, if one is wanted."""
        if self.json:
            from json import dumps

            answer = {"schema": f"clog.{self.settings.command}/1", "done": list(report.done), **report.answer}
            if self._script:
                answer["script"] = "".join(self._script)
            self._put(dumps(answer, indent=2, ensure_ascii=False, default=str) + "\n")
        self._put("")

    def failure(self, error: ClogError) -> None:
        """Write for machines why there is no answer; people read it on standard error."""
        if self.json:
            from json import dumps

            from clog.commands.findings import as_rows

            problems = [{**row, "message": hide(row["message"])} for row in as_rows(error.problems)]
            answer = {"schema": "clog.error/1", "command": self.settings.command, "problems": problems}
            self._put(dumps(answer, indent=2, ensure_ascii=False) + "\n")
            self._put("")

    def _log_line(self, level: str, rank: int, text: str) -> None:
        """Write a line to the log, or to standard error where the level asks for more than is said anyway."""
        if rank > self.level and not (self._log is not None and rank < LEVELS["DEBUG"]):
            return
        if self._log is None and rank < LEVELS["DEBUG"]:
            return  # it was said already
        from clog.cli.log import line

        try:
            (self._log or sys.stderr).write(line(level, text, self.settings) + "\n")
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
        return UsageError(
            f"cannot write {self._place}: {fault.strerror}",
            hint="what the run changed in the database is done: look with clog status; make room and ask again",
        )


def _open(path: str, mode: str, encoding: str) -> TextIO:
    """Open a file that the settings name."""
    try:
        stream: TextIO = open(path, mode, encoding=encoding, newline="")  # type: ignore[assignment] # noqa: PTH123, SIM115 - closed by Output
    except (OSError, LookupError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise UsageError(f"cannot write {path}: {reason}") from error
    return stream
