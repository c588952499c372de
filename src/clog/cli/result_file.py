"""The file of --output-file: it takes the place of an older one when the command succeeds, not before."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

from clog.cli.streams import opened
from clog.errors import UsageError

if TYPE_CHECKING:
    from types import TracebackType

_DIRECT = ("/dev/", "/proc/")
"""What begins so stands for an open file: it must be written as it is, for nothing else has its name."""


class ResultFile:
    """A file that results are written to.

    They go to a draft beside it. Devices, pipes, files that have a second name, and files in folders that take
    no further file, are written where they are.

    A context manager: an exception leaves the older file as it was.

    Raises:
        UsageError: it cannot be written, or there is no such encoding.
    """

    def __init__(self, path: str, encoding: str) -> None:
        """Open it, or its draft."""
        self._path = path
        self._place = os.path.realpath(path)
        self._draft = ""
        self.stream: TextIO = self._drafted(encoding) or opened(path, "w", encoding)

    def __enter__(self) -> TextIO:
        """Return what is written to."""
        return self.stream

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Put it in its place where all went well."""
        try:
            self.close(keep=error is None)
        except OSError as fault:
            if error is None:
                raise UsageError(f"cannot write {self._path}: {fault.strerror}") from fault

    def close(self, *, keep: bool) -> None:
        """End the file.

        Args:
            keep: whether it takes its place; otherwise the older file stays.

        Raises:
            OSError: what is left in it cannot be written; the older file stays.
        """
        draft, self._draft = self._draft, ""
        try:
            self.stream.close()
            if draft and keep:
                os.replace(draft, self._place)  # noqa: PTH105 - pathlib costs start-up time
        finally:
            if draft:
                with suppress(OSError):
                    os.unlink(draft)  # noqa: PTH108 - the same

    def _drafted(self, encoding: str) -> TextIO | None:
        """Open a draft with the rights of the file that is there; None where the file itself is to be opened."""
        if not _replaceable(self._path, self._place):
            return None
        folder, name = os.path.split(self._place)
        draft = os.path.join(folder, f".{name[:100]}.{os.urandom(4).hex()}.clog-new")  # noqa: PTH118 - the same
        try:
            stream: TextIO = open(draft, "x", encoding=encoding, newline="")  # noqa: PTH123, SIM115 - closed by `close`
        except (OSError, LookupError):
            with suppress(OSError):
                os.unlink(draft)  # noqa: PTH108 - the same
            _refuse_unknown(self._path, encoding)
            return None
        self._draft = draft
        if _takes_rights(draft, self._place):
            return stream
        self.stream = stream
        self.close(keep=False)
        return None


def _refuse_unknown(path: str, encoding: str) -> None:
    """Refuse an encoding that is none before a file is emptied for it.

    Raises:
        UsageError: there is no such encoding.
    """
    from codecs import lookup

    try:
        lookup(encoding)
    except LookupError as error:
        raise UsageError(f"cannot write {path}: {error}") from error


def _replaceable(path: str, place: str) -> bool:
    """Return whether another file may take the place of what is there, if anything is."""
    if os.path.abspath(path).startswith(_DIRECT):  # noqa: PTH100 - the same
        return False
    try:
        found = os.stat(place)  # noqa: PTH116 - the same
    except OSError:
        return True
    return (
        stat.S_ISREG(found.st_mode)
        and found.st_nlink == 1
        and os.access(place, os.W_OK)
        and not any(_is_open_as(stream, found) for stream in (sys.stdout, sys.stderr))
    )


def _is_open_as(stream: TextIO, found: os.stat_result) -> bool:
    """Return whether a standard stream writes to a file."""
    try:
        return os.path.samestat(os.fstat(stream.fileno()), found)
    except (OSError, ValueError):
        return False


def _takes_rights(draft: str, place: str) -> bool:
    """Set on a draft the owner and the rights of the file in whose place it comes; false where that is not allowed."""
    try:
        there = os.stat(place)  # noqa: PTH116 - the same
    except OSError:
        return True
    made = os.stat(draft)  # noqa: PTH116 - the same
    try:
        if (made.st_uid, made.st_gid) != (there.st_uid, there.st_gid):
            os.chown(draft, there.st_uid, there.st_gid)
        os.chmod(draft, stat.S_IMODE(there.st_mode))  # noqa: PTH101 - the same
    except OSError:
        return False
    return True
