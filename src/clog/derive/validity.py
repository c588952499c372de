"""What is wrong with a bound change on a database, before any SQL is made of it.

Shared by validation, which lists all of it at once, and by generation, which refuses what is wrong.
Reference: liquibase.change.AbstractChange.validate
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.model.expressions import dbms_matches
from clog.sqltext.blanks import BLANKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.declare import Attr
    from clog.model.change import Change
    from clog.model.context import ChangeContext


def faults(change: Change, context: ChangeContext) -> Iterator[str]:
    """Say what is wrong with a change on a database, in sentences for its author.

    Args:
        change: bound; what is required and absent is None.
        context: where it stands; the name of its database decides what is required and allowed.
    """
    declaration = change.declaration
    name, dialect = declaration.name, context.traits.name
    runs = dbms_matches(change.get("dbms") or "", dialect)
    if runs and not declaration.supports(dialect) and dialect not in change.written_on:
        yield f"{name} is not supported on {dialect}"
    missing = False
    for attribute in declaration.attributes:
        value = change.get(attribute.name)
        if attribute.required or dialect in attribute.required_on:
            if value is None:
                missing = True
                yield f"{attribute.written} is required for {name} on {dialect}"
            elif value == () or (isinstance(value, str) and not value.strip(BLANKS)):
                missing = True
                yield f"{attribute.written} is empty for {name} on {dialect}"
        if value is None or not declaration.supports(dialect) or _allowed(attribute, dialect):
            continue
        if attribute.name in change.asked_where_it_runs and not runs:
            continue
        if value or not attribute.true_only:
            yield f"{attribute.written} is not allowed on {dialect}"
    if not missing:
        yield from change.problems(context)


def _allowed(attribute: Attr, dialect: str) -> bool:
    """Return whether a database knows an attribute."""
    return not attribute.only_on or dialect in attribute.only_on
