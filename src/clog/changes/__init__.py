"""Change types by written name. One file each, found by its name; no list repeats the folder."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from clog.naming import class_name, find_module, module_name

if TYPE_CHECKING:
    from clog.model.change import Change


@lru_cache(maxsize=None)
def change_class(written: str) -> type[Change] | None:
    """Import the change type with this written name; None when there is none. Case matters, as in Liquibase."""
    if not written.isidentifier():
        return None
    module = find_module(__name__, module_name(written))
    found: type[Change] | None = getattr(module, class_name(written, "Change"), None)
    return found if found is not None and found.declaration.name == written else None


def change_names() -> tuple[str, ...]:
    """List the written names of all change types, sorted. Imports all of them: not for the hot path."""
    modules = (import_module(f"clog.changes.{found.name}") for found in iter_modules(__path__))
    declared = (
        member.declaration.name
        for module in modules
        for member in vars(module).values()
        if isinstance(member, type) and member.__module__ == module.__name__ and hasattr(member, "declaration")
    )
    return tuple(sorted(set(declared)))
