"""Standard streams that are not there, or fail: clog goes on, and ends in order, where nobody can be told any more."""

from __future__ import annotations

import errno
import os
import sys
from io import TextIOBase
from typing import TYPE_CHECKING, Any, NoReturn, Self

from clog.errors import UsageError

if TYPE_CHECKING:
    from typing import TextIO

OUTPUT_CLOSED = OSError(errno.EBADF, "it is closed", "standard output")
"""What is raised by writing to a standard output that the process was started without."""


class Streams:
    """The standard streams of a run, made good. A context manager: what was there before is put back.

    A standard output that is closed refuses what is written to it. What cannot be written to standard error is
    left out: the run shall not break off because nobody can be told how it goes.
    """

    def __enter__(self) -> Self:
        """Replace the streams that are not there; watch over standard error."""
        self._before = (sys.stdin, sys.stdout, sys.stderr)
        if None in self._before:
            _occupy()
        sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: PTH123 - there until the process ends
        sys.stdout = sys.stdout or _Closed()
        sys.stderr = _Kept(sys.stderr)  # all that a stream has, by delegation
        return self

    def __exit__(self, *_: object) -> None:
        """Restore what was there."""
        sys.stdin, sys.stdout, sys.stderr = self._before


class _Closed(TextIOBase):
    """A stream that refuses whatever is written to it."""

    encoding = "utf-8"

    def write(self, text: str) -> int:
        """Refuse a text; take an empty one."""
        return self._refuse() if text else 0

    def _refuse(self) -> NoReturn:
        raise OSError(*OUTPUT_CLOSED.args[:2], OUTPUT_CLOSED.filename)


class _Kept:
    """A stream whose failures break off nothing. All but writing is done by the stream behind it, if there is one."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream if self._stream is not None else _Closed(), name)

    def write(self, text: str) -> int:
        """Write a text if it can be written."""
        try:
            return self._stream.write(text) if self._stream is not None else len(text)
        except OSError:
            self._leave()
            return len(text)

    def flush(self) -> None:
        """Flush the stream if it can be."""
        try:
            if self._stream is not None:
                self._stream.flush()
        except OSError:
            self._leave()

    def _leave(self) -> None:
        """Write nothing more."""
        if self._stream is not None:
            leave(self._stream)
        self._stream = None


def leave(stream: TextIO) -> None:
    """Redirect a stream to nowhere: what is left in it cannot be written, and Python would complain when it ends."""
    from io import UnsupportedOperation

    try:
        number = stream.fileno()
    except UnsupportedOperation:
        return  # no file, as in tests
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)


def _occupy() -> None:
    """Open something in place of each stream that is closed: else the next file, a database perhaps, gets its number."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(number, True)
    os.close(number)


def opened(path: str, mode: str, encoding: str) -> TextIO:
    """Open a file that the settings name.

    Raises:
        UsageError: it cannot be opened, or there is no such encoding.
    """
    try:
        stream: TextIO = open(path, mode, encoding=encoding, newline="")  # type: ignore[assignment] # noqa: PTH123, SIM115 - closed by CommandOutput
    except (OSError, LookupError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise UsageError(f"cannot write {path}: {reason}") from error
    return stream
