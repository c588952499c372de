"""Why a change set has a part in a run or not: each filter with the place where it was declared or inherited from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from clog.model.history import INVALID_MD5SUM, RUN_AGAIN
from clog.model.wording import setting
from clog.resolve.contexts import sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.execution.project import Project
    from clog.model.changelog import ChangeSet
    from clog.planning import Step
    from clog.resolve.filters import Runtime


class DeclaredFilter(NamedTuple):
    """Something that counts for a change set, with the words for who says it and where."""

    text: str
    where: str


def filter_reasons(step: Step, runtime: Runtime) -> Iterator[str]:
    """Say of each filter whether the change set passes it, and where it was declared."""
    change_set = step.change_set
    for said in declared_filters(change_set, ("dbms",), inherited=False):
        fits = "which is this database" if "dbms" not in step.denied else f"and this database is {runtime.dialect}"
        yield f"dbms {said.text}, {fits}: {said.where}"
    given = ",".join(runtime.contexts) or ("none; --strict-contexts wants some" if runtime.strict_contexts else "none")
    for said in declared_filters(change_set, ("contextFilter", "context"), inherited=True):
        fits = "matches" if runtime.has_context(said.text) else "does not match"
        yield f'context "{said.text}" {fits} --contexts ({given}): {said.where}'
    from clog.model.expressions import labels_match

    chosen = runtime.label_filter or "none"
    for said in declared_filters(change_set, ("labels",), inherited=True):
        fits = "match" if labels_match(runtime.label_filter, said.text) else "do not match"
        yield f'labels "{said.text}" {fits} --label-filter ({chosen}): {said.where}'
    if "ignored" in step.denied:
        for said in declared_filters(change_set, ("ignore",), inherited=True):
            if said.text.strip().lower() == "true":
                yield f"ignore=true: {said.where}"


def declared_filters(change_set: ChangeSet, names: tuple[str, ...], *, inherited: bool) -> Iterator[DeclaredFilter]:
    """List what a change set says, and what the files and includes around it say for it, from the inside out."""
    for said in sources(change_set, names, inherited=inherited):
        yield DeclaredFilter(said.text, f"{said.who}, {said.document.location(said.node, said.name)}")


def history_reasons(step: Step) -> list[str]:
    """Say what the history knows about a change set, and what its checksum says."""
    row, change_set = step.row, step.change_set
    if row is None:
        return ["it is not in the history"]
    texts = [f"it is in the history: {row.exec_type} at {row.date_executed}, deployment {row.deployment_id}"]
    if change_set.run_always:
        texts.append(f"{setting(change_set.document.format, 'runAlways', 'true')}: it runs every time")
    elif step.now is not None:
        equal = str(step.now) == row.md5sum
        texts.append(f"its checksum is {step.now}" + ("" if equal else f"; the history has {row.md5sum}"))
        if not equal and step.status == RUN_AGAIN:
            texts.append(
                f"{setting(change_set.document.format, 'runOnChange', 'true')}: it runs again because it was edited"
            )
        elif not equal:
            accepted = step.status != INVALID_MD5SUM
            texts.append(
                "validCheckSum accepts the edit"
                if accepted
                else "nothing accepts the edit: update refuses it; clog checksum explain says what was edited"
            )
    elif not row.md5sum:
        texts.append("the history has no checksum of it: the next update writes one")
    return texts


def precondition_reasons(project: Project, change_set: ChangeSet) -> Iterator[tuple[str, str]]:
    """Ask the preconditions of a change set that would run: a sentence for each element, and what it makes of the run.

    Yields:
        The sentence, and "", HALT, MARK_RAN, CONTINUE or WARN.
    """
    for node in change_set.node.children:
        if node.name.lower() != "preconditions":
            continue
        from clog.execution.precondition_gate import asked

        verdict = asked(project, change_set, node)
        place = change_set.document.location(node)
        if verdict:
            yield f"its preconditions hold now ({place})", ""
            continue
        why = "; ".join(verdict.reasons)
        said = "onError" if verdict.cause else "onFail"
        fault = "cannot be found out" if verdict.cause else "do not hold"
        yield f"its preconditions {fault} now: {why} ({place}); {said}={verdict.action}", verdict.action
