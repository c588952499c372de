"""Names in Liquibase's spelling and in Python's: camelCase to snake_case and back."""

from __future__ import annotations

import keyword
import os
import re
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_JOINT = re.compile(r"_(\w)")


def module_names(folder: str) -> tuple[str, ...]:
    """List the modules and packages in a folder, sorted, but for those that begin with "_". None is imported."""
    names = {name.removesuffix(".py") for name in os.listdir(folder) if "." not in name.removesuffix(".py")}  # noqa: PTH208 - pathlib and pkgutil cost start-up time
    return tuple(sorted(name for name in names if not name.startswith("_")))


def find_module(package: str, name: str) -> ModuleType | None:
    """Import a module of a package by its name; None where there is none. What it fails to import itself is an error."""
    if not name.isidentifier():
        return None
    dotted = f"{package}.{name}"
    try:
        return import_module(dotted)
    except ModuleNotFoundError as error:
        if error.name != dotted:
            raise
        return None


def snake_case(written: str) -> str:
    """Convert a written name into a Python one: addColumn -> add_column, column1Name -> column1_name."""
    return _HUMP.sub("_", written).lower()


def camel_case(name: str) -> str:
    """Convert a Python name into a written one: add_column -> addColumn. A trailing underscore is dropped."""
    return _JOINT.sub(lambda match: match[1].upper(), name.rstrip("_"))


def module_name(written: str) -> str:
    """Return the name of the module that declares a change type or precondition: addColumn -> add_column, and -> and_."""
    name = snake_case(written)
    return name + "_" if keyword.iskeyword(name) else name


def class_name(written: str, suffix: str) -> str:
    """Return the name of the class of a change type or precondition: addColumn, Change -> AddColumnChange."""
    return written[0].upper() + written[1:] + suffix


def comma_separated(written: str | None) -> tuple[str, ...]:
    """Split a list as written in an attribute: "a, b" -> a, b. Empty entries are left out."""
    if not written:
        return ()
    return tuple([part for part in map(str.strip, written.split(",")) if part])


_MOST = 12
"""So many names are listed where all would be too many."""


def page(name: str) -> str:
    """Return the address of a page of the documentation. For hints."""
    return f"https://github.com/clog-db/clog/tree/main/docs/{name}"


def closest(name: str, known: Iterable[str]) -> str:
    """Return the known name that was probably meant; "" when none is close."""
    from difflib import get_close_matches

    by_lower = {other.lower(): other for other in known}
    close = get_close_matches(name.lower(), by_lower, 1, 0.7)
    return by_lower[close[0]] if close else ""


def suggestion(name: str, known: Iterable[str]) -> str:
    """Ask whether a known name was meant; "" when none is close. For hints."""
    close = closest(name, known)
    return f'did you mean "{close}"?' if close else ""


def listed(names: Iterable[str]) -> str:
    """List all, or the first ones of many. For hints."""
    found = sorted(names)
    return ", ".join(found[:_MOST]) + (" ..." if len(found) > _MOST else "") if found else "nothing"
