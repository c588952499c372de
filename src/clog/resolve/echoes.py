"""What is said of one place twice: where the schema of an XML file refuses something, later steps need not."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from clog.errors import InvalidValue, MissingAttribute, UnknownAttribute, UnknownElement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.errors import ClogError, Location, Problem
    from clog.model.changelog import ChangeLog
    from clog.model.node import Document

_CODES = frozenset(kind.code for kind in (InvalidValue, MissingAttribute, UnknownAttribute, UnknownElement))
"""What schemas speak of."""


def refused_places(documents: Iterable[Document]) -> frozenset[Location | None]:
    """Return the places at which the schemas of XML files refuse something."""
    return frozenset(problem.at for document in documents for problem in document.faults)


def is_echo(problem: Problem, places: frozenset[Location | None]) -> bool:
    """Return whether a problem says again what a schema said: of its place, or of what is missing, perhaps as misspelt."""
    if problem.code == MissingAttribute.code and problem.at:
        return any(place and place.path == problem.at.path for place in places)
    return problem.at in places and problem.code in _CODES


def without_echoes(faults: Iterable[ClogError], documents: Iterable[Document]) -> list[ClogError]:
    """Omit errors that say again what a schema said."""
    documents = tuple(documents)
    places = refused_places(documents)
    if not places:
        return list(faults)
    said = {document.faults for document in documents}
    return [
        fault
        for fault in faults
        if fault.problems in said or not all(is_echo(found, places) for found in fault.problems)
    ]


def refused_change_sets(change_log: ChangeLog) -> frozenset[tuple[str, int]]:
    """Return path and offset of the change sets in which a schema refuses something."""
    found: set[tuple[str, int]] = set()
    for document in {id(document): document for document in change_log.documents if document.faults}.values():
        nodes = [child for child in document.root.children if child.name == "changeSet"]
        starts = [document.location(node)[1:] for node in nodes]
        for problem in document.faults:
            index = bisect_right(starts, problem.at[1:]) - 1 if problem.at else -1
            if index >= 0:
                found.add((document.path, nodes[index].at))
    return frozenset(found)
