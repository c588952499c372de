"""clog: Liquibase-compatible database changelogs without a JVM."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clog.api import Database, Result, open  # noqa: A004 - clog.open reads as it should
    from clog.errors import ClogError

__version__ = "0.1.0"
__all__ = ["ClogError", "Database", "Result", "__version__", "open"]


def __getattr__(name: str) -> object:
    """Import the Python API when it is used: the command line starts without it."""
    if name in __all__:
        from importlib import import_module

        return getattr(import_module("clog.errors" if name == "ClogError" else "clog.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
