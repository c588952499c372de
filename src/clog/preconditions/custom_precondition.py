"""customPrecondition: asks code of your own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.declare import attr, precondition_type
from clog.model.change import Precondition

if TYPE_CHECKING:
    from collections.abc import Mapping


@precondition_type("customPrecondition")
class CustomPreconditionPrecondition(Precondition):
    """Asks code of your own. Reference: liquibase.precondition.core"""

    class_name: str = attr("Class that answers.")
    params: Mapping[str, str | None] = attr(
        "What the class is given. Attributes that are not declared are parameters too.",
        default=None,
        kind="map",
        element="clog.model.parts:Parameter",
        items="param",
    )
