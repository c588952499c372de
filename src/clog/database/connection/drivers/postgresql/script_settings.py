"""Settings in scripts for PostgreSQL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


_SET = re.compile(
    r"(?:\A|;)(?:\s++|--[^\n]{0,500}+\n|/\*(?:[^*]|\*(?!/)){0,500}+\*/){0,20}+"
    r"SET\s+(?!LOCAL\b|TRANSACTION\b|CONSTRAINTS?\b)(?:SESSION\s+(?!AUTH|CHAR))?(.{1,60})",
    re.IGNORECASE,
)
_CONFIG = re.compile(r"\bset_config\s*\(\s*'([\w.]+)'", re.IGNORECASE)
_NAME = re.compile(r"([\w.]+)\s*(?:=|TO\b)", re.IGNORECASE)
_WORDS = (
    (re.compile(r"SESSION AUTHORIZATION\b", re.IGNORECASE), "RESET SESSION AUTHORIZATION"),
    (re.compile(r"ROLE\b", re.IGNORECASE), "RESET ROLE"),
    (re.compile(r"TIME ZONE\b", re.IGNORECASE), "RESET TIME ZONE"),
    (re.compile(r"(?:SESSION CHARACTERISTICS|NAMES|SCHEMA|XML OPTION)\b", re.IGNORECASE), "RESET ALL"),
)


def resets(text: str) -> Iterator[tuple[str, str]]:
    """Reset what is set by SET or set_config; the search path is set again anyway."""
    for match in _SET.finditer(text):
        words = match[1]
        found = next((reset for pattern, reset in _WORDS if pattern.match(words)), "")
        name = _NAME.match(words)
        if found or (name is not None and name[1].lower() != "search_path"):
            yield "", found or f"RESET {name[1] if name else ''}"
    for name in _CONFIG.findall(text):
        if name.lower() != "search_path":
            yield "", f"RESET {name}"
