"""Planning from the summary of a change log that has not changed, instead of reading it.

A summary serves only what it can answer for certain: a plan in which everything that ran has the checksum that it
should have. Whatever else there is to say, is said by reading the change log.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from clog.cache import Recorder, Summaries, cache_folder
from clog.model.history import CheckSum
from clog.planning import CURRENT, plan_update

if TYPE_CHECKING:
    from collections.abc import Generator

    from clog.cache import Summary
    from clog.execution.project import Project
    from clog.model.changelog import ChangeSet
    from clog.model.events import Event
    from clog.planning import Plan


class _Unknown(Exception):
    """A question that a summary does not answer."""


def load_plan(project: Project) -> Plan | None:
    """Plan an update from the summary; None where there is none, or where it is not the whole answer."""
    if project.settings.no_cache or not project.settings.changelog_file:
        return None
    found = _summaries(project).load(project.resources, project.parameters.value)
    if found is None:
        return None

    def check_sum(change_set: ChangeSet, version: int) -> CheckSum:
        return _check_sum(found, change_set, version)

    try:
        plan = plan_update(found.change_sets, project.tracker.read(), check_sum, project.runtime)
    except _Unknown:
        return None
    return None if plan.mismatches or plan.upgrades else plan


def _check_sum(summary: Summary, change_set: ChangeSet, version: int) -> CheckSum:
    """Return the checksum of a change set as it was kept."""
    found = CheckSum.parse(summary.check_sums[id(change_set)])
    if found is None or version != CURRENT:
        raise _Unknown
    return found


def checked(project: Project) -> Generator[Event, None, bool]:
    """Check the change log; say whether there was nothing to say of it, so that it may be remembered."""
    from clog.execution.checks import check

    silent = True
    for event in check(project):
        silent = False
        yield event
    return silent


def record(project: Project) -> None:
    """Begin to record what is read, for a summary. To be called before the change log is read."""
    if not project.settings.no_cache:
        project.resources = Recorder(project.resources)


def save_plan(project: Project, plan: Plan) -> None:
    """Keep a summary of a change log that was read and found to be without fault."""
    recorder = project.resources
    if not isinstance(recorder, Recorder) or project.change_log.preconditions or project.change_log.warnings:
        return
    known = {id(step.change_set): step.now for step in plan.steps if step.now is not None}
    rows = []
    for change_set in project.change_sets:
        now = known.get(id(change_set))
        if now is None or now.version != CURRENT:
            now = project.summer(change_set, CURRENT)
        rows.append((change_set, str(now)))
    if project.asks_code:  # it may answer differently next time
        return
    asked = {name: project.parameters.value(name) for name in sorted(project.parameters.asked)}
    _summaries(project).save(recorder, asked, rows)


def _summaries(project: Project) -> Summaries:
    """Find the place of the summary: another one for everything that the reading depends on."""
    settings = project.settings
    circumstances = {
        "file": settings.changelog_file,
        "searchPath": [os.path.abspath(folder) for folder in settings.search_path or (".",)],  # noqa: PTH100 - pathlib costs start-up time
        "duplicates": settings.duplicate_file_mode,
        "dialect": project.session.dialect.name,
        "contexts": settings.contexts,
        "labels": settings.label_filter,
        "missing": settings.missing_property_mode,
        "escaping": settings.support_property_escaping,
        "encodings": [settings.file_encoding, settings.output_file_encoding],
        "modes": [
            settings.changelog_parse_mode, settings.on_missing_include_changelog, settings.strict,
            settings.allow_duplicated_changeset_identifiers, settings.strict_contexts, settings.select, settings.ignore,
        ],
    }  # fmt: skip
    return Summaries(cache_folder(os.environ), circumstances)
