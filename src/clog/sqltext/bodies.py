"""Texts of procedures and the like, which authors write whole: the schema in the heading, the end."""

from __future__ import annotations

from clog.sqltext.split import is_comment, pieces_of

_BLANKS = "".join(map(chr, range(0x21)))
"""What Java's String.trim takes away."""


def with_schema(text: str, keyword: str, schema: str) -> str:
    """Put a schema before the name that follows a keyword, in place of the one that stands there.

    Args:
        text: CREATE PROCEDURE name ...; a text without the keyword stays as it is.
        keyword: PROCEDURE, FUNCTION ..., in capitals.
        schema: as it is to be written, in quotes where it needs them.
    """
    pieces = pieces_of(text)
    words = [place for place, piece in enumerate(pieces) if piece.strip(_BLANKS) and not is_comment(piece)]
    heading = next((number for number, place in enumerate(words[:-1]) if pieces[place].upper() == keyword), None)
    if heading is None:
        return text
    start = last = words[heading + 1]
    while pieces[last + 1 : last + 2] == ["."]:
        last += 2
    name = pieces[last]
    if name[0] not in '"`[':
        name = name.rpartition(".")[2]
    return f"{''.join(pieces[:start])}{schema}.{name}{''.join(pieces[last + 1 :])}"


def altered(text: str) -> str:
    """Make ALTER of the first CREATE or ALTER."""
    pieces = pieces_of(text)
    for place, piece in enumerate(pieces):
        if piece.upper() in {"CREATE", "ALTER"}:
            pieces[place] = "ALTER"
            break
    return "".join(pieces)


def without_end(text: str, delimiter: str = ";") -> str:
    """Remove the last delimiter, with the comments behind it; a slash counts at the start of a line only."""
    pieces = pieces_of(text)
    for place in range(len(pieces) - 1, -1, -1):
        piece = pieces[place]
        if piece == delimiter and (delimiter != "/" or place == 0 or pieces[place - 1].endswith("\n")):
            return "".join(pieces[:place]).rstrip(_BLANKS)
        if piece.strip(_BLANKS) and not is_comment(piece):
            break
    return text.strip(_BLANKS)


def without_comments_behind(text: str) -> str:
    """Remove the comments that stand behind everything else."""
    pieces = pieces_of(text)
    while pieces and (not pieces[-1].strip(_BLANKS) or is_comment(pieces[-1])):
        pieces.pop()
    return "".join(pieces)


def table_of_trigger(text: str) -> tuple[str | None, str | None]:
    """Find the table of CREATE TRIGGER ... ON table: its schema and its name without quotes; None where it says none."""
    words = [piece for piece in pieces_of(text) if piece.strip(_BLANKS) and not is_comment(piece)]
    for place, word in enumerate(words[:-1]):
        if word.upper() == "ON":
            parts = [words[place + 1]]
            while words[place + 2 : place + 3] == ["."]:
                parts.append(words[place + 3])
                place += 2  # noqa: PLW2901 - the search ends here
            names = [name for part in parts for name in _unquoted(part)]
            return (names[-2] if len(names) > 1 else None, names[-1])
    return None, None


def _unquoted(part: str) -> list[str]:
    """Split a name at its points, unless it is in quotes, which are taken off."""
    return [part[1:-1]] if part[0] in '"`[' else part.split(".")
