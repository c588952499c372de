"""Driver: what a database that clog connects to says about itself, once, in its folder of `drivers`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.database.connection.escapes import unquote
from clog.errors import Unsupported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.database.connection.database_url import DatabaseUrl
    from clog.database.connection.parameters.base import UrlParameter
    from clog.database.connection.session import Session
    from clog.database.connection.session_state import SessionState
    from clog.database.preconditions.where import Where

SAVEPOINT = r"(?i)(?:SAVEPOINT|RELEASE(?: SAVEPOINT)?|ROLLBACK(?: WORK| TRANSACTION)? TO(?: SAVEPOINT)?) [^\s;]+ ?;?$"
"""How statements about savepoints begin, which most databases spell alike."""

BEGINS, COMMITS, ROLLS_BACK, SAVES = "begins", "commits", "rolls back", "saves"
SETS_UP = "sets up"
"""SET TRANSACTION: it must come before all else in a transaction."""


class Driver:
    """What differs from database to database besides SQL; each has one object of a class of its own, `DRIVER`.

    A URL is read with it, so that its module imports neither the third-party driver nor the session; methods do.
    Expressions are texts: a run asks for those of one database, and compiling all of them takes milliseconds.

    Attributes:
        name: short name of the dialect.
        product: what people call the database.
        schemes: how URLs may begin.
        package: the third-party driver, as it is imported.
        port: usual port of a server.
        is_file: whether the URL names a file instead of a host.
        needs_host: whether the URL has to name a host.
        exact_parameters: whether upper and lower case count in names of parameters.
        shows_usual_port: whether messages repeat the usual port where the URL has it.
        tls_mode: parameter that asks for protection of the connection.
        commits_by_itself: expression for statements that commit, or cannot stand in a transaction.
        new_enum_value: expression for statements that cannot stand in a transaction before `enum_in_transaction`.
        enum_in_transaction: version from which they can.
        transaction_words: what an author's own statements do to transactions, with their expressions.
        sets_autocommit: whether authors can switch autocommit by SET.
        one_statement: whether a text sent to the server is one statement, whatever semicolons are in it.
        commits_at_begin: whether a transaction that begins ends the one before.
        refuses_second_begin: whether it is an error to begin a transaction in another one.
        alters_columns: whether a column can be altered after it was made.
        raw_defaults: whether the catalogue has defaults without quotes.
    """

    name = ""
    product = ""
    schemes: tuple[str, ...] = ()
    package = ""
    port = 0
    is_file = False
    needs_host = True
    exact_parameters = False
    shows_usual_port = True
    tls_mode = "sslMode"
    commits_by_itself = ""
    new_enum_value = ""
    enum_in_transaction: tuple[int, ...] = ()
    transaction_words: tuple[tuple[str, str], ...] = ()
    sets_autocommit = False
    one_statement = False
    commits_at_begin = False
    refuses_second_begin = False
    alters_columns = True
    raw_defaults = False

    def open_session(self, url: DatabaseUrl, **settings: Any) -> Session:
        """Connect. The settings are those of `clog.database.connection.connect`.

        Raises:
            ConnectionFailed: the database is not there, does not let us in, or the third-party driver is not installed.
        """
        raise NotImplementedError

    def leaving_nothing(self, url: DatabaseUrl) -> DatabaseUrl:
        """Return a URL by which connecting makes neither a file nor a database."""
        return url

    def decode(self, text: str) -> str:
        """Decode a parameter of a URL for JDBC."""
        return unquote(text)

    def complete(self, url: DatabaseUrl) -> DatabaseUrl:
        """Apply parameters that say where to connect."""
        return url

    def parameters(self) -> tuple[UrlParameter, ...]:
        """List the parameters that a URL may have."""
        return ()

    def state(self, session: Session) -> SessionState:
        """Return what follows the settings of a connection, as they are now."""
        from clog.database.connection.session_state import SessionState

        return SessionState(session)

    def where(self) -> type[Where]:
        """Return the rules by which preconditions look."""
        from clog.database.preconditions.where import Where

        return Where

    def drop_statements(self, session: Session, schema: str | None) -> Iterator[str]:
        """List the statements that empty a schema, by default the one of the connection.

        Raises:
            Unsupported: nobody has said how.
        """
        del session, schema
        raise Unsupported(f"drop-all is not known on {self.name}")

    def traces(self, session: Session, start: str) -> list[str] | None:
        """Describe what a statement is about; None where that is not known how to find out.

        Args:
            session: it is only asked.
            start: the beginning of the statement, with single blanks and without comments.
        """
        del session, start
        return None

    def remains(self, session: Session, start: str) -> str:
        """Return the name of the index that a failed statement has left behind; empty where there is none."""
        del session, start
        return ""
