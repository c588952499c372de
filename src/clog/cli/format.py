"""The command line of `format`, whose arguments do not fit the settings."""

from __future__ import annotations

import click

from clog.cli import candidates
from clog.cli.events import FORMAT, say
from clog.cli.own import OwnCommand, encoding


@click.command("format", cls=OwnCommand)
@click.argument("files", nargs=-1, required=True, shell_complete=candidates.files)
@click.option("--check", is_flag=True, help="Write nothing; fail when a file is not in the usual layout.")
@click.option("--search-path", default=".", help="Folder that the files are in.")
@FORMAT
def format_(files: tuple[str, ...], search_path: str, answer: str, *, check: bool) -> None:
    """Write change logs anew in their own format, in one layout, without changing a checksum.

    \b
    Examples:
        clog format changelog/root.xml changelog/orders.yaml
        clog format --check changelog/*.xml
    """  # noqa: D301 - click wants the character behind \b
    from clog.commands.format import FormatOptions, run_format

    options = FormatOptions(files=files, search_path=search_path, check=check, encoding=encoding())
    say("format", run_format(options), answer)


COMMAND = format_
