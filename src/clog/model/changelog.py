"""ChangeLog and ChangeSet: what the author wrote, with its place, before anything is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from clog.model.node import attribute
from clog.model.scalars import as_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from clog.model.node import Document, Node


class ChangeSetKey(NamedTuple):
    """The identity of a change set. Case matters; `path` is normalised as Liquibase compares it."""

    path: str
    id: str
    author: str

    def __str__(self) -> str:
        """Write it as everybody does: path::id::author."""
        return f"{self.path}::{self.id}::{self.author}"


class ChangeSet:
    """One change set as loaded: parameters expanded, filters inherited, changes still as nodes.

    Reading 5,000 of them is the hot path, so this is a slotted class that nobody changes, and its
    changes are bound (`derive.bind`) only where they are needed.

    Attributes:
        id, author: texts; None where absent (a problem that validation reports).
        path: what is recorded in FILENAME: logical path, else the physical one, normalised.
        key: ChangeSetKey with the path normalised for comparison.
        node: the changeSet node with ${...} expanded.
        document: the file it stands in; document.path is the physical path for relative files.
        contexts: context expressions: of its file, of the include that read the file, of the file with that
            include and so on outwards, own last. All must match; empty ones are left out.
        labels: lists of labels, lower case, joined by commas: one for each include, innermost first, then the
            own ones. Each level must match by itself; empty ones are left out.
        dbms: own dbms list as written, lower-case names; empty means every database.
        run_always, run_on_change, fail_on_error, run_in_transaction, ignore: flags.
        run_order: "", "first" or "last".
        quoting: LEGACY, QUOTE_ALL_OBJECTS or QUOTE_ONLY_RESERVED_WORDS.
        on_validation_fail: HALT or MARK_RAN.
        valid_check_sums: texts as written.
        comments: texts of the comment elements.
        run_with, run_with_spool_file: as written, or None.
        removed: removeChangeSetProperty in effect here: (change name, attribute names, dbms list).
        expand: expands ${...} in the text of files that this change set names (views, procedures).
        origin: the file on its way into the change log, with the include that read it; None where that is not known.
    """

    __slots__ = (
        "author", "comments", "contexts", "dbms", "document", "expand", "fail_on_error", "id", "ignore", "key",
        "labels", "node", "on_validation_fail", "origin", "path", "quoting", "removed", "run_always",
        "run_in_transaction", "run_on_change", "run_order", "run_with", "run_with_spool_file",
        "valid_check_sums",
    )  # fmt: skip

    id: str | None
    author: str | None
    path: str
    key: ChangeSetKey
    node: Node
    document: Document
    contexts: tuple[str, ...]
    labels: tuple[str, ...]
    dbms: tuple[str, ...]
    run_always: bool
    run_on_change: bool
    fail_on_error: bool
    run_in_transaction: bool
    ignore: bool
    run_order: str
    quoting: str
    on_validation_fail: str
    valid_check_sums: tuple[str, ...]
    comments: tuple[str, ...]
    run_with: str | None
    run_with_spool_file: str | None
    removed: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    expand: Callable[[str], str]
    origin: Any

    def __init__(self, **fields: Any) -> None:
        """Set the fields given; the others get their usual value."""
        given = fields.get
        self.id = given("id")
        self.author = given("author")
        self.path = fields["path"]
        self.key = fields["key"]
        self.node = fields["node"]
        self.document = fields["document"]
        self.contexts = given("contexts", ())
        self.labels = given("labels", ())
        self.dbms = given("dbms", ())
        self.run_always = given("run_always", False)
        self.run_on_change = given("run_on_change", False)
        self.fail_on_error = given("fail_on_error", True)
        self.run_in_transaction = given("run_in_transaction", True)
        self.ignore = given("ignore", False)
        self.run_order = given("run_order", "")
        self.quoting = given("quoting", "LEGACY")
        self.on_validation_fail = given("on_validation_fail", "HALT")
        self.valid_check_sums = given("valid_check_sums", ())
        self.comments = given("comments", ())
        self.run_with = given("run_with")
        self.run_with_spool_file = given("run_with_spool_file")
        self.removed = given("removed", ())
        self.expand = given("expand", str)
        self.origin = given("origin")

    def __str__(self) -> str:
        """Write path::id::author."""
        return f"{self.path}::{self.id}::{self.author}"

    def __repr__(self) -> str:
        """Show the identity."""
        return f"<ChangeSet {self}>"


class Part(NamedTuple):
    """An element of a change log or of an included one, beside the change sets: preConditions at the head, an include."""

    node: Node
    document: Document


class ChangeLog(NamedTuple):
    """All change sets of a root file with its includes, in the order in which they run.

    `documents` are all files read, in order of reading. Nothing is filtered yet. `warnings` say what was passed over.
    `remains` are the parts of files with parameters, as expanded: what is left of ${...} in them has no value.
    `value_of` gives the value that a parameter has in the end in the root file, as written; None where it has none.
    """

    path: str
    change_sets: tuple[ChangeSet, ...]
    preconditions: tuple[Part, ...]
    documents: tuple[Document, ...]
    warnings: tuple[str, ...] = ()
    remains: tuple[Part, ...] = ()
    value_of: Callable[[str], Any] = lambda _name: None

    @property
    def quoting(self) -> str | None:
        """The quoting strategy of the root file; None where it names none. The schema of XML names LEGACY then."""
        for root in self.documents[:1]:
            said = as_text(attribute(root.root, "objectQuotingStrategy"))
            return said or ("LEGACY" if root.format == "xml" else None)
        return None
