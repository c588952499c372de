"""Comments in change logs that silence a rule: "clog: ignore RULE because REASON".

Such a comment counts for the change set, or other element of the file, that follows it; above the first element of the
file, in formatted SQL directly below its first line, it counts for the whole file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from clog.errors import Location

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from clog.errors import Problem
    from clog.model.changelog import ChangeSet
    from clog.model.node import Document

_ORDER = r"clog:[ \t]*ignore[ \t]+(?P<rule>[\w-]+)(?:[ \t]+because[ \t]+(?P<reason>\S[^\n]*?))?[ \t]*"
_COMMENTS = {
    "xml": re.compile(rf"<!--\s*{_ORDER}-->"),
    "sql": re.compile(rf"(?m)^[ \t]*--[ \t]*{_ORDER}$"),
    "yaml": re.compile(rf"(?m)(?:^|(?<=\s))\#[ \t]*{_ORDER}$"),
}
_END = 1 << 60


class Suppression(NamedTuple):
    """One such comment.

    Attributes:
        rule: the name as it is written.
        reason: what follows "because"; empty where nothing does.
        at: where it stands.
        first: the first line that it counts for.
        end: the line behind the last one.
    """

    rule: str
    reason: str
    at: Location
    first: int
    end: int

    def covers(self, problem: Problem, place: Location | None = None) -> bool:
        """Return whether it silences a problem, which counts for its own place or another one."""
        at = place or problem.at
        return problem.rule == self.rule and at is not None and self.reaches(at)

    def reaches(self, place: Location) -> bool:
        """Return whether it counts for a place."""
        return place.path == self.at.path and self.first <= place.line < self.end


class SuppressionSubject(NamedTuple):
    """A suppression as the rules about suppressions see it.

    Attributes:
        suppression: it.
        is_used: whether it silenced something, or may do so in another run.
    """

    suppression: Suppression
    is_used: bool


class Suppressions:
    """The suppressions of some files, some of which are used."""

    def __init__(self, documents: Iterable[Document]) -> None:
        remarked = [document for document in documents if document.remarks]
        self.written = tuple(dict.fromkeys(found for document in remarked for found in _written(document)))
        self._used: set[Suppression] = set()

    def silence(self, found: Iterable[Problem], place: Location | None = None) -> Iterator[Problem]:
        """Yield the problems that are not silenced. An error cannot be silenced.

        Args:
            found: the problems.
            place: for which they count, where that is not their own.
        """
        for problem in found:
            by = [one for one in self.written if one.covers(problem, place)] if problem.severity == "warning" else []
            self._used.update(by)
            if not by:
                yield problem

    def subjects(self, names: Container[str], unseen: Iterable[ChangeSet]) -> Iterator[SuppressionSubject]:
        """List what the rules about suppressions see.

        Args:
            names: of the rules that were asked.
            unseen: change sets that they were not asked about.
        """
        places = [one.document.location(one.node) for one in unseen] if self.written else []
        for one in self.written:
            if one.rule in names:
                yield SuppressionSubject(one, one in self._used or any(map(one.reaches, places)))


def _written(document: Document) -> Iterator[Suppression]:
    """List the suppressions in a file."""
    text = document.remarks
    starts = sorted({document.location(child).line for child in document.root.children})
    first = starts[0] if starts else _END
    head = _sql_head(text) if document.format == "sql" else document.location(document.root).line
    for comment in _COMMENTS.get(document.format, _COMMENTS["yaml"]).finditer(text):
        at = comment.start("rule")
        line = text.count("\n", 0, at) + 1
        column = comment.start() - text.rfind("\n", 0, comment.start())
        place = Location(document.path, text.count("\n", 0, comment.start()) + 1, column)
        begins = next((start for start in starts if start >= line), _END)
        ends = next((start for start in starts if start > begins), _END)
        if line <= min(head, first):
            begins, ends = 0, _END
        yield Suppression(comment["rule"], comment["reason"] or "", place, begins, ends)


def _sql_head(text: str) -> int:
    """Find the last of the comment lines directly below the first line of formatted SQL."""
    number = 1
    for line in text.split("\n")[1:]:
        if not _COMMENTS["sql"].fullmatch(line):
            break
        number += 1
    return number
