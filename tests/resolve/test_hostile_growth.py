"""Hostile texts of two sizes through readers: processor time grows with the text, not with its square."""

from __future__ import annotations

import time
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING, Any, cast

import pytest

from clog.database.connection.drivers.mysql.connect import session_variables
from clog.database.connection.place import set_search_path
from clog.database.connection.url import parse_url
from clog.database.recovery.transaction_rules import head
from clog.database.recovery.transaction_words import ends_within
from clog.dialects import dialect_class
from clog.dialects.base.types import data_type
from clog.errors import ClogError
from clog.execution.rollback_losses import _Ledger
from clog.formats import parse
from clog.formats.properties import parse_properties
from clog.formats.yaml_text import scalar
from clog.model.csv.columns import LoadedColumn, cell
from clog.model.csv.file import CsvFile
from clog.model.expressions import labels_match, matches
from clog.model.files import FileSource
from clog.model.script_text import ended
from clog.model.sql import Sql
from clog.resolve.parameters import Definitions, Parameters
from clog.settings.places import place_of_fault, place_of_key
from clog.settings.secrets import hide
from clog.sqltext.split import split
from clog.sqltext.squeeze import normalize_sql

if TYPE_CHECKING:
    from collections.abc import Callable

SQL = "--liquibase formatted sql\n--changeset a:1\n"
COLUMN = LoadedColumn(0, "a", "", None)


def reading(name: str, before: str = "", after: str = "") -> Callable[[str], object]:
    """Make a reader of change logs in which the text stands between two others."""
    return lambda text: list(parse((before + text + after).encode(), name).passed_over())


def read_csv(text: str) -> object:
    source = FileSource("d.csv", lambda: BytesIO(text.encode()), str)
    return [cell(COLUMN, value) for row in CsvFile(source).records() for value in row]


def read_quoted_csv(text: str) -> object:
    return read_csv(f'"{text}')


def read_names(text: str) -> object:
    """Write names with quotes, and read settings of a place again."""
    dialect = dialect_class("postgresql")()
    return [set_search_path("s", text, dialect), *(dialect_class(name)().quote(f"a{text}") for name in QUOTING)]


def write_values(text: str) -> object:
    """Write expressions, and texts in the clients' scripts."""
    for name in QUOTING:
        dialect = dialect_class(name)()
        dialect.sql_expression(text), dialect.expression(text), dialect.between_quotes(text)
        ended(Sql(f"{text};x"), dialect.traits)
    return scalar(text, 2)


def read_type(text: str) -> object:
    return data_type(text), [dialect_class(name)().column_type(text) for name in QUOTING]


def read_statement(text: str) -> object:
    """Ask what a statement does to its session and transaction."""
    return head(text), ends_within(f"{text};x"), undoing(text)


def undoing(text: str) -> object:
    ledger = _Ledger(cast("Any", None))
    for start in ("DROP TABLE ", "ALTER TABLE t ", "DELETE FROM ", "TRUNCATE "):
        ledger._read(start + text)
    return ledger


def evaluate(text: str) -> object:
    with suppress(ClogError):
        matches(text, frozenset("a"))
    return labels_match(text, "a")


def expand(text: str) -> object:
    return Definitions(Parameters({"a": "b"})).expand(text, "c.xml")


def read_url(text: str) -> object:
    session_variables(text)
    for start in (
        "jdbc:postgresql://",
        "jdbc:mariadb://",
        "jdbc:mysql://h/d?sessionVariables=",
        "jdbc:sqlite:",
        "offline:",
    ):
        with suppress(ClogError):
            parse_url(start + text)
    return hide(text)


def read_settings(text: str) -> object:
    """Read files of settings, and say where each of their keys stands."""
    for name in parse_properties(text):
        place_of_key(text, name)
    return place_of_fault(text, "(at line 1, column 1)")


