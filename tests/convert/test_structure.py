"""SQL to structured changes: what is understood makes the same database, everything else stays SQL.

Change sets of fixtures/structure by the author `structured` are understood, those by `sql` are not: a change would say
less, or something else.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from clog.cli.main import main
from clog.convert.tree import convert
from clog.resolve.load import load
from clog.resolve.parameters import Parameters
from clog.resources import Memory
from tests.support.dialects import FIXTURES
from tests.support.schema import contents
from tests.support.servers import fresh_database, server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER = FIXTURES / "structure"
DIALECTS = ("postgresql", "mariadb", "sqlite")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_is_understood_becomes_structured(dialect: str, capfd: pytest.CaptureFixture[str]) -> None:
    files = Memory({"a.sql": (FOLDER / f"{dialect}.sql").read_bytes()})
    done = convert("a.sql", files, "yaml", recursive=False, dialect=dialect, structure=True)
    assert done.problems == ()
    result = Memory({path: text.encode() for path, text in done.files.items()})
    for change_set in load("a.yaml", result, Parameters(environment={})).change_sets:
        (changes,) = (child for child in change_set.node.children if child.name == "changes")
        assert ("sql" if changes.children[0].name == "sql" else "structured") == change_set.author, str(change_set)
    assert capfd.readouterr() == ("", "")  # sqlglot complains of what it does not know


def urls(dialect: str, folder: Path) -> Iterator[str]:
    """Give two empty databases, one after the other."""
    for number in range(2):
        if dialect == "sqlite":
            yield f"jdbc:sqlite:{folder / f'{number}.db'}"
        else:
            with fresh_database(dialect) as url:
                yield url


def rows(url: str) -> list[tuple[Any, ...]]:
    """Read what the fixtures insert, without the moment of it."""
    query = "SELECT id, {} FROM users ORDER BY id"
    if url.startswith("jdbc:sqlite:"):
        with closing(sqlite3.connect(url.removeprefix("jdbc:sqlite:"))) as connection:
            return connection.execute(query.format("name")).fetchall()
    kind = url.split(":")[1]
    named = "email, created_at, admin" if kind == "postgresql" else "name"
    return list(server(kind).execute(query.format(named), urlsplit(url.removeprefix("jdbc:")).path.lstrip("/")))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_both_make_the_same_database(dialect: str, tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_bytes((FOLDER / f"{dialect}.sql").read_bytes())
    paths = ("a.sql", "a.yaml")
    search = f"--search-path={tmp_path}"
    target = str(tmp_path / "a.yaml")
    assert main(["convert", "a.sql", target, search, f"--dialect={dialect}", "--structure"]) == 0
    found = []
    for path, url in zip(paths, urls(dialect, tmp_path), strict=True):
        assert main(["update", f"--url={url}", f"--changelog-file={path}", search]) == 0
        database = urlsplit(url.removeprefix("jdbc:")).path.lstrip("/")
        there = [
            tuple(str(part).replace(f"`{database}`.", "").replace(" (", "(") for part in row) for row in contents(url)
        ]
        found.append((there, rows(url)))
    (before, old_rows), (after, new_rows) = found
    if dialect == "sqlite":  # NOT NULL means nothing for the rowid
        before.remove(("column", "users", "0", "id", "INTEGER", "0", "None", "1", "0"))
        after.remove(("column", "users", "0", "id", "INTEGER", "1", "None", "1", "0"))
    assert after == before
    assert new_rows == old_rows
    assert len(new_rows) >= 2
