"""Asks rules about change logs: the one way in which commands come to their findings.

An error is what Liquibase refuses: nobody can do without it. A warning is told where its rule is chosen.
"""

from __future__ import annotations

from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from clog.errors import ClogError
from clog.model.expressions import dbms_matches
from clog.resolve.echoes import is_echo, refused_change_sets, refused_places
from clog.rules.choice import ALL
from clog.rules.registry import rules
from clog.rules.subject import ChangeSetSubject, ChangesSubject, ElementsSubject, FileSubject, HeadSubject, TextSubject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from clog.errors import Problem
    from clog.generate import Generation
    from clog.model.changelog import ChangeLog, ChangeSet
    from clog.rules.choice import Choice
    from clog.rules.registry import Rule
    from clog.rules.subject import RunSubject, Subject

_BEHIND = 1 << 60
_PLACE = itemgetter(0, 1)


def problems(
    change_log: ChangeLog, dialect: str | None = None, *, strict: bool = False, choice: Choice = ALL
) -> tuple[Problem, ...]:
    """List what is wrong with a change log, file by file and change set by change set; no database is asked.

    Args:
        change_log: as loaded.
        dialect: short name of the database; change sets that are meant for others are not looked at.
        strict: whether warnings are errors.
        choice: which warnings are told.
    """
    found: dict[Problem, Problem] = {}
    for subject in _subjects(change_log, dialect):
        for problem in _findings(subject):
            found.setdefault(problem._replace(rule=""), problem)
    told: Iterable[Problem] = found.values()
    if any(document.remarks for document in change_log.documents):
        from clog.rules.suppressions import Suppressions

        silent = Suppressions(change_log.documents)
        told = list(silent.silence(told))
        unseen = [one for one in change_log.change_sets if not dbms_matches(one.dbms, dialect)]
        elsewhere = {rule.name for rule in rules("file")}
        mentioned = {one.rule for one in silent.written}
        for written in silent.subjects(mentioned - elsewhere, unseen):
            told += _asked("comment", written)
    return _weighed(told, choice, strict=strict)


def everything(
    change_log: ChangeLog,
    faults: Iterable[ClogError],
    dialect: str | None = None,
    *,
    strict: bool = False,
    choice: Choice = ALL,
) -> tuple[Problem, ...]:
    """List what is wrong with a change log of which perhaps not all could be read, by file and line.

    Args:
        change_log: what could be read.
        faults: what could not, as `load` gave it.
        dialect: see `problems`.
        strict: see `problems`.
        choice: see `problems`.
    """
    places = refused_places(change_log.documents)
    found = [problem for fault in faults for problem in fault.problems]
    written = problems(change_log, dialect, strict=strict, choice=choice)
    found += [problem for problem in written if not is_echo(problem, places)]
    return by_place(found)


def log_problems(subject: RunSubject) -> tuple[Problem, ...]:
    """List what is wrong with all change sets together."""
    return tuple(_asked("log", subject))


def run_problems(subject: RunSubject, *, strict: bool = False, choice: Choice = ALL) -> tuple[Problem, ...]:
    """List what is wrong with what a run was asked for."""
    if not (subject.runtime.strict_contexts or subject.database):
        return ()  # the usual run: nothing is imported for it
    return _weighed(_asked("run", subject), choice, strict=strict)


def change_problems(change_set: ChangeSet, generation: Generation) -> Iterator[Problem]:
    """List why the changes of a change set cannot be run on this database."""
    marked = change_set.on_validation_fail == "MARK_RAN"
    return _asked("change", ChangesSubject(change_set, generation, marked))


def file_warnings(change_set: ChangeSet, generation: Generation, choice: Choice = ALL) -> Iterator[Problem]:
    """List what a run would lose of the files that a change set names, but for what is not to be told."""
    subject = ChangesSubject(change_set, generation)
    asked = (one for one in rules("file") if one.can_be_silenced)
    found: Iterator[Problem]
    found = (problem._replace(rule=one.name) for one in asked for problem in one.check(subject))
    document = change_set.document
    if document.remarks:
        from clog.rules.suppressions import Suppressions

        found = Suppressions((document,)).silence(found, document.location(change_set.node))
    return filter(choice.tells, found)


