"""Resources: the only reader of files. Directories and archives of a search path, and files in memory."""

from __future__ import annotations

import os
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, Protocol

from clog.errors import FileMissing
from clog.model.files import FileSource
from clog.model.paths import normal_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


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
        """Whether there is such a file."""
        ...

    def files(self, folder: str) -> Iterator[str] | None:
        """List the files below a folder; None when there is no such folder."""
        ...


class Directories:
    """A search path over directories and archives (zip, jar, wheel).

    Args:
        roots: directories and archives, in order.
        duplicates: what to do when two roots have a file of one path: "ERROR" or "WARN" (the first one counts).
    """

    def __init__(self, roots: Iterable[str], *, duplicates: str = "ERROR") -> None:
        self.roots: Sequence[Root] = tuple(_root(name) for name in roots)
        self.duplicates = duplicates

    def get(self, path: str) -> FileSource | None:
        """Find a file; None when there is none.

        Raises:
            FileMissing: several roots have such a file.
        """
        wanted = normal_path(path)
        found = [root for root in self.roots if root.has(wanted)]
        if not found:
            return None
        if len(found) > 1 and self.duplicates != "WARN":
            places = ", ".join(root.name for root in found)
            raise FileMissing(
                f'there are {len(found)} files with the path "{wanted}": in {places}',
                hint="take one of them away, or --duplicate-file-mode=WARN takes the first",
            )
        root = found[0]
        return FileSource(path=wanted, open=lambda: root.open(wanted), expand=str)

    def find(self, path: str, relative_to: str | None = None) -> FileSource:
        """Find a file that a change names.

        Raises:
            FileMissing: there is none, or several roots have one.
        """
        found = self.get(sibling(relative_to, path) if relative_to is not None else path)
        if found is None:
            searched = ", ".join(root.name for root in self.roots)
            hint = f"looked in {searched}; --search-path names more places"
            raise FileMissing(f'the file "{path}" is not on the search path', hint=self._meant(path) or hint)
        return found

    def _meant(self, path: str) -> str:
        """Say what may be meant by a path that leads to no file; empty where nothing is like it."""
        from difflib import get_close_matches

        wanted = normal_path(path)
        folder, slash, name = wanted.rpartition("/")
        for root in self.roots:
            place = os.path.join(root.name, folder)  # noqa: PTH118 - as below
            if os.path.isdir(os.path.join(place, name)):  # noqa: PTH112, PTH118 - as below
                return f'"{path}" is a folder: name a file in it'
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
            files = root.files(wanted)
            if files is not None:
                found = [*(found or ()), *files]
        return found


class Memory(Directories):
    """Files that are given as they are: bytes by path."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(())
        self.roots = (_Given(files),)


def sibling(path: str, name: str) -> str:
    """Give the path of a file named from beside another one."""
    name = name.replace("\\", "/")
    folder, slash, _ = path.replace("\\", "/").rpartition("/")
    return normal_path(name) if name.startswith("/") else normal_path(folder + slash + name)


def below(path: str, name: str) -> str:
    """Give the path of a change log named from beside another one: a slash at its beginning means nothing."""
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
        """Whether there is such a file."""
        return os.path.isfile(self.base + path)  # noqa: PTH113 - as above

    def files(self, folder: str) -> Iterator[str] | None:
        """List the files below a folder."""
        top = self.base + folder
        return self._walk(top.rstrip("/")) if os.path.isdir(top) else None  # noqa: PTH112 - as above

    def _walk(self, top: str) -> Iterator[str]:
        skipped = len(self.base)
        for place, _, names in os.walk(top, followlinks=True):
            prefix = (place + "/")[skipped:].replace(os.sep, "/")
            for name in names:
                yield prefix + name


class _Archive:
    """A zip, jar or wheel. It is opened when it is first asked."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._names: frozenset[str] | None = None

    @property
    def names(self) -> frozenset[str]:
        """The files in it."""
        if self._names is None:
            from zipfile import BadZipFile, ZipFile

            try:
                with ZipFile(self.name) as archive:
                    self._names = frozenset(name for name in archive.namelist() if not name.endswith("/"))
            except (BadZipFile, OSError) as error:
                raise FileMissing(
                    f'"{self.name}" on the search path cannot be read: {error}',
                    hint="the search path takes directories and zip, jar or wheel archives",
                ) from error
        return self._names

    def open(self, path: str) -> BinaryIO:
        """Open a file."""
        from zipfile import ZipFile

        with ZipFile(self.name) as archive:
            return BytesIO(archive.read(path))

    def has(self, path: str) -> bool:
        """Whether there is such a file."""
        return path in self.names

    def files(self, folder: str) -> Iterator[str] | None:
        """List the files below a folder."""
        return _below(self.names, folder)


class _Given:
    """Files in memory."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.name = "memory"
        self.contents = {normal_path(path): data for path, data in files.items()}

    def open(self, path: str) -> BinaryIO:
        """Open a file."""
        return BytesIO(self.contents[path])

    def has(self, path: str) -> bool:
        """Whether there is such a file."""
        return path in self.contents

    def files(self, folder: str) -> Iterator[str] | None:
        """List the files below a folder."""
        return _below(self.contents, folder)


def _below(names: Iterable[str], folder: str) -> Iterator[str] | None:
    """List the names below a folder; None when there are none."""
    prefix = folder.rstrip("/") + "/" if folder else ""
    found = [name for name in names if name.startswith(prefix)]
    return iter(found) if found else None
