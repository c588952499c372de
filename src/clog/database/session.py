"""Session: one connection with its transactions. Each driver has a module of its own in `drivers`."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self, TypeVar

from clog.database.execute import run
from clog.errors import ExecutionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import TracebackType

    from clog.database.url import DatabaseUrl
    from clog.dialects.base import Dialect
    from clog.model.catalog import Catalog
    from clog.model.plan import Sql
    from clog.model.statements.base import ObjectName

_T = TypeVar("_T")


class Tables:
    """Names of the two tables of Liquibase, with the schema and catalog that they are in."""

    __slots__ = ("history", "lock")

    def __init__(self, history: ObjectName, lock: ObjectName) -> None:
        self.history = history
        self.lock = lock


class Session:
    """A connection. Statements open a transaction by themselves; queries outside of one see what is committed.

    A context manager: leaving it closes the connection, and what was not committed is undone.

    Attributes:
        url: the URL taken apart.
        dialect: for the version and the schema of this connection.
        user: who is connected; None where the database has no users.
        tables: the names of the history and the lock table.
        offline: whether there is no database at all (see `offline.OfflineSession`).
    """

    offline = False
    driver_errors: tuple[type[BaseException], ...] = ()

    def __init__(self, url: DatabaseUrl, dialect: Dialect, tables: Tables, user: str | None) -> None:
        self.url = url
        self.dialect = dialect
        self.tables = tables
        self.user = user
        self.transactional = True
        self._catalog: Catalog | None = None

    @property
    def shown_url(self) -> str:
        """The URL without secrets: jdbc:postgresql://127.0.0.1:5432/app."""
        return self.url.shown

    @property
    def shown(self) -> str:
        """User and URL as Liquibase writes them: lb@jdbc:postgresql://..., null@jdbc:sqlite:..."""
        return f"{self.user or 'null'}@{self.url.shown}"

    @property
    def catalog(self) -> Catalog | None:
        """What is in the database, read when asked; None when there is no database to ask."""
        if self._catalog is None:
            self._catalog = self._make_catalog()
        return self._catalog

    def execute(self, sql: Sql | str, parameters: Sequence[Any] = ()) -> int:
        """Run one statement, in a transaction unless `transactional` is off.

        Args:
            sql: a text, sent as it is; or a `Sql`, whose parameters, rows and action are honoured.
            parameters: values for the "?" of a text; without any, "?" and "%" are just characters.

        Returns:
            The number of rows changed; -1 where the driver does not say.

        Raises:
            ExecutionError: the database refused.
        """
        if not isinstance(sql, str):
            return run(self, sql)
        self._begin_if_needed()
        return self._guarded(sql, lambda: self._execute(sql, parameters))

    def execute_rows(self, sql: str, rows: Iterable[Sequence[Any]]) -> int:
        """Run an INSERT with "?" once for every row, as fast as the driver can.

        Raises:
            ExecutionError: the database refused.
        """
        self._begin_if_needed()
        return self._guarded(sql, lambda: self._execute_rows(sql, rows))

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run a query and fetch all rows.

        Raises:
            ExecutionError: the database refused.
        """
        return self._guarded(sql, lambda: self._query(sql, parameters)[1])

    def query_named(self, sql: str, parameters: Sequence[Any] = ()) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        """Run a query; give the names of its columns and all rows."""
        return self._guarded(sql, lambda: self._query(sql, parameters))

    @contextmanager
    def probing(self) -> Iterator[None]:
        """Surround queries that may fail: an error leaves the transaction that is open as it was."""
        if not self._in_transaction():
            yield
            return
        self._guarded("SAVEPOINT", lambda: self._execute("SAVEPOINT clog_probe", ()))
        try:
            yield
        except BaseException:
            self._guarded("ROLLBACK", lambda: self._execute("ROLLBACK TO SAVEPOINT clog_probe", ()))
            raise
        self._guarded("RELEASE", lambda: self._execute("RELEASE SAVEPOINT clog_probe", ()))

    def as_text(self, value: Any) -> str:
        """Write a value of a result as the database writes it itself."""
        if isinstance(value, bytes):
            return value.decode(errors="replace")
        return str(value)

    def has_table(self, table: ObjectName) -> bool:
        """Whether a table is there, asked with one cheap query; for the two tables of Liquibase."""
        raise NotImplementedError

    def commit(self) -> None:
        """Keep what was done. Nothing to do is fine."""
        if self._in_transaction():
            self._guarded("COMMIT", lambda: self._execute("COMMIT", ()))

    def rollback(self) -> None:
        """Undo what was not committed. Nothing to do is fine."""
        if self._in_transaction():
            self._guarded("ROLLBACK", lambda: self._execute("ROLLBACK", ()))

    def close(self) -> None:
        """Close the connection; what was not committed is undone."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _begin_if_needed(self) -> None:
        if self.transactional and not self._in_transaction():
            self._guarded("BEGIN", self._begin)

    def _begin(self) -> None:
        self._execute("BEGIN", ())

    def _guarded(self, sql: str, call: Callable[[], _T]) -> _T:
        """Call the driver and turn its errors into ours."""
        try:
            return call()
        except self.driver_errors as error:
            raise self._refused(error, sql) from error

    def _refused(self, error: BaseException, sql: str) -> ExecutionError:
        """Make the error for a statement that the database refused."""
        message, sqlstate = self._explain(error)
        return ExecutionError(message, statement=sql, sqlstate=sqlstate)

    def _explain(self, error: BaseException) -> tuple[str, str]:
        """Give the database's own words and its code, which may be empty."""
        return str(error).strip(), ""

    def _in_transaction(self) -> bool:
        raise NotImplementedError

    def _execute(self, sql: str, parameters: Sequence[Any]) -> int:
        raise NotImplementedError

    def _execute_rows(self, sql: str, rows: Iterable[Sequence[Any]]) -> int:
        raise NotImplementedError

    def _query(self, sql: str, parameters: Sequence[Any]) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        raise NotImplementedError

    def _make_catalog(self) -> Catalog | None:
        raise NotImplementedError


class Autocommit:
    """Each statement is committed by itself: change sets with runInTransaction=false. A context manager."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def __enter__(self) -> None:
        self.session.commit()
        self.session.transactional = False

    def __exit__(self, *error: object) -> None:
        self.session.transactional = True
