"""Lines of the log, as text or as JSON."""

from __future__ import annotations

import time

from clog.sqltext.control import escaped


def line(level: str, text: str, form: str, command: str) -> str:
    """Write one line of the log: [2026-11-22 09:34:02] INFO [clog.update] text, or an object with these parts.

    Args:
        level: name of the level.
        text: what happened, without passwords.
        form: TEXT, JSON, or JSON_PRETTY, which takes a line for each part.
        command: name of the command.
    """
    now = time.localtime()
    if form in {"JSON", "JSON_PRETTY"}:
        from json import dumps

        stamp = time.strftime("%Y-%m-%dT%H:%M:%S%z", now)
        fields = {"timestamp": stamp, "level": level, "command": command, "message": text}
        return dumps(fields, indent=2 if form == "JSON_PRETTY" else None)
    return f"[{time.strftime('%Y-%m-%d %H:%M:%S', now)}] {level} [clog.{command}] {escaped(text)}"
