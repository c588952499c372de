"""Commands that read their arguments themselves, because these do not fit the settings, take the common options too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from clog.cli.arguments import arrange, option_of
from clog.settings.declaration import BY_NAME, SETTINGS, squash

if TYPE_CHECKING:
    from collections.abc import Sequence


class OwnCommand(click.Command):
    """A command with options of its own, which also takes what every command takes, and refuses what makes no sense.

    Of the common options those of results have an effect: --output-file, --should-run, and --file-encoding on what
    is read; the others are about a database or a log, which these commands have not.
    """

    def __init__(self, *arguments: Any, **given: Any) -> None:
        super().__init__(*arguments, **given)
        own = {squash(name) for parameter in self.params for name in parameter.opts if name.startswith("--")}
        self.shared = tuple(one for one in SETTINGS if one.scope != "command" and squash(one.name) not in own)
        self.params += [click.Option([one.option, f"shared_{one.name}"], type=str, hidden=True) for one in self.shared]

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, with its results where --output-file says."""
        from contextlib import ExitStack, redirect_stdout

        from clog.cli.result_file import ResultFile
        from clog.settings.resolve import resolve

        given = {one.name: ctx.params.pop(f"shared_{one.name}", None) for one in self.shared}
        settings = resolve(self.name or "", {name: text for name, text in given.items() if text is not None})
        if not settings.should_run:
            click.echo("clog did not run: --should-run is false", err=True)
            return 0
        ctx.meta["clog.encoding"] = settings.file_encoding
        with ExitStack() as stack:
            if settings.output_file:
                stream = stack.enter_context(ResultFile(settings.output_file, settings.output_file_encoding))
                stack.enter_context(redirect_stdout(stream))
            return super().invoke(ctx)


def arranged_for(command: click.Command, name: str, arguments: Sequence[str]) -> list[str]:
    """Move the arguments of such a command behind its name; a group gets the name of the command below it first.

    Args:
        command: the command.
        name: as it is written among the arguments.
        arguments: all of them.
    """
    if isinstance(command, click.Group):
        rest = list(arrange(arguments).rest)
        first = next((place for place, word in enumerate(rest) if word in command.commands), 0)
        return [*rest[first : first + 1], *rest[:first], *rest[first + 1 :]]
    visible = [one for one in command.params if isinstance(one, click.Option) and not one.hidden]
    own = {squash(name): one.is_flag for one in visible for name in one.opts if name.startswith("--")}
    found: list[str] = []
    rest, position = list(arguments), 0
    rest.remove(name)
    while position < len(rest):
        argument = rest[position]
        following = rest[position + 1] if position + 1 < len(rest) else None
        word, _, value = argument.partition("=")
        if argument == "--":
            return [*found, *rest[position:]]
        if not argument.startswith("--") or squash(word) in own:
            said = own.get(squash(word)) and value.lower() in {"true", "false"}
            found += [argument] if not said else [word] * (value.lower() == "true")
            position += 1
            continue
        option, taken = option_of(argument, following)
        found += option
        position += 1 + taken
    return found


def encoding() -> str:
    """Return --file-encoding of the command that runs."""
    return str(click.get_current_context().meta.get("clog.encoding", BY_NAME["file_encoding"].default))
