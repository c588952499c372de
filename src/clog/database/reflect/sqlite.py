"""The catalogue of SQLite: sqlite_master and the pragma functions.

Reference: https://www.sqlite.org/pragma.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.database.reflect.base import Reflection, first, grouped, two
from clog.model.catalog import ForeignKey, Table, TableColumn, TableIndex
from clog.model.statements.base import ObjectName

if TYPE_CHECKING:
    from typing import Any

_OBJECT = "SELECT name FROM {master} WHERE type = ? AND name = ? COLLATE NOCASE"
_MASTER = """
SELECT type, name, tbl_name, sql FROM {master} WHERE (?1 IS NULL OR tbl_name = ?1 COLLATE NOCASE) ORDER BY rowid
"""
_COLUMNS = """
SELECT m.name, c.name, c.type, c."notnull", c.dflt_value, c.pk
FROM {tables} m JOIN pragma_table_xinfo(m.name{schema}) c
WHERE m.type = 'table' AND c.hidden <> 1 AND (?1 IS NULL OR m.name = ?1 COLLATE NOCASE) ORDER BY m.name, c.cid
"""
_COLUMNS_OF = """
SELECT m.name, c.name, c.type, c."notnull", c.dflt_value, c.pk
FROM {master} m JOIN pragma_table_xinfo(m.name{schema}) c
WHERE m.type IN ('table', 'view') AND c.hidden <> 1 AND m.name = ?1 ORDER BY c.cid
"""
_FOREIGN_KEYS = """
SELECT m.name, k.id, k."table", k."from", k."to", k.on_delete, k.on_update
FROM {tables} m JOIN pragma_foreign_key_list(m.name{schema}) k
WHERE m.type = 'table' AND (?1 IS NULL OR m.name = ?1 COLLATE NOCASE) ORDER BY m.name, k.id DESC, k.seq
"""
_INDEXES = """
SELECT m.name, i.name, i."unique", i.origin, c.name
FROM {tables} m JOIN pragma_index_list(m.name{schema}) i JOIN pragma_index_info(i.name{schema}) c
WHERE m.type = 'table' AND (?1 IS NULL OR m.name = ?1 COLLATE NOCASE) ORDER BY m.name, i.seq DESC, c.seqno
"""
_ONE = "(SELECT 'table' AS type, ?1 AS name)"
"""A table that is known to be there, without a search for it."""

_INDEX_OWNERS = "SELECT tbl_name FROM {master} WHERE type = 'index' AND name = ? COLLATE NOCASE"

_NAMED = re.compile(
    r"""\bCONSTRAINT\s+("(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|\w+)\s+(PRIMARY\s+KEY|FOREIGN\s+KEY\s*\(([^)]*)\)|REFERENCES)""",
    re.IGNORECASE,
)
_AUTO = re.compile(r"\bAUTOINCREMENT\b", re.IGNORECASE)
_COMMENTS = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_BACKED = {"u", "pk"}
"""Origins of indexes that stand behind a constraint."""


class SqliteCatalog(Reflection):
    """SQLite keeps the text of CREATE statements and little else: names of constraints are read from there."""

    def stored_name(self, kind: str, name: ObjectName) -> str | None:
        """Search sqlite_master, without regard to case, as SQLite does; there are no sequences."""
        found = self.query(self._of(name, _OBJECT), (kind, name.name))
        return str(found[0][0]) if found else None

    def named(self, kind: str, name: ObjectName) -> list[str]:
        """Search sqlite_master, which has each name in one case only."""
        found = self.stored_name(kind, name)
        return [] if found is None else [found]

    def tables(self, place: ObjectName, name: str | None = None) -> list[Table]:
        """Describe the tables of a file; `place` may name an attached one."""
        made = self.query(self._of(place, _MASTER), (name,))
        found = sorted((row[1], row[3]) for row in made if row[0] == "table" and not row[1].startswith("sqlite_"))
        if not found:
            return []
        wanted = (None if name is None else found[0][0],)
        columns = grouped(self.query(self._of(place, _COLUMNS, one=name is not None), wanted), first)
        keys = grouped(self.query(self._of(place, _FOREIGN_KEYS, one=name is not None), wanted), first)
        texts = {row[1]: row[3] for row in made if row[0] == "index"}
        rows = self.query(self._of(place, _INDEXES, one=name is not None), wanted)
        indexes = grouped([(*row, texts.get(row[1])) for row in rows], first)
        triggers = grouped([(row[2], row[3]) for row in made if row[0] == "trigger"], lambda row: str(row[0]).lower())
        return [
            Table(
                name=place.replace(name=table),
                columns=_columns(columns.get(table, []), sql or ""),
                primary_key_name=_names(sql).get("primary key"),
                foreign_keys=_foreign_keys(keys.get(table, []), _names(sql)),
                indexes=_indexes(indexes.get(table, [])),
                triggers=tuple(row[1] for row in triggers.get(table.lower(), ())),
                sql=sql,
            )
            for table, sql in found
        ]

    def columns(self, name: ObjectName) -> tuple[TableColumn, ...]:
        """Ask the pragma for one table or view, spelled exactly; a schema that is no file has none."""
        if name.schema and not self._is_attached(name.schema):
            return ()
        return _columns(self.query(self._of(name, _COLUMNS_OF), (name.name,)), "")

    def owners(self, kind: str, name: str, place: ObjectName) -> list[str]:
        """Ask sqlite_master for indexes; look through all tables for the rest."""
        if kind == "index":
            return [str(row[0]) for row in self.query(self._of(place, _INDEX_OWNERS), (name,))]
        if kind == "primary key":
            return [table.name.name for table in self.tables(place) if _same(table.primary_key_name, name)]
        if kind == "foreign key":
            return [
                table.name.name
                for table in self.tables(place)
                if any(_same(key.name, name) for key in table.foreign_keys)
            ]
        return []

    def _of(self, place: ObjectName, sql: str, *, one: bool = False) -> str:
        """Write a query for the main file or an attached one; about one table, which is there, or all."""
        schema = place.catalog or place.schema
        dialect = self.session.dialect
        main = not schema or schema.lower() == "main" or not self._is_attached(schema)
        master = "sqlite_master" if main else f"{dialect.in_quotes(schema or '')}.sqlite_master"
        inside = "" if main else f", {dialect.text(schema or '')}"
        return sql.format(master=master, schema=inside, tables=_ONE if one else master)

    def _is_attached(self, schema: str) -> bool:
        """Return whether a schema is an attached file. Any other names the main one, as there are no schemas on SQLite."""
        return any(_same(name, schema) for _, name, _ in self.query("PRAGMA database_list"))


