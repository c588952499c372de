"""createSequence: creates a sequence."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from clog.changes.drop_sequence import DropSequenceChange
from clog.declare import all_but, attr, change_type
from clog.model.change import Change
from clog.model.statements.base import ObjectName
from clog.model.statements.sequence import CreateSequenceStatement

if TYPE_CHECKING:
    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type(
    "createSequence",
    not_on=("ingres", "mysql", "sqlite", "sybase"),
)
class CreateSequenceChange(Change):
    """Creates a sequence. Reference: liquibase.change.core.CreateSequenceChange"""

    written_on: ClassVar[tuple[str, ...]] = ("ingres", "mysql", "sqlite", "sybase")

    sequence_name: str = attr("Name of the sequence.")
    cache_size: int | None = attr(
        "How many numbers the server keeps at hand.",
        default=None,
        only_on=all_but("ingres", "mysql", "snowflake", "sqlite", "sybase"),
    )
    catalog_name: str | None = attr("Catalog of the object.", default=None, since="3.0")
    cycle: bool | None = attr(
        "Whether to start over after the last number.",
        default=None,
        only_on=all_but("ingres", "mysql", "snowflake", "sqlite", "sybase"),
    )
    data_type: str | None = attr(
        "Type of the numbers.",
        default=None,
        only_on=("asany", "cockroachdb", "db2", "db2z", "derby", "edb", "h2", "informix", "postgresql"),
    )
    increment_by: int | None = attr(
        "Distance between two numbers.",
        default=None,
        only_on=all_but("firebird", "ingres", "mysql", "sqlite", "sybase"),
    )
    max_value: int | None = attr(
        "Largest number.",
        default=None,
        only_on=all_but("firebird", "hsqldb", "ingres", "mysql", "snowflake", "sqlite", "sybase"),
    )
    min_value: int | None = attr(
        "Smallest number.",
        default=None,
        only_on=all_but("firebird", "hsqldb", "ingres", "mysql", "snowflake", "sqlite", "sybase"),
    )
    ordered: bool | None = attr(
        "Whether numbers come in the order of requests.",
        default=None,
        only_on=("asany", "db2", "db2z", "derby", "firebird", "h2", "informix", "mariadb", "oracle"),
    )
    schema_name: str | None = attr("Schema of the object.", default=None)
    start_value: int | None = attr(
        "First number.",
        default=None,
        only_on=all_but("firebird", "ingres", "mysql", "sqlite", "sybase"),
    )

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Create the sequence."""
        return (
            CreateSequenceStatement(
                ObjectName(self.sequence_name, self.schema_name, self.catalog_name),
                data_type=self.data_type,
                start=self.start_value,
                increment=self.increment_by,
                minimum=self.min_value,
                maximum=self.max_value,
                cache=self.cache_size,
                ordered=self.ordered,
                cycle=self.cycle,
            ),
        )

    def inverse(self, context: ChangeContext) -> tuple[Change, ...]:
        """Drop the sequence. As in Liquibase, the catalog is not named then."""
        return (DropSequenceChange(sequence_name=self.sequence_name, schema_name=self.schema_name),)
