"""Running scripts with the clients that come with the databases: psql, mariadb, sqlite3."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from tests.support.contents import database, kind_of
from tests.support.servers import server


def run_script(url: str, script: str) -> str:
    """Run a script; it ends at the first error, whose words are returned. Skips the test where the client is missing."""
    kind = kind_of(url)
    environment = dict(os.environ)
    if kind == "sqlite":
        line = ["sqlite3", "-batch", "-bail", url.removeprefix("jdbc:sqlite:")]
    elif kind == "postgresql":
        at = server(kind)
        login = ["-h", at.host, "-p", str(at.port), "-U", at.user, database(url).partition("?")[0]]
        line = ["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", *login]
        environment["PGPASSWORD"] = at.password
    else:
        at = server(kind)
        line = [
            "mariadb",
            "-h",
            at.host,
            "-P",
            str(at.port),
            "-u",
            at.user,
            "--comments",
            "--default-character-set=utf8mb4",
            database(url),
        ]
        environment["MYSQL_PWD"] = at.password
    if shutil.which(line[0]) is None:
        pytest.skip(f"no {line[0]} to run scripts with")
    done = subprocess.run(line, input=script.encode(), capture_output=True, env=environment, check=False)
    return done.stderr.decode(errors="replace") if done.returncode else ""
