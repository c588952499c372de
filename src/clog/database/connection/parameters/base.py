"""What a parameter of a URL is, and what its four states mean."""

from __future__ import annotations

from typing import NamedTuple

HONOURED = "honoured"
"""Does what it does in the JDBC driver."""

HARMLESS = "harmless"
"""Changes nothing that a run does: caches, logs, how the driver works inside."""

WARNED = "without effect"
"""Would change what a run does, and does not: a warning, an error with --strict."""

REFUSED = "refused"
"""Protects something, or says where to connect, and cannot be honoured: no connection is made."""

STATES = (HONOURED, WARNED, REFUSED, HARMLESS)
"""All states, in the order of the documentation."""


class UrlParameter(NamedTuple):
    """One parameter.

    Attributes:
        name: as its driver spells it.
        state: what becomes of it here.
        text: what it does, or why it does not.
        idle: values, in lower case, with which it asks for nothing.
        also: other names.
    """

    name: str
    state: str
    text: str
    idle: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


def group(state: str, text: str, names: str) -> tuple[UrlParameter, ...]:
    """Declare parameters of which the same is to be said."""
    return tuple(UrlParameter(name, state, text) for name in names.split())
