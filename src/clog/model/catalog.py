"""Catalog: what a database holds, as far as somebody asked. Values only; `database.reflect` fills them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from clog.value import Value

if TYPE_CHECKING:
    from clog.model.statements.base import ObjectName


class TableColumn(Value):
    """A column as the database describes it. `type` is the declared text, `default` SQL text or None."""

    name: str
    type: str
    nullable: bool = True
    default: str | None = None
    primary_key_position: int = 0
    auto_increment: bool = False
    remarks: str | None = None


class ForeignKey(Value):
    """A foreign key. `name` is None where the database has no name for it."""

    name: str | None
    columns: tuple[str, ...]
    target: ObjectName
    target_columns: tuple[str, ...]
    on_delete: str = ""
    on_update: str = ""


class TableIndex(Value):
    """An index. `unique_constraint`: it stands behind a UNIQUE or PRIMARY KEY constraint."""

    name: str
    columns: tuple[str, ...]
    unique: bool = False
    unique_constraint: bool = False
    primary_key: bool = False
    sql: str | None = None


class Table(Value):
    """A table with what belongs to it. `sql` is the statement that made it, where the database keeps it."""

    name: ObjectName
    columns: tuple[TableColumn, ...] = ()
    primary_key_name: str | None = None
    foreign_keys: tuple[ForeignKey, ...] = ()
    indexes: tuple[TableIndex, ...] = ()
    triggers: tuple[str, ...] = ()
    sql: str | None = None


class Catalog(Protocol):
    """What may be asked of the real schema. Answers are read when asked, never stale within a step."""

    def table(self, name: ObjectName) -> Table | None:
        """Describe a table; None when it does not exist. Names are matched as the database does."""
        ...

    def exists(self, kind: str, name: ObjectName) -> bool:
        """Return whether a table, view or sequence of that name is there; kind is one of these words."""
        ...

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Run a query and fetch all rows."""
        ...
