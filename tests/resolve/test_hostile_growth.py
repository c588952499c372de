"""Hostile texts of three sizes through readers: processor time grows with the text, not with its square."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from clog.errors import ClogError
from clog.formats import parse
from clog.formats.properties import parse_properties
from clog.model.expressions import matches
from clog.sqltext.split import split
from clog.sqltext.squeeze import normalize_sql

if TYPE_CHECKING:
    from collections.abc import Callable

SQL = "--liquibase formatted sql\n--changeset a:1\n"


def read_sql(text: str) -> object:
    return list(parse((SQL + text).encode(), "c.sql").passed_over())


def read_plain(text: str) -> object:
    return list(parse(text.encode(), "c.sql").passed_over())


def read_flow(text: str) -> object:
    return list(parse(f"databaseChangeLog: [{text}]".encode(), "c.yaml").passed_over())


def evaluate(text: str) -> object:
    return matches(text, frozenset("a"))


CASES: dict[Callable[[str], object], tuple[str, ...]] = {
    split: ("/* x\n", "'", '"a\\', "[a", "begin ", "`"),
    normalize_sql: ("/*", "[a", "$a$ ", "'a''"),
    read_sql: ("--changeset " + " " * 9, "--property name:", "--ignoreLines:\n", "/* liquibase rollback\n", " "),
    read_plain: (" ", "\n", "--", "/*"),
    read_flow: ("{changeSet: {id: 1, author: a}}, ", "{a: '"),
    evaluate: ("(", "a or ", " ", "(a) and "),
    parse_properties: ("a=b\n", "\\", " "),
}


def cost(read: Callable[[str], object], text: str) -> float:
    """Measure the processor time of a reader; the least of three times."""
    found = []
    for _ in range(3):
        start = time.process_time()
        with suppress(ClogError):
            read(text)
        found.append(time.process_time() - start)
    return min(found)


@pytest.mark.parametrize(("read", "unit"), [(read, unit) for read, units in CASES.items() for unit in units])
def test_time_grows_with_the_text(read: Callable[[str], object], unit: str) -> None:
    few, some, many = (cost(read, unit * size) for size in (1_000, 4_000, 8_000))
    assert many < 3.5 * some + 0.03
    assert some < 9 * few + 0.03
