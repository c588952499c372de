"""Parameters that every change log has: ${database.databaseChangeLogTableName} and its siblings.

Reference: liquibase.changelog.ChangeLogParameters
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from clog.database.connection.drivers import driver_named

if TYPE_CHECKING:
    from clog.database.connection.session import Session

_ARCHITECTURES = {"x86_64": "amd64", "AMD64": "amd64", "arm64": "aarch64"}


def _system() -> dict[str, str]:
    """Make the parameters that describe the machine, under the names and with the values that Java gives them.

    What only a JVM has (java.version, java.home) has no value.
    """
    found = {
        "file.separator": os.sep,
        "line.separator": os.linesep,
        "os.name": {"linux": "Linux", "darwin": "Mac OS X", "win32": "Windows"}.get(sys.platform, sys.platform),
        "path.separator": os.pathsep,
        "user.dir": os.getcwd(),  # noqa: PTH109 - pathlib costs start-up time
        "user.home": os.path.expanduser("~"),  # noqa: PTH111 - the same
        "user.name": _user_name(),
    }
    if sys.platform != "win32":
        machine = os.uname()
        found["os.arch"] = _ARCHITECTURES.get(machine.machine, machine.machine)
        if sys.platform == "linux":
            found["os.version"] = machine.release
            found["java.io.tmpdir"] = "/tmp"  # noqa: S108 - Java's word for it; nothing is written there
    return found


def _user_name() -> str:
    """Return the name of the user who runs this: on Unix not what the environment says, as in Java."""
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):
        return os.environ.get("USERNAME") or os.environ.get("USER") or "?"


def builtin(session: Session) -> dict[str, str]:
    """Make the parameters that describe the database."""
    dialect, tables = session.dialect, session.tables
    driver, traits = driver_named(dialect.name), dialect.traits
    version = dialect.version or (999, 999)
    schema = dialect.default_schema
    found = {
        "currentDateTimeFunction": traits.now,
        "databaseChangeLogLockTableName": tables.lock.name,
        "databaseChangeLogTableName": tables.history.name,
        "databaseMajorVersion": str(version[0]),
        "databaseMinorVersion": str(version[1] if len(version) > 1 else 0),
        "databaseProductName": dialect.name if driver is None else driver.product,
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
    return {**_system(), **{f"database.{name}": text for name, text in found.items() if text is not None}}
