"""What MySQL says about itself, most of it also for MariaDB."""

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
    from clog.database.preconditions.where import Where

_CHAIN = r"(?: AND (?:NO )?CHAIN)?"
_END = r" ?;?$"
_WORDS = (
    (BEGINS, rf"(?i)(?:BEGIN(?: WORK)?|START TRANSACTION\b[^;]*){_END}"),
    (COMMITS, rf"(?i)COMMIT(?: WORK)?{_CHAIN}(?: (?:NO )?RELEASE)?{_END}"),
    (ROLLS_BACK, rf"(?i)ROLLBACK(?: WORK)?{_CHAIN}(?: (?:NO )?RELEASE)?{_END}"),
    (SAVES, SAVEPOINT),
    (SETS_UP, r"(?i)SET TRANSACTION\b"),
)
_COMMITS = (
    r"(?i)(?:CREATE(?! TEMPORARY TABLE)|ALTER|DROP(?! TEMPORARY)(?! PREPARE)|RENAME|TRUNCATE|GRANT|REVOKE|SET PASSWORD|ANALYZE|"
    r"OPTIMIZE|REPAIR|CHECK TABLE|CACHE INDEX|LOAD INDEX|FLUSH|RESET|INSTALL|UNINSTALL|LOCK TABLE|UNLOCK|"
    r"BEGIN NOT ATOMIC)"
)

_OBJECTS = """
SELECT CASE table_type WHEN 'VIEW' THEN 'VIEW' WHEN 'SEQUENCE' THEN 'SEQUENCE' ELSE 'TABLE' END, table_name
FROM information_schema.tables WHERE table_schema = ? AND table_type NOT LIKE 'SYSTEM%'
ORDER BY table_type <> 'VIEW', table_name
"""


class MysqlDriver(Driver):
    """Speaks for MySQL. Whether it is MySQL or MariaDB is for the server to say."""

    name = "mysql"
    product = "MySQL"
    schemes = ("mysql",)
    package = "pymysql"
    port = 3306
    commits_by_itself = _COMMITS
    transaction_words = _WORDS
    sets_autocommit = True
    one_statement = True
    commits_at_begin = True
    raw_defaults = True

    def open_session(self, url: DatabaseUrl, **settings: Any) -> Session:
        """Connect through PyMySQL."""
        from clog.database.connection.drivers.mysql.session import open_session

        return open_session(url, **settings)

    def leaving_nothing(self, url: DatabaseUrl) -> DatabaseUrl:
        """Remove what makes a database."""
        kept = {key: value for key, value in url.parameters.items() if key.lower() != "createdatabaseifnotexist"}
        return url.replace(parameters=kept)

    def decode(self, text: str) -> str:
        """Decode a parameter: "+" is a blank."""
        return unquote(text.replace("+", " "))

    def parameters(self) -> tuple[UrlParameter, ...]:
        """List those of its Connector/J."""
        from clog.database.connection.drivers.mysql.parameters import TABLE

        return TABLE

    def state(self, session: Session) -> SessionState:
        """Follow system variables, the default database and the role."""
        from clog.database.connection.drivers.mysql.state import MysqlState

        return MysqlState(session)

    def where(self) -> type[Where]:
        """Return rules to which a schema is another word for a catalog."""
        from clog.database.connection.drivers.mysql.where import MysqlWhere

        return MysqlWhere

    def drop_statements(self, session: Session, schema: str | None) -> Iterator[str]:
        """Drop tables without foreign key checks."""
        place = schema or session.dialect.default_catalog
        quote = session.dialect.in_quotes
        found = session.query(_OBJECTS.replace("= ?", "= COALESCE(?, DATABASE())"), (place,))
        if found:
            yield "SET FOREIGN_KEY_CHECKS = 0"
            for kind, name in found:
                prefix = f"{quote(place)}." if place else ""
                yield f"DROP {kind} IF EXISTS {prefix}{quote(name)}"
            yield "SET FOREIGN_KEY_CHECKS = 1"

    def traces(self, session: Session, start: str) -> list[str] | None:
        """Read tables, views and sequences by SHOW CREATE, the rest from information_schema."""
        from clog.database.connection.drivers.mysql.interrupted import traces

        return traces(session, start)


DRIVER = MysqlDriver()
