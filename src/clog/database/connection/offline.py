"""offline:DIALECT?...: no database, only its dialect and a history in a CSV file, laid out as Liquibase's.

Reference: liquibase.database.OfflineConnection, liquibase.changelog.OfflineChangeLogHistoryService
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NoReturn

from clog.database.connection.session import Session, Tables
from clog.dialects import dialect_class
from clog.errors import ConnectionFailed, UsageError
from clog.model.statements.base import ObjectName

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from clog.database.connection.database_url import DatabaseUrl
    from clog.dialects.base.dialect import Dialect

DEFAULT_FILE = "databasechangelog.csv"
OUTPUTS = ("none", "data_only", "all")


class OfflineSession(Session):
    """A session without a database: its dialect writes scripts, nothing is ever executed.

    Attributes:
        history_file: where the history is kept.
        output: what scripts say about the history table: "none" (nothing), "data_only" or "all".
    """

    offline = True

    def __init__(self, url: DatabaseUrl, dialect: Dialect, tables: Tables) -> None:
        super().__init__(url, dialect, tables, None)
        self.history_file = url.parameter("changeLogFile") or DEFAULT_FILE
        self.output = (url.parameter("outputLiquibaseSql") or "none").lower()
        if self.output in {"true", "false"}:  # as it was said before Liquibase 3.3
            self.output = "all" if self.output == "true" else "none"
        if self.output not in OUTPUTS:
            raise UsageError(
                f'outputLiquibaseSql cannot be "{self.output}" in {url.shown}', hint=f"one of {', '.join(OUTPUTS)}"
            )

    def has_table(self, table: ObjectName) -> bool:
        """Return False: there is no database."""
        del table
        return False

    def close(self) -> None:
        """Close nothing: nothing is open."""

    def _in_transaction(self) -> bool:
        return False

    def _begin_if_needed(self) -> None:
        """Begin nothing."""

    def _execute(self, sql: str, parameters: Sequence[Any]) -> int:
        del sql, parameters
        self._nothing_here()

    def _execute_rows(self, sql: str, rows: Iterable[Sequence[Any]]) -> int:
        del sql, rows
        self._nothing_here()

    def _query(self, sql: str, parameters: Sequence[Any]) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        del sql, parameters
        self._nothing_here()

    def _nothing_here(self) -> NoReturn:
        raise ConnectionFailed(
            f"there is no database behind {self.shown_url}",
            hint="the commands that end in -sql write a script instead; for the rest give the URL of a database",
        )

    def _make_catalog(self) -> None:
        """Raise an error: nothing is known of a schema."""


def open_session(
    url: DatabaseUrl,
    *,
    default_schema: str | None = None,
    default_catalog: str | None = None,
    liquibase_schema: str | None = None,
    liquibase_catalog: str | None = None,
    history_table: str = "DATABASECHANGELOG",
    lock_table: str = "DATABASECHANGELOGLOCK",
) -> OfflineSession:
    """Make a session for offline:DIALECT?version=..&catalog=..&changeLogFile=..&outputLiquibaseSql=..

    A dialect that is not known is taken for one that speaks the standard.

    Raises:
        UsageError: a parameter makes no sense.
    """
    dialect = _dialect(url.dialect)(
        version=_version(url),
        default_schema=default_schema,
        default_catalog=default_catalog or url.parameter("catalog"),
    )
    place = (liquibase_schema or default_schema, liquibase_catalog or default_catalog or url.parameter("catalog"))
    history, lock = (ObjectName(dialect.correct_case(name), *place) for name in (history_table, lock_table))
    return OfflineSession(url, dialect, Tables(history, lock))


def _dialect(name: str) -> type[Dialect]:
    """Find the dialect, or the ANSI one."""
    try:
        return dialect_class(name)
    except UsageError:
        from clog.dialects.base.dialect import Dialect

        return Dialect


_LONGEST_NUMBER = 9
"""Digits of a part of a version."""


def _version(url: DatabaseUrl) -> tuple[int, ...] | None:
    """Read version=15.2.

    Raises:
        UsageError: it has no number.
    """
    text = url.parameter("version")
    if not text:
        return None
    numbers = re.findall(r"\d+", text)
    if not numbers or max(map(len, numbers)) > _LONGEST_NUMBER:
        raise UsageError(f'version cannot be "{text}" in {url.shown}', hint="numbers with points between them")
    return tuple(map(int, numbers[:3]))
