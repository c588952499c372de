"""Several hosts in one URL: they are tried in order, and when none answers, the error names all."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from clog.database.connection.hints import advice_on_refusal
from clog.errors import ConnectionFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from clog.database.connection.database_url import DatabaseUrl

_T = TypeVar("_T")


def first_that_answers(
    url: DatabaseUrl,
    places: Iterable[DatabaseUrl],
    connect: Callable[[DatabaseUrl], _T],
    errors: type[BaseException],
    words: Callable[[BaseException], str],
    *,
    ends: Callable[[str], bool] = lambda reason: False,  # noqa: ARG005 - a parameter that is not looked at
) -> tuple[DatabaseUrl, _T]:
    """Connect to the first place that lets us.

    Args:
        url: the URL as given.
        places: the same with one host each.
        connect: opens a connection or raises one of `errors`.
        errors: of the driver.
        words: gives the driver's own words for an error.
        ends: whether those words are a server's answer after which no other is to be asked.

    Returns:
        The place, and the connection to it.

    Raises:
        ConnectionFailed: none of them did.
    """
    refusals: list[tuple[str, str]] = []
    cause: BaseException | None = None
    for place in places:
        try:
            return place, connect(place)
        except errors as error:
            cause = error
            reason = words(error)
            refusals.append((f"{place.host or 'localhost'}:{place.port}", reason))
            if ends(reason):
                break
    reason = refusals[-1][1]
    last = dict(refusals)
    told = "; ".join(f"{name}: {one}" for name, one in last.items()) if len(last) > 1 else reason
    raise failed(url, told, reason) from cause


def failed(url: DatabaseUrl, told: str, reason: str = "") -> ConnectionFailed:
    """Make the error, without the password.

    Args:
        url: the URL as given.
        told: why there is no connection.
        reason: the words that the hint is to fit, where they are others.
    """
    if url.password:
        told = told.replace(url.password, "***")
    return ConnectionFailed(f"cannot connect to {url.shown}: {told}", hint=advice_on_refusal(reason or told))


def places_of(url: DatabaseUrl) -> list[DatabaseUrl]:
    """Return one URL for each host."""
    return [url.replace(host=host, port=port, others=()) for host, port in url.hosts]
