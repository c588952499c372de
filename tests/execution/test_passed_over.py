"""Changes that do nothing on a database, as in Liquibase, are never passed over in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import clog
from clog.errors import Unsupported

if TYPE_CHECKING:
    from pathlib import Path

CHANGE_LOG = """\
databaseChangeLog:
- changeSet: {id: 1, author: a, changes: [{createSequence: {sequenceName: s, startValue: 5}}]}
"""


def opened(folder: Path, *, strict: bool) -> clog.Database:
    """Open a change log that makes a sequence, on SQLite."""
    (folder / "log.yaml").write_text(CHANGE_LOG, encoding="utf-8")
    return clog.open(f"jdbc:sqlite:{folder / 'x.db'}", "log.yaml", search_path=str(folder), strict=strict)


def test_a_warning_says_so(tmp_path: Path) -> None:
    """The change set is run, with a warning that names the place."""
    result = opened(tmp_path, strict=False).update()
    assert result.done == ("log.yaml::1::a",)
    assert [text for text in result.warnings if "log.yaml:2" in text and "createSequence does nothing" in text]


def test_with_strict_it_is_an_error(tmp_path: Path) -> None:
    """Nothing is run."""
    with pytest.raises(Unsupported, match="createSequence does nothing on sqlite"):
        opened(tmp_path, strict=True).update()


def test_what_is_not_valid_is_marked_as_run_where_the_author_says_so(tmp_path: Path) -> None:
    """onValidationFail=MARK_RAN: recorded without being run, with a warning; what comes after it runs."""
    text = """\
databaseChangeLog:
- changeSet: {id: 1, author: a, onValidationFail: MARK_RAN, changes: [{dropTable: {schemaName: s}}]}
- changeSet: {id: 2, author: a, changes: [{sql: {sql: CREATE TABLE t (a int)}}]}
"""
    (tmp_path / "log.yaml").write_text(text, encoding="utf-8")
    database = clog.open(f"jdbc:sqlite:{tmp_path / 'x.db'}", "log.yaml", search_path=str(tmp_path))
    result = database.update()
    assert result.done == ("log.yaml::1::a", "log.yaml::2::a")
    assert [
        line for line in result.warnings if "tableName is required for dropTable" in line and "marked as run" in line
    ]
    assert [row["execType"] for row in database.history().answer["changeSets"]] == ["MARK_RAN", "EXECUTED"]
    assert database.status().pending == ()
