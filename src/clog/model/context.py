"""ChangeContext: all that a change may look at besides its own attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.value import Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from clog.model.catalog import Catalog
    from clog.model.files import Files
    from clog.model.statements.base import SqlWriter
    from clog.model.traits import Traits

RUN = "run"
"""The SQL is to be run: what a driver sends as values stays a value."""
SCRIPT = "script"
"""The SQL is to be read: what would be sent as values becomes text, or is left out where Liquibase leaves it out."""


class ChangeContext(Value):
    """What a change is asked with. Every question has its own; nothing of it is kept by the change.

    Attributes:
        writer: writes names and values as the database wants them; its traits say what the database is able to do.
        files: finds files that the change names.
        changelog_path: physical path of the change log file, for relativeToChangelogFile.
        catalog: what is there before the change; None where nobody can look.
        encoding: of files that do not say it themselves (--file-encoding).
        expand: expands ${...} in file contents.
        purpose: RUN or SCRIPT.
        allow_commands: whether executeCommand may run programs.
        custom: makes the object that does a customChange, of a class name and its parameters; None where there is none.
    """

    writer: SqlWriter
    files: Files
    changelog_path: str = ""
    catalog: Catalog | None = None
    encoding: str = "UTF-8"
    expand: Callable[[str], str] = str
    purpose: str = RUN
    allow_commands: bool = False
    custom: Any = None

    @property
    def traits(self) -> Traits:
        """Return what the database is able to do."""
        return self.writer.traits

    @property
    def is_script(self) -> bool:
        """Whether the SQL is to be read, not to be run."""
        return self.purpose == SCRIPT
