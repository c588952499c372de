"""New parts: each touches the files that docs/architecture.md names and no other, and is found by them alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import clog

SOURCE = Path(clog.__file__).parent
PAGE = Path(__file__).resolve().parents[1] / "docs" / "architecture.md"

CHANGE_TYPE = '''\
"""waveAt: waves at a table."""

from __future__ import annotations

from clog.declare import attr, change_type
from clog.model.change import Change
from clog.model.context import ChangeContext
from clog.model.statements.base import ObjectName, Statement
from clog.model.statements.table import DropTableStatement


@change_type("waveAt", applies_to="table")
class WaveAtChange(Change):
    """Waves at a table until it is gone."""

    table_name: str = attr("Name of the table.")

    def statements(self, context: ChangeContext) -> tuple[Statement, ...]:
        """Drop it."""
        return (DropTableStatement(ObjectName(self.table_name)),)
'''

DIALECT = '''\
"""Mars, where tables are abandoned."""

from __future__ import annotations

from clog.dialects.base.dialect import Dialect, renders
from clog.model.statements.table import DropTableStatement
from clog.model.traits import Traits


class MarsDialect(Dialect):
    """Mars."""

    name = "mars"
    traits = Traits("mars")

    @renders(DropTableStatement)
    def drop_table(self, statement: DropTableStatement) -> str:
        """Write ABANDON in place of DROP."""
        return f"ABANDON {self.object(statement.table)}"


DIALECT = MarsDialect
'''

DRIVER = '''\
"""Mars speaks as SQLite does."""

from __future__ import annotations

from clog.database.connection.drivers.sqlite.driver import SqliteDriver


class MarsDriver(SqliteDriver):
    """Speaks for Mars."""

    name = "mars"
    product = "Mars"
    schemes = ("mars", "redplanet")


DRIVER = MarsDriver()
'''

COMMAND = '''\
"""count-words: say how many words the path of the change log has."""

from __future__ import annotations

from clog.model.events import Event, Report, Run
from clog.settings import Settings

TAKES = ("changelog_file",)


def count_words(settings: Settings) -> Run:
    """Count the words."""
    count = len((settings.changelog_file or "").split())
    yield Event("result", f"{count} words")
    return Report(answer={"words": count})
'''

RULE = '''\
"""rude-author: a change set whose author is rude."""

from __future__ import annotations

from collections.abc import Iterator

from clog.errors import Problem
from clog.rules.registry import rule
from clog.rules.subject import Subject


@rule("rude-author", code="CLOG999", severity="warning", sees="node")
def rude_author(subject: Subject) -> Iterator[Problem]:
    """Warn of it."""
    change_set = subject.change_set
    if change_set is not None and change_set.author == "rude":
        yield Problem("CLOG999", "such an author", change_set.document.location(change_set.node), "be kind", "warning")
'''

CHANGE_LOG = """\
databaseChangeLog:
  - changeSet: {id: 1, author: rude, changes: [{waveAt: {tableName: moon}}]}
"""


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the sources and add one part of each kind, where the page says."""
    root = tmp_path_factory.mktemp("grown")
    copy = root / "src" / "clog"
    shutil.copytree(SOURCE, copy)
    page = PAGE.read_text(encoding="utf-8")
    for kind, pattern, file, text in (
        ("change type", "changes/NAME.py", "changes/wave_at.py", CHANGE_TYPE),
        ("dialect", "dialects/NAME.py", "dialects/mars.py", DIALECT),
        (
            "database that connects",
            "database/connection/drivers/NAME.py",
            "database/connection/drivers/mars.py",
            DRIVER,
        ),
        ("command", "commands/NAME.py", "commands/count_words.py", COMMAND),
        ("rule", "rules/SEES/NAME.py", "rules/node/rude_author.py", RULE),
    ):
        row = next(line for line in page.splitlines() if line.startswith(f"| {kind} |"))
        assert f"`{pattern}`" in row
        assert not (copy / file).exists()
        (copy / file).write_text(text, encoding="utf-8")
    (root / "log.yaml").write_text(CHANGE_LOG, encoding="utf-8")
    return root


def run(grown: Path, *arguments: str) -> str:
    """Run the copy; give what it says."""
    code = (
        "import sys, clog; assert sys.argv.pop(1) in clog.__file__, clog.__file__; "
        "from clog.cli.main import main; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(grown), *arguments],
        cwd=grown,
        env={**os.environ, "PYTHONPATH": str(grown / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_a_change_type_and_a_dialect_meet_without_knowing_each_other(grown: Path) -> None:
    assert "ABANDON moon;" in run(grown, "--url=offline:mars", "--changelog-file=log.yaml", "update-sql").splitlines()


def test_a_database_is_found_by_the_schemes_of_its_driver(grown: Path) -> None:
    url = "--url=jdbc:redplanet:x.db"
    assert "DROP TABLE moon;" in run(grown, url, "--changelog-file=log.yaml", "update-sql").splitlines()


def test_a_command_is_found_by_its_file(grown: Path) -> None:
    assert "2 words" in run(grown, "count-words", "--changelog-file=two words")


def test_a_rule_is_asked_by_validate(grown: Path) -> None:
    assert "such an author" in run(grown, "validate", "--url=offline:mars", "--changelog-file=log.yaml")
