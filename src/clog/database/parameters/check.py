"""Looking through the parameters of a URL for those that nobody knows and those that cannot be honoured."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from clog.database.parameters.base import REFUSED, STATES, WARNED, Parameter
from clog.database.url import parse_url
from clog.database.url_secrets import SECRET_ENDINGS
from clog.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.database.url import DatabaseUrl

FAMILIES = {"postgresql": "PostgreSQL", "mariadb": "MariaDB", "mysql": "MySQL", "sqlite": "SQLite"}
"""Families of drivers, as a URL and as people call them."""

_PROTECTS = re.compile(r"(?i)ssl|tls|cert|encrypt|trust|verif|channel_?binding|require_?auth|gssenc")
_SECRET = re.compile(rf"(?i){SECRET_ENDINGS}$")


class Complaint(NamedTuple):
    """What is wrong with a parameter.

    Attributes:
        refused: whether no connection may be made.
    """

    text: str
    hint: str
    refused: bool


def table_of(family: str) -> tuple[Parameter, ...]:
    """Give what is declared for a family: postgresql, mariadb, mysql, sqlite or offline."""
    found: tuple[Parameter, ...] = import_module(f"clog.database.parameters.{family}").TABLE
    return found


def complaints(url: DatabaseUrl) -> Iterator[Complaint]:
    """List what is wrong with the parameters of a URL, in their order."""
    family = "offline" if url.offline else url.dialect
    known = {name: row for row in table_of(family) for name in (row.name, *row.also)}
    folded = {name.lower(): row for name, row in known.items()}
    after_secret = url.password is not None
    for name, value in url.parameters.items():
        exact = family == "postgresql" and not _PROTECTS.search(name)
        row = known.get(name) if exact else folded.get(name.lower())
        if row is None:
            yield _unknown(name, value, family, tuple(known), after_secret=after_secret)
        elif row.state in {WARNED, REFUSED} and value.strip().lower() not in row.idle:
            text = f"{name} is not supported: {row.text}"
            yield Complaint(text, "take it out of the URL", row.state == REFUSED)
        after_secret = after_secret or bool(_SECRET.search(name))


def refuse(url: DatabaseUrl) -> None:
    """Refuse to connect where a parameter asks for protection, or for another place, that cannot be had.

    Raises:
        UsageError: the first such parameter.
    """
    for complaint in complaints(url) if url.parameters else ():
        if complaint.refused:
            raise UsageError(f"in the URL, {complaint.text}", hint=complaint.hint)


def warnings_about(url: str, source: str) -> Iterator[str]:
    """Say what a run would pass over in a URL; a URL that cannot be read is an error of its own, later.

    Args:
        url: as given.
        source: where it was given.
    """
    try:
        target = parse_url(url)
    except UsageError:
        return
    for complaint in complaints(target):
        if not complaint.refused:
            yield f"{source}: {complaint.text}; {complaint.hint}"


def _unknown(name: str, value: str, family: str, known: tuple[str, ...], *, after_secret: bool) -> Complaint:
    """Complain of a parameter that is none; a piece of a password behind an "&" is not repeated."""
    if after_secret and not value:
        text = "a parameter without a value, which is not shown, stands behind the password"
        return Complaint(text, "write & in a password as %26, or give it with --password-file", False)
    from difflib import get_close_matches

    squashed = {re.sub(r"[^a-z0-9]", "", one.lower()): one for one in known}
    close = get_close_matches(re.sub(r"[^a-z0-9]", "", name.lower()), squashed, 1, 0.75)
    hint = f"did you mean {squashed[close[0]]}?" if close else "docs/connecting.md lists all parameters"
    refused = bool(_PROTECTS.search(name)) and family != "offline"
    if refused:
        return Complaint(f'"{name}" is no parameter, and it may ask for protection', hint, refused)
    whose = f"of the driver for {FAMILIES[family]}" if family in FAMILIES else "of an offline URL"
    return Complaint(f'"{name}" is no parameter {whose} and has no effect', hint, refused)


def parameters_by_state(family: str) -> dict[str, list[Parameter]]:
    """Sort the declarations of a family by their states; the documentation is made of it."""
    found: dict[str, list[Parameter]] = {state: [] for state in STATES}
    for row in table_of(family):
        found[row.state].append(row)
    return found
