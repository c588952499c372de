"""No password in anything that is written, whatever way it came in and whatever goes wrong."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

import clog
from clog.cli.main import main
from clog.errors import ClogError
from tests.support.servers import server

if TYPE_CHECKING:
    from collections.abc import Iterator

PASSWORD = "k9@Zqj/v:Rwx#?%25&Ymn"  # noqa: S105 - of users that live as long as a test
PIECES = ("Zqj", "Rwx", "Ymn")
CHANGE_LOG = "-- liquibase formatted sql\n-- changeset ann:1\n{0};\n-- rollback empty\n"
WRITTEN = (
    "--log-file=log.txt", "--log-level=DEBUG", "--report=r.json", "--output-file=o.txt",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("c.sql").write_text(CHANGE_LOG.format("SELECT 1"), encoding="utf-8")


def look(capsys: pytest.CaptureFixture[str], *arguments: str) -> int:
    """Run a command; look for the password in all that it has written anywhere."""
    status = main(arguments)
    out, err = capsys.readouterr()
    texts = {"stdout": out, "stderr": err}
    for file in Path().rglob("*"):
        if file.is_file() and file.name != "password.txt":
            texts[str(file)] = file.read_bytes().decode("utf-8", "replace")
    found = [(name, piece) for name, text in texts.items() for piece in PIECES if piece in text]
    assert found == [], (arguments, err)
    return status


@pytest.fixture
def ways(kind: str, request: pytest.FixtureRequest) -> Iterator[tuple[str, list[list[str]]]]:
    """Make a user with that password; give the URL, and all ways to give the password."""
    url = request.getfixturevalue(f"{kind}_url").partition("?")[0]
    at, user = server(kind), f"clog_canary_{url.rpartition('_')[2]}"
    database = url.rpartition("/")[2]
    if kind == "postgresql":
        statements = [f"CREATE ROLE {user} LOGIN SUPERUSER PASSWORD '{PASSWORD}'"]
    else:
        statements = [f"CREATE USER {user}@'%' IDENTIFIED BY '{PASSWORD}'", f"GRANT ALL ON {database}.* TO {user}@'%'"]
    for statement in statements:
        at.execute(statement)
    Path("password.txt").write_text(PASSWORD + "\n", encoding="utf-8")
    plain = url.removeprefix("jdbc:").replace("://", f"://{user}:{quote(PASSWORD, safe='')}@")
    login = [f"--url={url}", f"--username={user}"]
    yield (
        plain,
        [
            [*login, f"--password={PASSWORD}"],
            [*login, "--password-file=password.txt"],
            [*login, "--password-command=cat password.txt"],
            [f"--url={plain}"],
            # the driver of MariaDB decodes nothing, and this password has an "&"
            *([[f"--url={url}?user={user}&password={quote(PASSWORD, safe='')}"]] if kind == "postgresql" else []),
        ],
    )
    if kind == "postgresql":
        at.execute(f"DROP OWNED BY {user}", database)
    at.execute(f"DROP {'ROLE' if kind == 'postgresql' else 'USER'} {user}")


@pytest.mark.parametrize("kind", ["postgresql", "mariadb"])
def test_passwords_are_never_written(ways: tuple[str, list[list[str]]], capsys: pytest.CaptureFixture[str]) -> None:
    plain, given = ways
    for way in given:
        assert look(capsys, "status", "--changelog-file=c.sql", *way, *WRITTEN) == 0
    assert look(capsys, "update", "--changelog-file=c.sql", *given[0], *WRITTEN, "--format=json") == 0
    for command in ("doctor", "history", "list-locks", "update-sql", "validate"):
        assert look(capsys, command, "--changelog-file=c.sql", f"--url={plain}", *WRITTEN) == 0
    Path("c.sql").write_text(CHANGE_LOG.replace("ann:1", "ann:2").format("SELECT nonsense"), encoding="utf-8")
    assert look(capsys, "update", "--changelog-file=c.sql", f"--url={plain}", *WRITTEN, "--format=json") == 1


def command_lines() -> Iterator[str]:
    """Read how all processes of this machine were called."""
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it has ended meanwhile
            yield file.read_bytes().decode("utf-8", "replace")


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="the process list is read from /proc")
@pytest.mark.parametrize("way", ["environment", "--password-file=password.txt", "--password-command={0}"])
@pytest.mark.parametrize("kind", ["postgresql", "mariadb"])
def test_not_in_the_process_list(kind: str, way: str, ways: tuple[str, list[list[str]]]) -> None:
    """While the password is asked for, while a statement runs, and while a command of a change set runs."""
    url, user, _ = ways[1][0]
    sleep = "SELECT pg_sleep(0.3)" if kind == "postgresql" else "SELECT SLEEP(0.3)"
    Path("c.yaml").write_text(
        "databaseChangeLog:\n- changeSet: {id: 1, author: ann, changes: [{sql: " + sleep + "}, {executeCommand: "
        "{executable: python3, args: [{arg: {value: -c}}, {arg: {value: import time; time.sleep(0.3)}}]}}]}\n",
        encoding="utf-8",
    )
    environment = dict(os.environ)
    options = [url, user, "--changelog-file=c.yaml", "--allow-execute-command=true"]
    if way == "environment":
        environment["LIQUIBASE_COMMAND_PASSWORD"] = PASSWORD
    else:
        options.append(way.format("sleep 0.3; cat password.txt"))
    with subprocess.Popen(
        [sys.executable, "-m", "clog", "update", *options],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        seen: set[str] = set()
        while process.poll() is None:
            seen.update(command_lines())
            time.sleep(0.02)
        assert process.stdout is not None
        assert process.returncode == 0, process.stdout.read()
    for words in ("time.sleep(0.3)", *(["cat password.txt"] if "command" in way else [])):
        assert any(words in line for line in seen)
    assert not [line for line in seen for piece in PIECES if piece in line]


@pytest.mark.parametrize(
    "url",
    [
        "{0}://u:{1}@127.0.0.1:1/app",
        "{0}://u:{2}@127.0.0.1:1/app",
        "jdbc:{0}://127.0.0.1:1/app?user=u&password={1}",
        "jdbc:{0}://127.0.0.1:1/app?user=u&password={2}",
        "jdbc:{0}://127.0.0.1:port/app?password={1}",
        "jdbc:nosuch://127.0.0.1/app?password={1}",
        "nosuch://u:{1}@127.0.0.1/app",
        "{0}://u:9/{2}@127.0.0.1:1/app",
        "{0}://u:x?{2}@127.0.0.1:1/app",
        "{0}:u:{1}@127.0.0.1:1/app",
        "{0}:/u:{2}@127.0.0.1:1/app",
        "{0}//u:{2}@127.0.0.1:1/app",
        "jdbc:{0}:u:{1}@127.0.0.1:1/app",
        "jdbc:{0}:u/{2}@127.0.0.1:1/app",
        "jdbc:{0}:failover://u:{2}@127.0.0.1:1/app",
        "jdbc:{0}:{2}@127.0.0.1:1/app",
        "{0}:{2}@127.0.0.1:5432/app",
        "u/{2}@127.0.0.1:1/app",
        "u:{1}@127.0.0.1:1/app",
        "jdbc:oracle:thin:u/{1}@127.0.0.1:1521:xe",
        "jdbc:oracle:thin:u/{2}@127.0.0.1:1521:xe",
        "jdbc:oracle:oci:u/{2}@//127.0.0.1:1521/xe",
        "jdbc:sqlserver://127.0.0.1;user=u;password={1}",
        "jdbc:{0}://address=(host=127.0.0.1)(port=1)(user=u)(password={1})/app",
        "jdbc:{0}://(host=127.0.0.1,port=1,user=u,password={1})/app",
        "jdbc:{0}://127.0.0.1:1/app?user=u&sslpassword={1}&trustStorePassword={1}",
        "jdbc:{0}://127.0.0.1:1/app?user=u&keyStorePassword={1}&passwd={2}",
    ],
)
@pytest.mark.parametrize("kind", ["postgresql", "mariadb"])
def test_not_even_in_urls_that_make_no_sense(kind: str, url: str, capsys: pytest.CaptureFixture[str]) -> None:
    written = url.format(kind, quote(PASSWORD, safe=""), PASSWORD)
    assert look(capsys, "status", "--changelog-file=c.sql", f"--url={written}", *WRITTEN) == 1
    assert look(capsys, "update", "--changelog-file=c.sql", f"--url={written}", "--format=json", *WRITTEN) == 1
    assert look(capsys, "doctor", "--changelog-file=c.sql", f"--url={written}") == 1


@pytest.mark.parametrize(
    "url", ["jdbc:oracle:thin:u/{0}@127.0.0.1:1521:xe", "postgres:{0}@127.0.0.1:5432/db", "postgresql:/u:{0}@h/d"]
)
@pytest.mark.parametrize("where", ["option", "environment", "liquibase.properties", "clog.toml", "strict"])
def test_wherever_the_url_comes_from(
    url: str, where: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    written = url.format(quote(PASSWORD, safe=""))
    options = [f"--url={written}"] if where == "option" else ["--strict"] if where == "strict" else []
    if where in {"environment", "strict"}:
        monkeypatch.setenv("LIQUIBASE_COMMAND_URL", written)
    elif where != "option":
        text = f'url = "{written}"\n' if where == "clog.toml" else f"url: {written}\n"
        (tmp_path / "settings" / where).parent.mkdir()
        (tmp_path / "settings" / where).write_text(text, encoding="utf-8")
        options.append(f"--{'config' if where == 'clog.toml' else 'defaults-file'}=settings/{where}")
    for command in ("status", "doctor", "update", "update-sql", "validate", "history"):
        assert main([command, "--changelog-file=c.sql", *options, *WRITTEN]) == 1
        assert main([command, "--changelog-file=c.sql", *options, "--format=json"]) == 1
        texts = [*capsys.readouterr(), *(file.read_text(encoding="utf-8") for file in Path().glob("*.*"))]
        assert [piece for text in texts for piece in PIECES if piece in text] == []


def test_not_in_errors_of_the_python_api() -> None:
    for url in (
        "jdbc:oracle:thin:u/{0}@h:1521:xe",
        "jdbc:mysql://address=(host=h)(password={0})/d",
        "postgres:{0}@h:5432/db",
        "postgresql://u:{0}@127.0.0.1:1/d",
    ):
        database = clog.open(url.format(quote(PASSWORD, safe="")), "c.sql")
        with pytest.raises(ClogError) as caught:
            database.status()
        told = f"{database!r} {caught.value} {caught.value!r}"
        assert [piece for piece in PIECES if piece in told] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["--passwordd={0}"],
        ["--urll=postgresql://u:{0}@h/d"],
        ["--urll=jdbc:oracle:thin:u/{0}@h"],
        ["--password={0}", "extra"],
        ["--url=jdbc:oracle:thin:u/{0}@h", "extra"],
        ["--url=postgres:{0}@h/d", "--log-level=NONE", "--verbose=perhaps"],
    ],
)
def test_not_in_complaints_about_options(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert look(capsys, "status", *(argument.format(PASSWORD) for argument in arguments)) == 1
