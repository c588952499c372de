"""Lines of the log, as text or as JSON."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clog.settings import Settings


def line(level: str, text: str, settings: Settings) -> str:
    """Write one line of the log: [2026-11-22 09:34:02] INFO [clog.update] text, or an object with these parts."""
    now = time.localtime()
    if settings.log_format == "JSON":
        from json import dumps

        stamp = time.strftime("%Y-%m-%dT%H:%M:%S%z", now)
        fields = {"timestamp": stamp, "level": level, "command": settings.command, "message": text}
        return dumps(fields, ensure_ascii=False)
    return f"[{time.strftime('%Y-%m-%d %H:%M:%S', now)}] {level} [clog.{settings.command}] {text}"
