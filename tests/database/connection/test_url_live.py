"""Parameters of URLs at work on real databases. What is expected was asked of Liquibase with its JDBC drivers."""

from __future__ import annotations

import re
import secrets
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import clog
from clog.cli.main import main
from clog.database.connection.connect import connect
from clog.errors import ClogError, ConnectionFailed, ExecutionError
from tests.support.servers import server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.servers import Server

TABLE = "-- liquibase formatted sql\n-- changeset a:1\nCREATE TABLE item (a int);\n"


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("c.sql").write_text(TABLE, encoding="utf-8")


def asked(url: str, *queries: str) -> list[object]:
    """Connect and give the first value of each answer."""
    with connect(url) as session:
        return [session.query(query)[0][0] for query in queries]


@pytest.fixture
def mariadb() -> Server:
    return server("mariadb")


@pytest.fixture
def fresh_name(mariadb: Server) -> Iterator[str]:
    """Give the name of a database that is not there; it is dropped in the end."""
    name = f"clog_test_{secrets.token_hex(6)}"
    yield name
    mariadb.execute(f"DROP DATABASE IF EXISTS `{name}`")


# MariaDB and MySQL


def test_a_session_of_mariadb_begins_as_with_its_driver(mariadb_url: str) -> None:
    names = "@@sql_mode", "@@character_set_client", "@@character_set_results"
    mode, *sets = asked(mariadb_url, *(f"SELECT {name}" for name in names))
    assert "IGNORE_SPACE" in str(mode)
    assert sets == ["utf8mb4", "utf8mb4"]
    Path("n.sql").write_text(
        "-- liquibase formatted sql\n-- changeset a:1\nCREATE TABLE stock (n int);\n"
        "INSERT INTO stock SELECT COUNT (*) FROM information_schema.schemata;\n",
        encoding="utf-8",
    )
    clog.open(mariadb_url, "n.sql").update()


def test_a_session_of_mysql_begins_as_with_its_driver(mariadb_url: str) -> None:
    url = mariadb_url.replace("jdbc:mariadb", "jdbc:mysql") + "&sessionVariables=sql_mode=''"
    assert asked(url, "SELECT @@sql_mode") == ["STRICT_TRANS_TABLES"]
    assert asked(url + "&jdbcCompliantTruncation=false", "SELECT @@sql_mode") == [""]


def test_session_variables_are_set(mariadb_url: str) -> None:
    url = f"{mariadb_url}&sessionVariables=sql_mode='ANSI',foreign_key_checks=0;@x=concat('a','b')"
    modes, checks, x = asked(url, "SELECT @@sql_mode", "SELECT @@foreign_key_checks", "SELECT @x")
    assert str(modes).split(",") == ["REAL_AS_FLOAT", "PIPES_AS_CONCAT", "ANSI_QUOTES", "IGNORE_SPACE", "ANSI"]
    assert (checks, x) == (0, "ab")


@pytest.mark.parametrize(
    ("query", "select", "expected"),
    [
        ("timezone=%2B02:00", "SELECT @@time_zone", None),
        ("timezone=+02:00", "SELECT @@time_zone", "+02:00"),
        ("transactionIsolation=SERIALIZABLE", "SELECT @@tx_isolation", "SERIALIZABLE"),
        ("initSql=set @q=5", "SELECT @q", 5),
        ("sessionVariables=sql_mode='NONSENSE'", "SELECT 1", None),
        ("transactionIsolation=ANY", "SELECT 1", None),
        ("connectTimeout=soon", "SELECT 1", None),
    ],
)
def test_parameters_of_mariadb(mariadb_url: str, query: str, select: str, expected: object) -> None:
    url = f"{mariadb_url}&{query}"
    if expected is None:
        with pytest.raises(ClogError, match=query.partition("=")[0]):
            asked(url, select)
    else:
        assert asked(url, select) == [expected]


def test_parameters_of_mysql(mariadb_url: str) -> None:
    url = mariadb_url.replace("jdbc:mariadb", "jdbc:mysql")
    zone = "&forceConnectionTimeZoneToSession=true&connectionTimeZone=%2B03:00"
    assert asked(url + zone, "SELECT @@time_zone") == ["+03:00"]
    assert asked(f"{url}&connectionCollation=utf8mb4_german2_ci", "SELECT @@collation_connection") == [
        "utf8mb4_german2_ci"
    ]


