"""Planning: which change sets run, are recorded or undone, in which order, and why. Nothing here reads or writes.

The history is joined with the change log through a dict, so that planning costs the same per change set
however many there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from clog.errors import TagMissing
from clog.model.expressions import dbms_matches, labels_match
from clog.model.history import ALREADY_RAN, INVALID_MD5SUM, NOT_RAN, RUN_AGAIN, CheckSum
from clog.model.node import attribute

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from clog.model.changelog import ChangeSet, ChangeSetKey
    from clog.model.history import RanChangeSet
    from clog.resolve.filters import Runtime

    CheckSummer: TypeAlias = Callable[[ChangeSet, int], CheckSum]

CURRENT = 9
"""The version of checksums that is written."""

_ANY = frozenset(("1:any", "1:all", "1:*"))

_RUNNING = frozenset((NOT_RAN, RUN_AGAIN))

_NONE: tuple[str, ...] = ()
_OTHER_DATABASE = ("dbms",)

FILTERS = frozenset(("dbms", "context", "label", "ignored"))
"""Reasons for which a change set has no part in a run at all: it is not even checked."""


class Step(NamedTuple):
    """A change set with what becomes of it.

    Attributes:
        change_set: as loaded.
        status: NOT_RAN, ALREADY_RAN, RUN_AGAIN or INVALID_MD5SUM.
        row: its row in the history.
        denied: why it does not take part, besides having run: dbms, context, label, ignored, tag, count.
        now: its checksum in the version of the row, where it was compared.
        outdated: whether the checksum of the row is accepted, but is one that no Liquibase of today computes.
    """

    change_set: ChangeSet
    status: str
    row: RanChangeSet | None
    denied: tuple[str, ...] = _NONE
    now: CheckSum | None = None
    outdated: bool = False

    @property
    def runs(self) -> bool:
        """Whether an update would run it."""
        return not self.denied and self.status in _RUNNING

    @property
    def filtered(self) -> bool:
        """Whether it has no part in the run at all."""
        return any(reason in FILTERS for reason in self.denied)

    @property
    def upgrades(self) -> bool:
        """Whether its row needs the current checksum: it has none, or one of an older version that is right."""
        if self.status != ALREADY_RAN or self.row is None or self.filtered:
            return False
        stored = self.row.md5sum
        return self.outdated or not stored or not stored.startswith(f"{CURRENT}:")


class Plan(NamedTuple):
    """What an update would do: a step for every change set, in change log order.

    Attributes:
        steps: change sets that are there twice have one step, the first that no filter keeps out.
        total: how many change sets the change log has.
        tag_found: whether the tag up to which the plan goes exists; True without one.
        denied: the steps that a filter keeps out, also where one of the same name is not kept out.
    """

    steps: tuple[Step, ...]
    total: int
    tag_found: bool = True
    denied: tuple[Step, ...] = ()

    @property
    def pending(self) -> tuple[Step, ...]:
        """The steps that run."""
        return tuple(step for step in self.steps if step.runs)

    @property
    def unapplied(self) -> tuple[Step, ...]:
        """The steps that are pending in earnest: what runs, without what merely runs always, which `status` keeps apart."""
        return tuple(step for step in self.pending if step.row is None or not step.change_set.run_always)

    @property
    def unrecorded(self) -> tuple[Step, ...]:
        """The steps that a sync records: what runs and has no row yet."""
        return tuple(step for step in self.pending if step.row is None)

    @property
    def upgrades(self) -> tuple[Step, ...]:
        """The steps whose rows need the current checksum."""
        return tuple(step for step in self.steps if step.upgrades)

    @property
    def mismatches(self) -> tuple[Step, ...]:
        """The steps that were edited after they had run, among those meant for this run."""
        return tuple(step for step in self.steps if step.status == INVALID_MD5SUM)


class RollbackStep(NamedTuple):
    """A change set to undo. `row` is None where it has not run (future rollback)."""

    change_set: ChangeSet
    row: RanChangeSet | None


def plan_update(
    change_sets: Sequence[ChangeSet],
    history: Iterable[RanChangeSet],
    summer: CheckSummer,
    runtime: Runtime,
    *,
    count: int | None = None,
    tag: str | None = None,
) -> Plan:
    """Plan for every change set, in change log order, whether it runs and why.

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
    steps: list[Step] = []
    chosen, twins = _by_name(change_sets, runtime)
    accepted = 0
    for place, (change_set, denied) in chosen.items():
        found = ran.get(change_set.key)
        if found is None:
            step = Step(change_set, NOT_RAN, None, denied)
        elif denied:
            step = Step(change_set, ALREADY_RAN, found, denied)
        else:
            step = Step(change_set, *run_status(change_set, found, summer))
        if last is not None and place > last:
            step = step._replace(denied=(*denied, "tag"))
        if count is not None and step.runs:
            accepted += 1
            if accepted > count:
                step = step._replace(denied=("count",))
        steps.append(step)
        if step.denied:
            twins[place] = step
    denied_steps = tuple(twins[place] for place in sorted(twins))
    return Plan(tuple(steps), len(change_sets), tag is None or last is not None, denied_steps)


