"""A file while it is read: what it says for all its change sets, and what its includes hand down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.errors import InvalidValue, ParseError
from clog.model.node import Node, attribute
from clog.model.paths import normal_path
from clog.model.scalars import as_text
from clog.sqltext.blanks import BLANKS

if TYPE_CHECKING:
    from collections.abc import Callable

    from clog.errors import ClogError
    from clog.model.node import Document
    from clog.resolve.parameters import Definitions

QUOTING = frozenset({"LEGACY", "QUOTE_ALL_OBJECTS", "QUOTE_ONLY_RESERVED_WORDS"})

AS_WRITTEN = frozenset({"comment", "validCheckSum", "sql", "rollback"})
"""Elements of formatted SQL whose options, or which as a whole, are taken as they are written."""


class File:
    """One change log file on its way into a ChangeLog.

    Attributes:
        document: parsed.
        root: databaseChangeLog; once `begin` was called, with ${...} replaced where the format has that.
        path: recorded in FILENAME: the logical path, else the physical one.
        logical: the logical path as it is said, in formatted SQL with ${...} in it; None where none is.
        key_path: the same as path, normalised for comparison.
        scope: names the local properties of the file: its path as written.
        contexts: context expressions that hold for all its change sets.
        labels: label lists that hold for all its change sets, one for each include, innermost first.
        ignore: whether the include that reads it says that its change sets are passed over; not handed further.
        quoting: the quoting strategy of its change sets.
        removed: removeChangeSetProperty in effect so far; it does not reach into includes.
        twice: whether ${...} is replaced in what replacing gave, so that ${:name} gives the value after all: in YAML and
            JSON under --support-property-escaping.
        run_with: modifyChangeSets around the place that is read, innermost last.
        parent: the file that includes it; None for the first one.
        include: the include that reads it, as it stands in the parent.
    """

    __slots__ = (
        "contexts", "definitions", "document", "expand", "ignore", "include", "key_path", "labels", "logical",
        "parent", "path", "quoting", "removed", "root", "run_with", "scope", "twice",
    )  # fmt: skip

    def __init__(
        self, document: Document, parent: File | None, include: dict[str, Any], definitions: Definitions
    ) -> None:
        self.document = document
        self.root = document.root
        self.parent = parent
        self.include: Node | None = None
        self.definitions = definitions
        self.removed: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = []
        self.run_with: list[tuple[str | None, str | None]] = list(parent.run_with) if parent else []
        self.twice = definitions.parameters.escaping and document.format in {"yaml", "json"}
        self.contexts: tuple[str, ...] = (include["context"],) if include.get("context", "").strip(BLANKS) else ()
        self.labels: tuple[str, ...] = (include["labels"],) if include.get("labels") else ()
        self.ignore: bool = include.get("ignore", False)
        if parent is not None:
            self.contexts += parent.contexts
            self.labels += parent.labels
        self.logical = logical = self.text("logicalFilePath")
        self.scope = self.path = document.path if logical is None else _slashed(logical)
        self.key_path = normal_path(self.path)
        self.expand = definitions.expander(self.scope)

    def begin(self) -> None:
        """Read what databaseChangeLog says of all change sets; in YAML and JSON once the properties of the file are known.

        XML looks for values of ${...} there, and keeps the attributes as they are written all the same.

        Raises:
            InvalidValue: the quoting strategy does not exist.
            UnknownParameter: see `Definitions.expand`.
        """
        document = self.document
        if document.format != "sql":
            if document.has_parameters:
                root = self.expanded(about(document.root))
                self.root = document.root if document.format == "xml" else root
                self.logical = self.text("logicalFilePath")
            self.settle()
        own = (self.text("contextFilter") or "").strip(BLANKS) or self.text("context") or ""
        if own.strip(BLANKS):
            self.contexts = (own, *self.contexts)
        self.quoting = self.text("objectQuotingStrategy") or "LEGACY"
        if self.quoting not in QUOTING:
            raise self.error(InvalidValue, f'objectQuotingStrategy "{self.quoting}" does not exist', document.root)

    def settle(self) -> None:
        """Determine the path: in formatted SQL for each change set, since parameters may have got values in between."""
        if self.logical is not None:
            sql = self.document.format == "sql"
            self.path = normal_path(self.expand(self.logical)) if sql else _slashed(self.logical)
            self.key_path = normal_path(self.path)

    def text(self, name: str) -> str | None:
        """Read an attribute of databaseChangeLog."""
        return as_text(attribute(self.root, name))

    def expanded(self, node: Node) -> Node:
        """Return a node with ${...} replaced; the node itself where there is nothing to replace."""
        return expanded(node, self)

    def error(
        self, kind: type[ClogError], message: str, node: Node | None, hint: str = "", name: str | None = None
    ) -> ClogError:
        """Make an error at a node of this file."""
        if node is None:
            return kind(message, hint=hint)
        return kind(
            message, at=self.document.location(node, name), hint=hint, excerpt=self.document.excerpt(node, name)
        )


def about(root: Node) -> Node:
    """Return databaseChangeLog without what stands in it: its attributes only."""
    scalars = [child for child in root.children if child.text is not None and not child.children]
    return Node(root.name, root.attributes, scalars, None, root.at)


def _slashed(path: str) -> str:
    """Write a path with slashes, and without the first one."""
    return path.replace("\\", "/").removeprefix("/")


def _twice(expand: Callable[[str], str]) -> Callable[[str], str]:
    """Make what expands the result of its expansion again."""
    return lambda text: expand(expand(text))


def _settled(node: Node, file: File) -> Node:
    """Read a precondition of formatted SQL whose line has parameters."""
    from clog.formats.sql_directives import PRECONDITION_HINT, Deferred, precondition

    assert isinstance(node, Deferred)  # noqa: S101 - there is no other kind of Node
    found = precondition(file.expand(node.line), node.at)
    if isinstance(found, str):
        raise file.error(ParseError, found, node, PRECONDITION_HINT)
    return found


def expanded(node: Node, file: File) -> Node:
    """Replace ${...} in all texts of a node; the node itself where there is nothing to replace."""
    expand = file.expand
    if file.twice:
        expand = _twice(expand)
    attributes = node.attributes
    if file.document.format == "sql" and (node.name in AS_WRITTEN or type(node) is not Node):
        if type(node) is not Node:
            return _settled(node, file)
        if node.name in {"comment", "validCheckSum"}:
            return node
    elif any([type(value) is str and "${" in value for value in attributes.values()]):  # noqa: C419 - faster so
        attributes = {key: expand(text) if type(text) is str else text for key, text in attributes.items()}
    children = [expanded(child, file) for child in node.children]
    text = expand(node.text) if type(node.text) is str else node.text
    return Node(node.name, attributes, children, text, node.at)
