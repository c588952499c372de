"""Attributes of the elements at the top of a change log, read as Liquibase reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.model.expressions import entries
from clog.model.node import attribute
from clog.model.paths import normal_path
from clog.model.scalars import as_text
from clog.model.wording import setting
from clog.sqltext.blanks import BLANKS

if TYPE_CHECKING:
    from clog.model.node import Node


def looked_for(name: str, wanted: str, form: str) -> str:
    """Say where a file was looked for, to the author of a file of this format."""
    if "${" in name:
        return "the parameter in it has no value here: define it with a property above, or with -D"
    if wanted != normal_path(name):
        return f"looked for {wanted}, since relativeToChangelogFile is true; correct the path, or leave that out"
    beside = setting(form, "relativeToChangelogFile", "true")
    return f"paths start at the search path; {beside} lets them start beside this file"


def text_of(node: Node, name: str) -> str | None:
    """Read an attribute as text."""
    return as_text(attribute(node, name))


def is_true(raw: Any) -> bool:
    """Return whether a value says yes."""
    return raw is True or (raw is not None and str(raw).strip(BLANKS).lower() == "true")


def is_false(raw: Any) -> bool:
    """Return whether a value is given and does not say yes."""
    return raw is not None and not is_true(raw)


def context_of(node: Node) -> str:
    """Read contextFilter, or context, its old name."""
    return (text_of(node, "contextFilter") or "").strip(BLANKS) or text_of(node, "context") or ""


def inherited(node: Node) -> dict[str, Any]:
    """Read what an include hands down to change sets."""
    return {
        "context": context_of(node),
        "labels": ",".join(dict.fromkeys(entries((text_of(node, "labels") or "").lower()))),
        "ignore": is_true(attribute(node, "ignore")),
    }
