"""Write docs/connecting.md: the URLs that clog connects to, and what becomes of each parameter in them.

`python -m tests.tools.url_docs` writes the page; a test refuses a page that is out of date.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from clog.database.connection.drivers import drivers
from clog.database.connection.parameters.base import HARMLESS, HONOURED, REFUSED, WARNED
from clog.database.connection.parameters.check import parameters_by_state

if TYPE_CHECKING:
    from collections.abc import Iterator

from clog.database.connection.parameters.base import UrlParameter

PAGE = Path(__file__).resolve().parents[2] / "docs" / "connecting.md"
HEAD = """\
<!-- Written by python -m tests.tools.url_docs; do not edit. -->

# Connecting

A URL means what it means to the JDBC driver of its database, so that a `liquibase.properties` can stay as it is. URLs in the
usual form (`postgresql://user:password@host/app`) are understood as well.

| URL | database |
|---|---|
| `jdbc:postgresql://HOST:PORT/DATABASE`, `jdbc:postgresql:DATABASE` | PostgreSQL |
| `jdbc:mariadb://HOST:PORT/DATABASE`, `jdbc:mysql://HOST:PORT/DATABASE` | MariaDB and MySQL; the URL says whose driver's rules count |
| `jdbc:sqlite:FILE`, `jdbc:sqlite:file:FILE?mode=ro`, `jdbc:sqlite::memory:` | SQLite |
| `offline:DIALECT?version=15.2` | none: only SQL is written, the history is a file |

Every parameter behind `?` is one of four:

- **honoured**: it does what it does in the driver.
- **harmless**: it changes nothing that a run does, and is passed over.
- **without effect**: it would change what a run does, and does not. A warning says so, an error with `--strict`. So does one
  for a name that no driver knows, with the name that was meant.
- **refused**: it protects something, or says where to connect, and cannot be honoured. No connection is made. A name that
  nobody knows is refused when it speaks of TLS, certificates or encryption.

A value with which a parameter asks for nothing (`autosave=never`) is never complained of. Of a parameter that is there twice the
last counts. In JDBC URLs, `user` and `password` are stronger than `--username` and `--password`, as in the drivers; in
others it is the other way round. The drivers of PostgreSQL and MySQL decode `%40` and `+`; those of MariaDB and SQLite take
values as they stand. `--driver-properties-file` names a file with further parameters, `name=value` in each line; those of the
URL are stronger.

## Several hosts

`//one:5432,two:5432/app` and `address=(host=one)(port=3306),address=(host=two)(port=3306)` are tried in order until one lets us in,
also behind `sequential:`, `failover:` and `loadbalance:`; behind `replication:`, and where hosts have a `type`, only
the primary ones. When none answers, the error names all with their reasons. On PostgreSQL a host that answers and refuses ends
the search, and `targetServerType` chooses among them.

## TLS

What a URL asks for in order to protect is in effect, or there is no connection, and no password is sent.

| PostgreSQL `sslmode` | MariaDB `sslMode` | MySQL `sslMode` | encrypted | authority | host name |
|---|---|---|---|---|---|
| `disable` | `disable` | `DISABLED` | no | | |
| `prefer` (usual) | | `PREFERRED` (usual) | where the server can | | |
| `require` | `trust` | `REQUIRED` | yes | | |
| `verify-ca` | `verify-ca` | `VERIFY_CA` | yes | checked | |
| `verify-full` | `verify-full` | `VERIFY_IDENTITY` | yes | checked | checked |

Both spellings are taken on MariaDB and MySQL. Without `sslMode`, MariaDB's `useSsl=true` is `verify-full`, or `trust` with
`trustServerCertificate=true`; MySQL's `requireSSL=true` is `REQUIRED` and `verifyServerCertificate=true` is `VERIFY_CA`. Where nothing is
asked for, the connection is encrypted if the server can. Authorities and keys are files in PEM form (`sslrootcert`,
`serverSslCert`); key stores of Java cannot be read: `openssl pkcs12 -in STORE -nodes -out FILE.pem` makes a PEM file of one.

## How a session begins

As with the JDBC drivers, whatever the database is set to:

- PostgreSQL: UTF-8, dates in ISO form, `extra_float_digits` 3, and the time zone of the machine that clog runs on.
- MariaDB (`jdbc:mariadb:`): `utf8mb4`, and `IGNORE_SPACE` in the SQL mode: `COUNT (*)` is a call.
- MySQL (`jdbc:mysql:`): `utf8mb4`, and `STRICT_TRANS_TABLES` in the SQL mode unless `jdbcCompliantTruncation=false`.
- SQLite: as SQLite begins; `foreign_keys=on` in the URL checks foreign keys. Of a plain path with `mode=ro` the driver makes
  part of the file's name; here it does what it says.
"""
_ORDER = ("postgresql", "mariadb", "mysql", "sqlite")
_PRODUCTS = {driver.name: driver.product for driver in sorted(drivers(), key=lambda one: _ORDER.index(one.name))}
_TITLES = {**{family: f"Parameters: {name}" for family, name in _PRODUCTS.items()}, "offline": "Parameters: offline"}
_STATES = {HONOURED: "Honoured", WARNED: "Without effect, with a warning", REFUSED: "Refused", HARMLESS: "Harmless"}


def page() -> str:
    """Write the page."""
    return HEAD + "".join("\n" + "\n".join(section(family)) + "\n" for family in _TITLES)


def section(family: str) -> Iterator[str]:
    """Write the part about one family."""
    yield f"## {_TITLES[family]}"
    for state, rows in parameters_by_state(family).items():
        if rows:
            yield from ("", f"**{_STATES[state]}**", "", "| parameter | |", "|---|---|")
            for text, group in _by_text(rows).items():
                idle = sorted({one for row in group for one in row.idle if one} if state in {WARNED, REFUSED} else ())
                allowed = f" (fine: `{'`, `'.join(idle)}`)" if idle else ""
                yield f"| {', '.join(map(_names, group))} | {_sentence(text)}{allowed} |"


def _by_text(rows: list[UrlParameter]) -> dict[str, list[UrlParameter]]:
    """Put together what the same is said of."""
    found: dict[str, list[UrlParameter]] = {}
    for row in rows:
        found.setdefault(row.text, []).append(row)
    return found


def _names(row: UrlParameter) -> str:
    """Write all names of a parameter."""
    return ", ".join(f"`{name}`" for name in (row.name, *row.also))


def _sentence(text: str) -> str:
    """Begin with a capital letter, unless a name comes first."""
    named = any(mark in text.split(" ", 1)[0] for mark in "`=_-")
    return text if named else text[0].upper() + text[1:]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
