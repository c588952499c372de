"""Preconditions on a real database: do they hold, and if not, why and what follows from it?

Nothing is decided here about the run: a `Verdict` says what the author wants, and who asked acts on it.

Reference: liquibase.precondition.core, behaviour section 11
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from clog.database.preconditions import existence
from clog.errors import ClogError
from clog.model.expressions import dbms_matches
from clog.model.paths import normal_path
from clog.model.scalars import as_text
from clog.model.statements.base import ObjectName

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from clog.database.preconditions.context import PreconditionContext
    from clog.model.change import Precondition, PreConditions

HOLDS, FAILED, ERROR = "", "failed", "error"
_RAN = frozenset(("EXECUTED", "RERAN", "MARK_RAN"))


class Verdict(NamedTuple):
    """What came out.

    Attributes:
        outcome: HOLDS, FAILED or ERROR (it could not be found out).
        action: what the author wants then: HALT, CONTINUE, MARK_RAN or WARN; empty when they hold.
        reasons: what did not hold, one text each; the author's message instead where there is one.
        cause: the error behind ERROR.
    """

    outcome: str = HOLDS
    action: str = ""
    reasons: tuple[str, ...] = ()
    cause: ClogError | None = None

    def __bool__(self) -> bool:
        """Return whether they hold."""
        return self.outcome == HOLDS


_HOLDS = Verdict()


class _NotMet(Exception):  # an answer, caught in this file
    """A condition does not hold; the arguments say why."""


def evaluate(conditions: PreConditions, context: PreconditionContext, *, is_script: bool = False) -> Verdict:
    """Evaluate preconditions up to the first that does not hold.

    Args:
        conditions: of a change set, or of a change log.
        context: what they are asked about.
        is_script: whether a script is written: onSqlOutput then says whether they are evaluated at all.
    """
    if is_script and conditions.on_sql_output == "IGNORE":
        return _HOLDS
    if is_script and conditions.on_sql_output == "FAIL":
        return _failed(conditions, "its onSqlOutput=FAIL lets it fail wherever a script is written")
    try:
        with context.session.probing():
            for condition in conditions.conditions:
                _check(condition, context)
    except _NotMet as found:
        return _failed(conditions, *map(str, found.args))
    except ClogError as error:
        message = conditions.on_error_message
        return Verdict(ERROR, conditions.on_error, (message if message is not None else error.message,), error)
    return _HOLDS


def _failed(conditions: PreConditions, *reasons: str) -> Verdict:
    """Make the verdict on what does not hold, in the author's words where there are any."""
    message = conditions.on_fail_message
    return Verdict(FAILED, conditions.on_fail, reasons if message is None else (message,))


def _check(condition: Precondition, context: PreconditionContext) -> None:
    """Evaluate one condition.

    Raises:
        _NotSo: it does not hold.
        ClogError: it cannot be found out.
    """
    name = condition.declaration.name
    if context.session.offline and name in existence.CHECKS:
        raise _NotMet(f"nothing is known to exist behind {context.session.shown_url}")
    reason = _CHECKS[name](condition, context) if name in _CHECKS else existence.CHECKS[name](condition, context)
    if reason is not None:
        raise _NotMet(reason)


def _and(condition: Any, context: PreconditionContext) -> str | None:
    for inner in condition.conditions:
        _check(inner, context)
    return None


def _or(condition: Any, context: PreconditionContext) -> str | None:
    """Ask one after the other until one holds; an error ends it."""
    reasons: list[Any] = []
    for inner in condition.conditions:
        try:
            _check(inner, context)
        except _NotMet as found:
            reasons.extend(found.args)
        else:
            return None
    raise _NotMet(*reasons)


def _not(condition: Any, context: PreconditionContext) -> str | None:
    """Check that all fail."""
    for inner in condition.conditions:
        try:
            _check(inner, context)
        except _NotMet:
            continue
        return f"{inner.declaration.name} holds, and stands inside of not"
    return None


def _dbms(condition: Any, context: PreconditionContext) -> str | None:
    name = context.session.dialect.name
    return None if dbms_matches(condition.type, name) else f"it is meant for {condition.type}, and this is {name}"


