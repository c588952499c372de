"""Docstrings: what they begin with, and that the names in them exist."""

from __future__ import annotations

import ast
import builtins
import re
import sys
from pathlib import Path

import clog

SOURCE = Path(clog.__file__).parent
ROOT = Path(__file__).resolve().parents[1]
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SOURCE.rglob("*.py"))}
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef
VERBS = """
Accept Acquire Add Allow Answer Apply Ask Begin Bind Build Call Cancel Change Check Choose Clear Close Collect Combine Commit Compare
Compile Compute Connect Convert Copy Count Create Declare Decode Delete Describe Determine Drop End Enter Escape Evaluate Execute
Expand Explain Fill Find Flush Fold Follow Forget Format Free Guess Handle Hash Import Insert Join Keep Leave Limit List Load Look Make
Mark Match Move Normalise Omit Open Parse Plan Prepare Print Put Quote Raise Read Rebuild Record Redirect Refuse Release Remove
Rename Render Replace Report Reset Resolve Restore Return Roll Run Save Say Search Select Send Separate Set Shorten Show Skip Sort
Split Start Stop Store Switch Tag Test Translate Trim Try Undo Unpack Update Validate Wait Warn Write Yield
"""
NOUNS = ("The ", "What ", "Whether ", "All ", "How ", "Where ", "Which ", "Who ")  # properties are read like attributes


def is_property(function: FUNCTIONS) -> bool:
    return any("property" in ast.unparse(decorator) for decorator in function.decorator_list)


def is_module(dotted: str) -> bool:
    """Say whether a dotted name below clog is a module, or something in one."""
    path = SOURCE.joinpath(*dotted.split("."))
    return any(place.is_dir() or place.with_suffix(".py").is_file() for place in (path, path.parent))


def docstrings() -> list[tuple[str, ast.AST, str]]:
    """List all docstrings, each with its place."""
    found: list[tuple[str, ast.AST, str]] = []
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | FUNCTIONS) and (text := ast.get_docstring(node)):
                line = 1 if isinstance(node, ast.Module) else node.lineno
                found.append((f"{path.relative_to(SOURCE)}:{line}", node, text))
    return found


def known_names() -> set[str]:
    """Collect names of modules, classes, functions, fields and parameters, and the texts that stand alone in code."""
    names = {*dir(builtins), *sys.stdlib_module_names}
    for path, tree in TREES.items():
        place = path.relative_to(SOURCE)
        names.update(("clog", *place.with_suffix("").parts), {path.name, place.as_posix(), "/".join(place.parts[-2:])})
        for node in ast.walk(tree):
            for field in ("name", "id", "attr", "arg"):
                if isinstance(name := getattr(node, field, None), str):
                    names.update(name.split("."))
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 60:
                names.add(node.value)  # options, elements, SQL words, keys of files
    names.update(name for path in (ROOT / "docs").rglob("*.md") for name in (path.name, path.stem))
    return names


def test_docstrings_of_functions_begin_with_a_standard_verb() -> None:
    odd = []
    for place, node, text in docstrings():
        if not isinstance(node, FUNCTIONS):
            continue
        if text.split()[0].rstrip(".") in VERBS.split() or (is_property(node) and text.startswith(NOUNS)):
            continue
        odd.append(f"{place} {node.name}: {text.splitlines()[0]}")
    assert not odd, "\n".join(odd)


def test_names_in_backticks_exist() -> None:
    names = known_names()
    missing = []
    for place, node, text in docstrings():
        if isinstance(node, ast.Module) and place.startswith("rules/") and place.count("/") == 2:
            continue  # a page for users, with examples of what they write
        for quoted in re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text):
            words = re.findall(r"[A-Za-z_]\w*", re.sub(r'"[^"]*"', "", quoted))
            if quoted not in names and not all(word in names for word in words):
                missing.append(f"{place} `{quoted}`")
    assert not missing, "\n".join(missing)
