"""changeSet nodes to ChangeSet values: identity, filters and flags. The hot path of every command.

Reference: liquibase.changelog.ChangeSet.load
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.derive.bind import change_nodes, changes_in, parts_of, unknown_condition
from clog.derive.normalise import is_nested
from clog.errors import ClogError, InvalidValue
from clog.model.changelog import ChangeSet, ChangeSetKey
from clog.model.expressions import entries
from clog.model.node import Node, attribute
from clog.model.paths import normal_path
from clog.model.scalars import as_text
from clog.preconditions import precondition_class
from clog.resolve.files import QUOTING
from clog.sqltext.blanks import BLANKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.node import Document
    from clog.resolve.files import File

_NAMES = (
    "alwaysRun", "author", "comment", "context", "contextFilter", "created", "dbms", "failOnError", "id", "ignore",
    "labels", "logicalFilePath", "objectQuotingStrategy", "onValidationFail", "runAlways", "runInTransaction",
    "runOnChange", "runOrder", "runWith", "runWithSpoolFile", "validCheckSum", "validCheckSums",
)  # fmt: skip
_SPELLED = {name.lower(): name for name in _NAMES}


def read_change_set(node: Node, file: File) -> ChangeSet:
    """Read the identity, filters and flags of a change set.

    Raises:
        InvalidValue: a value that none of the allowed ones is.
    """
    given: dict[str, Any] = {}
    for name, value in node.attributes.items():
        key = _SPELLED.get(name) or _SPELLED.get(name.lower())
        if key is not None:
            given[key] = value
    comments, sums = _children(node, given, file)
    known = given.get
    path, key_path = file.path, file.key_path
    logical = (as_text(known("logicalFilePath")) or "").strip(BLANKS)
    if logical:
        path = logical.replace("\\", "/").removeprefix("/")
        if file.document.format == "sql":
            path = normal_path(path)
        key_path = normal_path(path)
    identity, author = as_text(known("id")), as_text(known("author"))
    fields: dict[str, Any] = {
        "id": identity,
        "author": author,
        "path": path,
        "key": ChangeSetKey(key_path, identity or "", author or ""),
        "node": node,
        "document": file.document,
        "contexts": file.contexts,
        "labels": file.labels,
        "quoting": file.quoting,
        "ignore": file.ignore,
        "comments": comments,
        "valid_check_sums": sums,
        "expand": file.expand,
        "origin": file,
        "removed": tuple(file.removed),
    }
    if len(given) > 2 or identity is None or author is None or file.run_with:
        _read_others(fields, given, node, file)
    return ChangeSet(**fields)


def refuse_unknown(change_set: ChangeSet) -> list[Node]:
    """Refuse what is no change, rollback or precondition.

    Returns:
        The rollback elements that name another change set.

    Raises:
        UnknownElement: with the first one.
    """
    for _ in change_nodes(change_set):
        pass
    _refuse_texts(change_set.node, ("preConditions", "preconditions"), change_set.document)
    references: list[Node] = []
    _refuse_values(change_set.node, "rollback", change_set.node.attributes.get("rollback"), change_set.document)
    for node in parts_of(change_set):
        name = node.name
        if name == "rollback":
            if attribute(node, "changeSetId") is not None:
                references.append(node)
            for text in node.text if type(node.text) is list else [node.text]:
                _refuse_values(node, None, text, change_set.document)
            for _ in changes_in(node, change_set.document):
                pass
        elif name in {"preConditions", "preconditions"}:
            refuse_unknown_conditions(node, change_set.document)
    return references


def all_unknown(change_set: ChangeSet) -> Iterator[ClogError]:
    """List all that `refuse_unknown` refuses, asking it about each part by itself."""
    whole = change_set.node
    parts = [Node(whole.name, whole.attributes, [], None, whole.at)]
    for part in whole.children:
        pieces = [part]
        if part.name in {"changes", "rollback", "preConditions", "preconditions"}:
            pieces = [Node(part.name, {}, [child], None, part.at) for child in part.children]
            pieces.append(Node(part.name, part.attributes, [], part.text, part.at))
        parts += [Node(whole.name, {}, [piece], None, whole.at) for piece in pieces]
    for node in parts:
        try:
            refuse_unknown(
                ChangeSet(id=None, author=None, path="", key=change_set.key, node=node, document=change_set.document)
            )
        except ClogError as error:
            yield error


def _refuse_values(node: Node, name: str | None, value: Any, document: Document) -> None:
    """Refuse a rollback that is a number, a boolean, a date, or a list of something other than changes.

    Raises:
        InvalidValue: it is no text.
    """
    if value is None or type(value) is str or document.format not in {"yaml", "json"}:
        return
    raise InvalidValue(
        "rollback holds a list of texts" if type(value) is list else f"rollback holds the value {as_text(value)}",
        at=document.location(node, name),
        excerpt=document.excerpt(node, name),
        hint="write one text with all statements, in quotes, or a list of changes",
    )


def _refuse_texts(node: Node, names: tuple[str, ...], document: Document) -> None:
    """Refuse texts, and lists in lists, in place of preconditions.

    Raises:
        InvalidValue: with the first one.
    """
    if document.format not in {"yaml", "json"}:
        return
    found = next((name for name in names if node.attributes.get(name) is not None), None)
    if found is None and node.name in names and node.text is not None:
        found = node.name
    if found is not None:
        raise InvalidValue(
            f"{found} holds a value that is no precondition",
            at=document.location(node),
            excerpt=document.excerpt(node),
            hint='write each precondition as an entry of its own: "- dbms:", and what it needs below it',
        )


def refuse_unknown_conditions(parent: Node, document: Document) -> None:
    """Refuse what is no precondition.

    Raises:
        UnknownElement: with the first one.
        InvalidValue: a text, or a list in a list, stands where a precondition should.
    """
    _refuse_texts(
        parent, ("and", "or", "not", *((parent.name,) if parent.name.lower() == "preconditions" else ())), document
    )
    for node in parent.children:
        if precondition_class(node.name) is not None:
            if node.name in {"and", "or", "not"}:
                refuse_unknown_conditions(node, document)
        elif is_nested(node):
            raise unknown_condition(node, document)


def _children(node: Node, given: dict[str, Any], file: File) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Read child elements that stand for attributes; return comments and valid checksums."""
    comments: list[str] = []
    sums: list[str] = []
    for child in node.children:
        name = child.name
        if name == "comment":
            comments.append(as_text(child.text) or "")
        elif name in {"validCheckSum", "validCheckSums"}:
            sums += _listed(child.text)
        elif child.text is not None and not child.children and not child.attributes:
            key = _SPELLED.get(name.lower())
            if key in given and file.document.format in {"yaml", "json"}:
                hint = "write the change set as one map, each key once"
                raise file.error(InvalidValue, f"{name} is given twice", child, hint)
            if key is not None:
                given[key] = child.text
    if "comment" in given:
        comments.append(as_text(given["comment"]) or "")
    for name in ("validCheckSum", "validCheckSums"):
        if name in given:
            sums += _listed(given[name])
    return tuple(comments), tuple(sums)


