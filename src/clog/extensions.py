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
    known: dict[str, str] = {}
    for entry in classes:
        name, equals, target = entry.partition("=")
        if not equals or ":" not in target:
            message = f'custom_classes cannot hold "{entry}"'
            raise UsageError(message, hint="write com.example.Name=module:Class, several with commas between them")
        known[name.strip()] = target.strip()

    def make(name: str, parameters: Mapping[str, str | None]) -> Any:
        return _made(known.get(name, name), name, parameters)

    return make


def _made(target: str, name: str, parameters: Mapping[str, str | None]) -> Any:
    """Import a class and make an object of it.

    Raises:
        Unsupported: it is a Java class, cannot be imported, or does not take the parameters.
    """
    module, colon, attribute = target.partition(":")
    if not colon:
        raise Unsupported(
            f"{name} is a Java class, which cannot be run without Java",
            hint=f'write a Python class and set custom_classes to "{name}=module:Class"',
        )
    try:
        cls = getattr(import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise Unsupported(f"{name} cannot be imported: {error}", hint="PYTHONPATH says where modules are") from error
    try:
        return cls(**parameters)
    except TypeError as error:
        raise Unsupported(f"{name} does not take the parameters of the change log: {error}") from error