def test_several_statements_in_one_text_where_the_url_allows_it(mariadb_url: str) -> None:
    text = "CREATE TABLE a (n int); CREATE TABLE b (n int); INSERT INTO a VALUES (1), (2)"
    with connect(mariadb_url) as session, pytest.raises(ExecutionError):
        session.execute(text)
    with connect(f"{mariadb_url}&allowMultiQueries=true") as session:
        assert session.execute(text) == 2
        with pytest.raises(ExecutionError, match="doesn't exist"):
            session.execute("INSERT INTO b VALUES (3); SELECT * FROM nowhere; DROP TABLE a")
        assert session.query("SELECT COUNT(*) FROM a, b") == [(2,)]


@pytest.mark.parametrize("scheme", ["mariadb", "mysql"])
def test_a_database_is_made_where_the_url_asks_for_it(mariadb: Server, fresh_name: str, scheme: str) -> None:
    url = mariadb.jdbc(fresh_name).replace("mariadb", scheme, 1)
    with pytest.raises(ConnectionFailed, match="Unknown database") as caught:
        clog.open(url, "c.sql").update()
    assert "make the database first" in str(caught.value)
    asking = f"{url}&createDatabaseIfNotExist=true"
    with pytest.raises(ConnectionFailed, match="Unknown database"):
        clog.open(asking, "c.sql").run("update", dry_run=True)
    assert clog.open(asking, "c.sql").update().done == ("c.sql::1::a",)
    assert mariadb.execute("SELECT COUNT(*) FROM item", fresh_name) == [(0,)]


@pytest.mark.parametrize("password", ["a%40b", "a+b;c"])
def test_passwords_in_urls_of_mariadb_are_taken_as_they_stand(mariadb: Server, mariadb_url: str, password: str) -> None:
    user = f"clog_test_{secrets.token_hex(4)}"
    mariadb.execute(f"CREATE USER {user}@'%' IDENTIFIED BY '{password}'")
    try:
        mariadb.execute(f"GRANT ALL ON *.* TO {user}@'%'")
        base = mariadb_url.partition("?")[0]
        with connect(f"{base}?user={user}&password={password}", "nobody", "wrong") as session:
            assert session.user == user
        with pytest.raises(ConnectionFailed, match="Access denied") as caught:
            connect(f"{base}?user={user}&password=wrong")
        assert "check --username" in str(caught.value)
    finally:
        mariadb.execute(f"DROP USER {user}@'%'")


# PostgreSQL


