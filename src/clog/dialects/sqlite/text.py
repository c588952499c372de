"""CREATE TABLE of SQLite taken apart, changed and put together again; what is not changed stays as it was written.

Reference: https://www.sqlite.org/lang_createtable.html
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from clog.errors import Unsupported

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_OF_TABLES = frozenset(("CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"))
_OF_COLUMNS = frozenset(
    ("CONSTRAINT", "PRIMARY", "NOT", "NULL", "UNIQUE", "CHECK", "DEFAULT", "COLLATE", "REFERENCES", "GENERATED", "AS")
)
_NOT_BEHIND = {"NULL": ("NOT", "DEFAULT", "SET"), "DEFAULT": ("SET",), "AS": ("ALWAYS",)}
"""Words that begin a clause, but not behind these: SET NULL, NOT NULL, GENERATED ALWAYS AS."""


class Token(NamedTuple):
    """A word, name, literal or mark of a statement, with its place and the number of open parentheses around it."""

    kind: str
    text: str
    start: int
    end: int
    depth: int

    @property
    def upper(self) -> str:
        """The word in capitals; names in quotes are no words."""
        return self.text.upper() if self.kind == "word" else self.text

    @property
    def name(self) -> str:
        """What it names, without quotes."""
        if self.text[:1] in {'"', "`", "'"}:
            return self.text[1:-1].replace(self.text[0] * 2, self.text[0])
        return self.text[1:-1] if self.text[:1] == "[" else self.text


@cache
def _token() -> re.Pattern[str]:
    """Compile the pattern of a token when the first table is looked at: it takes longer than many a command."""
    return re.compile(
        r"""(?P<blank>\s+|--[^\n]*|/\*.*?(?:\*/|\Z))
        |(?P<quoted>"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\])
        |(?P<text>[xX]?'(?:[^']|'')*')
        |(?P<word>[A-Za-z_\u0080-\U0010ffff][\w$\u0080-\U0010ffff]*)
        |(?P<number>\d[\w.]*)
        |(?P<mark>.)""",
        re.DOTALL | re.VERBOSE,
    )


def tokens(text: str) -> list[Token]:
    """List the tokens of a statement, blanks and comments left out."""
    found = []
    depth = 0
    for match in _token().finditer(text):
        if match.lastgroup == "blank":
            continue
        depth -= match[0] == ")"
        found.append(Token(match.lastgroup or "", match[0], match.start(), match.end(), depth))
        depth += match[0] == "("
    return found


def names_in(text: str) -> frozenset[str]:
    """List all that may be a name in a statement, in small letters."""
    return frozenset(token.name.lower() for token in tokens(text) if token.kind in {"word", "quoted"})


class Clause(NamedTuple):
    """One constraint of a column or table, or what else stands behind the type of a column.

    Attributes:
        kind: PRIMARY, NOT, NULL, UNIQUE, CHECK, DEFAULT, COLLATE, REFERENCES, FOREIGN or AS.
        name: behind CONSTRAINT; empty without.
        text: all of it.
        columns: the first list of columns in parentheses, in small letters.
        start, end: its place in the item.
    """

    kind: str
    name: str
    text: str
    columns: tuple[str, ...]
    start: int
    end: int


class DefinitionItem:
    """A column or the constraints of the table: what stands between two commas.

    Attributes:
        text: all of it, blanks and comments around it included.
        name: of the column; empty for constraints.
    """

    __slots__ = ("name", "text")

    def __init__(self, text: str) -> None:
        """Read the text and find the name."""
        first = tokens(text)[0]
        self.text = text
        self.name = "" if first.upper in _OF_TABLES else first.name

    def clauses(self) -> list[Clause]:
        """List the clauses behind name and type."""
        words = tokens(self.text)
        starts = self._starts(words)
        ends = [*starts[1:], len(words)][: len(starts)]
        return [_clause(self.text, words[start:end]) for start, end in zip(starts, ends, strict=True)]

    def _starts(self, words: list[Token]) -> list[int]:
        """Find where clauses begin; the word behind CONSTRAINT name belongs to it."""
        begin = _OF_COLUMNS if self.name else _OF_TABLES
        found: list[int] = []
        named = -1
        for place, word in enumerate(words):
            if word.depth or word.upper not in begin or word.kind != "word" or (self.name and place == 0):
                continue
            if place == named or (place and words[place - 1].upper in _NOT_BEHIND.get(word.upper, ())):
                continue
            if word.upper == "NOT" and place + 1 < len(words) and words[place + 1].upper != "NULL":
                continue  # NOT DEFERRABLE
            found.append(place)
            if word.upper == "CONSTRAINT":
                named = place + 2
        return found

    def clause(self, kind: str) -> Clause | None:
        """Find the first clause of a kind."""
        return next((clause for clause in self.clauses() if clause.kind == kind), None)

    def append(self, text: str) -> None:
        """Add a clause behind the others, before comments at the end."""
        end = tokens(self.text)[-1].end
        self.text = f"{self.text[:end]} {text}{self.text[end:]}"

    def remove(self, clause: Clause) -> None:
        """Remove a clause, with the blanks before it."""
        before, after = self.text[: clause.start].rstrip(), self.text[clause.end :]
        self.text = before + ("" if not after.strip() or after[:1].isspace() else " ") + after

    def replace(self, clause: Clause | None, text: str) -> None:
        """Put a clause in the place of another one; at the end where there is none."""
        if clause is None:
            self.append(text)
        else:
            self.text = self.text[: clause.start] + text + self.text[clause.end :]

    def behind_type(self, text: str) -> None:
        """Add a clause before the others."""
        _, end = self.type()
        self.text = f"{self.text[:end]} {text}{self.text[end:]}"

    def type(self) -> tuple[int, int]:
        """Return the place of the type, which may be empty."""
        words = tokens(self.text)
        end = (self._starts(words) or [len(words)])[0]
        return (words[1].start, words[end - 1].end) if end > 1 else (words[0].end, words[0].end)

    def set_type(self, kind: str) -> None:
        """Return the column another type."""
        start, end = self.type()
        self.text = self.text[:start] + ("" if start < end else " ") + kind + self.text[end:]


def _clause(text: str, words: list[Token]) -> Clause:
    name = words[1].name if words[0].upper == "CONSTRAINT" else ""
    kind = words[2 if name or words[0].upper == "CONSTRAINT" else 0].upper
    start, end = words[0].start, words[-1].end
    return Clause("AS" if kind == "GENERATED" else kind, name, text[start:end], _columns(words), start, end)


def _columns(words: list[Token]) -> tuple[str, ...]:
    """Read the first list in parentheses: the first name of each part."""
    found: list[str] = []
    fresh = False
    for word in words:
        if word.depth == 0:
            if found:
                break
            fresh = word.text == "("
        elif word.depth == 1:
            if fresh:
                found.append(word.name.lower())
            fresh = word.text == ","
    return tuple(found)


class TableText:
    """CREATE TABLE in parts.

    Attributes:
        items: columns first, then constraints.
        tail: what stands behind the last item, from the parenthesis on: WITHOUT ROWID, STRICT.
    """

    def __init__(self, sql: str) -> None:
        """Parse a statement, as SQLite keeps it.

        Raises:
            Unsupported: it is no CREATE TABLE with columns (a virtual table).
        """
        words = tokens(sql)
        opened = next((word for word in words if word.text == "(" and word.depth == 0), None)
        if opened is None or words[1].upper == "VIRTUAL":
            raise Unsupported(f"a table made by {sql[:40]!r} cannot be rebuilt", hint="use a sql change")
        inner = [word for word in words if word.start > opened.start]
        closed = next(word for word in inner if word.text == ")" and word.depth == 0)
        commas = [word.start for word in inner if word.text == "," and word.depth == 1 and word.start < closed.start]
        starts = [opened.end, *[comma + 1 for comma in commas]]
        self.items = [
            DefinitionItem(sql[start:end]) for start, end in zip(starts, [*commas, closed.start], strict=True)
        ]
        self.tail = sql[closed.start :]

    def written(self, name: str) -> str:
        """Write CREATE TABLE with another name, which is written already."""
        return f"CREATE TABLE {name} ({','.join(item.text for item in self.items)}{self.tail}"

    @property
    def columns(self) -> list[DefinitionItem]:
        """The columns."""
        return [item for item in self.items if item.name]

    def column(self, name: str) -> DefinitionItem:
        """Find a column, whatever its case.

        Raises:
            Unsupported: there is none.
        """
        for item in self.items:
            if item.name and item.name.lower() == name.lower():
                return item
        known = ", ".join(item.name for item in self.columns)
        raise Unsupported(f"there is no column {name}", hint=f"there are {known}")

    def constraints(self) -> Iterator[tuple[DefinitionItem, Clause]]:
        """List the clauses of all items, with their items."""
        for item in self.items:
            for clause in item.clauses():
                yield item, clause

    def of_column(self, item: DefinitionItem, clause: Clause) -> tuple[str, ...]:
        """List the columns that a clause is about, in small letters."""
        if item.name:
            return (item.name.lower(),)
        if clause.kind == "CHECK":
            return tuple(names_in(clause.text) & {column.name.lower() for column in self.columns})
        return clause.columns

    def named(self, name: str, kinds: Iterable[str]) -> tuple[DefinitionItem, Clause] | None:
        """Find a constraint of some kinds by its name, whatever its case."""
        for item, clause in self.constraints():
            if clause.kind in kinds and clause.name.lower() == name.lower():
                return item, clause
        return None

    def primary_key(self) -> tuple[DefinitionItem, Clause] | None:
        """Find the primary key."""
        return next(((item, clause) for item, clause in self.constraints() if clause.kind == "PRIMARY"), None)

    def add(self, text: str) -> None:
        """Add a constraint of the table."""
        end = self.items[-1].text
        kept = (
            end.rstrip() if "--" not in end[end.rfind("\n") + 1 :] and tokens(end)[-1].end == len(end.rstrip()) else end
        )
        self.items[-1].text = kept
        self.items.append(DefinitionItem(f" {text}{end[len(kept) :]}"))

    def insert(self, text: str, *, after: str | None = None, before: str | None = None) -> None:
        """Add a column: behind or before another one, else behind the last column."""
        columns = self.columns
        near = self.column(after or before or columns[-1].name)
        place = self.items.index(near) + (0 if before and not after else 1)
        self.items.insert(place, DefinitionItem(f" {text}"))

    def remove(self, item: DefinitionItem, clause: Clause | None = None) -> None:
        """Remove a constraint, or all of an item."""
        if clause is not None and (item.name or len(item.clauses()) > 1):
            item.remove(clause)
            return
        place = self.items.index(item)
        del self.items[place]
        if place == len(self.items) and place:
            self.items[-1].text = self.items[-1].text.rstrip(" ") + item.text[len(item.text.rstrip()) :]

    @property
    def without_rowid(self) -> bool:
        """Whether the table is stored by its primary key."""
        return "rowid" in names_in(self.tail)
