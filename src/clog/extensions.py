"""Code of authors: Python classes behind customChange and customPrecondition.

A class is named "module:Class" and imported when it is needed, from wherever Python finds modules. Java
names mean nothing here: the setting `custom_classes` says which Python class stands for which.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from clog.errors import Unsupported, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Maker = Callable[[str, Mapping[str, str | None]], Any]


def custom_maker(classes: Iterable[str]) -> Maker:
    """Make what turns a class name and its parameters into an object.

    Args:
        classes: "java.package.Name=module:Class", one for each Java class that has a Python class in its place.

    Raises:
        UsageError: one of them is not of that form.
    """
    known = _targets(classes)

    def make(name: str, parameters: Mapping[str, str | None]) -> Any:
        try:
            return _imported(known, name)(**parameters)
        except TypeError as error:
            raise Unsupported(f"{name} does not take the parameters of the change log: {error}") from error

    return make


def code_finder(classes: Iterable[str]) -> Callable[[str], Any]:
    """Make what turns the name of a class into an object of it, and the name of a function into the function.

    Args:
        classes: as for `custom_maker`.

    Raises:
        UsageError: one of them is not of that form.
    """
    known = _targets(classes)

    def find(name: str) -> Any:
        found = _imported(known, name)
        return found() if isinstance(found, type) else found

    return find


def _targets(classes: Iterable[str]) -> dict[str, str]:
    """Read the setting `custom_classes`: Python names by Java names."""
    known: dict[str, str] = {}
    for entry in classes:
        name, equals, target = entry.partition("=")
        if not equals or ":" not in target:
            message = f'custom_classes cannot hold "{entry}"'
            raise UsageError(message, hint="write com.example.Name=module:Class, several with commas between them")
        known[name.strip()] = target.strip()
    return known


def _imported(known: Mapping[str, str], name: str) -> Any:
    """Import what a name means.

    Raises:
        Unsupported: it is a Java class, or cannot be imported.
    """
    module, colon, attribute = known.get(name, name).partition(":")
    if not colon:
        raise Unsupported(
            f"{name} is a Java class, which cannot be run without Java",
            hint=f'write a Python class and set custom_classes to "{name}=module:Class"',
        )
    try:
        return getattr(import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise Unsupported(f"{name} cannot be imported: {error}", hint="PYTHONPATH says where modules are") from error
