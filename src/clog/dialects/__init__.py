"""Dialects by short name. A dialect is found by its file name; no list repeats the folder."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from clog.errors import UsageError
from clog.naming import find_module

if TYPE_CHECKING:
    from clog.dialects.base.dialect import Dialect


@cache
def dialect_class(name: str) -> type[Dialect]:
    """Import the dialect with this short name.

    Raises:
        UsageError: there is none.
    """
    found: type[Dialect] | None = getattr(find_module(__name__, name), "DIALECT", None)
    if found is not None:
        return found
    message = f'unknown database "{name}"'
    raise UsageError(message, hint="known are the short names of Liquibase: postgresql, mariadb, mysql, sqlite ...")
