"""customPrecondition: asks code of your own."""

from __future__ import annotations

from clog.declare import attr, precondition_type
from clog.model.change import Precondition


@precondition_type("customPrecondition")
class CustomPreconditionPrecondition(Precondition):
    """Asks code of your own. Reference: liquibase.precondition.core"""

    class_name: str = attr("Class that answers.")
    param: str | None = attr("param", default=None)
