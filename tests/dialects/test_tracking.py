"""History and lock tables in every dialect, as Liquibase 4.28.0 makes and writes them: fixtures/tracking/<dbms>.sql.

Where Liquibase tags all rows of the last second (the plain UPDATE), there is no expected text: ours tags one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clog.dialects import dialect_class
from clog.model.statements import tracking
from clog.model.statements.base import ObjectName
from tests.support.dialects import FIXTURES, expected

if TYPE_CHECKING:
    from pathlib import Path

    from clog.model.statements.base import Statement

HISTORY = ObjectName("DATABASECHANGELOG")
LOCK = ObjectName("DATABASECHANGELOGLOCK")
STATEMENTS: dict[str, Statement] = {
    "CreateHistoryTable": tracking.CreateHistoryTable(HISTORY),
    "CreateLockTable": tracking.CreateLockTable(LOCK),
    "InitializeLock": tracking.InitializeLock(LOCK),
    "ReleaseLock": tracking.ReleaseLock(LOCK),
    "TagNewest": tracking.TagNewest(HISTORY, "v1"),
}


@pytest.mark.parametrize("path", sorted((FIXTURES / "tracking").glob("*.sql")), ids=lambda path: path.stem)
def test_tracking(path: Path) -> None:
    """Both tools can share the tables."""
    dialect = dialect_class(path.stem)()
    wanted = expected(path)
    assert {name: list(dialect.render(STATEMENTS[name])) for name in wanted} == wanted


@pytest.mark.parametrize("name", ["db2z", "h2"])
def test_one_row_is_tagged(name: str) -> None:
    """Without a statement of their own, databases tag the last row by date and order."""
    (text,) = dialect_class(name)().render(STATEMENTS["TagNewest"])
    assert "ORDEREXECUTED = (SELECT MAX(ORDEREXECUTED)" in text
