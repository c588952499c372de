"""Folders of change logs that tests run: which there are, what they are run with, and copies for one database."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, NamedTuple

from clog.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES = frozenset((".xml", ".yaml", ".yml", ".json", ".sql"))
_OWNER = re.compile(rb"""((?:[sS]chema|[cC]atalog)Name["']?\s*[:=]\s*["']?)([A-Za-z]\w*)""")
_OWNER_GIVEN = re.compile(rb'(schema"\s*:\s*")([A-Za-z]\w*)')
"""The same in the parameters of a case."""


class Case(NamedTuple):
    """A change log of a folder, with what it is run with."""

    root: Path
    file: str
    contexts: str = ""
    labels: str = ""
    parameters: tuple[tuple[str, str], ...] = ()

    def settings(self, url: str) -> Settings:
        """Give the settings of clog for it."""
        return Settings(
            url=url,
            command="update",
            changelog_file=self.file,
            search_path=(str(self.root),),
            contexts=tuple(filter(None, self.contexts.split(","))),
            label_filter=self.labels,
            parameters=dict(self.parameters),
            allow_execute_command=True,
        )


def cases(root: Path) -> list[Case]:
    """List the change logs <area>/<name> of a folder; deeper ones are files that they include."""
    found = []
    for path in sorted(root.glob("*/*")):
        if path.suffix in SUFFIXES and not path.name.endswith(".args.json"):
            beside = path.with_suffix(".args.json")
            given = json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {}
            parameters = tuple((key, str(value)) for key, value in given.get("parameters", {}).items())
            file = path.relative_to(root).as_posix()
            found.append(Case(root, file, given.get("contexts", ""), given.get("labels", ""), parameters))
    return found


def copied(source: Path, target: Path, prefix: str = "") -> Path:
    """Copy a folder of cases.

    Args:
        source: the folder.
        target: where it goes.
        prefix: what is put before the names of schemas and catalogs, for servers on which these are databases.
    """
    shutil.copytree(source, target)
    for path in target.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
        if prefix and path.suffix in SUFFIXES:
            text = path.read_bytes()
            names = {match[2] for match in _OWNER.finditer(text)}
            owner = _OWNER_GIVEN if path.name.endswith(".args.json") else _OWNER
            text = owner.sub(rb"\g<1>" + prefix.encode() + rb"\g<2>", text)
            for name in names:
                text = re.sub(rb"(?<![\w.])" + name + rb"(?=\.\w)", prefix.encode() + name, text)
            path.write_bytes(text)
    return target
