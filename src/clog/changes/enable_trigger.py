"""enableTrigger: switches a trigger on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.changes.bases.switch_trigger import SwitchTriggerChange
from clog.declare import all_but, change_type

if TYPE_CHECKING:
    from clog.model.change import Change
    from clog.model.context import ChangeContext


@change_type("enableTrigger", not_on=all_but("edb", "mssql", "oracle", "postgresql"))
class EnableTriggerChange(SwitchTriggerChange):
    """Switches a trigger on."""

    enabled = True

    def inverse(self, context: ChangeContext) -> tuple[Change, ...]:
        """Switch it off."""
        from clog.changes.disable_trigger import DisableTriggerChange

        return (DisableTriggerChange(**self.values()),)