def _by_name(
    change_sets: Sequence[ChangeSet], runtime: Runtime
) -> tuple[dict[int, tuple[ChangeSet, tuple[str, ...]]], dict[int, Step]]:
    """Choose one change set of each name: the first that no filter keeps out, else one that is meant for this database.

    Returns:
        Those chosen with the filters that they do not pass, and those that are kept out and share a name with one of
        them, each by place in the change log and in this order.
    """
    chosen: dict[int, tuple[ChangeSet, tuple[str, ...]]] = {}
    places: dict[ChangeSetKey, int] = {}
    twins: dict[int, Step] = {}
    for place, change_set in enumerate(change_sets):
        denied = denials(change_set, runtime)
        first = places.get(change_set.key)
        if first is not None:
            kept_out = chosen[first][1]
            better = kept_out and (not denied or (kept_out == _OTHER_DATABASE and denied != _OTHER_DATABASE))
            if denied == _OTHER_DATABASE or (denied and not kept_out):
                twins[place] = Step(change_set, NOT_RAN, None, denied)
            if not better:
                continue
            other = chosen.pop(first)[0]
            if kept_out == _OTHER_DATABASE:
                twins[first] = Step(other, NOT_RAN, None, _OTHER_DATABASE)
        places[change_set.key], chosen[place] = place, (change_set, denied)
    return chosen, twins


def denials(change_set: ChangeSet, runtime: Runtime) -> tuple[str, ...]:
    """List the filters that a change set does not pass: dbms alone, or context, label and ignored.

    Reference: liquibase.changelog.filter; what is meant for other databases is not looked at any further
    """
    if change_set.dbms and runtime.dialect is not None and not dbms_matches(change_set.dbms, runtime.dialect):
        return _OTHER_DATABASE
    found = _NONE
    if change_set.contexts and not runtime.has_context(change_set.contexts):
        found = ("context",)
    if change_set.labels and not labels_match(runtime.label_filter, change_set.labels):
        found += ("label",)
    return (*found, "ignored") if change_set.ignore else found


def run_status(
    change_set: ChangeSet, row: RanChangeSet, summer: CheckSummer
) -> tuple[str, RanChangeSet, tuple[str, ...], CheckSum | None]:
    """Compare a change set with its row: the fields of its step behind `change_set`.

    Reference: liquibase.changelog.filter.ShouldRunChangeSetFilter, ChangeSet.isCheckSumValid
    """
    if change_set.run_always:
        return RUN_AGAIN, row, _NONE, None
    stored = CheckSum.parse(row.md5sum)
    if stored is None:  # after clear-checksums: trusted once, then written again
        return ALREADY_RAN, row, _NONE, None
    now = summer(change_set, stored.version)
    if now == stored:
        return ALREADY_RAN, row, _NONE, now
    if change_set.run_on_change:  # asked before validCheckSum, as Liquibase does
        return RUN_AGAIN, row, _NONE, now
    accepted = accepts(change_set.valid_check_sums, stored, now)
    return (ALREADY_RAN if accepted else INVALID_MD5SUM), row, _NONE, now


