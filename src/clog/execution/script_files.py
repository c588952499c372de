"""SQL from files and from the command line, split into statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.model.sql import Sql
from clog.model.statements.raw import raw_statements
from clog.resolve.parameters import Definitions
from clog.sqltext.decode import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.dialects.base.dialect import Dialect
    from clog.execution.project import Project


def statements_of(project: Project, path: str, *, delimiter: str | None = None) -> Iterator[Sql]:
    """Split a file of the search path, with ${...} expanded, into statements.

    Raises:
        FileMissing: there is no such file.
    """
    data = project.resources.find(path, None).read()
    text = decode(data, None, project.settings.file_encoding)
    return split(project.session.dialect, Definitions(project.parameters).expand(text, path), delimiter=delimiter)


def split(dialect: Dialect, text: str, *, delimiter: str | None = None) -> Iterator[Sql]:
    """Split SQL into statements."""
    found = raw_statements(text, strip_comments=False, split_statements=True, end_delimiter=delimiter)
    for statement in found:
        for sql in dialect.render(statement):
            yield sql if isinstance(sql, Sql) else Sql(sql)
