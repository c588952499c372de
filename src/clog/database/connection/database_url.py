"""DatabaseUrl: where a database is, as its URL says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.value import Value

if TYPE_CHECKING:
    from collections.abc import Mapping


class DatabaseUrl(Value):
    """A URL taken apart. Neither `repr` nor `shown` ever hold the password.

    Attributes:
        dialect: short name of the dialect; for mysql and mariadb the server decides.
        shown: the URL as people see it: without user, password and query.
        host, port: of a server; the host may be empty, which means this machine.
        others: hosts and ports that are tried after the first, in order.
        database: name of the database, path of the SQLite file; empty where none is given.
        user, password: as given in the URL, else None.
        parameters: what stands behind "?", decoded; user and password are taken out.
        offline: whether there is no database behind it, only a history file.
        jdbc: whether it is written as for JDBC, whose drivers know other parameters and prefer the user of the URL.
    """

    dialect: str
    shown: str
    host: str = ""
    port: int = 0
    database: str = ""
    user: str | None = None
    password: str | None = None
    parameters: Mapping[str, str] = {}
    offline: bool = False
    jdbc: bool = False
    others: tuple[tuple[str, int], ...] = ()

    def __repr__(self) -> str:
        return f"DatabaseUrl({self.shown!r})"

    @property
    def hosts(self) -> tuple[tuple[str, int], ...]:
        """All hosts with their ports, in the order in which they are tried."""
        return ((self.host, self.port), *self.others)

    def parameter(self, *names: str) -> str | None:
        """Return the first parameter of these names, without regard to case; None when all are absent."""
        given = {key.lower(): value for key, value in self.parameters.items()}
        return next((given[name.lower()] for name in names if name.lower() in given), None)

    def asks(self, *names: str) -> bool:
        """Return whether a parameter of these names says yes, or nothing, which means yes."""
        return (self.parameter(*names) or "").lower() in {"true", "yes", "on", "1"} or self.parameter(*names) == ""

    def with_more(self, properties: Mapping[str, str]) -> DatabaseUrl:
        """Add parameters from elsewhere; those of the URL are stronger. User and password are left to the caller."""
        if not properties or self.offline:
            return self
        given = {name.lower() for name in self.parameters} | {"user", "password"}
        more = {name: value for name, value in properties.items() if name.lower() not in given}
        return self.replace(parameters={**more, **self.parameters})
