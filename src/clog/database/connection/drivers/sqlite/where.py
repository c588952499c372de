"""Where preconditions look on SQLite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.database.preconditions.where import DEFAULT, Where
from clog.errors import ClogError
from clog.model.statements.base import ObjectName

if TYPE_CHECKING:
    from clog.database.reflect.base import Reflection


class SqliteWhere(Where):
    """SQLite: where a catalog is given nothing is there; a schema says nothing."""

    finds_keys_by_name = False
    knows_unique_constraints = False
    asks_for_column = False

    def place(self, condition: Any, kind: str) -> ObjectName | None:
        """Say where to look; None: nothing can be there."""
        del kind
        return None if condition.catalog_name else ObjectName("", condition.schema_name or None)

    def place_without_table(self, condition: Any, kind: str) -> ObjectName | None:
        """Say where to look for something whose table is not named."""
        del kind
        return ObjectName("", condition.schema_name or None)

    def column_place(self, condition: Any) -> ObjectName | None:
        """Say where to look for the table of a column."""
        attached = {str(row[1]).lower() for row in self.session.query("PRAGMA database_list")}
        known = not condition.schema_name or condition.schema_name.lower() in attached
        return self.place(condition, "table") if known else None

    def column_tables(self, condition: Any, catalog: Reflection, place: ObjectName) -> tuple[list[str], bool]:
        """List the tables that columnExists may mean, and say whether columns are found in any case."""
        wanted, loose = condition.table_name, bool(condition.schema_name)
        target = place.replace(name=wanted)
        names = (*catalog.named("table", target), *catalog.named("view", target))
        return [name for name in names if loose or name == wanted], loose

    def answers_without_table(self, condition: Any) -> bool:
        """Return whether columnExists without a table does not hold, and is no error."""
        return bool(condition.schema_name) and not condition.catalog_name

    def in_any_case(self, kind: str) -> bool:
        """Answer no: the case of letters counts."""
        del kind
        return False

    def names_match(self, kind: str, found: str, asked: str) -> bool:
        """Compare names."""
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
