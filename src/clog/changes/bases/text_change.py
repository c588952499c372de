"""The bases of changes whose text stands in the change log or in a file: procedures, functions, packages, triggers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from clog.declare import attr
from clog.model.change import Change
from clog.model.file_text import body_text
from clog.model.statements.routine import CreateRoutineStatement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.model.context import ChangeContext
    from clog.model.statements.base import ObjectName, Statement


class TextChange(Change):
    """A change with a text of its own; subclasses declare the attribute that holds it as `body`."""

    comments: str | None = attr("A remark; no effect.", default=None, not_in_checksum=(9,))
    dbms: str | None = attr(
        "Databases on which this is done, comma separated; !name excludes one.",
        default=None,
        since="3.1",
        not_in_checksum=(9,),
    )
    encoding: str | None = attr("Character encoding of the file.", default=None, not_in_checksum=(9,))
    path: str | None = attr("File that holds the text.", default=None, file=True, not_in_checksum=(9,))
    relative_to_changelog_file: bool | None = attr(
        "Whether the file is looked up beside the change log instead of on the search path.",
        default=None,
        not_in_checksum=(9,),
    )
    schema_name: str | None = attr("Schema of the object.", default=None)

    def text(self, context: ChangeContext) -> str:
        """Return the whole statement, without blanks around it.

        Raises:
            MissingAttribute: there is neither a text nor a path.
            FileMissing: no such file.
            EncodingError: the encoding is unknown, or a byte order mark contradicts it.
        """
        (field,) = (attribute.name for attribute in self.declaration.attributes if attribute.body)
        body: str | None = getattr(self, field)
        found = body_text(
            self, context, body, self.path, relative=self.relative_to_changelog_file, encoding=self.encoding
        )
        return found.strip()


class RoutineChange(TextChange):
    """Creates a function, a package or its body.

    Subclasses say its `kind` in SQL and give its name.
    """

    kind: ClassVar[str]

    replace_if_exists: bool | None = attr("Whether an older one is replaced.", default=None)

    def routine(self) -> ObjectName:
        """Return the name of what is created."""
        raise NotImplementedError(type(self).__name__)

    def statements(self, context: ChangeContext) -> Iterable[Statement]:
        """Create it."""
        replacing = bool(self.replace_if_exists)
        return (CreateRoutineStatement(self.kind, self.text(context), self.routine(), replacing=replacing),)
