"""Parameters that every change log has: ${database.databaseChangeLogTableName} and its siblings.

Reference: liquibase.changelog.ChangeLogParameters
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clog.database.session import Session

_PRODUCTS = {"sqlite": "SQLite", "postgresql": "PostgreSQL", "mariadb": "MariaDB", "mysql": "MySQL"}

_SYSTEM = {
    "file.separator": os.sep,
    "os.name": {"linux": "Linux", "darwin": "Mac OS X", "win32": "Windows"}.get(sys.platform, sys.platform),
    "path.separator": os.pathsep,
    "user.dir": os.getcwd(),  # noqa: PTH109 - pathlib costs start-up time
    "user.home": os.path.expanduser("~"),  # noqa: PTH111 - the same
}
"""What change logs know of the machine, under the names that Java gives it."""


def builtin(session: Session) -> dict[str, str]:
    """Make the parameters that describe the database."""
    dialect, tables = session.dialect, session.tables
    traits = dialect.traits
    version = dialect.version or (999, 999)
    schema = dialect.default_schema
    found = {
        "currentDateTimeFunction": traits.now,
        "databaseChangeLogLockTableName": tables.lock.name,
        "databaseChangeLogTableName": tables.history.name,
        "databaseMajorVersion": str(version[0]),
        "databaseMinorVersion": str(version[1] if len(version) > 1 else 0),
        "databaseProductName": _PRODUCTS.get(dialect.name, dialect.name),
        "databaseProductVersion": ".".join(map(str, version)),
        "defaultCatalogName": dialect.default_catalog,
        "defaultSchemaName": schema,
        "lineComment": traits.line_comment,
        "liquibaseSchemaName": tables.history.schema,
        "typeName": dialect.name,
        "supportsSchemas": str(traits.schemas).lower(),
        "supportsSequences": str(traits.sequences).lower(),
        "supportsTablespaces": str(traits.tablespaces).lower(),
        "supportsInitiallyDeferrableColumns": str(traits.deferrable).lower(),
    }
    return {**_SYSTEM, **{f"database.{name}": text for name, text in found.items() if text is not None}}
