"""Saying the events of commands that have no settings."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from clog.sqltext.control import escaped

if TYPE_CHECKING:
    from clog.model.events import Report, Run

FORMAT = click.option(
    "--format", "answer", type=click.Choice(["text", "json"], case_sensitive=False), default="text",
    help="Form of the answer.",
)  # fmt: skip
"""The option that asks for JSON."""


def say(command: str, work: Run, form: str) -> None:
    """Run a command; scripts go to standard output, all else to standard error.

    Args:
        command: its name.
        work: the command at work.
        form: "json": its answer goes to standard output, and scripts are part of that.
    """
    json = form.lower() == "json"
    said: dict[str, list[str]] = {"script": [], "warning": [], "notice": []}
    while True:
        try:
            event = next(work)
        except StopIteration as end:
            if json:
                _answer(command, end.value, said)
            return
        if event.text:
            said.setdefault(event.kind, []).append(event.text)
        if event.kind == "warning":
            click.echo(f"warning: {escaped(event.text)}", err=True)
        elif event.text and not (json and event.kind == "script"):
            script = event.kind == "script"
            click.echo(
                event.text if script and not sys.stdout.isatty() else escaped(event.text), err=not script, nl=not script
            )


def _answer(command: str, report: Report, said: dict[str, list[str]]) -> None:
    """Write the answer for machines."""
    from clog.cli.failure import document

    answer = {
        "schema": f"clog.{command}/1",
        "done": list(report.done),
        **report.answer,
        "messages": said["notice"],
        "warnings": said["warning"],
    }
    if said["script"]:
        answer["script"] = "".join(said["script"])
    click.echo(document(answer, sys.stdout.encoding), nl=False)
