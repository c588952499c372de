"""Asking before something is destroyed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from clog.errors import UsageError

if TYPE_CHECKING:
    from clog.settings import Settings


def confirmed(settings: Settings, question: str) -> None:
    """Ask at a terminal; go on without asking where --yes or --force is given, or where nobody can answer.

    Raises:
        UsageError: the answer is no.
    """
    if settings.yes or settings.force or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in {"y", "yes"}:
        raise UsageError("nothing was done", hint="--yes answers the question beforehand")
