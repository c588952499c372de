"""Change sets that were edited after they had run: what the edit means, and the lines that accept it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.analysis.meaning import UNKNOWN, EditVerdict, StoredMeaning, compare
from clog.database.history.archive import ArchiveTable
from clog.errors import CheckSumMismatch, Problem
from clog.model.history import ALREADY_RAN, INVALID_MD5SUM, CheckSum
from clog.model.wording import body
from clog.planning import CURRENT

if TYPE_CHECKING:
    from clog.checksum import Summer
    from clog.database.connection.session import Session
    from clog.model.changelog import ChangeSet
    from clog.model.files import Files
    from clog.planning import Plan, Step

SHOWN = 6
"""So many differences are shown of one change set."""


def make_mismatch(step: Step, verdict: EditVerdict) -> Problem:
    """Say that a change set was edited after it had run, what the edit means and how it can be accepted."""
    change_set, row = step.change_set, step.row
    stored = row.md5sum if row is not None else None
    parsed = CheckSum.parse(stored)
    lines = [f"{change_set} was edited after it had run: its checksum was {parsed} and is now {step.now}"]
    if stored is not None and parsed is not None and str(parsed) != stored:
        lines.append(f'  the history holds "{stored}", which is no checksum; somebody wrote it there by hand')
    lines.append(f"  {verdict.text}")
    lines += [f"    {change}" for change in verdict.changes[:SHOWN]]
    if len(verdict.changes) > SHOWN:
        lines.append(f"    and {len(verdict.changes) - SHOWN} more; see clog checksum explain {change_set}")
    document = change_set.document
    return Problem(CheckSumMismatch.code, "\n".join(lines), document.location(change_set.node), _advice(step, verdict))


_VERSION = re.compile(r"(\d+)\.(\d+)")


def accept_legacy_checksums(plan: Plan, summer: Summer) -> Plan:
    """Accept the checksums of sqlFile that Liquibase before 4.26 computed in another way; their rows get new ones.

    Reference: checksums, section 14.2; liquibase.changelog.visitor.ValidatingVisitor
    """
    return plan._replace(steps=tuple(_forgiven(step, summer) for step in plan.steps))


def _forgiven(step: Step, summer: Summer) -> Step:
    """Accept one, if it is such a one."""
    row = step.row
    if step.status != INVALID_MD5SUM or row is None or step.now is None or step.now.version != CURRENT:
        return step
    written = _VERSION.match(row.liquibase or "")
    if written is None or (int(written[1]), int(written[2])) >= (4, 26):
        return step
    same = str(summer.before_4_26(step.change_set)) == row.md5sum
    return step._replace(status=ALREADY_RAN, outdated=True) if same else step


def explain_edit(
    change_set: ChangeSet, stored: str | None, session: Session, files: Files, encoding: str
) -> EditVerdict:
    """Compare a change set with what was kept when it was run under the stored checksum."""
    rows = [row for row in ArchiveTable(session).read(change_set) if row.md5sum == stored]
    if not rows:
        return UNKNOWN
    kept = StoredMeaning(rows[-1].fingerprint, rows[-1].source)
    return compare(kept, change_set, files, session.dialect.name, encoding)


def _advice(step: Step, verdict: EditVerdict) -> str:
    """Say what to do about an edit."""
    accept = f"accept it by adding to the change set: {write_valid_checksum(step.change_set, step.now)}"
    if verdict.kind in {"layout", "same"}:
        return accept
    return f"undo the edit and put the new wish into a change set of its own; or, if the edit is right, {accept}"


def write_valid_checksum(change_set: ChangeSet, check_sum: CheckSum | None) -> str:
    """Write the line that accepts a change set as it is now, in the format of its file.

    It names the checksum in the version of the history, since Liquibase compares in that one.
    """
    return body(change_set.document.format, "validCheckSum", str(check_sum))
