"""What change sets expect to find: tables, columns, keys, indexes, views, sequences, derived from their changes.

Change logs of tests often speak of a database that they do not make. `Needs` reads them in order and writes the
statements that make what is missing, so that they can run on a real server: no answer to what they do, only its ground.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Any

from clog.model.node import attribute
from clog.model.statements.base import ObjectName
from tests.support.ground import KNOWN, ROWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from clog.dialects.base.dialect import Dialect
    from clog.model.changelog import ChangeSet
    from clog.model.node import Node

TABLES = ("tableName", "baseTableName", "oldTableName", "existingTableName")
COLUMNS = (
    "columnName", "oldColumnName", "column1Name", "column2Name", "columnNames", "baseColumnNames", "uniqueColumns",
    "existingColumnName", "primaryKey", "keyColumns", "afterColumn", "beforeColumn",
)  # fmt: skip
MAKES = {
    "createTable": "tableName",
    "addLookupTable": "newTableName",
    "renameTable": "newTableName",
    "createView": "viewName",
    "renameView": "newViewName",
    "createSequence": "sequenceName",
    "renameSequence": "newSequenceName",
}
"""Changes and where they say what they make."""

OWNING = {
    "postgresql": ("schemaName", "SchemaName"),
    "mariadb": ("schemaName", "SchemaName", "catalogName", "CatalogName"),
}
"""How the names of attributes end that name a schema which has to be there."""

TYPES = {
    "valueNumeric": "NUMERIC(20,4)",
    "valueBoolean": "BOOLEAN",
    "valueDate": "DATETIME",
    "valueBlobFile": "BLOB",
    "valueClobFile": "TEXT",
    "defaultValueNumeric": "NUMERIC(20,4)",
    "defaultValueBoolean": "BOOLEAN",
    "defaultValueDate": "DATETIME",
    "defaultValueSequenceNext": "BIGINT",
    "startWith": "INTEGER",
}
LOADED = {"NUMERIC": "NUMERIC(20,4)", "BOOLEAN": "BOOLEAN", "DATE": "DATETIME", "BLOB": "BLOB", "CLOB": "TEXT"}
_COMPARED = re.compile(r"(?i)\b([a-z_]\w*)\s*(?:=|<|>|!=|\bis\b|\bin\b|\blike\b|\bbetween\b)")
_CREATED = re.compile(r'(?i)\bcreate\s+(?:temporary\s+)?table\s+(?:if\s+not\s+exists\s+)?["`]?([\w.]+)')
_REFERENCES = re.compile(r'\s*(?:(\w+)\.)?"?(\w+)"?\s*\(\s*"?(\w+)"?')


class Needs:
    """The ground of a list of change sets, in the words of a dialect.

    Args:
        dialect: that of the server.
        files: the folder in which files of loadData and sqlFile are looked up.
        rows: whether the shared tables have rows, and keys.
    """

    def __init__(self, dialect: Dialect, files: Path, *, rows: bool = True) -> None:
        self.dialect = dialect
        self.files = files
        self.rows = rows
        self.owning = OWNING.get(dialect.name, ())
        self.schemas: set[str] = set()
        self.tables: dict[ObjectName, dict[str, str]] = {}
        self.keys: dict[ObjectName, str | None] = {}
        self.pointed: set[ObjectName] = set()
        self.made: set[str] = set()
        self.others: dict[str, str] = {}

    def add(self, change_set: ChangeSet) -> None:
        """Take in what a change set expects, unless an earlier one makes it."""
        self.names = self.dialect.with_quoting(change_set.quoting)
        self.place = change_set.document.path
        inside = [child for node in change_set.node.children if node.name == "changes" for child in node.children]
        for change in (*change_set.node.children, *inside):
            if change.name in ("changes", "rollback", "preConditions", "comment", "validCheckSum", "modifySql"):
                continue
            self._change(change)

    def statements(self) -> Iterator[str]:
        """Write all that makes the ground, in order."""
        for schema in sorted(self.schemas):
            yield f"CREATE {'SCHEMA' if self.dialect.name == 'postgresql' else 'DATABASE'} {schema}"
        for name, columns in self.tables.items():
            known = self._known(name.name)
            written = [f"{self._quoted(column)} {kind}" for column, kind in columns.items()]
            usual = "id" if "id" in columns and (name in self.pointed or (known and self.rows)) else None
            key = self.keys.get(name, usual)
            if key:
                written.append(f"PRIMARY KEY ({key})")
            table = self._object(name)
            yield f"CREATE TABLE {table} ({', '.join(written)})"
            if self.rows and known:
                first = ", ".join(column.split()[0] for column in _split(KNOWN[known]))
                truth = ("true", "false") if self.dialect.name != "sqlite" else ("1", "0")
                for row in ROWS[known]:
                    yield f"INSERT INTO {table} ({first}) VALUES {row.format(true=truth[0], false=truth[1])}"
        yield from self.others.values()

    def _change(self, change: Node) -> None:
        text = self._texts(change)
        made = MAKES.get(change.name)
        self.made.update(found.rpartition(".")[2].lower() for found in _CREATED.findall(text))
        self._mentioned(text, change)
        owner = self._owner(change)
        if made == "tableName":
            self.made.add(str(attribute(change, made)).lower())
        else:
            for where in TABLES:
                if name := attribute(change, where):
                    added = [attribute(child, "name") for child in _below(change)] if change.name == "addColumn" else []
                    self._table(ObjectName(str(name), *owner), self._columns(change), added)
        self._referred(change)
        for node in (change, *_below(change)):
            drawn = attribute(node, "defaultValueSequenceNext") or attribute(node, "valueSequenceNext")
            if drawn:
                self._sequence(str(drawn), (None, None))
        maker = getattr(self, f"_{_snake(change.name)}", None)
        if maker:
            maker(change, owner)
        if made and (name := attribute(change, made)):
            self.made.add(str(name).lower())

    def _owner(self, change: Node) -> tuple[str | None, str | None]:
        """Find schema and catalog of the table that a change is about; all that it names are made."""
        for node in (change, *_below(change)):
            for name, value in node.attributes.items():
                if value and name.endswith(self.owning):
                    self.schemas.add(self.names.quote(str(value), "schema"))
        found = []
        for what in ("SchemaName", "CatalogName"):
            names = (what[0].lower() + what[1:], f"baseTable{what}", f"existingTable{what}")
            given = (attribute(change, name) for name in names)
            found.append(next((str(value) for value in given if value), None))
        return found[0], found[1]

    def _table(self, name: ObjectName, columns: dict[str, str], added: Iterable[str] = ()) -> None:
        if name.name.lower() in self.made:
            return
        known = self._known(name.name)
        for there in self.tables:
            if self._object(there) == self._object(name):
                name = there
        if name not in self.tables:
            usual = _split(KNOWN[known]) if known else [f"{'other' if 'id' in added else 'id'} INTEGER"]
            self.tables[name] = {one.split(maxsplit=1)[0]: self._type(one.split(maxsplit=1)[1]) for one in usual}
        have = set(map(self._folded, self.tables[name]))
        for column, kind in columns.items():
            if self._folded(column) not in have:
                self.tables[name][column] = self._type(kind)
                have.add(self._folded(column))

    def _folded(self, column: str) -> str:
        """Give a name as the server tells it from others."""
        return self._quoted(column) if self.dialect.name == "postgresql" else column.lower()

    def _known(self, name: str) -> str:
        return name.lower() if name.lower() in KNOWN else ""

    def _type(self, kind: str) -> str:
        """Write a type for the server."""
        if self.dialect.name == "postgresql":
            kind = re.sub(r"\bDATETIME\b", "TIMESTAMP", kind)
            return re.sub(r"\bBLOB\b", "BYTEA", kind)
        return kind

    def _columns(self, change: Node) -> dict[str, str]:
        """Find the columns that a change expects, with types that its values fit."""
        found: dict[str, str] = {}
        for where in COLUMNS:
            for name in str(attribute(change, where) or "").split(","):
                found.setdefault(_bare(name), str(attribute(change, "columnDataType") or _fitting(change)))
        for child in _below(change):
            name = attribute(child, "name") or attribute(child, "header")
            if child.name == "column" and name and change.name != "addColumn" and not attribute(child, "computed"):
                found.setdefault(_bare(str(name)), LOADED.get(str(attribute(child, "type")).upper(), _fitting(child)))
            for where in ("afterColumn", "beforeColumn"):
                found.setdefault(str(attribute(child, where) or ""), "VARCHAR(100)")
        wheres = [child.text for child in _below(change) if child.name == "where"]
        for where in (*wheres, attribute(change, "where")):
            for name in _COMPARED.findall(str(where or "")):
                found.setdefault(name, "VARCHAR(100)")
        for name in self._heads(change) if change.name in ("loadData", "loadUpdateData") else ():
            found.setdefault(name, "VARCHAR(200)")
        if change.name in ("addAutoIncrement", "addForeignKeyConstraint", "addLookupTable"):
            found = dict.fromkeys(found, "INTEGER")
        return {name: kind for name, kind in found.items() if name}

    def _heads(self, change: Node) -> Iterable[str]:
        """Read the head of a CSV file, without the columns that the change renames or skips."""
        path = self._file(change)
        if path is None:
            return
        separator = str(attribute(change, "separator") or ",").replace("\\t", "\t").replace("tab", "\t")
        quote = str(attribute(change, "quotchar") or '"')
        start = attribute(change, "commentLineStartsWith") or "#"
        lines = path.read_text(encoding="utf-8", errors="replace").lstrip("\ufeff").splitlines()
        lines = [line for line in lines if line.strip() and not line.startswith(str(start))]
        if not lines or len(separator) != 1 or len(quote) != 1:
            return
        renamed = {str(attribute(child, "header") or attribute(child, "name")).lower() for child in change.children}
        for head in next(csv.reader(lines, delimiter=separator, quotechar=quote)):
            if head.strip().lower() not in renamed:
                yield head.strip()

    def _file(self, change: Node) -> Path | None:
        name = attribute(change, "file") or attribute(change, "path")
        if not name:
            return None
        near = (self.files / self.place).parent / str(name)
        return next((path for path in (near, self.files / str(name)) if path.is_file()), None)

    def _texts(self, change: Node) -> str:
        """Collect the SQL that an author wrote, in place or in a file."""
        if change.name not in ("sql", "sqlFile", "createView", "createProcedure", "update", "delete"):
            return ""
        path = self._file(change)
        inside = [str(node.text) for node in (change, *_below(change)) if node.text]
        texts = [*inside, *(str(value) for value in change.attributes.values())]
        return "\n".join([*texts, path.read_text(encoding="latin-1") if path else ""])

    def _mentioned(self, text: str, change: Node) -> None:
        for name in KNOWN:
            if change.name != "createTable" and re.search(rf"(?i)(?<![\w.]){name}\b", text):
                self._table(ObjectName(name), {})

    def _referred(self, change: Node) -> None:
        """Make tables that foreign keys point to."""
        for node in (change, *_below(change)):
            text = _REFERENCES.match(str(attribute(node, "references") or ""))
            table = text[2] if text else attribute(node, "referencedTableName")
            columns = text[3] if text else attribute(node, "referencedColumnNames")
            if table:
                owners = attribute(node, "referencedTableSchemaName"), attribute(node, "referencedTableCatalogName")
                owners = (text[1], None) if text else owners
                name = ObjectName(str(table), *(str(part) if part else None for part in owners))
                self._key(name, str(columns or "id"))

    def _key(self, name: ObjectName, columns: str) -> None:
        """Make columns of a table unique, to be pointed to."""
        self._table(name, {_bare(column): "INTEGER" for column in columns.split(",")})
        name = next((there for there in self.tables if self._object(there) == self._object(name)), name)
        self.pointed.add(name)
        if [_bare(column).lower() for column in columns.split(",")] != ["id"] and name in self.tables:
            self._once(f"ALTER TABLE {self._object(name)} ADD UNIQUE ({self._listed(columns)})")

    def _once(self, statement: str) -> None:
        self.others.setdefault(statement, statement)

    def _object(self, name: ObjectName, kind: str = "table") -> str:
        return self.names.object(name, kind)

    def _quoted(self, column: str) -> str:
        return self.names.quote(column, "column")

    def _listed(self, columns: str) -> str:
        return ", ".join(self._quoted(_bare(column)) for column in columns.split(","))

    # ------------------------------------------------------------ what single changes need besides

    def _of(self, change: Node, owner: tuple[str | None, str | None], what: str = "tableName") -> ObjectName:
        wanted = ObjectName(str(attribute(change, what)), *owner)
        same = [name for name in self.tables if self._object(name) == self._object(wanted)]
        return same[0] if same else wanted

    def _add_primary_key(self, change: Node, owner: Any) -> None:
        name = self._of(change, owner)
        self.keys[name] = None
        for column in str(attribute(change, "columnNames")).split(","):
            if name in self.tables and not self._known(name.name):
                self.tables[name][_bare(column)] = "INTEGER"

    def _add_auto_increment(self, change: Node, owner: Any) -> None:
        self.keys[self._of(change, owner)] = self._quoted(str(attribute(change, "columnName")))

    def _drop_primary_key(self, change: Node, owner: Any) -> None:
        name = self._of(change, owner)
        self.pointed.add(name)
        if name in self.tables and attribute(change, "constraintName") and self.dialect.name == "postgresql":
            self.keys[name] = None
            constraint = self.names.quote(str(attribute(change, "constraintName")), "constraint")
            self._once(f"ALTER TABLE {self._object(name)} ADD CONSTRAINT {constraint} PRIMARY KEY (id)")

    def _drop_unique_constraint(self, change: Node, owner: Any) -> None:
        name = self._of(change, owner)
        columns = str(attribute(change, "uniqueColumns") or "id")
        if name in self.tables:
            constraint = self.names.quote(str(attribute(change, "constraintName")), "constraint")
            self._once(f"ALTER TABLE {self._object(name)} ADD CONSTRAINT {constraint} UNIQUE ({self._listed(columns)})")

    def _drop_foreign_key_constraint(self, change: Node, _owner: Any) -> None:
        schema, catalog = attribute(change, "baseTableSchemaName"), attribute(change, "baseTableCatalogName")
        name = ObjectName(str(attribute(change, "baseTableName")), schema, catalog)
        self._pointing(name, str(attribute(change, "constraintName")))

    def _drop_all_foreign_key_constraints(self, change: Node, _owner: Any) -> None:
        schema, catalog = attribute(change, "baseTableSchemaName"), attribute(change, "baseTableCatalogName")
        self._pointing(ObjectName(str(attribute(change, "baseTableName")), schema, catalog), "fk_any")

    def _pointing(self, name: ObjectName, constraint: str) -> None:
        self._table(name, {"points_to": "INTEGER"})
        self._key(ObjectName("pointed"), "id")
        if self.dialect.name == "sqlite":
            return
        there = self._object(ObjectName("pointed"))
        self._once(
            f"ALTER TABLE {self._object(name)} ADD CONSTRAINT {self.names.quote(constraint, 'constraint')} "
            f"FOREIGN KEY (points_to) REFERENCES {there} (id)"
        )

    def _drop_index(self, change: Node, owner: Any) -> None:
        table = str(attribute(change, "tableName") or "customer")
        self._table(ObjectName(table, *owner), {})
        index = self.names.quote(str(attribute(change, "indexName")), "index")
        self._once(f"CREATE INDEX {index} ON {self._object(ObjectName(table, *owner))} (id)")

    def _view(self, name: str, owner: Any) -> None:
        if name.lower() not in self.made:
            self._table(ObjectName("customer"), {})
            self._once(f"CREATE VIEW {self._object(ObjectName(name, *owner), 'view')} AS SELECT 1 AS one")

    def _drop_view(self, change: Node, owner: Any) -> None:
        self._view(str(attribute(change, "viewName")), owner)

    def _rename_view(self, change: Node, owner: Any) -> None:
        self._view(str(attribute(change, "oldViewName")), owner)

    def _sequence(self, name: str, owner: Any) -> None:
        if name.lower() not in self.made and self.dialect.name != "sqlite":
            text = f"CREATE SEQUENCE {self._object(ObjectName(name, *owner), 'sequence')}"
            self.others = {text: text, **self.others}

    def _alter_sequence(self, change: Node, owner: Any) -> None:
        self._sequence(str(attribute(change, "sequenceName")), owner)

    _drop_sequence = _alter_sequence

    def _rename_sequence(self, change: Node, owner: Any) -> None:
        self._sequence(str(attribute(change, "oldSequenceName")), owner)

    def _drop_procedure(self, change: Node, owner: Any) -> None:
        name = self._object(ObjectName(str(attribute(change, "procedureName")), *owner), "procedure")
        body = {"postgresql": "LANGUAGE sql AS 'SELECT 1'", "mariadb": "SELECT 1"}.get(self.dialect.name)
        if body:
            self._once(f"CREATE PROCEDURE {name}() {body}")

    def _drop_not_null_constraint(self, change: Node, owner: Any) -> None:
        self._change_column(change, owner, lambda kind: kind if "NOT NULL" in kind else f"{kind} NOT NULL")

    def _drop_default_value(self, change: Node, owner: Any) -> None:
        self._change_column(change, owner, lambda kind: kind if "DEFAULT" in kind else f"{kind} DEFAULT NULL")

    def _change_column(self, change: Node, owner: Any, how: Any) -> None:
        name, column = self._of(change, owner), str(attribute(change, "columnName"))
        if name in self.tables and column in self.tables[name]:
            self.tables[name][column] = how(self.tables[name][column])


def _fitting(node: Node) -> str:
    """Give the type of a column that takes the value, or the default, that a node has."""
    return next((TYPES[value] for value in TYPES if attribute(node, value) is not None), "VARCHAR(200)")


def _below(node: Node) -> Iterator[Node]:
    """List all nodes below one."""
    for child in node.children:
        yield child
        yield from _below(child)


def _bare(column: str) -> str:
    """Take the direction and blanks off a column in a list."""
    return re.sub(r"(?i)\s+(asc|desc)$", "", column.strip())


def _split(columns: str) -> list[str]:
    """Split a list of columns at the commas outside of parentheses."""
    return [part.strip() for part in re.split(r",(?![^(]*\))", columns)]


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
