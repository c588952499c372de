"""customChange: runs code of your own."""

from __future__ import annotations

from clog.declare import change_type
from clog.model.change import Change


@change_type("customChange")
class CustomChangeChange(Change):
    """Runs code of your own. Reference: liquibase.change.core.custom.CustomChangeWrapper"""
