"""Rules, found by the names of their files: `node/missing_id.py` declares missing-id. No list repeats the folders."""

from __future__ import annotations

import os
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from clog.errors import Problem

SEES = ("log", "text", "form", "head", "node", "change", "file", "run", "comment")
"""What rules see; each has a folder of its own, so that a command imports those that it asks."""

_HERE = os.path.dirname(__file__)  # noqa: PTH120 - pathlib costs start-up time
_Check = TypeVar("_Check", bound="Callable[[Any], Iterable[Problem]]")


class Rule(NamedTuple):
    """One rule.

    Attributes:
        name: by which it is chosen and silenced.
        code: of most of its findings.
        severity: "error" where Liquibase refuses what it finds, "warning" where it can be silenced, "both" where it depends.
        sees: one of `SEES`.
        since: the version of clog that has it first.
        order: findings about one thing are listed by it; those of rules with the same number as they were come upon.
        check: lists the findings.
    """

    name: str
    code: str
    severity: str
    sees: str
    since: str
    order: int
    check: Callable[[Any], Iterable[Problem]]

    @property
    def page(self) -> str:
        """What is said about it to people: the docstring of its file."""
        return import_module(self.check.__module__).__doc__ or ""

    @property
    def can_be_silenced(self) -> bool:
        """Return whether it finds what Liquibase accepts."""
        return self.severity != "error"


def rule(
    name: str, *, code: str, severity: str, sees: str, since: str = "0.1", order: int = 50
) -> Callable[[_Check], _Check]:
    """Declare a rule; see `Rule` for the arguments."""

    def declare(check: _Check) -> _Check:
        check.rule = Rule(name, code, severity, sees, since, order, check)  # type: ignore[attr-defined]
        return check

    return declare


@lru_cache(maxsize=None)
def rules(sees: str) -> tuple[Rule, ...]:
    """Import the rules that see one kind of thing, in their order."""
    found = [_declared(sees, name) for name in module_names(sees)]
    return tuple(sorted(found, key=lambda one: (one.order, one.name)))


def all_rules() -> Iterator[Rule]:
    """Import all rules. Not for the hot path."""
    for sees in SEES:
        yield from rules(sees)


def rule_names() -> frozenset[str]:
    """List the names of all rules, by looking at the folders; none is imported."""
    return frozenset(name.replace("_", "-") for sees in SEES for name in module_names(sees))


def rule_named(name: str) -> Rule | None:
    """Import the rule with a name; None when there is none."""
    module = name.replace("-", "_")
    return next((_declared(sees, module) for sees in SEES if module in module_names(sees)), None)


def page_of(name: str) -> str:
    """Return the page of the rule with a name; empty when there is none."""
    found = rule_named(name)
    return found.page if found is not None else ""


def module_names(sees: str) -> list[str]:
    """List the files of rules in a folder."""
    files = os.listdir(os.path.join(_HERE, sees))  # noqa: PTH118, PTH208 - pathlib costs start-up time
    return sorted(file.removesuffix(".py") for file in files if file.endswith(".py") and not file.startswith("_"))


def _declared(sees: str, name: str) -> Rule:
    """Import one rule: the function with the name of its file."""
    found: Rule = getattr(import_module(f"clog.rules.{sees}.{name}"), name).rule
    return found
