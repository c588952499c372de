"""How a file says something, for hints: each of the four formats has a spelling of its own."""

from __future__ import annotations

_ELEMENTS = {"xml": "a <{}>", "yaml": "a key {}:", "json": 'a key "{}"', "sql": "a line --{}"}
_SETTINGS = {"xml": '{}="{}"', "yaml": "{}: {}", "json": '"{}": "{}"', "sql": "{}:{}"}
_BODIES = {"xml": "<{0}>{1}</{0}>", "yaml": "{}: {}", "json": '"{}": "{}"', "sql": "--{}: {}"}


def element(form: str, name: str) -> str:
    """Return the name of a part of a change set: a <rollback>, a key rollback:, a line --rollback.

    Args:
        form: the format of the file: xml, yaml, json or sql.
        name: in XML.
    """
    return _ELEMENTS[form].format(name)


def setting(form: str, name: str, value: str) -> str:
    """Write a value as it stands behind its name: path="db", path: db, "path": "db", path:db.

    Args:
        form: the format of the file.
        name: of the attribute.
        value: as text; true and false are no texts in JSON.
    """
    if form == "json" and value in {"true", "false"}:
        return f'"{name}": {value}'
    return _SETTINGS[form].format(name, value)


def body(form: str, name: str, text: str) -> str:
    """Write a part of a change set that holds a text: <comment>why</comment>, comment: why, --comment: why."""
    return _BODIES[form].format(name, text)
