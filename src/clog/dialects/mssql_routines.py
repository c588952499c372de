"""SQL Server: triggers, synonyms, checks and names, apart from the dialect only because of its length."""

from __future__ import annotations

from clog.dialects.base import Dialect, renders
from clog.model.statements.check import AddCheckStatement, SwitchCheckStatement
from clog.model.statements.routine import (
    DropTriggerStatement,
    RenameTriggerStatement,
    SwitchTriggerStatement,
    TriggerStatement,
)
from clog.model.statements.sequence import RenameSequenceStatement
from clog.model.statements.synonym import CreateSynonymStatement


class MssqlRoutines(Dialect):
    """The part of the dialect that writes statements about triggers, synonyms, checks and names."""

    def trigger_owner(self, statement: TriggerStatement) -> str:
        """Write what a trigger belongs to: a table, DATABASE or ALL SERVER."""
        scope = (statement.scope or "").upper()
        if scope == "DATABASE":
            return scope
        return "ALL SERVER" if statement.wide else statement.owner(self)

    @renders(DropTriggerStatement)
    def drop_trigger(self, statement: DropTriggerStatement) -> str:
        """Write ON DATABASE or ON ALL SERVER for triggers that belong to no table."""
        if statement.wide:
            return f"DROP TRIGGER {self.quote(statement.trigger.name, 'trigger')} ON {self.trigger_owner(statement)}"
        return f"DROP TRIGGER {self.object(statement.trigger, 'trigger')}"

    @renders(SwitchTriggerStatement)
    def switch_trigger(self, statement: SwitchTriggerStatement) -> str:
        """Write ENABLE TRIGGER name ON table."""
        word = "ENABLE" if statement.enabled else "DISABLE"
        return f"{word} TRIGGER {self.object(statement.trigger, 'trigger')} ON {self.trigger_owner(statement)}"

    @renders(RenameTriggerStatement)
    def rename_trigger(self, statement: RenameTriggerStatement) -> str:
        """Call sp_rename."""
        old = self.object(statement.trigger, "trigger").replace("'", "''")
        return f"exec sp_rename '{old}', {self.text(statement.new_name)}"

    @renders(CreateSynonymStatement)
    def create_synonym(self, statement: CreateSynonymStatement) -> tuple[str, ...]:
        """Drop the older one first, where it is to give way."""
        return statement.dropped_first(self)

    @renders(AddCheckStatement)
    def add_check(self, statement: AddCheckStatement) -> tuple[str, ...]:
        """Write WITH NOCHECK for rows that are not checked; switch it off with a second statement."""
        made = statement.written(self, before="" if statement.validate else "WITH NOCHECK ")
        if not statement.disabled:
            return (made,)
        return (made, self.switch_check(SwitchCheckStatement(statement.table, statement.name, enabled=False)))

    @renders(SwitchCheckStatement)
    def switch_check(self, statement: SwitchCheckStatement) -> str:
        """Write WITH CHECK CHECK CONSTRAINT name, which checks the rows that are there, or NOCHECK CONSTRAINT."""
        return statement.written(
            self, "WITH CHECK CHECK CONSTRAINT {}" if statement.enabled else "NOCHECK CONSTRAINT {}"
        )

    @renders(RenameSequenceStatement)
    def rename_sequence(self, statement: RenameSequenceStatement) -> str:
        """Call sp_rename."""
        return (
            f"sp_rename {self.quote(statement.sequence.name, 'sequence')} ,{self.quote(statement.new_name, 'sequence')}"
        )
