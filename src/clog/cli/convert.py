"""The command line of `convert`, whose arguments do not fit the settings."""

from __future__ import annotations

from typing import Any

import click

from clog.cli import candidates
from clog.cli.events import FORMAT, say
from clog.cli.own import OwnCommand, encoding

_FORMATS = click.Choice(["xml", "yaml", "json", "sql"])


@click.command("convert", cls=OwnCommand)
@click.argument("source", metavar="FROM", shell_complete=candidates.files)
@click.argument("target", metavar="[TO]", required=False, default="", shell_complete=candidates.files)
@click.option("--to", "form", type=_FORMATS, help="Format to write; by default what the suffix of TO says.")
@click.option("--recursive", is_flag=True, help="Convert included files too; TO is a folder then.")
@click.option("--dialect", default="", help="Database whose SQL is written, for --to=sql.")
@click.option("--structure", is_flag=True, help="Make structured changes of SQL that is understood completely.")
@click.option("--in-place", is_flag=True, help="Write beside the originals and take these away.")
@click.option("--check", is_flag=True, help="Say what would come out; write nothing.")
@click.option("--force", is_flag=True, help="Replace files that are there.")
@click.option("--strict", is_flag=True, help="Write nothing when anything is lost or carried over in another form.")
@click.option("--search-path", default=".", help="Folders to look for files in, comma separated.")
@FORMAT
def convert(search_path: str, form: str | None, answer: str, **given: Any) -> None:
    """Write a change log in another format, so that it stays the same change log.

    Order, identity, meaning, checksums and comments are kept. The result is read again and compared
    before anything is written: what cannot be kept is named with its place.

    \b
    Examples:
        clog convert changelog/root.xml changelog/root.yaml
        clog convert changelog/root.xml converted --to=json --recursive
        clog convert changelog/orders.yaml changelog/orders.sql --dialect=postgresql
    """  # noqa: D301 - click wants the character behind \b
    from clog.commands.convert import ConvertOptions, run_convert

    options = ConvertOptions(format=form or "", search_path=tuple(search_path.split(",")), encoding=encoding(), **given)
    say("convert", run_convert(options), answer)


COMMAND = convert
