"""Making what follows the settings of a connection."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clog.database.connection.session import Session
    from clog.database.connection.state.base import SessionState


def make_state(session: Session) -> SessionState:
    """Return what follows the settings of a connection, as they are now."""
    driver = type(session).__module__.rpartition(".")[2]
    state: SessionState = import_module(f"clog.database.connection.state.{driver}").STATE(session)
    return state
