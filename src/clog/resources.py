"""Resources: the only reader of files. Directories and archives of a search path, and files in memory."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager
from io import BufferedReader, BytesIO, RawIOBase
from typing import IO, TYPE_CHECKING, Any, BinaryIO, Protocol

from clog.errors import FileMissing
from clog.limits import LARGEST_MEMBER, MOST_FOLDERS
from clog.model.files import FileSource
from clog.model.paths import normal_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


LINK = "a link to nothing"
ABSENT = "is not on the search path"
"""End of the sentence about a path at which there is nothing."""


class Resources(Protocol):
    """Finds files by their paths on the search path, with slashes."""

    def get(self, path: str) -> FileSource | None:
        """Find a file; None when there is none.

        Raises:
            FileMissing: several roots have such a file.
        """
        ...

    def find(self, path: str, relative_to: str | None) -> FileSource:
        """Find a file that must be there; see `clog.model.files.Files`."""
        ...

    def search(self, folder: str) -> list[str] | None:
        """List the files below a folder, paths on the search path; None when there is no such folder."""
        ...


class Root(Protocol):
    """One entry of the search path."""

    name: str

    def open(self, path: str) -> BinaryIO:
        """Open a file."""
        ...

    def has(self, path: str) -> bool:
        """Return whether there is such a file."""
        ...

    def files(self, folder: str) -> Iterator[str] | None:
        """List the files below a folder; None when there is no such folder."""
        ...


class Directories:
    """A search path over directories and archives (zip, jar, wheel).

    Args:
        roots: directories and archives, in order.
        duplicates: what to do when two roots have a file of one path: "ERROR" or "WARN" (the first one counts).

    Attributes:
        doubled: what is to be told of paths that several roots have, each once.
    """

    def __init__(self, roots: Iterable[str], *, duplicates: str = "ERROR") -> None:
        self.roots: Sequence[Root] = tuple(_root(name) for name in roots)
        self.duplicates = duplicates
        self.doubled: dict[str, str] = {}

    def get(self, path: str) -> FileSource | None:
        """Find a file; None when there is none.

        Raises:
            FileMissing: several roots have such a file.
        """
        wanted = normal_path(path)
        found = [root for root in self.roots if root.has(wanted)]
        if not found:
            return None
        root = found[0]
        if len(found) > 1 and wanted not in self.doubled:
            places = ", ".join(one.name for one in found)
            message = f'there are {len(found)} files with the path "{wanted}": in {places}'
            if self.duplicates != "WARN":
                hint = "take one of them away, or --duplicate-file-mode=WARN takes the first"
                raise FileMissing(message, hint=hint)
            self.doubled[wanted] = f"{message}; that of {root.name} is taken"
        return FileSource(path=wanted, open=lambda: root.open(wanted), expand=str)

    def find(self, path: str, relative_to: str | None = None) -> FileSource:
        """Find a file that a change names.

        Raises:
            FileMissing: there is none, or several roots have one.
        """
        wanted = sibling(relative_to, path) if relative_to is not None else normal_path(path)
        found = self.get(wanted)
        if found is None:
            for root in self.roots:
                odd = kind_of(os.path.join(root.name, wanted))  # noqa: PTH118 - as below
                if odd is not None:
                    raise FileMissing(f'"{path}" is {odd[0]}', hint=odd[1])
            searched = ", ".join(root.name for root in self.roots)
            hint = f"looked in {searched}; --search-path names more places"
            raise FileMissing(f'the file "{path}" {ABSENT}', hint=self._meant(wanted) or hint)
        return found

    def _meant(self, path: str) -> str:
        """Say what may be meant by a path that leads to no file; empty where nothing is like it."""
        from difflib import get_close_matches

        wanted = normal_path(path)
        folder, slash, name = wanted.rpartition("/")
        for root in self.roots:
            place = os.path.join(root.name, folder)  # noqa: PTH118 - as below
            try:
                close = get_close_matches(name, os.listdir(place), 1, 0.75)  # noqa: PTH208 - as below
            except (OSError, ValueError):
                continue  # no such folder, or an archive
            if close:
                return f'did you mean "{folder}{slash}{close[0]}"?'
        return ""

    def search(self, folder: str) -> list[str] | None:
        """List the files below a folder of all roots; None when no root has such a folder."""
        wanted = normal_path(folder)
        found: list[str] | None = None
        for root in self.roots:
            if isinstance(root, _Directory) and not root.reaches(folder):
                continue
            files = root.files(wanted)
            if files is not None:
                found = [*(found or ()), *files]
        return found


class Memory(Directories):
    """Files that are given as they are: bytes by path."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(())
        self.roots = (_Given(files),)


