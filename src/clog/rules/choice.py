"""Which warnings are told: those of the rules that --select names, or all, but for those that --ignore names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from clog.errors import ClogError, UsageError
from clog.naming import suggestion
from clog.rules.registry import rule_named, rule_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clog.errors import Problem


class Choice(NamedTuple):
    """Names and codes of rules.

    Attributes:
        select: those whose warnings are told; all where it is empty.
        ignore: those whose warnings are not told.
    """

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()

    def tells(self, problem: Problem) -> bool:
        """Return whether a problem is told; an error always is."""
        if problem.severity == "error" or not (self.select or self.ignore):
            return True
        names = {problem.rule, problem.code}
        return not names & self.ignore and (not self.select or bool(names & self.select))


ALL = Choice()
"""The choice of whoever chooses nothing."""


def choice_of(select: Iterable[str], ignore: Iterable[str]) -> Choice:
    """Read a choice as it was given.

    Raises:
        UsageError: a rule that does not exist, or one to be ignored that finds what Liquibase refuses.
    """
    if not (select or ignore):
        return ALL
    return Choice(frozenset(_known(select, "select")), frozenset(_known(ignore, "ignore")))


def _known(given: Iterable[str], option: str) -> Iterator[str]:
    """Check the names after an option."""
    names, codes = rule_names(), frozenset(_codes(ClogError))
    for written in given:
        name = written.upper() if written.upper() in codes else written.lower()
        if name not in names | codes:
            hint = suggestion(written, names | codes) or "docs/rules/README.md lists all rules"
            raise UsageError(f'--{option} names "{written}", which is no rule', hint=hint)
        found = rule_named(name)
        if option == "ignore" and found is not None and not found.can_be_silenced:
            hint = "it finds what Liquibase refuses, too: mend the change log"
            raise UsageError(f"{name} cannot be ignored", hint=hint)
        yield name


def _codes(cls: type[ClogError]) -> Iterator[str]:
    """List the codes of all errors."""
    yield cls.code
    for child in cls.__subclasses__():
        yield from _codes(child)
