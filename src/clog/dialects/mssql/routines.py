"""SQL Server: triggers, synonyms, checks and names, apart from the dialect only because of its length."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.dialects.base.dialect import Dialect, renders
from clog.model.statements.check import AddCheckStatement, SwitchCheckStatement
from clog.model.statements.routine import (
    DropTriggerStatement,
    RenameTriggerStatement,
    SwitchTriggerStatement,
    TriggerStatement,
)
from clog.model.statements.sequence import RenameSequenceStatement
from clog.model.statements.synonym import CreateSynonymStatement

if TYPE_CHECKING:
    from clog.model.statements.base import ObjectName


class MssqlRoutines(Dialect):
    """The part of the dialect that writes statements about triggers, synonyms, checks and names."""

    @staticmethod
    def quoted_whole(written: str) -> str:
        """Put double quotes around a name that is in brackets already; those inside of it are doubled."""
        return f'"{written.replace(chr(34), chr(34) * 2)}"'

    def description(self, kind: str, name: ObjectName, remarks: str, column: str = "") -> str:
        """Write what adds the extended property MS_Description, or changes it where it is there."""
        schema, named, column = (
            text.replace("'", "''") for text in (name.schema or self.default_schema or "dbo", name.name, column)
        )
        which = (
            f" @name = N'MS_Description' , @value = N'{remarks.replace(chr(39), chr(39) * 2)}'"
            f" , @level0type = N'SCHEMA' , @level0name = N'{schema}'"
            f" , @level1type = N'{kind}' , @level1name = N'{named}'"
        )
        minor = "0"
        if column:
            which += f" , @level2type = N'COLUMN' , @level2name = N'{column}'"
            minor = (
                f"( SELECT column_id FROM sys.columns WHERE name = '{column}'"
                f" AND object_id = OBJECT_ID('{schema}.{named}'))"
            )
        return (
            "IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties"
            f" WHERE major_id = OBJECT_ID('{schema}.{named}') AND name = N'MS_DESCRIPTION' AND minor_id = {minor} )"
            f" BEGIN  EXEC sys.sp_updateextendedproperty{which} END  ELSE  BEGIN "
            f" EXEC sys.sp_addextendedproperty{which} END"
        )

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
        made = statement.compose(self, before="" if statement.validate else "WITH NOCHECK ")
        if not statement.disabled:
            return (made,)
        return (made, self.switch_check(SwitchCheckStatement(statement.table, statement.name, enabled=False)))

    @renders(SwitchCheckStatement)
    def switch_check(self, statement: SwitchCheckStatement) -> str:
        """Write WITH CHECK CHECK CONSTRAINT name, which checks the rows that are there, or NOCHECK CONSTRAINT."""
        return statement.compose(
            self, "WITH CHECK CHECK CONSTRAINT {}" if statement.enabled else "NOCHECK CONSTRAINT {}"
        )

    @renders(RenameSequenceStatement)
    def rename_sequence(self, statement: RenameSequenceStatement) -> str:
        """Call sp_rename."""
        return (
            f"sp_rename {self.quote(statement.sequence.name, 'sequence')} ,{self.quote(statement.new_name, 'sequence')}"
        )
