"""Wrong configurations of a server: doctor and the commands say what is wrong, why, and what to do."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from clog.cli.main import main
from tests.support.servers import server

if TYPE_CHECKING:
    from collections.abc import Iterator

GOOD = "-- liquibase formatted sql\n-- changeset ann:1\nCREATE TABLE t (id INT);\n"


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("c.sql").write_text(GOOD, encoding="utf-8")


def said(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 1) -> str:
    """Run a command; give all that it says."""
    assert main([*arguments, "--changelog-file=c.sql"]) == status
    out, err = capsys.readouterr()
    return out + err


@pytest.fixture
def poor(postgresql_url: str) -> Iterator[list[str]]:
    """Make a user who may look at everything and make nothing; give the options to connect as that user."""
    url = postgresql_url.partition("?")[0]
    database = url.rpartition("/")[2]
    user, at = f"poor_{database.rpartition('_')[2]}", server("postgresql")
    at.execute(f"CREATE ROLE {user} LOGIN PASSWORD 'canary99'")
    at.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC", database)
    yield [f"--url={url}", f"--username={user}", "--password=canary99"]
    at.execute(f"DROP OWNED BY {user}", database)
    at.execute(f"DROP ROLE {user}")


def test_a_user_who_may_make_no_tables(poor: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """The reason is told, not what follows from it: that there is no lock table."""
    for command in ("update", "changelog-sync", "release-locks"):
        text = said(capsys, command, *poor)
        assert "permission denied for schema public" in text
        assert "statement: CREATE TABLE public.databasechangeloglock" in text
        assert "hint: this user may not do that: grant the right to it" in text
        assert "canary99" not in text
    text = said(capsys, "doctor", *poor)
    assert "failed  permissions: cannot create tables: permission denied for schema public\n" in text
    assert "grant the right to it" in text
    assert "c.sql has 1 change sets, 1 pending" in text
    assert "1 changeset has not been applied" in said(capsys, "status", *poor, status=0)


def test_a_schema_that_is_not_there(postgresql_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    option = [f"--url={postgresql_url}", "--default-schema-name=nope"]
    for command in ("update", "doctor"):
        assert 'schema "nope" does not exist' in said(capsys, command, *option)


@pytest.mark.parametrize(
    ("kind", "module", "extra"), [("postgresql", "psycopg", "postgresql"), ("mariadb", "pymysql", "mysql")]
)
def test_a_driver_that_is_not_installed(
    kind: str, module: str, extra: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    for command in ("update", "doctor"):
        text = said(capsys, command, f"--url=jdbc:{kind}://127.0.0.1/x")
        assert "is not installed" in text
        assert f'hint: pip install "clog-db[{extra}]"' in text


@pytest.mark.parametrize(
    ("url", "reason", "hint"),
    [
        ("jdbc:postgresql://127.0.0.1:1/x", "refused", "is the server running there? check host and port"),
        ("jdbc:mariadb://127.0.0.1:1/x", "refused", "is the server running there? check host and port"),
        ("jdbc:postgresql://nosuch.invalid/x", "nosuch.invalid", "no such host is known"),
        ("jdbc:mariadb://nosuch.invalid/x", "nosuch.invalid", "no such host is known"),
    ],
)
def test_a_server_that_is_not_there(url: str, reason: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("update", "doctor"):
        text = said(capsys, command, f"--url={url}")
        assert reason in text
        assert f"hint: {hint}" in text


def test_what_broke_off_is_told_to_programs(capsys: pytest.CaptureFixture[str]) -> None:
    Path("c.sql").write_text(GOOD + "-- changeset ann:2\nSELECT nonsense;\n", encoding="utf-8")
    assert main(["update", "--url=jdbc:sqlite:x.db", "--changelog-file=c.sql", "--format=json"]) == 1
    failed = json.loads(capsys.readouterr().out)["failed"]
    assert (failed["changeSet"], failed["statement"]) == ("c.sql::2::ann", "SELECT nonsense")
    assert failed["applied"] == ["c.sql::1::ann"]
    assert failed["sqlState"]
