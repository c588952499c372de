"""Summaries of change logs that have not changed: identity, filters and checksums, kept between runs.

A summary is used only when every file that was read has the content that it had, every folder that was searched holds
the same files, every file that was missing still is, and every parameter that was asked for has its value. It is plain
JSON with a digest of itself: one that was damaged, or that others may write to, is passed over and written anew.
"""

from __future__ import annotations

import os
from hashlib import blake2b
from stat import S_ISREG
from typing import TYPE_CHECKING, Any

from clog import __version__
from clog.errors import ClogError
from clog.limits import LARGEST_SUMMARIES, MOST_SUMMARIES, OLDEST_SUMMARY
from clog.model.changelog import ChangeSet, ChangeSetKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from clog.model.files import FileSource
    from clog.resources import Resources

FORM = 2
"""Number of the form of the files; another one is another key."""

_DIGEST = 20
_PIECE = 2**18
"""Bytes of a digest, and of what is read at a time."""

_HEX = frozenset("0123456789abcdef")
_DAY = 86_400
_AGE_OF_DRAFTS = 3600
"""Seconds after which nobody writes a draft any more."""

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_FLAGS = ("run_always", "run_on_change", "fail_on_error", "run_in_transaction", "ignore")


class Recorder:
    """Resources that remember what they were asked and what the answer was."""

    def __init__(self, base: Resources) -> None:
        self.base = base
        self.digests: dict[str, str | None] = {}
        self.searches: dict[str, str] = {}

    def get(self, path: str) -> FileSource | None:
        """Find a file; None when there is none."""
        found = self.base.get(path)
        self.digests[path] = None if found is None else self.digests.get(path) or digest_of(found)
        return found

    def find(self, path: str, relative_to: str | None = None) -> FileSource:
        """Find a file that must be there."""
        found = self.base.find(path, relative_to)
        if found.path not in self.digests:
            self.digests[found.path] = digest_of(found)
        return found

    def search(self, folder: str) -> list[str] | None:
        """List the files below a folder."""
        found = self.base.search(folder)
        self.searches[folder] = listing(found)
        return found


def digest(data: bytes) -> str:
    """Return the digest of a file's content."""
    return blake2b(data, digest_size=_DIGEST).hexdigest()


def digest_of(source: FileSource) -> str:
    """Return the digest of a file's content; a piece of it is read at a time, for there are CSV files without end."""
    found = blake2b(digest_size=_DIGEST)
    with source.open() as stream:
        while piece := stream.read(_PIECE):
            found.update(piece)
    return found.hexdigest()


def listing(found: Sequence[str] | None) -> str:
    """Return the digest of the names in a folder."""
    return "none" if found is None else digest("\n".join(sorted(found)).encode())


def cache_folder(environ: Mapping[str, str]) -> str:
    """Return the folder of summaries: CLOG_CACHE, else clog below the user's cache directory."""
    given = environ.get("CLOG_CACHE")
    if given:
        return given
    base = environ.get("XDG_CACHE_HOME") or os.path.join(environ.get("HOME") or ".", ".cache")  # noqa: PTH118 - pathlib costs start-up time
    return os.path.join(base, "clog")  # noqa: PTH118 - the same


class Summaries:
    """The summary of one change log under one set of circumstances.

    Args:
        folder: where summaries are kept.
        circumstances: everything that the summary depends on besides files and parameters: any JSON.
    """

    def __init__(self, folder: str, circumstances: Any) -> None:
        from json import dumps

        text = dumps([FORM, __version__, circumstances], sort_keys=True, default=str)
        self.path = os.path.join(folder, f"{digest(text.encode())}.json")  # noqa: PTH118 - pathlib costs start-up time

    def load(self, resources: Resources, lookup: Callable[[str], Any]) -> Summary | None:
        """Read the summary; None when there is none that holds.

        Args:
            resources: where files are found now.
            lookup: gives the value of a parameter that comes from outside; None when it has none.
        """
        try:
            found = _read(self.path)
            if found is None or not _holds(found, resources, lookup):
                return None
            summary = Summary(found)
            os.utime(self.path)  # it is in use, and not to be pruned
        except (AttributeError, LookupError, TypeError, ValueError, RecursionError, MemoryError, OSError, ClogError):
            return None  # not what `save` writes, or what cannot be looked at any more
        return summary

    def save(
        self, recorder: Recorder, parameters: Mapping[str, Any], change_sets: Iterable[tuple[ChangeSet, str]]
    ) -> None:
        """Keep a summary. That it cannot be kept is no error.

        Args:
            recorder: what was read.
            parameters: names that were asked for, with their values from outside.
            change_sets: all of them, in order, with their current checksums.
        """
        body = {
            "files": recorder.digests,
            "searches": recorder.searches,
            "parameters": {name: None if value is None else str(value) for name, value in parameters.items()},
            "changeSets": [_row(change_set, check_sum) for change_set, check_sum in change_sets],
        }
        _write(self.path, body)


