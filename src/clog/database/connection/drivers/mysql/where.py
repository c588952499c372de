"""Where preconditions look on MySQL and MariaDB."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.database.preconditions.where import DEFAULT, Where
from clog.errors import ClogError
from clog.model.statements.base import ObjectName

if TYPE_CHECKING:
    from clog.database.reflect.base import Reflection


class MysqlWhere(Where):
    """MariaDB and MySQL: a catalog is a database, a schema another word for it, and the catalog goes before."""

    finds_keys_by_name = False
    asks_for_column = False

    def place(self, condition: Any, kind: str) -> ObjectName | None:
        """Say where to look; None: nothing can be there."""
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
        """Say where to look for the table of a column."""
        own = self.session.dialect.default_catalog or ""
        schema = condition.schema_name
        if condition.catalog_name:
            return self.place(condition, "table")
        return DEFAULT if not schema or schema == own else ObjectName("", None, schema)

    def column_tables(self, condition: Any, catalog: Reflection, place: ObjectName) -> tuple[list[str], bool]:
        """List the tables that columnExists may mean, and say whether columns are found in any case."""
        del catalog, place
        return [condition.table_name], not condition.catalog_name

    def in_any_case(self, kind: str) -> bool:
        """Answer no: the case of letters counts."""
        del kind
        return False

    def names_match(self, kind: str, found: str, asked: str) -> bool:
        """Compare names."""
        return found.lower() == asked.lower() if kind == "unique constraint" else found == asked

    def table_without_name(self, catalog: Reflection, table: str, columns: str | None) -> str:
        """Return no table."""
        del catalog, table, columns
        return ""
