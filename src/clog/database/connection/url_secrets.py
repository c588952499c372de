"""What is secret in a database URL, also in one that is mistyped or meant for a database that clog does not know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.database.connection.escapes import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

SECRET_ENDINGS = r"(?:passw(?:or)?d|passphrase|pwd|secret|token)\d?"  # noqa: S105 - a pattern
"""How the names of secret parameters end: password, sslpassword, keyStorePassword, password2."""

_SCHEME = re.compile(
    r"(?i)(?:jdbc:)?(?:[a-z][\w+.-]*:(?=//)|(?<=jdbc:)[\w+.-]+:(?:thin:|oci8?:)?|(?:postgres(?:ql)?|mariadb|mysql):)"
)
_MODE = re.compile(r"(?i)(?:sequential|loadbalance|replication|load-balance-read|failover|aurora):(?=//)")
_HOSTS = re.compile(r"(?:\[[^\]]*\]|[^:@,()=]*)(?::\d+)?(?:,(?:\[[^\]]*\]|[^:@,()=]*)(?::\d+)?)*|(?:address=)?\(.*\)")
_FILES = re.compile(r"(?i)(?:jdbc:)?sqlite:|offline:")
_IN_ADDRESS = re.compile(rf"(?i)({SECRET_ENDINGS}=)[^&;,()\s]+")
_SECRET = re.compile(rf"(?i){SECRET_ENDINGS}$")

_NO_SECRETS = frozenset(
    ("jdbc", "mariadb", "mysql", "oci", "oci8", "oracle", "postgres", "postgresql", "sqlite", "sqlserver", "thin")
)
"""Words of URLs: hiding them wherever they stand would spoil every text."""


def without_secrets(url: str) -> str:
    """Remove what may hold a password: the query, and all that stands between the scheme and the last "@"."""
    scheme, login, rest = _taken_apart(url)
    kept = re.split(r"[?;]", rest, maxsplit=1)[0]
    return _IN_ADDRESS.sub(r"\1***", f"{scheme}***@{kept}" if login else f"{scheme}{kept}")


def is_secret(name: str) -> bool:
    """Return whether the value of a parameter of that name is a secret."""
    return _SECRET.search(name) is not None


def secrets_of(url: str) -> Iterator[str]:
    """Return all that may be a password in a URL, as written and decoded."""
    scheme, login, rest = _taken_apart(url)
    login = login.lstrip("/")
    pieces = re.split("[:/]", login, maxsplit=1)[1:]
    if login and not (scheme.endswith("//") and "/" not in login):  # mistyped: who knows which of it is the password
        pieces += [login, *(piece for piece in re.split("[:/]", login)[1:] if piece.lower() not in _NO_SECRETS)]
    for pair in rest.partition("?")[2].split("&"):
        name, _, value = pair.partition("=")
        if is_secret(name):
            pieces.append(value)
    pieces += [match[0][len(match[1]) :] for match in _IN_ADDRESS.finditer(url)]
    for piece in pieces:
        yield piece
        if "%" in piece or "+" in piece:
            yield unquote(piece)
            yield unquote(piece.replace("+", " "))


def has_odd_password(rest: str) -> bool:
    """Return whether the password of //user:password@host is not escaped, so that it would be cut in the wrong place."""
    if not rest.startswith("//"):
        return False
    authority = re.split(r"[/?]", rest[2:], maxsplit=1)[0]
    later = rest[2 + len(authority) :]
    plain = _HOSTS.fullmatch(authority) is not None
    return "@" in later and not (plain and "@" not in later.partition("?")[0])


def _taken_apart(url: str) -> tuple[str, str, str]:
    """Split a URL into its scheme, what stands before the last "@" that may end a login, and the rest."""
    if _FILES.match(url):
        return "", "", url
    match = _SCHEME.match(url)
    scheme = match[0] if match else ""
    rest = url[len(scheme) :]
    mode = _MODE.match(rest)
    if mode:
        scheme, rest = scheme + mode[0], rest[mode.end() :]
    before_query = rest.partition("?")[0]
    if rest.startswith("//") and "@" in rest and not has_odd_password(rest):
        login, at, kept = before_query.rpartition("@")
        return scheme + "//" * bool(at), login, kept + rest[len(before_query) :]
    login, at, kept = rest.rpartition("@")
    if at and rest.startswith("//"):
        scheme += "//"
    return scheme, login, kept if at else rest