def _same(one: str | None, other: str) -> bool:
    return one is not None and one.lower() == other.lower()


def _columns(rows: list[tuple[Any, ...]], sql: str) -> tuple[TableColumn, ...]:
    """Make the columns. Only the one INTEGER PRIMARY KEY can be AUTOINCREMENT."""
    auto = bool(_AUTO.search(_COMMENTS.sub(" ", sql)))
    return tuple(
        TableColumn(
            name=name,
            type=kind,
            nullable=not required,
            default=default,
            primary_key_position=key,
            auto_increment=auto and key == 1,
        )
        for _, name, kind, required, default, key in rows
    )


def _foreign_keys(rows: list[tuple[Any, ...]], names: dict[str, str]) -> tuple[ForeignKey, ...]:
    """Make the foreign keys, in the order in which they were written."""
    found = []
    for parts in grouped(rows, two).values():
        columns = tuple(row[3] for row in parts)
        _, _, target, _, _, on_delete, on_update = parts[0]
        found.append(
            ForeignKey(
                name=names.get(",".join(columns).lower()),
                columns=columns,
                target=ObjectName(target),
                target_columns=tuple(row[4] for row in parts if row[4] is not None),
                on_delete=_rule(on_delete),
                on_update=_rule(on_update),
            )
        )
    return tuple(found)


def _rule(text: str) -> str:
    return "" if text == "NO ACTION" else text


def _indexes(rows: list[tuple[Any, ...]]) -> tuple[TableIndex, ...]:
    """Make the indexes; a column that is an expression has an empty name."""
    return tuple(
        TableIndex(
            name=name,
            columns=tuple(row[4] or "" for row in parts),
            unique=bool(parts[0][2]),
            unique_constraint=parts[0][3] in _BACKED,
            primary_key=parts[0][3] == "pk",
            sql=parts[0][5],
        )
        for (_, name), parts in grouped(rows, two).items()
    )


def _names(sql: str | None) -> dict[str, str]:
    """Find the names of keys in CREATE TABLE: "primary key", and columns joined by commas, to the name."""
    found: dict[str, str] = {}
    for match in _NAMED.finditer(_COMMENTS.sub(" ", sql or "")):
        name = _bare(match[1])
        if match[2].upper().startswith("PRIMARY"):
            found["primary key"] = name
        elif match[3] is not None:
            found[",".join(_bare(column.strip()) for column in match[3].split(",")).lower()] = name
        else:
            found[_column_before(sql or "", match[0]).lower()] = name
    return found


def _column_before(sql: str, constraint: str) -> str:
    """Find the column in whose clause a REFERENCES stands: the first word behind the comma or parenthesis before."""
    before = _COMMENTS.sub(" ", sql).partition(constraint)[0]
    depth = 0
    for place in range(len(before) - 1, -1, -1):
        char = before[place]
        depth += (char == ")") - (char == "(")
        if (char == "," and depth == 0) or depth < 0:
            words = re.match(r"""\s*("(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|\w+)""", before[place + 1 :])
            return _bare(words[1]) if words else ""
    return ""


def _bare(name: str) -> str:
    """Remove the quotes of a name."""
    if name[:1] in {'"', "`"}:
        return name[1:-1].replace(name[0] * 2, name[0])
    return name[1:-1] if name[:1] == "[" else name