def _listed(value: Any) -> list[str]:
    """Return the texts of a scalar or a list of them."""
    found = value if isinstance(value, list) else [value]
    return [text for text in map(as_text, found) if text]


def _read_others(fields: dict[str, Any], given: dict[str, Any], node: Node, file: File) -> None:
    """Read everything but the identity."""
    known = given.get
    context = (as_text(known("contextFilter")) or "").strip(BLANKS) or (as_text(known("context")) or "")
    original = as_text(known("contextFilter")) if (as_text(known("contextFilter")) or "").strip(BLANKS) else context
    if context.strip(BLANKS):
        fields["contexts"] = (*file.contexts, original)
    labels = ",".join(dict.fromkeys(entries((as_text(known("labels")) or "").lower())))
    if labels:
        fields["labels"] = (*file.labels, labels)
    fields["dbms"] = tuple(dict.fromkeys(entries((as_text(known("dbms")) or "").lower())))
    fields["run_always"] = _flag(known("runAlways", known("alwaysRun")), default=False)
    fields["run_on_change"] = _flag(known("runOnChange"), default=False)
    fields["fail_on_error"] = _flag(known("failOnError"), default=True)
    fields["run_in_transaction"] = _flag(known("runInTransaction"), default=True)
    fields["ignore"] = file.ignore or _flag(known("ignore"), default=False)
    fields["run_with"] = as_text(known("runWith")) or next((a for a, _ in reversed(file.run_with) if a), None)
    fields["run_with_spool_file"] = as_text(known("runWithSpoolFile")) or next(
        (spool for _, spool in reversed(file.run_with) if spool), None
    )
    fields["run_order"] = _one_of(known("runOrder"), ("first", "last"), "", "runOrder", node, file)
    quoting = (as_text(known("objectQuotingStrategy")) or "").strip(BLANKS)
    fields["quoting"] = _one_of(quoting or None, QUOTING, file.quoting, "objectQuotingStrategy", node, file)
    fail = known("onValidationFail")
    fields["on_validation_fail"] = _one_of(fail, ("HALT", "MARK_RAN"), "HALT", "onValidationFail", node, file)


def _flag(raw: Any, *, default: bool) -> bool:
    """Read a boolean: only "true" is true."""
    if raw is None:
        return default
    return raw if isinstance(raw, bool) else str(as_text(raw)).strip(" \t\r\n").lower() == "true"


def _one_of(raw: Any, allowed: Any, default: str, name: str, node: Node, file: File) -> str:
    """Read a value of which only a few exist."""
    if raw is None:
        return default
    text = str(as_text(raw))
    if text not in allowed:
        hint = "use one of " + ", ".join(sorted(allowed))
        raise file.error(InvalidValue, f'{name} "{text}" does not exist', node, hint, name)
    return text
