"""Preconditions about what exists, in every combination of names that are given, missing, wrong or in another case.

fixtures/preconditions/matrix.json holds what Liquibase makes of each.
"""

from __future__ import annotations

import json
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.support.preconditions import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

RECORDED: Path = FOLDER / "matrix.json"
LETTERS = {"holds": "h", "fails": "f", "errs": "e"}
"""What becomes of a condition."""


def second(own: str) -> str:
    """Name the second schema (PostgreSQL) or database (MariaDB), which has tables of its own."""
    return f"{own}_other"


_OWN = {"postgresql": "public", "sqlite": "main"}
_MOST_ODD = 2

_TABLES = """
CREATE TABLE {at}{parent} (id INT NOT NULL, code VARCHAR(10), size INT,
 CONSTRAINT {pk} PRIMARY KEY (id), CONSTRAINT {uq} UNIQUE (code));
CREATE TABLE {at}{child} (id INT, parent_id INT, CONSTRAINT {fk} FOREIGN KEY (parent_id) REFERENCES {at}{parent} (id));
CREATE INDEX {ix} ON {at}{child} (id, parent_id);
CREATE VIEW {at}{view} AS SELECT id FROM {at}{parent};
"""
_SEQUENCE = "CREATE SEQUENCE {at}{seq};"
_PLAIN = {
    "parent": "parent",
    "child": "child",
    "pk": "pk_parent",
    "uq": "uq_parent",
    "fk": "fk_child",
    "ix": "ix_child",
}
_PLAIN |= {"view": "v_parent", "seq": "seq_parent"}
_ALIEN = {key: f"alien_{name}" for key, name in _PLAIN.items()}
"""Names in the second schema; they are not in the first."""

_MIXED = {key: f"{{quote}}Odd_{name}{{quote}}" for key, name in _PLAIN.items()}
"""Names in both cases, which are written with quotes."""

_COLUMNS = {"code": "code", "ix": "id, parent_id"}


class Case(NamedTuple):
    """A condition: its name and attributes; `kind` of each value says what is odd about it."""

    precondition: str
    odd: tuple[str, ...]
    attributes: dict[str, Any]

    @property
    def key(self) -> str:
        """Name the case: its precondition, and the kinds of its values in the order of its attributes."""
        return " ".join((self.precondition, *self.odd))


_ASKED: dict[str, dict[str, str]] = {
    "tableExists": {"tableName": "parent"},
    "viewExists": {"viewName": "view"},
    "sequenceExists": {"sequenceName": "seq"},
    "columnExists": {"tableName": "parent", "columnName": "code!"},
    "primaryKeyExists": {"tableName": "parent", "primaryKeyName": "pk"},
    "foreignKeyConstraintExists": {"foreignKeyTableName": "child", "foreignKeyName": "fk"},
    "indexExists": {"tableName": "child", "indexName": "ix", "columnNames": "ix!"},
    "uniqueConstraintExists": {"tableName": "parent", "constraintName": "uq", "columnNames": "code!"},
    "rowCount": {"tableName": "child"},
    "tableIsEmpty": {"tableName": "child"},
}


def setup(kind: str, own: str) -> str:
    """Write the statements that make what is asked for."""
    quote = "`" if kind == "mariadb" else '"'
    mixed = {key: name.format(quote=quote) for key, name in _MIXED.items()}
    places = [("", _PLAIN), ("", mixed), *([] if kind == "sqlite" else [(f"{second(own)}.", _ALIEN)])]
    text = _TABLES if kind == "sqlite" else _TABLES + _SEQUENCE
    schema = "" if kind == "sqlite" else f"CREATE SCHEMA {second(own)};"
    return schema + "".join(text.format(at=at, **names) for at, names in places)


