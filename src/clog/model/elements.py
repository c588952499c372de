"""Elements of a change log besides changes and preconditions, declared like them for schema and reference."""

from __future__ import annotations

from clog.declare import Declared, attr, part

_CONTEXT = "Context expression: when it counts."
_LABELS = "Labels, comma separated."
_DBMS = "Databases on which it counts, comma separated; !name excludes one."
_QUOTING = ("LEGACY", "QUOTE_ALL_OBJECTS", "QUOTE_ONLY_RESERVED_WORDS")
_RELATIVE = "Whether the path is looked up beside this change log instead of on the search path."


@part("databaseChangeLog")
class ChangeLogElement(Declared):
    """Attributes of a whole change log. Reference: liquibase.changelog.DatabaseChangeLog"""

    change_log_id: str | None = attr("Registration with a service; no effect.", default=None)
    context_filter: str | None = attr(_CONTEXT, default=None, also=("context",))
    logical_file_path: str | None = attr(
        "Path in the identity of its change sets, in place of the real one.", default=None
    )
    object_quoting_strategy: str | None = attr("How names are quoted.", default=None, values=_QUOTING)


@part("changeSet")
class ChangeSetElement(Declared):
    """Attributes of a change set. Reference: liquibase.changelog.ChangeSet"""

    id: str = attr("Identifies the change set, together with author and path.")
    author: str = attr("Who wrote it.")
    context_filter: str | None = attr(_CONTEXT, default=None, also=("context",))
    created: str | None = attr("When it was written; no effect.", default=None)
    dbms: str | None = attr(_DBMS, default=None)
    fail_on_error: bool | None = attr("Whether an error ends the run; true unless said otherwise.", default=None)
    ignore: bool | None = attr("Whether it is passed over.", default=None)
    labels: str | None = attr(_LABELS, default=None)
    logical_file_path: str | None = attr("Path in the identity, in place of the real one.", default=None)
    object_quoting_strategy: str | None = attr("How names are quoted.", default=None, values=_QUOTING)
    on_validation_fail: str | None = attr(
        "What happens when its changes are not valid.", default=None, values=("HALT", "MARK_RAN")
    )
    run_always: bool | None = attr("Whether it runs in every update.", default=None, also=("alwaysRun",))
    run_in_transaction: bool | None = attr(
        "Whether it runs in a transaction; true unless said otherwise.", default=None
    )
    run_on_change: bool | None = attr("Whether it runs again when it was edited.", default=None)
    run_order: str | None = attr("Whether it runs before or after all others.", default=None, values=("first", "last"))
    run_with: str | None = attr("Program that runs the SQL; jdbc stands for the driver.", default=None)
    run_with_spool_file: str | None = attr("File for the output of that program.", default=None)


@part("include")
class IncludeElement(Declared):
    """Reads another change log at this place. Reference: liquibase.changelog.DatabaseChangeLog"""

    file: str = attr("The change log to read.")
    author: str | None = attr("No effect.", default=None)
    context_filter: str | None = attr(_CONTEXT, default=None, also=("context",))
    created: str | None = attr("No effect.", default=None)
    error_if_missing: bool | None = attr(
        "Whether a missing file is an error; true unless said otherwise.", default=None
    )
    id: str | None = attr("No effect.", default=None)
    ignore: bool | None = attr("Whether all its change sets are passed over.", default=None)
    labels: str | None = attr(_LABELS, default=None)
    relative_to_changelog_file: bool | None = attr(_RELATIVE, default=None)


@part("includeAll")
class IncludeAllElement(Declared):
    """Reads all change logs of a folder, in the order of their paths.

    Reference: liquibase.changelog.DatabaseChangeLog
    """

    path: str = attr("The folder.")
    context_filter: str | None = attr(_CONTEXT, default=None, also=("context",))
    ends_with_filter: str | None = attr("How names must end.", default=None)
    error_if_missing_or_empty: bool | None = attr(
        "Whether a folder that is missing or empty is an error; true unless said otherwise.", default=None
    )
    filter: str | None = attr("Class that chooses the files.", default=None, also=("resourceFilter",))
    ignore: bool | None = attr("Whether all its change sets are passed over.", default=None)
    labels: str | None = attr(_LABELS, default=None)
    max_depth: int | None = attr("How deep to look into folders at most.", default=None)
    min_depth: int | None = attr("How deep a file must lie at least.", default=None)
    relative_to_changelog_file: bool | None = attr(_RELATIVE, default=None)
    resource_comparator: str | None = attr("Class that puts the files in order.", default=None)


