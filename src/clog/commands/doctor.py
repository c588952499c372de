"""doctor: look at configuration, drivers, connection, lock and permissions."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from clog import __version__
from clog.database.connection.drivers import drivers
from clog.database.connection.url import shown_url
from clog.database.lock.table import list_locks
from clog.errors import ClogError, ExecutionError
from clog.execution.checks import check
from clog.execution.project import Project
from clog.model.events import Event, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ()

OK, WARNING, FAILED = "ok", "warning", "failed"


class Finding(NamedTuple):
    """One thing that was looked at."""

    what: str
    state: str
    text: str
    hint: str = ""


def doctor(settings: Settings) -> Run:
    """Look at configuration, drivers, connection, history, lock, permissions and change log; say what to do.

    Nothing is changed. The exit status is 1 when something has failed.
    """
    findings = []
    with Project(settings) as project:
        for look in (_program, _configuration, _connection, _history, _lock, _permissions, _change_log):
            for finding in _guarded(look, project):
                findings.append(finding)
                yield Event("result", f"{finding.state:<8}{finding.what}: {finding.text}")
                if finding.hint:
                    yield Event("result", f"{'':<8}hint: {finding.hint}")
            if look is _connection and findings[-1].state == FAILED:
                break
    failed = sum(finding.state == FAILED for finding in findings)
    return Report(answer={"findings": [finding._asdict() for finding in findings]}, status=int(failed > 0))


def _guarded(look: Callable[[Project], Iterator[Finding]], project: Project) -> Iterator[Finding]:
    """Convert an error into a finding."""
    try:
        yield from look(project)
    except ClogError as error:
        problem = error.problems[0]
        place = f"{problem.at}: " if problem.at else ""
        name = look.__name__.strip("_").replace("_", " ")
        yield Finding(name, FAILED, f"{place}{problem.message} [{problem.code}]", problem.hint)


def _program(project: Project) -> Iterator[Finding]:
    """Say which versions are at work."""
    del project
    from importlib.util import find_spec

    yield Finding("versions", OK, f"clog {__version__}, Python {sys.version.split()[0]} on {sys.platform}")
    products: dict[str, list[str]] = {}
    for driver in drivers():
        products.setdefault(driver.package, []).append(driver.product)
    there = [names for package, names in products.items() if find_spec(package) is not None]
    told, missing = (
        [" and ".join(names) for names in sorted(some, reverse=True)]
        for some in (there, [names for names in products.values() if names not in there])
    )
    yield Finding(
        "drivers", OK, f"installed for {', '.join(told)}" + (f"; not for {', '.join(missing)}" if missing else "")
    )


def _configuration(project: Project) -> Iterator[Finding]:
    """Say which settings were found."""
    import os

    settings = project.settings
    there = os.path.exists(settings.defaults_file)  # noqa: PTH110 - pathlib costs start-up time
    text = f"{settings.defaults_file} {'is read' if there else 'is not there'}"
    yield Finding("configuration", OK, text)
    for warning in settings.warnings:
        yield Finding("configuration", WARNING, warning)
    if settings.url:
        yield Finding(
            "configuration",
            OK,
            f"url is {shown_url(settings.url)}, password {'given' if settings.password else 'not given'}",
        )


def _connection(project: Project) -> Iterator[Finding]:
    """Open the connection."""
    session = project.session
    version = ".".join(map(str, session.dialect.version or ())) or "of unknown version"
    yield Finding("connection", OK, f"{session.shown}: {session.dialect.name} {version}")


def _history(project: Project) -> Iterator[Finding]:
    """Read the history."""
    rows = project.tracker.read()
    name = project.session.dialect.object(project.session.tables.history)
    text = f"{name} has {len(rows)} rows" if project.tracker.exists() else f"{name} is not there yet; update makes it"
    yield Finding("history", OK, text)


def _lock(project: Project) -> Iterator[Finding]:
    """Check the lock."""
    locks = list_locks(project.session)
    if not locks:
        yield Finding("lock", OK, "free")
    for lock in locks:
        yield Finding(
            "lock",
            WARNING,
            f"held by {lock.locked_by} since {lock.granted}",
            "if that run is gone for good: clog release-locks",
        )


def _permissions(project: Project) -> Iterator[Finding]:
    """Try to make a table where that leaves nothing behind."""
    session = project.session
    if session.offline or not session.dialect.traits.transactional_ddl:
        yield Finding("permissions", OK, "not tried: a table that is made here stays")
        return
    table = session.dialect.object(session.tables.history.replace(name="clog_doctor_try"))
    try:
        session.execute(f"CREATE TABLE {table} (id INTEGER)")
    except ExecutionError as error:
        reason = error.message.partition("\n")[0]
        yield Finding(
            "permissions",
            FAILED,
            f"cannot create tables: {reason}",
            error.hint or f"see to it that this works: {error.statement}",
        )
    else:
        yield Finding("permissions", OK, "tables can be made (tried, and taken back)")
    finally:
        session.rollback()


def _change_log(project: Project) -> Iterator[Finding]:
    """Read the change log and see what is pending."""
    for event in check(project, looking=True):
        if event.kind == "warning":
            yield Finding("change log", WARNING, event.text)
    plan = project.plan(project.tracker.read())
    text = f"{project.settings.changelog_file} has {plan.total} change sets, {len(plan.unapplied)} pending"
    yield Finding("change log", OK, text)
