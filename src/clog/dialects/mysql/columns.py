"""What MySQL and MariaDB say of a column besides its type. Reference: https://mariadb.com/kb/en/show-create-table/"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.dialects.base.redefinition import KEY, words_in
from clog.errors import ExecutionError

if TYPE_CHECKING:
    from clog.model.catalog import Catalog
    from clog.model.statements.base import ObjectName, SqlWriter

_JSON = "json_valid("
"""What MariaDB writes for JSON: a check and a collation that belong to the type."""


def column_words(dialect: SqlWriter, table: ObjectName, column: str, catalog: Catalog) -> frozenset[str] | None:
    """Find the line of a column in SHOW CREATE TABLE, which leaves out what is as in the table.

    Returns:
        What the column has, in the words of `Dialect.redefinitions`; None where there is no such table or column.
    """
    try:
        rows = catalog.query(f"SHOW CREATE TABLE {dialect.object(table)}")
    except ExecutionError:  # no such table: whoever speaks of it will hear that from the server
        return None
    lines = str(rows[0][1]).splitlines() if rows else []
    start = f"`{column.lower().replace('`', '``')}` "
    for line in lines:
        if line.strip().lower().startswith(start):
            found = words_in(line.strip()[len(start) :])
            if _JSON in line:
                found -= {"CHECK", "COLLATE"}
            return found | ({KEY, "NOT NULL"} if _in_key(lines, start.rstrip()) else set())
    return None


def _in_key(lines: list[str], quoted: str) -> bool:
    """Return whether the primary key holds a column."""
    return any(line.strip().startswith("PRIMARY KEY") and quoted in line.lower() for line in lines)
