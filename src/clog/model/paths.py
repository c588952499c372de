"""How Liquibase compares the paths of change log files."""

from __future__ import annotations

import re

_DRIVE = re.compile(r"^[a-zA-Z]:(?=/)")
_DOTS = re.compile(r"(?:^|/)\.\.?(?:/|$)|//")


def normal_path(path: str) -> str:
    r"""Fold the spellings of one path into one: classpath:./dir\x/../c.xml -> dir/c.xml.

    Reference: liquibase.changelog.DatabaseChangeLog.normalizePath
    """
    path = path.replace("\\", "/").removeprefix("classpath:")
    path = _DRIVE.sub("", path).strip("/")
    if not _DOTS.search(path):
        return path
    parts: list[str] = []
    for part in path.split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)
