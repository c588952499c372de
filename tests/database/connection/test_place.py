"""Where change sets land: --default-schema-name, --default-catalog-name, currentSchema, in any spelling.

What is expected was seen with Liquibase 4.28.0, but for names that it cannot handle (capitals and small letters, hyphens).
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from clog.cli.main import main
from tests.support.contents import connection, database
from tests.support.servers import server

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.server

ALL_WAYS = """\
databaseChangeLog:
- changeSet: {id: 1, author: a, changes: [{createTable: {tableName: gen, columns: [{column: {name: a, type: int}}]}}]}
- changeSet: {id: 2, author: a, changes: [{sql: {sql: create table raw (a int)}}]}
- changeSet:
    id: 3
    author: a
    preConditions: [{onFail: HALT}, {sqlCheck: {expectedResult: 0, sql: select count(*) from gen}}, {tableExists: {tableName: raw}}]
    changes:
    - sqlFile: {path: file.sql}
    - createView: {viewName: v, selectQuery: select a from gen}
    - loadData: {tableName: gen, file: rows.csv}
    - sql: {sql: insert into raw select a from v}
    rollback: [{sql: {sql: "delete from raw"}}, {sql: {sql: drop table from_file}}, {dropView: {viewName: v}}]
- include: {file: formatted.sql}
"""
FILES = {
    "c.yaml": ALL_WAYS,
    "file.sql": "create table from_file (a int);\n",
    "rows.csv": "a\n7\n",
    "formatted.sql": "--liquibase formatted sql\n--changeset a:4\ncreate table formatted (a int);\n--rollback drop table formatted;\n",
}
MADE = {"databasechangelog", "databasechangeloglock", "formatted", "from_file", "gen", "raw", "v"}
SCHEMAS = ("app", "Shop", "my-schema", "order", "other")

Facts = dict[str, set[str]]


def where(url: str) -> Facts:
    """List the tables and views of each schema, or of each database of MariaDB whose name begins alike."""
    query = "SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema "
    like = f"LIKE '{database(url)}%'" if "mariadb" in url else "!~ '^pg_|^information_schema$'"
    found: Facts = {}
    with closing(connection(url)) as at, closing(at.cursor()) as cursor:
        cursor.execute(query + like)
        for schema, name in cursor.fetchall():
            if not name.lower().startswith("clog_"):
                found.setdefault(schema, set()).add(name.lower())
    return found


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def clog(files: Path, url: str, *words: str) -> int:
    return main([f"--url={url}", "--changelog-file=c.yaml", f"--search-path={files}", *words])


def rows(url: str, query: str) -> list[Any]:
    with closing(connection(url)) as at, closing(at.cursor()) as cursor:
        cursor.execute(query)
        return [row[0] for row in cursor.fetchall()]


def with_schemas(url: str) -> str:
    for name in SCHEMAS:
        server("postgresql").execute(f'CREATE SCHEMA "{name}"', database(url))
    return url


@pytest.mark.parametrize(
    ("option", "place"),
    [("app", "app"), ("APP", "app"), (" app", "app"), ("Shop", "Shop"), ("my-schema", "my-schema"), ("order", "order")],
)
def test_the_default_schema_is_one_place_for_everything(
    postgresql_url: str, files: Path, option: str, place: str
) -> None:
    url = with_schemas(postgresql_url)
    assert clog(files, url, f"--default-schema-name={option}", "update") == 0
    assert where(url) == {place: MADE}
    assert rows(url, f'SELECT a FROM "{place}".raw') == [7]
    assert clog(files, url, f"--default-schema-name={option}", "rollback-count", "2") == 0
    assert where(url) == {place: MADE - {"formatted", "from_file", "v"}}


@pytest.mark.parametrize(
    ("parameter", "place"),
    [
        ("app", "app"), ("APP", "app"), ('"Shop"', "Shop"), ("my-schema", "my-schema"), ("app,other", "app"),
        ("nosuch,app", "app"), ("nosuch,public", "public"), ("order", "order"),
    ],
)  # fmt: skip
def test_current_schema_is_one_place_for_everything(
    postgresql_url: str, files: Path, parameter: str, place: str
) -> None:
    url = with_schemas(postgresql_url)
    assert clog(files, f"{url}&currentSchema={quote(parameter)}", "update") == 0
    assert where(url) == {place: MADE}


def test_the_default_schema_stands_before_current_schema(postgresql_url: str, files: Path) -> None:
    url = with_schemas(postgresql_url)
    assert clog(files, f"{url}&currentSchema=other", "--default-schema-name=app", "update") == 0
    assert where(url) == {"app": MADE}


def test_the_history_may_have_a_schema_of_its_own_in_any_case(postgresql_url: str, files: Path) -> None:
    url = with_schemas(postgresql_url)
    assert clog(files, url, "--liquibase-schema-name=OTHER", "--default-schema-name=APP", "update") == 0
    history = {"databasechangelog", "databasechangeloglock"}
    assert where(url) == {"app": MADE - history, "other": history}


@pytest.mark.parametrize("words", [("&currentSchema=nosuch",), ("", "--default-schema-name=nosuch")])
def test_a_schema_that_does_not_exist_is_refused(
    postgresql_url: str, files: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert clog(files, postgresql_url + words[0], *words[1:], "update") == 1
    said = capsys.readouterr().err
    assert 'schema "nosuch" does not exist' in said or "no schema has been selected to create in" in said
    assert where(postgresql_url) == {}


def test_a_schema_named_after_the_user_does_not_take_over_in_the_middle(postgresql_url: str, files: Path) -> None:
    (files / "formatted.sql").write_text(
        "--liquibase formatted sql\n--changeset a:4\ncreate schema authorization current_user;\ncreate table formatted (a int);\n",
        encoding="utf-8",
    )
    assert clog(files, postgresql_url, "update") == 0
    assert where(postgresql_url) == {"public": MADE}


@pytest.mark.parametrize("option", ["--default-schema-name", "--default-catalog-name"])
def test_on_mariadb_the_session_stands_in_the_default_database(mariadb_url: str, files: Path, option: str) -> None:
    place = f"{database(mariadb_url)}_def"
    server("mariadb").execute(f"CREATE DATABASE {place}")
    assert clog(files, mariadb_url, f"{option}={place}", "update") == 0
    assert where(mariadb_url) == {place: MADE}
    assert rows(mariadb_url, f"SELECT a FROM {place}.raw") == [7]
    assert clog(files, mariadb_url, f"{option}={place}", "execute-sql", "--sql=create table executed (a int)") == 0
    assert "executed" in where(mariadb_url)[place]
    assert clog(files, mariadb_url, f"{option}={place}", "rollback-count", "2") == 0
    assert where(mariadb_url) == {place: (MADE | {"executed"}) - {"formatted", "from_file", "v"}}


def test_on_mariadb_the_catalog_stands_before_the_schema(mariadb_url: str, files: Path) -> None:
    first, second = (f"{database(mariadb_url)}_{name}" for name in ("catalog", "schema"))
    for name in (first, second):
        server("mariadb").execute(f"CREATE DATABASE {name}")
    assert clog(files, mariadb_url, f"--default-catalog-name={first}", f"--default-schema-name={second}", "update") == 0
    assert where(mariadb_url) == {first: MADE}


def test_on_mariadb_a_database_that_does_not_exist_is_refused(
    mariadb_url: str, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert clog(files, mariadb_url, "--default-schema-name=No_Such", "update") == 1
    assert "Unknown database 'No_Such'" in capsys.readouterr().err
    assert where(mariadb_url) == {}


@pytest.mark.parametrize("option", ["--default-schema-name", "--default-catalog-name", "--liquibase-schema-name"])
def test_sqlite_knows_no_schema_but_main(
    sqlite_url: str, files: Path, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert clog(files, sqlite_url, f"{option}=nosuch", "update") == 1
    assert "unknown database nosuch" in capsys.readouterr().err
    assert clog(files, sqlite_url, f"{option}=MAIN", "update") == 0


@pytest.mark.parametrize(
    ("parameters", "option", "path"),
    [
        ("", "", 'public, "$user","public"'),
        ("", "app", 'app, "$user","public"'),
        ("", "APP", 'app, "$user","public"'),
        ("&currentSchema=other", "app", 'app, "other"'),
        ("&currentSchema=nosuch,app", "", 'app, "nosuch","app"'),
        ("", "nosuch", 'nosuch, "$user","public"'),
        ("", "Shop", '"Shop", "$user","public"'),
        ("", "my-schema", '"my-schema", "$user","public"'),
        ("&currentSchema=app", "", "app"),
        ("&currentSchema=app,other", "", 'app, "other"'),
    ],
)
def test_scripts_say_the_search_path(
    postgresql_url: str, files: Path, parameters: str, option: str, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Liquibase writes the first six; for the next two it writes what leads elsewhere, for the last two nothing."""
    url = with_schemas(postgresql_url) + parameters
    (files / "c.yaml").write_text("\n".join(ALL_WAYS.split("\n")[:2]), encoding="utf-8")
    for command in ("update-sql", "future-rollback-sql", "changelog-sync-sql"):
        assert clog(files, url, *([f"--default-schema-name={option}"] if option else []), command) == 0
        lines = capsys.readouterr().out.split("\n")
        assert lines[0] == f"SET SEARCH_PATH TO {path};"
        assert {line for line in lines if "SEARCH_PATH" in line} == {lines[0]}
        places = [place for place, line in enumerate(lines) if line.startswith("-- Changeset")]
        assert [lines[place + 1] for place in places] == [lines[0]] * len(places)


