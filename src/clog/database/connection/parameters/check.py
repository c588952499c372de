"""Looking through the parameters of a URL for those that nobody knows and those that cannot be honoured."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from clog.database.connection.driver import Driver
from clog.database.connection.drivers import driver_named
from clog.database.connection.parameters.base import REFUSED, STATES, WARNED, UrlParameter
from clog.database.connection.parameters.offline import TABLE
from clog.database.connection.url import parse_url
from clog.database.connection.url_secrets import is_secret
from clog.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from clog.database.connection.database_url import DatabaseUrl

_PROTECTS = re.compile(r"(?i)ssl|tls|cert|encrypt|trust|verif|channel_?binding|require_?auth|gssenc")
_AUTHORITIES = ("sslrootcert", "serverSslCert", "ssl-ca", "ssl_ca", "trustCertificateKeyStoreUrl", "trustStore")
_ASKING = (
    "sslmode", "ssl-mode", "ssl_mode", "ssl", "useSSL", "requireSSL", "verifyServerCertificate", "ssl_disabled",
    "ssl_verify_cert", "ssl_verify_identity",
)  # fmt: skip


class Complaint(NamedTuple):
    """What is wrong with a parameter.

    Attributes:
        name: of the parameter.
        refused: whether no connection may be made.
    """

    name: str
    text: str
    hint: str
    refused: bool


def table_of(family: str) -> tuple[UrlParameter, ...]:
    """Return what is declared for a database that clog connects to, or for offline."""
    driver = driver_named(family)
    return TABLE if driver is None else driver.parameters()


def complaints(url: DatabaseUrl) -> Iterator[Complaint]:
    """List what is wrong with the parameters of a URL, in their order."""
    family = "offline" if url.offline else url.dialect
    yield from _unheard(url)
    driver = driver_named(family)
    exactly = driver is not None and driver.exact_parameters
    known = {name: row for row in table_of(family) for name in (row.name, *row.also)}
    folded = {name.lower(): row for name, row in known.items()}
    after_secret = url.password is not None
    for name, value in url.parameters.items():
        exact = exactly and not _PROTECTS.search(name)
        row = known.get(name) if exact else folded.get(name.lower())
        if row is None:
            yield _unknown(name, value, family, tuple(known), after_secret=after_secret)
        elif row.state in {WARNED, REFUSED} and value.strip().lower() not in row.idle:
            text = f"{name} is not supported: {row.text}"
            yield Complaint(name, text, "take it out of the URL", row.state == REFUSED)
        after_secret = after_secret or is_secret(name)


def _unheard(url: DatabaseUrl) -> Iterator[Complaint]:
    """Report what looks as if it had an effect."""
    driver = driver_named(url.dialect) or Driver()
    if driver.is_file:
        _, mark, rest = url.database.partition(";")
        if mark and "=" in rest:
            yield Complaint("", f'";{rest}" is a part of the name of the file', f"did you mean ?{rest}?", False)
        return
    name = next((one for one in _AUTHORITIES if url.parameter(one) is not None), None)
    if name is not None and all(url.parameter(mode) is None for mode in _ASKING):
        mode = driver.tls_mode
        text = f"{name} protects nothing as long as no {mode} asks for it"
        yield Complaint(name, text, f"add {mode}=verify-full", False)


def refuse(url: DatabaseUrl) -> None:
    """Refuse to connect where a parameter asks for protection, or for another place, that cannot be had.

    Raises:
        UsageError: the first such parameter.
    """
    for complaint in complaints(url):
        if complaint.refused:
            raise UsageError(f"in the URL, {complaint.text}", hint=complaint.hint)


def warnings_about(url: str, source: str, properties: Mapping[str, str] | None = None) -> Iterator[str]:
    """Say what a run would pass over in a URL; a URL that cannot be read is an error of its own, later.

    Args:
        url: as given.
        source: where it was given.
        properties: parameters from a file of their own.
    """
    try:
        target = parse_url(url)
    except UsageError:
        return
    written = target.parameters
    for complaint in complaints(target.with_more(properties or {})):
        if not complaint.refused:
            elsewhere = complaint.name in (properties or {}) and complaint.name not in written
            yield f"{'--driver-properties-file' if elsewhere else source}: {complaint.text}; {complaint.hint}"


def _unknown(name: str, value: str, family: str, known: tuple[str, ...], *, after_secret: bool) -> Complaint:
    """Report a parameter that is none; a piece of a password behind an "&" is not repeated."""
    if after_secret and not value:
        text = "a parameter without a value, which is not shown, stands behind the password"
        return Complaint(name, text, "write & in a password as %26, or give it with --password-file", False)
    from difflib import get_close_matches

    squashed = {re.sub(r"[^a-z0-9]", "", one.lower()): one for one in reversed(known)}
    close = get_close_matches(re.sub(r"[^a-z0-9]", "", name.lower()), squashed, 1, 0.75)
    hint = f"did you mean {squashed[close[0]]}?" if close else "docs/connecting.md lists all parameters"
    refused = bool(_PROTECTS.search(name)) and family != "offline"
    if refused:
        return Complaint(name, f'"{name}" is no parameter, and it may ask for protection', hint, refused)
    driver = driver_named(family)
    whose = f"of the driver for {driver.product}" if driver else "of an offline URL"
    return Complaint(name, f'"{name}" is no parameter {whose} and has no effect', hint, refused)


def parameters_by_state(family: str) -> dict[str, list[UrlParameter]]:
    """Sort the declarations of a family by their states; the documentation is made of it."""
    found: dict[str, list[UrlParameter]] = {state: [] for state in STATES}
    for row in table_of(family):
        found[row.state].append(row)
    return found
