"""How values are written: texts, truth values, dates, functions, sequences.

Reference: liquibase.datatype.LiquibaseDataType.objectToSql, liquibase.database.AbstractJdbcDatabase
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from clog.errors import Unsupported
from clog.model.statements.base import ObjectName
from clog.model.traits import Traits
from clog.sqltext.outside import outside

if TYPE_CHECKING:
    from clog.model.parts import ColumnConfig, Param

_MOMENT = re.compile(r"(?:(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}:\d{2})(?:\.(\d+))?)?|(\d{2}:\d{2}:\d{2}))\Z")
_NOW = re.compile(r"current_datetime|current_timestamp(?P<precision>\(\d+\))?", re.IGNORECASE)
_ESCAPE = re.compile(r"[;\r\n\0]|--|/\*")
_PIECE = re.compile(
    r"[eE]'(?:[^'\\]|''|\\.)*+'|'(?:[^']|'')*+'|\"(?:[^\"]|\"\")*+\"|(?P<open>`|\[|\$\w*+\$|/\*|--)", re.DOTALL
)
_OPEN = re.compile(r"[;'\"\0]|--|/\*")
_ESCAPES_OUT = re.compile(r"(?<!\\)(?:\\\\)*\\(?:'|\Z)")
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`")


def _is_open(value: str) -> bool:
    """Return whether SQL could end its statement, or leaves quotes or a comment open."""
    return any(map(_OPEN.search, outside(value, _PIECE)))


class Moment:
    """A date, a time or both, as written by authors in the ISO form.

    Attributes:
        date: "2024-01-02" or "".
        time: "13:14:15" or "".
        fraction: digits after the second without trailing zeros, may be "".
    """

    __slots__ = ("date", "fraction", "time")

    def __init__(self, date: str, time: str, fraction: str) -> None:
        """Keep the three parts."""
        self.date = date
        self.time = time
        self.fraction = fraction

    @property
    def kind(self) -> str:
        """What it is: "date", "time" or "timestamp"."""
        if self.date:
            return "timestamp" if self.time else "date"
        return "time"

    def text(self, separator: str = " ") -> str:
        """Write date and time as far as they are there, the fraction behind a point."""
        both = self.date + separator + self.time if self.date and self.time else self.date or self.time
        return f"{both}.{self.fraction}" if self.fraction else both


def moment(text: str) -> Moment | None:
    """Read a date, a time or both; None when the text is something else, which is then an expression."""
    found = _MOMENT.match(text)
    if found is None:
        return None
    return Moment(found[1] or "", found[2] or found[4] or "", (found[3] or "").rstrip("0"))


class Literals:
    """The part of a dialect that writes values.

    Attributes:
        traits: abilities; `now`, `true` and `false` are what matters here.
        date_functions: functions besides `traits.now` that are written as the author did, in capitals.
        sequence_next: how the next value of a sequence is drawn, %s being the sequence; "" where it cannot.
        sequence_current: the same for the value drawn last.
        backslashes: whether a backslash escapes inside of a literal and is therefore doubled.
        kept_backslashes: whether it escapes and is only doubled where it would take the end of the literal away.
    """

    traits: ClassVar[Traits] = Traits("ansi")
    date_functions: ClassVar[tuple[str, ...]] = ()
    sequence_next: ClassVar[str] = ""
    sequence_current: ClassVar[str] = ""
    backslashes: ClassVar[bool] = False
    kept_backslashes: ClassVar[bool] = False

    def object(self, name: ObjectName, kind: str = "table") -> str:
        """Write an object's name; see `Quoting`."""
        raise NotImplementedError

    def text(self, value: str) -> str:
        """Write a string literal, quotes doubled as the database wants it."""
        if "\\" in value and (self.backslashes or self._escapes_out(value)):
            value = value.replace("\\", "\\\\")
        return self.quoted(value)

    @staticmethod
    def quoted(value: str) -> str:
        """Put a text between quotes, quotes inside of it doubled, and do nothing else about it."""
        return "'" + value.replace("'", "''") + "'"

    def between_quotes(self, value: str) -> str:
        """Put a text between quotes as it is, unless it could leave them."""
        written = f"'{value}'"
        return self.text(value) if self._escapes_out(value) or _is_open(written) else written

    def kept_text(self, value: str) -> str:
        """Put a text between quotes with its backslashes as they are, unless one could take the end away."""
        return self.text(value) if self._escapes_out(value) else self.quoted(value)

    def _escapes_out(self, value: str) -> bool:
        escapes = "\\" in value and (self.backslashes or self.kept_backslashes)
        return escapes and _ESCAPES_OUT.search(value) is not None

    def sql_expression(self, value: str) -> str:
        """Write an expression of SQL, unless it could end the statement, or leave quotes or a comment open: then a literal."""
        return self.text(value) if _is_open(value) else value

    def expression(self, value: str) -> str:
        """Write what the author means as an expression, unless it could end the statement: then a literal."""
        bare = _QUOTED.sub("", value)
        return self.text(value) if _ESCAPE.search(bare) or "'" in bare or '"' in bare else value

    def boolean(self, value: bool) -> str:  # noqa: FBT001 - the one thing it takes
        """Write true or false."""
        return self.traits.true if value else self.traits.false

    def date(self, value: str) -> str:
        """Write a date, a time or both; anything else is taken as a function."""
        value = getattr(value, "iso", value)
        when = moment(value)
        return self.expression(self.function(value)) if when is None else self.moment(when)

    def moment(self, when: Moment) -> str:
        """Write a date, time or timestamp literal."""
        return f"'{when.text()}'"

    def function(self, value: str) -> str:
        """Write a function of the database; those for the current moment get this database's spelling."""
        if value.lower() == self.traits.now.lower():
            return self.traits.now
        if value.upper() in self.date_functions:
            return value
        found = _NOW.match(value)
        return self.now_with(found["precision"] or "") if found else value

    def now_with(self, precision: str) -> str:
        """Write the current moment; `precision` is "" or digits in parentheses."""
        del precision
        return self.traits.now

    def next_value(self, sequence: ObjectName) -> str:
        """Write the expression that draws from a sequence.

        Raises:
            Unsupported: the database has none.
        """
        return self._drawn(sequence, self.sequence_next, "next")

    def current_value(self, sequence: ObjectName) -> str:
        """Write the expression for the number that a sequence gave last.

        Raises:
            Unsupported: the database has none.
        """
        return self._drawn(sequence, self.sequence_current, "current")

    def _drawn(self, sequence: ObjectName, template: str, which: str) -> str:
        if not template:
            message = f'{self.traits.name} has no expression for the {which} value of sequence "{sequence.name}"'
            raise Unsupported(message, hint="give the value itself, or restrict the change set with dbms")
        return template % self.sequence(sequence)

    def sequence(self, sequence: ObjectName) -> str:
        """Write a sequence as it stands inside `sequence_next`."""
        return self.object(sequence, "sequence")

    def is_function_call(self, value: str) -> bool:
        """Return whether a text given as plain value is a function that databases are used to: to_date(...), NOW()."""
        return value.lower() == self.traits.now.lower() or value.startswith(("to_date(", '"SYSIBM"'))

    def value(self, column: ColumnConfig | Param, schema: str | None = None) -> str:
        """Write the value of a column for INSERT and UPDATE; NULL when it has none.

        Args:
            column: the column; the first value given counts, plain text before the others.
            schema: where a sequence is looked for, usually the table's schema.
        """
        if column.value is not None:
            return self._plain(column.value)
        if column.value_boolean is not None:
            return self.boolean(column.value_boolean)
        if column.value_numeric is not None:
            return self.number(column.value_numeric)
        if column.value_date is not None:
            return "NULL" if column.value_date.lower() == "null" else self.date(column.value_date)
        if column.value_computed is not None:
            return (
                "NULL"
                if column.value_computed.lower() == "null"
                else self.sql_expression(self.function(column.value_computed))
            )
        return self._of_sequence(column, schema)

    def _of_sequence(self, column: ColumnConfig | Param, schema: str | None) -> str:
        """Write the value that a column takes from a sequence; NULL when it takes none."""
        if column.value_sequence_next is not None:
            return self.next_value(ObjectName(column.value_sequence_next, schema))
        if column.value_sequence_current is not None:
            return self.current_value(ObjectName(column.value_sequence_current, schema))
        return "NULL"

    def _plain(self, value: str) -> str:
        if value.lower() == "null":
            return "NULL"
        return self.expression(value) if self.is_function_call(value) else self.text(value)

    def number(self, value: str) -> str:
        """Write a number, or the expression that stands in its place; outer parentheses are dropped."""
        if value.lower() == "null":
            return "NULL"
        if value.startswith("(") and value.endswith(")") and value.count("(") == 1:
            value = value[1:-1]
        return self.expression(self.function(value))
