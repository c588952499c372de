"""Converting a change log with all it includes, and proving that the result is the same change log."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from clog.convert.items import Reader
from clog.convert.limits import unwritable
from clog.convert.overlay import Recording
from clog.convert.proof import ConversionResult, Proof, Sums, resummed, second_look
from clog.convert.to_sql import SqlConverter, Writings
from clog.errors import IncludeAllSpelled, NotInSql, Problem, UsageError, ValidationError
from clog.formats.collecting import Paused
from clog.formats.places import decode
from clog.formats.trivia import read_trivia
from clog.model.changelog import ChangeLog
from clog.model.item import Item
from clog.model.node import attribute
from clog.model.paths import normal_path
from clog.model.scalars import as_text
from clog.resolve.load import Loader
from clog.resolve.parameters import Parameters
from clog.resources import sibling
from clog.rules.runner import everything

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clog.convert.proof import Place
    from clog.model.changelog import ChangeSet
    from clog.model.files import FileSource
    from clog.model.node import Document, Node
    from clog.resolve.files import File
    from clog.resources import Resources

SUFFIXES = {"xml": "xml", "yaml": "yaml", "yml": "yaml", "json": "json", "sql": "sql"}
"""Suffixes with the format that they stand for."""

_KEPT = "unknown-database"
"""The rule about names of databases, which are kept as they are written."""


class Conversion(NamedTuple):
    """What came out of a conversion.

    Attributes:
        files: text of each new file by its path.
        replaced: path of each file read, with the path of the file that stands for it.
        problems: what could not be carried over, or was, but not as it stood.
        resummed: path::id::author of change sets whose checksums changed; validCheckSum keeps them valid.
        others: the other files that were looked at: what changes name.
    """

    files: Mapping[str, str]
    replaced: Mapping[str, str]
    problems: tuple[Problem, ...]
    resummed: tuple[str, ...]
    others: Mapping[str, FileSource]


def convert(
    root: str,
    resources: Resources,
    target: str,
    *,
    recursive: bool,
    new_root: str = "",
    dialect: str = "",
    structure: bool = False,
    encoding: str = "UTF-8",
) -> Conversion:
    """Convert a change log.

    Args:
        root: path of the root file on the search path.
        resources: where files are found.
        target: xml, yaml, json or sql.
        recursive: whether included files are converted too.
        new_root: path of the new root file; by default the old one with another suffix.
        dialect: short name of the database whose SQL is written or read, for sql and with `structure`.
        structure: whether SQL becomes structured changes where it is understood completely.
        encoding: of files that do not say theirs, and of formatted SQL that is written.

    Raises:
        ClogError: the change log cannot be read.
        UsageError: the result would not be the same change log.
    """
    with Paused():
        return _convert(
            root,
            resources,
            target,
            recursive=recursive,
            new_root=new_root,
            dialect=dialect,
            structure=structure,
            encoding=encoding,
        )


def _convert(
    root: str,
    resources: Resources,
    target: str,
    *,
    recursive: bool,
    new_root: str,
    dialect: str,
    structure: bool,
    encoding: str,
) -> Conversion:
    """Convert as `convert` says."""
    resources = recording = Recording(resources)
    parameters = Parameters(environment={}, dialect=dialect or None)
    change_log, found = _traced(root, resources, parameters, encoding)
    documents = {document.path: document for document in change_log.documents}
    chosen = list(documents) if recursive else [change_log.path]
    names = {path: renamed(path, _format(documents[path], target, recursive=recursive)) for path in chosen}
    if new_root:
        names[change_log.path] = new_root
    _refuse_clashes(names)
    writer = _Writer(change_log, resources, target, names, dialect, found, encoding)
    writer.structure = structure

    def written() -> Mapping[str, str]:
        return {names[path]: writer.write(documents[path]) for path in chosen}

    result = ConversionResult(resources, written(), names, encoding)
    if any(problem.severity == "error" for problem in writer.problems):
        return Conversion(result.files, names, tuple(dict.fromkeys(writer.problems)), (), {})
    after = result.read(change_log.path, parameters, change_log.documents)
    asked = writer.writings.dialects if writer.writings else None
    old = Sums(resources, asked, encoding)
    changed = resummed(change_log, after, old, Sums(result.resources, asked, encoding))
    if changed:
        writer.sums = {place: old(change_set) for place, change_set in changed.items()}
        result = ConversionResult(resources, written(), names, encoding)
        after = result.read(change_log.path, parameters, change_log.documents)
    writings = (writer.writings, Writings(after, result.resources, dialect, encoding)) if writer.writings else None
    proof = Proof(resources, frozenset(writer.structured), writings)
    problems = [*dict.fromkeys(writer.problems), *proof.problems(change_log, after), *second_look(result.files)]
    others = {path: source for path, source in recording.found.items() if path not in documents}
    return Conversion(result.files, names, tuple(problems), tuple(map(str, changed.values())), others)


def _format(document: Document, target: str, *, recursive: bool) -> str:
    """Return the format in which a file is written: formatted SQL has no includes."""
    if target != "sql" or not recursive or any(child.name == "changeSet" for child in document.root.children):
        return target
    return document.format if any(child.name in _INCLUDES for child in document.root.children) else target


_INCLUDES = ("include", "includeAll")


class _Tracing(Loader):
    """Remembers which files each include and includeAll read."""

    def read(self, path: str, parent: File | None, include: dict[str, Any], node: Node | None = None) -> None:
        """Read one file."""
        if parent is not None and node is not None:
            self.found.setdefault((parent.document.path, node.at), []).append(path)
        super().read(path, parent, include, node)

    def __init__(self, resources: Resources, parameters: Parameters) -> None:
        super().__init__(resources, parameters, {})
        self.found: dict[tuple[str, int], list[str]] = {}


def _traced(
    root: str, resources: Resources, parameters: Parameters, encoding: str
) -> tuple[ChangeLog, Mapping[tuple[str, int], list[str]]]:
    """Load a change log; also say which files its includes read.

    Raises:
        ValidationError: it is not valid; with all that is wrong.
    """
    resources.find(root, None)
    loader = _Tracing(resources, parameters)
    loader.encoding = encoding
    with Paused():
        loader.read_root(normal_path(root))
    read = (tuple(loader.preconditions), tuple(loader.documents_read), (), tuple(loader.remains))
    change_log = ChangeLog(normal_path(root), loader.ordered(), *read)
    problems = everything(change_log, loader.faults)
    wrong = [found for found in problems if found.severity == "error" and found.rule != _KEPT]
    if wrong:
        raise ValidationError(wrong)
    return change_log, loader.found


def renamed(path: str, target: str) -> str:
    """Return the path of a file with the suffix of a format; one that has it keeps its name."""
    stem, _, suffix = path.rpartition(".")
    return path if SUFFIXES.get(suffix.lower()) == target else f"{stem}.{target}"


def _refuse_clashes(names: Mapping[str, str]) -> None:
    """Refuse two files that would get one name."""
    seen: dict[str, str] = {}
    for old, new in names.items():
        if new in seen:
            raise UsageError(f"{seen[new]} and {old} would both become {new}", hint="rename one of them first")
        seen[new] = old


class _Writer:
    """Writes documents in the target format.

    Attributes:
        problems: what was found on the way.
        sums: checksums to declare valid, by the place of the change set.
        writings: the SQL of the change sets, where SQL is written.
    """

    def __init__(
        self,
        change_log: ChangeLog,
        resources: Resources,
        target: str,
        names: Mapping[str, str],
        dialect: str,
        found: Mapping[tuple[str, int], list[str]],
        encoding: str,
    ) -> None:
        self.change_log = change_log
        self.resources = resources
        self.target = target
        self.names = names
        self.dialect = dialect
        self.found = found
        self.encoding = encoding
        self.structure = False
        self.structured: set[Place] = set()
        self.problems: list[Problem] = []
        self.sums: Mapping[Place, tuple[str, ...]] = {}
        self.writings = None
        if target == "sql" and any(document.format != "sql" for document in change_log.documents):
            self.writings = Writings(change_log, resources, dialect, encoding)

    def write(self, document: Document) -> str:
        """Write one document."""
        change_sets = [found for found in self.change_log.change_sets if found.document is document]
        data = self.resources.find(document.path, None).read()
        target = SUFFIXES.get(self.names[document.path].rpartition(".")[2].lower(), self.target)
        if target == document.format == "sql":
            return self._copied(data, document)
        reader = Reader(document, read_trivia(data, document.path, self.encoding), target)
        root = reader.root()
        if self.structure:
            self._restructure(root, change_sets)
        self.problems += reader.problems
        self._name(root, document, change_sets)
        self._rename_includes(root, document)
        self._declare_sums(root, document)
        if target == "sql" and self.writings is not None:
            writer = SqlConverter(self.writings)
            text = writer.write(root, document, change_sets)
            self.problems += writer.problems
            return text
        self.problems += unwritable(root, document, target)
        return _write(root, target)

    def _copied(self, data: bytes, document: Document) -> str:
        """Return formatted SQL as it is, with its old path where it gets a new one."""
        text = decode(data, document.path, self.encoding)
        moved = normal_path(self.names[document.path]) != document.path
        if not moved or "logicalFilePath" in document.root.attributes:
            return text
        if re.search(r"\s", document.path) or not any(child.at for child in document.root.children):
            self.problems.append(
                Problem(NotInSql.code, f"{document.path} cannot get another name", None, "keep its name")
            )
        first = text.partition("\n")[0].rstrip()
        return f"{first} logicalFilePath:{document.path}{text[len(first) :]}"

    def _restructure(self, root: Item, change_sets: list[ChangeSet]) -> None:
        """Put structured changes in the place of SQL that is understood completely."""
        from clog.convert.structure import Structurer

        if not self.dialect:
            raise UsageError("SQL is of one database", hint="say which: --dialect=postgresql")
        structurer = Structurer(self.dialect, self.resources)
        by_place = {found.node.at: found for found in change_sets}
        for item in root.children:
            change_set = by_place.get(item.at) if item.name == "changeSet" else None
            if change_set is None:
                continue
            children: list[Item] = []
            for child in item.children:
                text = child.body if child.name == "sql" and "dbms" not in child.attributes else None
                made = structurer.changes(str(as_text(text)), change_set) if text is not None else None
                if made is not None:
                    made[0].before = child.before + made[0].before
                    self.structured.add((change_set.document.path, change_set.node.at))
                children += [child] if made is None else made
            item.children = children

    def _name(self, root: Item, document: Document, change_sets: list[ChangeSet]) -> None:
        """Keep the path under which change sets are recorded, where the file gets another."""
        recorded = {found.path for found in change_sets if attribute(found.node, "logicalFilePath") is None}
        if recorded == {document.path} and normal_path(self.names[document.path]) != document.path:
            root.attributes = {"logicalFilePath": document.path, **root.attributes}

    def _rename_includes(self, root: Item, document: Document) -> None:
        """Make includes name the new files."""
        for item in root.walk():
            if item.name == "include":
                self._rename_include(item, document)
            item.children = [new for child in item.children for new in self._spelled_out(child, document)]

    def _spelled_out(self, item: Item, document: Document) -> list[Item]:
        """Put includes in the place of an includeAll that selects by suffix, where suffixes change."""
        if item.name != "includeAll" or len(self.names) < 2 or _key(item, "endsWithFilter") not in item.attributes:
            return [item]
        kept = {
            name: value
            for name, value in item.attributes.items()
            if name.lower() in {"context", "contextfilter", "labels", "ignore"}
        }
        found = [
            Item("include", {"file": self.names[path], **kept}) for path in self.found.get((document.path, item.at), ())
        ]
        if found:
            found[0].before, found[0].blank = item.before, item.blank
        self.problems.append(
            Problem(
                IncludeAllSpelled.code,
                f"includeAll with a filter became {len(found)} includes, because suffixes change",
                document.location(document.root),
                severity="warning",
            )
        )
        return found

    def _rename_include(self, item: Item, document: Document) -> None:
        """Make one include name the new file."""
        key = _key(item, "file")
        written = str(as_text(item.attributes.get(key)) or "")
        relative = str(as_text(item.attributes.get(_key(item, "relativeToChangelogFile")))).lower() == "true"
        old = normal_path(sibling(document.path, written) if relative else written)
        new = self.names.get(old, old)
        if new != old:
            stem, _, suffix = written.rpartition(".")
            item.attributes[key] = f"{stem}.{new.rpartition('.')[2]}" if suffix else written

    def _declare_sums(self, root: Item, document: Document) -> None:
        """Add validCheckSum elements where sums cannot be kept."""
        for item in root.children:
            if item.name == "changeSet":
                for text in self.sums.get((document.path, item.at), ()):
                    item.children.insert(0, Item("validCheckSum", body=text, body_key="validCheckSum"))


def _key(item: Item, name: str) -> str:
    """Find how an attribute is spelled."""
    return next((key for key in item.attributes if key.lower() == name.lower()), name)


def _write(root: Item, target: str) -> str:
    """Write a structured format."""
    if target == "xml":
        from clog.formats.xml_text import write_xml

        return write_xml(root)
    if target == "yaml":
        from clog.formats.yaml_text import write_yaml

        return write_yaml(root)
    from clog.formats.json_text import write_json

    return write_json(root)
