"""${...}: expansion. Expected values are Liquibase's."""

from __future__ import annotations

from typing import Any

import pytest

from clog.database.connection.connect import connect
from clog.errors import UnknownParameter
from clog.execution.builtin_parameters import builtin
from clog.resolve.parameters import Definitions, Parameters, how_to_define

VALUES = {"a": "1", "b": "<${a}>", "n": 5, "t": True, "na": "nested", "self": "${self}"}


def expanded(text: str, **options: Any) -> str:
    return Definitions(Parameters(VALUES, environment={}, **options)).expand(text, "c.xml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("${a}", "1"),
        ("${ A }", "1"),
        ("x${b}y", "x<1>y"),
        ("${n}${t}", "5true"),
        ("${unknown}", "${unknown}"),
        ("${nodef:dflt}", "${nodef:dflt}"),
        ("${:a}", "${:a}"),
        ("$${a} ${a", "$1 ${a"),
        ("${n${x}}", "${n${x}}"),
        ("}{$", "}{$"),
    ],
)
def test_texts_are_expanded_as_in_liquibase(text: str, expected: str) -> None:
    assert expanded(text) == expected


def test_names_without_a_value_may_vanish_or_be_refused() -> None:
    assert expanded("<${x}>", missing="EMPTY") == "<>"
    with pytest.raises(UnknownParameter):
        expanded("${x}", missing="ERROR")


def test_values_that_refer_to_themselves_are_refused() -> None:
    with pytest.raises(UnknownParameter):
        expanded("${self}")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("java.version", "Liquibase has it from Java, which is not here: give it with -Djava.version=..."),
        ("user.timezone", "Liquibase has it from Java"),
        ("env.HOME", "parameters by their own names: ${HOME}"),
        ("env:HOME", "parameters by their own names: ${HOME}"),
        ("schema", "with -Dschema=..."),
        (":user.name", "with --support-property-escaping it stands for the text ${user.name}"),
    ],
)
def test_it_is_said_where_a_value_may_come_from(name: str, hint: str) -> None:
    assert hint in how_to_define(name)


def test_the_machine_is_known_under_the_names_of_java() -> None:
    with connect("offline:postgresql") as session:
        known = builtin(session)
    for name in ("os.name", "user.name", "user.home", "user.dir", "file.separator", "path.separator", "line.separator"):
        assert known[name]
    assert known.get("os.arch") != "x86_64"
    assert "java.version" not in known
