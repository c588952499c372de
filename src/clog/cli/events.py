"""Saying the events of commands that have no settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from clog.model.report import Run


def say(work: Run) -> None:
    """Run a command; scripts go to standard output, all else to standard error."""
    for event in work:
        if event.kind == "warning":
            click.echo(f"warning: {event.text}", err=True)
        elif event.text:
            click.echo(event.text, err=event.kind != "script", nl=event.kind != "script")
