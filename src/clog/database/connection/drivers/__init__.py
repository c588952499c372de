"""Databases that clog connects to: one file or folder each, by the short name of its dialect; no list repeats them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from clog.naming import find_module, module_names

if TYPE_CHECKING:
    from clog.database.connection.driver import Driver
    from clog.dialects.base.dialect import Dialect


@lru_cache(maxsize=None)
def driver_named(dialect: str) -> Driver | None:
    """Import what a database says about itself; None where clog cannot connect to it."""
    found: Driver | None = getattr(find_module(__name__, dialect), "DRIVER", None)
    return found


def drivers() -> tuple[Driver, ...]:
    """Import them all, by the names of their dialects. Not for the hot path."""
    found = (driver_named(name) for name in module_names(__path__[0]))
    return tuple(filter(None, found))


def driver_of_scheme(scheme: str) -> Driver | None:
    """Find the database that URLs with this scheme lead to; the scheme is mostly its name."""
    named = driver_named(scheme)
    if named is not None and scheme in named.schemes:
        return named
    return next((driver for driver in drivers() if scheme in driver.schemes), None)


def driver_of(dialect: Dialect) -> Driver | None:
    """Find what is said of a database, or of the one whose dialect it shares; None where nothing is."""
    return _driver_of(type(dialect))  # type: ignore[arg-type]


@lru_cache(maxsize=None)
def _driver_of(kind: type) -> Driver | None:
    """Search by a dialect and those that it derives from."""
    found = (driver_named(getattr(base, "name", "")) for base in kind.__mro__)
    return next(filter(None, found), None)
