"""drop-all --schemas: what is emptied, and what stays, on servers."""

from __future__ import annotations

import secrets
from contextlib import suppress
from urllib.parse import urlsplit

import pytest

from clog.cli.main import main
from tests.support.servers import server

LISTED = {
    "postgresql": "SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema IN ('{0}', '{1}', '{2}')",
    "mariadb": "SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema IN ('{0}', '{1}', '{2}')",
}


@pytest.mark.parametrize("kind", ["postgresql", "mariadb"])
def test_only_the_schemas_named_are_emptied(kind: str, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue(f"{kind}_url")
    at, database = server(kind), urlsplit(url.removeprefix("jdbc:")).path[1:]
    home = "public" if kind == "postgresql" else database
    one, two = (f"clog_test_{secrets.token_hex(4)}_{name}" for name in ("a", "b"))
    try:
        for schema in (one, two):
            at.execute(f"CREATE SCHEMA {schema}", database)
        for schema in (home, one, two):
            at.execute(f"CREATE TABLE {schema}.parent (id INT PRIMARY KEY)", database)
            at.execute(f"CREATE TABLE {schema}.child (id INT REFERENCES {schema}.parent (id))", database)
            at.execute(f"CREATE VIEW {schema}.seen AS SELECT id FROM {schema}.child", database)
            at.execute(f"CREATE SEQUENCE {schema}.counter", database)
        assert main(["drop-all", f"--url={url}", f"--schemas={one},{two}", "--yes"]) == 0
        left = {tuple(row) for row in at.execute(LISTED[kind].format(home, one, two), database)}
        assert {name for schema, name in left if schema in {one, two}} == set()
        assert {"parent", "child", "seen"} <= {name for schema, name in left if schema == home}
        assert main(["drop-all", "--force", f"--url={url}"]) == 0
        assert at.execute(LISTED[kind].format(home, one, two), database) == []
    finally:
        if kind == "mariadb":  # where a schema is a database of its own
            for schema in (one, two):
                with suppress(Exception):
                    at.execute(f"DROP DATABASE {schema}")
