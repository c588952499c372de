"""What can go wrong, as values with a place, a code and a remedy.

ClogError
 |- SourceError       CLOG1xx  a file that cannot be understood
 |   |- ParseError         CLOG101  the text is not well-formed
 |   |- UnknownElement     CLOG102  an element or change type that does not exist
 |   |- UnknownAttribute   CLOG103  an attribute that its element does not have
 |   |- MissingAttribute   CLOG104  a required attribute is not there
 |   `- InvalidValue       CLOG105  a value of the wrong type or outside its range
 |- ResolveError      CLOG2xx  files and parameters that do not come together
 |   |- FileMissing        CLOG201  a file that is named and not there, or cannot be read
 |   |- IncludeCycle       CLOG202  a file that includes itself
 |   |- UnknownParameter   CLOG203  ${name} without a value, in mode ERROR
 |   |- DuplicateChangeSet CLOG204  the same path::id::author twice
 |   `- EncodingError      CLOG205  bytes that are not text in the given encoding
 |- ValidationError   CLOG3xx  a group of Problems, all listed
 |- DialectError      CLOG4xx  what this database cannot do
 |   |- Unsupported        CLOG401
 |   |- CatalogNeeded      CLOG402  needs a look at the real schema
 |   `- RollbackImpossible CLOG403
 |- DatabaseError     CLOG5xx  the way to the database
 |   |- ConnectionFailed   CLOG501
 |   |- LockHeld           CLOG502
 |   |- CheckSumMismatch   CLOG503
 |   |- TagMissing         CLOG504
 |   |- HistoryUnreadable  CLOG505
 |   `- LockLost           CLOG506
 |- ExecutionError    CLOG6xx  a statement that the database refused, with what was done before
 |   |- PreconditionFailed CLOG602
 |   |- Stopped            CLOG603  the stop change
 |   |- ConnectionLost     CLOG604  the database went away in the middle
 |   |- Cancelled          CLOG605  Ctrl-C or SIGTERM
 |   `- HalfDone           CLOG606  a change set that broke off earlier cannot be resumed by itself
 |- UsageError        CLOG7xx  options that do not make sense
 `- ConversionError   CLOG8xx  what another format or layout does to a change log: CLOG801 to CLOG808
     `- CarriedAsItIs, CommentsLost, NotSayable, NotTheSame, IncludeAllSpelled, NotInSql, OtherLayout, ParametersPutIn
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from clog.limits import LONGEST_STATEMENT, MOST_LISTED

if TYPE_CHECKING:
    from collections.abc import Iterable


class Location(NamedTuple):
    """A place in a file. Line and column count from 1; 0 means not known."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Write it as compilers do: path:line:column, as far as known."""
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}" if self.column else f"{self.path}:{self.line}"


class Problem(NamedTuple):
    """One finding about an input: what is wrong, where, and what to do.

    `severity` is "error" or "warning"; --strict makes every warning an error.
    `excerpt` is the source line with a marker below, or empty. `rule` names the rule that found it; empty where none did.
    """

    code: str
    message: str
    at: Location | None = None
    hint: str = ""
    severity: str = "error"
    excerpt: str = ""
    rule: str = ""

    def __str__(self) -> str:
        """Render as "place: message [CODE]", the excerpt and the hint below."""
        place = f"{self.at}: " if self.at else ""
        word = "warning: " if self.severity == "warning" else ""
        text = f"{place}{word}{self.message} [{self.code}]"
        if self.excerpt:
            text += "\n" + self.excerpt
        return f"{text}\n  hint: {self.hint}" if self.hint else text


