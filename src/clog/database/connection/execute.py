"""Running `Sql` values on a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clog.database.connection.session import Session
    from clog.model.sql import Sql


def run(session: Session, sql: Sql) -> int:
    """Do what one `Sql` asks: its rows, its bound statement, its text, or its action.

    Returns:
        The number of rows changed; -1 where the driver does not say or there is nothing to count.

    Raises:
        ExecutionError: the database refused.
    """
    if sql.action is not None:
        sql.action()
        return -1
    if sql.rows is not None:
        return session.execute_rows(sql.bound, sql.rows())
    if sql.parameters is not None:
        return session.execute(sql.bound or sql.text, sql.parameters)
    return session.execute(sql.bound or sql.text) if sql.bound or sql.text else -1
