"""A parser of another project understands what is written for the databases that it knows.

The statements are those of fixtures/sql, which test_sql compares with what clog writes. What the author wrote
himself (queries of views, procedures) is in them too.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

import pytest
import sqlglot
from sqlglot.errors import SqlglotError

from tests.support.dialects import FIXTURES, expected

if TYPE_CHECKING:
    from pathlib import Path

READERS = {
    "cockroachdb": "postgres",
    "edb": "postgres",
    "mariadb": "mysql",
    "mssql": "tsql",
    "mysql": "mysql",
    "oracle": "oracle",
    "postgresql": "postgres",
    "snowflake": "snowflake",
    "sqlite": "sqlite",
}
"""Our names of databases, and the parser's."""

NOT_UNDERSTOOD = {
    r"^IF NOT EXISTS \(SELECT \* FROM sys\.views": "IF before a single statement; the parser wants a block",
    r"^CLUSTER ": "a command of PostgreSQL alone",
    r"(= |VALUES \()NEXT VALUE FOR": "MariaDB draws from sequences like that; the parser knows it of SQL Server only",
    r"^sp_rename ": "a procedure may be called without EXEC by the first statement of a batch",
    r"\(select, from\)|, select INTEGER": "Liquibase quotes ten reserved words of Oracle only; the same is wanted",
    r" ENABLE NOVALIDATE ": "Oracle's way to leave the rows alone that are there; Liquibase writes it elsewhere, too",
    r"IDENTITY \(START WITH \d+, ": "Liquibase writes a comma between the options of an identity",
    r"DEFAULT NEXT VALUE FOR": "MariaDB draws defaults from sequences like that; the parser does not know it",
}
"""Patterns of statements which the parser does not know although the database does, with the reason."""

ANY_TYPE = "columnTypes"
"""Types and defaults of all databases, written for each: not all of it is meant to be understood."""

FILES = sorted(
    path
    for path in (FIXTURES / "sql").glob("*/*.sql")
    if path.stem.partition(".")[0] in READERS and path.parent.name != ANY_TYPE
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_parses(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Each statement is parsed."""
    reader = READERS[path.stem.partition(".")[0]]
    refused = []
    with caplog.at_level(logging.CRITICAL, "sqlglot"):
        for name, texts in expected(path).items():
            for text in texts or ():
                if any(re.search(pattern, text, re.IGNORECASE) for pattern in NOT_UNDERSTOOD):
                    continue
                try:
                    sqlglot.parse(text, dialect=reader)
                except SqlglotError as error:
                    refused.append((name, text, str(error).splitlines()[0]))
    assert refused == []
