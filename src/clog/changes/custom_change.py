"""customChange: runs code of your own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.declare import attr, change_type
from clog.errors import Unsupported
from clog.model.change import Change, Irreversible
from clog.model.custom import CustomStatement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clog.model.context import ChangeContext
    from clog.model.statements.base import Statement


@change_type("customChange")
class CustomChangeChange(Change):
    """Runs code of your own: a Python class, named "module:Class".

    The class is made with the parameters as keyword arguments. `forward(context)` gives the SQL to run, a
    text or several; `rollback(context)`, if there is one, the SQL that undoes it; `checksum()`, if there is
    one, a text that changes when the change set shall count as changed. `context` is a
    `clog.model.custom.CustomContext`. For a Java class the setting `custom_classes` names the Python class.

    Reference: liquibase.change.core.custom.CustomChangeWrapper
    """

    class_name: str = attr("Class to run.", name="class")
    params: Mapping[str, str | None] = attr(
        "What the class is given. Attributes that are not declared are parameters too.",
        default=None,
        kind="map",
        element="clog.model.parts:Parameter",
        items="param",
    )

    def task(self, context: ChangeContext) -> Any:
        """Make the object that does it.

        Raises:
            Unsupported: there is no such class.
        """
        if context.custom is None:
            raise Unsupported(f"nothing here runs the customChange {self.class_name}")
        return context.custom(self.class_name, self.params or {})

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Run it."""
        return (CustomStatement(self.class_name, self.task(context).forward, context.is_script, context.catalog),)

    def inverse(self, context: ChangeContext) -> tuple[Change, ...] | Irreversible:
        """Return what the class undoes, if it can."""
        if not hasattr(self.task(context), "rollback"):
            return Irreversible(f"{self.class_name} has no rollback")
        return (UndoCustomChange(class_name=self.class_name, params=self.params),)


class UndoCustomChange(CustomChangeChange):
    """Runs `rollback` of code of your own."""

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Run it backwards."""
        return (CustomStatement(self.class_name, self.task(context).rollback, context.is_script, context.catalog),)