def test_a_session_of_postgresql_begins_as_with_its_driver(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = postgresql_url.partition("?")[0].rpartition("/")[2]
    settings = {"datestyle": "German", "timezone": "Asia/Tokyo", "client_encoding": "LATIN1", "extra_float_digits": "0"}
    for setting, value in settings.items():
        server("postgresql").execute(f"ALTER DATABASE {name} SET {setting} = '{value}'")
    monkeypatch.setenv("TZ", "America/New_York")
    found = asked(postgresql_url, *(f"SHOW {setting}" for setting in settings), "SELECT 'ä€'")
    assert found == ["ISO, MDY", "America/New_York", "UTF8", "3", "ä€"]


@pytest.mark.parametrize(
    ("query", "path", "schema"),
    [
        ("currentSchema=one,%20public", "one, public", "one"),
        ("currentSchema=%22My%20Shop%22", '"My Shop"', "My Shop"),
        ("currentSchema=%22a,b%22", '"a,b"', "a,b"),
        ("currentSchema=one%20-c%20work_mem=77kB", None, None),
        ("options=-c%20search_path=public&currentSchema=one", "one", "one"),
        ("options=-c+search_path=one", "one", "one"),
    ],
)
def test_the_current_schema_may_have_blanks_and_quotes(
    postgresql_url: str, query: str, path: str | None, schema: str
) -> None:
    name = postgresql_url.partition("?")[0].rpartition("/")[2]
    for made in ("one", "My Shop", "a,b"):
        server("postgresql").execute(f'CREATE SCHEMA "{made}"', name)
    url = f"{postgresql_url}&{query}"
    if path is None:
        with pytest.raises(ConnectionFailed, match="search_path") as caught:
            connect(url)
        assert "currentSchema" in str(caught.value)
        return
    assert asked(url, "SHOW search_path", "SHOW work_mem") == [path, "4MB"]
    clog.open(url, "c.sql").update()
    tables = "SELECT table_schema FROM information_schema.tables WHERE table_name IN ('item', 'databasechangelog')"
    assert server("postgresql").execute(tables, name) == [(schema,), (schema,)]


@pytest.mark.parametrize("mode", ["", "&readOnlyMode=always", "&readOnlyMode=transaction"])
def test_nothing_is_written_where_the_url_says_read_only(postgresql_url: str, mode: str) -> None:
    with pytest.raises(ExecutionError, match="in a read-only transaction") as caught:
        clog.open(f"{postgresql_url}&readOnly=true{mode}", "c.sql").update()
    assert "readOnly=true" in str(caught.value)
    clog.open(f"{postgresql_url}&readOnly=true&readOnlyMode=ignore", "c.sql").update()


def test_sessions_of_postgresql_have_a_name_and_options(postgresql_url: str) -> None:
    url = f"{postgresql_url}&ApplicationName=hi%20there&options=-c%20statement_timeout=90s"
    assert asked(url, "SHOW application_name", "SHOW statement_timeout") == ["hi there", "90s"]


# Several hosts


@pytest.mark.parametrize("kind", ["postgresql", "mariadb"])
def test_several_hosts_are_tried_in_order(kind: str, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue(f"{kind}_url")
    at = server(kind)
    here = f"{at.host}:{at.port}"
    forms = [url.replace(here, f"{at.host}:1,{here}")]
    if kind == "postgresql":
        forms = [f"{form}&targetServerType={wanted}" for form in forms for wanted in ("primary", "preferSecondary")]
        forms.append(f"{url.replace(here, f'{at.host}:1,{here}')}&loadBalanceHosts=true")
    else:
        address = f"address=(host={at.host})(port=1),address=(host={at.host})(port={at.port})(type=primary)"
        forms += [url.replace(here, address)]
        forms += [
            form.replace(":mariadb:", f":mariadb:{mode}:")
            for form in forms[:1]
            for mode in ("failover", "sequential", "loadbalance")
        ]
    for form in forms:
        assert clog.open(form, "c.sql").status().pending == ("c.sql::1::a",)


@pytest.mark.parametrize("kind", ["postgresql", "mariadb", "mysql"])
def test_when_no_host_answers_all_are_named(kind: str) -> None:
    with pytest.raises(ConnectionFailed) as caught:
        connect(f"jdbc:{kind}://127.0.0.1:1,127.0.0.1:2/d", "u")
    text = str(caught.value)
    assert "127.0.0.1:1: " in text
    assert "; 127.0.0.1:2: " in text
    assert "is the server running there?" in text


def test_a_postgresql_that_says_no_is_the_last_to_be_asked(postgresql_url: str) -> None:
    at = server("postgresql")
    here = f"{at.host}:{at.port}"
    with pytest.raises(ConnectionFailed) as caught:
        connect(re.sub(r"/clog_test_\w+", "/no_such_database", postgresql_url).replace(here, f"{here},{at.host}:1"))
    assert "no_such_database" in str(caught.value)
    assert "refused" not in str(caught.value).lower()
    with pytest.raises(ConnectionFailed, match="targetServerType asks for"):
        connect(f"{postgresql_url}&targetServerType=secondary")
    with pytest.raises(ClogError, match='targetServerType cannot be "PRIMARY"'):
        connect(f"{postgresql_url}&targetServerType=PRIMARY")


# SQLite


def pragmas(url: str, *names: str) -> list[object]:
    return asked(url, *(f"PRAGMA {name}" for name in names))


@pytest.mark.parametrize(
    ("url", "name", "value"),
    [
        ("x.db?foreign_keys=on", "foreign_keys", 1),
        ("x.db?Foreign_Keys=TRUE", "foreign_keys", 1),
        (":memory:?foreign_keys=1", "foreign_keys", 1),
        ("x.db?foreign_keys=off", "foreign_keys", 0),
        ("x.db?foreign_keys=on&foreign_keys=off", "foreign_keys", 0),
        ("x.db?journal_mode=WAL", "journal_mode", "wal"),
        ("x.db?synchronous=normal", "synchronous", 1),
        ("x.db?busy_timeout=77", "busy_timeout", 77),
        ('x.db?encoding="UTF-16"', "encoding", "UTF-16le"),
        ("x.db?recursive_triggers=on", "recursive_triggers", 1),
        ("x.db?legacy_alter_table=on", "legacy_alter_table", 1),
        ("x.db?user_version=9", "user_version", 9),
        ("x.db?application_id=7", "application_id", 7),
        ("x.db?max_page_count=1000", "max_page_count", 1000),
        ("x.db?limit_page_count=1000", "max_page_count", 1000),
        ("x.db?locking_mode=exclusive", "locking_mode", "exclusive"),
        ("x.db?secure_delete=fast", "secure_delete", 2),
        ("x.db?temp_store=memory", "temp_store", 2),
        ("x.db?cache_size=50", "cache_size", 50),
    ],
)
def test_pragmas_of_sqlite(url: str, name: str, value: object) -> None:
    assert pragmas(f"jdbc:sqlite:{url}", name) == [value]


def test_foreign_keys_are_checked_where_the_url_says_so() -> None:
    Path("fk.sql").write_text(
        "-- liquibase formatted sql\n-- changeset a:1\nCREATE TABLE p (id int primary key);\n"
        "CREATE TABLE c (pid int references p (id));\nINSERT INTO c VALUES (5);\n",
        encoding="utf-8",
    )
    with pytest.raises(ExecutionError, match="FOREIGN KEY constraint failed"):
        clog.open("jdbc:sqlite:fk.db?foreign_keys=on", "fk.sql").update()
    clog.open("jdbc:sqlite:free.db", "fk.sql").update()


@pytest.mark.parametrize(
    "url",
    [
        "file:ro.db?mode=ro",
        "file:ro.db?mode=ro&foreign_keys=on",
        "ro.db?open_mode=1",
        "file:ro.db?immutable=1",
        "ro.db?mode=ro",
    ],
)
def test_a_file_that_is_opened_read_only_stays_as_it_is(url: str) -> None:
    with closing(sqlite3.connect("ro.db")) as connection:
        connection.execute("CREATE TABLE keep (a int)")
    before = Path("ro.db").read_bytes()
    with pytest.raises(ExecutionError, match="readonly database") as caught:
        clog.open(f"jdbc:sqlite:{url}", "c.sql").update()
    assert "mode=ro" in str(caught.value)
    assert Path("ro.db").read_bytes() == before
    assert sorted(path.name for path in Path().iterdir() if path.name.startswith("ro")) == ["ro.db"]


@pytest.mark.parametrize("url", ["file:none.db?mode=rw", "file:none.db?mode=ro", "none.db?open_mode=2"])
@pytest.mark.parametrize("dry_run", [False, True])
def test_a_file_that_must_be_there_is_not_made(url: str, dry_run: bool) -> None:  # noqa: FBT001 - a case
    with pytest.raises(ConnectionFailed, match="unable to open database file"):
        clog.open(f"jdbc:sqlite:{url}", "c.sql").run("update", dry_run=dry_run)
    assert not Path("none.db").exists()


@pytest.mark.parametrize(
    "url",
    [
        "file:m?mode=memory&cache=shared",
        "file:m?mode=memory",
        "file::memory:?cache=shared",
        ":memory:",
        "m?mode=memory",
    ],
)
def test_a_database_in_memory_leaves_no_file(url: str) -> None:
    assert clog.open(f"jdbc:sqlite:{url}", "c.sql").update().done == ("c.sql::1::a",)
    assert sorted(path.name for path in Path().iterdir() if path.is_file()) == ["c.sql"]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("file:e%20f.db", "e f.db"),
        ("e%20g.db", "e%20g.db"),
        ("e+h i.db", "e+h i.db"),
        ("file:neu.db?mode=rwc", "neu.db"),
        ("file:{0}/abs4.db", "abs4.db"),
        ("file://{0}/abs5.db", "abs5.db"),
        ("file://localhost{0}/abs6.db", "abs6.db"),
        ("{0}/abs.db", "abs.db"),
        ("/{0}/abs2.db", "abs2.db"),
        ("//{0}/abs3.db", "abs3.db"),
        ("50%#?mode=rwc", "50%#"),
    ],
)
def test_names_of_files_are_read_as_the_driver_reads_them(url: str, name: str, tmp_path: Path) -> None:
    clog.open(f"jdbc:sqlite:{url.format(tmp_path)}", "c.sql").run("update", dry_run=True)
    assert not (tmp_path / name).exists()
    clog.open(f"jdbc:sqlite:{url.format(tmp_path)}", "c.sql").update()
    assert (tmp_path / name).exists()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("x.db?foreign_keys=", "foreign_keys has no value"),
        ("x.db?open_mode=8", "open_mode cannot be"),
        ("x.db?limit_length=many", "limit_length cannot be"),
        ("file:x.db?mode=nonsense", "no such access mode: nonsense"),
    ],
)
def test_values_that_make_no_sense_are_told(url: str, said: str) -> None:
    with pytest.raises(ClogError, match=said):
        connect(f"jdbc:sqlite:{url}")


