"""clog: the command line. Imports a command's module when the command is called, and nothing before."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from clog.errors import UsageError

_ANYWHERE = frozenset(("--help", "-h", "--version", "-v"))
_ALONE = (["--version"], ["-v"])
"""Arguments that need no look at commands and settings."""


class Clog(click.Group):
    """The program: a group whose commands are the files of `clog.commands`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands by looking at the folder; nothing is imported."""
        from clog.cli.command_files import command_names

        del ctx
        return list(command_names())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        from clog.cli.commands import find_command

        del ctx
        return find_command(cmd_name)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """List the options; with those of every command where a shell asks what may stand before one."""
        found = super().get_params(ctx)
        if not ctx.resilient_parsing:
            return found
        from clog.cli.commands import common_options

        return [*found, *common_options()]

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the arguments; --help and --version answer at once."""
        with _told_when_nobody_reads():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with _told_when_nobody_reads():
            return super().invoke(ctx)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command first, wherever it stands."""
        if args in _ALONE:
            return super().parse_args(ctx, args)
        from clog.cli.arguments import arrange
        from clog.cli.commands import has_own_arguments

        arranged = arrange(args)
        if not arranged.command and not ctx.resilient_parsing and not _ANYWHERE.intersection(args):
            from clog.errors import UsageError

            if ctx.obj is not None:
                ctx.obj.without_command = True
            raise UsageError(
                "there is no command among the arguments", hint="for example: clog status; clog --help lists them"
            )
        rest: Sequence[str] = arranged.rest
        if has_own_arguments(arranged.command):
            from clog.cli.commands import find_command
            from clog.cli.own import arranged_for

            command = find_command(arranged.command)
            if command is not None:
                rest = arranged_for(command, arranged.command, args)
        return super().parse_args(ctx, [*filter(None, (arranged.command,)), *rest])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one may be meant."""
        from clog.cli.commands import find_command

        if find_command(args[0]) is None:
            raise _unknown_command(args[0])
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with what they do."""
        from clog.cli.command_files import command_names

        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(command_names().items()))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options that every command takes, then the commands."""
        from clog.cli.commands import global_rows

        super(click.Group, self).format_options(ctx, formatter)
        common, before = global_rows()
        with formatter.section("Options of every command, before or behind it"):
            formatter.write_dl(common)
        with formatter.section("Options of clog itself, before the command"):
            formatter.write_dl(before)
        self.format_commands(ctx, formatter)


@contextmanager
def _told_when_nobody_reads() -> Iterator[None]:
    """Put a standard output that nobody reads any more into words, before click ends the process without any."""
    try:
        yield
    except BrokenPipeError as error:
        from clog.cli.failure import as_usage

        raise as_usage(error) or error from error


def _unknown_command(name: str) -> UsageError:
    """Make the error for a command that does not exist."""
    from difflib import get_close_matches

    from clog.cli.command_files import command_names
    from clog.errors import UsageError

    close = get_close_matches(name.lower(), command_names(), 3, 0.6)
    hint = f"did you mean {' or '.join(close)}?" if close else "clog --help lists the commands"
    return UsageError(f'there is no command "{name}"', hint=hint)


def _show_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's signature
    """Print the version and end."""
    if value and not ctx.resilient_parsing:
        from clog import __version__

        click.echo(f"clog {__version__}")
        ctx.exit()


PROGRAM = Clog(
    name="clog",
    help="Apply Liquibase change logs to databases, without Java.",
    params=[
        click.Option(
            ["--version", "-v"], is_flag=True, is_eager=True, expose_value=False, callback=_show_version,
            help="Show the version.",
        )
    ],
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
    no_args_is_help=False,
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and turn what happens into an exit status.

    Args:
        arguments: by default those of the process.

    Returns:
        0 done, 1 failed or wrong options, 2 without a command.
    """
    from clog.cli.streams import Streams

    with Streams():
        return _run(list(sys.argv[1:] if arguments is None else arguments))


def _run(given: Sequence[str]) -> int:
    """Run one command with streams that can be written to."""
    from clog.cli.failure import FailureReporter

    duty = FailureReporter(given)
    if "_CLOG_COMPLETE" in os.environ:  # by which shells ask click
        import clog.cli.completion  # noqa: F401 - what click does not know of the shells
    elif not given:
        with click.Context(PROGRAM, info_name="clog") as context:
            duty.fail(click.UsageError("no command given"), f"no command given\n\n{PROGRAM.get_help(context)}")
        return 2
    try:
        result = PROGRAM.main(list(given), prog_name="clog", standalone_mode=False, obj=duty)
        sys.stdout.flush()
    except (KeyboardInterrupt, click.Abort) as error:
        duty.fail(error, "interrupted")
    except Exception as error:  # noqa: BLE001 - the last line of defence: nobody shall see a traceback unasked
        duty.fail(error, _explain(error, given))
    else:
        return result if isinstance(result, int) else 0
    return 2 if duty.without_command else 1


def _explain(error: Exception, given: Sequence[str]) -> str:
    """Put an error into words."""
    from clog.cli.failure import as_usage
    from clog.errors import ClogError

    if isinstance(error, ClogError):
        return str(error)
    known = as_usage(error)
    if known is not None:
        return str(known)
    from clog.cli.bug import bug_report

    return bug_report(error, given)
