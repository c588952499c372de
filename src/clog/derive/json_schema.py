"""JSON Schema 2020-12 of change logs, derived from the declarations.

The same definitions serve editors (schemas/changelog.schema.json) and `derive.schema_check`. Names are the declared
ones; scalars may hold ${...}, which is put in later; null counts as absent, as in Liquibase.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from clog.changes import change_class, change_names
from clog.model import elements
from clog.preconditions import precondition_class, precondition_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clog.declare import Attr, Declaration, Declared

Schema = dict[str, Any]

_TEXT: Schema = {"type": ["string", "number", "boolean", "null"]}
_OPEN: Schema = {"type": "string", "pattern": r"\$\{"}
_BOOLEAN: Schema = {
    "anyOf": [
        {"type": ["boolean", "null"]},
        {"type": "string", "pattern": r"^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$|\$\{"},
    ]
}
_INTEGER: Schema = {"anyOf": [{"type": ["integer", "null"]}, {"type": "string", "pattern": r"^[+-]?[0-9]+$|\$\{"}]}

SCALARS: Schema = {"text": _TEXT, "boolean": _BOOLEAN, "integer": _INTEGER}
"""Definitions of the kinds of scalars."""

_KINDS = {"boolean": "boolean", "integer": "integer"}


def name_of(declaration: Declaration) -> str:
    """Return the name of the definition of a declared class: change.createTable, precondition.dbms, model.Column."""
    folder = declaration.cls.__module__.split(".")[1]
    kind = {"changes": "change", "preconditions": "precondition"}.get(folder)
    return f"{kind}.{declaration.name}" if kind else f"part.{declaration.cls.__name__}"


def reference(name: str) -> Schema:
    """Return a reference to a definition."""
    return {"$ref": f"#/$defs/{name}"}


def definition(declaration: Declaration) -> Schema:
    """Write the schema of a declared class in its normalised form."""
    found: Schema = {"type": "object", "description": " ".join(declaration.doc.split("Reference:")[0].split())}
    found["properties"] = properties(declaration)
    required = [attribute.written for attribute in declaration.attributes if attribute.required]
    if required:
        found["required"] = required
    if not any(attribute.kind == "map" for attribute in declaration.attributes):
        found["additionalProperties"] = False
    return found


def properties(declaration: Declaration) -> Schema:
    """Write the schemas of all attributes of a declared class."""
    found: Schema = {}
    for attribute in declaration.attributes:
        found[attribute.written] = {**_value(attribute), "description": _about(attribute)}
        for other in attribute.also:
            found[other] = {**_value(attribute), "description": f"Same as {attribute.written}.", "deprecated": True}
    return found


def _about(attribute: Attr) -> str:
    """Describe an attribute."""
    text = attribute.doc
    if attribute.required_on:
        text += f" Needed on {', '.join(attribute.required_on)}."
    if attribute.only_on:
        text += f" Known on {', '.join(attribute.only_on)}."
    if attribute.since:
        text += f" Since {attribute.since}."
    return text


def _value(attribute: Attr) -> Schema:
    """Write the schema of one attribute's value."""
    if attribute.kind == "part":
        return reference(name_of(element(attribute)))
    if attribute.kind in {"parts", "map"}:
        item = {
            "type": "object",
            "properties": {attribute.items: reference(name_of(element(attribute)))},
            "required": [attribute.items],
            "additionalProperties": False,
        }
        return {"type": "array", "items": item}
    if attribute.kind == "conditions":
        return reference("conditions")
    if attribute.values:
        return {"anyOf": [{"enum": [*attribute.values, None]}, _OPEN]}
    return reference(_KINDS.get(attribute.kind, "text"))


def element(attribute: Attr) -> Declaration:
    """Find the declaration of the parts that an attribute holds."""
    module, name = attribute.element.split(":")
    found: type[Declared] = getattr(import_module(module), name)
    return found.declaration


def closed(declaration: Declaration) -> Schema:
    """Write the schema of a declared class by itself, with all definitions that it refers to."""
    found = dict(SCALARS)
    _collect(declaration, found)
    return {"$schema": DRAFT, "$defs": found, **reference(name_of(declaration))}


def _collect(declaration: Declaration, found: Schema) -> None:
    """Add the definition of a class and of its parts."""
    name = name_of(declaration)
    if name not in found:
        found[name] = definition(declaration)
        for attribute in declaration.attributes:
            if attribute.element:
                _collect(element(attribute), found)


DRAFT = "https://json-schema.org/draft/2020-12/schema"


