"""Running one command: settings in, events and report out to the streams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import UsageError
from clog.settings.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

    from clog.cli.failure import FailureReporter
    from clog.cli.output import CommandOutput
    from clog.execution.run_record import Record
    from clog.model.events import Run

FORMATS = ("", "TEXT", "JSON")
"""Values of --format where a command does not list its own."""


def run(
    name: str,
    implementation: ModuleType,
    options: Mapping[str, str],
    definitions: Mapping[str, str],
    duty: FailureReporter | None,
) -> int:
    """Run a command and write down what it says.

    Args:
        name: of the command.
        implementation: its module.
        options: values of settings.
        definitions: values of parameters.
        duty: told as soon as the command itself says what goes wrong.

    Returns:
        The exit status.
    """
    import gc

    from clog.cli.output import CommandOutput

    gc.set_threshold(200_000, 20, 100)  # a run makes many values and hardly a cycle: looking for cycles costs a third
    settings = resolve(name, options, definitions)
    forms: tuple[str, ...] = getattr(implementation, "FORMATS", FORMATS)
    if settings.format.upper() not in forms:
        possible = ", ".join(filter(None, forms)).lower()
        raise UsageError(f'{name} has no answer in the form "{settings.format}"', hint=f"possible are {possible}")
    with CommandOutput(settings) as output:
        if duty is not None:
            duty.taken_over, duty.said = True, output.lines
        for warning in settings.warnings:
            output.warn(warning)
        if not settings.should_run:
            output.skipped("--should-run is false")
            return 0
        _listen()
        work: Run = getattr(implementation, name.replace("-", "_"))(settings)
        if settings.report is None:
            return _follow(work, output, None)
        from clog.execution.run_record import Record

        with Record(settings) as record:
            return _follow(work, output, record)


def _follow(work: Run, output: CommandOutput, record: Record | None) -> int:
    """Write down what a command says until it is done."""
    while True:
        try:
            event = next(work)
        except StopIteration as end:
            output.report(end.value)
            return int(end.value.status)
        if record is not None:
            record.event(event)
        output.event(event)


def _listen() -> None:
    """Handle SIGTERM, and a terminal that goes away, as Ctrl-C: what is open is taken back, the lock is freed.

    Signals that whoever started clog let it ignore, as nohup does, stay ignored.
    """
    import signal
    import threading

    if threading.current_thread() is not threading.main_thread():
        return
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _stop)


def _stop(number: int, frame: object) -> None:
    """Stop as Ctrl-C does; a terminal that goes away may say so twice, and shall not disturb the tidying up."""
    import signal

    del frame
    if number != signal.SIGTERM:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt
