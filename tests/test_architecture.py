"""The shape of the house: layers, file sizes, names that agree with files, what start-up may import."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import clog
from clog.changes import change_class, change_names
from clog.naming import module_name
from clog.preconditions import precondition_names

ROOT = Path(__file__).resolve().parents[1]
SOURCE = Path(clog.__file__).parent
FILES = sorted(SOURCE.rglob("*.py"))
LONGEST = 400


def test_layers_import_only_what_is_below_them() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_files_stay_readable(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST, f"{path.relative_to(SOURCE)} has {lines} lines"


def test_every_module_says_what_it_is() -> None:
    silent = [path for path in FILES if not path.read_text(encoding="utf-8").lstrip().startswith('"""')]
    assert silent == []


def test_change_types_stand_in_files_of_their_names() -> None:
    names = change_names()
    assert len(names) == 65
    for name in names:
        found = change_class(name)
        assert found is not None
        assert found.__module__ == f"clog.changes.{module_name(name)}"
    files = {path.stem for path in (SOURCE / "changes").glob("*.py")} - {"__init__"}
    assert {module_name(name) for name in names} == {file for file in files if not file.startswith("_")}


def test_preconditions_stand_in_files_of_their_names() -> None:
    files = {path.stem for path in (SOURCE / "preconditions").glob("*.py")} - {"__init__"}
    assert {module_name(name) for name in precondition_names()} == files
    assert len(files) == 20


def test_every_public_thing_has_a_docstring() -> None:
    missing = []
    for path in FILES:
        name = ".".join(("clog", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__")
        if name == "clog.__main__":
            continue
        module = importlib.import_module(name)
        for member_name, member in vars(module).items():
            if member_name.startswith("_") or getattr(member, "__module__", None) != name:
                continue
            if isinstance(member, type) and not (member.__doc__ or "").strip():
                missing.append(f"{name}.{member_name}")
    assert missing == []
