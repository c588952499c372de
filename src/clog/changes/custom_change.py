"""customChange: runs code of your own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, change_type
from clog.model.change import Change

if TYPE_CHECKING:
    from collections.abc import Mapping


@change_type("customChange")
class CustomChangeChange(Change):
    """Runs code of your own. Reference: liquibase.change.core.custom.CustomChangeWrapper"""

    class_name: str = attr("Class to run.", name="class")
    params: Mapping[str, str | None] = attr(
        "What the class is given. Attributes that are not declared are parameters too.",
        default=None,
        kind="map",
        element="clog.model.parts:Parameter",
        items="param",
    )
