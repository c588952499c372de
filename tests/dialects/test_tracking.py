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

    from clog.dialects.base.dialect import Dialect
    from clog.model.statements.base import Statement


def statements(dialect: Dialect) -> dict[str, Statement]:
    """Make the statements by name; the tables are named as the database stores names."""
    history = ObjectName(dialect.correct_case("DATABASECHANGELOG"))
    lock = ObjectName(dialect.correct_case("DATABASECHANGELOGLOCK"))
    return {
        "CreateHistoryTable": tracking.CreateHistoryTable(history),
        "CreateLockTable": tracking.CreateLockTable(lock),
        "InitializeLock": tracking.InitializeLock(lock),
        "ReleaseLock": tracking.ReleaseLock(lock),
        "TagNewest": tracking.TagNewest(history, "v1"),
    }


@pytest.mark.parametrize("path", sorted((FIXTURES / "tracking").glob("*.sql")), ids=lambda path: path.stem)
def test_tracking(path: Path) -> None:
    """Both tools can share the tables."""
    dialect = dialect_class(path.stem)()
    wanted = expected(path)
    given = statements(dialect)
    assert {name: list(dialect.render(given[name])) for name in wanted} == wanted


@pytest.mark.parametrize("name", ["db2z", "h2", "sqlite"])
def test_one_row_is_tagged(name: str) -> None:
    """Without a statement of their own, databases tag the last row by date and order."""
    dialect = dialect_class(name)()
    (text,) = dialect.render(statements(dialect)["TagNewest"])
    assert "ORDEREXECUTED = (SELECT MAX(ORDEREXECUTED)" in text
