"""inspect: say what clog makes of change logs: checksums, descriptions, SQL of any dialects.

A plumbing command. Every dialect but SQLite is treated as a database of unknown version that cannot be
asked anything; SQLite is a fresh database per change log on which everything is run and rolled back.
"""

from __future__ import annotations

from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from clog.binding import Binder
from clog.checksum import Summer
from clog.database.connection.connect import connect
from clog.derive.describe import description
from clog.derive.schema_check import problems as schema_problems
from clog.errors import MissingAttribute, ValidationError
from clog.execution.builtin_parameters import builtin
from clog.execution.inspect_rows import InspectRows, guarded, identity
from clog.execution.inspect_sqlite import sqlite_rows
from clog.generate import Generation
from clog.resolve.filters import Runtime
from clog.resolve.load import load
from clog.resolve.parameters import Parameters
from clog.resources import Directories
from clog.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from clog.database.connection.session import Session
    from clog.execution.inspect_rows import Row
    from clog.model.changelog import ChangeLog, ChangeSet
    from clog.model.node import Document
    from clog.resources import Resources


class InspectOptions(Value):
    """What `inspect` is asked.

    Attributes:
        search_path: folder that the files are relative to.
        dialects: short names, in the order of the answer.
        contexts: run-time contexts.
        label_filter: run-time label expression.
        parameters: values for ${...}.
        encoding: of files that do not say theirs.
    """

    search_path: str
    dialects: tuple[str, ...]
    contexts: tuple[str, ...] = ()
    label_filter: str = ""
    parameters: Mapping[str, str] = {}
    encoding: str = "UTF-8"


def inspect(files: Iterable[str], options: InspectOptions) -> Iterator[Row]:
    """Answer for each file: its change sets, and their SQL per dialect.

    Files share nothing, and neither do dialects. A file that cannot be understood gives {"file", "error", "code"}.
    """
    for file in files:
        yield {"file": file, **guarded(_Inspection(file, options).answer)}


class _Inspection:
    """One file under the same options for every dialect; each file on disk is parsed once."""

    def __init__(self, file: str, options: InspectOptions) -> None:
        self.file = file
        self.options = options
        self.resources: Resources = Directories([options.search_path])
        self.documents: dict[str, Document] = {}

    def answer(self) -> Row:
        """Return everything but the file's name.

        Raises:
            ClogError: the file cannot be read, for none of the dialects.
        """
        rows = guarded(self.rows)
        answer: Row = {"changesets": rows, "sql": {}}
        for name in self.options.dialects:
            answer["sql"][name] = guarded(lambda: self.dialect_rows(name, rows, answer))  # noqa: B023 - called at once
        if isinstance(rows, dict) and all(isinstance(found, dict) for found in answer["sql"].values()):
            return rows
        return answer

    def rows(self) -> list[Row]:
        """Return one row per change set, of the file as it is where no database is known."""
        change_log = self.load(self.parameters(None))
        refuse(change_log)
        summer = Summer(self.resources, None, file_encoding=self.options.encoding)
        return [_texts(change_set, summer) for change_set in change_log.change_sets]

    def parameters(self, session: Session | None) -> Parameters:
        """Make the parameters for a database, or for none."""
        return Parameters(
            self.options.parameters,
            dialect=None if session is None else session.dialect.name,
            contexts=self.options.contexts,
            label_filter=self.options.label_filter,
            builtin={} if session is None else builtin(session),
        )

    def load(self, parameters: Parameters) -> ChangeLog:
        """Load the file."""
        return load(self.file, self.resources, parameters, documents=self.documents, encoding=self.options.encoding)

    def dialect_rows(self, name: str, rows: list[Row] | Row, answer: Row) -> list[Row]:
        """Return one row per change set of the file for one dialect, by which the parameters decide what is in it.

        Args:
            name: of the dialect.
            rows: those of the file without a database; what they say too is left out.
            answer: gets the schema of SQLite.
        """
        live = name == "sqlite"
        with connect("jdbc:sqlite::memory:" if live else f"offline:{name}") as session:
            parameters = self.parameters(session)
            change_log = self.load(parameters)
            refuse(change_log)
            runtime = Runtime(contexts=self.options.contexts, label_filter=self.options.label_filter, dialect=name)
            encoding = self.options.encoding
            binder = Binder(change_log, session.dialect, self.resources, encoding=encoding)
            generation = Generation(binder, runtime)
            if live:
                found, answer["sqlite_schema"] = sqlite_rows(generation, session)
            else:
                offline = InspectRows(generation, session)
                offline.check_head()
                found = offline.all()
        summer = Summer(self.resources, name, file_encoding=self.options.encoding)
        tops = chain([] if isinstance(rows, dict) else rows, repeat({}))
        for row, change_set, top in zip(found, change_log.change_sets, tops, strict=False):
            if "skipped" not in row:
                own = _texts(change_set, summer)
                said = top if all(top.get(key) == own[key] for key in ("author", "path")) else {}
                row.update({key: value for key, value in own.items() if key not in row and said.get(key, ...) != value})
        return found


def refuse(change_log: ChangeLog) -> None:
    """Refuse a change log that Liquibase cannot even read: one change set spoils all others.

    Raises:
        ValidationError: with all that is wrong.
    """
    found = [problem for change_set in change_log.change_sets for problem in schema_problems(change_set)]
    errors = [problem for problem in found if problem.severity == "error" and problem.code != MissingAttribute.code]
    if errors:
        raise ValidationError(errors)


def _texts(change_set: ChangeSet, summer: Summer) -> Row:
    """Return identity, both checksums, description and comments of a change set."""
    return {
        **identity(change_set),
        "v8": _text(guarded(lambda: str(summer(change_set, 8)))),
        "v9": _text(guarded(lambda: str(summer(change_set, 9)))),
        "description": _text(guarded(lambda: _description(change_set))),
        "comments": "\n".join(change_set.comments).strip() or None,
    }


def _text(answer: Any) -> str | None:
    """Return a text, and None in place of an error."""
    return answer if isinstance(answer, str) else None


def _description(change_set: ChangeSet) -> str:
    """Describe a change set."""
    from clog.derive.bind import bind_changes

    return description(bind_changes(change_set))
