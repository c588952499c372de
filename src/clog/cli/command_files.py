"""Which commands there are, by looking at the files of `clog.commands`."""

from __future__ import annotations

import os
from importlib import import_module

CLI = os.path.dirname(__file__)  # noqa: PTH120 - pathlib costs start-up time
COMMANDS = os.path.join(os.path.dirname(CLI), "commands")  # noqa: PTH118, PTH120 - the same


def command_names() -> dict[str, str]:
    """List the names of all commands with what they do, in one phrase, by looking at the files."""
    found = {}
    for file in sorted(os.listdir(COMMANDS)):  # noqa: PTH208 - pathlib costs start-up time
        name = file.removesuffix(".py").replace("_", "-")
        if file.endswith(".py"):
            with open(os.path.join(COMMANDS, file), encoding="utf-8") as stream:  # noqa: PTH118, PTH123 - the same
                first, colon, phrase = stream.readline().strip('" \n').partition(": ")
            if colon and first == name:
                found[name] = phrase[:1].upper() + phrase[1:]
    return found


def takes(name: str) -> tuple[str, ...]:
    """List the fields of the settings that a command takes besides the common ones; none where it reads its own arguments."""
    module = name.replace("-", "_")
    if os.path.exists(os.path.join(CLI, module + ".py")):  # noqa: PTH110, PTH118 - pathlib costs start-up time
        return ()
    found: tuple[str, ...] = getattr(import_module(f"clog.commands.{module}"), "TAKES", ())
    return found
