"""The history as values: rows of DATABASECHANGELOG, checksums, what becomes of a change set."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

    from clog.model.changelog import ChangeSetKey

_STORED = re.compile(r"([0-9]{1,9}):([a-zA-Z0-9]+)")


class CheckSum(NamedTuple):
    """A checksum with the version of its algorithm. Equal when both parts are."""

    version: int
    digest: str

    def __str__(self) -> str:
        """Write it as stored: 9:d41d8cd98f00b204e9800998ecf8427e."""
        return f"{self.version}:{self.digest}"

    @classmethod
    def parse(cls, stored: str | None) -> CheckSum | None:
        """Read MD5SUM. Empty is None; text without a version counts as version 1 (checksums, section 14.1)."""
        if not stored:
            return None
        match = _STORED.match(stored)
        return cls(int(match[1]), match[2]) if match else cls(1, stored)


class RanChangeSet(NamedTuple):
    """A row of DATABASECHANGELOG. Texts as stored; None is NULL. `key.path` is normalised, `path` is FILENAME."""

    key: ChangeSetKey
    path: str
    date_executed: datetime | str | None
    order_executed: int
    exec_type: str
    md5sum: str | None
    description: str | None
    comments: str | None
    tag: str | None
    liquibase: str | None
    contexts: str | None
    labels: str | None
    deployment_id: str | None


def stored_text(value: object) -> str:
    """Write a value of a row as text, whatever type the database gives it; NULL is empty."""
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).decode(errors="replace")
    return "" if value is None else str(value)


class LockRow(NamedTuple):
    """A row of DATABASECHANGELOGLOCK that is locked. Texts as stored; None is NULL."""

    id: int
    granted: datetime | str | None
    locked_by: str | None

    @property
    def holder(self) -> str:
        """Who holds it; the row may not say."""
        return self.locked_by or "somebody"

    @property
    def since(self) -> str:
        """Say since when; the row may not say."""
        return stored_text(self.granted) or "an unknown time"


NOT_RAN = "NOT_RAN"
ALREADY_RAN = "ALREADY_RAN"
RUN_AGAIN = "RUN_AGAIN"
INVALID_MD5SUM = "INVALID_MD5SUM"
