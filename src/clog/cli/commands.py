"""From a file in `clog.commands` to a command of the command line."""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from clog.cli.arguments import definitions
from clog.cli.candidates import files, projects, words
from clog.cli.command_files import CLI, COMMANDS, command_names
from clog.naming import snake_case
from clog.settings.declaration import BY_NAME, SETTINGS, Setting, squash

if TYPE_CHECKING:
    from types import ModuleType


def find_command(written: str) -> click.Command | None:
    """Import a command by its name in any spelling: update-sql, updateSql, updateSQL; None when there is none."""
    module = written.replace("-", "_")
    if not os.path.exists(os.path.join(COMMANDS, module + ".py")):  # noqa: PTH110, PTH118 - pathlib costs time
        same = [name for name in command_names() if squash(name) == squash(written)]
        if not same:
            return None
        module = snake_case(same[0].replace("-", "_"))
    name = module.replace("_", "-")
    if os.path.exists(os.path.join(CLI, module + ".py")):  # noqa: PTH110, PTH118 - the same
        command: click.Command = import_module(f"clog.cli.{module}").COMMAND
        return command
    implementation = import_module(f"clog.commands.{module}")
    if not (implementation.__doc__ or "").startswith(f"{name}: "):
        return None
    return _build(name, implementation)


def has_own_arguments(written: str) -> bool:
    """Return whether a command reads its arguments itself, because they do not fit the settings."""
    module = written.replace("-", "_")
    return bool(module) and all(os.path.exists(os.path.join(place, f"{module}.py")) for place in (CLI, COMMANDS))  # noqa: PTH110, PTH118 - the same


class ClogCommand(click.Command):
    """A command made from the settings it takes."""

    def __init__(self, name: str, implementation: ModuleType) -> None:
        """Make the options of the settings the command takes."""
        self.implementation = implementation
        takes: tuple[str, ...] = getattr(implementation, "TAKES", ())
        self.own = tuple(BY_NAME[field] for field in takes)
        self.positional: str | None = getattr(implementation, "POSITIONAL", None)
        others = (setting for setting in SETTINGS if setting.scope != "command" and setting not in self.own)
        params: list[click.Parameter] = [_option(setting) for setting in (*self.own, *others)]
        params.append(click.Option(["-D", "definitions"], multiple=True, metavar="NAME=VALUE", help="A parameter."))
        if self.positional:
            metavar = f"[{self.positional.upper()}]"
            complete = projects if self.positional == "action" else files
            params.append(click.Argument([_POSITIONAL], required=False, metavar=metavar, shell_complete=complete))
        super().__init__(name, params=params, help=_help(name, implementation))

    def invoke(self, ctx: click.Context) -> Any:
        """Collect what was given and run the command."""
        from clog.cli.run import run

        given = {name: value for name, value in ctx.params.items() if value is not None}
        pairs = given.pop("definitions", ())
        value = given.pop(_POSITIONAL, None)
        if value is not None and self.positional:
            if self.positional in given:
                raise click.UsageError(f"{BY_NAME[self.positional].option} is given twice")
            given[self.positional] = value
        assert self.name  # noqa: S101 - set in __init__
        return run(self.name, self.implementation, given, definitions(pairs), ctx.obj)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the command's own options; those of every command are on the front page."""
        del ctx
        rows = [(setting.option, setting.doc) for setting in self.own]
        rows.append(("-D NAME=VALUE", "Give a parameter of the change log a value."))
        with formatter.section("Options"):
            formatter.write_dl(rows)
        formatter.write_paragraph()
        formatter.write_text("clog --help lists the options that every command takes.")

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Return an example."""
        value = _EXAMPLES.get(self.positional or "", "")
        with formatter.section("Example"):
            formatter.write_text(f"{ctx.command_path} {value}".rstrip())


_EXAMPLES = {
    "action": "project --format=yaml",
    "changeset_identifier": "changelog/orders.xml::3::ann",
    "count": "2",
    "date": "2024-02-01T11:00:00",
    "sql": '"SELECT COUNT(*) FROM person"',
    "tag": "v1.0",
}
"""What may stand behind a command, by the setting that it means."""

_POSITIONAL = "positional"
_build = ClogCommand


def _option(setting: Setting) -> click.Option:
    """Make the option of one setting; its text is converted later, as that of the other sources."""
    complete = None if setting.kind == "integer" else words if setting.kind == "boolean" else files
    return click.Option([setting.option], type=str, default=None, help=setting.doc, shell_complete=complete)


def _help(name: str, implementation: ModuleType) -> str:
    """Read the help from the docstring of the function that does it."""
    function = getattr(implementation, name.replace("-", "_"))
    text: str = (function.__doc__ or "").partition("Args:")[0].partition("Reference:")[0].partition("Raises:")[0]
    return text


def common_options() -> list[click.Option]:
    """Make the options that may stand before any command, for shells: switches take no value there."""
    return [
        click.Option([setting.option], is_flag=True, help=setting.doc)
        if setting.kind == "boolean"
        else _option(setting)
        for setting in SETTINGS
        if setting.scope != "command"
    ]


def global_rows() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """List the options that every command takes; the second list stands before the command only."""
    common = [(setting.option, setting.doc) for setting in SETTINGS if setting.scope == "common"]
    return common, [(setting.option, setting.doc) for setting in SETTINGS if setting.scope == "global"]
