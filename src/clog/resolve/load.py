"""Load: a change log with all it includes, parameters expanded, filters inherited, in the order in which it runs.

Reference: liquibase.changelog.DatabaseChangeLog
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.errors import (
    ClogError,
    FileMissing,
    IncludeCycle,
    InvalidValue,
    MissingAttribute,
    UnknownElement,
    UnknownParameter,
    ValidationError,
)
from clog.formats import parse, readable
from clog.formats.collecting import Paused
from clog.model.changelog import ChangeLog, ChangeSetKey, Part
from clog.model.expressions import dbms_matches, entries
from clog.model.node import Node, attribute
from clog.model.paths import normal_path
from clog.model.wording import setting
from clog.naming import listed, suggestion
from clog.resolve.allowance import Allowance
from clog.resolve.attributes import context_of, inherited, is_false, is_true, looked_for, text_of
from clog.resolve.change_sets import all_unknown, read_change_set, refuse_unknown, refuse_unknown_conditions
from clog.resolve.contexts import CONTEXT, HINT, MESSAGE, broken
from clog.resolve.echoes import without_echoes
from clog.resolve.files import File, about
from clog.resolve.include_all import files_of
from clog.resolve.parameters import Definitions
from clog.resources import ABSENT, LINK, below, sibling

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from clog.errors import Problem
    from clog.model.changelog import ChangeSet
    from clog.model.node import Document
    from clog.resolve.include_all import Code
    from clog.resolve.leniency import Leniency
    from clog.resolve.parameters import Parameters
    from clog.resources import Resources

_ROOT_ONLY = frozenset({"logicalfilepath", "context", "contextfilter", "objectquotingstrategy", "changelogid"})


def load(
    path: str,
    resources: Resources,
    parameters: Parameters,
    documents: dict[str, Document] | None = None,
    leniency: Leniency | None = None,
    faults: list[ClogError] | None = None,
    code: Code | None = None,
    encoding: str = "UTF-8",
) -> ChangeLog:
    """Read a change log and everything that it includes. What is wrong does not hinder reading the rest.

    Args:
        path: of the root file, on the search path.
        resources: where files are found.
        parameters: values for ${...} that are known from outside.
        documents: parsed files by path; what is in it is not read again, what is read is put into it.
        leniency: what is passed over with a warning; nothing by default.
        faults: takes all that is wrong in place of an exception; what can be read is returned.
        code: gives the object behind the name of a class that an includeAll asks; None: there are none.
        encoding: of SQL files that do not say theirs by a byte order mark.

    Raises:
        FileMissing: a file is not there.
        IncludeCycle: a file includes itself.
        SourceError: a file cannot be understood.
        ValidationError: several things are wrong.
    """
    loader = Loader(resources, parameters, {} if documents is None else documents, leniency, code)
    loader.encoding = encoding
    source = resources.get(path) if not path.startswith("classpath:") else None
    if source is None:
        resources.find(path, None)
        raise FileMissing(f'the file "{path}" is not on the search path', hint="leave out the classpath: prefix")
    with Paused():
        loader.read_root(normal_path(path))
    if loader.broken:
        loader.faults.append(ValidationError(loader.broken))
    found = without_echoes(loader.faults, loader.documents_read)
    if faults is not None:
        faults += found
    elif found:
        raise together(found)
    read = (tuple(loader.preconditions), tuple(loader.documents_read), tuple(loader.warnings))
    return ChangeLog(normal_path(path), loader.ordered(), *read, tuple(loader.remains), loader.value_of)


def together(faults: Sequence[ClogError]) -> ClogError:
    """Make one error of some: itself, if it is only one."""
    return faults[0] if len(faults) == 1 else ValidationError(found for fault in faults for found in fault.problems)


class Loader:
    """Reads files one after the other, deep first, and collects what they say."""

    def __init__(
        self,
        resources: Resources,
        parameters: Parameters,
        documents: dict[str, Document],
        leniency: Leniency | None = None,
        code: Code | None = None,
    ) -> None:
        self.code = code
        self.encoding = "UTF-8"
        self.lax = leniency is not None and leniency.unknown
        self.missing_includes = leniency is not None and leniency.missing_includes
        self.warnings: list[str] = []
        self.broken: dict[Problem, None] = {}
        self.faults: list[ClogError] = []
        self.resources = resources
        self.definitions = Definitions(parameters)
        self.dialect = parameters.dialect
        self.time_zone = parameters.time_zone
        self.documents = documents
        self.documents_read: list[Document] = []
        self.change_sets: list[ChangeSet] = []
        self.preconditions: list[Part] = []
        self.remains: list[Part] = []
        self.reading: list[str] = []
        self.allowance = Allowance(documents)
        self.scope = ""
        self.known: set[str] = set()
        self.indexed = 0

    def ordered(self) -> tuple[ChangeSet, ...]:
        """Return the change sets: those with runOrder first, then the others, then those with runOrder last."""
        if not any(change_set.run_order for change_set in self.change_sets):
            return tuple(self.change_sets)
        return tuple(sorted(self.change_sets, key=lambda change_set: _PLACES[change_set.run_order]))

    def value_of(self, name: str) -> Any:
        """Return the value that a parameter has in the root file, as it is written; None where it has none."""
        return self.definitions.lookup(name, self.scope)

    def document(self, path: str) -> Document:
        """Parse a file, or give it as parsed before."""
        found = self.documents.get(path)
        if found is None:
            found = self.documents[path] = parse(self.resources.find(path, None).read(), path, encoding=self.encoding)
            if self.time_zone != "UTC" and found.format in {"yaml", "json"}:
                from clog.formats.time_zone import tell_in

                tell_in(found.root, self.time_zone)
        if found.faults and found not in self.documents_read:
            self.faults.append(ValidationError(found.faults))
        self.documents_read.append(found)
        return found

    def read_root(self, path: str) -> None:
        """Read the first file."""
        try:
            self.read(path, None, {})
        except ClogError as error:
            self.faults.append(error)

    def read(self, path: str, parent: File | None, include: dict[str, Any], node: Node | None = None) -> None:
        """Read one file.

        Args:
            path: on the search path.
            parent: the file that includes it.
            include: what the include says: contexts, labels, ignore.
            node: the include, for errors.
        """
        fault = self.allowance.fault(path, self.reading)
        if fault and parent is not None:
            raise parent.error(IncludeCycle, fault[0], node, fault[1])
        document = self.document(path)
        file = File(document, parent, include, self.definitions)
        file.include = node
        if parent is None:
            self.scope = file.scope
        self.reading.append(path)
        if document.format in {"yaml", "json"}:
            for child in document.root.children:
                if child.name == "property":
                    self.each(self.define_first, child, file)
        file.begin()
        if document.has_parameters and document.format != "sql":
            self.remains.append(Part(about(file.root), document))
        for child in document.root.children:
            self.each(self.entry, child, file)
        self.reading.pop()

    def each(self, do: Callable[[Node, File], None], node: Node, file: File) -> None:
        """Read a node; keep what is wrong with it."""
        if self.allowance.used_up:
            return
        try:
            do(node, file)
        except (UnknownParameter, FileMissing) as error:
            self.faults.append(error if error.at else file.error(type(error), error.message, node, error.hint))
        except ClogError as error:
            if self.faults[-1:] != [error]:
                self.faults.append(error)

    def entry(self, node: Node, file: File) -> None:
        """Read a child of databaseChangeLog."""
        name = node.name
        if file.document.has_parameters:
            node = file.expanded(node)
            if name in _HEADS:
                self.remains.append(Part(about(node), file.document))
        if self.lax and file.document.format != "sql" and name in {"changeSet", "preConditions"}:
            from clog.resolve.leniency import without_unknown

            node = without_unknown(
                node,
                lambda text, found: self.warnings.append(f"{file.document.location(found)}: {text}"),
                xml=file.document.format == "xml",
            )
        read = _ENTRIES.get(name)
        if read is not None:
            read(self, node, file)
        elif (node.children or node.attributes) and name.lower() not in _ROOT_ONLY:
            hint = suggestion(name, _ENTRIES) or f"a databaseChangeLog holds {listed(_ENTRIES)}"
            raise file.error(UnknownElement, f'"{name}" is no part of a databaseChangeLog', node, hint)

    def property(self, node: Node, file: File) -> None:
        """Read a property; in YAML and JSON once more, since what its conditions ask for may have got a value."""
        if file.document.format not in {"yaml", "json"} or "dbms" in node.attributes or context_of(node):
            self.define(node, file)

    def precondition(self, node: Node, file: File) -> None:
        """Keep the preconditions at the head of a file."""
        refuse_unknown_conditions(node, file.document)
        self.preconditions.append(Part(node, file.document))

    def modify_change_sets(self, node: Node, file: File) -> None:
        """Read includes whose change sets are run with a program."""
        file.run_with.append((text_of(node, "runWith"), text_of(node, "runWithSpoolFile")))
        for child in node.children:
            self.each(self.entry, child, file)
        file.run_with.pop()

    def add(self, node: Node, file: File) -> None:
        """Add a change set, if everything in it exists. In SQL its rollback may name the change set itself."""
        if file.document.format == "sql":
            file.settle()
            if "${" in file.path:
                root = Node("databaseChangeLog", {"logicalFilePath": file.path}, [], None, file.root.at)
                if self.remains[-1:] != [found := Part(root, file.document)]:
                    self.remains.append(found)
        change_set = read_change_set(node, file)
        if dbms_matches(change_set.dbms, self.dialect) and (faults := broken(change_set, self.definitions.parameters)):
            change_set.contexts = ()
            self.broken.update(dict.fromkeys(faults))
        if file.document.format == "sql":
            self.change_sets.append(change_set)
        try:
            references = refuse_unknown(change_set)
        except ClogError:
            references = []
            self.faults += all_unknown(change_set)
        for reference in references:
            names = ("changeSetPath", "changeSetId", "changeSetAuthor")
            path, identifier, author = (text_of(reference, name) or "" for name in names)
            key = ChangeSetKey(normal_path(path or change_set.path), identifier, author)
            if not self.knows(key):
                hint = "it must stand before this one, in this change log or in one that was read earlier"
                message = f"the rollback names the change set {key}, which does not exist"
                self.faults.append(file.error(InvalidValue, message, reference, hint))
        if file.document.format != "sql":
            self.change_sets.append(change_set)

    def knows(self, key: ChangeSetKey) -> bool:
        """Return whether a change set was read before, for this database. Case does not matter."""
        for change_set in self.change_sets[self.indexed :]:
            if dbms_matches(change_set.dbms, self.dialect):
                self.known.add(str(change_set.key).lower())
        self.indexed = len(self.change_sets)
        return str(key).lower() in self.known

    def define_first(self, node: Node, file: File) -> None:
        """Read a property of YAML or JSON: its value is kept as it is written, for what else will be known."""
        inner = next((child for child in node.children if child.name in _WORDS_OF_PROPERTIES), None)
        if inner is not None or node.text is not None:
            hint = 'write "- property:" and below it name: and value:, without dashes'
            raise file.error(InvalidValue, "a property is one map of texts", inner or node, hint)
        found = file.expanded(node)
        attributes = {key: node.attributes[key] if key == "value" else text for key, text in found.attributes.items()}
        self.define(Node(node.name, attributes, found.children, found.text, node.at), file)

    def define(self, node: Node, file: File) -> None:
        """Read a property, or a file of properties."""
        conditions = (context_of(node), text_of(node, "labels") or "", text_of(node, "dbms") or "")
        scope = file.scope if is_false(attribute(node, "global")) else None
        name = text_of(node, "file")
        try:
            if not self.definitions.applies(*conditions):
                return
        except InvalidValue:
            name_of = next((key for key in CONTEXT if key in node.attributes), None)
            error = file.error(InvalidValue, MESSAGE.format(conditions[0]), node, HINT, name_of)
            if name is not None:
                raise error from None
            self.definitions.define(text_of(node, "name") or "", error, scope)  # Liquibase sees it when it is used
            return
        if name is None:
            self.definitions.define(text_of(node, "name") or "", attribute(node, "value"), scope)
            return
        wanted = sibling(file.document.path, name) if is_true(attribute(node, "relativeToChangelogFile")) else name
        source = self.resources.get(wanted)
        if source is None:
            if is_false(attribute(node, "errorIfMissing")):
                return
            raise self.absent(name, wanted, node, file)
        from clog.formats.properties import parse_properties

        for key, value in parse_properties(source.read().decode("latin-1")).items():
            self.definitions.define(key, value, scope)

    def remove_property(self, node: Node, file: File) -> None:
        """Record that a property of changes does not count on some databases."""
        removed = text_of(node, "remove") or ""
        dbms = text_of(node, "dbms") or ""
        if self.dialect is not None and dbms and dbms_matches(dbms, self.dialect):
            file.removed.append((text_of(node, "change") or "", entries(removed), entries(dbms)))

    def include(self, node: Node, file: File) -> None:
        """Read an included file."""
        name = text_of(node, "file")
        if name is None:
            hint = f"say which change log is read here: {setting(file.document.format, 'file', '...')}"
            raise file.error(MissingAttribute, "include needs the attribute file", node, hint)
        if name.lower() in {".svn", "cvs"}:
            return
        wanted = name.replace("\\", "/")
        if is_true(attribute(node, "relativeToChangelogFile")):
            wanted = below(file.document.path, wanted)
        elif wanted.startswith("classpath:"):
            hint = "leave out the prefix: files are looked up on the search path"
            raise file.error(FileMissing, f'the file "{name}" is not on the search path', node, hint, "file")
        spelled, wanted = wanted, normal_path(wanted)
        if wanted not in self.documents and self.resources.get(wanted) is None:
            if is_false(attribute(node, "errorIfMissing")):
                return
            error = self.absent(name, wanted, node, file)
            if not self.missing_includes:
                raise error
            self.warnings.append(f"{file.document.location(node)}: {error.message}; the include is passed over")
            return
        if not readable(spelled):
            hint = "change logs end in .xml, .yaml, .yml, .json or .sql"
            raise file.error(InvalidValue, f'nothing reads change logs named like "{name}"', node, hint, "file")
        self.read(wanted, file, inherited(node), node)

    def include_all(self, node: Node, file: File) -> None:
        """Read all files of a folder."""
        found = files_of(node, file, self.resources, self.code)
        include = inherited(node)
        for path in filter(readable, found):
            if path not in self.documents and self.resources.get(path) is None:
                error = self.absent(path, path, node, file, "path")
                if LINK not in error.message:
                    raise error
                self.warnings.append(f"{error.at}: {error.message}; it is passed over")
                continue
            self.read(path, file, include, node)

    def absent(self, name: str, wanted: str, node: Node, file: File, attribute: str = "file") -> ClogError:
        """Make the error for a file that is not there, or is none."""
        try:
            self.resources.find(wanted, None)
        except FileMissing as error:
            hint = looked_for(name, wanted, file.document.format) if error.message.endswith(ABSENT) else error.hint
            return file.error(FileMissing, error.message.replace(f'"{wanted}"', f'"{name}"', 1), node, hint, attribute)
        return file.error(
            FileMissing, f'the file "{name}" {ABSENT}', node, looked_for(name, wanted, file.document.format), attribute
        )


_ENTRIES: dict[str, Callable[[Loader, Node, File], None]] = {
    "changeSet": Loader.add,
    "include": Loader.include,
    "includeAll": Loader.include_all,
    "property": Loader.property,
    "preConditions": Loader.precondition,
    "modifyChangeSets": Loader.modify_change_sets,
    "removeChangeSetProperty": Loader.remove_property,
}
"""What is done with the children of databaseChangeLog."""

_WORDS_OF_PROPERTIES = frozenset({"context", "contextFilter", "dbms", "file", "labels", "name"})
_HEADS = frozenset({"include", "includeAll", "property", "modifyChangeSets", "removeChangeSetProperty"})
"""What says of change sets where they come from and what holds for them."""

_PLACES = {"first": 0, "": 1, "last": 2}
