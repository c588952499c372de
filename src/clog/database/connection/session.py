"""Session: one connection with its transactions. Each driver has a module of its own in `drivers`."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, Self, TypeVar

from clog.database.connection.rehearsal import Rehearsal
from clog.errors import ConnectionLost, ExecutionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from types import TracebackType

    from clog.database.connection.database_url import DatabaseUrl
    from clog.dialects.base.dialect import Dialect
    from clog.model.catalog import Catalog
    from clog.model.sql import Sql
    from clog.model.statements.base import ObjectName

_T = TypeVar("_T")

_COMMIT = (("COMMIT",), ("RELEASE SAVEPOINT clog_trial", "SAVEPOINT clog_trial"))
"""What keeps what was done: for good, and within a trial."""

PROBE = "clog_probe"
"""The savepoint before what may fail."""

DENIED = "this user may not do that: grant the right to it, or connect as another user with --username"
"""What to do when the database does not let this user."""

READ_ONLY = (
    "the database is read only: for this session, as mode=ro or readOnly=true in --url or its own settings say, "
    "or because it is a copy of another one"
)
"""What to do when nothing may be written."""

_READ_ONLY = frozenset(("25006", "1290", "1792", "1836", "SQLITE_READONLY"))

LOST = "run the command again when the database is there again: it finds out how far this run came, and goes on"
"""What to do when the connection was lost in the middle."""


def _nothing() -> None:
    """Put nothing back: nothing was set."""


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
        transactions: how many have been begun so far.
        on_trial: whether all that is done is taken back in the end (see `trial`).
        offline: whether there is no database at all (see `offline.OfflineSession`).
        alone: whether nobody else can ever be in this database, because it lives in this process.
        clock: SQL for the seconds since 1970 by the database's clock.
        for_update: what a query says to keep the rows it found until the transaction ends.
        entrance: the statement that puts the connection into the schema or database where it belongs; empty for none.
        ours: surrounds work of our own, which wants the settings that the connection began with, see `state`.
        settle: puts everything back at the end.
    """

    offline = False
    alone = False
    clock = "0"
    for_update = " FOR UPDATE"
    transient: tuple[str, ...] = ("40001", "40P01", "55P03")
    """Codes, or how they begin, of errors that come of other transactions: deadlock, no serial order, a lock timeout."""
    denied: tuple[str, ...] = ("42501",)
    """Codes of errors that say that this user may not."""
    full: tuple[str, ...] = ("53100", "53200")
    """Codes of errors that say that there is no room left."""
    driver_errors: tuple[type[BaseException], ...] = ()

    def __init__(self, url: DatabaseUrl, dialect: Dialect, tables: Tables, user: str | None) -> None:
        self.url = url
        self.dialect = dialect
        self.tables = tables
        self.user = user
        self.transactional = True
        self.transactions = 0
        self.on_trial = False
        self.entrance = ""
        self.ours: Callable[[], AbstractContextManager[None]] = nullcontext
        self.settle: Callable[[], None] = _nothing
        self._catalog: Catalog | None = None

    @property
    def shown_url(self) -> str:
        """The URL without secrets: jdbc:postgresql://127.0.0.1:5432/app."""
        return self.url.shown

    @property
    def shown(self) -> str:
        """The user and URL as Liquibase writes them: lb@jdbc:postgresql://..., null@jdbc:sqlite:..."""
        return f"{self.user or 'null'}@{self.url.shown}"

    @property
    def script_entrance(self) -> str:
        """The entrance as scripts write it; empty where whoever runs them stands there without it."""
        return ""

    @property
    def script_return(self) -> str:
        """What scripts write before each change set, to lead back to the place; empty where Liquibase leads nobody back."""
        return ""

    @property
    def catalog(self) -> Catalog | None:
        """What is in the database, read when asked; None when there is no database to ask."""
        if self._catalog is None:
            self._catalog = self._make_catalog()
        return self._catalog

    def rehearsal(self) -> Rehearsal:
        """Open a rehearsal, for statements that are printed, not run: what runs later finds the session as it is."""
        return Rehearsal(lambda: self.catalog)

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
            return self._do(sql)
        self._begin_if_needed()
        return self._guarded(sql, lambda: self._execute(sql, parameters))

    def _do(self, sql: Sql) -> int:
        """Execute one `Sql`: its rows, its bound statement, its text, or its action; -1: nothing is counted."""
        if sql.action is not None:
            sql.action()
            return -1
        if sql.rows is not None:
            return self.execute_rows(sql.bound, sql.rows())
        if sql.parameters is not None:
            return self.execute(sql.bound or sql.text, sql.parameters)
        return self.execute(sql.bound or sql.text) if sql.bound or sql.text else -1

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
        """Run queries that may fail: an error leaves the transaction that is open as it was."""
        if not self._in_transaction():
            yield
            return
        self._guarded("SAVEPOINT", lambda: self._execute(f"SAVEPOINT {PROBE}", ()))
        try:
            yield
        except BaseException:
            self._guarded("ROLLBACK", lambda: self._execute(f"ROLLBACK TO SAVEPOINT {PROBE}", ()))
            raise
        self._guarded("RELEASE", lambda: self._execute(f"RELEASE SAVEPOINT {PROBE}", ()))

    @contextmanager
    def trial(self) -> Iterator[None]:
        """Roll back at the end what is done inside; until then commit and rollback work within one transaction."""
        self.commit()
        self.on_trial = True
        try:
            yield
        finally:
            self.on_trial = False
            self.rollback()

    def let_others_work(self) -> None:
        """Roll back early what a trial did so far, because it waits; outside of a trial nothing is open then."""
        if self.on_trial and self._in_transaction():
            self._guarded("ROLLBACK", lambda: self._execute("ROLLBACK", ()))

    def as_text(self, value: Any) -> str:
        """Write a value of a result as the database writes it itself."""
        if isinstance(value, bytes):
            return value.decode(errors="replace")
        return str(value)

    def has_table(self, table: ObjectName) -> bool:
        """Return whether a table is there, asked with one cheap query; for the two tables of Liquibase."""
        raise NotImplementedError

    def begin(self) -> None:
        """Open a transaction, unless one is open or `transactional` is off."""
        self._begin_if_needed()

    def renewed(self) -> None:
        """Record that the author of a change set has begun or ended a transaction: what was proved in it is over."""
        self.transactions += 1

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self._in_transaction()

    def usable(self) -> bool:
        """Return whether the connection still stands, as far as the driver knows."""
        return True

    def again(self) -> Session:
        """Open a second connection to the same database."""
        raise NotImplementedError

    def cancel(self) -> None:
        """Cancel what the connection is doing. May be called from another thread."""

    def is_transient(self, error: ExecutionError) -> bool:
        """Return whether a transaction failed only because of others at work, so that it may be tried again."""
        return error.sqlstate.startswith(self.transient)

    def remedy(self, error: ExecutionError) -> str:
        """Say what to do before a statement can be run again; empty where it is the statement that is wrong."""
        if error.sqlstate in self.full:
            return "make room where the database keeps its files"
        if error.sqlstate.startswith(self.denied):
            return "give this user the right to it, or connect as another with --username,"
        if error.sqlstate in _READ_ONLY:
            return "let this session write: take mode=ro or readOnly=true out of --url, or connect to the original,"
        if self.is_transient(error):
            return "wait until others are done, or let it wait longer with --lock-timeout,"
        return ""

    @contextmanager
    def hurried(self) -> Iterator[None]:
        """Limit how long anything inside waits for others, where the driver waits by itself."""
        yield

    def limit_waiting(self, seconds: float) -> None:
        """Limit how long statements wait for a lock of the database."""
        raise NotImplementedError

    def session_lock(self, key: str) -> bool:
        """Acquire a lock that ends with this connection, if it is free; True where there are no such locks."""
        del key
        return True

    def session_unlock(self, key: str) -> None:
        """Release the lock of `session_lock`."""

    def identity(self) -> str:
        """Return an identity of this connection, so that others can find out whether it still lives; empty where they cannot."""
        return ""

    def is_gone(self, identity: str) -> bool:
        """Return whether the connection of that identity is surely no more. To be asked while `session_lock` is held."""
        del identity
        return False

    def end_session(self, key: str, identity: str) -> bool:
        """End the connection of that identity, if it holds the lock of `session_lock`.

        Returns:
            Whether something was ended.

        Raises:
            ExecutionError: this user may not.
        """
        del key, identity
        return False

    def commit(self) -> None:
        """Keep what was done. Nothing to do is fine."""
        if self._in_transaction():
            for step in _COMMIT[self.on_trial]:
                self._guarded("COMMIT", lambda step=step: self._execute(step, ()))  # type: ignore[misc] # called at once

    def rollback(self) -> None:
        """Undo what was not committed. Nothing to do is fine; where the connection is lost, the server has done it."""
        if self.usable() and self._in_transaction():
            step = "ROLLBACK TO SAVEPOINT clog_trial" if self.on_trial else "ROLLBACK"
            self._guarded("ROLLBACK", lambda: self._execute(step, ()))

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
        if (self.transactional or self.on_trial) and not self._in_transaction():
            self._guarded("BEGIN", self._begin)
            self.transactions += 1
            if self.on_trial:
                self._guarded("SAVEPOINT", lambda: self._execute("SAVEPOINT clog_trial", ()))

    def _begin(self) -> None:
        self._execute("BEGIN", ())

    def _guarded(self, sql: str, call: Callable[[], _T]) -> _T:
        """Call the driver and turn its errors into ours."""
        try:
            return call()
        except self.driver_errors as error:
            raise self._refused(error, sql) from error
        except UnicodeEncodeError as error:
            text = f"it holds {error.object[error.start]!a}, which is no character of Unicode"
            raise ExecutionError(text, statement=sql.encode("ascii", "backslashreplace").decode()) from error

    def _refused(self, error: BaseException, sql: str) -> ExecutionError:
        """Make the error for a statement that the database refused."""
        message, sqlstate = self._explain(error)
        if not self.usable():
            words = message.partition("\n")[0] if sqlstate or message[:1] != "(" else "the connection is lost"
            return ConnectionLost(words, hint=LOST, statement=sql, sqlstate=sqlstate)
        hint = DENIED if sqlstate.startswith(self.denied) else READ_ONLY if sqlstate in _READ_ONLY else ""
        return ExecutionError(message, statement=sql, sqlstate=sqlstate, hint=hint)

    def _explain(self, error: BaseException) -> tuple[str, str]:
        """Return the database's own words and its code, which may be empty."""
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
