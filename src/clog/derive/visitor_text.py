"""The text of a modifySql instruction that a checksum is made from. Reference: checksums, section 11"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from clog.model.visitors import SqlVisitor


def visitor_text(visitor: SqlVisitor, version: int, *, own: bool) -> str:
    """Write a visitor as the checksum of a version sees it.

    Args:
        visitor: as bound.
        version: of the checksum; 9 leaves out what selects databases, contexts and labels.
        own: whether the list of databases is the visitor's own, which changes the order in which it is written.
    """
    return f"{visitor.kind}:[\n" + "\n".join(sorted(_lines(visitor, version, own=own))) + "\n]"


def _lines(visitor: SqlVisitor, version: int, *, own: bool) -> Iterator[str]:
    """Write the fields."""
    yield f'    applyToRollback="{"true" if visitor.apply_to_rollback else "false"}"'
    for name, value in (("value", visitor.value), ("replace", visitor.replace_), ("with", visitor.with_)):
        if value is not None:
            yield f'    {name}="{value}"'
    if version <= 8:
        if visitor.dbms:
            names = ",\n".join("        " + name for name in hash_order(visitor.dbms, sized=own))
            yield f"    applicableDbms=[\n{names}\n    ]"
        if visitor.contexts:
            yield f'    contextFilter="{visitor.contexts}"'
        if visitor.labels:
            yield f'    labels="{",".join(visitor.labels)}"'


def hash_order(texts: Sequence[str], *, sized: bool) -> list[str]:
    """Put texts into the order in which Java's HashSet lists them.

    Args:
        texts: in the order in which they are put in.
        sized: whether the set was made for this number of texts, instead of growing with them.
    """
    unique = list(dict.fromkeys(texts))
    size = 16
    if sized:
        while size < int(len(texts) / 0.75) + 1:
            size *= 2
    while len(unique) > size * 0.75:
        size *= 2
    return sorted(unique, key=lambda text: _spread(text) & (size - 1))


def _spread(text: str) -> int:
    """Hash a text as Java's HashMap does."""
    units = text.encode("utf-16-be", "surrogatepass")
    code = 0
    for high, low in zip(units[::2], units[1::2], strict=True):
        code = (code * 31 + high * 256 + low) & 0xFFFFFFFF
    return code ^ (code >> 16)
