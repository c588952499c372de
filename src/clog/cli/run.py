"""Running one command: settings in, events and report out to the streams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.settings.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

    from clog.model.report import Run


def run(name: str, implementation: ModuleType, options: Mapping[str, str], definitions: Mapping[str, str]) -> int:
    """Run a command and write down what it says.

    Returns:
        The exit status.
    """
    from clog.cli.output import Output

    settings = resolve(name, options, definitions)
    with Output(settings) as output:
        for warning in settings.warnings:
            output.warn(warning)
        if not settings.should_run:
            output.note("clog did not run: --should-run is false")
            return 0
        work: Run = getattr(implementation, name.replace("-", "_"))(settings)
        while True:
            try:
                event = next(work)
            except StopIteration as end:
                output.report(end.value)
                return int(end.value.status)
            output.event(event)