def kind_of(place: str) -> tuple[str, str] | None:
    """Say what stands at a place where a file should be, and what to do; None for a file, and for nothing."""
    try:
        mode = os.stat(place).st_mode  # noqa: PTH116 - pathlib costs start-up
    except ValueError:  # a NUL
        return None
    except OSError as error:
        if error.errno == errno.ELOOP:
            return f"{LINK}: it leads back to itself", "let the link lead to a file, or take it away"
        if os.path.islink(place):  # noqa: PTH114 - as above
            return f"{LINK}: {os.readlink(place)} is not there", "let the link lead to a file, or take it away"  # noqa: PTH115 - as above
        return None
    return next((words for test, words in _KINDS if test(mode)), None)


_NAME_A_FILE = "name a file: nothing else is read"
_KINDS = (
    (stat.S_ISDIR, ("a folder", "name a file in it")),
    (stat.S_ISFIFO, ("a named pipe", _NAME_A_FILE)),
    (stat.S_ISSOCK, ("a socket", _NAME_A_FILE)),
    (lambda mode: stat.S_ISCHR(mode) or stat.S_ISBLK(mode), ("a device", _NAME_A_FILE)),
)


def sibling(path: str, name: str) -> str:
    """Return the path of a file named from beside another one."""
    name = name.replace("\\", "/")
    folder, slash, _ = path.replace("\\", "/").rpartition("/")
    return normal_path(name) if name.startswith("/") else normal_path(folder + slash + name)


def below(path: str, name: str) -> str:
    """Return the path of a change log named from beside another one: a slash at its beginning means nothing."""
    return sibling(path, name.replace("\\", "/").lstrip("/"))


def _root(name: str) -> Root:
    """Choose how to read an entry of the search path."""
    return _Archive(name) if os.path.isfile(name) else _Directory(name)  # noqa: PTH113 - pathlib costs start-up


class _Directory:
    """A directory."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.base = name if name.endswith("/") else name + "/"

    def open(self, path: str) -> BinaryIO:
        """Open a file."""
        try:
            return open(self.base + path, "rb")  # noqa: PTH123 - pathlib costs start-up; the caller closes it
        except OSError as error:
            raise FileMissing(
                f'the file "{path}" cannot be read: {error.strerror}', hint="give this user the right to read it"
            ) from error

    def has(self, path: str) -> bool:
        """Return whether there is such a file."""
        return os.path.isfile(self.base + path)  # noqa: PTH113 - as above

    def reaches(self, folder: str) -> bool:
        """Return whether every step of a path leads somewhere: after a folder that is not there `..` leads nowhere."""
        return ".." not in folder or os.path.isdir(self.base + folder.replace("\\", "/").lstrip("/"))  # noqa: PTH112 - as above

    def files(self, folder: str) -> Iterator[str] | None:
        """List the files below a folder; a path that leaves the directory and comes back is one within it."""
        steps = folder.split("/")
        above = steps.count("..")
        own = os.path.abspath(self.name).split("/")  # noqa: PTH100 - as above
        if above and steps[above : 2 * above] == own[-above:]:
            folder = "/".join(steps[2 * above :])
        top = self.base + folder
        return self._walk(top.rstrip("/")) if os.path.isdir(top) else None  # noqa: PTH112 - as above

    def _walk(self, top: str) -> Iterator[str]:
        """List the files below a folder; links are followed, but not back to a folder in which they stand."""
        skipped = len(self.base)
        pending: list[tuple[str, tuple[tuple[int, int], ...]]] = [(top, ())]
        seen: set[tuple[int, int]] = set()
        again = 0
        while pending:
            place, around = pending.pop()
            try:
                state = os.stat(place)  # noqa: PTH116 - as above
                entries = list(os.scandir(place))
            except OSError:
                continue  # what nobody may read is not there
            folder = (state.st_dev, state.st_ino)
            if folder in around:
                continue
            again += folder in seen
            if again > MOST_FOLDERS:
                message = f'links below "{top[skipped:]}" lead to the same folders again and again'
                raise FileMissing(message, hint="let one link lead to each folder")
            seen.add(folder)
            prefix = (place + "/")[skipped:].replace(os.sep, "/")
            for entry in entries:
                if os.path.isdir(entry.path):  # noqa: PTH112 - as above; entry.is_dir fails at a link to itself
                    pending.append((entry.path, (*around, folder)))
                else:
                    yield prefix + entry.name


class _Archive:
    """A zip, jar or wheel. It is opened when it is first asked."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._names: frozenset[str] | None = None

    @property
    def names(self) -> frozenset[str]:
        """The files in it."""
        if self._names is None:
            from zipfile import ZipFile

            hint = "the search path takes directories and zip, jar or wheel archives"
            with _told(f'"{self.name}" on the search path cannot be read', hint), ZipFile(self.name) as archive:
                self._names = frozenset(name for name in archive.namelist() if not name.endswith("/"))
        return self._names

    def open(self, path: str) -> BinaryIO:
        """Open a file."""
        from zipfile import ZipFile

        fault = f'the file "{path}" in the archive "{self.name}" cannot be read'
        with _told(fault), ZipFile(self.name) as archive:
            size = archive.getinfo(path).file_size
            return BufferedReader(_Member(archive.open(path), size, fault))  # it outlives the archive

    def has(self, path: str) -> bool:
        """Return whether there is such a file."""
        return path in self.names

    def files(self, folder: str) -> Iterator[str] | None:
        """List the files below a folder."""
        return _below(self.names, folder)


