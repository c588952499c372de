"""SqlVisitor: one modifySql instruction."""

from __future__ import annotations

from clog.value import Value


class SqlVisitor(Value):
    """Changes the text of generated SQL.

    `kind` is prepend, append, replace or regExpReplace; `value` serves the first two, `replace_` and
    `with_` the others. `contexts` is an expression, `dbms` and `labels` are lists as written.
    """

    kind: str
    value: str | None = None
    replace_: str | None = None
    with_: str | None = None
    dbms: tuple[str, ...] = ()
    contexts: str = ""
    labels: tuple[str, ...] = ()
    apply_to_rollback: bool = False
