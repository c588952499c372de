"""Where preconditions look, and how they compare names: what schema, catalog and table mean on each database.

Every database has rules of its own here, some of them odd; fixtures/preconditions/matrix.json holds the answers of
Liquibase that they follow.

Reference: liquibase.precondition.core, observed
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.errors import ClogError
from clog.model.statements.base import ObjectName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clog.database.connection.session import Session
    from clog.database.reflect.base import Reflection

DEFAULT = ObjectName("")
"""The schema and catalog of the connection."""


class Where:
    """The rules of a database whose schemas count and whose catalogs do not: PostgreSQL and its kin.

    Attributes:
        finds_keys_by_name: whether a primary key is found without its table.
        knows_unique_constraints: whether unique constraints are found at all.
        asks_for_column: whether columnExists without a column is an error where its table is not there.
    """

    finds_keys_by_name = True
    knows_unique_constraints = True
    asks_for_column = True

    def __init__(self, session: Session) -> None:
        self.session = session

    def place(self, condition: Any, kind: str) -> ObjectName | None:
        """Say where to look; None: nothing can be there. The own schema is found in any case of letters."""
        schema, own = condition.schema_name, self.session.dialect.default_schema or ""
        if kind == "sequence":  # its schema counts as it is spelled
            exact = not schema or schema in {own, self._catalog().stored(schema, "schema")}
            return self._schema(schema, own) if exact else None
        if kind == "unique constraint" and condition.catalog_name:
            database = self.session.query("SELECT current_database()")[0][0]
            if condition.catalog_name.lower() != str(database).lower():
                return None
        return DEFAULT if (schema or "").lower() == own.lower() else self._schema(schema, own)

    def _schema(self, schema: str | None, own: str) -> ObjectName:
        return DEFAULT if not schema or schema == own else ObjectName("", schema)

    def _catalog(self) -> Reflection:
        found: Any = self.session.catalog
        reflection: Reflection = found
        return reflection

    def place_without_table(self, condition: Any, kind: str) -> ObjectName | None:
        """Say where to look for something whose table is not named: an index always in the own schema."""
        return DEFAULT if kind == "index" else self.place(condition, kind)

    def column_place(self, condition: Any) -> ObjectName | None:
        """Say where to look for the table of a column."""
        return self.place(condition, "table")

    def column_tables(self, condition: Any, catalog: Reflection, place: ObjectName) -> tuple[list[str], bool]:
        """List the tables and views that columnExists may mean, and say whether columns are found in any case."""
        target = place.replace(name=condition.table_name)
        return [*catalog.named("table", target), *catalog.named("view", target)], True

    def answers_without_table(self, condition: Any) -> bool:
        """Return whether columnExists without a table does not hold, and is no error."""
        return not condition.catalog_name

    def in_any_case(self, kind: str) -> bool:
        """Return whether a table, view or sequence is found whatever the case of its letters."""
        return kind != "sequence"

    def names_match(self, kind: str, found: str, asked: str) -> bool:
        """Return whether something is called what was asked for."""
        if kind == "foreign key":
            return found.lower() == asked.lower()
        return kind != "sequence" and found == self._catalog().stored(asked, kind)

    def tables_named(self, catalog: Reflection, place: ObjectName | None, name: str, kind: str) -> list[str]:
        """List the tables as they are kept that a name may mean."""
        del kind
        return [] if place is None else [catalog.stored(name)]

    def table_without_name(self, catalog: Reflection, table: str, columns: str | None) -> str:
        """Return the table of a unique constraint that has no name; by columns it is only found as it is kept."""
        return table if not columns or catalog.stored(table) == table else ""


class _Mysql(Where):
    """MariaDB and MySQL: a catalog is a database, a schema another word for it, and the catalog goes before."""

    finds_keys_by_name = False
    asks_for_column = False

    def place(self, condition: Any, kind: str) -> ObjectName | None:
        own = self.session.dialect.default_catalog or ""
        schema, catalog = condition.schema_name, condition.catalog_name
        if kind == "sequence":
            self._refuse_foreign_sequences({schema, catalog} - {None, "", own})
            catalog = catalog if not catalog or catalog.lower() == own.lower() or schema != own else own
        if kind == "unique constraint":
            rows = self.session.query("SELECT schema_name FROM information_schema.schemata")
            known = {str(row[0]).lower(): str(row[0]) for row in rows}
            word = known.get((schema or "").lower(), schema)
        else:
            word = catalog or schema
        return DEFAULT if not word or word.lower() == own.lower() else ObjectName("", None, word)

    def _refuse_foreign_sequences(self, places: set[str]) -> None:
        """Refuse to look where sequences of another database are: Liquibase reads them from the own one."""
        query = "SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_type = 'SEQUENCE' LIMIT 1"
        for place in places:
            if self.session.query(query, (place,)):
                raise ClogError(f"sequences of {place} are not found from another database, as in Liquibase")

    def column_place(self, condition: Any) -> ObjectName | None:
        own = self.session.dialect.default_catalog or ""
        schema = condition.schema_name
        if condition.catalog_name:
            return self.place(condition, "table")
        return DEFAULT if not schema or schema == own else ObjectName("", None, schema)

    def column_tables(self, condition: Any, catalog: Reflection, place: ObjectName) -> tuple[list[str], bool]:
        del catalog, place
        return [condition.table_name], not condition.catalog_name

    def in_any_case(self, kind: str) -> bool:
        del kind
        return False

    def names_match(self, kind: str, found: str, asked: str) -> bool:
        return found.lower() == asked.lower() if kind == "unique constraint" else found == asked

    def table_without_name(self, catalog: Reflection, table: str, columns: str | None) -> str:
        del catalog, table, columns
        return ""


class _Sqlite(Where):
    """SQLite: where a catalog is given nothing is there; a schema says nothing."""

    finds_keys_by_name = False
    knows_unique_constraints = False
    asks_for_column = False

    def place(self, condition: Any, kind: str) -> ObjectName | None:
        del kind
        return None if condition.catalog_name else ObjectName("", condition.schema_name or None)

    def place_without_table(self, condition: Any, kind: str) -> ObjectName | None:
        del kind
        return ObjectName("", condition.schema_name or None)

    def column_place(self, condition: Any) -> ObjectName | None:
        attached = {str(row[1]).lower() for row in self.session.query("PRAGMA database_list")}
        known = not condition.schema_name or condition.schema_name.lower() in attached
        return self.place(condition, "table") if known else None

    def column_tables(self, condition: Any, catalog: Reflection, place: ObjectName) -> tuple[list[str], bool]:
        wanted, loose = condition.table_name, bool(condition.schema_name)
        target = place.replace(name=wanted)
        names = (*catalog.named("table", target), *catalog.named("view", target))
        return [name for name in names if loose or name == wanted], loose

    def answers_without_table(self, condition: Any) -> bool:
        return bool(condition.schema_name) and not condition.catalog_name

    def in_any_case(self, kind: str) -> bool:
        del kind
        return False

    def names_match(self, kind: str, found: str, asked: str) -> bool:
        del kind
        return found == asked

    def tables_named(self, catalog: Reflection, place: ObjectName | None, name: str, kind: str) -> list[str]:
        """Find a table in any case of letters. The key of a table that is not there is an error.

        Indexes and foreign keys are found whatever the catalog, where the table is spelled otherwise.
        """
        found = catalog.named("table", (place or DEFAULT).replace(name=name))
        if kind == "primary key" and not found:
            raise ClogError(f"table {name} does not exist, so that its primary key cannot be looked for")
        if place is None and kind not in {"index", "foreign key"}:
            return []
        return [one for one in found if place is not None or one != name]


_RULES: Mapping[str, type[Where]] = {"mysql": _Mysql, "mariadb": _Mysql, "sqlite": _Sqlite}


def where_of(session: Session) -> Where:
    """Return the rules of a database."""
    return _RULES.get(session.dialect.name, Where)(session)