@part("property")
class PropertyElement(Declared):
    """Gives a value to ${name}. Reference: liquibase.changelog.ChangeLogParameters"""

    context_filter: str | None = attr(_CONTEXT, default=None, also=("context",))
    dbms: str | None = attr(_DBMS, default=None)
    error_if_missing: bool | None = attr(
        "Whether a missing file is an error; true unless said otherwise.", default=None
    )
    file: str | None = attr("File with properties; name and value do not count then.", default=None)
    global_: bool | None = attr(
        "Whether it counts in all change logs; true unless said otherwise.", default=None, name="global"
    )
    labels: str | None = attr(_LABELS, default=None)
    name: str | None = attr("Name between the braces.", default=None)
    relative_to_changelog_file: bool | None = attr(_RELATIVE, default=None)
    target: str | None = attr("No effect.", default=None)
    value: str | None = attr("What is put in its place.", default=None)


@part("preConditions")
class PreConditionsElement(Declared):
    """What must hold before a change set or change log runs. Reference: liquibase.precondition.core"""

    on_error: str | None = attr(
        "What happens when a condition cannot be asked.", default=None, values=("HALT", "WARN", "CONTINUE", "MARK_RAN")
    )
    on_error_message: str | None = attr("Text to show then.", default=None)
    on_fail: str | None = attr(
        "What happens when a condition does not hold.", default=None, values=("HALT", "WARN", "CONTINUE", "MARK_RAN")
    )
    on_fail_message: str | None = attr("Text to show then.", default=None)
    on_sql_output: str | None = attr(
        "Whether conditions are asked while SQL is only written.", default=None, values=("IGNORE", "TEST", "FAIL")
    )
    on_update_sql: str | None = attr("Older name of onSqlOutput.", default=None, name="onUpdateSQL")


@part("rollback")
class RollbackElement(Declared):
    """Says how a change set is undone. Reference: liquibase.changelog.ChangeSet"""

    change_set_author: str | None = attr("Author of the change set that is run to undo this one.", default=None)
    change_set_id: str | None = attr("Id of the change set that is run to undo this one.", default=None)
    change_set_path: str | None = attr("Path of that change set; this file unless said otherwise.", default=None)


@part("modifySql")
class ModifySqlElement(Declared):
    """Changes the text of generated SQL. Reference: liquibase.sql.visitor"""

    apply_to_rollback: bool | None = attr("Whether SQL of rollbacks is changed too.", default=None)
    context_filter: str | None = attr(_CONTEXT, default=None, also=("context",))
    dbms: str | None = attr(_DBMS, default=None)
    labels: str | None = attr(_LABELS, default=None)


class _Visitor(Declared):
    """What all instructions may say for themselves."""

    apply_to_rollback: bool | None = attr("Whether SQL of rollbacks is changed too.", default=None)
    context_filter: str | None = attr(_CONTEXT, default=None, also=("context", "contexts"))
    dbms: str | None = attr(_DBMS, default=None)
    labels: str | None = attr(_LABELS, default=None)


@part("prepend")
class PrependElement(_Visitor):
    """Puts a text before each statement. Reference: liquibase.sql.visitor.PrependSqlVisitor"""

    value: str = attr("The text.")


@part("append")
class AppendElement(_Visitor):
    """Puts a text after each statement. Reference: liquibase.sql.visitor.AppendSqlVisitor"""

    value: str = attr("The text.")


@part("replace")
class ReplaceElement(_Visitor):
    """Replaces a text. Reference: liquibase.sql.visitor.ReplaceSqlVisitor"""

    replace_: str = attr("The text to find.", name="replace")
    with_: str = attr("What is put in its place.", name="with")


@part("regExpReplace")
class RegExpReplaceElement(_Visitor):
    """Replaces what a regular expression finds. Reference: liquibase.sql.visitor.RegExpReplaceSqlVisitor"""

    replace_: str = attr("Regular expression, in Java's syntax.", name="replace")
    with_: str = attr("What is put in its place; $1 stands for the first group.", name="with")


@part("removeChangeSetProperty")
class RemoveChangeSetPropertyElement(Declared):
    """Takes an attribute away from changes that follow. Reference: liquibase.changelog.DatabaseChangeLog"""

    change: str = attr("The change type; only addColumn has effect.")
    dbms: str = attr("Databases on which it counts, comma separated.")
    remove: str = attr("The attribute.", values=("afterColumn", "beforeColumn", "position"))


@part("modifyChangeSets")
class ModifyChangeSetsElement(Declared):
    """Gives attributes to all change sets that it includes. Reference: liquibase.changelog.DatabaseChangeLog"""

    end_delimiter: str | None = attr("No effect.", default=None)
    run_with: str | None = attr("Program that runs the SQL.", default=None)
    run_with_spool_file: str | None = attr("File for the output of that program.", default=None)


VISITORS = (PrependElement, AppendElement, ReplaceElement, RegExpReplaceElement)
ROOT = (IncludeElement, IncludeAllElement, PropertyElement, RemoveChangeSetPropertyElement)
"""Elements at the top of a change log that have attributes only."""
