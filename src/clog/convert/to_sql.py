"""Structured change sets to formatted SQL: the SQL of one database, with what undoes it."""

from __future__ import annotations

import re
from copy import copy
from typing import TYPE_CHECKING, Any

from clog.binding import Binder
from clog.convert.alike import QUOTED, alike, on_one_line, same_script
from clog.derive.bind import change_nodes
from clog.dialects import dialect_class
from clog.errors import ClogError, NotInSql, ParametersPutIn, Problem, RollbackImpossible, UsageError
from clog.formats.sql_text import SqlChangeSet, write_sql
from clog.generate import Generation
from clog.model.context import SCRIPT
from clog.model.csv.rows import Rows
from clog.model.expressions import dbms_matches
from clog.model.scalars import as_text
from clog.model.sql import Sql
from clog.resolve.filters import Runtime
from clog.sqltext.control import controls

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from clog.model.changelog import ChangeLog, ChangeSet
    from clog.model.item import Item
    from clog.model.node import Document, Node
    from clog.resources import Resources

_KEPT = {
    "runalways": "runAlways", "alwaysrun": "runAlways", "runonchange": "runOnChange", "failonerror": "failOnError",
    "runintransaction": "runInTransaction", "dbms": "dbms", "labels": "labels", "ignore": "ignore",
    "logicalfilepath": "logicalFilePath", "runwith": "runWith", "runwithspoolfile": "runWithSpoolFile",
}  # fmt: skip
"""Attributes that formatted SQL has as well."""

_GONE = frozenset(("id", "author", "context", "contextfilter", "created", "objectquotingstrategy"))
"""Attributes that are said otherwise in the result, or have no effect."""

_OPTIONS = ("splitStatements", "stripComments", "endDelimiter")
_CONDITIONS = {
    "sqlCheck": ("sql-check", ("expectedResult",)),
    "tableExists": ("table-exists", ("tableName", "schemaName")),
    "viewExists": ("view-exists", ("viewName", "schemaName")),
}
_SHORT = {"tableName": "table", "viewName": "view", "schemaName": "schema", "expectedResult": "expectedResult"}
_ONLY_DONE = frozenset(("tagDatabase", "stop", "output", "executeCommand", "customChange"))
"""Changes that are no SQL."""

_LOADED = frozenset(("loadData", "loadUpdateData"))
"""Changes whose rows are in files."""

_HINT = "keep this file in YAML or XML"


