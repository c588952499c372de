"""disableTrigger: switches a trigger off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.changes.bases.switch_trigger import SwitchTriggerChange
from clog.declare import all_but, change_type

if TYPE_CHECKING:
    from clog.model.change import Change
    from clog.model.context import ChangeContext


@change_type("disableTrigger", not_on=all_but("edb", "mssql", "oracle", "postgresql"))
class DisableTriggerChange(SwitchTriggerChange):
    """Switches a trigger off."""

    enabled = False

    def inverse(self, context: ChangeContext) -> tuple[Change, ...]:
        """Switch it on."""
        from clog.changes.enable_trigger import EnableTriggerChange

        return (EnableTriggerChange(**self.values()),)
