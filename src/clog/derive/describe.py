"""DESCRIPTION: what a change set does, in one line. Reference: behaviour, section 1.4"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.model.change import Change


LIMIT = 255
"""A longer description is cut, and ends in dots. The history cuts it again, a little shorter."""


def description(changes: Iterable[Change]) -> str:
    """Describe a list of changes. Reference: liquibase.changelog.ChangeSet.getDescription"""
    text = "; ".join(change.description() for change in changes) or "empty"
    return text if len(text) <= LIMIT else text[: LIMIT - 3] + "..."
