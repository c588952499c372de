"""Where preconditions look, and how they compare names: what schema, catalog and table mean on each database.

Every database has rules of its own here, some of them odd; fixtures/preconditions/matrix.json holds the answers of
Liquibase that they follow.

Reference: liquibase.precondition.core, observed
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.model.statements.base import ObjectName

if TYPE_CHECKING:
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
