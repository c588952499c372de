"""FileSource: a file that a change names, found while loading, read when needed, never kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, Protocol

from clog.errors import FileMissing
from clog.value import Value

if TYPE_CHECKING:
    from collections.abc import Callable


class FileSource(Value):
    """A file on the search path.

    Attributes:
        path: as found, relative to the search path.
        open: opens its bytes from the start; closed by the caller.
        expand: expands ${...} with the parameters in effect where the change stands.
    """

    path: str
    open: Callable[[], BinaryIO]
    expand: Callable[[str], str]

    def read(self) -> bytes:
        """Read all of it."""
        with self.open() as stream:
            return stream.read()


class NoFiles(Value):
    """The files of changes that name none."""

    def find(self, path: str, relative_to: str | None) -> FileSource:
        """Raise FileMissing, whatever is asked for."""
        del relative_to
        raise FileMissing(f'the file "{path}" stands in no change log')


class Files(Protocol):
    """Finds the files that changes name."""

    def find(self, path: str, relative_to: str | None) -> FileSource:
        """Find a file.

        Args:
            path: as written in the change.
            relative_to: the change log's own path where relativeToChangelogFile is true, else None.

        Raises:
            FileMissing: no such file on the search path.
        """
        ...
