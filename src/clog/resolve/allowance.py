"""How much a load may read: includes that read the same files again and again would never end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.limits import DEEPEST_TEXT, MOST_AGAIN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from clog.model.node import Document


class Allowance:
    """Counts what one load reads.

    Attributes:
        used_up: whether there was too much: nothing more is read then.
    """

    def __init__(self, documents: Mapping[str, Document]) -> None:
        """Start at nothing; `documents` are parsed files by path, which the load adds to."""
        self.documents = documents
        self.used_up = False
        self._sizes: dict[str, int] = {}
        self._again = 0
        self._most = MOST_AGAIN

    def fault(self, path: str, around: Sequence[str]) -> tuple[str, str] | None:
        """Count a file that is about to be read; say what is wrong with that and what to do, if anything is.

        Args:
            path: of the file.
            around: the files that include it, outermost first.
        """
        if path in around:
            way = " -> ".join((*around[around.index(path) :], path))
            return f"{path} includes itself: {way}", "take one of these includes away"
        message = ""
        if len(around) > DEEPEST_TEXT:
            message = f"includes are more than {DEEPEST_TEXT} deep in each other"
        elif path in self._sizes:
            self._again += self._size(path)
            if self._again > self._most:
                self._most = MOST_AGAIN + 10 * sum(map(self._size, self._sizes))
            if self._again > self._most:
                message = f"includes read the same files again and again, {path} among them"
        self._sizes.setdefault(path, 0)
        self.used_up = bool(message)
        return (message, "include each file once, where it is needed") if message else None

    def _size(self, path: str) -> int:
        """Count the elements of a file that was read; once."""
        if not self._sizes[path]:
            pending = [self.documents[path].root] if path in self.documents else []
            for node in pending:
                pending += node.children
            self._sizes[path] = len(pending) + 1
        return self._sizes[path]