class ClogError(Exception):
    """The base of all errors that clog raises on purpose.

    Args:
        message: what is wrong, without place, code or remedy.
        at: the place in a file, None where there is none.
        hint: what the reader can do about it; may be empty.
    """

    code: ClassVar[str] = "CLOG000"

    def __init__(self, message: str, *, at: Location | None = None, hint: str = "", excerpt: str = "") -> None:
        """Keep the fields; the text is made from them."""
        super().__init__(message)
        self.message = message
        self.at = at
        self.hint = hint
        self.excerpt = excerpt
        self.notes: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The findings in this error: itself, or the members of a group."""
        details = "\n".join(filter(None, (self.excerpt, *self.notes)))
        return (Problem(self.code, self.message, self.at, self.hint, "error", details),)

    def __str__(self) -> str:
        """Render the findings; of very many the first ones, since machines have their own forms."""
        found = self.problems
        more = [f"and {len(found) - MOST_LISTED} more: --format=json lists them all"] if found[MOST_LISTED:] else []
        return "\n".join((*map(str, found[:MOST_LISTED]), *more))


class SourceError(ClogError):
    """A file that cannot be understood."""

    code = "CLOG100"


class ParseError(SourceError):
    """The text is not well-formed in its format."""

    code = "CLOG101"


class UnknownElement(SourceError):
    """An element, change type or precondition that does not exist."""

    code = "CLOG102"


class UnknownAttribute(SourceError):
    """An attribute that its element does not have."""

    code = "CLOG103"


class MissingAttribute(SourceError):
    """A required attribute is not there."""

    code = "CLOG104"


class InvalidValue(SourceError):
    """A value of the wrong type or outside its range."""

    code = "CLOG105"


class ResolveError(ClogError):
    """Files and parameters that do not come together."""

    code = "CLOG200"


class FileMissing(ResolveError):
    """A file that is named and not there, or that cannot be read."""

    code = "CLOG201"


class IncludeCycle(ResolveError):
    """A file that includes itself, directly or through others."""

    code = "CLOG202"


class UnknownParameter(ResolveError):
    """A ${name} without a value, where --missing-property-mode=ERROR asks for one."""

    code = "CLOG203"


class DuplicateChangeSet(ResolveError):
    """The same path::id::author twice."""

    code = "CLOG204"


class EncodingError(ResolveError):
    """Bytes that are not text in the encoding they should have."""

    code = "CLOG205"


class ValidationError(ClogError):
    """All that is wrong with a changelog, together."""

    code = "CLOG300"

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Store the problems in the order in which they shall be listed."""
        self._problems = tuple(problems)
        super().__init__(f"{len(self._problems)} problem(s) found")

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The findings, in order."""
        return self._problems


class DialectError(ClogError):
    """Something that this database cannot do."""

    code = "CLOG400"


class Unsupported(DialectError):
    """A change, or a part of one, that the dialect has no statement for."""

    code = "CLOG401"


class CatalogNeeded(DialectError):
    """A change that must look at the real schema, and there is none to look at."""

    code = "CLOG402"


class RollbackImpossible(DialectError):
    """A change set without a rollback: no inverse, and none written."""

    code = "CLOG403"


class DatabaseError(ClogError):
    """The way to the database, its history or its lock."""

    code = "CLOG500"


class ConnectionFailed(DatabaseError):
    """The database cannot be reached or does not let us in. The text never holds a password."""

    code = "CLOG501"


class LockHeld(DatabaseError):
    """Another process holds DATABASECHANGELOGLOCK."""

    code = "CLOG502"


class CheckSumMismatch(DatabaseError):
    """A change set was edited after it had run."""

    code = "CLOG503"


class TagMissing(DatabaseError):
    """A tag that no row of the history has."""

    code = "CLOG504"


class HistoryUnreadable(DatabaseError):
    """DATABASECHANGELOG or DATABASECHANGELOGLOCK is not as it should be."""

    code = "CLOG505"


class LockLost(DatabaseError):
    """Somebody else took the lock over while this run was going on; it has written nothing since."""

    code = "CLOG506"


class ExecutionError(ClogError):
    """A run that broke off.

    Args:
        message: what the database said.
        change_set: path::id::author of the change set that failed, or empty.
        statement: the SQL that was refused, or empty.
        done: path::id::author of what was completed before, in order.
        sqlstate: the driver's code, or empty.
    """

    code = "CLOG601"

    def __init__(
        self,
        message: str,
        *,
        at: Location | None = None,
        hint: str = "",
        change_set: str = "",
        statement: str = "",
        done: tuple[str, ...] = (),
        sqlstate: str = "",
    ) -> None:
        """Keep the fields; the text is made from them."""
        super().__init__(message, at=at, hint=hint)
        self.change_set = change_set
        self.statement = statement
        self.done = done
        self.sqlstate = sqlstate
        if statement:
            shown = statement if len(statement) <= LONGEST_STATEMENT else statement[:LONGEST_STATEMENT] + " ..."
            self.notes += ("  statement: " + shown.replace("\n", "\n    "),)
        if sqlstate:
            self.notes += (f"  SQLSTATE: {sqlstate}",)


class PreconditionFailed(ExecutionError):
    """A precondition did not hold, and onFail or onError says HALT."""

    code = "CLOG602"


class Stopped(ExecutionError):
    """The stop change was reached."""

    code = "CLOG603"


class ConnectionLost(ExecutionError):
    """The connection to the database broke in the middle of a run."""

    code = "CLOG604"


class Cancelled(ExecutionError):
    """The run was told to stop, by Ctrl-C, SIGTERM or SIGHUP."""

    code = "CLOG605"


class HalfDone(ExecutionError):
    """A change set broke off in an earlier run, and it cannot be told how to go on with it."""

    code = "CLOG606"


class UsageError(ClogError):
    """Options or settings that do not make sense."""

    code = "CLOG700"


class ConversionError(ClogError):
    """What another format or layout does to a change log."""

    code = "CLOG800"


class CarriedAsItIs(ConversionError):
    """An element or attribute that Liquibase does not know; it is carried over as it stands."""

    code = "CLOG801"


class CommentsLost(ConversionError):
    """The new format has no comments."""

    code = "CLOG802"


class NotSayable(ConversionError):
    """The new format cannot say this."""

    code = "CLOG803"


class NotTheSame(ConversionError):
    """The result was read again and is not the same change log; nothing was written."""

    code = "CLOG804"


class IncludeAllSpelled(ConversionError):
    """An includeAll that selects by suffix became several includes."""

    code = "CLOG805"


class NotInSql(ConversionError):
    """Formatted SQL cannot hold this."""

    code = "CLOG806"


class OtherLayout(ConversionError):
    """A file is not in the usual layout."""

    code = "CLOG807"


class ParametersPutIn(ConversionError):
    """${...} became its value, or stays where its value may change the SQL."""

    code = "CLOG808"
