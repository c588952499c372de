"""What tests of dialects share: the dialects there are, tables of expected values, SQL of a change set."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from clog.binding import inverses
from clog.derive.bind import bind_changes, bind_rollback
from clog.errors import ClogError
from clog.formats import parse
from clog.model.changelog import ChangeSet, ChangeSetKey
from clog.model.context import ChangeContext
from clog.model.files import NoFiles
from clog.model.node import attribute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.dialects.base.dialect import Dialect

FIXTURES = Path(__file__).parents[2] / "fixtures"


def table(path: Path) -> Iterator[tuple[str, ...]]:
    r"""Read a file of tab-separated values, in which tab, line end and backslash are written as \t, \n and \\."""
    for line in path.read_text(encoding="utf-8").splitlines():
        yield tuple(_unescaped(cell) for cell in line.split("\t"))


def _unescaped(cell: str) -> str:
    parts = cell.split("\\\\")
    return "\\".join(part.replace("\\t", "\t").replace("\\n", "\n") for part in parts)


def change_sets(path: Path) -> list[ChangeSet]:
    """Read the change sets of a change log without includes and properties."""
    document = parse(path.read_bytes(), path.name)
    return [
        ChangeSet(
            id=str(attribute(node, "id")),
            author=str(attribute(node, "author")),
            path=path.name,
            key=ChangeSetKey(path.name, str(attribute(node, "id")), str(attribute(node, "author"))),
            node=node,
            document=document,
            quoting=str(attribute(node, "objectQuotingStrategy") or "LEGACY"),
        )
        for node in document.root.children
        if node.name == "changeSet"
    ]


def written(change_set: ChangeSet, dialect: Dialect, *, rollback: bool = False) -> list[str] | None:
    """Write the statements of a change set, or those that undo it; None where that is an error."""
    quoted = dialect.with_quoting(change_set.quoting)
    context = ChangeContext(quoted, NoFiles(), change_set.document.path)
    try:
        changes = bind_changes(change_set)
        if rollback:
            explicit = bind_rollback(change_set, lambda _key: None)
            changes = inverses(changes, context) if explicit is None else explicit
        return [ended(piece.text) for bound in changes for piece in quoted.sql(bound.change, context)]
    except ClogError:
        return None


def ended(text: str) -> str:
    """Take blanks and the semicolon from the end of a statement."""
    return text.rstrip().rstrip(";").rstrip()


def expected(path: Path) -> dict[str, list[str] | None]:
    """Read expected statements by change set; None where an error is expected.

    A change set starts with a line `-- change set ID`, a statement ends with a line `--`; `-- error` stands
    for an error.
    """
    found: dict[str, list[str] | None] = {}
    for block in path.read_bytes().decode().split("-- change set ")[1:]:
        name, _, text = block.partition("\n")
        found[name] = None if text == "-- error\n" else text.split("\n--\n")[:-1]
    return found