def accepts(valid: Iterable[str], stored: CheckSum, now: CheckSum) -> bool:
    """Return whether a validCheckSum accepts an edited change set: any, or the stored or the new checksum.

    Reference: checksums, section 14.2
    """
    for text in valid:
        found = CheckSum.parse(text)
        if found is not None and (found in (stored, now) or str(found).lower() in _ANY):
            return True
    return False


def tag_of(change_set: ChangeSet) -> str | None:
    """Return the tag that a change set sets by tagDatabase, None without one; of several the last counts."""
    found = None
    for node in change_set.node.children:
        for inner in node.children if node.name == "changes" else (node,):
            if inner.name == "tagDatabase":
                found = attribute(inner, "tag")
    return None if found is None else str(found)


def _place_of_tag(change_sets: Sequence[ChangeSet], ran: Mapping[ChangeSetKey, RanChangeSet], tag: str) -> int | None:
    """Find the change set up to which a tag reaches; None when nothing has it."""
    for place, change_set in enumerate(change_sets):
        row = ran.get(change_set.key)
        if row is not None and row.tag == tag:
            return place
    return next((place for place, change_set in enumerate(change_sets) if tag_of(change_set) == tag), None)


def rows_after_tag(history: Sequence[RanChangeSet], tag: str, *, oldest: bool = False) -> list[RanChangeSet]:
    """List the rows that a rollback to a tag undoes, oldest first.

    The tagged row itself stays, unless its change set did nothing but tag.

    Args:
        history: all rows, oldest first.
        tag: compared without regard to case.
        oldest: whether the first row with the tag counts; by default the last one does.

    Raises:
        TagMissing: no row has the tag.

    Reference: liquibase.changelog.filter.AfterTagChangeSetFilter
    """
    wanted = tag.lower()
    places = [place for place, row in enumerate(history) if (row.tag or "").lower() == wanted]
    if not places:
        known = list(dict.fromkeys(row.tag for row in history if row.tag))
        hint = "tags in the history: " + ", ".join(known[-10:]) if known else "the history has no tags at all"
        raise TagMissing(f'there is no tag "{tag}" in the history', hint=hint)
    place = places[0] if oldest else places[-1]
    only_tags = (history[place].description or "").strip() == "tagDatabase"
    return list(history[place + (0 if only_tags else 1) :])


def plan_rollback(
    change_sets: Iterable[ChangeSet],
    rows: Iterable[RanChangeSet],
    runtime: Runtime,
    *,
    count: int | None = None,
) -> tuple[RollbackStep, ...]:
    """List what is undone, newest first.

    Args:
        change_sets: all of the change log. Rows of others are passed over.
        rows: the candidates, oldest first.
        runtime: contexts, labels and dialect; what they leave out is passed over.
        count: at most so many rows are undone; a change set with several of them is undone once.
    """
    known: dict[ChangeSetKey, ChangeSet] = {}
    for change_set in change_sets:
        first = known.setdefault(change_set.key, change_set)
        if first is not change_set and denials(first, runtime) and not denials(change_set, runtime):
            known[change_set.key] = change_set
    steps: dict[ChangeSetKey, RollbackStep] = {}
    undone = 0
    for row in reversed(list(rows)):
        if count is not None and undone >= count:
            break
        found = known.get(row.key)
        if found is not None and not denials(found, runtime):
            undone += 1
            steps.setdefault(row.key, RollbackStep(found, row))
    return tuple(steps.values())


def plan_future_rollback(plan: Plan, *, count: int | None = None) -> tuple[RollbackStep, ...]:
    """List what would be undone if all pending change sets, or the next ones, had run: newest first."""
    return tuple(RollbackStep(step.change_set, None) for step in reversed(plan.unrecorded[:count]))


def unexpected(change_sets: Iterable[ChangeSet], history: Iterable[RanChangeSet]) -> tuple[RanChangeSet, ...]:
    """List the rows, oldest first, whose change sets the change log does not have."""
    known: Collection[ChangeSetKey] = {change_set.key for change_set in change_sets}
    return tuple(row for row in history if row.key not in known)
