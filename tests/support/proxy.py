"""A proxy between a program and its PostgreSQL or MariaDB server that reads the statements and can cut the line.

    with Proxy("postgresql", Cut("COMMIT", 3)) as proxy: ... proxy.url(jdbc_url)

A cut ends the connection before the statement reaches the server, or after the server has answered it, so that the
answer is lost; later connections are let through.
"""

from __future__ import annotations

import contextlib
import re
import socket
import struct
import threading
from typing import TYPE_CHECKING, NamedTuple, Self

from tests.support.servers import server

if TYPE_CHECKING:
    from collections.abc import Iterator

_STARTUP = 196608
"""PostgreSQL: the code of the message that opens a session; others before it ask for encryption."""

_ANSWER_ENDS = re.compile(rb"Z\x00\x00\x00\x05[ITE]\Z")
"""PostgreSQL: ReadyForQuery, after which the statement is done."""

_QUERY_KINDS = (b"Q", b"P")
_COM_QUERY = 3


class Cut(NamedTuple):
    """Where the line is cut.

    Attributes:
        pattern: what the statement begins with.
        number: the how-manieth of those, from 1; 0 cuts nothing.
        after: whether the server still runs it, so that only its answer is lost.
    """

    pattern: str = "COMMIT"
    number: int = 1
    after: bool = True


class Proxy:
    """Listens on a port of its own and forwards to a server.

    Attributes:
        statements: all statements that came by, in order.
        cut_at: the statement at which the line was cut; empty as long as it was not.
    """

    def __init__(self, kind: str, cut: Cut | None = None) -> None:
        self.kind = kind
        self.statements: list[str] = []
        self.cut_at = ""
        self._cut = cut or Cut(number=0)
        self._found = 0
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._sockets: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, *error: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        for end in self._sockets:
            _end(end)
        for thread in self._threads:
            thread.join(5)
        for end in (self._listener, *self._sockets):
            end.close()

    def url(self, jdbc_url: str, password: str = "") -> str:
        """Lead a URL through the proxy."""
        at = server(self.kind)
        port = self._listener.getsockname()[1]
        through = jdbc_url.replace(f"//{at.host}:{at.port}/", f"//127.0.0.1:{port}/")
        assert through != jdbc_url
        return through + (f"&password={password}" if password else "")

    def cut(self) -> None:
        """Cut all lines now."""
        for end in list(self._sockets):
            _end(end)

    def _start(self, work: object, *args: object) -> None:
        thread = threading.Thread(target=work, args=args, daemon=True)  # type: ignore[arg-type] # bound methods below
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        at = server(self.kind)
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                behind = socket.create_connection((at.host, at.port))
                self._sockets += [client, behind]
                answers = threading.Event()  # set: what the server says is dropped
                self._start(self._forward, client, behind, answers)
                self._start(self._answer, behind, client, answers)

    def _forward(self, client: socket.socket, behind: socket.socket, lost: threading.Event) -> None:
        """Hand on what the program says, a message at a time."""
        with contextlib.suppress(OSError):
            for message, text in (_postgresql if self.kind == "postgresql" else _mariadb)(client):
                if text and self._is_it(text):
                    if not self._cut.after:
                        break
                    lost.set()
                behind.sendall(message)
        _end(client)
        _end(behind)

    def _answer(self, behind: socket.socket, client: socket.socket, lost: threading.Event) -> None:
        """Hand on what the server says; where it is to be lost, cut the line when it is complete."""
        said = b""
        with contextlib.suppress(OSError):
            while data := behind.recv(65536):
                if not lost.is_set():
                    client.sendall(data)
                    continue
                said += data
                if self.kind == "mariadb" or _ANSWER_ENDS.search(said):
                    break
        _end(client)
        _end(behind)

    def _is_it(self, text: str) -> bool:
        """Whether the line is to be cut at this statement."""
        with self._lock:
            self.statements.append(text)
            if not text.startswith(self._cut.pattern):
                return False
            self._found += 1
            if self._found == self._cut.number:
                self.cut_at = text
            return self._found == self._cut.number


def _end(end: socket.socket) -> None:
    """End a connection from both sides; the thread that reads from it wakes up."""
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)


def _exactly(end: socket.socket, size: int) -> bytes:
    """Read so many bytes."""
    data = b""
    while len(data) < size:
        more = end.recv(size - len(data))
        if not more:
            raise ConnectionResetError
        data += more
    return data


def _postgresql(client: socket.socket) -> Iterator[tuple[bytes, str]]:
    """Read the messages of a PostgreSQL client, each with the statement that is in it."""
    while True:
        head = _exactly(client, 8)
        yield head + _exactly(client, struct.unpack("!I", head[:4])[0] - 8), ""
        if struct.unpack("!I", head[4:])[0] == _STARTUP:
            break
    while True:
        head = _exactly(client, 5)
        body = _exactly(client, struct.unpack("!I", head[1:])[0] - 4)
        statement = ""
        if head[:1] in _QUERY_KINDS:
            parts = body.split(b"\0")  # a Parse message begins with the name of the statement
            statement = parts[head[:1] == b"P"].decode()
        yield head + body, statement


def _mariadb(client: socket.socket) -> Iterator[tuple[bytes, str]]:
    """Read the messages of a MariaDB client, each with the statement that is in it."""
    while True:
        head = _exactly(client, 4)
        body = _exactly(client, int.from_bytes(head[:3], "little"))
        is_query = head[3] == 0 and body[:1] == bytes([_COM_QUERY])
        yield head + body, body[1:].decode(errors="replace") if is_query else ""
