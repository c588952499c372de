"""Escapes in URLs."""

from __future__ import annotations

import re

_ESCAPE = re.compile(rb"%([0-9a-fA-F]{2})")


def unquote(text: str) -> str:
    """Decode %XX escapes as UTF-8."""
    if "%" not in text:
        return text
    return _ESCAPE.sub(lambda match: bytes((int(match[1], 16),)), text.encode()).decode(errors="replace")
