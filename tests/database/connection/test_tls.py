"""TLS is never weaker than a URL asks for. What is expected was asked of the JDBC drivers with a server like these."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from clog.database.connection.connect import connect
from clog.errors import ClogError, ConnectionFailed
from tests.support.servers import server
from tests.support.tls_servers import (
    PASSWORD,
    make_certificates,
    mariadb_with_tls,
    missing,
    postgresql_with_tls,
    without_tls,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

needs_servers = pytest.mark.skipif(bool(missing()), reason=f"not installed: {', '.join(missing())}")


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Make certificates in a folder that other users may enter."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name)
        path.chmod(0o755)
        make_certificates(path)
        yield path


@pytest.fixture(scope="module")
def mariadb_port(folder: Path) -> Iterator[int]:
    with mariadb_with_tls(folder) as port:
        yield port


@pytest.fixture(scope="module")
def postgresql_port(folder: Path) -> Iterator[int]:
    with postgresql_with_tls(folder) as port:
        yield port


@needs_servers
@pytest.mark.parametrize("scheme", ["mariadb", "mysql"])
@pytest.mark.parametrize(
    ("host", "query", "encrypted"),
    [
        ("localhost", "sslMode=disable", False),
        ("localhost", "useSSL=false", False),
        ("localhost", "sslMode=trust", True),
        ("localhost", "sslMode=REQUIRED", True),
        ("localhost", "requireSSL=true", True),
        ("localhost", "sslMode=verify-ca", None),
        ("localhost", "sslMode=VERIFY_CA&serverSslCert={0}/ca.pem", True),
        ("localhost", "sslMode=verify-ca&serverSslCert={0}/other.pem", None),
        ("localhost", "sslMode=verify-ca&serverSslCert={0}/server.pem", True),
        ("127.0.0.1", "sslMode=verify-ca&serverSslCert={0}/ca.pem", True),
        ("127.0.0.1", "sslMode=verify-full&serverSslCert={0}/ca.pem", None),
        ("localhost", "sslMode=VERIFY_IDENTITY&trustCertificateKeyStoreUrl=file:{0}/ca.pem", True),
        ("localhost", "sslMode=trust&tlsVersions=TLSv1.2", True),
        ("localhost", "verifyServerCertificate=true", None),
    ],
)
def test_tls_of_mariadb(
    mariadb_port: int,
    folder: Path,
    scheme: str,
    host: str,
    query: str,
    encrypted: bool | None,  # noqa: FBT001 - a case
) -> None:
    url = f"jdbc:{scheme}://{host}:{mariadb_port}/d?user=u&password={PASSWORD}&{query.format(folder)}"
    if encrypted is None:
        with pytest.raises(ConnectionFailed, match="cannot connect") as caught:
            connect(url)
        assert "certificate is not trusted" in str(caught.value)
        return
    with connect(url) as session:
        assert bool(session.query("SHOW STATUS LIKE 'Ssl_cipher'")[0][1]) is encrypted
        if "TLSv1.2" in query:
            assert session.query("SHOW STATUS LIKE 'Ssl_version'")[0][1] == "TLSv1.2"


@needs_servers
@pytest.mark.parametrize(
    ("host", "query", "encrypted"),
    [
        ("localhost", "", True),
        ("localhost", "ssl=false", True),
        ("localhost", "sslmode=disable", False),
        ("localhost", "sslmode=REQUIRE", True),
        ("localhost", "sslmode=verify-ca&sslrootcert={0}/ca.pem", True),
        ("localhost", "sslmode=verify-ca&sslrootcert={0}/other.pem", None),
        ("localhost", "sslmode=verify-full&sslrootcert={0}/ca.pem", True),
        ("127.0.0.1", "sslmode=verify-ca&sslrootcert={0}/ca.pem", True),
        ("127.0.0.1", "sslmode=verify-full&sslrootcert={0}/ca.pem", None),
        ("127.0.0.1", "ssl=true&sslrootcert={0}/ca.pem", None),
        ("localhost", "ssl=true&sslrootcert={0}/none.pem", None),
        ("127.0.0.1", "ssl=true&sslfactory=org.postgresql.ssl.NonValidatingFactory", True),
        ("localhost", "ssl=true&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory", None),
    ],
)
def test_tls_of_postgresql(
    postgresql_port: int,
    folder: Path,
    host: str,
    query: str,
    encrypted: bool | None,  # noqa: FBT001 - a case
) -> None:
    url = f"jdbc:postgresql://{host}:{postgresql_port}/postgres?user=postgres&{query.format(folder)}"
    if encrypted is None:
        with pytest.raises(ConnectionFailed, match="cannot connect") as caught:
            connect(url)
        assert "certificate is not trusted" in str(caught.value)
        return
    with connect(url) as session:
        assert session.query("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()") == [(encrypted,)]


@pytest.mark.parametrize("scheme", ["mariadb", "mysql"])
@pytest.mark.parametrize(
    "query",
    [
        "sslMode=verify-full", "sslMode=REQUIRED", "sslMode=trust", "requireSSL=true", "verifyServerCertificate=true",
        "useSSL=true&requireSSL=true&verifyServerCertificate=true", "sslMode=VERIFY_CA",
    ],
)  # fmt: skip
def test_no_password_is_sent_where_tls_is_not_to_be_had(scheme: str, query: str) -> None:
    with without_tls() as (port, received):
        with pytest.raises(ConnectionFailed, match="offers none") as caught:
            connect(f"jdbc:{scheme}://127.0.0.1:{port}/d?{query}", "u", PASSWORD)
        assert "switch TLS on there" in str(caught.value)
        assert bytes(received) == b""
        with pytest.raises(ConnectionFailed):
            connect(f"jdbc:{scheme}://127.0.0.1:{port}/d", "u", PASSWORD)
        assert b"u\0" in bytes(received)  # without TLS being asked for, the client goes on


def test_a_driver_of_mariadb_that_is_told_to_use_tls_verifies_it() -> None:
    with without_tls() as (port, received), pytest.raises(ConnectionFailed, match="offers none"):
        connect(f"jdbc:mariadb://127.0.0.1:{port}/d?useSsl=true", "u", PASSWORD)
    assert bytes(received) == b""


@pytest.mark.parametrize("query", ["sslmode=require", "ssl=true", "sslmode=verify-full", "SSLMODE=require"])
def test_a_postgresql_without_tls_is_not_spoken_to(postgresql_url: str, query: str) -> None:
    if server("postgresql").execute("SHOW ssl") == [("on",)]:
        pytest.skip("this server offers TLS")
    with pytest.raises(ClogError, match=r"cannot connect") as caught:
        connect(f"{postgresql_url}&{query}")
    assert "check --username" not in str(caught.value)
