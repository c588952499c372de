"""URLs taken apart, and what is said of their parameters. What each means was asked of the JDBC drivers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import clog
from clog.cli.main import main
from clog.database.connection.drivers import drivers
from clog.database.connection.drivers.mysql.connect import session_variables
from clog.database.connection.drivers.mysql.tls import (
    DISABLED,
    PREFERRED,
    REQUIRED,
    VERIFY_CA,
    VERIFY_FULL,
    tls_mode,
)
from clog.database.connection.drivers.postgresql.connect import _settings
from clog.database.connection.hints import advice_on_refusal
from clog.database.connection.local_zone import local_zone, posix_zone
from clog.database.connection.parameters.base import HONOURED
from clog.database.connection.parameters.check import complaints, refuse, table_of, warnings_about
from clog.database.connection.url import parse_url
from clog.errors import ClogError, UsageError

LOCAL = "127.0.0.1"


@pytest.mark.parametrize(
    ("url", "hosts", "database"),
    [
        ("jdbc:postgresql://a,b:1/d", [("a", 5432), ("b", 1)], "d"),
        ("jdbc:postgresql://[::1]:15432/d", [("::1", 15432)], "d"),
        ("jdbc:postgresql:d", [("", 5432)], "d"),
        ("jdbc:postgresql:?PGDBNAME=d&PGPORT=9", [("", 9)], "d"),
        ("jdbc:postgresql://h:1/x?PGHOST=k&PGDBNAME=d", [("k", 1)], "d"),
        ("jdbc:postgresql://h/%64+e", [("h", 5432)], "d e"),
        ("jdbc:mariadb://h/my%20db", [("h", 3306)], "my%20db"),
        ("jdbc:mariadb:failover://a:1,b/d", [("a", 1), ("b", 3306)], "d"),
        ("jdbc:mariadb:sequential://address=(host=a)(port=1),address=(host=b)(port=2)/d", [("a", 1), ("b", 2)], "d"),
        ("jdbc:mariadb://address=(host=a)(type=replica),address=(host=b)(type=primary)/d", [("b", 3306)], "d"),
        ("jdbc:mariadb:replication://a,b/d", [("a", 3306)], "d"),
        ("jdbc:mysql://(host=a,port=3),(host=b,port=4)/d", [("a", 3), ("b", 4)], "d"),
        ("jdbc:mysql:loadbalance://a,b/d", [("a", 3306), ("b", 3306)], "d"),
    ],
)
def test_hosts_are_read_as_the_drivers_read_them(url: str, hosts: list[tuple[str, int]], database: str) -> None:
    found = parse_url(url)
    assert (list(found.hosts), found.database) == (hosts, database)


@pytest.mark.parametrize(
    "url",
    [
        "jdbc:postgresql:/d",
        "jdbc:postgresql://h:port/d",
        "jdbc:mariadb:d",
        "jdbc:mysql://address=(port=1)/d",
        "jdbc:mysql://address=(host=a)(password=c4nary)/d",
    ],
)
def test_a_url_without_a_host_that_makes_sense_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="no host that makes sense"):
        parse_url(url)


@pytest.mark.parametrize(
    ("url", "login"),
    [
        ("jdbc:mariadb://h/d?user=a%40b&password=x+y%40", ("a%40b", "x+y%40")),
        ("jdbc:mariadb://h/d?USER=a&PassWord=b", ("a", "b")),
        ("jdbc:postgresql://h/d?user=a%40b&password=x+y%40", ("a@b", "x y@")),
        ("jdbc:mysql://h/d?user=a%40b&password=x+y%40", ("a@b", "x y@")),
        ("postgresql://a%40b:x+y%40@h/d", ("a@b", "x+y@")),
        ("jdbc:postgresql://h/d?user=a&user=b", ("b", None)),
    ],
)
def test_users_and_passwords_are_decoded_as_the_drivers_do(url: str, login: tuple[str, str | None]) -> None:
    found = parse_url(url)
    assert (found.user, found.password) == login
    assert not {"user", "password"} & {name.lower() for name in found.parameters}


def test_offline_postgres_is_offline_postgresql(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = "-- liquibase formatted sql\n-- changeset a:1\nSELECT 1;\n"
    Path("c.sql").write_text(text, encoding="utf-8")
    assert parse_url("offline:postgres").dialect == "postgresql"
    script = clog.open("offline:postgres", "c.sql").update_sql()
    assert script.warnings == ()
    assert "SELECT 1;" in script.script


@pytest.mark.parametrize("family", [*(driver.name for driver in drivers()), "offline"])
def test_each_parameter_is_declared_once(family: str) -> None:
    names = [name.lower() for row in table_of(family) for name in (row.name, *row.also)]
    if family == "postgresql":  # case matters there; libpq's names are others in lower case
        names = [name for row in table_of(family) for name in (row.name, *row.also)]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("family", ["postgresql", "mariadb", "mysql", "sqlite"])
def test_whatever_is_said_to_be_honoured_is_read_somewhere(family: str) -> None:
    source = Path(clog.__file__).parent / "database"
    text = "".join(
        path.read_text(encoding="utf-8").lower()
        for path in source.rglob("*.py")
        if not path.stem.endswith("parameters")
    )
    text += (source / "connection" / "drivers" / "sqlite" / "parameters.py").read_text(encoding="utf-8")
    harmless = {"trustcertificatekeystoretype", "clientcertificatekeystoretype", "trustcertificatekeystorepassword",
                "fallbacktosystemtruststore", "fallbacktosystemkeystore"}  # fmt: skip
    for row in table_of(family):
        if row.state == HONOURED and row.name.lower() not in harmless:
            assert f'"{row.name.lower()}"' in text, row.name


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("jdbc:postgresql://h/d?currentschema=x", "did you mean currentSchema?"),
        ("jdbc:postgresql://h/d?readonly=true", "did you mean readOnly?"),
        ("jdbc:postgresql://h/d?socketTimeout=5", "socketTimeout is not supported"),
        ("jdbc:mariadb://h/d?sessionVariable=a=1", "did you mean sessionVariables?"),
        ("jdbc:mysql://h/d?databaseTerm=SCHEMA", "databaseTerm is not supported"),
        ("jdbc:sqlite:x.db?foreign_key=on", "did you mean foreign_keys?"),
        ("jdbc:sqlite:x.db?date_class=INTEGER", "date_class is not supported"),
        ("jdbc:mariadb://h/d?nonsense=1", "docs/connecting.md lists all parameters"),
        ("offline:oracle?versoin=12", "did you mean version?"),
        ("jdbc:mariadb://h/d?serverSslCert=ca.pem", "add sslMode=verify-full"),
        ("jdbc:postgresql://h/d?sslrootcert=ca.pem", "add sslmode=verify-full"),
        ("jdbc:sqlite:x.db;foreign_keys=on", "did you mean ?foreign_keys=on?"),
    ],
)
def test_a_parameter_without_effect_is_told(url: str, said: str) -> None:
    (warning,) = warnings_about(url, "--url")
    assert warning.startswith("--url: ")
    assert said in warning
    refuse(parse_url(url))


@pytest.mark.parametrize(
    "url",
    [
        "jdbc:postgresql://h/d?socketTimeout=0&autosave=never&ApplicationName=x&reWriteBatchedInserts=true&stringtype=unspecified",
        "jdbc:mariadb://h/d?useUnicode=true&characterEncoding=utf8&serverTimezone=UTC&rewriteBatchedStatements=true",
        "jdbc:mysql://h/d?zeroDateTimeBehavior=CONVERT_TO_NULL&useSSL=false&allowPublicKeyRetrieval=true&USEUNICODE=true",
        "jdbc:sqlite:x.db?date_class=text&transaction_mode=IMMEDIATE",
        "offline:mysql?version=8.0&outputLiquibaseSql=all&changeLogFile=x.csv",
        "postgresql://h/d?application_name=x&connect_timeout=3&sslmode=require",
    ],
)
def test_what_changes_nothing_is_passed_over(url: str) -> None:
    assert list(complaints(parse_url(url))) == []


@pytest.mark.parametrize(
    "url",
    [
        "jdbc:postgresql://{0}:1/d?sslfactoryarg=x",
        "jdbc:postgresql://{0}:1/d?socketFactory=com.google.cloud.sql.postgres.SocketFactory",
        "jdbc:postgresql://{0}:1/d?sslmod=verify-full",
        "jdbc:postgresql://{0}:1/d?ssl=true&sslfactory=com.example.Mine",
        "jdbc:postgresql://{0}:1/d?sslmode=requir",
        "jdbc:mariadb://{0}:1/d?restrictedAuth=mysql_native_password",
        "jdbc:mariadb://{0}:1/d?sslMode=verify",
        "jdbc:mariadb://{0}:1/d?sslMode=verify-ca&serverSslCert=/no/such/file.pem",
        "jdbc:mysql://{0}:1/d?sslMode=VERIFY_CA&trustCertificateKeyStoreUrl=file:{1}",
        "jdbc:mysql://{0}:1/d?tlsCiphersuites=TLS_AES_256_GCM_SHA384",
        "jdbc:sqlite:x.db?password=c4nary",
        "jdbc:sqlite::resource:x.db",
    ],
)
def test_what_protects_and_cannot_be_had_is_refused(url: str, tmp_path: Path) -> None:
    store = tmp_path / "store.p12"
    store.write_bytes(b"\x30\x82")
    with pytest.raises(ClogError) as caught:
        clog.open(url.format(LOCAL, store), "c.sql").status()
    assert "cannot connect" not in str(caught.value)
    assert "c4nary" not in str(caught.value)


def test_strict_makes_them_errors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("c.sql").write_text("-- liquibase formatted sql\n-- changeset a:1\nSELECT 1;\n", encoding="utf-8")
    Path("liquibase.properties").write_text("url: jdbc:sqlite:x.db?foreign_key=on\n", encoding="utf-8")
    assert main(["status", "--changelog-file=c.sql"]) == 0
    assert (
        'warning: url in the defaults file: "foreign_key" is no parameter of the driver for SQLite'
        in capsys.readouterr().err
    )
    assert main(["status", "--changelog-file=c.sql", "--strict"]) == 1
    assert "foreign_key" in capsys.readouterr().err
    assert any(
        "foreign_key" in text for text in clog.open("jdbc:sqlite:x.db?foreign_key=on", "c.sql").status().warnings
    )
    with pytest.raises(UsageError, match="foreign_key"):
        clog.open("jdbc:sqlite:x.db?foreign_key=on", "c.sql", strict=True)


def test_a_piece_of_a_password_is_not_taken_for_a_parameter_and_named() -> None:
    (warning,) = warnings_about("jdbc:postgresql://h/d?password=one&c4nary", "--url")
    assert "c4nary" not in warning
    assert "%26" in warning


@pytest.mark.parametrize(
    ("query", "mariadb", "mysql"),
    [
        ("", PREFERRED, PREFERRED),
        ("sslMode=disable", DISABLED, DISABLED),
        ("sslMode=trust", REQUIRED, REQUIRED),
        ("sslMode=REQUIRED", REQUIRED, REQUIRED),
        ("sslMode=VERIFY_CA", VERIFY_CA, VERIFY_CA),
        ("sslMode=verify-full", VERIFY_FULL, VERIFY_FULL),
        ("SSLMODE=VERIFY_IDENTITY", VERIFY_FULL, VERIFY_FULL),
        ("useSsl=true", VERIFY_FULL, PREFERRED),
        ("useSSL=true&trustServerCertificate=true", REQUIRED, PREFERRED),
        ("useSSL=true&disableSslHostnameVerification=true", VERIFY_CA, PREFERRED),
        ("useSSL=false", DISABLED, DISABLED),
        ("useSSL=true&requireSSL=true", VERIFY_FULL, REQUIRED),
        ("verifyServerCertificate=true", VERIFY_CA, VERIFY_CA),
        ("useSSL=true&requireSSL=true&verifyServerCertificate=true", VERIFY_FULL, VERIFY_CA),
        ("useSSL=false&requireSSL=true", REQUIRED, REQUIRED),
        ("ssl_disabled=true", DISABLED, DISABLED),
        ("ssl_verify_cert=true", VERIFY_CA, VERIFY_CA),
        ("ssl_verify_identity=true", VERIFY_FULL, VERIFY_FULL),
    ],
)
def test_tls_of_mariadb_and_mysql(query: str, mariadb: int, mysql: int) -> None:
    assert tls_mode(parse_url(f"jdbc:mariadb://h/d?{query}")) == mariadb
    assert tls_mode(parse_url(f"jdbc:mysql://h/d?{query}")) == mysql


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {}),
        ("ssl=true", {"sslmode": "verify-full"}),
        ("ssl", {"sslmode": "verify-full"}),
        ("ssl=false", {}),
        ("ssl=true&sslmode=require", {"sslmode": "require"}),
        ("SSLMODE=REQUIRE", {"sslmode": "require"}),
        ("ssl=true&sslfactory=org.postgresql.ssl.NonValidatingFactory", {"sslmode": "require"}),
        (
            "ssl=true&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory",
            {"sslmode": "verify-full", "sslrootcert": "system"},
        ),
        ("currentSchema=one,%20public", {"options": r"-c search_path=one,\ public"}),
        ("currentSchema=%22a%5Cb%22", {"options": r'-c search_path="a\\b"'}),
        ("options=-c+a=b&readOnly=true", {"options": "-c a=b -c default_transaction_read_only=on"}),
        ("readOnly=true&readOnlyMode=ignore", {}),
        ("connectTimeout=9&loginTimeout=5", {"connect_timeout": 5}),
        ("connectTimeout=0", {}),
        ("applicationName=x", {}),
    ],
)
def test_parameters_of_postgresql(query: str, expected: dict[str, object]) -> None:
    found = _settings(parse_url(f"jdbc:postgresql://h/d?{query}"))
    assert {name: found.get(name) for name in ("sslmode", "sslrootcert", "options", "connect_timeout", "application_name")} == {
        "sslmode": None, "sslrootcert": None, "options": None, "connect_timeout": None, "application_name": None, **expected,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("sql_mode='ANSI',foreign_key_checks=0", "SESSION sql_mode='ANSI', SESSION foreign_key_checks=0"),
        ("sql_mode='A,B';@x=3", "SESSION sql_mode='A,B', @x=3"),
        ("@x=concat('a','b'),@y=5", "@x=concat('a','b'), @y=5"),
        ("session a=1, global b=2 ,", "session a=1, global b=2"),
        ("a='it''s, so',b=\"x,y\"", "SESSION a='it''s, so', SESSION b=\"x,y\""),
    ],
)
def test_session_variables(written: str, sent: str) -> None:
    assert session_variables(written) == sent


def test_the_time_zone_is_the_one_that_java_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    for written, found, sent in (
        ("America/New_York", "America/New_York", "America/New_York"),
        (":EST5EDT", "EST5EDT", "EST5EDT"),
        ("GMT+3", "GMT+3", "GMT-03:00"),
        ("Nosuch/Zone", "GMT", "GMT"),
    ):
        monkeypatch.setenv("TZ", written)
        assert local_zone() == found
        assert posix_zone(found) == sent
    monkeypatch.delenv("TZ")
    assert re.fullmatch(r"[\w/+-]+", local_zone() or "none")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("FATAL: sorry, too many clients already", "end sessions"),
        ("FATAL: remaining connection slots are reserved for roles with the SUPERUSER attribute", "end sessions"),
        ("Too many connections", "end sessions"),
        ("Host '10.0.0.1' is blocked because of many connection errors", "flush-hosts"),
        ("FATAL: the database system is starting up", "not ready"),
        ('FATAL: database "app" does not exist', "make the database first"),
        ("Unknown database 'app'", "make the database first"),
        ('FATAL: permission denied for database "app"', "GRANT CONNECT"),
        ("Access denied for user 'ann'@'%' to database 'app'", "GRANT CONNECT"),
        ('FATAL: database "app" is not currently accepting connections', "not ready"),
        ('FATAL: password authentication failed for user "ssl"', "--password-file"),
        ("Access denied for user 'ann'@'localhost' (using password: NO)", "--password-file"),
        ('FATAL: role "ann" does not exist', "--password-file"),
        ("fe_sendauth: no password supplied", "--password-file"),
        ('FATAL: no pg_hba.conf entry for host "10.0.0.1", user "ann", database "app", no encryption', "pg_hba.conf"),
        ("Host '10.0.0.1' is not allowed to connect to this MariaDB server", "CREATE USER"),
        ("server does not support SSL, but SSL was required", "switch TLS on"),
        ("SSL error: certificate verify failed", "sslrootcert=FILE"),
        ('root certificate file "/root/.postgresql/root.crt" does not exist', "sslrootcert=FILE"),
        ("Can't connect to MySQL server on 'tls.example' ([Errno 111] Connection refused)", "is the server running"),
        ("Can't connect to MySQL server on 'h' (timed out)", "does not answer"),
        ("connection timeout expired", "does not answer"),
        ("[Errno -2] Name or service not known", "no such host is known"),
        ("session is read-only", "targetServerType"),
        ('FATAL: invalid value for parameter "search_path": "one,"', "currentSchema"),
    ],
)
def test_hints_fit_the_cause(words: str, said: str) -> None:
    assert said in advice_on_refusal(words)
