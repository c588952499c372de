"""The normal form of SQL: two texts have the same where they mean the same. Slow: only asked when something differs."""

from __future__ import annotations

from typing import Any

from clog.sqlparser.names import sqlglot_name


def normal_form(sql: str, dialect: str) -> str | None:
    """Write the statements of a text as a tree without comments, names in the case that the database gives them.

    Returns:
        None where sqlglot does not understand the text.
    """
    import logging

    import sqlglot
    from sqlglot import exp
    from sqlglot.optimizer.normalize_identifiers import normalize_identifiers

    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)
    name = sqlglot_name(dialect)
    try:
        found = [statement for statement in sqlglot.parse(sql, read=name) if statement is not None]
        if any(statement.find(exp.Command) for statement in found):
            return None
        return "\n".join(_written(normalize_identifiers(statement, dialect=name)) for statement in found)
    except (sqlglot.errors.SqlglotError, RecursionError):
        return None


def _written(node: Any) -> str:
    """Write a node with its arguments, and no comments."""
    if isinstance(node, list):
        return f"[{', '.join(map(_written, node))}]"
    arguments = getattr(node, "args", None)
    if arguments is None:
        return repr(node)
    if type(node).__name__ == "Paren":  # the tree says by itself what belongs together
        return _written(node.this)
    inner = (f"{name}={_written(value)}" for name, value in sorted(arguments.items()) if value not in (None, [], False))
    return f"{type(node).__name__}({', '.join(inner)})"
