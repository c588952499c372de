"""customChange: runs code of your own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.declare import attr, change_type
from clog.errors import Unsupported
from clog.model.change import Change, Irreversible
from clog.model.custom import CustomStatement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clog.model.catalog import Catalog
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

    @property
    def task(self) -> Any:
        """The object that does it.

        Raises:
            Unsupported: there is no such class.
        """
        make = self.surroundings.custom if self.surroundings else None
        if make is None:
            raise Unsupported(f"nothing here runs the customChange {self.class_name}")
        return make(self.class_name, self.params or {})

    def statements(self) -> tuple[Statement, ...]:
        """Run it without a look at the database."""
        return self.statements_with(None)

    def statements_with(self, catalog: Catalog | None) -> tuple[Statement, ...]:
        """Run it."""
        return (CustomStatement(self.class_name, self.task.forward, self._shown, catalog),)

    def inverse(self) -> tuple[Change, ...] | Irreversible:
        """Let the class undo it, if it can."""
        if not hasattr(self.task, "rollback"):
            return Irreversible(f"{self.class_name} has no rollback")
        undo = UndoCustomChange(class_name=self.class_name, params=self.params)
        if self.surroundings is not None:
            undo.placed(self.surroundings)
        return (undo,)

    @property
    def _shown(self) -> bool:
        return self.surroundings is not None and bool(self.surroundings.shown)


class UndoCustomChange(CustomChangeChange):
    """Runs `rollback` of code of your own."""

    def statements_with(self, catalog: Catalog | None) -> tuple[Statement, ...]:
        """Run it backwards."""
        return (CustomStatement(self.class_name, self.task.rollback, self._shown, catalog),)
