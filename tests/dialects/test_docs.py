"""docs/dialects is up to date, and its examples are complete."""

from __future__ import annotations

from clog.changes import change_names
from tests.tools.dialect_docs import FOLDER, examples, pages

WITHOUT_EXAMPLE = {
    "customChange", "dropAllForeignKeyConstraints", "empty", "executeCommand", "loadData", "loadUpdateData",
    "output", "sqlFile", "stop", "tagDatabase",
}  # fmt: skip
"""Change types that write no SQL, or none without a file or a database."""


def test_pages_are_up_to_date() -> None:
    """What lies in docs/dialects is what would be written now; python -m tests.tools.dialect_docs writes it."""
    lying = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    assert lying == pages()


def test_every_change_type_has_an_example() -> None:
    """A new change type gets an example."""
    assert set(examples()) | WITHOUT_EXAMPLE == set(change_names())
