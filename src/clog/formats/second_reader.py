"""What is written, read by parsers that have no part in reading or writing here: lxml for XML, ruamel.yaml for YAML.

A conversion is proved with the readers that clog has. Other tools have others: libxml2 is strict where expat is not, and ruamel.yaml
reads YAML 1.2, where libyaml and Liquibase read 1.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clog.formats import MODULES, suffix

if TYPE_CHECKING:
    from collections.abc import Iterator


def refusal(text: str, path: str) -> str:
    """Explain what another parser has against a text that was written; "" when it reads the same.

    Args:
        text: XML or YAML; other formats have no second reader.
        path: its suffix says the format.
    """
    kind = MODULES.get(suffix(path))
    return _refused_xml(text) if kind == "xml" else _refused_yaml(text) if kind == "yaml" else ""


def _refused_xml(text: str) -> str:
    """Read XML with lxml; nothing is fetched, no entity is replaced."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        return f"lxml: {error}"
    return ""


def _refused_yaml(text: str) -> str:
    """Compare what ruamel.yaml reads with what libyaml reads, event by event."""
    import yaml
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    from clog.formats.yaml_events import Parser

    reader = YAML(typ="safe", pure=True)
    try:
        for one, other in zip(_events(yaml.parse(text, Parser)), _events(reader.parse(text)), strict=True):
            if one[:2] != other[:2]:
                return f'ruamel.yaml reads "{other[1]}" in line {other[2]}, where libyaml reads "{one[1]}"'
    except (YAMLError, ValueError) as error:
        return f"ruamel.yaml: {error}"
    return ""


def _events(events: Any) -> Iterator[tuple[str, str, int]]:
    """List events: kind, text of a scalar, line."""
    for event in events:
        yield type(event).__name__, getattr(event, "value", ""), event.start_mark.line + 1
