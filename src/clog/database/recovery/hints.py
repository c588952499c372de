"""What people can do about a change set that broke off half done and that clog cannot decide about: three ways, as SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.database.recovery.journal import DONE, FAILED, chain_after, delete_entry_sql, update_entry_sql

if TYPE_CHECKING:
    from clog.database.connection.session import Session
    from clog.database.recovery.journal import JournalEntry


def hints_when_unknown(session: Session, entry: JournalEntry) -> tuple[str, ...]:
    """Write the ways to go on where it is not known whether the statement under way came through.

    Args:
        session: whose journal it is.
        entry: the row of the journal; its statement is the one in doubt.
    """
    place = entry.place + 1
    through = entry._replace(state=DONE, place=place, chain=chain_after(entry.chain, entry.digest))
    return _listed(
        (f"statement {place} is in the database; go on behind it:", update_entry_sql(session, through)),
        (
            f"statement {place} is not in the database; run it again:",
            update_entry_sql(session, entry._replace(state=FAILED)),
        ),
        _start_over(session, entry, "what this change set did so far"),
    )


def hints_after_edit(session: Session, now: JournalEntry) -> tuple[str, ...]:
    """Write the ways to go on where the statements that are done are not those of the change set any more.

    Args:
        session: whose journal it is.
        now: the row as it would be if the statements of today were the ones that are done.
    """
    return _listed(
        ("undo the edit of the change set; then it goes on where it stopped",),
        (
            f"the database is as the first {now.place} statements of today leave it; go on behind them:",
            update_entry_sql(session, now),
        ),
        _start_over(session, now, "what it did before the edit"),
    )


def _start_over(session: Session, entry: JournalEntry, what: str) -> tuple[str, str]:
    return f"undo by hand {what}; then let it start from its beginning:", delete_entry_sql(session, entry.key)


def _listed(*ways: tuple[str, ...]) -> tuple[str, ...]:
    """List the ways, each with the SQL that chooses it."""
    lines = []
    for number, (text, *sql) in enumerate(ways, 1):
        lines.append(f"  {number}. {text}")
        lines.extend(f"     {statement};" for statement in sql)
    return tuple(lines)
