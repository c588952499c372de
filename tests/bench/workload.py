"""Change logs to measure with: half createTable, then addColumn, createIndex and insert, in all formats, by a fixed seed."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KINDS = "TTATITATIX"
WORDS = ("account", "basket", "budget", "carrier", "claim", "contract", "device", "event", "invoice", "order", "parcel")
COLUMNS: tuple[tuple[str, str, dict[str, str], dict[str, bool]], ...] = (
    ("id", "int", {}, {"primaryKey": True, "nullable": False}),
    ("name", "varchar(100)", {}, {"nullable": False}),
    ("email", "varchar(255)", {}, {}),
    ("amount", "decimal(12,2)", {"defaultValueNumeric": "0"}, {}),
    ("created_at", "timestamp", {}, {}),
)
XML_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
"""


class Step(NamedTuple):
    """One change set: its number, what it does, to which table, and the name of the new column or index."""

    number: int
    kind: str
    table: str
    name: str = ""
    column: str = ""


def steps(count: int, seed: int = 1) -> Iterator[Step]:
    """Draw change sets; tables are drawn from those made before."""
    draw = random.Random(seed)  # noqa: S311 - workloads must repeat, not surprise
    tables: list[str] = []
    for number in range(1, count + 1):
        kind = KINDS[(number - 1) % len(KINDS)]
        if kind == "T":
            tables.append(f"{draw.choice(WORDS)}_{number:05d}")
            yield Step(number, kind, tables[-1])
        elif kind == "A":
            yield Step(number, kind, draw.choice(tables), f"extra_{number:05d}")
        elif kind == "I":
            yield Step(
                number, kind, draw.choice(tables), f"ix_{number:05d}", draw.choice(("name", "email", "created_at"))
            )
        else:
            yield Step(number, kind, draw.choice(tables))


def bare_sql(step: Step) -> tuple[str, str]:
    """Write a step and what undoes it as SQL that SQLite and PostgreSQL both take."""
    number, kind, table, name, column = step
    if kind == "T":
        return (
            (
                f"CREATE TABLE {table} (id INTEGER NOT NULL, name VARCHAR(100) NOT NULL, email VARCHAR(255), "
                f"amount DECIMAL(12, 2) DEFAULT 0, created_at TIMESTAMP, CONSTRAINT pk_{table} PRIMARY KEY (id));"
            ),
            f"DROP TABLE {table};",
        )
    if kind == "A":
        return f"ALTER TABLE {table} ADD COLUMN {name} VARCHAR(50);", f"ALTER TABLE {table} DROP COLUMN {name};"
    if kind == "I":
        return f"CREATE INDEX {name} ON {table} ({column});", f"DROP INDEX {name};"
    return (
        (
            f"INSERT INTO {table} (id, name, email, amount) "
            f"VALUES ({number}, 'name {number}', 'user{number}@example.com', {number}.50);"
        ),
        f"DELETE FROM {table} WHERE id = {number};",
    )


def _structured(step: Step) -> dict[str, Any]:
    """Write a step as an entry of a JSON or YAML change log."""
    number, kind, table, name, column = step
    found: dict[str, Any] = {"id": str(number), "author": "bench"}
    columns: list[dict[str, Any]]
    if kind == "T":
        columns = [
            {"column": {"name": label, "type": type_, **more, **({"constraints": limits} if limits else {})}}
            for label, type_, more, limits in COLUMNS
        ]
        change: dict[str, Any] = {"createTable": {"tableName": table, "columns": columns}}
    elif kind == "A":
        change = {"addColumn": {"tableName": table, "columns": [{"column": {"name": name, "type": "varchar(50)"}}]}}
    elif kind == "I":
        change = {"createIndex": {"indexName": name, "tableName": table, "columns": [{"column": {"name": column}}]}}
    else:
        values = (("id", number), ("amount", number + 0.5))
        texts = (("name", f"name {number}"), ("email", f"user{number}@example.com"))
        columns = [{"column": {"name": label, "valueNumeric": value}} for label, value in values]
        columns += [{"column": {"name": label, "value": text}} for label, text in texts]
        change = {"insert": {"tableName": table, "columns": columns}}
        found["rollback"] = [{"delete": {"tableName": table, "where": f"id = {number}"}}]
    return {"changeSet": {**found, "changes": [change]}}


