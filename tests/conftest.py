"""Fixtures that all tests share: fresh, empty databases that are gone afterwards.

A test that needs a server fails when the server is missing. Set CLOG_TEST_WITHOUT_SERVERS=1 to skip such
tests instead, with the reason in the summary, to "all" to skip them in any case; where CI is set, that wish is not heard.
"""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.support.servers import fresh_database, server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

settings.register_profile("clog", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("clog")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # so does a shell start what runs in its background
    signal.signal(signal.SIGINT, signal.default_int_handler)

SERVERS = ("postgresql", "mariadb")
_URLS = frozenset(f"{kind}_url" for kind in SERVERS)


_SLOW = frozenset(
    f"test_{name}.py"
    for name in (
        "breaking_out", "checksum_laws", "examples", "growth", "hostile_growth", "kills", "package", "pytest_plugin",
        "races", "sqlite_rebuild_laws", "stopping", "streams", "terminal", "transaction_words",
    )
)  # fmt: skip
"""Files whose tests take seconds each: they start processes, wait, or try very much."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks for a database of a server; begin with what takes longest, so that no worker ends alone."""
    for item in items:
        given = getattr(item, "callspec", None)
        chosen = () if given is None else (given.params.get("database_url"), given.params.get("server_url"))
        if item.get_closest_marker("oracle"):
            item.add_marker("no_cover")  # thousands of random inputs, on lines that other tests run too
        if item.path.name in _SLOW:
            item.add_marker("slow")
        if not _URLS.isdisjoint(getattr(item, "fixturenames", ())) or not {*chosen}.isdisjoint(SERVERS):
            item.add_marker("server")
    items.sort(key=_rank)


def _rank(item: pytest.Item) -> int:
    """Order tests: those that start Java, those on servers, all others."""
    marks = {mark.name for mark in item.iter_markers()}
    return 0 if "oracle" in marks else 1 if "server" in marks else 2


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the settings of whoever runs the tests away from clog, and its summaries away from theirs."""
    for name in [name for name in os.environ if name.startswith(("LIQUIBASE_", "CLOG_"))]:
        if not name.startswith("CLOG_TEST_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("CLOG_CACHE", str(tmp_path / "clog-cache"))


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Give the JDBC URL of an SQLite file that does not exist yet."""
    return f"jdbc:sqlite:{tmp_path / 'test.db'}"


@pytest.fixture
def postgresql_url() -> Iterator[str]:
    """Give the JDBC URL of an empty PostgreSQL database."""
    yield from _server_url("postgresql")


@pytest.fixture
def mariadb_url() -> Iterator[str]:
    """Give the JDBC URL of an empty MariaDB database."""
    yield from _server_url("mariadb")


@pytest.fixture(params=("sqlite", *SERVERS))
def database_url(request: pytest.FixtureRequest) -> str:
    """Give the JDBC URL of an empty database of each kind in turn."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(params=SERVERS)
def server_url(request: pytest.FixtureRequest) -> str:
    """Give the JDBC URL of an empty database of each kind of server in turn."""
    return str(request.getfixturevalue(f"{request.param}_url"))


def _server_url(kind: str) -> Iterator[str]:
    """Make a database, or say what is missing."""
    try:
        server(kind).execute("SELECT 1")
    except Exception as error:  # noqa: BLE001 - each driver has its own; all mean that there is no server
        reason = f"no {kind} server: {error}; set CLOG_TEST_{kind.upper()} or run ./tests/run-all"
        if os.environ.get("CLOG_TEST_WITHOUT_SERVERS") and not os.environ.get("CI"):
            pytest.skip(reason)
        pytest.fail(reason)
    with fresh_database(kind) as url:
        yield url
