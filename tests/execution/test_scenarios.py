"""Stories of users, told once by Liquibase 4.28.0: exit statuses, identifiers, SQL, history and tables must be its own.

`fixtures/scenarios/*.yaml`: files, then steps (write files, sql on the database, run a command), then the state at
the end. {any} stands for anything. Sentences are not compared.
"""

from __future__ import annotations

import math
import os
import re
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from clog.cli.main import main
from tests.support.scenarios import Database

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parents[2] / "fixtures" / "scenarios"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


def test_the_scenarios_are_there() -> None:
    assert len(NAMES) > 70


@pytest.mark.parametrize("name", NAMES)
def test_scenario(
    name: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    scenario = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    url = _url(scenario["database"], request, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LIQUIBASE_COMMAND_DROP_ALL_REQUIRE_FORCE", "false")  # nobody sits at a terminal
    with closing(Database(scenario["database"], url)) as database:
        play = Play(database, url, tmp_path, capsys)
        play.write(scenario["files"])
        for step in scenario["steps"]:
            play.step(step)
        play.then(scenario["then"])


def _url(kind: str, request: pytest.FixtureRequest, folder: Path) -> str:
    if kind == "sqlite":
        return f"jdbc:sqlite:{folder / 'db.sqlite'}"
    return str(request.getfixturevalue(f"{kind}_url"))


class Play:
    """One scenario on its way."""

    def __init__(self, database: Database, url: str, folder: Path, capsys: Any) -> None:
        self.database = database
        self.folder = folder
        self.capsys = capsys
        self.values = {
            "{url}": url,
            "{dir}": str(folder),
            "{db}": database.name,
            "{user}": database.user,
            "{USER}": database.user.upper(),
        }
        self.own_rows = True

    def fill(self, value: Any) -> Any:
        if isinstance(value, str):
            for placeholder, text in self.values.items():
                value = value.replace(placeholder, text)
            return value
        if isinstance(value, list):
            return [self.fill(item) for item in value]
        return {self.fill(key): self.fill(item) for key, item in value.items()} if isinstance(value, dict) else value

    def write(self, files: Mapping[str, str | None]) -> None:
        for name, text in files.items():
            path = self.folder / self.fill(name)
            if text is None:
                path.unlink(missing_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(self.fill(text), encoding="utf-8", newline="")

    def step(self, step: Mapping[str, Any]) -> None:
        self.write(step.get("write") or {})
        if "sql" in step:
            self.query(step)
        if "run" in step:
            self.run(step)
        for query in step.get("check") or ():
            self.query(query)

    def run(self, step: Mapping[str, Any]) -> None:
        url = [] if step.get("without_url") else [f"--url={self.values['{url}']}"]
        arguments = [*url, *self.fill(step["run"])]
        environ = dict(os.environ)
        os.environ.update(self.fill(step.get("env") or {}))
        try:
            status = main(arguments if step["run"] else [])
        except SystemExit as end:
            status = int(end.code or 0)
        finally:
            os.environ.clear()
            os.environ.update(environ)
        out, err = self.capsys.readouterr()
        said = f"{out}\n{err}"
        assert status == step.get("exit", status), f"{arguments}: {said[-1500:]}"
        for text in self.fill(step.get("said") or []):
            assert text in said, f"{arguments} does not say {text!r}"
        for name, texts in (step.get("files_contain") or {}).items():
            content = (self.folder / self.fill(name)).read_text(encoding="utf-8")
            for text in self.fill(texts):
                assert text in content, f"{name} lacks {text!r}"

    def query(self, query: Mapping[str, Any]) -> None:
        sql = self.fill(query["sql"])
        self.own_rows &= re.search(r"(?i)(insert into|update|create table) \S*databasechangelog\b", sql) is None
        if query.get("rows") == "error":
            with pytest.raises(self.database.errors):
                self.database.run(sql)
            return
        rows = self.database.run(sql)
        if "rows" in query:
            assert _equal(self.fill(query["rows"]), rows), f"{sql}\nexpected {query['rows']}\ngot      {rows}"

    def then(self, then: Mapping[str, Any]) -> None:
        database = self.database
        if then.get("changelog_table") == "absent":
            assert "databasechangelog" not in database.tables(ours=True)
        if then.get("lock_table") == "absent":
            assert "databasechangeloglock" not in database.tables(ours=True)
        if "changelog_rows" in then:
            self.compare(then["changelog_rows"], database.rows("DATABASECHANGELOG", "ORDEREXECUTED"))
        if "lock_rows" in then:
            found = database.rows("DATABASECHANGELOGLOCK", "ID")
            for row in found:
                row["locked"] = bool(row["locked"])
            self.compare(then["lock_rows"], found, complete=False)
        if "tables" in then:
            expected = self.fill(then["tables"])
            assert sorted(database.tables()) == sorted(expected)
            for table, columns in expected.items():
                assert database.columns(table) == [str(column) for column in columns], table
        for query in then.get("queries") or ():
            self.query(query)

    def compare(self, expected: list[dict[str, Any]], rows: list[dict[str, Any]], *, complete: bool = True) -> None:
        assert len(rows) == len(expected), [row.get("id") for row in rows]
        for row, wanted in zip(rows, self.fill(expected), strict=True):
            for name, value in wanted.items():
                assert _same(value, row.get(name)), f"{row['id']}: {name} is {row.get(name)!r}, expected {value!r}"
            if complete and self.own_rows:
                assert row["dateexecuted"] is not None
                assert row["liquibase"].startswith("clog ")
                assert re.fullmatch(r"\d{10}", str(row["deployment_id"]))


def _equal(expected: list[Any], rows: list[tuple[Any, ...]]) -> bool:
    return len(expected) == len(rows) and all(
        len(wanted) == len(row) and all(map(_same, wanted, row)) for wanted, row in zip(expected, rows, strict=True)
    )


def _same(wanted: Any, got: Any) -> bool:
    """Compare as text, number or null."""
    if wanted is None or got is None:
        return wanted == "{any}" or wanted is got
    if isinstance(wanted, int | float) or isinstance(got, int | float):
        try:
            return math.isclose(float(wanted), float(got), rel_tol=1e-9)
        except (TypeError, ValueError):
            pass
    text = ".*".join(re.escape(part) for part in str(wanted).split("{any}"))
    return re.fullmatch(text, str(got), re.DOTALL) is not None