def _running_as(condition: Any, context: PreconditionContext) -> str | None:
    user = (context.session.user or "").partition("@")[0]
    if user and condition.username.lower() == user.lower():
        return None
    return f"it should run as {condition.username} and runs as {user or 'nobody, as there are no users here'}"


def _quoting(condition: Any, context: PreconditionContext) -> str | None:
    """Compare with what the root change log says, whatever the change set says, as Liquibase does."""
    if condition.strategy == context.quoting:
        return None
    return f"the objectQuotingStrategy of the root change log is {context.quoting or 'not given'}, not {condition.strategy}"


def _executed(condition: Any, context: PreconditionContext) -> str | None:
    """Check the history, as it is now."""
    path = context.path if condition.change_log_file is None else condition.change_log_file
    wanted = normal_path(path)
    for row in context.tracker.rows_of(condition.id, condition.author):
        if row.key.path.lower() == wanted.lower() and row.exec_type in _RAN:
            return None
    return f"{wanted}::{condition.id}::{condition.author} has not run"


def _property(condition: Any, context: PreconditionContext) -> str | None:
    """Check a parameter as the root change log knows it in the end; ${...} in its value is not replaced."""
    value = as_text(context.value_of(condition.property))
    if value is None:
        return f"the parameter {condition.property} has no value"
    if condition.value is not None and condition.value != value:
        return f'the parameter {condition.property} is "{value}", not "{condition.value}"'
    return None


def _sql(condition: Any, context: PreconditionContext) -> str | None:
    """Compare the only value of a query as text."""
    query = (condition.sql or "").removesuffix(";")
    rows = context.session.query(query)
    if len(rows) != 1:
        raise ClogError(f"the query of sqlCheck gave {len(rows)} rows, not one: {query.strip()}")
    value = rows[0][0]
    if value is None:
        return "the query of sqlCheck gave NULL"
    text = context.session.as_text(value)
    return (
        None if text == condition.expected_result else f"sqlCheck expected '{condition.expected_result}', got '{text}'"
    )


def _table(condition: Any, context: PreconditionContext) -> str:
    """Write the name of the table whose rows count.

    Raises:
        ClogError: there is none.
    """
    if not condition.table_name:
        raise ClogError(f"{condition.declaration.name} needs tableName")
    return context.names.object(ObjectName(condition.table_name, condition.schema_name, condition.catalog_name))


def _row_count(condition: Any, context: PreconditionContext) -> str | None:
    found = int(context.session.query(f"SELECT COUNT(*) FROM {_table(condition, context)}")[0][0])
    if found == condition.expected_rows:
        return None
    return f"table {condition.table_name} has {found} rows, not {condition.expected_rows}"


def _empty(condition: Any, context: PreconditionContext) -> str | None:
    """Check for one row; the others need not be counted."""
    if context.session.query(f"SELECT 1 FROM {_table(condition, context)} LIMIT 1"):
        return f"table {condition.table_name} is not empty"
    return None


def _custom(condition: Any, context: PreconditionContext) -> str | None:
    """Ask code of the project's own."""
    if context.custom is None:
        raise ClogError(f"nothing is known that could answer customPrecondition {condition.class_name}")
    from clog.model.custom import CustomContext

    session = context.session
    asked = CustomContext(session.dialect.name, shown=False, names=session.dialect, catalog=session.catalog)
    answer = context.custom(condition.class_name, condition.params or {}).check(asked)
    if answer is None or answer is True:
        return None
    return answer if isinstance(answer, str) else f"{condition.class_name} says no"


_CHECKS: Mapping[str, Callable[[Any, PreconditionContext], str | None]] = {
    "and": _and,
    "changeLogPropertyDefined": _property,
    "changeSetExecuted": _executed,
    "customPrecondition": _custom,
    "dbms": _dbms,
    "expectedQuotingStrategy": _quoting,
    "not": _not,
    "or": _or,
    "rowCount": _row_count,
    "runningAs": _running_as,
    "sqlCheck": _sql,
    "tableIsEmpty": _empty,
}
