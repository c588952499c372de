"""What the XML schema of Liquibase fills in where an attribute is missing. The schema that a file names decides.

Defaults that are those of Liquibase anyway are left out. Facts of dbchangelog-2.0.xsd to dbchangelog-4.28.xsd.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from clog.model.node import Node

_DEFAULTS = (
    ((3, 4), (4, 5), {"includeAll": {"errorIfMissingOrEmpty": "false"}}),
    (
        (2, 0),
        (4, 5),
        {name: {"encoding": "UTF-8"} for name in ("loadData", "loadUpdateData", "sqlFile")},
    ),
    ((4, 4), (4, 12), {name: {"usePreparedStatements": "false"} for name in ("loadData", "loadUpdateData")}),
)
"""The first and the last version of the schema, and what they fill in."""


def fill_in(root: Node, version: tuple[int, int]) -> None:
    """Add to elements the attributes that the schema of a version says are there.

    Args:
        root: of the change log; names without prefixes.
        version: of the schema, for example (3, 8).
    """
    wanted: dict[str, dict[str, str]] = {}
    for first, last, defaults in _DEFAULTS:
        if first <= version <= last:
            for name, attributes in defaults.items():
                wanted.setdefault(name, {}).update(attributes)
    if wanted:
        _fill(root.children, wanted)
        for change_set in root.children:
            if change_set.children:
                _fill(change_set.children, wanted)
                for rollback in change_set.children:
                    if rollback.name == "rollback":
                        _fill(rollback.children, wanted)


def _fill(nodes: Iterable[Node], wanted: Mapping[str, Mapping[str, str]]) -> None:
    for node in nodes:
        if node.name in wanted:
            node.attributes |= {name: value for name, value in wanted[node.name].items() if name not in node.attributes}