class Writings:
    """The SQL of the change sets of a change log, each for the database that it is meant for.

    Args:
        change_log: the whole of it.
        resources: finds files that changes name.
        dialect: short name of the database that was asked for.
        encoding: of files that do not say theirs.

    Raises:
        UsageError: no dialect is given.
    """

    def __init__(self, change_log: ChangeLog, resources: Resources, dialect: str, encoding: str = "UTF-8") -> None:
        """Keep what SQL is made from."""
        if not dialect:
            raise UsageError("SQL is of one database", hint="say which: --dialect=postgresql")
        dialect_class(dialect)
        self.change_log = change_log
        self.resources = resources
        self.dialect = dialect
        self.encoding = encoding
        self._generations: dict[str, Generation] = {}

    def dialects(self, change_set: ChangeSet) -> tuple[str, ...]:
        """List the databases whose SQL counts: the one asked for; where it is ruled out, those that are named."""
        named = tuple(name for name in change_set.dbms if not name.startswith("!") and name != "none")
        return (self.dialect,) if dbms_matches(change_set.dbms, self.dialect) or not named else named

    def generation(self, dialect: str) -> Generation:
        """Return what makes the SQL of one database."""
        if dialect not in self._generations:
            binder = Binder(self.change_log, dialect_class(dialect)(), self.resources, encoding=self.encoding)
            self._generations[dialect] = Generation(binder, Runtime(dialect=dialect))
        return self._generations[dialect]

    def forward(self, change_set: ChangeSet, dialect: str) -> tuple[Sql, ...]:
        """Write what a change set does.

        Raises:
            NotInSql: its rows hold NOW or TODAY, which would be the moment of the conversion ever after.
        """
        generation = self.generation(dialect)
        generation.check(change_set)
        context = generation.binder.context(change_set, purpose=SCRIPT)
        for change in (bound.change for bound in generation.changes(change_set)):
            if change.declaration.name in _LOADED and (found := next(Rows(change, context).current(), None)):
                raise NotInSql(f"rows that depend on the moment are no SQL: {found[0]} is {found[1]} ({change_set})")
        return _texts(generation.forward(change_set, for_script=True), change_set)

    def rollback(self, change_set: ChangeSet, dialect: str) -> tuple[Sql, ...] | None:
        """Write what undoes a change set; None where nothing does."""
        try:
            return _texts(self.generation(dialect).rollback(change_set, for_script=True), change_set)
        except RollbackImpossible:
            return None

    def differences(self, one: ChangeSet, other: ChangeSet, result: Writings) -> Iterator[str]:
        """List in what the SQL of a change set is not that of the original."""
        for dialect in self.dialects(one):
            try:
                traits = dialect_class(dialect).traits
                before, after = self.forward(one, dialect), result.forward(other, dialect)
                if not alike(before, after):
                    only = alike(on_one_line(before), on_one_line(after))
                    yield f"{'line ends in texts of ' if only else ''}its SQL for {dialect} changed"
                elif not same_script(before, after, traits):
                    yield f"its script for {dialect} changed, in what ends the statements"
                before_back, after_back = self.rollback(one, dialect), result.rollback(other, dialect)
                if not alike(before_back, after_back):
                    yield f"the SQL of its rollback for {dialect} changed"
                elif not same_script(before_back or (), after_back or (), traits):
                    yield f"the script of its rollback for {dialect} changed, in what ends the statements"
            except ClogError as error:
                yield f"its SQL for {dialect} cannot be compared: {error.problems[0].message}"


def _texts(pieces: Iterable[Sql], change_set: ChangeSet) -> tuple[Sql, ...]:
    """Return statements as texts with what ends them.

    Raises:
        NotInSql: more than a text is executed.
    """
    found = []
    for piece in pieces:
        if piece.action is not None or piece.rows is not None or piece.parameters:
            raise NotInSql(f"{change_set} does more than its SQL says")
        if piece.text.strip():
            found.append(Sql(piece.text, piece.delimiter))
    return tuple(found)


class _Written:
    """The SQL of one change set."""

    __slots__ = ("forward", "rollback")

    def __init__(self, forward: tuple[Sql, ...], rollback: tuple[Sql, ...] | None) -> None:
        self.forward = forward
        self.rollback = rollback

    def holds(self, text: str) -> bool:
        """Return whether a text stands in one of the statements."""
        return any(text in found.text for found in (*self.forward, *(self.rollback or ())))

    def expanded(self, change_set: ChangeSet) -> _Written:
        """Put in the values of parameters."""

        def all_of(pieces: tuple[Sql, ...]) -> tuple[Sql, ...]:
            return tuple(piece.replace(text=change_set.expand(piece.text)) for piece in pieces)

        return _Written(all_of(self.forward), None if self.rollback is None else all_of(self.rollback))


