"""The command line of `checksum`, whose commands stand below it."""

from __future__ import annotations

import click

from clog.cli.commands import ClogCommand
from clog.commands import checksum

COMMAND = click.Group(
    "checksum",
    help="Look into checksums: clog checksum explain path::id::author.",
    commands=[ClogCommand("explain", checksum)],
)
