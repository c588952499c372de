"""Rehearsing: what the schema will be after statements that are only shown. The session knows nothing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from clog.model.catalog import Catalog
    from clog.model.sql import Sql


class Rehearsal:
    """What is in the database, and would be after the statements noted, where a database can tell that beforehand."""

    def __init__(self, look: Callable[[], Catalog | None]) -> None:
        self._look = look

    @property
    def catalog(self) -> Catalog | None:
        """What will be there, as far as it is known."""
        return self._look()

    def note(self, sql: Sql) -> None:
        """Record a statement that is printed: the next one may depend on what it does."""
        del sql
