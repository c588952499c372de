"""sqlCheck: holds when a query gives the expected value."""

from __future__ import annotations

from clog.declare import attr, precondition_type
from clog.model.change import Precondition


@precondition_type("sqlCheck")
class SqlCheckPrecondition(Precondition):
    """Holds when a query gives the expected value. Reference: liquibase.precondition.core"""

    expected_result: str = attr("The value that the first column of the only row must have.")
    sql: str = attr("The query.", body=True)
