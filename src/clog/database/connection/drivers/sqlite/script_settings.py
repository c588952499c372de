"""Settings in scripts for SQLite."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.database.connection.driver import AS_IT_WAS
from clog.database.connection.drivers.sqlite.state import value_of
from clog.database.recovery.transaction_rules import head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.database.connection.session import Session


_PRAGMA = re.compile(r"PRAGMA\s+(\w+)\s*[=(]\s*(\w+)", re.IGNORECASE)
_TRUTHS = {"on": "1", "yes": "1", "true": "1", "off": "0", "no": "0", "false": "0"}
_ATTACH = re.compile(r"ATTACH\s.*\sAS\s+(\S+)", re.IGNORECASE)


def pragmas(session: Session, text: str) -> Iterator[tuple[str, str]]:
    """Set pragmas again as they are on the connection; detach what is attached."""
    start = head(text)
    pragma, attached = _PRAGMA.match(start), _ATTACH.match(start)
    if pragma is not None:
        value = value_of(session, pragma[1].lower())
        if value is not None:
            given = pragma[2].lower()
            same = _TRUTHS.get(given, given) == value
            yield AS_IT_WAS if same else "", f"PRAGMA {pragma[1].lower()} = {value}"
    if attached is not None:
        yield "", f"DETACH {attached[1].rstrip(';')}"