def change_log_schema() -> Schema:
    """Write the schema of whole change logs in JSON or YAML."""
    definitions: Schema = dict(SCALARS)
    changes = [cls.declaration for cls in map(change_class, change_names()) if cls is not None]
    conditions = [cls.declaration for cls in map(precondition_class, precondition_names()) if cls is not None]
    listed = [cls.declaration for cls in (*elements.VISITORS, *elements.ROOT)]
    for declaration in (*changes, *conditions, *listed):
        _collect(declaration, definitions)
    definitions["change"] = _one_of_names(changes)
    definitions["conditions"] = _conditions(conditions, {})
    definitions["preConditions"] = _conditions(conditions, properties(elements.PreConditionsElement.declaration))
    definitions["rollback"] = _rollback(changes)
    definitions["modifySql"] = _listed_or_map(
        {
            **properties(elements.ModifySqlElement.declaration),
            **_references(cls.declaration for cls in elements.VISITORS),
        }
    )
    definitions["changeSet"] = _change_set(changes)
    definitions["entry"] = _entry()
    return {
        "$schema": DRAFT,
        "title": "Liquibase change log",
        "description": "Change logs of Liquibase 4.28 in JSON and YAML. Generated; do not edit.",
        "type": "object",
        "properties": {"databaseChangeLog": {"type": "array", "items": reference("entry")}},
        "required": ["databaseChangeLog"],
        "$defs": dict(sorted(definitions.items())),
    }


def written_schema() -> str:
    """Write the schema of change logs as schemas/changelog.schema.json holds it."""
    from json import dumps

    return dumps(change_log_schema(), indent=2, ensure_ascii=False) + "\n"


def _references(declarations: Iterable[Declaration]) -> Schema:
    """Write properties that are named like declared classes; one with a body may be a mere text."""
    found: Schema = {}
    for declaration in declarations:
        schema = reference(name_of(declaration))
        if any(attribute.body for attribute in declaration.attributes):
            schema = {"anyOf": [schema, reference("text")]}
        elif not any(attribute.required for attribute in declaration.attributes):
            schema = {"anyOf": [schema, {"type": "null"}]}
        found[declaration.name] = schema
    return found


def _one_of_names(declarations: Iterable[Declaration]) -> Schema:
    """Write an object whose one name says what it is."""
    return {
        "type": "object",
        "properties": _references(declarations),
        "minProperties": 1,
        "additionalProperties": False,
    }


def _listed_or_map(named: Schema) -> Schema:
    """Write a map with these names, or a list of such maps."""
    single = {"type": "object", "properties": named, "additionalProperties": False}
    return {"anyOf": [single, {"type": "array", "items": single}]}


def _conditions(conditions: list[Declaration], options: Schema) -> Schema:
    """Write what holds preconditions."""
    named = _references(conditions)
    for declaration in conditions:
        if "conditions" in declaration.by_field:
            named[declaration.name] = reference("conditions")
    return _listed_or_map({**options, **named})


def _rollback(changes: list[Declaration]) -> Schema:
    """Write what a rollback may hold: SQL, changes, or a reference to another change set."""
    named = {
        **properties(elements.RollbackElement.declaration),
        **_references(changes),
        "changes": {"type": "array", "items": reference("change")},
    }
    single = {"type": "object", "properties": named, "additionalProperties": False}
    return {"anyOf": [reference("text"), single, {"type": "array", "items": {"anyOf": [reference("text"), single]}}]}


def _change_set(changes: list[Declaration]) -> Schema:
    """Write a change set with its attributes, changes and everything else."""
    texts = {"anyOf": [reference("text"), {"type": "array", "items": reference("text")}]}
    found = definition(elements.ChangeSetElement.declaration)
    found["properties"] = {
        **found["properties"],
        "changes": {"type": "array", "items": reference("change")},
        "comment": {**texts, "description": "Remark that is stored with the change set."},
        "modifySql": reference("modifySql"),
        "preConditions": reference("preConditions"),
        "rollback": reference("rollback"),
        "validCheckSum": {**texts, "description": "Older checksums that are accepted; any accepts all."},
        "validCheckSums": {**texts, "description": "Same as validCheckSum."},
        **_references(changes),
    }
    return found


def _entry() -> Schema:
    """Write one entry of a change log."""
    nested = {
        **properties(elements.ModifyChangeSetsElement.declaration),
        **_references(cls.declaration for cls in (elements.IncludeElement, elements.IncludeAllElement)),
    }
    named = {
        **properties(elements.ChangeLogElement.declaration),
        **_references(cls.declaration for cls in elements.ROOT),
        "changeSet": reference("changeSet"),
        "preConditions": reference("preConditions"),
        "modifyChangeSets": {"type": "object", "properties": nested, "additionalProperties": False},
    }
    return {"type": "object", "properties": named, "minProperties": 1, "additionalProperties": False}
