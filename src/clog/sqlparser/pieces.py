"""Pieces of SQL statements as sqlglot reads them: taken where they say what a change can say, refused where they say more."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import sqlglot
from sqlglot import exp

if TYPE_CHECKING:
    from collections.abc import Iterator

RULE = re.compile(r"ON (DELETE|UPDATE) (CASCADE|SET NULL|SET DEFAULT|RESTRICT|NO ACTION)")


class NotUnderstood(Exception):
    """Something in a statement that no change says."""


def only(node: exp.Expression, *known: str) -> None:
    """Refuse a node that says more than what is read of it."""
    for name, value in node.args.items():
        if name not in known and value and not (isinstance(value, exp.Expression) and not any(value.args.values())):
            raise NotUnderstood(name)


def statements(text: str, reader: str) -> Iterator[tuple[exp.Expression, str]]:
    """Return the statements of a script, each with its text.

    Raises:
        NotUnderstood: where one ends is not clear.
        SqlglotError: it is not the SQL of this database.
    """
    import logging

    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)  # what it does not understand is left alone
    chunks: list[list[Any]] = [[]]
    for token in sqlglot.tokenize(text, read=reader):
        if token.token_type.name == "SEMICOLON":
            chunks.append([])
        else:
            chunks[-1].append(token)
    sources = [text[chunk[0].start : chunk[-1].end + 1] for chunk in chunks if chunk]
    found: list[Any] = [statement for statement in sqlglot.parse(text, read=reader) if statement is not None]
    found = [statement for statement in found if not isinstance(statement, exp.Semicolon)]
    if len(found) != len(sources):
        raise NotUnderstood("statements")
    yield from zip(found, sources, strict=True)


def behind_as(source: str, reader: str) -> str:
    """Return what stands behind the first AS of a statement, as its author wrote it."""
    for token in sqlglot.tokenize(source, read=reader):
        if token.token_type.name == "ALIAS":
            return source[token.end + 1 :].strip()
    raise NotUnderstood("AS")


def identifier(node: exp.Expression, reader: str) -> exp.Expression:
    """Return the name of a column in a list of a constraint: no expression, no part of it, in the usual order."""
    if isinstance(node, exp.Ordered):
        only(node, "this", "nulls_first")
        refuse_nulls(node, reader)
        node = node.this
    if isinstance(node, exp.Column):
        only(node, "this")
        node = node.this
    if not isinstance(node, exp.Identifier):
        raise NotUnderstood(type(node).__name__)
    return node


def refuse_nulls(ordered: exp.Expression, reader: str) -> None:
    """Refuse another place of nulls than the one that the database gives them."""
    if bool(ordered.args.get("nulls_first")) != _usual_nulls(reader, descending=bool(ordered.args.get("desc"))):
        raise NotUnderstood("NULLS")


@lru_cache
def _usual_nulls(reader: str, *, descending: bool) -> bool:
    """Return whether nulls come first where nothing is said."""
    query = sqlglot.parse_one(f"SELECT a FROM t ORDER BY a{' DESC' if descending else ''}", read=reader)
    ordered = query.find(exp.Ordered)
    return ordered is not None and bool(ordered.args.get("nulls_first"))


def written(value: exp.Expression, source: str, reader: str) -> str:
    """Write an expression; it must be what the author wrote, or be known to mean the same.

    Raises:
        NotUnderstood: it would be worded in another way.
    """
    text = value.sql(dialect=reader, comments=False)
    same = isinstance(value, exp.CurrentTimestamp) or (
        isinstance(value, exp.Cast) and isinstance(value.this, exp.Literal | exp.Null)
    )
    if not same and _squeezed(text) not in _squeezed(source):
        raise NotUnderstood(text)
    return text


def _squeezed(text: str) -> str:
    return "".join(text.split()).lower()


def is_rowid(column: str, source: str) -> bool:
    """Return whether a column of SQLite is declared INTEGER, word by word, which makes it the rowid where it is the key."""
    return re.search(rf"""(?i)(?<!\w){re.escape(column)}["'`\]]?\s+integer\s*+(?![\w\s]*\()""", source) is not None


def foreign_rules(reference: exp.Expression) -> dict[str, str]:
    """Read ON DELETE and ON UPDATE of a foreign key.

    Raises:
        NotUnderstood: it says more.
    """
    found = {}
    for option in reference.args.get("options") or ():
        match = RULE.fullmatch(str(option).upper())
        if match is None:
            raise NotUnderstood(str(option))
        found["onDelete" if match[1] == "DELETE" else "onUpdate"] = match[2]
    return found
