"""The catalogue of MariaDB and MySQL: information_schema.

Reference: https://mariadb.com/kb/en/information-schema-tables/
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.database.connection.drivers import driver_of
from clog.database.reflect.base import Reflection, first, grouped, two
from clog.model.catalog import ForeignKey, Table, TableColumn, TableIndex
from clog.model.statements.base import ObjectName

if TYPE_CHECKING:
    from typing import Any

_TABLE_KINDS = {"table": ("BASE TABLE", "SYSTEM VERSIONED"), "view": ("VIEW", "SYSTEM VIEW"), "sequence": ("SEQUENCE",)}

_OBJECT = """
SELECT TABLE_NAME FROM information_schema.TABLES
WHERE TABLE_SCHEMA = COALESCE(?, DATABASE()) AND TABLE_NAME = ? AND TABLE_TYPE IN (?, ?)
"""
_NAMED = """
SELECT TABLE_NAME FROM information_schema.TABLES
WHERE TABLE_SCHEMA = COALESCE(?, DATABASE()) AND lower(TABLE_NAME) = lower(?) AND TABLE_TYPE IN (?, ?) ORDER BY TABLE_NAME
"""
_TABLES = """
SELECT TABLE_NAME FROM information_schema.TABLES
WHERE TABLE_SCHEMA = COALESCE(?, DATABASE()) AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED'){only}
ORDER BY TABLE_NAME
"""
_COLUMNS = """
SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLUMN_DEFAULT, EXTRA, COLUMN_COMMENT, DATA_TYPE
FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = COALESCE(?, DATABASE()){only}
ORDER BY TABLE_NAME, ORDINAL_POSITION
"""
_FOREIGN_KEYS = """
SELECT k.TABLE_NAME, k.CONSTRAINT_NAME, k.COLUMN_NAME, k.REFERENCED_TABLE_SCHEMA, k.REFERENCED_TABLE_NAME,
       k.REFERENCED_COLUMN_NAME, r.DELETE_RULE, r.UPDATE_RULE
FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r
  ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME
WHERE k.TABLE_SCHEMA = COALESCE(?, DATABASE()) AND k.REFERENCED_TABLE_NAME IS NOT NULL{only_k}
ORDER BY k.TABLE_NAME, k.CONSTRAINT_NAME, k.ORDINAL_POSITION
"""
_INDEXES = """
SELECT TABLE_NAME, INDEX_NAME, NON_UNIQUE, COLUMN_NAME
FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = COALESCE(?, DATABASE()){only}
ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX
"""
_TRIGGERS = """
SELECT EVENT_OBJECT_TABLE, TRIGGER_NAME, ACTION_TIMING, EVENT_MANIPULATION, ACTION_STATEMENT
FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = COALESCE(?, DATABASE()){only_event}
ORDER BY EVENT_OBJECT_TABLE, TRIGGER_NAME
"""
_INDEX_OWNERS = """
SELECT DISTINCT TABLE_NAME FROM information_schema.STATISTICS
WHERE TABLE_SCHEMA = COALESCE(?, DATABASE()) AND INDEX_NAME = ? ORDER BY TABLE_NAME
"""
_CONSTRAINT_OWNERS = """
SELECT TABLE_NAME FROM information_schema.TABLE_CONSTRAINTS
WHERE TABLE_SCHEMA = COALESCE(?, DATABASE()) AND CONSTRAINT_NAME = ? AND CONSTRAINT_TYPE = ? ORDER BY TABLE_NAME
"""
_CONSTRAINT_KINDS = {"foreign key": "FOREIGN KEY", "primary key": "PRIMARY KEY", "unique constraint": "UNIQUE"}
_PLAIN_DEFAULT = re.compile(r"-?[0-9.]+|current_timestamp(\(\d*\))?|b'[01]*'", re.IGNORECASE)


class MysqlCatalog(Reflection):
    """MariaDB and MySQL: a schema is a catalog; whether case matters depends on the server, which compares by itself."""

    def stored_name(self, kind: str, name: ObjectName) -> str | None:
        """Read it from information_schema."""
        kinds = _TABLE_KINDS[kind]
        found = self.query(_OBJECT, (self._schema(name), name.name, kinds[0], kinds[-1]))
        return str(found[0][0]) if found else None

    def named(self, kind: str, name: ObjectName) -> list[str]:
        """Read it from information_schema."""
        kinds = _TABLE_KINDS[kind]
        found = self.query(_NAMED, (self._schema(name), name.name, kinds[0], kinds[-1]))
        return [str(row[0]) for row in found]

    def tables(self, place: ObjectName, name: str | None = None) -> list[Table]:
        """Describe tables, without views."""
        columns = grouped(self._rows(_COLUMNS, place, name), first)
        keys = grouped(self._rows(_FOREIGN_KEYS, place, name), first)
        indexes = grouped(self._rows(_INDEXES, place, name), first)
        triggers = grouped(self._rows(_TRIGGERS, place, name), first)
        raw = self._raw_defaults
        found = []
        for (table,) in self._rows(_TABLES, place, name):
            own = _indexes(indexes.get(table, []), {row[1] for row in keys.get(table, ())})
            primary = next((index.columns for index in own if index.primary_key), ())
            found.append(
                Table(
                    name=ObjectName(table, None, place.catalog or place.schema),
                    columns=tuple(self._column(row, primary, raw=raw) for row in columns.get(table, ())),
                    primary_key_name="PRIMARY" if primary else None,
                    foreign_keys=_foreign_keys(keys.get(table, [])),
                    indexes=own,
                    triggers=tuple(
                        f"CREATE TRIGGER {row[1]} {row[2]} {row[3]} ON {table} FOR EACH ROW {row[4]}"
                        for row in triggers.get(table, ())
                    ),
                )
            )
        return found

    @property
    def _raw_defaults(self) -> bool:
        """Whether the catalogue has defaults without quotes."""
        driver = driver_of(self.session.dialect)
        return driver is not None and driver.raw_defaults

    def columns(self, name: ObjectName) -> tuple[TableColumn, ...]:
        """Read it from information_schema."""
        raw = self._raw_defaults
        return tuple(self._column(row, (), raw=raw) for row in self._rows(_COLUMNS, name, name.name))

    def owners(self, kind: str, name: str, place: ObjectName) -> list[str]:
        """Read it from information_schema."""
        schema = self._schema(place)
        if kind == "index":
            rows = self.query(_INDEX_OWNERS, (schema, name))
        else:
            rows = self.query(_CONSTRAINT_OWNERS, (schema, name, _CONSTRAINT_KINDS[kind]))
        return [str(row[0]) for row in rows]

    def _schema(self, name: ObjectName) -> str | None:
        """Say in which database to look; None means the one of the connection."""
        return name.catalog or name.schema or self.session.dialect.default_catalog

    def _rows(self, sql: str, place: ObjectName, name: str | None) -> list[tuple[Any, ...]]:
        """Ask for one table or for all."""
        narrow = {"only": "TABLE_NAME", "only_k": "k.TABLE_NAME", "only_event": "EVENT_OBJECT_TABLE"}
        filters = {key: "" if name is None else f" AND {column} = ?" for key, column in narrow.items()}
        schema = self._schema(place)
        return self.query(sql.format(**filters), (schema,) if name is None else (schema, name))

    def _column(self, row: tuple[Any, ...], primary: tuple[str, ...], *, raw: bool) -> TableColumn:
        """Make a column. MariaDB gives defaults as SQL, MySQL the bare value.

        Args:
            row: as queried.
            primary: columns of the primary key.
            raw: whether defaults are bare values.
        """
        _, name, kind, nullable, default, extra, remarks, _ = row
        if default is not None and not raw:
            default = None if default == "NULL" else default
        elif default is not None and "DEFAULT_GENERATED" not in extra and not _PLAIN_DEFAULT.fullmatch(default):
            default = self.session.dialect.text(default)
        return TableColumn(
            name=name,
            type=kind,
            nullable=nullable == "YES",
            default=default,
            primary_key_position=primary.index(name) + 1 if name in primary else 0,
            auto_increment="auto_increment" in extra.lower(),
            remarks=remarks or None,
        )


def _foreign_keys(rows: list[tuple[Any, ...]]) -> tuple[ForeignKey, ...]:
    return tuple(
        ForeignKey(
            name=name,
            columns=tuple(row[2] for row in parts),
            target=ObjectName(parts[0][4], None, parts[0][3]),
            target_columns=tuple(row[5] for row in parts),
            on_delete=_rule(parts[0][6]),
            on_update=_rule(parts[0][7]),
        )
        for (_, name), parts in grouped(rows, two).items()
    )


def _rule(text: str) -> str:
    return "" if text in {"NO ACTION", "RESTRICT"} else text


def _indexes(rows: list[tuple[Any, ...]], foreign: set[str]) -> tuple[TableIndex, ...]:
    """Make the indexes. A unique index and a UNIQUE constraint are the same here."""
    return tuple(
        TableIndex(
            name=name,
            columns=tuple(row[3] or "" for row in parts),
            unique=not parts[0][2],
            unique_constraint=not parts[0][2] and name not in foreign,
            primary_key=name == "PRIMARY",
        )
        for (_, name), parts in grouped(rows, two).items()
    )