def _xml_element(name: str, content: dict[str, Any], indent: str) -> str:
    """Write a change as XML; lists of single entries are child elements."""
    scalars = "".join(
        f' {key}="{_word(value)}"' for key, value in content.items() if not isinstance(value, dict | list)
    )
    children = ""
    for key, value in content.items():
        if isinstance(value, dict):
            children += _xml_element(key, value, indent + "  ")
        elif isinstance(value, list):
            children += "".join(_single(item, indent + "  ") for item in value)
    if not children:
        return f"{indent}<{name}{scalars}/>\n"
    return f"{indent}<{name}{scalars}>\n{children}{indent}</{name}>\n"


def _single(entry: dict[str, Any], indent: str) -> str:
    """Write the only element of a map."""
    name, content = next(iter(entry.items()))
    return _xml_element(name, content, indent)


def _xml(step: Step) -> str:
    entry = _structured(step)["changeSet"]
    changes = "".join(_single(change, "    ") for change in entry["changes"])
    undo = ""
    if "rollback" in entry:
        undo = (
            f'    <rollback>\n      <delete tableName="{step.table}"><where>id = {step.number}</where></delete>\n'
            "    </rollback>\n"
        )
    return f'  <changeSet id="{step.number}" author="bench">\n{changes}{undo}  </changeSet>\n'


def _word(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _yaml(value: Any, indent: int) -> list[str]:
    """Write block YAML in steps of two blanks, as people do."""
    pad, lines = " " * indent, []
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, dict | list):
                lines += [f"{pad}{key}:", *_yaml(inner, indent + 2)]
            else:
                word = f'"{inner}"' if isinstance(inner, str) and (inner.isdigit() or "=" in inner) else _word(inner)
                lines.append(f"{pad}{key}: {word}")
    else:
        for inner in value:
            first, *others = _yaml(inner, indent + 2)
            lines += [f"{pad}- {first.lstrip()}", *others]
    return lines


def change_log(suffix: str, count: int, seed: int = 1) -> str:
    """Write a change log of `count` change sets; suffix is xml, yaml, json or sql."""
    drawn = steps(count, seed)
    if suffix == "xml":
        return XML_HEAD + "".join(map(_xml, drawn)) + "</databaseChangeLog>\n"
    if suffix == "json":
        return json.dumps({"databaseChangeLog": [_structured(step) for step in drawn]}, indent=2) + "\n"
    if suffix == "yaml":
        return "databaseChangeLog:\n" + "".join("\n".join(_yaml([_structured(step)], 2)) + "\n" for step in drawn)
    texts = ((step.number, *bare_sql(step)) for step in drawn)
    return "--liquibase formatted sql\n\n" + "".join(
        f"--changeset bench:{number}\n{up}\n--rollback {down}\n\n" for number, up, down in texts
    )


def write_change_log(folder: Path, suffix: str, count: int) -> Path:
    """Write a change log into a folder; give its path."""
    path = folder / f"changelog-{count}.{suffix}"
    path.write_text(change_log(suffix, count), encoding="utf-8")
    return path


def write_csv(path: Path, rows: int) -> Path:
    """Write rows of six typed columns: number, text, text, decimal, boolean, moment."""
    draw = random.Random(rows)  # noqa: S311 - as above
    with path.open("w", encoding="utf-8") as stream:
        stream.write("id,name,email,amount,active,created_at\n")
        for number in range(1, rows + 1):
            active = "true" if number % 3 else "false"
            stream.write(
                f"{number},name {number},user{number}@example.com,{draw.randrange(10**6) / 100:.2f},{active},"
                f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}T10:{number % 60:02d}:00\n"
            )
    return path
