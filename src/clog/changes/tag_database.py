"""tagDatabase: tags the state after this change set."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change


@change_type("tagDatabase")
class TagDatabaseChange(Change):
    """Tags the state after this change set. Reference: liquibase.change.core.TagDatabaseChange"""

    tag: str | None = attr("The tag.", default=None)
