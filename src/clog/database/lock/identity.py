"""Whether a process still lives, for databases that are files and know no sessions."""

from __future__ import annotations

import os

_BOOT = "/proc/sys/kernel/random/boot_id"


def process_identity() -> str:
    """Return an identity of this process among all of this machine, also in time; empty where the system does not tell.

    A container has a name space for processes of its own: numbers are compared within one only.
    """
    space, started = _space(), _started(os.getpid())
    return f"{space} {os.getpid()} {started}" if space and started else ""


def process_is_gone(identity: str) -> bool:
    """Return whether that process surely lives no more; False where it cannot be known, as for other machines."""
    parts = identity.rsplit(" ", 2)
    if len(parts) != 3 or parts[0] != _space() or not parts[1].isdigit():
        return False
    return _started(int(parts[1])) != parts[2]


def _space() -> str:
    """Return the start of this machine and the name space of processes."""
    try:
        with open(_BOOT, encoding="ascii") as stream:  # noqa: PTH123 - pathlib costs start-up time
            boot = stream.read().strip()
        return f"{boot} {os.readlink('/proc/self/ns/pid')}"  # noqa: PTH115 - pathlib costs start-up time
    except OSError:
        return ""


def _started(number: int) -> str:
    """Say when a process started, in ticks since the machine did; empty when there is none or it has ended."""
    try:
        with open(f"/proc/{number}/stat", encoding="utf-8", errors="replace") as stream:  # noqa: PTH123 - as above
            fields = stream.read().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in "ZX" else fields[19]
