"""inspect: say what clog makes of change logs: checksums, descriptions, SQL of any dialects.

A plumbing command. Every dialect but SQLite is treated as a database of unknown version that cannot be
asked anything; SQLite is a fresh file per change log on which everything is run and rolled back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.checksum import Summer
from clog.commands.inspect_sqlite import inspect_sqlite
from clog.derive.bind import bind_changes
from clog.derive.describe import description
from clog.dialects import dialect_class
from clog.errors import ClogError
from clog.generate import Generation, applies
from clog.resolve.filters import Runtime, mismatch
from clog.resolve.load import load
from clog.resolve.parameters import Parameters
from clog.resources import Directories
from clog.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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
    """

    search_path: str
    dialects: tuple[str, ...]
    contexts: tuple[str, ...] = ()
    label_filter: str = ""
    parameters: Mapping[str, str] = {}


def inspect(files: Iterable[str], options: InspectOptions) -> Iterator[dict[str, Any]]:
    """Answer for each file: its change sets, and their SQL per dialect.

    Files share nothing. A file that cannot be understood gives {"file", "error"}.
    """
    for file in files:
        try:
            yield {"file": file, **_Inspection(file, options).answer()}
        except ClogError as error:
            yield {"file": file, "error": str(error)}


class _Inspection:
    """One file under the same options for every dialect; each file on disk is parsed once."""

    def __init__(self, file: str, options: InspectOptions) -> None:
        self.file = file
        self.options = options
        self.resources: Resources = Directories([options.search_path])
        self.documents: dict[str, Document] = {}

    def answer(self) -> dict[str, Any]:
        """Everything but the file's name."""
        change_log = self.load(None)
        summer = Summer(self.resources, None)
        rows = [_texts(change_set, summer) for change_set in change_log.change_sets]
        answer: dict[str, Any] = {"changesets": rows, "sql": {}}
        for name in self.options.dialects:
            try:
                answer["sql"][name] = self.dialect_rows(name, rows, answer)
            except ClogError as error:
                answer["sql"][name] = {"error": str(error)}
        return answer

    def load(self, dialect: str | None) -> ChangeLog:
        """Load the file for a database, or for none."""
        parameters = Parameters(
            self.options.parameters,
            dialect=dialect,
            contexts=self.options.contexts,
            label_filter=self.options.label_filter,
            builtin={} if dialect is None else _builtin(dialect),
        )
        return load(self.file, self.resources, parameters, documents=self.documents)

    def dialect_rows(self, name: str, rows: list[dict[str, Any]], answer: dict[str, Any]) -> list[dict[str, Any]]:
        """One row per change set of the file for one dialect."""
        change_log = self.load(name)
        runtime = Runtime(contexts=self.options.contexts, label_filter=self.options.label_filter, dialect=name)
        generation = Generation(change_log, dialect_class(name)(), runtime, self.resources)
        if name == "sqlite":
            found, answer["sqlite_schema"] = inspect_sqlite(generation)
        else:
            generation.check_offline()
            found = [_offline_row(change_set, generation) for change_set in change_log.change_sets]
        summer = Summer(self.resources, name)
        for row, top, change_set in zip(found, rows, change_log.change_sets, strict=True):
            if "skipped" not in row:
                texts = _texts(change_set, summer)
                row.update({key: value for key, value in texts.items() if key not in row and top[key] != value})
        return found


def _texts(change_set: ChangeSet, summer: Summer) -> dict[str, Any]:
    """Identity, both checksums, description and comments of a change set."""
    changes = bind_changes(change_set, summer.surroundings(change_set))
    return {
        "id": change_set.id,
        "author": change_set.author,
        "path": change_set.path,
        "v8": str(summer(change_set, 8)),
        "v9": str(summer(change_set, 9)),
        "description": description(changes),
        "comments": "; ".join(change_set.comments) if change_set.comments else None,
    }
