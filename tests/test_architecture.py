"""The shape of the house: layers, file sizes, names that agree with files, what start-up may import."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import clog
from clog.changes import change_class, change_names
from clog.naming import module_name
from clog.preconditions import precondition_names

if TYPE_CHECKING:
    from collections.abc import Container

ROOT = Path(__file__).resolve().parents[1]
SOURCE = Path(clog.__file__).parent
FILES = sorted(SOURCE.rglob("*.py"))
LONGEST = 400
EXTRAS = ("postgresql", "mysql")
NAMES = {"ruamel": "ruamel.yaml", "yaml": "pyyaml"}
"""Distributions of packages that are named otherwise."""


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


def modules() -> dict[str, ast.Module]:
    """Parse all modules, by their dotted names."""
    found = {}
    for path in FILES:
        name = ".".join(("clog", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__")
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def imports_of(tree: ast.Module, names: Container[str]) -> set[str]:
    """List what a module imports of clog, also within functions and for type checkers."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in names else node.module for name in inner}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name for name in found if name in names}


def test_no_module_imports_itself_in_a_circle() -> None:
    """Not through functions or TYPE_CHECKING either; change types that undo each other are the only ones."""
    trees = modules()
    graph = {name: imports_of(tree, trees) - {name} for name, tree in trees.items()}
    while True:  # what imports nothing that is left, or is imported by nothing that is left, is in no circle
        imported = set().union(*graph.values())
        free = {name for name, inner in graph.items() if not inner or name not in imported}
        if not free:
            break
        graph = {name: inner - free for name, inner in graph.items() if name not in free}
    pairs = {"add_not_null_constraint", "disable_check_constraint", "disable_trigger", "drop_not_null_constraint",
             "enable_check_constraint", "enable_trigger"}  # fmt: skip
    assert graph.keys() <= {f"clog.changes.{name}" for name in pairs}


def test_no_two_classes_have_one_name() -> None:
    places: dict[str, list[str]] = {}
    for name, tree in modules().items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, []).append(name)
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_every_dependency_is_imported_and_every_import_is_a_dependency() -> None:
    """But for pytest, whose plugin it is loaded by, and keyring, which is asked for by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(line for name in EXTRAS for line in project["optional-dependencies"][name])]
    declared = {re.split(r"[\[>=<]", line)[0].lower().replace("-", "_") for line in wanted}
    imported = {
        name
        for tree in modules().values()
        for node in ast.walk(tree)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            if isinstance(node, ast.Import) else []
        )
    }  # fmt: skip
    tops = {NAMES.get(name.partition(".")[0], name.partition(".")[0]) for name in imported}
    assert tops - sys.stdlib_module_names - {"clog", "pytest", ""} == declared
