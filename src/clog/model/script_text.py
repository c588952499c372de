"""Statements as scripts have them: with what ends them, so that the programs of the database run them one by one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.errors import Unsupported

if TYPE_CHECKING:
    from clog.model.sql import Sql
    from clog.model.traits import Traits

_PRINTABLE_DELIMITER = re.compile(r"[;/\r\n\w@\-]+")
_BLANKS_AND_ENDS = " \t\r\n\f\v;/"
_REMARKS = r"(?:\s+|--[^\n]*(?:\n|\Z)|/\*(?:[^*]|\*(?!/))*\*/)*+"
_BLOCK = re.compile(
    rf"{_REMARKS}(?:DECLARE|BEGIN|<<|CREATE\s+(?:OR\s+REPLACE\s+)?(?:AND\s+\w+\s+)?(?:(?:NON)?EDITIONABLE\s+)?"
    r"(?:PROCEDURE|FUNCTION|TRIGGER|PACKAGE|TYPE|LIBRARY|JAVA))(?:\b|(?<=<))",
    re.IGNORECASE,
)
"""What sqlplus and SQLcl read up to a line with a slash."""

_REMARKS_ALONE = re.compile(_REMARKS)
_SLASHES_FIRST = re.compile(r"\A(?:\s*/[ \t]*\r?\n)+")
_SLASH_LINE = re.compile(r"^[ \t]*/[ \t]*$", re.MULTILINE)

_OPAQUE = re.compile(
    r"""'(?:[^'\\]|\\.)*+(?:'|\Z)|"(?:[^"\\]|\\.)*+(?:"|\Z)|`[^`]*+(?:`|\Z)|(?:--(?=\s)|\#)[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)""",
    re.DOTALL,
)
"""Where the client of MariaDB and MySQL looks for no delimiter: literals, quoted names, comments."""

_DELIMITERS = ("//", "$$", "|||", "@@@@")


def ended(sql: Sql, traits: Traits) -> str:
    """Write a statement with what ends it in a script; empty where it says nothing.

    Raises:
        Unsupported: the statement holds what no script can hold.

    Reference: liquibase.executor.LoggingExecutor, observed
    """
    if "\0" in sql.text:
        raise Unsupported(
            "no script can hold the character U+0000, at which programs stop reading a line",
            hint="take it out of the change log, or run the change set on a connection",
        )
    text = sql.text.rstrip()
    if traits.batch_separator:
        return _batch(text, traits, closed=not traits.open_batches and sql.delimiter in {"", ";"})
    delimiter = ";"
    asked = sql.delimiter.removesuffix("$").replace("\\n", "\n").replace("\\r", "\r")
    if asked and not traits.only_semicolons and _PRINTABLE_DELIMITER.fullmatch(asked):
        delimiter = asked
    if traits.block_end:
        return _with_block_end(text, delimiter, traits.block_end)
    if _ends_in_remark(text):
        text += "\n"
    if traits.delimiter_command:
        return _with_delimiter(text, delimiter)
    return text if text.endswith(delimiter) else text + delimiter


def _ends_in_remark(text: str) -> bool:
    """Return whether a delimiter right behind a text would be part of a remark; where in doubt, because a line end does no harm."""
    outside = "".join(text[text.rfind("\n") + 1 :].split("'")[::2])
    return "--" in outside


def _with_delimiter(text: str, delimiter: str) -> str:
    """End a statement; around one with semicolons inside, another delimiter is agreed with the client."""
    core = text.removesuffix(delimiter)
    bare = _OPAQUE.sub("''", core) if ";" in core else core
    if delimiter == ";" and ";" not in bare:
        return f"{core};"
    chosen = next(
        (one for one in (delimiter.strip(), *_DELIMITERS) if one not in {"", ";"} and one not in bare), "@@@@"
    )
    return f"DELIMITER {chosen}\n{core}{chosen}\nDELIMITER ;"


def _batch(text: str, traits: Traits, *, closed: bool) -> str:
    """Write a statement as a batch of its own, with one separator, and a semicolon before it where it is `closed`."""
    lines = text.split("\n")
    while len(lines) > 1 and lines[-1].strip().upper() in {"", traits.batch_separator}:
        lines.pop()
    text = "\n".join(lines)
    end = ";" if closed and not text.endswith(";") else ""
    return f"{text}{end}\n{traits.batch_separator}"


def _with_block_end(text: str, delimiter: str, slash: str) -> str:
    """End blocks with a line that holds a slash alone, as sqlplus needs it, and other statements with the delimiter.

    A slash at the end of the text is not part of it. Where the text holds several parts, the last one counts.
    """
    core = text.rstrip(_BLANKS_AND_ENDS)
    place = text.find(slash, len(core) + core.endswith("*"))  # the slash of */ is none
    if place >= 0:
        text = text[:place].rstrip()
    text = _SLASHES_FIRST.sub("", text)
    if not core:
        return ""
    if _REMARKS_ALONE.fullmatch(text):
        return text
    asked = delimiter.strip() == slash
    start = max((found.end() for found in _SLASH_LINE.finditer(text)), default=0)
    if asked or _BLOCK.match(text, start):
        return f"{text}{'' if asked or text.endswith(';') else ';'}\n{slash}"
    return text if text.endswith(delimiter) else text + delimiter
