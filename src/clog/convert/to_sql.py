"""Structured change sets to formatted SQL: the SQL of one database, with what undoes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.derive.bind import change_nodes
from clog.dialects import dialect_class
from clog.errors import ClogError, Problem, RollbackImpossible, UsageError
from clog.formats.sql_text import SqlChangeSet, write_sql
from clog.generate import Generation
from clog.model.node import attribute
from clog.model.scalars import as_text
from clog.resolve.filters import Runtime

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.model.changelog import ChangeLog, ChangeSet
    from clog.model.item import Item
    from clog.model.node import Document, Node
    from clog.model.plan import Sql
    from clog.resources import Resources

_KEPT = {
    "runalways": "runAlways", "alwaysrun": "runAlways", "runonchange": "runOnChange", "failonerror": "failOnError",
    "runintransaction": "runInTransaction", "dbms": "dbms", "labels": "labels", "ignore": "ignore",
    "logicalfilepath": "logicalFilePath", "runwith": "runWith", "runwithspoolfile": "runWithSpoolFile",
}  # fmt: skip
"""Attributes that formatted SQL has as well."""

_GONE = frozenset(("id", "author", "context", "contextfilter", "created", "objectquotingstrategy"))
"""Attributes that are said otherwise in the result, or have no effect."""

_OPTIONS = ("splitStatements", "stripComments", "endDelimiter", "rollbackSplitStatements", "rollbackEndDelimiter")
_CONDITIONS = {
    "sqlCheck": ("sql-check", ("expectedResult",)),
    "tableExists": ("table-exists", ("tableName", "schemaName")),
    "viewExists": ("view-exists", ("viewName", "schemaName")),
}
_SHORT = {"tableName": "table", "viewName": "view", "schemaName": "schema", "expectedResult": "expectedResult"}
_ONLY_DONE = frozenset(("tagDatabase", "stop", "output", "executeCommand", "customChange", "empty"))
"""Changes that are no SQL."""


class SqlWriter:
    """Writes the change sets of one document as SQL.

    Args:
        change_log: the whole of it.
        resources: finds files that changes name.
        dialect: short name of the database.

    Attributes:
        problems: what formatted SQL cannot hold.

    Raises:
        UsageError: no dialect is given.
    """

    def __init__(self, change_log: ChangeLog, resources: Resources, dialect: str) -> None:
        """Make the generator."""
        if not dialect:
            raise UsageError("SQL is of one database", hint="say which: --dialect=postgresql")
        self.generation = Generation(change_log, dialect_class(dialect)(), Runtime(dialect=dialect), resources)
        self.problems: list[Problem] = []

    def write(self, root: Item, document: Document, change_sets: Iterable[ChangeSet]) -> str:
        """Write a document that was read as items."""
        by_place = {change_set.node.at: change_set for change_set in change_sets}
        properties = []
        found = []
        for item in root.children:
            if item.name == "changeSet" and item.at in by_place:
                found.append(self._change_set(item, by_place[item.at], root))
            elif item.name == "property" and "file" not in item.attributes:
                properties.append({name: str(as_text(value)) for name, value in item.attributes.items()})
            else:
                self._refuse(document, document.root, f"formatted SQL has no {item.name}")
        logical = {name: str(as_text(value)) for name, value in root.attributes.items() if name == "logicalFilePath"}
        return write_sql(logical, properties, found, root.before)

    def _refuse(self, document: Document, node: Node, message: str, hint: str = "") -> None:
        self.problems.append(
            Problem("CLOG806", message, document.location(node), hint or "keep this file in YAML or XML")
        )

    def _change_set(self, item: Item, change_set: ChangeSet, root: Item) -> SqlChangeSet:
        """Write one change set."""
        attributes = self._attributes(item, change_set, root)
        text = self._own_text(change_set, attributes)
        statements: tuple[str, ...] = ()
        rollback: tuple[str, ...] | None = None
        try:
            if text is None:
                statements = self._texts(change_set, self.generation.forward(change_set))
            rollback = self._texts(change_set, self.generation.rollback(change_set))
        except RollbackImpossible:
            rollback = None
        except ClogError as error:
            self._refuse(change_set.document, change_set.node, f"{change_set}: {error.message}")
        if text is None and not statements:
            self._refuse(change_set.document, change_set.node, f"{change_set} holds no SQL")
        return SqlChangeSet(
            id=str(change_set.id),
            author=str(change_set.author),
            attributes=attributes,
            check_sums=tuple(str(child.body) for child in item.children if child.name == "validCheckSum"),
            preconditions=tuple(self._preconditions(item, change_set)),
            remarks=tuple(item.comments()),
            comment="; ".join(change_set.comments).strip(),
            statements=statements,
            text=text,
            rollback=rollback,
        )

    def _attributes(self, item: Item, change_set: ChangeSet, root: Item) -> dict[str, str]:
        """Give the attributes that stand behind author and id."""
        found: dict[str, str] = {}
        for name, value in item.attributes.items():
            lower = name.lower()
            if lower in _KEPT:
                text = str(as_text(value))
                found[_KEPT[lower]] = text.replace(" ", "") if lower == "dbms" else text
            elif lower not in _GONE:
                self._refuse(change_set.document, change_set.node, f"formatted SQL has no {name} ({change_set})")
        own = [
            str(as_text(value))
            for holder in (root, item)
            for name, value in holder.attributes.items()
            if name.lower() in {"context", "contextfilter"}
        ]
        if own:
            found["contextFilter"] = own[0] if len(own) == 1 else " and ".join(f"({part})" for part in own)
        return found

    def _own_text(self, change_set: ChangeSet, attributes: dict[str, str]) -> str | None:
        """Give the SQL that the author wrote, where there is nothing else; its options become attributes."""
        changes = [node for node, _ in change_nodes(change_set)]
        for node in changes:
            if node.name in _ONLY_DONE:
                self._refuse(change_set.document, node, f"{node.name} is no SQL ({change_set})")
        if len(changes) != 1 or changes[0].name != "sql" or attribute(changes[0], "dbms") is not None:
            return None
        text = changes[0].text if changes[0].text is not None else attribute(changes[0], "sql")
        options = {name: attribute(changes[0], name) for name in _OPTIONS[:3]}
        given = {name: str(as_text(value)) for name, value in options.items() if value is not None}
        attributes.update({"stripComments": "false", **given})
        return str(as_text(text)) if text is not None else None

    def _texts(self, change_set: ChangeSet, pieces: Iterable[Sql]) -> tuple[str, ...]:
        """Give the statements as texts; what is more than a text cannot be written."""
        found = []
        for piece in pieces:
            if piece.action is not None or piece.rows is not None or piece.parameters:
                self._refuse(change_set.document, change_set.node, f"{change_set} does more than its SQL says")
            elif piece.text:
                found.append(piece.text)
        return tuple(found)

    def _preconditions(self, item: Item, change_set: ChangeSet) -> Iterable[str]:
        """Write preconditions, of which formatted SQL knows three."""
        for block in item.children:
            if block.name != "preConditions":
                continue
            options = " ".join(f"{name}:{as_text(value)}" for name, value in block.attributes.items())
            yield f"preconditions {options}".rstrip()
            for condition in block.children:
                known = _CONDITIONS.get(condition.name)
                if known is None:
                    message = f"formatted SQL has no precondition {condition.name} ({change_set})"
                    self._refuse(change_set.document, change_set.node, message)
                    continue
                name, attributes = known
                given = [
                    f"{_SHORT[key]}:{as_text(condition.attributes[key])}"
                    for key in attributes
                    if key in condition.attributes
                ]
                query = [] if condition.body is None else [" ".join(str(as_text(condition.body)).split())]
                yield " ".join((f"precondition-{name}", *given, *query))
