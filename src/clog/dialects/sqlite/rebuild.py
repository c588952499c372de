"""Changes of tables that SQLite has no statement for: a new table takes the place of the old one.

The rows, what the change does not speak of in CREATE TABLE, indexes, triggers, views and the state of AUTOINCREMENT
stay as they are. Everything happens in the transaction of the change set.

Reference: https://www.sqlite.org/lang_altertable.html#otheralter
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.dialects.sqlite.edits import EDITS, Extra, is_native
from clog.dialects.sqlite.text import TableText, names_in
from clog.errors import CatalogNeeded, ExecutionError, Unsupported
from clog.model.statements.alteration import RenameColumnStatement
from clog.model.statements.base import ObjectName
from clog.model.statements.column import AddColumnStatement, DropColumnStatement, ReorganizeTableStatement
from clog.model.statements.raw import RawSqlStatement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clog.dialects.base.dialect import Dialect
    from clog.model.catalog import Catalog, Table, TableIndex
    from clog.model.statements.base import Statement

_FIRST_TO_DROP_COLUMNS = (3, 35)
_FIRST_TO_RENAME_COLUMNS = (3, 25)
_ROWIDS = ("rowid", "_rowid_", "oid")
_QUOTES = re.compile("[\"'`]")
_MADE = re.compile(r"(CREATE\s+(?:UNIQUE\s+)?(?:INDEX|TRIGGER)\s+(?:IF\s+NOT\s+EXISTS\s+)?)", re.IGNORECASE)
_CHILDREN = """
SELECT DISTINCT m.name FROM {master} m JOIN pragma_foreign_key_list(m.name) k
WHERE m.type = 'table' AND (m.sql LIKE '%references%' AND instr(lower(m.sql), lower({part}))
OR m.name = {table} COLLATE NOCASE) AND (k."table" = {table} COLLATE NOCASE OR m.name = {table} COLLATE NOCASE)
"""
_MANY = 100
"""Objects in a file, from which on the time that RENAME takes to look through them all is worth a thought."""
_ROWS = 5
"""How many rows are copied a second time in the time that RENAME takes for one object."""


def lowered(
    names: Dialect,
    careful: Dialect,
    statements: Iterable[Statement],
    catalog: Catalog | None,
    *,
    what: str,
    shown: bool,
) -> Iterator[Statement]:
    """Put rebuilds in the place of statements that SQLite does not have; those for one table in a row are one rebuild.

    Args:
        names: the dialect.
        careful: the dialect with all the words quoted that SQLite itself wants in quotes.
        statements: what a change asks for. It may look at the schema that the statement before left.
        catalog: what is really there; None offline.
        what: the name of the change, for errors.
        shown: whether the SQL is to be read, not to be run.

    Raises:
        Unsupported: it cannot be done.
        CatalogNeeded: a table must be rebuilt, and there is no catalog.
    """
    waiting: list[Statement] = []
    for statement in statements:
        if isinstance(statement, ReorganizeTableStatement):
            continue
        if type(statement) in EDITS:
            for part in _native(names, statement, catalog):
                if type(part) not in EDITS or _has_it(names, part):
                    yield from _rebuilt(careful, waiting, catalog, what=what, shown=shown)
                    waiting = []
                    yield part
                    continue
                if waiting and waiting[0].get("table") != part.get("table"):
                    yield from _rebuilt(careful, waiting, catalog, what=what, shown=shown)
                    waiting = []
                waiting.append(part)
            continue
        yield from _rebuilt(careful, waiting, catalog, what=what, shown=shown)
        waiting = []
        _refuse_renaming(names, statement)
        yield statement
    yield from _rebuilt(careful, waiting, catalog, what=what, shown=shown)


def _refuse_renaming(names: Dialect, statement: Statement) -> None:
    if isinstance(statement, RenameColumnStatement) and _older(names, _FIRST_TO_RENAME_COLUMNS):
        raise Unsupported(
            f"SQLite before 3.25 cannot rename column {statement.column}", hint="use a Python with a newer SQLite"
        )


def _older(names: Dialect, version: tuple[int, ...]) -> bool:
    return names.version is not None and names.version < version


class _Native(DropColumnStatement):
    """Columns that ALTER TABLE ... DROP COLUMN takes."""


def _has_it(names: Dialect, statement: Statement) -> bool:
    """Return whether SQLite has a statement for this."""
    return isinstance(statement, AddColumnStatement) and all(is_native(names, column) for column in statement.columns)


def _native(names: Dialect, statement: Statement, catalog: Catalog | None) -> Iterator[Statement]:
    """Split statements about columns: each column that ALTER TABLE drops by itself."""
    if not isinstance(statement, DropColumnStatement):
        yield statement
        return
    for column in statement.columns:
        one = statement.replace(columns=(column,))
        table = None if catalog is None else _table(catalog, statement.table)
        indexes = _indexes_with(table, column) if table is not None else []
        for index in indexes:
            yield RawSqlStatement(f"DROP INDEX {names.object(_beside(statement.table, index.name), 'index')}")
        if _older(names, _FIRST_TO_DROP_COLUMNS) or (table is not None and _is_bound(table, column)):
            yield one
        else:
            yield _Native(one.table, one.columns)


def _table(catalog: Catalog, name: ObjectName) -> Table:
    """Describe a table.

    Raises:
        Unsupported: there is none of that name.
    """
    table = catalog.table(name)
    if table is None or not table.sql:
        raise Unsupported(f"there is no table {name.name}", hint="has an earlier change set renamed or dropped it?")
    return table


def _indexes_with(table: Table, column: str) -> list[TableIndex]:
    """List the indexes made by CREATE INDEX that speak of a column."""
    return [index for index in table.indexes if index.sql and column.lower() in _spoken_of(index.sql)]


def _spoken_of(sql: str) -> frozenset[str]:
    """List the names in CREATE INDEX behind that of the table."""
    return names_in(sql[sql.index("(") :]) if "(" in sql else frozenset()


def _is_bound(table: Table, column: str) -> bool:
    """Return whether a column is part of a key, a constraint or a computed column, so that DROP COLUMN refuses it."""
    text = TableText(table.sql or "")
    item = text.column(column)
    for other, clause in text.constraints():
        if other is item and clause.kind in {"PRIMARY", "UNIQUE", "REFERENCES"}:
            return True
        if other is not item and column.lower() in (
            names_in(clause.text) if clause.kind in {"CHECK", "AS"} else text.of_column(other, clause)
        ):
            return True
    return False


def _beside(table: ObjectName, name: str) -> ObjectName:
    """Return the name of something in the file of a table."""
    return ObjectName(name, table.schema, table.catalog)


def _rebuilt(
    names: Dialect, statements: list[Statement], catalog: Catalog | None, *, what: str, shown: bool
) -> Iterator[Statement]:
    """Change one table in all the ways that are asked for."""
    if not statements:
        return
    name: ObjectName = statements[0].get("table")
    if catalog is None:
        raise CatalogNeeded(
            f"{what}: SQLite has no statement for it, and how table {name.name} looks is not known without a database",
            hint="connect to the database: the table is then rebuilt as it is there",
        )
    table = _table(catalog, name)
    old, new = TableText(table.sql or ""), TableText(table.sql or "")
    extra = Extra(table)
    for statement in statements:
        EDITS[type(statement)](new, statement, names, extra)
    yield from _Rebuild(names, name, table, catalog).statements(old, new, extra, shown=shown)


class _Rebuild:
    """One table that gives way to a new one of its name."""

    def __init__(self, names: Dialect, name: ObjectName, table: Table, catalog: Catalog) -> None:
        self.table = table
        self.catalog = catalog
        self.names = names
        self.kept = table.name.name
        self.prefix = "".join(
            f"{names.quote(owner, 'schema')}." for owner in filter(None, [name.catalog or name.schema])
        )
        self.old = self.prefix + names.in_quotes(self.kept)
        self.fresh = f"clog_new_{self.kept}"
        self.new = self.prefix + names.in_quotes(self.fresh)

    def statements(self, old: TableText, new: TableText, extra: Extra, *, shown: bool) -> Iterator[Statement]:
        """Make the new table, fill it, drop the old one, and give the new one its name and all that hung on the old."""
        if not shown and self.catalog.query("PRAGMA foreign_keys") == [(1,)]:
            raise Unsupported(
                f"table {self.kept} cannot be rebuilt while foreign keys are enforced: rows that refer to it would go",
                hint="open the connection with foreign_keys off; they are checked when the table is rebuilt",
            )
        children = [] if shown else self._children()
        broken = self._violations(children)
        if shown:
            yield RawSqlStatement("PRAGMA foreign_keys = OFF")
        for gone in extra.gone:
            yield RawSqlStatement(f"DROP INDEX {self.prefix}{self.names.in_quotes(gone)}")
        if shown or not self._is_small():
            yield from self._renamed(old, new, extra)
        else:
            yield from self._refilled(old, new, extra)
        dropped = {gone.lower() for gone in extra.gone}
        for index in self.table.indexes:
            if index.sql and index.name.lower() not in dropped:
                yield RawSqlStatement(self._here(index.sql))
        for trigger in self.table.triggers:
            yield RawSqlStatement(self._here(trigger))
        if {item.name for item in old.columns} - {item.name for item in new.columns}:
            yield from self._check_schema()
        if shown:
            yield RawSqlStatement("PRAGMA foreign_key_check")
        else:
            self._refuse(self._violations(children) - broken)

    def _renamed(self, old: TableText, new: TableText, extra: Extra) -> Iterator[Statement]:
        """Fill a new table and give it the name of the old one."""
        listed = ", ".join(self._shared(old, new))
        yield RawSqlStatement(new.written(self.new))
        yield RawSqlStatement(f"INSERT INTO {self.new} ({listed}) SELECT {listed} FROM {self.old}")
        yield from self._numbers(new, extra, self.fresh)
        yield RawSqlStatement(f"DROP TABLE {self.old}")
        yield RawSqlStatement("PRAGMA legacy_alter_table = ON")
        yield RawSqlStatement(f"ALTER TABLE {self.new} RENAME TO {self.names.in_quotes(self.kept)}")
        yield RawSqlStatement("PRAGMA legacy_alter_table = OFF")

    def _refilled(self, old: TableText, new: TableText, extra: Extra) -> Iterator[Statement]:
        """Keep the rows elsewhere while the table is made anew: RENAME looks through all tables, views and triggers."""
        columns = {f"c{number}": name for number, name in enumerate(self._shared(old, new))}
        listed, held = ", ".join(columns.values()), ", ".join(columns)
        kept = ", ".join(f"{name} AS {column}" for column, name in columns.items())
        highest = self._highest(old)
        yield RawSqlStatement(f"CREATE TEMP TABLE clog_rows AS SELECT {kept} FROM {self.old}")
        yield RawSqlStatement(f"DROP TABLE {self.old}")
        yield RawSqlStatement(new.written(self.old))
        yield RawSqlStatement(f"INSERT INTO {self.old} ({listed}) SELECT {held} FROM temp.clog_rows")
        yield RawSqlStatement("DROP TABLE temp.clog_rows")
        yield from self._numbers(new, extra, self.kept, highest)

    def _is_small(self) -> bool:
        """Return whether the file has many objects and the table few rows, so that copying them twice is faster than RENAME."""
        objects: int = self.catalog.query(f"SELECT count(*) FROM {self.prefix}sqlite_master")[0][0]
        if objects < _MANY:
            return False
        most = objects * _ROWS
        counted: int = self.catalog.query(f"SELECT count(*) FROM (SELECT 1 FROM {self.old} LIMIT {most + 1})")[0][0]
        return counted <= most

    def _shared(self, old: TableText, new: TableText) -> list[str]:
        """List the columns that both have; computed columns compute themselves. Row ids stay."""
        were = {item.name.lower() for item in old.columns if not item.clause("AS")}
        columns = [
            self.names.in_quotes(item.name)
            for item in new.columns
            if item.name.lower() in were and not item.clause("AS")
        ]
        taken = {item.name.lower() for item in (*old.columns, *new.columns)}
        rowid = next((word for word in _ROWIDS if word not in taken), None)
        if rowid and not _alias(old) and not _alias(new) and not old.without_rowid and not new.without_rowid:
            columns.insert(0, rowid)
        return columns

    def _highest(self, old: TableText) -> int | None:
        """Return the highest number that AUTOINCREMENT gave, which goes with the table; None where it gave none."""
        if not _numbered(old):
            return None
        query = f"SELECT max(seq) FROM {self.prefix}sqlite_sequence WHERE name = {self.names.text(self.kept)}"
        found: int | None = self.catalog.query(query)[0][0]
        return found

    def _numbers(self, new: TableText, extra: Extra, table: str, highest: int | None = None) -> Iterator[Statement]:
        """Copy the highest number that AUTOINCREMENT gave, also to rows that are gone.

        Args:
            new: the table.
            extra: it may say with which number to begin.
            table: what the table is called now.
            highest: the number, where it is no longer kept for the old table.
        """
        if not _numbered(new):
            return
        sequence = f"{self.prefix}sqlite_sequence"
        fresh, kept = self.names.text(table), self.names.text(self.kept)
        known = [f"SELECT seq FROM {sequence} WHERE name IN ({', '.join(dict.fromkeys((fresh, kept)))})"]
        if highest is not None:
            known.append(f"SELECT {highest}")
        if extra.numbers_from is not None:
            known.append(f"SELECT {extra.numbers_from - 1}")
        most = f"SELECT max(seq) AS seq FROM ({' UNION ALL '.join(known)})"
        yield RawSqlStatement(
            f"INSERT INTO {sequence} (name, seq) SELECT {fresh}, seq FROM ({most}) WHERE seq IS NOT NULL"
        )
        yield RawSqlStatement(
            f"DELETE FROM {sequence} WHERE name = {fresh}"
            f" AND rowid < (SELECT max(rowid) FROM {sequence} WHERE name = {fresh})"
        )

    def _here(self, sql: str) -> str:
        """Return index or trigger with the attached file that they are in."""
        return _MADE.sub(lambda made: made[1] + self.prefix, sql, count=1) if self.prefix else sql

    def _check_schema(self) -> Iterator[Statement]:
        """Check views and triggers with SQLite: one that speaks of a column that is gone is an error."""
        if _older(self.names, _FIRST_TO_RENAME_COLUMNS) or not self.catalog.query(
            f"SELECT 1 FROM {self.prefix}sqlite_master WHERE type IN ('view', 'trigger') LIMIT 1"
        ):
            return
        yield RawSqlStatement(f"CREATE TABLE {self.prefix}clog_check (a)")
        yield RawSqlStatement(f"ALTER TABLE {self.prefix}clog_check RENAME COLUMN a TO b")
        yield RawSqlStatement(f"DROP TABLE {self.prefix}clog_check")

    def _violations(self, children: Iterable[str]) -> frozenset[tuple[object, ...]]:
        """List the rows of some tables whose foreign keys point nowhere."""
        found: set[tuple[object, ...]] = set()
        for child in children:
            try:
                rows = self.catalog.query(f"PRAGMA {self.prefix}foreign_key_check({self.names.in_quotes(child)})")
            except ExecutionError as error:  # no key behind it: a fault as well, unless it was there before
                rows = [(child, None, error.message)]
            found.update((row[0], row[1], row[2]) for row in rows)
        return frozenset(found)

    def _children(self) -> list[str]:
        """List this table, if it has foreign keys, and those that refer to it.

        Only tables with a text that may name this one are looked at closely. A name may be written with its quotes
        doubled, so that only the part before the first one is sure to be there.
        """
        part = self.names.text(_QUOTES.split(self.kept, maxsplit=1)[0])
        query = _CHILDREN.format(master=f"{self.prefix}sqlite_master", table=self.names.text(self.kept), part=part)
        return [str(row[0]) for row in self.catalog.query(query)]

    def _refuse(self, violations: frozenset[tuple[object, ...]]) -> None:
        for table, row, target in sorted(violations, key=repr)[:1]:
            if row is None and str(target).startswith("foreign key mismatch"):
                raise ExecutionError(
                    f"a foreign key of {table} would have no key to refer to: {target}",
                    hint="drop the foreign key first with dropForeignKeyConstraint",
                )
            raise ExecutionError(
                f"{len(violations)} row(s) refer to rows that are not there: row {row} of {table} refers to {target}",
                hint="repair the rows before the foreign key is added",
            )


def _numbered(text: TableText) -> bool:
    """Return whether the rows are numbered by AUTOINCREMENT."""
    key = text.primary_key()
    return key is not None and "AUTOINCREMENT" in key[1].text.upper()


def _alias(text: TableText) -> bool:
    """Return whether a column is the row id: an INTEGER PRIMARY KEY."""
    key = text.primary_key()
    if key is None:
        return False
    columns = text.of_column(*key)
    if len(columns) != 1:
        return False
    item = text.column(columns[0])
    start, end = item.type()
    return item.text[start:end].upper() == "INTEGER"