class Summary:
    """What is known of a change log without reading it."""

    def __init__(self, found: Mapping[str, Any]) -> None:
        """Make change sets without nodes: good for planning, not for running."""
        self.check_sums: dict[int, str] = {}
        change_sets = []
        for row in found["changeSets"]:
            change_set, check_sum = _change_set(row)
            self.check_sums[id(change_set)] = check_sum
            change_sets.append(change_set)
        self.change_sets: tuple[ChangeSet, ...] = tuple(change_sets)


def _row(change_set: ChangeSet, check_sum: str) -> list[Any]:
    """Write a change set as a list; what is seldom given is left out at the end."""
    flags = "".join("1" if getattr(change_set, name) else "0" for name in _FLAGS)
    row = [change_set.id, change_set.author, change_set.path, change_set.key.path, check_sum]
    more = [flags, change_set.contexts, change_set.labels, change_set.dbms, change_set.valid_check_sums]
    return row if more == ["00110", (), (), (), ()] else [*row, *more]


def _change_set(row: list[Any]) -> tuple[ChangeSet, str]:
    """Make a change set of a list, with its checksum."""
    identity, author, path, key_path, check_sum, *more = row
    if not all(isinstance(text, str) or text is None for text in row[:5]):
        message = "an identity is no text"
        raise TypeError(message)
    fields: dict[str, Any] = {
        "id": identity,
        "author": author,
        "path": path,
        "key": ChangeSetKey(key_path, identity or "", author or ""),
        "node": None,
        "document": None,
    }
    if more:
        flags, contexts, labels, dbms, sums = more
        for text in (text for texts in (contexts, labels, dbms, sums) for text in texts):
            text.strip  # noqa: B018 - an AttributeError for what is no text
        fields.update(zip(_FLAGS, (flag == "1" for flag in flags), strict=True))
        fields.update(contexts=tuple(contexts), labels=tuple(labels), dbms=tuple(dbms), valid_check_sums=tuple(sums))
    return ChangeSet(**fields), check_sum


def _holds(found: Mapping[str, Any], resources: Resources, lookup: Callable[[str], Any]) -> bool:
    """Return whether nothing has changed since the summary was made."""
    for name, value in found["parameters"].items():
        now = lookup(name)
        if (None if now is None else str(now)) != value:
            return False
    for folder, names in found["searches"].items():
        if listing(resources.search(folder)) != names:
            return False
    for path, content in found["files"].items():
        source = resources.get(path)
        if (None if source is None else digest_of(source)) != content:
            return False
    return True


def _read(path: str) -> dict[str, Any] | None:
    """Read a file that is ours alone, whole and no larger than what we write; None for every other one."""
    try:
        handle = os.open(path, os.O_RDONLY | _NO_LINK | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as stream:
            state = os.fstat(handle)
            if not S_ISREG(state.st_mode) or state.st_size > LARGEST_SUMMARIES:
                return None
            if hasattr(os, "getuid") and (state.st_uid != os.getuid() or state.st_mode & 0o022):
                return None
            seal, _, body = stream.read().partition(b"\n")
    except OSError:
        return None
    if seal.decode("latin-1") != digest(body):
        return None
    from json import loads

    found: dict[str, Any] = loads(body)
    return found


def _write(path: str, body: Mapping[str, Any]) -> None:
    """Write a file at once, readable for its owner alone; nothing of it stays where that fails."""
    from contextlib import suppress
    from json import dumps

    data = dumps(body, separators=(",", ":")).encode()
    draft = f"{path}.{os.urandom(8).hex()}"
    with suppress(OSError):
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)  # noqa: PTH103, PTH120 - pathlib costs start-up time
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK, 0o600)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(digest(data).encode() + b"\n" + data)
            os.replace(draft, path)  # noqa: PTH105 - the same
        except BaseException:
            with suppress(OSError):
                os.unlink(draft)  # noqa: PTH108 - the same
            raise
        _prune(os.path.dirname(path))  # noqa: PTH120 - the same


def _prune(folder: str) -> None:
    """Remove what is old or too much: summaries that were not used for long, drafts of runs that were killed."""
    from time import time

    now = time()
    kept: list[tuple[float, int, str]] = []
    for entry in os.scandir(folder):
        name, dot, draft = entry.name.partition(".json")
        if not dot or len(name) != 2 * _DIGEST or not set(name) <= _HEX or not entry.is_file(follow_symlinks=False):
            continue  # not ours
        state = entry.stat(follow_symlinks=False)
        age = now - state.st_mtime
        if age > (_AGE_OF_DRAFTS if draft else OLDEST_SUMMARY * _DAY):
            os.unlink(entry.path)  # noqa: PTH108 - pathlib costs start-up time
        elif not draft:
            kept.append((age, state.st_size, entry.path))
    size = 0
    for number, (_, length, path) in enumerate(sorted(kept)):
        size += length
        if number >= MOST_SUMMARIES or size > LARGEST_SUMMARIES:
            os.unlink(path)  # noqa: PTH108 - the same
