"""Change sets to formatted SQL."""

from __future__ import annotations

import re
from itertools import chain, count
from typing import TYPE_CHECKING

from clog.sqltext.control import lines_of
from clog.sqltext.split import split
from clog.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from clog.model.sql import Sql

HEADER = "--liquibase formatted sql"
_DELIMITERS = ("~~", "%%")
"""What ends statements that hold semicolons, without a trace of it in scripts: these end with semicolons all the same.

Each stands on a line of its own: Liquibase would take it for a part of a word or sign right before it.
"""
_SPELLINGS = ("\n/", "\n/\n", "\nGO", "\nGO\n", "\n;", "\n~~", "\n//", "\n@@")
"""What may stand for a delimiter that is a regular expression."""

_BARE = frozenset(("logicalFilePath", "endDelimiter", "rollbackEndDelimiter", "dbms", "runWith", "name", "value"))
"""Options that have no quotes around them: they end where a blank is."""

NOTHING = "-- nothing to do"
"""A change set must have some SQL; comments are taken away before it runs."""

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
        statements: what it does; joined by the delimiter that they ask for, or one that none of them holds.
        text: instead of statements: SQL as the author wrote it, whose options are in the attributes.
        rollback: what undoes it; empty: nothing to do; None: it cannot be undone.
        undo: instead of rollback: SQL as the author wrote it, or the name of the change set to go back to.
    """

    id: str
    author: str
    attributes: Mapping[str, str]
    check_sums: tuple[str, ...] = ()
    preconditions: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    comment: str = ""
    statements: tuple[Sql, ...] = ()
    text: str | None = None
    rollback: tuple[Sql, ...] | None = None
    undo: str | None = None


def write_sql(
    attributes: Mapping[str, str],
    properties: Iterable[Mapping[str, str]],
    change_sets: Iterable[SqlChangeSet],
    remarks: Iterable[str] = (),
    last: Iterable[str] = (),
) -> str:
    """Write a file.

    Args:
        attributes: of the file, for example logicalFilePath.
        properties: what each property element says.
        change_sets: in order.
        remarks: comments at the head of the file.
        last: comments at its end.
    """
    lines = [" ".join((HEADER, *_pairs(attributes)))]
    lines += _remarks(remarks)
    lines += [" ".join(("--property", *_pairs(found))) for found in properties]
    for change_set in change_sets:
        lines += ["", *_change_set(change_set)]
    lines += _ignored(last)
    return "\n".join(lines) + "\n"


def _change_set(change_set: SqlChangeSet) -> Iterator[str]:
    """Write one change set."""
    attributes = dict(change_set.attributes)
    own = change_set.text is not None
    body, options = (change_set.text, {}) if change_set.text is not None else _joined(change_set.statements)
    if not own and _COMMENT.search(body):
        options["stripComments"] = "false"
    attributes.update(options)
    undo, options = (change_set.undo, {}) if change_set.undo is not None else _joined(change_set.rollback or ())
    names = {"splitStatements": "rollbackSplitStatements", "endDelimiter": "rollbackEndDelimiter"}
    attributes.update({names[name]: value for name, value in options.items()})
    spool = {name: attributes.pop(name) for name in ("runWithSpoolFile",) if name in attributes}
    pairs = [*_pairs(attributes), *(f"{name}:{value}" for name, value in spool.items())]
    yield " ".join((f"--changeset {_name(change_set.author)}:{_name(change_set.id)}", *pairs))
    for check_sum in change_set.check_sums:
        yield f"--validCheckSum: {check_sum}"
    for line in change_set.preconditions:
        yield f"--{line}"
    if change_set.comment:
        yield f"--comment: {' '.join(change_set.comment.split())}"
    if own or attributes.get("stripComments") == "false":
        yield from _ignored(change_set.remarks)
    else:
        yield from _remarks(change_set.remarks)
    yield body.strip("\n") or NOTHING
    if change_set.rollback is not None or change_set.undo is not None:
        yield from (f"--rollback {line}" for line in (undo or "empty").strip("\n").split("\n"))


_COMMENT = re.compile(r"--|/\*")
_OPEN = re.compile(r"--|#")
_LONE = re.compile(r"(?im);|^[^\S\n]*(?:/|GO)[^\S\n]*$")


def _joined(pieces: tuple[Sql, ...]) -> tuple[str, dict[str, str]]:
    """Join statements by the delimiter that they ask for, or one that none of them holds; say which it is.

    Nothing is said of the usual one.
    """
    if not pieces:
        return "", {}
    statements = tuple(piece.text for piece in pieces)
    asked = {piece.delimiter for piece in pieces}
    if len(asked) == 1 and asked.isdisjoint(("", ";")) and not re.search(r"\s", delimiter := asked.pop()):
        return _joined_by(statements, delimiter)
    whole = "\n".join(statements)
    if len(statements) == 1 and _LONE.search(whole):
        return whole, {"splitStatements": "false"}
    usual = () if _LONE.search(whole) else (";",)
    more = (f"~{number}~" for number in count(1))
    delimiter = next(found for found in chain(usual, _DELIMITERS, more) if found not in whole)
    if delimiter == ";":
        return "\n".join(
            f"{found}\n;" if _OPEN.search(found, found.rfind("\n") + 1) else f"{found};" for found in statements
        ), {}
    return "\n".join(f"{found}\n{delimiter}" for found in statements), {"endDelimiter": delimiter}


def _joined_by(statements: tuple[str, ...], delimiter: str) -> tuple[str, dict[str, str]]:
    """Join statements so that a delimiter tells them apart again; where none of its spellings does, they stay whole."""
    said = {"endDelimiter": delimiter}
    literal = delimiter.removesuffix("$").replace("\\n", "\n").replace("\\r", "\r")
    for spelling in (literal, f"\n{literal}", *_SPELLINGS):
        whole = "".join(f"{found}{spelling}\n" for found in statements)
        if split(whole.replace("\r\n", "\n"), end_delimiter=delimiter) == [found.strip() for found in statements]:
            return whole, said
    return "\n".join(statements), {**said, "splitStatements": "false"}


def _pairs(attributes: Mapping[str, str]) -> Iterator[str]:
    """Write name:value, the value in quotes where it is more than a word."""
    for name, value in attributes.items():
        text = value.replace(" ", "") if name == "dbms" else value
        yield f"{name}:{text}" if name in _BARE or _WORD.fullmatch(text) else f'{name}:"{text}"'


def _name(name: str) -> str:
    """Write an id or author, in quotes where it would not end where it should."""
    return name if re.fullmatch(r"[\w./-]+", name) else f'"{name}"'


def _remarks(remarks: Iterable[str]) -> list[str]:
    """Write comments so that no line of them is taken for an instruction."""
    lines = [line.strip() for remark in remarks for line in lines_of(remark.strip())]
    return [f"-- | {line}" if _KEYWORD.match(line) else f"-- {line}".rstrip() for line in lines]


def _ignored(remarks: Iterable[str]) -> list[str]:
    """Write comments that are no part of the SQL, where comments in it count."""
    lines = _remarks(remarks)
    return [f"--ignoreLines:{len(lines)}", *lines] if lines else []
