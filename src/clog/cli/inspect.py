"""The command line of `inspect`, whose arguments do not fit the settings."""

from __future__ import annotations

import click

from clog.cli import candidates
from clog.cli.arguments import definitions
from clog.cli.own import OwnCommand, encoding


def _listed(text: str) -> tuple[str, ...]:
    """Split a list at commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


@click.command("inspect", cls=OwnCommand)
@click.option("--search-path", default=".", help="Folder that the files are relative to.")
@click.option("--dialects", default="", help="Short names of databases, comma separated; by default all.")
@click.option("--format", "output_format", type=click.Choice(["json"]), default="json", help="Form of the answer.")
@click.option("--contexts", default="", help="Contexts of the run.")
@click.option("--label-filter", default="", help="Label expression of the run.")
@click.option("-D", "pairs", multiple=True, metavar="NAME=VALUE", help="Give a parameter a value.")
@click.argument("files", nargs=-1, required=True, shell_complete=candidates.files)
def inspect(
    search_path: str,
    dialects: str,
    output_format: str,
    contexts: str,
    label_filter: str,
    pairs: tuple[str, ...],
    files: tuple[str, ...],
) -> int:
    """Say what clog makes of change logs: one JSON object a line for each file.

    An answer holds checksums, descriptions, and the SQL for each dialect, forwards and back. The exit status is 1
    when a file cannot be read.

    \b
    Example:
        clog inspect changelog/root.xml --dialects=sqlite,postgresql
    """  # noqa: D301 - click wants the character behind \b
    import json

    from clog.commands.inspect import InspectOptions
    from clog.commands.inspect import inspect as run
    from clog.declare import dialect_names
    from clog.execution.inspect_rows import failed

    del output_format
    options = InspectOptions(
        search_path,
        _listed(dialects) or dialect_names(),
        _listed(contexts),
        label_filter,
        definitions(pairs),
        encoding(),
    )
    status = 0
    for answer in run(files, options):
        click.echo(json.dumps(answer, ensure_ascii=True))
        if failed(answer):
            status = 1
            click.echo(answer.get("error") or f"{answer['file']}: a bug in clog: look for CLOG999", err=True)
    return status


COMMAND = inspect
