"""What PostgreSQL says about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.database.connection.driver import BEGINS, COMMITS, ROLLS_BACK, SAVEPOINT, SAVES, SETS_UP, Driver
from clog.database.connection.escapes import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.database.connection.database_url import DatabaseUrl
    from clog.database.connection.parameters.base import UrlParameter
    from clog.database.connection.session import Session
    from clog.database.connection.session_state import SessionState

_CHAIN = r"(?: AND (?:NO )?CHAIN)?"
_END = r" ?;?$"
_WORDS = (
    (BEGINS, rf"(?i)(?:BEGIN|START TRANSACTION)\b[^;]*{_END}"),
    (COMMITS, rf"(?i)(?:COMMIT|END)(?: WORK| TRANSACTION)?{_CHAIN}{_END}"),
    (ROLLS_BACK, rf"(?i)(?:ROLLBACK|ABORT)(?: WORK| TRANSACTION)?{_CHAIN}{_END}"),
    (SAVES, SAVEPOINT),
    (SETS_UP, r"(?i)SET TRANSACTION\b"),
)
_COMMITS = (
    r"(?i)(?:(?:CREATE (?:UNIQUE )?|DROP )INDEX CONCURRENTLY|REINDEX .*\bCONCURRENTLY\b|REINDEX (?:\(.*?\) )?(?:DATABASE|SYSTEM)|"
    r"VACUUM|(?:CREATE|DROP) (?:DATABASE|TABLESPACE|SUBSCRIPTION)|ALTER SYSTEM|ALTER DATABASE .* SET TABLESPACE|"
    r"CLUSTER;?$|ALTER TABLE .* DETACH PARTITION .* CONCURRENTLY|DISCARD ALL|"
    r"(?:COMMIT|ROLLBACK) PREPARED)"
)

_OBJECTS = """
SELECT CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
       WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END, c.relname
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = ? AND c.relkind IN ('v', 'm', 'r', 'p', 'f', 'S')
AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('e', 'i', 'a')
                AND d.classid = 'pg_class'::regclass)
ORDER BY c.relkind IN ('r', 'p', 'f'), c.relkind = 'S', c.oid DESC
"""


class PostgresqlDriver(Driver):
    """Speaks for PostgreSQL."""

    name = "postgresql"
    product = "PostgreSQL"
    schemes = ("postgresql", "postgres")
    package = "psycopg"
    port = 5432
    needs_host = False
    exact_parameters = True
    tls_mode = "sslmode"
    commits_by_itself = _COMMITS
    new_enum_value = r"(?i)ALTER TYPE .* ADD VALUE"
    enum_in_transaction = (12,)
    transaction_words = _WORDS

    def open_session(self, url: DatabaseUrl, **settings: Any) -> Session:
        """Connect through psycopg."""
        from clog.database.connection.drivers.postgresql.session import open_session

        return open_session(url, **settings)

    def decode(self, text: str) -> str:
        """Decode a parameter: "+" is a blank."""
        return unquote(text.replace("+", " "))

    def complete(self, url: DatabaseUrl) -> DatabaseUrl:
        """Apply PGHOST, PGPORT and PGDBNAME; they are stronger than what stands before them."""
        given = url.parameters
        host, port = given.get("PGHOST", url.host), given.get("PGPORT", "")
        if "PGHOST" not in given and not port.isdigit() and "PGDBNAME" not in given:
            return url
        return url.replace(
            host=host,
            port=int(port) if port.isdigit() else url.port,
            database=given.get("PGDBNAME", url.database),
            others=() if "PGHOST" in given or port else url.others,
        )

    def parameters(self) -> tuple[UrlParameter, ...]:
        """List those of pgjdbc and libpq."""
        from clog.database.connection.drivers.postgresql.parameters import TABLE

        return TABLE

    def state(self, session: Session) -> SessionState:
        """Follow run-time parameters, roles and the search path."""
        from clog.database.connection.drivers.postgresql.state import PostgresqlState

        return PostgresqlState(session)

    def drop_statements(self, session: Session, schema: str | None) -> Iterator[str]:
        """Drop with CASCADE, which takes foreign keys and what depends on a view with it."""
        place = schema or session.dialect.default_schema or ""
        quote = session.dialect.in_quotes
        for kind, name in session.query(_OBJECTS, (place,)):
            yield f"DROP {kind} IF EXISTS {quote(place)}.{quote(name)} CASCADE"

    def traces(self, session: Session, start: str) -> list[str] | None:
        """Read what the few statements are about that cannot stand in a transaction."""
        from clog.database.connection.drivers.postgresql.interrupted import traces

        return traces(session, start)

    def remains(self, session: Session, start: str) -> str:
        """Return the name of the index that CREATE INDEX CONCURRENTLY has left, which is not valid."""
        from clog.database.connection.drivers.postgresql.interrupted import remains

        return remains(session, start)


DRIVER = PostgresqlDriver()
