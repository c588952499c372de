"""The line to the server is cut, most of all when the answer to a COMMIT is on its way: what is said, and how it goes on."""

from __future__ import annotations

import secrets
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from clog.cli.main import main
from clog.database.connection.connect import connect
from clog.database.lock.table import list_locks
from tests.support.contents import contents, database, emptied, kind_of
from tests.support.proxy import Cut, Proxy
from tests.support.servers import server

if TYPE_CHECKING:
    from collections.abc import Iterator

CRASH = Path(__file__).resolve().parents[3] / "fixtures" / "crash" / "changelog.yaml"
CHANGE_LOG = """\
-- liquibase formatted sql
-- changeset ann:1
CREATE TABLE t (id INT PRIMARY KEY, n INT);
INSERT INTO t VALUES (1, 0);
-- changeset ann:2
UPDATE t SET n = n + 1;
-- changeset ann:3
UPDATE t SET n = n + 10;
"""


class Line:
    """A database behind a proxy, and a change log."""

    def __init__(self, url: str, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.url = url
        self.path = path
        self.capsys = capsys
        self.statements: list[str] = []
        status, err, _ = self.cut(Cut(number=0))
        assert status == 0, err
        self.wanted = contents(url)

    def run(self, url: str, *words: str) -> tuple[int, str]:
        status = main(
            [
                f"--url={url}",
                f"--changelog-file={self.path.name}",
                f"--search-path={self.path.parent}",
                "update",
                *words,
            ]
        )
        return status, self.capsys.readouterr().err

    def cut(self, cut: Cut, *words: str) -> tuple[int, str, str]:
        """Run on an empty database and cut the line; give status, what was said and where it was cut."""
        if self.statements:
            emptied(self.url)
        with Proxy(kind_of(self.url), cut) as proxy:
            status, err = self.run(proxy.url(self.url), *words)
            self.statements = proxy.statements
            return status, err, proxy.cut_at

    def commit_of(self, change_set: int) -> int:
        """Count the COMMITs up to the one of a change set."""
        rows = [
            place
            for place, text in enumerate(self.statements)
            if text.upper().startswith("INSERT INTO") and "DATABASECHANGELOG " in text.upper()
        ]
        return self.statements[: rows[change_set - 1]].count("COMMIT") + 1

    def settles(self) -> None:
        """The next run leaves what an undisturbed one leaves."""
        status, err = self.run(self.url)
        assert status == 0, err
        assert contents(self.url) == self.wanted


@pytest.fixture
def line(server_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    path = tmp_path / "c.sql"
    path.write_text(CHANGE_LOG, encoding="utf-8")
    return Line(server_url, path, capsys)


@pytest.mark.parametrize(("change_set", "after"), [(1, True), (2, True), (2, False)])
def test_a_lost_commit_is_told_and_settled(line: Line, change_set: int, after: bool) -> None:  # noqa: FBT001 - a case
    status, err, where = line.cut(Cut("COMMIT", line.commit_of(change_set), after=after))
    assert (status, where) == (1, "COMMIT")
    assert f"committing c.sql::{change_set}::ann failed: whether it is done is not known" in err
    assert "[CLOG604]" in err
    assert "hint: run the command again when the database is there again" in err
    assert f"applied before: {'nothing' if change_set == 1 else 'c.sql::1::ann'}" in err
    with connect(line.url) as session:
        assert list_locks(session) == []
    line.settles()


def test_a_lost_commit_of_one_transaction_is_told_and_settled(
    postgresql_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "c.sql"
    path.write_text(CHANGE_LOG, encoding="utf-8")
    line = Line(postgresql_url, path, capsys)
    assert line.cut(Cut(number=0), "--single-transaction")[0] == 0
    status, err, _ = line.cut(Cut("COMMIT", line.commit_of(1)), "--single-transaction")
    assert status == 1
    assert "either all of it is done or nothing" in err
    line.settles()


def test_a_lost_answer_to_ddl_is_settled(line: Line) -> None:
    status, err, where = line.cut(Cut("CREATE TABLE t "))
    assert (status, where[:14]) == (1, "CREATE TABLE t")
    assert "running c.sql::1::ann failed" in err
    line.settles()


def test_a_lock_that_could_not_be_freed_is_no_failure(line: Line) -> None:
    status, err, _ = line.cut(Cut("COMMIT", line.commit_of(3) + 1))
    assert status == 0, err
    assert "the connection was lost when all was done" in err
    line.settles()


def test_no_password_is_told(server_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name, password = f"clog_{secrets.token_hex(4)}", "sesam-open-wide"
    at = server(kind_of(server_url))
    owner = "CREATEDB" if at.kind == "postgresql" else ""
    at.execute(
        f"CREATE USER {name} " + (f"PASSWORD '{password}' SUPERUSER" if owner else f"IDENTIFIED BY '{password}'")
    )
    if not owner:
        at.execute(f"GRANT ALL ON {database(server_url)}.* TO {name}")
    try:
        path = tmp_path / "c.sql"
        path.write_text(CHANGE_LOG, encoding="utf-8")
        url = f"{server_url.partition('?')[0]}?user={name}&password={password}"
        for number in (1, 3):
            with Proxy(at.kind, Cut("COMMIT", number)) as proxy:
                through = proxy.url(url)
                assert main([f"--url={through}", "--changelog-file=c.sql", f"--search-path={tmp_path}", "update"]) == 1
            said = capsys.readouterr()
            assert "CLOG604" in said.err
            assert password not in said.out + said.err
    finally:
        emptied(server_url)
        at.execute(f"DROP USER {name}")


def places(line: Line) -> Iterator[Cut]:
    """List all COMMITs, and every eighth other statement, before and after."""
    seen: dict[str, int] = {}
    for place, text in enumerate(each[:60] for each in line.statements):
        seen[text] = seen.get(text, 0) + 1
        if text == "COMMIT" or place % 8 == 0:
            yield Cut(text, seen[text], after=True)
            yield Cut(text, seen[text], after=False)


@pytest.mark.long
def test_lines_cut_everywhere_are_settled(server_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    line = Line(server_url, CRASH, capsys)
    cuts = 0
    started = time.monotonic()
    for cut in list(places(line)):
        status, err, where = line.cut(cut)
        cuts += bool(where)
        assert "CLOG999" not in err, (cut, err)
        assert status == 1 or "lost when all was done" in err or "RELEASE" in cut.pattern or not where, (cut, err)
        line.settles()
    print(f"{cuts} cuts in {time.monotonic() - started:.0f} s")
    assert cuts > 50
