"""Which edit turns the stored checksum of a change set into the present one: likely edits are tried out.

A checksum cannot be read backwards, but a guess can be tested: undo one thing, sum again, compare.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from clog.checksum import Summer
from clog.declare import dialect_names
from clog.derive.bind import change_nodes
from clog.derive.visitors import bind_visitors
from clog.errors import ClogError
from clog.model.changelog import ChangeSet
from clog.model.node import Node
from clog.sqltext.squeeze import normalize_sql

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from clog.model.files import Files
    from clog.model.history import CheckSum
    from clog.model.visitors import SqlVisitor

TRIED = 20_000
"""So many guesses are made at most."""

VISITORS = 6
"""For so many modifySql instructions it is tried out which of them counted."""


def explain(
    change_set: ChangeSet,
    stored: CheckSum,
    files: Files,
    dialect: str | None,
    counts: Callable[[SqlVisitor], bool] | None = None,
) -> str | None:
    """Say which single edit explains a stored checksum; None when none of the likely ones does.

    Args:
        change_set: as it is now.
        stored: the checksum that it had.
        files: where files that it names are found.
        dialect: the target database, or None.
        counts: whether a modifySql instruction has a part in the run; None: all have.
    """
    for name in (None, *dialect_names()):
        if name != dialect and _sum(change_set, stored.version, Summer(files, name, counts=counts)) == stored:
            if name is None:
                return (
                    "the content is the same: Liquibase 4.28 leaves out changes with a dbms attribute when it fills in "
                    "checksums after clear-checksums"
                )
            return f"the content is the same, but the checksum is that for {name}: changes have a dbms attribute"
    visitors = len(bind_visitors(change_set))
    for choice in product((True, False), repeat=min(visitors, VISITORS)):
        if _sum(change_set, stored.version, Summer(files, dialect, counts=_in_turn(choice))) == stored:
            return (
                f"the content is the same, but {sum(choice)} of {visitors} modifySql instructions counted, as in a run "
                "on another database or with other contexts or labels"
            )
    summer = Summer(files, dialect, counts=counts)
    if _sum(change_set, stored.version, Summer(files, dialect, counts=counts, expand_files=True)) == stored:
        return (
            "the content is the same: before 4.26, Liquibase expanded ${...} in the files of sqlFile for the checksum"
        )
    for number, (text, guess) in enumerate(_guesses(change_set)):
        if number >= TRIED:
            break
        if _sum(guess, stored.version, summer) == stored:
            return text
    return None


def _in_turn(choice: tuple[bool, ...]) -> Callable[[SqlVisitor], bool]:
    """Return one answer per visitor, in order; those behind the last one do not count."""
    answers = iter(choice)
    return lambda _: next(answers, False)


def _sum(change_set: ChangeSet, version: int, summer: Summer) -> CheckSum | None:
    """Compute the checksum of a guess; None where it makes no sense."""
    try:
        return summer(change_set, version)
    except ClogError:
        return None


def _guesses(change_set: ChangeSet) -> Iterator[tuple[str, ChangeSet]]:
    """Make versions of a change set in which one edit is undone, each with its description."""
    changes = [node for node, _ in change_nodes(change_set)]
    others = [node for node in change_set.node.children if node.name.lower() == "modifysql"]

    def made(nodes: list[Node]) -> ChangeSet:
        return with_changes(change_set, [*nodes, *others])

    for keep in range(len(changes) - 1, -1, -1):
        added = ", ".join(node.name for node in changes[keep:])
        yield f"changes were added at the end: {added}", made(changes[:keep])
    for place, node in enumerate(changes):
        rest = changes[:place] + changes[place + 1 :]
        yield f"change {place + 1} ({node.name}) was added", made(rest)
        for other in range(len(rest) + 1):
            yield (
                f"change {place + 1} ({node.name}) was moved from place {other + 1}",
                made([*rest[:other], node, *rest[other:]]),
            )
    if others:
        yield "modifySql was added", with_changes(change_set, changes)
    for place, node in enumerate(changes):
        for text, edited in _edits(node):
            yield f"in change {place + 1} ({node.name}) {text}", made([*changes[:place], edited, *changes[place + 1 :]])


def with_changes(change_set: ChangeSet, nodes: list[Node]) -> ChangeSet:
    """Make a change set with other changes."""
    fields: dict[str, Any] = {name: getattr(change_set, name) for name in ChangeSet.__slots__}
    node = Node(change_set.node.name, {}, nodes, None, change_set.node.at)
    return ChangeSet(**{**fields, "node": node})


def _edits(node: Node) -> Iterator[tuple[str, Node]]:
    """Make versions of an element in which one edit is undone, in itself or below."""
    for name, value in node.attributes.items():
        rest = {key: item for key, item in node.attributes.items() if key != name}
        yield f"the attribute {name} was added to {node.name}", Node(node.name, rest, node.children, node.text, node.at)
        for text, other in _values(value):
            edited = {**node.attributes, name: other}
            yield f"{name} of {node.name} {text}", Node(node.name, edited, node.children, node.text, node.at)
    for text, other in _values(node.text):
        yield f"the text of {node.name} {text}", Node(node.name, node.attributes, node.children, other, node.at)
    for place, child in enumerate(node.children):
        rest_ = node.children[:place] + node.children[place + 1 :]
        yield (
            f"{_named(child)} was added to {node.name}",
            Node(node.name, node.attributes, rest_, node.text, node.at),
        )
        for other_place in range(len(rest_) + 1):
            moved = [*rest_[:other_place], child, *rest_[other_place:]]
            yield (
                f"{_named(child)} of {node.name} was moved",
                Node(node.name, node.attributes, moved, node.text, node.at),
            )
        for text, edited_child in _edits(child):
            children = [*node.children[:place], edited_child, *node.children[place + 1 :]]
            yield (
                f"{text} ({_named(child)})" if child.attributes.get("name") else text,
                Node(node.name, node.attributes, children, node.text, node.at),
            )


def _named(node: Node) -> str:
    """Return how an element is named in messages: column "id"."""
    name = node.attributes.get("name")
    return f'{node.name} "{name}"' if name is not None else node.name


def _values(value: Any) -> Iterator[tuple[str, Any]]:
    """Guess what a value was before."""
    if isinstance(value, bool) or str(value).lower() in {"true", "false"}:
        was = "false" if str(value).lower() == "true" else "true"
        yield f"was {was}", was
    elif isinstance(value, str):
        for other in dict.fromkeys((value.lower(), value.upper(), value.strip(), value.replace("\r\n", "\n"))):
            if other != value:
                yield "was written in other letters or with other blanks", other
        ended = value.rstrip().removesuffix(";").rstrip() if value.rstrip().endswith(";") else f"{value.rstrip()};"
        yield "had no semicolon at the end, or had one", ended
        if "--" in value or "/*" in value:
            yield "had no comments", normalize_sql(value)
            yield "had no comments", "\n".join(line.partition("--")[0] for line in value.split("\n"))
