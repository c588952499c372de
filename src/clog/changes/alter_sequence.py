"""alterSequence: changes the settings of a sequence."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from clog.declare import all_but, attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.sequence import AlterSequenceStatement

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type(
    "alterSequence",
    applies_to="sequence",
    not_on=("ingres", "mysql", "sqlite", "sybase"),
)
class AlterSequenceChange(Change):
    """Changes the settings of a sequence. Reference: liquibase.change.core.AlterSequenceChange"""

    written_on: ClassVar[tuple[str, ...]] = ("ingres", "mysql", "sqlite", "sybase")

    sequence_name: str = attr("Name of the sequence.")
    cache_size: int | None = attr("How many numbers the server keeps at hand.", default=None)
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    cycle: bool | None = attr("Whether to start over after the last number.", default=None)
    data_type: str | None = attr(
        "Type of the numbers.",
        default=None,
        only_on=(
            "asany",
            "cockroachdb",
            "db2z",
            "derby",
            "edb",
            "firebird",
            "h2",
            "informix",
            "postgresql",
            "snowflake",
        ),
    )
    increment_by: int | None = attr(
        "Distance between two numbers.",
        default=None,
        only_on=all_but("h2", "hsqldb", "ingres", "mysql", "sqlite", "sybase"),
    )
    max_value: int | None = attr(
        "Largest number.",
        default=None,
        only_on=all_but("hsqldb", "ingres", "mysql", "sqlite", "sybase"),
    )
    min_value: int | None = attr("Smallest number.", default=None)
    ordered: bool | None = attr(
        "Whether numbers come in the order of requests.",
        default=None,
        only_on=all_but("db2", "hsqldb", "ingres", "mssql", "mysql", "sqlite", "sybase"),
    )
    schema_name: str | None = attr("Schema of the object.", default=None)

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Change the sequence."""
        return (
            AlterSequenceStatement(
                ObjectName(self.sequence_name, self.schema_name, self.catalog_name),
                data_type=self.data_type,
                increment=self.increment_by,
                minimum=self.min_value,
                maximum=self.max_value,
                cache=self.cache_size,
                ordered=self.ordered,
                cycle=self.cycle,
            ),
        )
