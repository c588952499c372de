"""How identifiers are written: quotes, reserved words, schemas and catalogs in front of names.

Reference: liquibase.database.AbstractJdbcDatabase.escapeObjectName
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from clog.model.traits import Traits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.model.statements.base import ObjectName

LEGACY = "LEGACY"
QUOTE_ALL = "QUOTE_ALL_OBJECTS"

_UNSAFE = re.compile(r"[^A-Za-z0-9_]|^[0-9]")
_DIRECTION = re.compile(r"(?<!\s)\s++(asc|desc)$", re.IGNORECASE)
_BREAKS_OUT = re.compile(r"[;'\r\n\0]|--|/\*")

_CLOSED = re.compile(r"'(?:[^']|'')*+'|\"(?:[^\"]|\"\")*+\"|(?P<open>['\"]).*", re.DOTALL)
_CLOSED_BACKTICKS = re.compile(r"'(?:[^'\\]|''|\\.)*+'|`(?:[^`]|``)*+`|(?P<open>['`]).*", re.DOTALL)
_CLOSED_BRACKETS = re.compile(r"\[(?:[^\]]|\]\])*+\]|(?P<open>\[).*", re.DOTALL)
_LOOSE = re.compile(r"[;'\"\r\n\0]|--|/\*")
_LOOSE_BACKTICKS = re.compile(r"[;'\"`\r\n\0]|--|/\*")
_LOOSE_BRACKETS = re.compile(r"[;'\"\[\]\r\n\0]|--|/\*")


def words(text: str) -> frozenset[str]:
    """Make a set of the words of a text."""
    return frozenset(text.split())


class Quoting:
    """The part of a dialect that writes identifiers.

    Attributes:
        traits: abilities; `identifier_quotes` and `schemas` are what matters here.
        reserved: upper-case words that cannot stand as names without quotes.
        index_schema: whether an index is named with its schema.
        qualified_by: what stands before a name: "schema", "catalog" (which is then the schema's other
            name), "both" or "" for nothing.
        offline_schema: the schema written before names where neither author nor connection say one.
    """

    traits: ClassVar[Traits] = Traits("ansi")
    reserved: ClassVar[frozenset[str]] = frozenset()
    index_schema: ClassVar[bool] = True
    qualified_by: ClassVar[str] = "schema"
    offline_schema: ClassVar[str | None] = None

    quoting: str
    default_schema: str | None
    default_catalog: str | None
    _quoted: dict[tuple[str, str], str]
    _objects: dict[tuple[ObjectName, str], str]
    _lists: dict[str | tuple[str, ...], str]

    def quote(self, name: str, kind: str = "column") -> str:
        """Write one identifier, in quotes where the quoting strategy or the name asks for them.

        Args:
            name: as the author wrote it, never in quotes already.
            kind: table, column, index, sequence, view, constraint, schema, catalog, "function" for a column that
                may also be an expression, or "no function" for one that looks like that and is none.
        """
        key = (name, kind)
        found = self._quoted.get(key)
        if found is None:
            certain = kind == "no function"
            found = self.in_quotes(name) if certain else self.write_identifier(name, kind)
            if not found.isidentifier() and self.is_loose(found):
                found = self.in_quotes(name)
            self._quoted[key] = found
        return found

    def is_loose(self, written: str) -> bool:
        """Return whether an identifier, as it is written, could end its statement, or leave quotes or a comment open."""
        start = self.traits.identifier_quotes[0]
        rest = _CLOSED_BRACKETS.sub(r"\g<open>", written) if start == "[" else written
        rest = (_CLOSED_BACKTICKS if start == "`" else _CLOSED).sub(r"\g<open>", rest)
        loose = {"[": _LOOSE_BRACKETS, "`": _LOOSE_BACKTICKS}.get(start, _LOOSE)
        return loose.search(rest) is not None

    def bare(self, name: str) -> str:
        """Write a name without quotes, unless it could end its statement."""
        return self.in_quotes(name) if self.is_loose(name) else name

    def write_identifier(self, name: str, kind: str) -> str:
        """Write one identifier; `quote` remembers the answer."""
        if kind == "function" and self.quoting != QUOTE_ALL and "(" in name:
            return name
        if self.quoting == QUOTE_ALL or self.must_quote(name):
            return self.in_quotes(name)
        return name

    def must_quote(self, name: str) -> bool:
        """Return whether a name cannot stand without quotes under the strategies that quote some names only."""
        return _UNSAFE.search(name) is not None or name.upper() in self.reserved

    def in_quotes(self, name: str) -> str:
        """Put an identifier between quotes; a closing quote inside is doubled."""
        start, end = self.traits.identifier_quotes
        return f"{start}{name.replace(end, end + end)}{end}"

    def columns(self, names: str | Iterable[str]) -> str:
        """Write a list of columns. A trailing DESC is kept, ASC is the rule and left out."""
        key = names if isinstance(names, str) else tuple(names)
        found = self._lists.get(key)
        if found is None:
            parts = key.split(",") if isinstance(key, str) else key
            found = self._lists[key] = ", ".join([self.listed_column(part.strip()) for part in parts])
        return found

    def listed_column(self, name: str) -> str:
        """Write a column of a list, which may bring the direction in which it is sorted."""
        if " " not in name:
            return self.quote(name)
        direction = _DIRECTION.search(name)
        if direction is None:
            return self.quote(name)
        down = " DESC" if direction[1].lower() == "desc" else ""
        return self.quote(name[: direction.start()]) + down

    def object(self, name: ObjectName, kind: str = "table") -> str:
        """Write an object with schema and catalog as far as the database has them."""
        key = (name, kind)
        found = self._objects.get(key)
        if found is None:
            owners = [*self.owners(name, kind), self.quote(name.name, kind)]
            found = self._objects[key] = ".".join(owners)
        return found

    def owners(self, name: ObjectName, kind: str) -> Iterable[str]:
        """List what stands before a name, outermost first, as it is written."""
        if not self.qualified_by or (kind == "index" and not self.index_schema):
            return ()
        schema = name.schema or self.default_schema or self.offline_schema
        if self.qualified_by == "catalog":
            schema = name.catalog or name.schema or self.default_catalog
        return (self.quote(schema, "schema"),) if schema else ()

    def schema_prefix(self) -> str:
        """Write the schema that stands before names for which none is given, with a point; empty for none."""
        schema = self.default_catalog if self.qualified_by == "catalog" else self.default_schema or self.offline_schema
        return f"{self.quote(schema, 'schema')}." if schema else ""

    def breaks_out(self, name: str) -> bool:
        """Return whether a name written without quotes could end its statement or start a comment."""
        return _BREAKS_OUT.search(name) is not None

    def correct_case(self, name: str) -> str:
        """Fold a name as the database does when it stores one written without quotes."""
        return name