class _Member(RawIOBase):
    """A file of an archive, unpacked while it is read."""

    def __init__(self, packed: IO[bytes], size: int, fault: str) -> None:
        self.packed = packed
        self.size = size
        self.fault = fault

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read a piece."""
        with _told(self.fault):
            data = self.packed.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def readall(self) -> bytes:
        """Read all of it.

        Raises:
            FileMissing: it is larger than anything that is read as a whole.
        """
        if self.size > LARGEST_MEMBER:
            message = f"{self.fault}: unpacked it has {self.size} bytes, more than {LARGEST_MEMBER}"
            raise FileMissing(message, hint="put the file itself on the search path, if it is meant to be so large")
        with _told(self.fault):
            return self.packed.read()

    def close(self) -> None:
        """Close the archive with it."""
        self.packed.close()
        super().close()


@contextmanager
def _told(fault: str, hint: str = "") -> Iterator[None]:
    """Say what is wrong with an archive.

    Raises:
        FileMissing: it is damaged, encrypted, or packed in an unknown way.
    """
    import zipfile
    import zlib

    lzma_error = getattr(vars(zipfile)["lzma"], "LZMAError", OSError)  # None where Python has no lzma
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, lzma_error, RuntimeError, EOFError, OSError, ValueError, KeyError) as error:
        raise FileMissing(f"{fault}: {error or type(error).__name__}", hint=hint or _remedy(error)) from error


def _remedy(error: Exception) -> str:
    """Say what helps against a fault of an archive."""
    if isinstance(error, NotImplementedError):
        return "pack it with deflate, which everything can read, or put the file itself on the search path"
    if isinstance(error, RuntimeError):  # zipfile has no better one where a password is needed
        return "make the archive without a password, or put the file itself on the search path"
    return "the archive is damaged: copy it again, or make it anew"


class _Given:
    """Files in memory."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.name = "memory"
        self.contents = {normal_path(path): data for path, data in files.items()}

    def open(self, path: str) -> BinaryIO:
        """Open a file."""
        return BytesIO(self.contents[path])

    def has(self, path: str) -> bool:
        """Return whether there is such a file."""
        return path in self.contents

    def files(self, folder: str) -> Iterator[str] | None:
        """List the files below a folder."""
        return _below(self.contents, folder)


def _below(names: Iterable[str], folder: str) -> Iterator[str] | None:
    """List the names below a folder; None when there are none."""
    prefix = folder.rstrip("/") + "/" if folder else ""
    found = [name for name in names if name.startswith(prefix)]
    return iter(found) if found else None
