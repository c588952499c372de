"""Names as they stand in SQL, quoted or not, with the schema before them or without."""

from __future__ import annotations

NAME = r'(?:`(?:[^`]|``)+`|"(?:[^"]|"")+"|[\w$]+)'
DOTTED = rf"({NAME}(?:\s*\.\s*{NAME})?)"
IF = r"(?:IF (?:NOT )?EXISTS )?"


def bare(name: str) -> str:
    """Remove the quotes of a name."""
    name = name.strip()
    return name[1:-1].replace(name[0] * 2, name[0]) if name[:1] in {'"', "`"} else name
