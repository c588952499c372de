"""DESCRIPTION: what a change set does, in one line. Reference: behaviour, section 1.4"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.model.change import Change


def description(changes: Iterable[Change]) -> str:
    """Describe a list of changes; not shortened."""
    return "; ".join(change.description() for change in changes) or "empty"
