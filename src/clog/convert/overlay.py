"""Files as a conversion sees them: what was asked for, and what lies there afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.model.paths import normal_path
from clog.resources import Memory, sibling

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from clog.model.files import FileSource
    from clog.resources import Resources


class Recording:
    """Remembers which files were asked for."""

    def __init__(self, base: Resources) -> None:
        self.base = base
        self.found: dict[str, FileSource] = {}

    def get(self, path: str) -> FileSource | None:
        """Find a file; None when there is none."""
        found = self.base.get(path)
        if found is not None:
            self.found[found.path] = found
        return found

    def find(self, path: str, relative_to: str | None = None) -> FileSource:
        """Find a file that must be there."""
        found = self.base.find(path, relative_to)
        self.found[found.path] = found
        return found

    def search(self, folder: str) -> list[str] | None:
        """List the files below a folder."""
        return self.base.search(folder)


class Overlay:
    """Files of a conversion in front of those that were there; files that were replaced are gone."""

    def __init__(self, base: Resources, added: Mapping[str, bytes], removed: Iterable[str]) -> None:
        self.base = base
        self.added = Memory(added)
        self.removed = frozenset(removed) - added.keys()

    def get(self, path: str) -> FileSource | None:
        """Find a file; None when there is none."""
        found = self.added.get(path)
        if found is None and normal_path(path) not in self.removed:
            found = self.base.get(path)
        return found

    def find(self, path: str, relative_to: str | None = None) -> FileSource:
        """Find a file that must be there."""
        wanted = sibling(relative_to, path) if relative_to is not None else path
        return self.added.get(wanted) or self.base.find(wanted, None)

    def search(self, folder: str) -> list[str] | None:
        """List the files below a folder."""
        below = self.base.search(folder)
        kept = [path for path in below or () if path not in self.removed]
        more = self.added.search(folder) or []
        return None if below is None and not more else [*kept, *(path for path in more if path not in kept)]
