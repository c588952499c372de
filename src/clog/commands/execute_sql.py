"""execute-sql: run SQL of your own and show what queries give."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.errors import UsageError
from clog.execution.project import Project
from clog.execution.script_files import split, statements_of
from clog.model.events import Event, Report
from clog.reporters.text_table import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.database.connection.session import Session
    from clog.model.events import Run
    from clog.model.sql import Sql
    from clog.settings import Settings

TAKES = ("sql", "sql_file", "delimiter")
POSITIONAL = "sql"

_QUERY = re.compile(
    r"(?is)(?:\s|--[^\n]*+\n|/\*.*?\*/|\()*+(select|with|show|pragma|explain|values|describe|desc|table)\b"
)


def execute_sql(settings: Settings) -> Run:
    """Run the SQL of --sql or --sql-file, in one transaction, and show the rows that queries give.

    Statements end with a semicolon, or with what --delimiter says.
    """
    if (settings.sql is None) == (settings.sql_file is None):
        raise UsageError("execute-sql needs either --sql or --sql-file", hint='clog execute-sql "SELECT 1"')
    answers = []
    with Project(settings) as project:
        for sql in _statements(project):
            yield Event("result", f"Output of {sql.text}:\n")
            heads, rows = _run(project.session, sql)
            if heads:
                cells = [["NULL" if value is None else str(value) for value in row] for row in rows]
                yield Event("result", "\n".join(table(heads, cells)) + "\n")
            answers.append({"sql": sql.text, "columns": list(heads), "rows": [list(row) for row in rows]})
        project.session.commit()
    return Report(answer={"statements": answers})


def _statements(project: Project) -> Iterator[Sql]:
    """Split what is to be run."""
    settings = project.settings
    if settings.sql_file is not None:
        return statements_of(project, settings.sql_file, delimiter=settings.delimiter)
    return split(project.session.dialect, settings.sql or "", delimiter=settings.delimiter)


def _run(session: Session, sql: Sql) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """Run one statement; give the names of its columns and its rows."""
    if _QUERY.match(sql.text):
        return session.query_named(sql.text)
    session.execute(sql.text)
    return (), []
