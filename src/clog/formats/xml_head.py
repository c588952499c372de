"""What the head of an XML change log says: its namespace, and the schema by which it is judged.

Reference: liquibase.parser.core.xml.LiquibaseEntityResolver, observed
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from clog.errors import ParseError
from clog.formats.places import located
from clog.formats.xml_grammar import number

if TYPE_CHECKING:
    from collections.abc import Callable

    from clog.formats.places import Place
    from clog.model.node import Node

NAMESPACE = "http://www.liquibase.org/xml/ns/dbchangelog"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA = re.compile(r"(?:https?://)?www\.liquibase\.org/xml/ns/(?:dbchangelog|migrator)/dbchangelog-([\w.]+)\.xsd")
_DECLARES = re.compile("xmlns(?:$|:)").match
_NAMED = re.compile(r"dbchangelog-([\w.]+)\.xsd$")


class Head(NamedTuple):
    """What databaseChangeLog says of namespaces and schemas.

    Attributes:
        namespace: of Liquibase's elements.
        own: the prefixes that stand for it; "" where elements without prefix are in it.
        default: whether elements without prefix have a namespace.
        xsi: the prefix of schemaLocation.
        version: of the schema, as it is written.
        number: the same as numbers.
    """

    namespace: str
    own: frozenset[str]
    default: bool
    xsi: str
    version: str
    number: tuple[int, int]


def read_head(root: Node, path: str, locate: Callable[[int, str | None], Place]) -> Head:
    """Read the head of a change log.

    Raises:
        ParseError: it is none, or names no schema that Liquibase 4.28 brings.
    """

    def refused(message: str, hint: str, attribute: str | None = None) -> ParseError:
        return located(ParseError, message, path, locate(root.at, attribute), hint)

    prefix, _, name = root.name.rpartition(":")
    namespace = root.attributes.get(f"xmlns:{prefix}" if prefix else "xmlns")
    if name != "databaseChangeLog":
        raise refused(f"<{name}> is no change log", "a change log starts with <databaseChangeLog>")
    xsi = next((key[6:] for key, value in root.attributes.items() if value == _INSTANCE and key[:6] == "xmlns:"), "")
    locations = (root.attributes.get(f"{xsi}:schemaLocation") or "").split()
    if len(locations) % 2:
        hint = "each namespace is followed by the address of its schema"
        raise refused("schemaLocation holds an odd number of addresses", hint, "schemaLocation")
    if namespace is None or namespace not in locations[::2]:
        hint = f'write xmlns="{NAMESPACE}", xmlns:xsi and xsi:schemaLocation as every Liquibase change log does'
        raise refused("databaseChangeLog has no namespace with a schema", hint)
    schema = locations[2 * locations[::2].index(namespace) + 1]
    found = _SCHEMA.fullmatch(schema.lower())
    numbers = number(found[1]) if found and "://" in schema else None
    if found is None or numbers is None:
        raise refused(f'schema "{schema}" is not known', _advice(schema), "schemaLocation")
    wanted = f"{NAMESPACE}/{found[1]}" if numbers < (2, 0) else NAMESPACE
    if namespace != wanted:
        message = f'dbchangelog-{found[1]}.xsd is the schema of the namespace "{wanted}", not of "{namespace}"'
        raise refused(message, f'write xmlns="{wanted}", and the same in xsi:schemaLocation')
    own = frozenset(key[6:] for key, value in root.attributes.items() if value == namespace and _DECLARES(key))
    return Head(namespace, own, bool(root.attributes.get("xmlns")), xsi, found[1], numbers)


def _advice(schema: str) -> str:
    """Say which schema may be meant."""
    named = _NAMED.search(schema.lower())
    if named and number(named[1]):
        return f"no schema is read from elsewhere: write {NAMESPACE}/dbchangelog-{named[1]}.xsd"
    return f"use {NAMESPACE}/dbchangelog-latest.xsd, or a version from 1.0 to 4.28"
