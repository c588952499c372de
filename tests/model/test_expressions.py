"""Context, label and dbms expressions. The expected values are what Liquibase 4.28.0 ran."""

from __future__ import annotations

import pytest

from clog.errors import InvalidValue
from clog.model.expressions import context_matches, dbms_matches, labels_match, stored_contexts, stored_labels

RUNS = ("", "dev", "test", "dev,test", "prod", "other")

CONTEXTS = {
    "": "yyyyyy",
    "dev": "yy-y--",
    "DEV": "yy-y--",
    "!dev": "y-y-yy",
    "not dev": "y-y-yy",
    "dev or test": "yyyy--",
    "dev, test": "yyyy--",
    "dev and test": "y--y--",
    "dev AND TEST": "y--y--",
    "dev and test or prod": "y--yy-",
    "prod or dev and test": "y--yy-",
    "prod, dev and test": "y--yy-",
    "(prod or dev) and test": "y--y--",
    "!(prod or test)": "yy---y",
    "!prod and !test": "yy---y",
    "@dev": "-y-y--",
    "!@dev": "y-y-yy",
}


@pytest.mark.parametrize("expression", CONTEXTS)
def test_contexts_match_as_in_liquibase(expression: str) -> None:
    found = "".join("y" if context_matches(expression, tuple(filter(None, run.split(",")))) else "-" for run in RUNS)
    assert found == CONTEXTS[expression]


def test_all_inherited_contexts_must_match() -> None:
    assert context_matches(("f1", "i1", "c1"), ("i1", "c1", "f1"))
    assert not context_matches(("f1", "i1", "c1"), ("i1", "f1"))
    assert context_matches((), ("any",))


def test_a_comma_inside_parentheses_is_refused() -> None:
    with pytest.raises(InvalidValue):
        context_matches("a and (b, c)", ("b",))


LABELS = ("", "l1", "l1,l2", "l3", "l1 and l2", "!l1")


@pytest.mark.parametrize(
    ("label_filter", "expected"),
    [
        ("", "yyyyyy"),
        ("l1", "yyy---"),
        ("l1 and l2", "y-y---"),
        ("!l1", "y--yyy"),
        ("L3", "y--y--"),
        ("l1 and !l2", "yy----"),
        ("l2,l3", "y-yy--"),
        ("nope", "y-----"),
    ],
)
def test_labels_match_as_in_liquibase(label_filter: str, expected: str) -> None:
    assert "".join("y" if labels_match(label_filter, labels) else "-" for labels in LABELS) == expected


def test_labels_of_each_level_must_match() -> None:
    assert not labels_match("y", ("x", "y"))
    assert labels_match("y", ("x,y", "y"))
    assert labels_match("y", ())


@pytest.mark.parametrize(
    ("dbms", "name", "expected"),
    [
        ("", "mariadb", True),
        ("all", "mariadb", True),
        ("none", "mariadb", False),
        ("mysql", "mariadb", False),
        ("MariaDB , mysql", "mariadb", True),
        ("postgresql, !mysql", "mariadb", False),
        ("!postgresql", "mariadb", True),
        ("!mariadb", "mariadb", False),
        ("oracle", None, True),
    ],
)
def test_dbms_lists_match_as_in_liquibase(dbms: str, name: str | None, *, expected: bool) -> None:
    assert dbms_matches(dbms, name) is expected
    assert dbms_matches(tuple(dbms.split(",")) if dbms else (), name) is expected


@pytest.mark.parametrize(
    ("contexts", "stored"),
    [
        (("dev",), "dev"),
        (("dev or test",), "(dev or test)"),
        (("a,b",), "(a,b)"),
        ((" a , b ",), "( a , b )"),
        (("!dev",), "!dev"),
        (("f1", "i1", "c1"), "f1 AND i1 AND c1"),
        (("inc5 or @inc6", "x or y"), "(inc5 or @inc6) AND (x or y)"),
        ((), None),
        (("",), None),
    ],
)
def test_contexts_are_recorded_as_in_liquibase(contexts: tuple[str, ...], stored: str | None) -> None:
    assert stored_contexts(contexts) == stored


def test_labels_are_recorded_from_the_outside_in() -> None:
    assert stored_labels(("il1,il2", "lx,ly")) == "il1,il2,lx,ly"
    assert stored_labels(()) is None
