"""Opening an SQLite file: from the parameters of a URL to SQLite's URI, PRAGMAs and limits.

Reference: org.sqlite.SQLiteConfig.apply; https://www.sqlite.org/uri.html
"""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING

from clog.errors import UsageError

if TYPE_CHECKING:
    from clog.database.connection.database_url import DatabaseUrl

_MODES = {"1": "ro", "2": "rw", "6": "rwc"}
_QUOTED = re.compile(r"""(["'])(.*)\1""")
_IN_MEMORY = ("", ":memory:")


def path_of(url: DatabaseUrl) -> str:
    """Return the path of the file; empty for a database that lives in memory, or is thrown away at the end."""
    path = url.database
    if path.startswith("file:"):
        from clog.database.connection.escapes import unquote

        path = unquote(re.sub(r"^//(?:localhost)?(?=/)", "", path.removeprefix("file:").partition("#")[0]))
    in_memory = path in _IN_MEMORY or (url.parameter("mode") or "").lower() == "memory"
    return "" if in_memory else path


def must_be_there(url: DatabaseUrl) -> bool:
    """Return whether the URL asks for a file that exists."""
    return _mode(url) in {"ro", "rw"}


def open_file(url: DatabaseUrl, *, wait: float, again: bool = False) -> sqlite3.Connection:
    """Open the file of a URL.

    Args:
        url: taken apart.
        wait: seconds to wait for other writers, where the URL does not say.
        again: whether it is open already, so that what is said for the file as a whole stands.

    Raises:
        UsageError: a value makes no sense.
        sqlite3.Error: it cannot be opened.
    """
    name = _name(url)
    connection = sqlite3.connect(name, timeout=wait, isolation_level=None, uri=name.startswith("file:"))
    if not url.parameters:
        return connection
    try:
        _configure(connection, url, again=again)
    except BaseException:
        connection.close()
        raise
    return connection


def _mode(url: DatabaseUrl) -> str | None:
    """Find out how the file is to be opened."""
    written = url.parameter("open_mode")
    if written is None:
        return url.parameter("mode")
    if written not in _MODES:
        raise UsageError(f'open_mode cannot be "{written}" in the URL', hint="1 (read only), 2 or 6; or mode=ro")
    return _MODES[written]


def _name(url: DatabaseUrl) -> str:
    """Write what SQLite is to open, as a URI where something is said about how."""
    from clog.database.connection.drivers.sqlite.parameters import URI

    said = {name.lower(): value for name, value in url.parameters.items() if name.lower() in URI}
    mode = _mode(url) if url.parameters else None
    if mode:
        said["mode"] = mode
    path = url.database or ":memory:"
    if not said:
        return path
    if not path.startswith("file:"):
        path = "file:" + re.sub(r"[%?#]", lambda match: f"%{ord(match[0]):02X}", path)
    return path + "?" + "&".join(f"{name}={value}" for name, value in said.items())


def _configure(connection: sqlite3.Connection, url: DatabaseUrl, *, again: bool) -> None:
    """Set what the URL says."""
    from clog.database.connection.drivers.sqlite.parameters import LIMITS, PRAGMAS

    given = {name.lower(): value for name, value in url.parameters.items()}
    for pragma in PRAGMAS:
        if pragma not in given or (again and pragma in {"busy_timeout", "locking_mode", "user_version"}):
            continue
        value = given[pragma].strip()
        if not value:
            raise UsageError(f"{pragma} has no value in the URL", hint=f"write {pragma}=VALUE")
        bare = _QUOTED.sub(r"\2", value).replace("'", "''")
        connection.execute(f"PRAGMA {pragma} = '{bare}'").close()
    if "limit_page_count" in given:
        connection.execute(f"PRAGMA max_page_count = {_number(given, 'limit_page_count')}").close()
    for number, limit in enumerate(LIMITS):
        if limit in given:
            connection.setlimit(number, _number(given, limit))
    if given.get("enable_load_extension", "").lower() == "true":
        connection.enable_load_extension(True)


def _number(given: dict[str, str], name: str) -> int:
    """Read a whole number."""
    try:
        return int(given[name])
    except ValueError as error:
        raise UsageError(f'{name} cannot be "{given[name]}" in the URL', hint="a whole number") from error
