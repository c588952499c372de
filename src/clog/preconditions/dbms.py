"""dbms: holds on the databases listed."""

from __future__ import annotations

from clog.declare import attr, precondition_type
from clog.model.change import Precondition


@precondition_type("dbms")
class DbmsPrecondition(Precondition):
    """Holds on the databases listed. Reference: liquibase.precondition.core"""

    type: str = attr("Databases, comma separated; !name excludes one.")
