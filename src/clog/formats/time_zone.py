"""Unquoted dates of YAML in the time zone of the machine on which Liquibase ran, on which their checksums depend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import UsageError
from clog.formats.yaml_scalars import YamlDate, YamlMoment, date_of, moment_of

if TYPE_CHECKING:
    from datetime import tzinfo

    from clog.model.node import Node


def tell_in(root: Node, zone: str) -> None:
    """Convert all unquoted dates below a node that was just read in a time zone: Europe/Berlin.

    Raises:
        UsageError: there is no such time zone.
    """
    from zoneinfo import ZoneInfo

    try:
        found = ZoneInfo(zone)
    except (ValueError, LookupError, OSError) as error:
        raise UsageError(
            f'there is no time zone "{zone}"', hint="names are like Europe/Berlin, or UTC; --time-zone sets it"
        ) from error
    _tell(root, found)


def _tell(node: Node, zone: tzinfo) -> None:
    """Convert the dates of an element and of all below it."""
    for name, value in node.attributes.items():
        if isinstance(value, YamlMoment):
            node.attributes[name] = _told(value, zone)
        elif isinstance(value, list):
            value[:] = [_told(item, zone) if isinstance(item, YamlMoment) else item for item in value]
    if isinstance(node.text, YamlMoment):
        node.text = _told(node.text, zone)
    for child in node.children:
        _tell(child, zone)


def _told(value: YamlMoment, zone: tzinfo) -> YamlMoment:
    """Convert one."""
    instant = value.instant.astimezone(zone)
    return date_of(instant) if isinstance(value, YamlDate) else moment_of(instant)
