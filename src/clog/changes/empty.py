"""empty: does nothing."""

from __future__ import annotations

from clog.declare import change_type
from clog.model.change import Change


@change_type("empty")
class EmptyChange(Change):
    """Does nothing. Reference: liquibase.change.core.EmptyChange"""
