from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from clog.cli.main import main
from clog.errors import UsageError
from clog.settings import Settings
from clog.settings.passwords import password_of
from clog.settings.secrets import hide

CANARY = "c4nary-0f-pass"


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("clog.settings.secrets._known", set())


def test_a_password_may_come_from_a_file_a_command_or_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("secret.txt").write_text(f"{CANARY}\nsecond line\n", encoding="utf-8")
    assert password_of(Settings(password_file="secret.txt")) == CANARY  # noqa: S106 - a name of a file
    assert password_of(Settings(password_command=f"echo {CANARY}")) == CANARY
    ring = SimpleNamespace(get_password=lambda service, user: {("db", "ann"): CANARY}.get((service, user)))
    monkeypatch.setitem(sys.modules, "keyring", ring)
    assert password_of(Settings(password_keyring="db", username="ann")) == CANARY  # noqa: S106 - a service
    assert password_of(Settings(password="direct", password_file="gone")) == "direct"  # noqa: S106 - the test's own
    assert hide(f"a {CANARY} b direct") == "a *** b ***"


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"password_file": "gone.txt"}, "cannot read the password file gone.txt"),
        ({"password_command": "exit 3"}, "failed with status 3"),
        ({"password_keyring": "db"}, "keyring"),
    ],
)
def test_a_password_that_is_not_there_is_an_error(
    settings: dict[str, Any], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(UsageError) as caught:
        password_of(Settings(**settings))
    assert said in str(caught.value)


def test_an_empty_keyring_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace(get_password=lambda *_: None))
    with pytest.raises(UsageError, match="has no password"):
        password_of(Settings(password_keyring="db"))  # noqa: S106 - a service


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("postgresql://ann:geheim@host/db", "postgresql://ann:***@host/db"),
        ("jdbc:mariadb://host/db?user=a&password=geheim&x=1", "jdbc:mariadb://host/db?user=a&password=***&x=1"),
        ("jdbc:sqlite:x.db", "jdbc:sqlite:x.db"),
    ],
)
def test_passwords_in_urls_are_hidden(text: str, expected: str) -> None:
    assert hide(text) == expected


URLS = (
    f"jdbc:postgresql://127.0.0.1:1/db?user=ann&password={CANARY}",
    f"postgresql://ann:{CANARY}@127.0.0.1:1/db",
    f"mariadb://ann:{CANARY}@127.0.0.1:1/db",
    f"jdbc:nosuch://ann:{CANARY}@host/db",
    f"jdbc:sqlite:/no/such/folder/{CANARY}.db",
)


@pytest.mark.parametrize("command", ["update", "status", "doctor", "update-sql", "drop-all", "history"])
@pytest.mark.parametrize("url", URLS, ids=["jdbc", "postgresql", "mariadb", "unknown", "sqlite"])
def test_nothing_that_is_written_has_the_password_in_it(url: str, command: str, capfd: Any) -> None:
    Path("c.sql").write_text("-- liquibase formatted sql\n-- changeset a:1\nSELECT 1;\n", encoding="utf-8")
    log = ["--log-file=all.log", "--log-level=debug", "--output-file=out.txt"]
    status = main([*log, f"--url={url}", f"--password={CANARY}", "--changelog-file=c.sql", command])
    assert status == 1
    out, err = capfd.readouterr()
    assert out + err or Path("out.txt").read_text(encoding="utf-8")
    written = [out, err, *(path.read_text(encoding="utf-8") for path in Path().glob("*.*"))]
    assert all(CANARY not in text for text in written)