def test_limits_of_sqlite() -> None:
    with connect("jdbc:sqlite::memory:?limit_length=1000") as session, pytest.raises(ExecutionError, match="too big"):
        session.query("SELECT zeroblob(2000)")


# --driver-properties-file


def test_parameters_may_stand_in_a_file_of_their_own(mariadb_url: str, postgresql_url: str) -> None:
    Path("p.properties").write_text("sessionVariables=sql_mode='ANSI'\nsslMode = verify-full\n", encoding="utf-8")
    with pytest.raises(ConnectionFailed):
        clog.open(mariadb_url, "c.sql", driver_properties_file="p.properties").status()
    asked_for = clog.open(f"{mariadb_url}&sslMode=disable", "c.sql", driver_properties_file="p.properties")
    answer = asked_for.run("execute-sql", sql="SELECT @@sql_mode AS m")
    assert "ANSI_QUOTES" in answer.text + answer.script + str(answer.answer)
    Path("q.properties").write_text("readOnly=true\nuser=nobody\n", encoding="utf-8")
    with pytest.raises(ExecutionError, match="read-only"):
        clog.open(postgresql_url, "c.sql", driver_properties_file="q.properties").update()


def test_what_stands_there_and_has_no_effect_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    Path("p.properties").write_text("foreign_key=on\n", encoding="utf-8")
    arguments = ["status", "--url=jdbc:sqlite:x.db", "--changelog-file=c.sql", "--driver-properties-file=p.properties"]
    assert main(arguments) == 0
    assert 'warning: --driver-properties-file: "foreign_key" is no parameter' in capsys.readouterr().err
    assert main([*arguments, "--strict"]) == 1
    arguments[-1] = "--driver-properties-file=none.properties"
    assert main(arguments) == 1
    assert "cannot read none.properties" in capsys.readouterr().err


# Hints


def test_too_many_connections_are_no_matter_of_passwords(postgresql_url: str, mariadb_url: str) -> None:
    name = f"clog_test_{secrets.token_hex(4)}"
    at = server("postgresql"), server("mariadb")
    at[0].execute(f"CREATE ROLE {name} LOGIN CONNECTION LIMIT 0")
    at[1].execute(f"CREATE USER {name}@'%' WITH MAX_USER_CONNECTIONS 1")
    at[1].execute(f"GRANT ALL ON *.* TO {name}@'%'")
    try:
        urls = [f"{url.partition('?')[0]}?user={name}" for url in (postgresql_url, mariadb_url)]
        with connect(f"{urls[1]}"):
            for url in urls:
                with pytest.raises(ConnectionFailed) as caught:
                    connect(url)
                assert "end sessions that nobody needs" in str(caught.value)
                assert "password" not in str(caught.value)
    finally:
        at[0].execute(f"DROP ROLE {name}")
        at[1].execute(f"DROP USER {name}@'%'")
