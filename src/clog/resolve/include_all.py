"""includeAll: which files of a folder are read, and in which order.

Reference: liquibase.changelog.DatabaseChangeLog.includeAll, observed
"""

from __future__ import annotations

from functools import cmp_to_key
from typing import TYPE_CHECKING, Any

from clog.errors import ClogError, FileMissing, InvalidValue, MissingAttribute, Unsupported
from clog.model.node import attribute
from clog.model.paths import normal_path
from clog.model.scalars import as_text
from clog.model.wording import setting
from clog.resources import below
from clog.sqltext.blanks import BLANKS

if TYPE_CHECKING:
    from collections.abc import Callable

    from clog.model.node import Node
    from clog.resolve.files import File
    from clog.resources import Resources

    Code = Callable[[str], Any]


def files_of(node: Node, file: File, resources: Resources, code: Code | None = None) -> list[str]:
    """List the files that an includeAll reads, in order. Those that no format reads are among them.

    Args:
        node: the includeAll.
        file: in which it stands.
        resources: where files are found.
        code: gives the object behind the name of a class; None: there are none.

    Raises:
        MissingAttribute: it has no path.
        InvalidValue: its depths make no sense.
        FileMissing: nothing is found, and errorIfMissingOrEmpty is not false.
        Unsupported: its classes are not there.
    """
    name = as_text(attribute(node, "path"))
    if name is None:
        hint = f"say which folder: {setting(file.document.format, 'path', '...')}"
        raise file.error(MissingAttribute, "includeAll needs the attribute path", node, hint)
    relative = _says(attribute(node, "relativeToChangelogFile"), "true")
    folder = normal_path(below(file.document.path, name) if relative else name)
    paths = [] if _is_nowhere(name, relative=relative) else resources.search(folder if relative else name) or []
    found = _chosen(node, file, paths, folder)
    for asked in ("filter", "resourceFilter"):
        own = as_text(attribute(node, asked))
        if own is not None:
            found = _by_class(node, file, found, (own, asked), code)
            break
    error_wanted = attribute(node, "errorIfMissingOrEmpty")
    if not found and (error_wanted is None or _says(error_wanted, "true")):
        hint = f"{setting(file.document.format, 'errorIfMissingOrEmpty', 'false')} accepts that"
        if name.startswith("classpath:"):
            hint = "leave out the prefix: files are looked up on the search path"
        elif not name:
            hint = f"{setting(file.document.format, 'path', '.')} means all of the search path"
        raise file.error(FileMissing, f'includeAll finds no change logs in "{name}"', node, hint, "path")
    return _ordered(node, file, found, code)


def _is_nowhere(name: str, *, relative: bool) -> bool:
    """Return whether a path is one that Liquibase finds nothing at, whatever there is."""
    return not name or (name.startswith("classpath:") and not relative)


def _chosen(node: Node, file: File, paths: Any, folder: str) -> list[str]:
    """Choose by depth and by the end of the path, in which case does not matter."""
    lowest, deepest = _number(node, "minDepth", 0), _number(node, "maxDepth", None)
    if lowest < 0 or (deepest is not None and deepest < lowest):
        fault, name = ("minDepth is negative", "minDepth")
        if lowest >= 0:
            fault, name = (f"maxDepth of includeAll is {deepest}, which is less than minDepth, {lowest}", "maxDepth")
        hint = "files in the folder itself have depth 1; leave both out to read all"
        raise file.error(InvalidValue, fault, node, hint, name)
    ending = (as_text(attribute(node, "endsWithFilter")) or "").strip(BLANKS).lower()
    steps = folder.rstrip("/").split("/") if folder else []
    found = []
    for path in paths:
        above = 0 if path.startswith("../") else steps.count("..")  # as many steps down again: it is on the search path
        depth = path.count("/") - (len(steps) - 2 * above) + 1
        if path.lower().endswith(ending) and lowest <= depth and (deepest is None or depth <= deepest):
            found.append(path)
    return found


def _by_class(node: Node, file: File, paths: list[str], named: tuple[str, str], code: Code | None) -> list[str]:
    """Ask a class of the author about each file: include(path), or the object itself as a function."""
    name, asked = named
    chooser = _object(node, file, name, asked, code)
    include = getattr(chooser, "include", chooser)
    try:
        return [path for path in paths if include(path)]
    except Exception as error:
        raise file.error(Unsupported, f"the filter {name} failed: {error}", node, "", asked) from error


def _ordered(node: Node, file: File, paths: list[str], code: Code | None) -> list[str]:
    """Sort by the whole path, or as a class of the author does: compare(one, other), or a function as key."""
    name = as_text(attribute(node, "resourceComparator"))
    if not name:
        return sorted(set(paths), key=lambda path: path.replace("WEB-INF/classes/", ""))
    comparator = _object(node, file, name, "resourceComparator", code)
    compare = getattr(comparator, "compare", None)
    try:
        return sorted(sorted(set(paths)), key=comparator if compare is None else cmp_to_key(compare))
    except Exception as error:
        message = f"the resourceComparator {name} failed: {error}"
        raise file.error(Unsupported, message, node, "", "resourceComparator") from error


def _object(node: Node, file: File, name: str, attribute_name: str, code: Code | None) -> Any:
    """Find the object behind the name of a class.

    Raises:
        Unsupported: there is none.
    """
    try:
        if code is None:
            raise Unsupported(f"{name} is not run here")
        return code(name)
    except ClogError as error:
        message = f"{attribute_name} of includeAll: {error.message}"
        raise file.error(type(error), message, node, error.hint, attribute_name) from error


def _says(raw: Any, word: str) -> bool:
    """Return whether a value is a word."""
    return raw is not None and str(raw).strip(BLANKS).lower() == word


def _number(node: Node, name: str, default: Any) -> Any:
    """Read an integer; what is none is said elsewhere."""
    text = (as_text(attribute(node, name)) or "").strip(BLANKS)
    return int(text) if text.lstrip("+-").isdigit() else default
