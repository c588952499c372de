"""clog.toml, or [tool.clog] of pyproject.toml: settings with named targets.

changelog-file = "changelog/root.xml"

[parameters]
schema = "app"

[targets.staging]
url = "postgresql://db.staging/app"
contexts = ["staging"]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from clog.errors import UsageError
from clog.settings.declaration import BY_SPELLING, squash

if TYPE_CHECKING:
    from collections.abc import Mapping

USUAL = "clog.toml"
PROJECT = "pyproject.toml"

_TABLES = frozenset(("targets", "parameters", "default-target"))


class TomlSettings(NamedTuple):
    """What a file says: raw texts by field name with the words for their place, and parameters of change logs."""

    values: Mapping[str, tuple[str, str]] = {}
    parameters: Mapping[str, str] = {}


def read_toml(path: str | None, target: str | None) -> TomlSettings:
    """Read the settings of a target.

    Args:
        path: the file; None: clog.toml, or pyproject.toml when there is none.
        target: the target; None: the one of default-target, if that is given.

    Raises:
        UsageError: the file is missing or makes no sense, or has no such target.
    """
    found = _table(path)
    if found is None:
        if target is not None:
            raise UsageError(f'there is no target "{target}"', hint=f"write [targets.{target}] into {USUAL}")
        return TomlSettings()
    name, table = found
    target = target or table.get("default-target")
    values = _values(table, name)
    parameters = dict(_part(table, "parameters", name))
    if target is not None:
        targets = _part(table, "targets", name)
        if target not in targets:
            hint = f"targets are {', '.join(targets)}" if targets else f"write [targets.{target}] into {name}"
            raise UsageError(f'{name} has no target "{target}"', hint=hint)
        chosen = _part(targets, target, name)
        values.update(_values(chosen, f"{name} [targets.{target}]"))
        parameters.update(_part(chosen, "parameters", name))
    return TomlSettings(values, {key: _text(value) for key, value in parameters.items()})


def _part(table: Mapping[str, Any], key: str, name: str) -> Mapping[str, Any]:
    """Read a table out of another one; empty where there is none.

    Raises:
        UsageError: it is no table.
    """
    part = table.get(key, {})
    if not isinstance(part, dict):
        raise UsageError(f"{name}: {key} is no table", hint=f"its lines stand below a head that ends with {key}]")
    return part


def _table(path: str | None) -> tuple[str, Mapping[str, Any]] | None:
    """Find and parse the file; None when there is none."""
    for name in (path,) if path is not None else (USUAL, PROJECT):
        try:
            with open(name, "rb") as stream:  # noqa: PTH123 - pathlib costs start-up time
                data = stream.read()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise UsageError(f"cannot read {name}: {error.strerror}") from error
        project = name.endswith(PROJECT)
        if project and b"[tool.clog" not in data:
            continue
        table = _parse(name, data)
        return name, _part(_part(table, "tool", name), "clog", name) if project else table
    if path is not None:
        raise UsageError(f"there is no file {path}", hint="--config names a file like clog.toml")
    return None


def _parse(name: str, data: bytes) -> dict[str, Any]:
    """Parse TOML."""
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        from clog.formats.places import located
        from clog.settings.places import place_of_fault

        found = place_of_fault(data.decode("utf-8", "replace"), str(error))
        raise located(UsageError, f"{name} is not TOML: {error}", name, found) from error
    except (RecursionError, ValueError) as error:  # brackets in brackets, thousands of digits
        fault = "it is nested too deeply" if isinstance(error, RecursionError) else str(error).partition(";")[0]
        raise UsageError(
            f"{name} cannot be read: {fault}", hint="settings are texts, numbers and lists of them"
        ) from error


def _values(table: Mapping[str, Any], name: str) -> dict[str, tuple[str, str]]:
    """Select the settings of a table.

    Raises:
        UsageError: a key is no setting.
    """
    found = {}
    for key, value in table.items():
        if key in _TABLES:
            continue
        setting = BY_SPELLING.get(squash(key))
        if setting is None:
            from difflib import get_close_matches

            close = get_close_matches(squash(key), BY_SPELLING, 1)
            hint = f'did you mean "{BY_SPELLING[close[0]].option[2:]}"?' if close else ""
            raise _unknown(name, key, hint)
        found[setting.name] = (_text(value), f"{key} in {name}")
    return found


def _unknown(name: str, key: str, hint: str) -> UsageError:
    """Make the error for a key that is no setting, with its place in the file."""
    from clog.formats.places import located
    from clog.settings.places import place_of_key

    path, _, table = name.partition(" ")
    with open(path, encoding="utf-8") as stream:  # noqa: PTH123 - pathlib costs start-up time
        found = place_of_key(stream.read(), key, behind=table)
    return located(UsageError, f'{name}: "{key}" is no setting', path, found, hint)


def _text(value: Any) -> str:
    """Write a value as the command line would have it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ",".join(map(_text, value))
    return f"{value:#x}" if isinstance(value, int) and value.bit_length() > _LONGEST else str(value)


_LONGEST = 10_000
"""Bits of a number that is written in decimal digits; Python refuses much longer ones."""