def cases(kind: str, own: str) -> Iterator[Case]:
    """List the cases of a database; of the odd values, at most two come together."""
    seen = set()
    for precondition, asked in _ASKED.items():
        places = {part: _places(kind, own, part) for part in ("schemaName", "catalogName")}
        for values in (
            {**places, **{attribute: _names(what) for attribute, what in asked.items()}},
            {**places, **{attribute: _mixed(what) for attribute, what in asked.items()}},
        ):
            for chosen in product(*(options.items() for options in values.values())):
                odd = tuple(word for word, _ in chosen)
                if _oddness(odd) > _MOST_ODD or (precondition, odd) in seen:
                    continue
                if precondition == "viewExists" and odd[-1] == "-":
                    continue  # Liquibase breaks down where its schema is not there
                seen.add((precondition, odd))
                attributes: dict[str, Any] = {
                    key: value for key, (_, value) in zip(values, chosen, strict=True) if value is not None
                }
                if precondition == "rowCount":
                    attributes["expectedRows"] = 0
                yield Case(precondition, odd, attributes)


def _oddness(words: tuple[str, ...]) -> int:
    """Count what is odd: in the second place, names that are there are not, and those of the first one are."""
    place, names = words[:2], words[2:]
    if "Odd" in names or "odd" in names or "ODD" in names:
        return 0 if set(place) <= {"-", "right"} else _MOST_ODD + 1
    plain = {"-", "alien" if {"other", "OTHER"} & set(place) else "right"}
    at = sum(word not in {"-", "right"} for word in place)
    return at + sum(word not in plain for word in names)


def _places(kind: str, own: str, part: str) -> dict[str, str | None]:
    """Give the values of schemaName or catalogName by what they are."""
    right = own if part == "catalogName" else _OWN.get(kind, own)
    found: dict[str, str | None] = {"-": None, "right": right, "wrong": "nowhere", "CASE": right.upper()}
    return found if kind == "sqlite" else {**found, "other": second(own), "OTHER": second(own).upper()}


def _names(what: str) -> dict[str, str | None]:
    """Give the values of a name by what they are; columns are marked by an exclamation mark."""
    if what == "ix!":
        right = _COLUMNS["ix"]
        return {
            "-": None,
            "right": right,
            "CASE": right.upper(),
            "wrong": "size",
            "part": "id",
            "turned": "parent_id,id",
        }
    if what.endswith("!"):
        right = _COLUMNS[what[:-1]]
        return {"-": None, "right": right, "CASE": right.upper(), "wrong": "nothing"}
    own = {"PRIMARY": "PRIMARY"} if what == "pk" else {}
    name = _PLAIN[what]
    return {"-": None, "right": name, "wrong": "nothing", "CASE": name.upper(), "alien": _ALIEN[what], **own}


def _mixed(what: str) -> dict[str, str | None]:
    """Give the spellings of a name in both cases; columns are as in `_names`."""
    if what.endswith("!"):
        return {"-": None, "right": _COLUMNS[what[:-1]]}
    name = _MIXED[what].format(quote="")
    return {"-": None, "Odd": name, "odd": name.lower(), "ODD": name.upper()}


def change_log(asked: list[Case]) -> str:
    """Write a change set for each case, numbered from 0. YAML, because the schema of XML forbids to leave out some."""
    sets = []
    for number, case in enumerate(asked):
        guard = {"onFail": "MARK_RAN", "onError": "CONTINUE"}
        conditions = [guard, {case.precondition: case.attributes}]
        sets.append(
            {"changeSet": {"id": str(number), "author": "a", "preConditions": conditions, "changes": [{"empty": {}}]}}
        )
    return json.dumps({"databaseChangeLog": sets}, indent=1)


def packed(answers: Iterable[tuple[Case, str]]) -> dict[str, dict[str, str]]:
    """Put answers by precondition and place: a letter for each case, in the order of the cases."""
    found: dict[str, dict[str, str]] = {}
    for case, answer in answers:
        places = found.setdefault(case.precondition, {})
        place = "/".join(case.odd[:2])
        places[place] = places.get(place, "") + LETTERS[answer]
    return found


def recorded(kind: str, asked: Iterable[Case]) -> dict[str, str]:
    """Read what Liquibase said to the cases of a database."""
    found = json.loads(RECORDED.read_text(encoding="utf-8"))[kind]
    letters = {
        (precondition, place): iter(text) for precondition, places in found.items() for place, text in places.items()
    }
    words = {letter: word for word, letter in LETTERS.items()}
    return {case.key: words[next(letters[case.precondition, "/".join(case.odd[:2])])] for case in asked}
