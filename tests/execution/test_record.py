from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest

from clog.cli.main import main
from clog.execution.run_record import TRANSITIONS, BadTransition, RunEntry

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "record.schema.json").read_text(encoding="utf-8"))
CHANGE_LOG = """\
-- liquibase formatted sql
-- changeset ann:1
CREATE TABLE t (id INT);
-- rollback DROP TABLE t;
-- changeset ann:2
INSERT INTO t VALUES (1), (2);
-- rollback DELETE FROM t;
-- changeset ann:3
{last}
-- rollback empty
"""


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    Path("liquibase.properties").write_text("url=jdbc:sqlite:x.db\nchangelogFile=c.sql\n", encoding="utf-8")


def states(*arguments: str, last: str = "SELECT 1;", report: str = "r.json") -> tuple[int, dict[str, str], str]:
    """Run a command with --report; give the status, the states by id and the error of the last change set."""
    Path("c.sql").write_text(CHANGE_LOG.format(last=last), encoding="utf-8")
    status = main([*arguments, f"--report={report}"])
    text = Path(report).read_text(encoding="utf-8")
    answer = json.loads(text if report.endswith(".json") else text.splitlines()[-1])
    jsonschema.validate(answer, SCHEMA)
    found = {entry["changeSet"].split("::")[1]: entry["state"] for entry in answer["changeSets"]}
    return status, found, (answer["changeSets"][-1]["error"] if answer["changeSets"] else "") or ""


def test_what_is_done_is_completed_and_what_is_undone_rolled_back() -> None:
    assert states("update") == (0, dict.fromkeys("123", "COMPLETED"), "")
    assert states("rollback-count", "2") == (0, {"3": "ROLLEDBACK", "2": "ROLLEDBACK"}, "")
    assert states("changelog-sync") == (0, {"2": "COMPLETED", "3": "COMPLETED"}, "")
    assert states("update") == (0, {}, "")


def test_what_fails_says_why_and_what_was_not_tried_is_cancelled() -> None:
    status, found, error = states("update", last="SELECT nonsense;")
    assert (status, found) == (1, {"1": "COMPLETED", "2": "COMPLETED", "3": "FAILED"})
    assert "no such column: nonsense" in error
    Path("x.db").unlink()
    Path("c.sql").write_text("", encoding="utf-8")
    text = CHANGE_LOG.format(last="SELECT 1;").replace("CREATE TABLE t", "CREATE TABEL t")
    Path("c.sql").write_text(text, encoding="utf-8")
    assert main(["update", "--report=r.json"]) == 1
    answer = json.loads(Path("r.json").read_text(encoding="utf-8"))
    assert [entry["state"] for entry in answer["changeSets"]] == ["FAILED", "CANCELLED", "CANCELLED"]
    assert answer["state"] == "FAILED"


def test_a_failed_run_can_be_taken_back_as_a_whole() -> None:
    status, found, _ = states("update", "--rollback-on-error", last="SELECT nonsense;")
    assert (status, found) == (1, {"1": "ROLLEDBACK", "2": "ROLLEDBACK", "3": "FAILED"})
    assert states("status")[0] == 0


def test_lines_are_written_while_the_run_goes_on() -> None:
    assert states("update", report="r.jsonl")[0] == 0
    lines = [json.loads(line) for line in Path("r.jsonl").read_text(encoding="utf-8").splitlines()]
    told = [line["state"] for line in lines[:-1] if line["changeSet"].endswith("::1::ann")]
    assert told == ["PENDING", "RUNNING", "COMPLETED"]
    assert [line["rowsAffected"] for line in lines[:-1] if line["state"] == "COMPLETED"][1] == 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("report", ["r.json", "r.jsonl"])
def test_a_run_that_is_stopped_is_cancelled(number: signal.Signals, report: str) -> None:
    slow = "INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000) SELECT max(i) FROM n;"
    text = CHANGE_LOG.format(last="SELECT 1;").replace("INSERT INTO t VALUES (1), (2);", slow)
    Path("c.sql").write_text(text, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "clog", "update", f"--report={report}"],
        stderr=subprocess.PIPE, text=True, start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stderr is not None
        while "c.sql::2::ann" not in process.stderr.readline():
            pass
        time.sleep(0.3)
        process.send_signal(number)
        process.stderr.read()
    text = Path(report).read_text(encoding="utf-8")
    answer = json.loads(text.splitlines()[-1] if report == "r.jsonl" else text)
    jsonschema.validate(answer, SCHEMA)
    assert [entry["state"] for entry in answer["changeSets"]] == ["COMPLETED", "CANCELLED", "CANCELLED"]
    assert (answer["state"], process.returncode) == ("CANCELLED", 1)


def test_every_line_is_as_the_schema_says() -> None:
    states("update", report="r.jsonl", last="SELECT nonsense;")
    *lines, last = [json.loads(line) for line in Path("r.jsonl").read_text(encoding="utf-8").splitlines()]
    for line in lines:
        jsonschema.validate(line, SCHEMA["$defs"]["changeSet"])
        assert line["schema"] == last["schema"] == "clog.record/1"
    assert [line["state"] for line in lines if line["changeSet"].endswith("::3::ann")] == [
        "PENDING",
        "RUNNING",
        "FAILED",
    ]
    assert "nonsense" in lines[-1]["error"]


def test_a_file_that_cannot_be_written_stops_everything_before_it_begins() -> None:
    assert main(["update", "--report=/no/such/folder/r.json"]) == 1
    assert not Path("x.db").exists()


@pytest.mark.parametrize("before", TRANSITIONS)
@pytest.mark.parametrize("after", [state for state in TRANSITIONS if state])
def test_states_follow_each_other_as_allowed(before: str, after: str) -> None:
    entry = RunEntry("a::1::b")
    entry.state = before
    if after in TRANSITIONS[before]:
        entry.enter(after)
        assert entry.state == after
    else:
        with pytest.raises(BadTransition):
            entry.enter(after)


def test_a_plan_and_a_dry_run_change_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert states("update", "--plan")[0] == 0
    assert "c.sql::2::ann | new | sql" in capsys.readouterr().out
    assert states("update", "--dry-run")[0] == 0
    assert "taken back" in capsys.readouterr().err
    assert main(["status", "--fail-if-pending"]) == 1
    assert "3 changesets" in capsys.readouterr().out