QUOTING = ("postgresql", "mariadb", "mssql", "oracle", "sqlite", "informix", "snowflake", "hsqldb")
ANY = ("(", "[", "`", "'", '"', "a ", " ", "\\'", "--", "/*", "$a$ ", "\n", "0", ",")
STATEMENTS = ("$a$ ", "/*", ";--", "--;\n", "create ;end;", "a, ", "drop a, ", '"', "[", "\n", "SET a.b=", "a . ")
XML = '<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">'
CASES: dict[Callable[[str], object], tuple[str, ...]] = {
    split: ("/* x\n", "'", '"a\\', "[a", "begin ", "`", "go\n", "/\n", "end; ", "$$"),
    normalize_sql: ("/*", "[a", "$a$ ", "'a''"),
    reading("c.sql", SQL): (
        "--changeset " + " " * 9, "--property name:", "--ignoreLines:\n", "/* liquibase rollback\n", " ", "--ignoreLines:end\n",
        "--ignoreLines:1\n", "--ignoreLines:start\n", "--rollback a\n", "--chnageset a:1\n", "--precondition-sql-check 1 a\n", "\r", "\x00",
        "--comment a\n", "--${a }\n", "${", "--changeset a:1\n",
    ),
    reading("c.sql", SQL.rstrip()): ("runAlways:true ", "a:b ", 'labels:"a" ', '"', " runWithSpoolFile:a"),
    reading("c.sql"): (" ", "\n", "--", "/*", "${a }", "--changeset a:1\n", "-- liquibase "),
    reading("c.yaml", "databaseChangeLog: ["): ("{changeSet: {id: 1, author: a}}, ", "{a: '", "[", "&a b, ", "1_", "!!int ", "? "),
    reading("c.yaml", "databaseChangeLog:\n"): ("- changeSet: {id: 1, id: 2}\n", "#\n", "- |\n  a\n", "-\n", "\t", "---\n", "- <<: {a: b}\n", "\r"),
    reading("c.json", '{"databaseChangeLog":['): ('{"changeSet":{"id":1}},', "[", '{"a":', '"\\ud800",', "1", " ", "//a\n", ","),
    reading("c.json", '{"databaseChangeLog":[{', "}]}"): ('"a":1,', '"\\u0061":[],'),
    reading("c.xml", XML, "</databaseChangeLog>"): (
        "<a>", '<changeSet id="1" author="a"/>', "<!--", "&#10;", "<![CDATA[a]]>", "<a ", "&a;", '<include file="a"/>', "\r", "<?a b?>",
        '<changeSet id="1" author="a"><createTable tablename="a"/></changeSet>',
    ),
    reading("c.xml", XML + '<changeSet id="1', '" author="a"/></databaseChangeLog>'): ("a", "\n", "&lt;", '" b="'),
    reading("c.xml", "<?xml "): (" ", "a=", "'"),
    read_csv: ("a,", "a\n", "#\n", '"', ",", "\r", "1", "9-", " "),
    read_quoted_csv: ("a\n", '""', '",'),
    read_names: ANY,
    write_values: (*ANY, "e'\\' ", ".0", "e''", "\n/"),
    read_type: ("(", "a ", "a.", "(1,", "[a].", "{", " ", "1", ",", "array ", "'"),
    read_statement: STATEMENTS,
    evaluate: ("(", "a or ", " ", "(a) and ", "a,", "!", "@ not ", "not "),
    expand: ("${", "${a}", "${a", "${${a}}", "$", "}", "${:a}"),
    read_url: (",", "\\'", "(", "(a)", "&a=", "[", ":", "@", ";", "%", "a:b@", "address=(host="),
    read_settings: ("a=b\n", "\\", " ", "\\\n", "a.password=b\n", "\r", '"'),
}  # fmt: skip


def cost(read: Callable[[str], object], text: str) -> float:
    """Measure the processor time of a reader."""
    start = time.process_time()
    with suppress(ClogError):
        read(text)
    return time.process_time() - start


@pytest.mark.parametrize(("read", "unit"), [(read, unit) for read, units in CASES.items() for unit in units])
def test_time_grows_with_the_text(read: Callable[[str], object], unit: str) -> None:
    some, many = (unit * (size // len(unit)) for size in (5_000, 20_000))
    for _ in range(5):  # others may be at work
        if cost(read, many) < 7 * cost(read, some) + 0.03:
            return
    pytest.fail(f"{unit!r} takes more than it is longer")
