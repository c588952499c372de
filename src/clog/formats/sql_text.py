"""Change sets to formatted SQL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

HEADER = "--liquibase formatted sql"
_DELIMITERS = (";", "@@", "//", "$$;", "~~", "^^end^^")
_WORD = re.compile(r"[\w./@!-]+")
_KEYWORD = re.compile(
    r"\s*(liquibase|changeset|property|precondition|rollback|comment|validchecksum|ignorelines|undo)", re.IGNORECASE
)


class SqlChangeSet(Value):
    """A change set as formatted SQL has it.

    Attributes:
        id, author: its identity.
        attributes: what stands behind them, as written.
        check_sums: valid checksums.
        preconditions: lines of preconditions without their dashes.
        remarks: comments for people.
        comment: its comment, or "".
        statements: what it does; joined by a delimiter that none of them holds.
        text: instead of statements: SQL as the author wrote it, whose options are in the attributes.
        rollback: what undoes it; empty: nothing to do; None: it cannot be undone.
        blank: whether a blank line stands before it.
    """

    id: str
    author: str
    attributes: Mapping[str, str]
    check_sums: tuple[str, ...] = ()
    preconditions: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    comment: str = ""
    statements: tuple[str, ...] = ()
    text: str | None = None
    rollback: tuple[str, ...] | None = None


def write_sql(
    attributes: Mapping[str, str],
    properties: Iterable[Mapping[str, str]],
    change_sets: Iterable[SqlChangeSet],
    remarks: Iterable[str] = (),
) -> str:
    """Write a file.

    Args:
        attributes: of the file, for example logicalFilePath.
        properties: what each property element says.
        change_sets: in order.
        remarks: comments at the head of the file.
    """
    lines = [" ".join((HEADER, *_pairs(attributes)))]
    for remark in remarks:
        lines += _remark(remark)
    lines += [" ".join(("--property", *_pairs(found))) for found in properties]
    for change_set in change_sets:
        lines += ["", *_change_set(change_set)]
    return "\n".join(lines) + "\n"


def _change_set(change_set: SqlChangeSet) -> Iterator[str]:
    """Write one change set."""
    attributes = dict(change_set.attributes)
    body, options = (change_set.text, {}) if change_set.text is not None else _joined(change_set.statements)
    attributes.update(options)
    undo, options = _joined(change_set.rollback or ())
    names = {"splitStatements": "rollbackSplitStatements", "endDelimiter": "rollbackEndDelimiter"}
    attributes.update({names[name]: value for name, value in options.items() if name in names})
    yield " ".join((f"--changeset {_name(change_set.author)}:{_name(change_set.id)}", *_pairs(attributes)))
    for check_sum in change_set.check_sums:
        yield f"--validCheckSum: {check_sum}"
    for line in change_set.preconditions:
        yield f"--{line}"
    if change_set.comment:
        yield f"--comment: {' '.join(change_set.comment.split())}"
    for remark in change_set.remarks:
        yield from _remark(remark)
    if body:
        yield body.strip("\n")
    if change_set.rollback is not None:
        yield from (f"--rollback {line}" for line in (undo or "empty").strip("\n").split("\n"))


def _joined(statements: tuple[str, ...]) -> tuple[str, dict[str, str]]:
    """Join statements by a delimiter that none of them holds, and say which it is where it is not the usual one."""
    if not statements:
        return "", {}
    whole = "\n".join(statements)
    if len(statements) == 1 and (";" in whole or "\n/" in whole or re.search(r"(?im)^\s*GO\s*$", whole)):
        return whole, {"splitStatements": "false"}
    delimiter = next(found for found in _DELIMITERS if found not in whole)
    text = "\n".join(f"{statement}{delimiter}" for statement in statements)
    return text, {} if delimiter == ";" else {"endDelimiter": re.sub(r"([$^])", r"\\\1", delimiter)}


def _pairs(attributes: Mapping[str, str]) -> Iterator[str]:
    """Write name:value, the value in quotes where it is more than a word."""
    for name, value in attributes.items():
        yield f"{name}:{value}" if _WORD.fullmatch(value) else f'{name}:"{value}"'


def _name(name: str) -> str:
    """Write an id or author, in quotes where it would not end where it should."""
    return name if re.fullmatch(r"[\w./-]+", name) else f'"{name}"'


def _remark(remark: str) -> Iterator[str]:
    """Write a comment so that no line of it is taken for an instruction."""
    for line in remark.strip().split("\n"):
        text = line.strip()
        yield f"-- | {text}" if _KEYWORD.match(text) else f"-- {text}".rstrip()
