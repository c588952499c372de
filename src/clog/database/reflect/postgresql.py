"""The catalogue of PostgreSQL: pg_class and its kin.

Reference: https://www.postgresql.org/docs/current/catalogs.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.database.reflect.base import Reflection, first, grouped
from clog.model.catalog import ForeignKey, Table, TableColumn, TableIndex
from clog.model.statements.base import ObjectName

if TYPE_CHECKING:
    from typing import Any

_RELATION_KINDS = {"table": "rpf", "view": "vm", "sequence": "S"}

_OBJECT = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = ? AND c.relname = ? AND position(c.relkind::text IN ?) > 0
"""
_NAMED = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = ? AND lower(c.relname) = lower(?) AND position(c.relkind::text IN ?) > 0 ORDER BY c.relname
"""
_TABLES = """
SELECT c.relname, c.oid::bigint FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = ? AND (CAST(? AS text) IS NULL OR c.relname = ?) AND c.relkind IN ('r', 'p', 'f')
ORDER BY c.relname
"""
_COLUMNS = """
SELECT a.attrelid::bigint, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid),
       coalesce(array_position(i.indkey::int2[], a.attnum), -1) + 1, a.attidentity <> '',
       col_description(a.attrelid, a.attnum)
FROM pg_attribute a
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
WHERE a.attrelid = ANY (CAST(? AS bigint[])::oid[]) AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum
"""
_COLUMNS_OF = """
SELECT a.attrelid::bigint, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, NULL::text, 0, false, NULL::text
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
"""
_CONSTRAINTS = """
SELECT k.conrelid::bigint, k.conname, k.contype, f.relname, n.nspname, k.confdeltype, k.confupdtype,
       ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u(number, place)
             JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number ORDER BY u.place),
       ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY u(number, place)
             JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number ORDER BY u.place)
