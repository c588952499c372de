"""Change logs run one change set at a time by two programs, and what they leave compared.

Each change set is run, undone and run again; the database is looked at after each. What Liquibase refuses is tried once
more alone, on ground of its own, with rows in the tables and without: it is left out only where all of that fails.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from clog.execution.project import Project
from clog.planning import plan_update
from tests.support.needs import Needs
from tests.support.servers import server
from tests.support.snapshot import Facts, schema_of, snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from clog.model.changelog import ChangeSet
    from tests.support.cases import Case
    from tests.support.programs import Answer, Tool


class Seen(NamedTuple):
    """A change set that was run, undone and run again, with what was in the database before and after each."""

    key: str
    ran: Answer
    before: Facts
    after: Facts
    undone: Answer | None = None
    back: Facts | None = None
    again: Answer | None = None
    once_more: Facts | None = None

    @property
    def half(self) -> bool:
        """Whether it failed and left something."""
        return self.ran.word == "error" and self.before != self.after


class Outcome(NamedTuple):
    """What counts of a change set that was seen.

    Attributes:
        key: path::id::author.
        word: what became of it.
        lost: whether Liquibase made a table of SQLite anew, losing what it does not know of it.
        change: lines that came with +, lines that went with -.
        undone: what became of its rollback; None where there was none.
        left: what the schema after the rollback has more, or less, than that before.
        again: what became of running it once more.
    """

    key: str
    word: str
    lost: bool
    change: Facts
    undone: str | None = None
    left: Facts | None = None
    again: str | None = None


def outcome(seen: Seen) -> Outcome:
    """Keep what counts."""
    left = None if seen.back is None else change_of(schema_of(seen.before), schema_of(seen.back))
    undone = seen.undone.word if seen.undone else None
    again = seen.again.word if seen.again else None
    lost = "RENAME TO" in seen.ran.more and "_temporary" in seen.ran.more
    return Outcome(seen.key, seen.ran.word, lost, change_of(seen.before, seen.after), undone, left, again)


def story(tool: Tool, url: str, case: Case, chosen: Sequence[str], ground: Sequence[str], *, rows: bool) -> list[Seen]:
    """Run change sets of a case on a new database with the ground that they need.

    Args:
        tool: who runs them.
        url: the database, which is emptied.
        case: the change log.
        chosen: path::id::author of the change sets that are run, in the order of the change log; none: all.
        ground: those whose needs make the ground; none: all.
        rows: whether the tables of the ground have rows.
    """
    emptied(url)
    prepare(url, case, ground, rows=rows)
    seen: list[Seen] = []
    try:
        keys = tool.open(url, case)
        before = snapshot(url)
        for number, key in enumerate(keys):
            if (chosen and key not in chosen) or key in keys[:number]:  # the second of a name is an error to both
                continue
            ran = tool.update(number)
            after = snapshot(url)
            if ran.word != "EXECUTED":
                seen.append(Seen(key, ran, before, after))
                before = after
                continue
            undone = tool.rollback(number)
            back = snapshot(url)
            again = tool.update(number) if undone.good else None
            once_more = snapshot(url) if again else after
            seen.append(Seen(key, ran, before, after, undone, back, again, once_more))
            before = once_more
    finally:
        tool.close()
    return seen


def prepare(url: str, case: Case, ground: Sequence[str], *, rows: bool) -> None:
    """Make what the change sets expect to find."""
    with Project(case.settings(url)) as project:
        needs = Needs(project.session.dialect, case.root, rows=rows)
        for change_set in project.change_sets:
            if not ground or str(change_set) in ground:
                plan_step = plan_update([change_set], [], project.summer, project.runtime).steps[0]
                if not plan_step.denied:
                    needs.add(change_set)
        statements = list(needs.statements())
    run(url, statements)


def run(url: str, statements: Sequence[str]) -> None:
    """Run statements one by one; one that is refused is passed over, as what needs it will be, too."""
    connection = connected(url)
    try:
        for statement in statements:
            cursor = connection.cursor()
            with suppress(Exception):
                cursor.execute(statement)
    finally:
        connection.close()


def connected(url: str) -> Any:
    """Open a connection in autocommit mode."""
    kind, _, rest = url.removeprefix("jdbc:").partition(":")
    if kind == "sqlite":
        return sqlite3.connect(rest, isolation_level=None)
    return server(kind).connect(urlsplit(rest).path.strip("/"))


def emptied(url: str) -> None:
    """Empty a database."""
    kind, _, rest = url.removeprefix("jdbc:").partition(":")
    if kind == "sqlite":
        for end in ("", "-journal", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                Path(rest + end).unlink()
        return
    name = urlsplit(rest).path.strip("/")
    connection = server(kind).connect(name if kind == "postgresql" else "")
    cursor = connection.cursor()
    if kind == "postgresql":
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'")
        for (schema,) in cursor.fetchall():
            cursor.execute(f'DROP SCHEMA "{schema}" CASCADE')
        cursor.execute("CREATE SCHEMA public")
    else:
        cursor.execute("SET foreign_key_checks = 0")
        cursor.execute(f"SHOW DATABASES LIKE '{name}%'")
        for (database,) in cursor.fetchall():
            cursor.execute(f"DROP DATABASE `{database}`")
        cursor.execute(f"CREATE DATABASE `{name}`")
    connection.close()


class Scene(NamedTuple):
    """Change sets that Liquibase has run together on one database, with what came of it."""

    ground: Sequence[str]
    rows: bool
    outcomes: Sequence[Outcome]


def scenes(liquibase: Tool, url: str, case: Case) -> tuple[list[Scene], dict[str, str]]:
    """Let Liquibase run all change sets of a case that it can run in some way.

    Returns:
        What it has run: all that goes in order, then the others alone. And why it refuses the rest, by key.
    """
    together = [(seen, outcome(seen)) for seen in story(liquibase, url, case, (), (), rows=True)]
    # What comes after a table that Liquibase has made anew on SQLite says nothing any more, nor what comes after
    # the half of a change set.
    spoilt = next((place for place, (seen, result) in enumerate(together) if result.lost or seen.half), len(together))
    fine = [result for place, (_, result) in enumerate(together) if result.word != "error" and place <= spoilt]
    found = [Scene((), True, fine)] if fine else []
    refused = {}
    for seen, result in together:
        if result in fine:
            continue
        reasons = []
        for rows in (True, False):
            [alone] = story(liquibase, url, case, (seen.key,), (seen.key,), rows=rows)
            if alone.ran.word != "error":
                found.append(Scene((seen.key,), rows, [outcome(alone)]))
                break
            reasons.append(alone.ran.more)
        else:
            refused[seen.key] = reasons[0]
    return found, refused


class Finding(NamedTuple):
    """What came out for a change set: a word for the statistics, and where both differ, how."""

    key: str
    what: str
    differs: str = ""


KEPT = re.compile(r"CLOG300|is not constant|NOT NULL constraint failed|UNIQUE constraint failed")
"""Why clog refuses on SQLite what Liquibase does by rebuilding a table without what was asked for: it is not valid there,
no such default exists, or the rows that are there do not have it."""


class Comparison:
    """What clog does of what Liquibase has done on a database, compared fact by fact.

    Args:
        clog: who does it again.
        url: the database.
        case: the change log.
    """

    def __init__(self, clog: Tool, url: str, case: Case) -> None:
        self.clog, self.url, self.case = clog, url, case
        self.lossless = url.startswith("jdbc:sqlite")
        with Project(case.settings(url)) as project:
            self.own, self.blind = _undone_by_hand(project.change_sets)

    def findings(self, scene: Scene) -> Iterator[Finding]:
        """Run the change sets of a scene and say for each what is the same and what differs."""
        keys = [theirs.key for theirs in scene.outcomes]
        seen = story(self.clog, self.url, self.case, keys, scene.ground, rows=scene.rows)
        assert [mine.key for mine in seen] == keys
        for theirs, mine in zip(scene.outcomes, seen, strict=True):
            yield from self._compared(theirs, mine)

    def _compared(self, theirs: Outcome, seen: Seen) -> Iterator[Finding]:
        key, mine = theirs.key, outcome(seen)
        lost = self.lossless and theirs.lost
        if mine.word.partition(" ")[0] != theirs.word.partition(" ")[0]:
            if lost and KEPT.search(seen.ran.more):
                yield Finding(key, "refused by clog, lost by Liquibase")
            else:
                yield Finding(key, "outcome", f"Liquibase: {theirs.word}; clog: {seen.ran}")
            return
        if theirs.word != "EXECUTED":
            yield Finding(key, f"not run: {theirs.word}")
            return
        if lost:
            yield Finding(key, "run; Liquibase rebuilds the table and loses something")
        else:
            differs = differences(theirs.change, mine.change)
            yield Finding(key, "result" if differs else "run", differs)
        if mine.undone == "ROLLEDBACK":
            yield from self._undone(theirs, mine, seen)
        elif theirs.undone == "ROLLEDBACK":
            yield Finding(key, "undoing", str(seen.undone))
        else:
            yield Finding(key, "not undone: neither does Liquibase")

    def _undone(self, theirs: Outcome, mine: Outcome, seen: Seen) -> Iterator[Finding]:
        key = mine.key
        if not mine.left:
            yield Finding(key, "undone")
        elif theirs.left == mine.left:
            yield Finding(key, "undone as far as Liquibase does")
        elif self.lossless and key in self.own:
            yield Finding(key, "undone as its author says")
        elif self.lossless and key in self.blind:
            yield Finding(key, "undone, but for what was there before, which nobody knows")
        else:
            yield Finding(key, "undone otherwise", differences({}, mine.left))
        if mine.again != "EXECUTED":
            same = bool(mine.left) or theirs.again == mine.again
            what = "not run again: the rollback leaves something" if same else "again"
            yield Finding(key, what, "" if same else str(seen.again))
        elif not mine.left and seen.once_more is not None:
            differs = differences(schema_of(seen.after), schema_of(seen.once_more))
            if differs:
                yield Finding(key, "again", differs)


def _undone_by_hand(change_sets: Sequence[ChangeSet]) -> tuple[set[str], set[str]]:
    """Find the change sets whose author wrote the rollback, and those that replace what no rollback brings back."""
    own, blind = set(), set()
    for change_set in change_sets:
        children = change_set.node.children
        names = {child.name for node in (change_set.node, *children) for child in node.children}
        if "rollback" in names:
            own.add(str(change_set))
        if "addDefaultValue" in names:
            blind.add(str(change_set))
    return own, blind


def change_of(before: Facts, after: Facts) -> Facts:
    """Give what has changed: lines that came with +, lines that went with -."""
    found: Facts = {}
    for key in sorted({*before, *after}):
        old, new = before.get(key, []), after.get(key, [])
        if old != new:
            gone = [f"- {line}" for line in old if line not in new]
            come = [f"+ {line}" for line in new if line not in old]
            found[key] = [*gone, *come] or new  # the order alone, or the number of equal lines
    return found


def differences(one: Facts, other: Facts) -> str:
    """Say where two lists of facts differ; empty where they do not."""
    keys = sorted({*one, *other})
    return "\n".join(f"{key}: {one.get(key)} / {other.get(key)}" for key in keys if one.get(key) != other.get(key))