def changes_of_all(
    change_log: ChangeLog,
    generation: Generation,
    wanted: Callable[[ChangeSet], bool],
    said: Iterable[Problem],
    *,
    strict: bool = False,
    choice: Choice = ALL,
) -> tuple[Problem, ...]:
    """List what is wrong with all that is pending and with the files that it names, and what was said before, by file and line.

    Args:
        change_log: what could be read of it.
        generation: binds the change sets.
        wanted: whether a change set is pending here.
        said: what is wrong with the change log as it is written: it need not be fit to be bound then.
        strict: see `problems`.
        choice: see `problems`.
    """
    from clog.rules.suppressions import Suppressions

    found = list(said)
    refused = refused_change_sets(change_log)
    silent = Suppressions(change_log.documents)
    unseen = []
    for change_set in change_log.change_sets:
        if not wanted(change_set) or (change_set.document.path, change_set.node.at) in refused:
            unseen.append(change_set)
            continue  # what is no change set of its schema is not asked what it would do
        subject = ChangesSubject(change_set, generation)
        try:
            found += _asked("change", subject)
            named = _asked("file", subject)
            if silent.written:
                named = silent.silence(named, change_set.document.location(change_set.node))
            found += _weighed(named, choice, strict=strict)
        except ClogError as error:
            found += error.problems
        except (AttributeError, KeyError, TypeError, ValueError):
            if not any(problem.severity == "error" for problem in found):
                raise
            # what the schema complains about need not be fit to be made a change of
    for left in silent.subjects({rule.name for rule in rules("file")}, unseen):
        found += _weighed(_asked("comment", left), choice, strict=strict)
    return by_place(found)


def by_place(found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by file and line; what is said twice of one place is said once."""
    unique = {(problem.at, problem.message): problem for problem in reversed(list(found))}
    return tuple(sorted(unique.values(), key=lambda problem: problem.at or ("", 0, 0)))


def _subjects(change_log: ChangeLog, dialect: str | None) -> Iterator[Subject]:
    """List what there is to look at, in the order in which it is told."""
    for document in change_log.documents:
        yield FileSubject(document, document.root)
        yield ElementsSubject(document, document.root)
    for head in change_log.preconditions:
        yield HeadSubject(head.document, head.node)
        yield TextSubject(head.document, head.node, expands=True)
    for part in change_log.remains:
        yield TextSubject(part.document, part.node, expands=True)
    for change_set in change_log.change_sets:
        if dbms_matches(change_set.dbms, dialect):
            document = change_set.document
            yield ChangeSetSubject(document, change_set.node, change_set, expands=document.has_parameters)


def _findings(subject: Subject) -> Iterator[Problem]:
    """Ask all rules that see what was read about one thing."""
    found = [
        (one.order, subject.order.get(problem, _BEHIND), problem._replace(rule=one.name))
        for one in _rules_for(type(subject) is ChangeSetSubject, bool(subject.order))
        for problem in one.check(subject)
    ]
    found.sort(key=_PLACE)
    return (problem for _, _, problem in found)


@lru_cache(maxsize=None)
def _rules_for(is_change_set: bool, came_upon: bool) -> tuple[Rule, ...]:  # noqa: FBT001 - keys
    """List the rules for one kind of thing; those that sort out what was come upon only where there is something."""
    found = rules("node") if is_change_set else (*rules("head"), *rules("node"))
    return (*rules("text"), *rules("form"), *found) if came_upon else found


def _asked(sees: str, subject: object) -> Iterator[Problem]:
    """Ask the rules that see something else."""
    for one in rules(sees):
        for problem in one.check(subject):
            yield problem._replace(rule=one.name)


def _weighed(found: Iterable[Problem], choice: Choice, *, strict: bool) -> tuple[Problem, ...]:
    """Leave out the warnings that are not told, and make errors of the others where that is asked for."""
    told = filter(choice.tells, found)
    return tuple(problem._replace(severity="error") for problem in told) if strict else tuple(told)
