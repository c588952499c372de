"""What is said when clog itself is at fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

HINT = "--log-level=debug shows the traceback; please report it"

_DEBUG = frozenset(("debug", "fine", "trace", "finest"))


def bug_report(error: Exception, arguments: Sequence[str]) -> str:
    """Describe an unexpected error in three lines, or with all of its traceback under --log-level=debug."""
    if any(argument.lower().rpartition("=")[2] in _DEBUG for argument in arguments):
        from traceback import format_exception

        text = "".join(format_exception(error)).rstrip()
        return f"{text}\nthis is a bug in clog [CLOG999]\n  hint: please report it with the text above"
    return f"this is a bug in clog [CLOG999]: {fault(error)}\n  hint: {HINT}"


def fault(error: BaseException) -> str:
    """Say what an unexpected error is, and where it came up."""
    from traceback import extract_tb

    frames = extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "unknown"
    return f"{type(error).__name__}: {error}\n  at {place}"