class SqlConverter:
    """Writes the change sets of one document as SQL.

    Args:
        writings: the SQL of the change sets.

    Attributes:
        problems: what formatted SQL cannot hold.
    """

    def __init__(self, writings: Writings) -> None:
        """Begin without problems."""
        self.writings = writings
        self.problems: list[Problem] = []

    def write(self, root: Item, document: Document, change_sets: Iterable[ChangeSet]) -> str:
        """Write a document that was read as items."""
        by_place = {change_set.node.at: change_set for change_set in change_sets}
        raw = {node.at: node for node in document.root.children}
        properties = []
        found = []
        remarks = list(root.before)
        for item in root.children:
            if item.name == "changeSet" and item.at in by_place:
                change_set = by_place[item.at]
                found.append(self._change_set(item, change_set, raw[item.at], root))
            elif item.name == "property" and "file" not in item.attributes:
                properties.append(self._property(item, document))
                remarks += item.comments()
            else:
                self._refuse(document, document.root, f"formatted SQL has no {item.name}")
        logical = {name: str(as_text(value)) for name, value in root.attributes.items() if name == "logicalFilePath"}
        return write_sql(logical, properties, found, remarks, root.inside)

    def _refuse(self, document: Document, node: Node, message: str, hint: str = "") -> None:
        self.problems.append(Problem(NotInSql.code, message, document.location(node), hint or _HINT))

    def _property(self, item: Item, document: Document) -> dict[str, str]:
        """Say a property; its name and value end where a blank is."""
        found = {name: str(as_text(value)) for name, value in item.attributes.items() if value is not None}
        for name in ("name", "value"):
            if re.search(r"\s", found.get(name, "")) or not found.get(name):
                text = f'formatted SQL cannot say the {name} "{found.get(name, "")}" of a property'
                self._refuse(document, document.root, text)
        return found

    def _change_set(self, item: Item, change_set: ChangeSet, raw: Node, root: Item) -> SqlChangeSet:
        """Write one change set."""
        attributes = self._attributes(item, change_set, root)
        comment = "; ".join(change_set.comments).strip()
        told = len(self.problems)
        text = self._own_text(item, change_set, attributes)
        undo = self._own_rollback(item, change_set, attributes)
        blocks = any(child.name == "rollback" for child in item.children)
        written = _Written((), None)
        if len(self.problems) == told and (text is None or (undo is None and blocks)):
            written = self._written(change_set, raw)
        for value in (str(change_set.id), str(change_set.author), *attributes.values(), " ".join(comment.split())):
            if controls(value):
                self._refuse(change_set.document, change_set.node, f"formatted SQL cannot say {value!a} on one line")
        if "\n" in comment:
            place = change_set.document.location(change_set.node)
            self.problems.append(
                Problem(NotInSql.code, f"the comment of {change_set} is put on one line", place, "", "warning")
            )
        return SqlChangeSet(
            id=str(change_set.id),
            author=str(change_set.author),
            attributes=attributes,
            check_sums=tuple(str(child.body) for child in item.children if child.name == "validCheckSum"),
            preconditions=tuple(self._preconditions(item, change_set)),
            remarks=tuple(item.comments()),
            comment=comment,
            statements=written.forward,
            text=text,
            rollback=written.rollback,
            undo=undo,
        )

    def _written(self, change_set: ChangeSet, raw: Node) -> _Written:
        """Make the SQL of a change set; ${...} stays in it where that gives the same SQL."""
        found = None
        for dialect in self.writings.dialects(change_set):
            try:
                made = self._for(change_set, dialect)
                if found is not None and (made.forward, made.rollback) != (found.forward, found.rollback):
                    raise NotInSql(f"its SQL is not the same for {', '.join(change_set.dbms)}")
                found = made
            except ClogError as error:
                for problem in error.problems:
                    text = problem.message if str(change_set) in problem.message else f"{change_set}: {problem.message}"
                    self._refuse(change_set.document, change_set.node, text)
                return _Written((), ())
        assert found is not None  # noqa: S101 - there is always a dialect
        plain = self._unexpanded(change_set, raw) or found
        again = plain.expanded(change_set)
        kept = (again.forward, again.rollback) == (found.forward, found.rollback)
        if not kept or found.holds("${"):
            what = "properties are put in" if not kept else "${...} without a value stays in names and values"
            place = change_set.document.location(change_set.node)
            hint = "look whether the SQL is right for other values, too"
            self.problems.append(Problem(ParametersPutIn.code, f"{what} ({change_set})", place, hint, "warning"))
        return plain if kept else found

    def _unexpanded(self, change_set: ChangeSet, raw: Node) -> _Written | None:
        """Make the SQL with ${...} as it stands; None where there is none, or no SQL comes of it."""
        if not change_set.document.has_parameters:
            return None
        unexpanded = copy(change_set)
        unexpanded.node, unexpanded.expand = raw, str
        try:
            return self._for(unexpanded, self.writings.dialects(change_set)[0])
        except ClogError:
            return None

    def _for(self, change_set: ChangeSet, dialect: str) -> _Written:
        """Make the SQL of a change set for one database."""
        return _Written(self.writings.forward(change_set, dialect), self.writings.rollback(change_set, dialect))

    def _attributes(self, item: Item, change_set: ChangeSet, root: Item) -> dict[str, str]:
        """Return the attributes that stand behind author and id."""
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

    def _own_text(self, item: Item, change_set: ChangeSet, attributes: dict[str, str]) -> str | None:
        """Return the SQL that the author wrote, where there is nothing else; its options become attributes."""
        visitors = [part for part in item.children if part.name == "modifySql"]
        for part in (inner for visitor in visitors for inner in visitor.walk()):
            if {"context", "contextFilter", "contexts", "labels"} & part.attributes.keys():
                text = f"modifySql that depends on contexts or labels is no SQL ({change_set})"
                self._refuse(change_set.document, change_set.node, text)
        changes = [node for node, _ in change_nodes(change_set)]
        for node in changes:
            if node.name in _ONLY_DONE:
                self._refuse(change_set.document, node, f"{node.name} is no SQL ({change_set})")
        own = [child for child in item.children if child.name == "sql"]
        if visitors or len(changes) != 1 or len(own) != 1 or "dbms" in own[0].attributes or own[0].body is None:
            return None
        text = str(as_text(own[0].body))
        options = _texts_of(own[0].attributes, _OPTIONS)
        if options.get("stripComments") == "true":
            del options["stripComments"]
        elif not text.strip():
            return None
        else:
            options.setdefault("stripComments", "false")
        attributes.update(options)
        return text

    def _own_rollback(self, item: Item, change_set: ChangeSet, attributes: dict[str, str]) -> str | None:
        """Return the rollback that the author wrote as SQL or as a reference, where formatted SQL can say it so."""
        blocks = [child for child in item.children if child.name == "rollback"]
        if len(blocks) != 1 or any(child.name == "modifySql" for child in item.children):
            return None
        block = blocks[0]
        reference = _texts_of(block.attributes, ("changeSetId", "changeSetAuthor", "changeSetPath"))
        if reference:
            if reference.get("changeSetPath") == change_set.document.path:
                del reference["changeSetPath"]
            said = " ".join(f"{name}:{value}" for name, value in reference.items())
            whole = reference.keys() >= {"changeSetId", "changeSetAuthor", "changeSetPath"}
            return said if whole and not any(re.search(r"\s", value) for value in reference.values()) else None
        children = block.children
        if block.attributes or block.body is not None or len(children) != 1 or children[0].name != "sql":
            return None
        options = _texts_of(children[0].attributes, children[0].attributes)
        text = str(as_text(children[0].body)) if children[0].body is not None else ""
        if not options.keys() <= {"splitStatements", "endDelimiter"} or not text.strip():
            return None
        names = {"splitStatements": "rollbackSplitStatements", "endDelimiter": "rollbackEndDelimiter"}
        attributes.update({names[name]: value for name, value in options.items()})
        return text

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
                text = "" if condition.body is None else str(as_text(condition.body)).strip()
                query = [] if condition.body is None else [" ".join(text.split())]
                if "\n" in text and (
                    "--" in text or any(part != " ".join(part.split()) for part in QUOTED.findall(text))
                ):
                    message = f"the query of {condition.name} does not go on one line ({change_set})"
                    self._refuse(change_set.document, change_set.node, message)
                elif "\n" not in text:
                    query = [text] if text else query
                yield " ".join((f"precondition-{name}", *given, *query))


def _texts_of(attributes: Mapping[str, Any], names: Iterable[str]) -> dict[str, str]:
    """Select attributes that are there, as texts."""
    return {name: str(as_text(attributes[name])) for name in names if attributes.get(name) is not None}