FROM pg_constraint k LEFT JOIN pg_class f ON f.oid = k.confrelid LEFT JOIN pg_namespace n ON n.oid = f.relnamespace
WHERE k.conrelid = ANY (CAST(? AS bigint[])::oid[]) AND k.contype IN ('p', 'f') ORDER BY k.conrelid, k.conname
"""
_INDEXES = """
SELECT i.indrelid::bigint, c.relname, i.indisunique, k.contype, i.indisprimary,
       ARRAY(SELECT coalesce(a.attname::text, '') FROM unnest(i.indkey::int2[]) WITH ORDINALITY u(number, place)
             LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.number AND u.number > 0
             WHERE u.place <= i.indnkeyatts ORDER BY u.place),
       pg_get_indexdef(i.indexrelid)
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')
WHERE i.indrelid = ANY (CAST(? AS bigint[])::oid[]) ORDER BY i.indrelid, c.relname
"""
_TRIGGERS = """
SELECT t.tgrelid::bigint, pg_get_triggerdef(t.oid) FROM pg_trigger t
WHERE t.tgrelid = ANY (CAST(? AS bigint[])::oid[]) AND NOT t.tgisinternal ORDER BY t.tgrelid, t.tgname
"""
_INDEX_OWNERS = """
SELECT t.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
JOIN pg_namespace n ON n.oid = t.relnamespace WHERE n.nspname = ? AND c.relname = ? ORDER BY t.relname
"""
_CONSTRAINT_OWNERS = """
SELECT t.relname FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid
JOIN pg_namespace n ON n.oid = t.relnamespace WHERE n.nspname = ? AND lower(k.conname) = lower(?) AND k.contype = ? ORDER BY t.relname
"""
_CONSTRAINT_KINDS = {"foreign key": "f", "primary key": "p", "unique constraint": "u"}
_RULES = {"a": "", "r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"}


class PostgresqlCatalog(Reflection):
    """PostgreSQL keeps names folded to lower case, unless they are written in quotes."""

    def stored(self, name: str, kind: str = "table") -> str:
        """Fold a name which the dialect writes without quotes."""
        return name if self.session.dialect.quote(name, kind).startswith('"') else name.lower()

    def stored_name(self, kind: str, name: ObjectName) -> str | None:
        """Read it from pg_class."""
        kinds = _RELATION_KINDS[kind]
        found = self.query(_OBJECT, (self._schema(name), self.stored(name.name, kind), kinds))
        return str(found[0][0]) if found else None

    def named(self, kind: str, name: ObjectName) -> list[str]:
        """Read it from pg_class."""
        found = self.query(_NAMED, (self._schema(name), name.name, _RELATION_KINDS[kind]))
        return [str(row[0]) for row in found]

    def tables(self, place: ObjectName, name: str | None = None) -> list[Table]:
        """Describe tables: ordinary, partitioned and foreign ones."""
        schema = self._schema(place)
        named = self.query(_TABLES, (schema, name, name))
        if not named:
            return []
        numbers = ([number for _, number in named],)
        columns = grouped(self.query(_COLUMNS, numbers), first)
        constraints = grouped(self.query(_CONSTRAINTS, numbers), first)
        indexes = grouped(self.query(_INDEXES, numbers), first)
        triggers = grouped(self.query(_TRIGGERS, numbers), first)
        return [
            Table(
                name=ObjectName(table, schema),
                columns=tuple(_column(row) for row in columns.get(number, ())),
                primary_key_name=next((row[1] for row in constraints.get(number, ()) if row[2] == "p"), None),
                foreign_keys=tuple(_foreign_key(row) for row in constraints.get(number, ()) if row[2] == "f"),
                indexes=tuple(_index(row) for row in indexes.get(number, ())),
                triggers=tuple(row[1] for row in triggers.get(number, ())),
            )
            for table, number in named
        ]

    def columns(self, name: ObjectName) -> tuple[TableColumn, ...]:
        """Read it from pg_attribute."""
        found = self.query(_COLUMNS_OF, (self._schema(name), name.name))
        return tuple(_column(row) for row in found)

    def owners(self, kind: str, name: str, place: ObjectName) -> list[str]:
        """Read it from pg_index or pg_constraint."""
        schema = self._schema(place)
        if kind == "index":
            rows = self.query(_INDEX_OWNERS, (schema, name))
        else:
            rows = self.query(_CONSTRAINT_OWNERS, (schema, name, _CONSTRAINT_KINDS[kind]))
        return [str(row[0]) for row in rows]

    def _schema(self, name: ObjectName) -> str:
        """Say in which schema to look."""
        if name.schema:
            return self.stored(name.schema, "schema")
        return self.session.dialect.default_schema or ""


def _column(row: tuple[Any, ...]) -> TableColumn:
    """Make a column. Numbering is by identity, or by a default that takes from a sequence (serial)."""
    _, name, kind, required, default, position, identity, remarks = row
    return TableColumn(
        name=name,
        type=kind,
        nullable=not required,
        default=default,
        primary_key_position=position,
        auto_increment=identity or str(default or "").startswith("nextval("),
        remarks=remarks,
    )


def _foreign_key(row: tuple[Any, ...]) -> ForeignKey:
    _, name, _, target, schema, on_delete, on_update, columns, target_columns = row
    return ForeignKey(
        name=name,
        columns=tuple(columns),
        target=ObjectName(target, schema),
        target_columns=tuple(target_columns),
        on_delete=_RULES[_letter(on_delete)],
        on_update=_RULES[_letter(on_update)],
    )


def _letter(value: Any) -> str:
    """Read a value of type "char", which the driver may give as bytes."""
    return value.decode() if isinstance(value, bytes) else str(value)


def _index(row: tuple[Any, ...]) -> TableIndex:
    """Make an index; a column that is an expression has an empty name."""
    _, name, unique, constraint, primary, columns, sql = row
    return TableIndex(
        name=name,
        columns=tuple(columns),
        unique=unique,
        unique_constraint=constraint is not None and _letter(constraint) in "pu",
        primary_key=primary,
        sql=sql,
    )
