"""Servers of one test that offer TLS, with certificates made for them, and one that offers none and notes what it is sent."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import struct
import subprocess
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PASSWORD = "c4nary-0n-the-line"  # noqa: S105 - of users that live as long as a test


def missing() -> list[str]:
    """List what such servers need and this machine has not."""
    wanted = {"openssl": shutil.which("openssl"), "mariadbd": _mariadbd(), "postgres": _postgresql()}
    return [name for name, found in wanted.items() if not found]


def make_certificates(folder: Path) -> None:
    """Make an authority (ca.pem) and a certificate for localhost (server.pem, server.key) that it has signed."""
    key = "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"

    def openssl(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    (folder / "names").write_text("subjectAltName=DNS:localhost\n", encoding="utf-8")
    for name in ("ca", "other"):
        openssl("req", "-x509", *key, "-subj", f"/CN={name}", "-keyout", f"{name}.key", "-out", f"{name}.pem")
    openssl("req", *key[:-2], "-subj", "/CN=localhost", "-keyout", "server.key", "-out", "server.csr")
    signed = "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "names"
    openssl("x509", "-req", "-in", "server.csr", *signed, "-out", "server.pem")


@contextmanager
def mariadb_with_tls(folder: Path) -> Iterator[int]:
    """Start MariaDB with a user `u`; give its port."""
    data, port = folder / "mariadb", _free_port()
    home = _own(data, "mysql", folder)
    as_user = _as("mysql")
    install = ["mariadb-install-db", "--no-defaults", f"--datadir={data}/d", "--skip-test-db"]
    subprocess.run([*as_user, *install, "--auth-root-authentication-method=normal"], check=True, capture_output=True)
    (home / "init.sql").write_text(
        f"CREATE DATABASE d;\nCREATE USER u@localhost IDENTIFIED BY '{PASSWORD}';\nGRANT ALL ON *.* TO u@localhost;\n",
        encoding="utf-8",
    )
    (home / "init.sql").chmod(0o644)
    options = [
        "--no-defaults", f"--datadir={data}/d", "--bind-address=127.0.0.1", f"--port={port}", f"--socket={data}/s",
        f"--init-file={home}/init.sql", f"--ssl-cert={home}/server.pem", f"--ssl-key={home}/server.key",
    ]  # fmt: skip
    with _running([*as_user, str(_mariadbd()), *options], port, signal.SIGKILL):
        yield port


@contextmanager
def postgresql_with_tls(folder: Path) -> Iterator[int]:
    """Start PostgreSQL with a user `postgres` whom it trusts; give its port."""
    data, port = folder / "postgresql", _free_port()
    home = _own(data, "postgres", folder)
    as_user, bin_folder = _as("postgres"), _postgresql()
    init = [f"{bin_folder}/initdb", "-D", f"{data}/d", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run([*as_user, *init], check=True, capture_output=True)
    settings = {
        "port": port, "listen_addresses": "localhost", "unix_socket_directories": "", "fsync": "off", "ssl": "on",
        "ssl_cert_file": home / "server.pem", "ssl_key_file": home / "server.key",
    }  # fmt: skip
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with _running([*as_user, f"{bin_folder}/postgres", "-D", f"{data}/d", *options], port, signal.SIGQUIT):
        yield port


@contextmanager
def without_tls() -> Iterator[tuple[int, bytearray]]:
    """Play a MySQL server that offers no TLS; give its port, and all that it is sent after its greeting."""
    received = bytearray()
    greeting = b"\x0a8.0.36\0" + struct.pack("<I", 7) + b"12345678\0" + struct.pack("<H", 0xF7FF) + b"\x2d\x02\x00"
    greeting += struct.pack("<H", 0x000F) + b"\x15" + b"\0" * 10 + b"123456789012\0" + b"mysql_native_password\0"
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                with connection, suppress(OSError):
                    connection.settimeout(5)
                    connection.sendall(struct.pack("<I", len(greeting)) + greeting)
                    while piece := connection.recv(4096):
                        received.extend(piece)
                        connection.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1], received
    finally:
        listener.close()


def _mariadbd() -> str | None:
    found = shutil.which("mariadbd") or "/usr/sbin/mariadbd"
    return found if Path(found).exists() and shutil.which("mariadb-install-db") else None


def _postgresql() -> Path | None:
    return max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), default=None)


def _as(user: str) -> list[str]:
    """Servers refuse to run as root."""
    return ["runuser", "-u", user, "--"] if os.geteuid() == 0 else []


def _own(folder: Path, user: str, certificates: Path) -> Path:
    """Make a folder that belongs to the user of a server, with the certificates in it."""
    folder.mkdir()
    for name in ("server.pem", "server.key"):
        shutil.copy(certificates / name, folder)
    (folder / "server.key").chmod(0o600)
    if os.geteuid() == 0:
        for path in (folder, folder / "server.pem", folder / "server.key"):
            shutil.chown(path, user)
        for parent in folder.parents:
            if parent.owner() == "root" and parent != parent.parent and not parent.stat().st_mode & 0o001:
                parent.chmod(parent.stat().st_mode | 0o001)
    return folder


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def _running(command: list[str], port: int, end: signal.Signals) -> Iterator[None]:
    """Run a server until it is no longer needed."""
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            for _ in range(200):
                with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                    break
                assert process.poll() is None, command
                time.sleep(0.05)
            yield
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, end)
            process.wait(timeout=30)