def test_the_search_path_of_a_dump_does_not_reach_the_next_change_set(postgresql_url: str, files: Path) -> None:
    (files / "c.yaml").write_text(
        "databaseChangeLog:\n- changeSet: {id: 1, author: dev, changes: [{sqlFile: {path: dump.sql}}]}\n"
        "- include: {file: formatted.sql}\n",
        encoding="utf-8",
    )
    (files / "dump.sql").write_text(
        "SET statement_timeout = 0;\nSET client_encoding = 'UTF8';\n"
        "SELECT pg_catalog.set_config('search_path', '', false);\nSET check_function_bodies = false;\n"
        "CREATE TABLE public.customer (id integer PRIMARY KEY);\n",
        encoding="utf-8",
    )
    (files / "formatted.sql").write_text(
        "--liquibase formatted sql\n--changeset dev:2\nCREATE TABLE orders (id int REFERENCES customer(id));\n"
        "--rollback DROP TABLE orders;\n",
        encoding="utf-8",
    )
    assert clog(files, postgresql_url, "update") == 0
    assert where(postgresql_url)["public"] > {"customer", "orders"}


def test_a_rollback_stands_where_the_connection_does(postgresql_url: str, files: Path) -> None:
    """Liquibase forgets the place in rollbacks, and fails at the last one."""
    (files / "c.yaml").write_text("databaseChangeLog:\n- include: {file: formatted.sql}\n", encoding="utf-8")
    (files / "formatted.sql").write_text(
        "--liquibase formatted sql\n--changeset dev:0\nCREATE TABLE first (a int);\n--rollback DROP TABLE first;\n"
        "--changeset dev:1\nCREATE SCHEMA audit; SET search_path TO audit; CREATE TABLE in_audit (a int);\n"
        "--rollback SET search_path TO audit; DROP TABLE in_audit; DROP SCHEMA audit;\n"
        "--changeset dev:2\nCREATE TABLE where_is_it (a int);\n--rollback DROP TABLE where_is_it;\n",
        encoding="utf-8",
    )
    assert clog(files, postgresql_url, "update") == 0
    history = {"databasechangelog", "databasechangeloglock"}
    assert where(postgresql_url) == {"audit": {"in_audit"}, "public": {"first", "where_is_it"} | history}
    assert clog(files, postgresql_url, "rollback-count", "3") == 0
    assert where(postgresql_url) == {"public": history}
