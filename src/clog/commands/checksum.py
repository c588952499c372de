"""checksum: explain the checksum of a change set, and why a stored one differs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from clog.checksum import CURRENT, Hashed, Summer
from clog.errors import UsageError
from clog.execution.checksum_mismatch import explain_edit, write_valid_checksum
from clog.execution.project import Project
from clog.execution.single_change_set import chosen, unknown
from clog.model.events import Event, Report
from clog.model.history import CheckSum
from clog.resolve.load import load
from clog.resolve.parameters import Parameters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from clog.model.changelog import ChangeSet
    from clog.model.events import Run
    from clog.model.node import Node
    from clog.model.visitors import SqlVisitor
    from clog.settings import Settings

TAKES = ("changeset_identifier", "against", "changeset_path", "changeset_id", "changeset_author")
POSITIONAL = "changeset_identifier"

_VERSIONS = (CURRENT, 8)
_PARAMETER = re.compile(r"\$\{([^{}]+)\}")


def explain(settings: Settings) -> Run:
    """Explain a checksum: clog checksum explain path::id::author [--against=STORED].

    Shows every text that is hashed, in versions 9 and 8, and what went into it: files, encodings, values of ${...}.
    Without --against, the change set is compared with its row in the history, where there is a database.
    """
    key = chosen(settings)
    with Project(settings) as project:
        found = next((change_set for change_set in _change_sets(project) if change_set.key == key), None)
        if found is None:
            raise unknown(key)
        place = found.document.location(found.node)
        yield Event("result", f"{found} ({place})")
        answer: dict[str, Any] = {"changeSet": str(found), "place": str(place), "versions": {}}
        answer["inputs"] = _inputs(project, found)
        for name, text in answer["inputs"].items():
            yield Event("result", f"  {name}: {text}")
        for version in _VERSIONS:
            check_sum, steps = recorded(project, found, version)
            answer["versions"][str(version)] = {
                "checksum": str(check_sum),
                "steps": [{"of": step.what, "text": _text(step.data), "md5": digest} for step, digest in steps],
            }
            yield Event("result", "\n".join(["", f"version {version}: {check_sum}", *_lines(steps)]))
        stored = settings.against or _stored(project, found)
        if stored:
            lines, answer["against"] = _against(project, found, stored)
            yield Event("result", "\n".join(["", *lines]))
    return Report(answer=answer)


def _change_sets(project: Project) -> tuple[ChangeSet, ...]:
    """Load the change log, for the database of the URL or for none."""
    settings = project.settings
    if settings.url or not settings.changelog_file:
        return project.change_sets
    parameters = Parameters(
        settings.parameters, dialect=None, contexts=settings.contexts, label_filter=settings.label_filter, builtin={},
        missing=settings.missing_property_mode, escaping=settings.support_property_escaping,
            time_zone=settings.time_zone,
    )  # fmt: skip
    return load(
        settings.changelog_file,
        project.resources,
        parameters,
        leniency=project.leniency,
        encoding=settings.file_encoding,
    ).change_sets


def recorded(project: Project, change_set: ChangeSet, version: int) -> tuple[CheckSum, list[tuple[Hashed, str]]]:
    """Compute a checksum and list all texts that are hashed on the way, with their MD5."""
    from hashlib import md5

    steps: list[Hashed] = []
    settings = project.settings
    summer = Summer(
        project.resources, _dialect(project), counts=_counts(project),
        file_encoding=settings.file_encoding, output_encoding=settings.output_file_encoding, record=steps.append,
    )  # fmt: skip
    check_sum = summer(change_set, version)
    return check_sum, [(step, md5(step.data, usedforsecurity=False).hexdigest()) for step in steps]


def _dialect(project: Project) -> str | None:
    """Return the target database; None without a URL."""
    return project.session.dialect.name if project.settings.url else None


def _counts(project: Project) -> Callable[[SqlVisitor], bool] | None:
    """Say which modifySql instructions are summed: those of the run; all without a URL."""
    return project.runtime.counts if project.settings.url else None


def _stored(project: Project, change_set: ChangeSet) -> str | None:
    """Find what the history has of a change set; nothing without a URL."""
    if not project.settings.url:
        return None
    row = next((row for row in project.tracker.read() if row.key == change_set.key), None)
    return row.md5sum if row is not None else None


def _inputs(project: Project, change_set: ChangeSet) -> dict[str, str]:
    """List what the checksum depends on besides the text of the change set."""
    settings = project.settings
    found = {
        "database": _dialect(project) or "none (changes with a dbms attribute count as not meant for it)",
        "file encoding": settings.file_encoding,
        "output encoding": settings.output_file_encoding,
    }
    files = sorted(set(_files(project, change_set)))
    if files:
        found["files"] = ", ".join(files)
    for name in dict.fromkeys(_parameters(_raw(change_set))):
        written = f"${{{name}}}"
        value = change_set.expand(written)
        found[written] = "has no value and stays as it is" if value == written else f'"{value}"'
    return found


def _files(project: Project, change_set: ChangeSet) -> Iterator[str]:
    """List the files that the changes name."""
    from clog.derive.bind import change_nodes, read_values

    for node, cls in change_nodes(change_set):
        values = read_values(node, cls.declaration, change_set.document)
        for attribute in cls.declaration.attributes:
            if attribute.file and values.get(attribute.name):
                relative = change_set.document.path if values.get("relative_to_changelog_file") else None
                yield project.resources.find(values[attribute.name], relative).path


def _raw(change_set: ChangeSet) -> Node:
    """Find the change set as it is written, with its ${...}."""
    written = (node for node in change_set.document.root.children if node.at == change_set.node.at)
    return next(written, change_set.node)


def _parameters(node: Node) -> Iterator[str]:
    """List the names in ${...} in an element and all below it."""
    for value in (*node.attributes.values(), node.text):
        if isinstance(value, str):
            yield from (name.strip() for name in _PARAMETER.findall(value))
    for child in node.children:
        yield from _parameters(child)


def _lines(steps: list[tuple[Hashed, str]]) -> Iterator[str]:
    """Write the texts that are hashed, one after the other."""
    for number, (step, digest) in enumerate(steps, 1):
        yield f"  {number}. MD5 of {step.what}: {digest}"
        for line in _text(step.data).split("\n"):
            yield f"     | {line}"


def _text(data: bytes) -> str:
    r"""Show what is hashed; bytes that are no UTF-8 are written as \xNN."""
    return data.decode("utf-8", "backslashreplace")


def _against(project: Project, change_set: ChangeSet, written: str) -> tuple[list[str], dict[str, Any]]:
    """Compare with a stored checksum and say which edit explains it."""
    from clog.analysis.edits import explain as guess

    stored = CheckSum.parse(written)
    if stored is None or stored.version < 1:
        raise UsageError(f'"{written}" is no checksum', hint="for example 9:d41d8cd98f00b204e9800998ecf8427e")
    now = project_sum(project, change_set, stored.version)
    answer: dict[str, Any] = {"stored": str(stored), "now": str(now), "equal": stored == now}
    if stored == now:
        return [f"{stored} is the checksum of version {stored.version}: nothing was edited"], answer
    reason = guess(change_set, stored, project.resources, _dialect(project), _counts(project))
    lines = [f"stored: {stored}", f"now:    {now}"]
    if str(stored) != written:
        lines.append(f'"{written}" has no version, so it counts as version 1')
    if project.settings.url:
        verdict = explain_edit(change_set, written, project.session, project.resources, project.settings.file_encoding)
        answer |= {"verdict": verdict.kind, "changes": list(verdict.changes)}
        lines += [verdict.text, *(f"  {change}" for change in verdict.changes)]
    answer["edit"] = reason
    lines.append(f"this edit explains it: {reason}" if reason else "no single edit that is tried out explains it")
    lines.append(f"to accept the change set as it is now: {write_valid_checksum(change_set, now)}")
    return lines, answer


def project_sum(project: Project, change_set: ChangeSet, version: int) -> CheckSum:
    """Compute a checksum with or without a database."""
    return recorded(project, change_set, version)[0]
