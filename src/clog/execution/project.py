"""What a command works on: the change log, the database and its history, each opened when it is asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Self

from clog.checksum import Summer
from clog.database.connection.connect import connect
from clog.database.history.open_history import make_tracker
from clog.database.history.tracker import Tracker
from clog.errors import ExecutionError, LockHeld, UsageError, ValidationError
from clog.model.history import ALREADY_RAN
from clog.planning import plan_update
from clog.resolve.filters import Runtime
from clog.resolve.load import load
from clog.resolve.parameters import Parameters
from clog.resources import Directories
from clog.settings.driver_properties import driver_properties
from clog.settings.passwords import password_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType
    from typing import Any

    from clog.analysis.meaning import EditVerdict
    from clog.database.connection.session import Session
    from clog.database.history.tracker import Tracker
    from clog.database.lock.holder import ChangeLogLock
    from clog.errors import ClogError
    from clog.generate import Generation
    from clog.model.changelog import ChangeLog, ChangeSet
    from clog.model.history import RanChangeSet
    from clog.planning import Plan, Step
    from clog.resolve.leniency import Leniency
    from clog.resources import Resources
    from clog.rules.choice import Choice
    from clog.settings import Settings


class Project:
    """Settings with all that follows from them. A context manager: the connection is closed at the end.

    Attributes:
        settings: what was asked for.
        asks_code: whether code of authors had a say in what was read.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.asks_code = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection, if there is one."""
        if "session" in self.__dict__:
            self.session.close()

    @cached_property
    def session(self) -> Session:
        """The connection."""
        settings = self.settings
        if not settings.url:
            raise UsageError(
                "there is no URL of a database",
                hint="give --url=jdbc:..., set LIQUIBASE_COMMAND_URL, or write url= into liquibase.properties",
            )
        _check_driver(settings.driver)
        session = connect(
            settings.url,
            settings.username,
            password_of(settings),
            default_schema=settings.default_schema_name,
            default_catalog=settings.default_catalog_name,
            liquibase_schema=settings.liquibase_schema_name,
            liquibase_catalog=settings.liquibase_catalog_name,
            history_table=settings.database_changelog_table_name,
            lock_table=settings.database_changelog_lock_table_name,
            properties=driver_properties(settings.driver_properties_file),
            trial=settings.dry_run,
        )
        if settings.lock_timeout is not None and not session.offline:
            session.limit_waiting(settings.lock_timeout)
        return session

    @cached_property
    def resources(self) -> Resources:
        """The files of the search path."""
        return self.directories

    @cached_property
    def directories(self) -> Directories:
        """The search path itself."""
        return Directories(self.settings.search_path or (".",), duplicates=self.settings.duplicate_file_mode)

    @cached_property
    def runtime(self) -> Runtime:
        """What change sets are selected by."""
        return Runtime(
            contexts=self.settings.contexts,
            label_filter=self.settings.label_filter,
            dialect=self.session.dialect.name,
            strict_contexts=self.settings.strict_contexts,
        )

    @cached_property
    def parameters(self) -> Parameters:
        """The values for ${...}."""
        from clog.execution.builtin_parameters import builtin

        settings = self.settings
        return Parameters(
            settings.parameters,
            dialect=self.session.dialect.name,
            contexts=settings.contexts,
            label_filter=settings.label_filter,
            strict_contexts=settings.strict_contexts,
            builtin=builtin(self.session),
            missing=settings.missing_property_mode,
            escaping=settings.support_property_escaping,
            time_zone=settings.time_zone,
        )

    @property
    def leniency(self) -> Leniency | None:
        """What change logs may have that is passed over with a warning."""
        settings = self.settings
        lax = settings.changelog_parse_mode == "LAX", settings.on_missing_include_changelog == "WARN"
        if not any(lax):
            return None
        from clog.resolve.leniency import Leniency

        return Leniency(*lax)

    @cached_property
    def choice(self) -> Choice:
        """Which warnings of rules are told."""
        from clog.rules.choice import choice_of

        return choice_of(self.settings.select, self.settings.ignore)

    @cached_property
    def loaded(self) -> tuple[ChangeLog, list[ClogError]]:
        """What can be read of the root change log with all it includes, and what is wrong with the rest."""
        path = self.settings.changelog_file
        if not path:
            raise UsageError(
                "there is no change log file",
                hint="give --changelog-file=FILE or write changelogFile= into liquibase.properties; "
                "clog init project makes both",
            )
        faults: list[ClogError] = []
        found = load(
            path, self.resources, self.parameters, leniency=self.leniency, faults=faults, code=self.code,
            encoding=self.settings.file_encoding,
        )  # fmt: skip
        return found, faults

    @cached_property
    def change_log(self) -> ChangeLog:
        """The root change log with all it includes.

        Raises:
            ClogError: not all of it can be read; with all that is wrong.
        """
        found, faults = self.loaded
        if faults:
            from clog.rules.runner import everything

            dialect, strict = self.session.dialect.name, self.settings.strict
            problems = everything(found, faults, dialect, strict=strict, choice=self.choice)
            raise faults[0] if len(problems) == 1 else ValidationError(problems)
        return found

    @cached_property
    def change_sets(self) -> tuple[ChangeSet, ...]:
        """All change sets of the change log, in the order in which they run."""
        return self.change_log.change_sets

    @cached_property
    def summer(self) -> Summer:
        """What sums for this database."""
        settings = self.settings
        return Summer(
            self.resources,
            self.session.dialect.name,
            counts=self.runtime.counts,
            file_encoding=settings.file_encoding,
            output_encoding=settings.output_file_encoding,
            custom=self.custom,
        )

    @cached_property
    def tracker(self) -> Tracker:
        """The history table."""
        return make_tracker(self.session)

    @cached_property
    def generation(self) -> Generation:
        """The SQL of the change sets."""
        return self.generation_of(self.change_log)

    def generation_of(self, change_log: ChangeLog) -> Generation:
        """Make what gives the SQL of the change sets of a change log."""
        from clog.binding import Binder
        from clog.generate import Generation

        binder = Binder(
            change_log,
            self.session.dialect,
            self.resources,
            encoding=self.settings.file_encoding,
            allow_commands=self.settings.allow_execute_command,
            custom=self.custom,
        )
        return Generation(binder, self.runtime)

    def code(self, name: str) -> Any:
        """Find the object behind a class that an includeAll asks; see `clog.extensions`."""
        from clog.extensions import code_finder

        self.asks_code = True
        return code_finder(self.settings.custom_classes)(name)

    def custom(self, name: str, parameters: Mapping[str, str | None]) -> Any:
        """Make the object behind a customChange or customPrecondition; see `clog.extensions`."""
        from clog.extensions import custom_maker

        self.asks_code = True
        return custom_maker(self.settings.custom_classes)(name, parameters)

    @property
    def custom_precondition(self) -> Callable[[str, Mapping[str, str | None]], Any]:
        """What makes the object that answers a customPrecondition."""
        return self.custom

    def plan(self, history: list[RanChangeSet], *, count: int | None = None, tag: str | None = None) -> Plan:
        """Plan an update against a history.

        Raises:
            ValidationError: change sets were edited after they had run, or cannot be run here.
        """
        plan = plan_update(self.change_sets, history, self.summer, self.runtime, count=count, tag=tag)
        if plan.mismatches:
            from clog.execution.checksum_mismatch import accept_legacy_checksums, make_mismatch

            plan = accept_legacy_checksums(plan, self.summer)
            if plan.mismatches:
                raise ValidationError(make_mismatch(step, self.edit_verdict(step)) for step in plan.mismatches)
        if any(step.status != ALREADY_RAN and not step.filtered for step in plan.steps):
            from clog.rules.runner import change_problems

            waiting = [step.change_set for step in plan.steps if step.status != ALREADY_RAN and not step.filtered]
            problems = tuple(problem for one in waiting for problem in change_problems(one, self.generation))
            if problems:
                raise ValidationError(problems)
        return plan

    def edit_verdict(self, step: Step) -> EditVerdict:
        """Compare a change set that was edited with what was kept when it ran."""
        from clog.execution.checksum_mismatch import explain_edit

        stored = step.row.md5sum if step.row is not None else None
        return explain_edit(step.change_set, stored, self.session, self.resources, self.settings.file_encoding)

    def prepare(self) -> None:
        """Make the tables of Liquibase in a database that has none, as its commands do; whoever may not, goes without."""
        session = self.session
        if session.offline or session.has_table(session.tables.lock):
            return
        try:
            with self.lock() as lock:
                self.tracker.prepare(lock)
        except (ExecutionError, LockHeld):
            session.rollback()

    def lock(self) -> ChangeLogLock:
        """Make the lock, to be taken by `with`."""
        from clog.database.lock.acquire import change_log_lock

        return change_log_lock(
            self.session,
            wait=60.0 * self.settings.changelog_lock_wait_time_in_minutes,
            poll=float(self.settings.changelog_lock_poll_rate),
        )


_DRIVERS = ("com.", "liquibase.", "net.", "oracle.", "org.", "software.")


def _check_driver(name: str | None) -> None:
    """Refuse the name of a JDBC driver that cannot be one; others mean nothing here.

    Raises:
        UsageError: it cannot be one.
    """
    if name and not name.startswith(_DRIVERS):
        raise UsageError(f'"{name}" is no driver', hint="leave --driver out: clog finds its driver by the URL")
