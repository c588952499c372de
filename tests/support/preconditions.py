"""Change logs that ask preconditions, and what became of them: fixtures/preconditions/cases.yaml, told as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

if TYPE_CHECKING:
    from tests.support.scenarios import Database

FOLDER = Path(__file__).parents[2] / "fixtures" / "preconditions"
CASES: dict[str, Any] = yaml.safe_load((FOLDER / "cases.yaml").read_text(encoding="utf-8"))
WORDS = "words of the author"
ALL = "log.xml"
"""The change log that asks all conditions, each in a change set of its own."""

_HEAD = (
    '<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.liquibase.org/xml/ns/'
    'dbchangelog http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">\n'
)
_SET = '<changeSet id="{0}" author="a">{1}<sql>select \'{0}\'</sql></changeSet>\n'


class Step(NamedTuple):
    """One run: a command on a change log of its own."""

    name: str
    command: str
    text: str

    @property
    def file(self) -> str:
        """The name of the change log."""
        return ALL if self.name == ALL else self.name.replace(" ", "-") + ".xml"


def steps(user: str) -> list[Step]:
    """List the runs, in order, on one database."""
    found = [Step(ALL, "update", _log(_all(user)))]
    for level in ("changeSet", "changeLog"):
        for kind, condition in CASES["actions"].items():
            for action in ("HALT", "CONTINUE", "MARK_RAN", "WARN"):
                said = f'onFail="{action}" onError="{action}"'
                found.append(_guarded(f"{level} {kind} {action}", "update", level, said, condition))
            for output in ("IGNORE", "TEST", "FAIL"):
                said = f'onSqlOutput="{output}"'
                found.append(_guarded(f"{level} {kind} {output}", "update-sql", level, said, condition))
    return found


def _all(user: str) -> str:
    """Ask each condition in a change set: it runs, is marked as run where it fails, and is left out at an error."""
    texts = [CASES["setup"]]
    for name, condition in CASES["conditions"].items():
        asked = condition.replace("{user}", user)
        guard = f'<preConditions onFail="MARK_RAN" onError="CONTINUE">{asked}</preConditions>'
        texts.append(_SET.format(name, guard))
    return "".join(texts)


def _guarded(name: str, command: str, level: str, said: str, condition: str) -> Step:
    """Write two change sets, the first one guarded, or both."""
    words = f'onFailMessage="{WORDS}" onErrorMessage="{WORDS}"'
    guard = f"<preConditions {said} {words}>{condition}</preConditions>"
    at_head, inside = (guard, "") if level == "changeLog" else ("", guard)
    return Step(name, command, _log(at_head + _SET.format("guarded", inside) + _SET.format("after", "")))


def _log(text: str) -> str:
    return f"{_HEAD}{text}</databaseChangeLog>\n"


def outcome(step: Step, status: int, said: str, database: Database) -> dict[str, Any]:
    """Keep what counts of a run.

    Args:
        step: the run.
        status: its exit status.
        said: all of its output.
        database: looked at afterwards.
    """
    if step.command == "update-sql":
        return {"status": status, "sql": [name for name in ("guarded", "after") if f"select '{name}'" in said]}
    sql = "SELECT ID, EXECTYPE FROM DATABASECHANGELOG WHERE FILENAME = '{}' ORDER BY ORDEREXECUTED"
    table = sql.format(step.file)
    if database.kind == "postgresql":
        table = table.lower().replace(step.file.lower(), step.file)
    return {"status": status, "rows": dict(database.run(table))}
