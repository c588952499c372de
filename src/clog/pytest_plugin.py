"""A fixture that gives a test a database with the change log applied. pytest finds it by itself.

    def test_orders(clog_database):
        clog_database.url          # an SQLite file of this test's own, or the URL of the ini option clog_url
        clog_database.rollback(count=1)

Options of pytest.ini: clog_changelog (default changelog/root.xml), clog_search_path, clog_url, clog_contexts.
With clog_url everything in that database is dropped before and after the test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from clog.api import Database


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options."""
    parser.addini("clog_changelog", "root change log of the fixture clog_database", default="changelog/root.xml")
    parser.addini("clog_search_path", "folders of the change log", type="args", default=[])
    parser.addini("clog_contexts", "contexts of the fixture clog_database", type="args", default=[])
    parser.addini("clog_url", "URL of a throwaway database; its contents are dropped", default="")


@pytest.fixture
def clog_database(pytestconfig: pytest.Config, tmp_path: Path) -> Iterator[Database]:
    """Yield a database with the change log applied; it is gone, or empty, after the test."""
    from clog.api import open as open_database

    url: str = pytestconfig.getini("clog_url")
    search_path = tuple(pytestconfig.getini("clog_search_path")) or (str(pytestconfig.rootpath),)
    database = open_database(
        url or f"jdbc:sqlite:{tmp_path / 'clog.db'}",
        pytestconfig.getini("clog_changelog"),
        search_path=search_path,
        contexts=tuple(pytestconfig.getini("clog_contexts")),
    )
    if url:
        database.run("drop-all", force=True)
    database.update()
    yield database
    if url:
        database.run("drop-all", force=True)
