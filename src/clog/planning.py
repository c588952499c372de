"""Planning: which change sets run, are recorded or undone, in which order, and why. Nothing here reads or writes.

The history is joined with the change log through a dict, so that planning costs the same per change set
however many there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from clog.errors import TagMissing
from clog.model.expressions import context_matches, dbms_matches, labels_match
from clog.model.history import ALREADY_RAN, INVALID_MD5SUM, NOT_RAN, RUN_AGAIN, CheckSum

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from clog.model.changelog import ChangeSet, ChangeSetKey
    from clog.model.history import RanChangeSet
    from clog.resolve.filters import Runtime

    CheckSummer: TypeAlias = Callable[[ChangeSet, int], CheckSum]

CURRENT = 9
"""The version of checksums that is written."""

_ANY = frozenset(("any", "all", "*", "1:any", "1:all", "1:*"))

_NONE: tuple[str, ...] = ()


class Step(NamedTuple):
    """A change set with what becomes of it.

    Attributes:
        change_set: as loaded.
        status: NOT_RAN, ALREADY_RAN, RUN_AGAIN or INVALID_MD5SUM.
        row: its row in the history.
        denied: why it does not take part, besides having run: dbms, context, label, ignored, tag, count.
        now: its checksum in the version of the row, where it was compared.
    """

    change_set: ChangeSet
    status: str
    row: RanChangeSet | None
    denied: tuple[str, ...] = _NONE
    now: CheckSum | None = None

    @property
    def runs(self) -> bool:
        """Whether an update would run it."""
        return not self.denied and (self.status == NOT_RAN or self.status == RUN_AGAIN)

    @property
    def upgrades(self) -> bool:
        """Whether its row needs the current checksum: it has none, or one of an older version that is right."""
        if self.status != ALREADY_RAN or self.row is None or _outside(self.denied):
            return False
        stored = self.row.md5sum
        return not stored or not stored.startswith(f"{CURRENT}:")


class Plan(NamedTuple):
    """What an update would do: a step for every change set, in change log order.

    Attributes:
        steps: change sets that are there twice have one step, the first.
        total: how many change sets the change log has.
        tag_found: whether the tag up to which the plan goes exists; True without one.
    """

    steps: tuple[Step, ...]
    total: int
    tag_found: bool = True

    @property
    def pending(self) -> tuple[Step, ...]:
        """The steps that run."""
        return tuple(step for step in self.steps if step.runs)

    @property
    def unapplied(self) -> tuple[Step, ...]:
        """The steps that `status` lists: what runs, without what merely runs always."""
        return tuple(step for step in self.pending if step.row is None or not step.change_set.run_always)

    @property
    def upgrades(self) -> tuple[Step, ...]:
        """The steps whose rows need the current checksum."""
        return tuple(step for step in self.steps if step.upgrades)

    @property
    def mismatches(self) -> tuple[Step, ...]:
        """The steps that were edited after they had run, among those meant for this run."""
        return tuple(step for step in self.steps if step.status == INVALID_MD5SUM and not _outside(step.denied))


def plan_update(
    change_sets: Sequence[ChangeSet],
    history: Iterable[RanChangeSet],
    summer: CheckSummer,
    runtime: Runtime,
    *,
    count: int | None = None,
    tag: str | None = None,
) -> Plan:
    """Decide, for every change set in change log order, whether it runs and why.

    Args:
        change_sets: all of the change log.
        history: all rows, oldest first; of several rows of one change set the oldest counts, as in Liquibase.
        summer: computes the checksum of a change set in a version; asked only where a row has one.
        runtime: contexts, labels and dialect.
        count: at most so many run.
        tag: run up to the change set whose row carries the tag, or else the one that sets it.
    """
    ran: dict[ChangeSetKey, RanChangeSet] = {}
    for row in history:
        ran.setdefault(row.key, row)
    last = None if tag is None else _place_of_tag(change_sets, ran, tag)
    steps: dict[ChangeSetKey, Step] = {}
    accepted = 0
    for place, change_set in enumerate(change_sets):
        key = change_set.key
        if key in steps:
            continue
        found = ran.get(key)
        denied = denials(change_set, runtime)
        if last is not None and place > last:
            denied += ("tag",)
        if found is None:
            step = Step(change_set, NOT_RAN, None, denied)
        elif _outside(denied):
            step = Step(change_set, ALREADY_RAN, found, denied)
        else:
            step = Step(change_set, *run_status(change_set, found, summer)[:1], found, denied)
            step = _with_status(change_set, found, denied, summer)
        if count is not None and step.runs:
            accepted += 1
            if accepted > count:
                step = step._replace(denied=("count",))
        steps[key] = step
    return Plan(tuple(steps.values()), len(change_sets), tag is None or last is not None)
