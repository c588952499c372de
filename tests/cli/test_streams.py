"""Standard streams that are closed, full or gone: every command ends in order and in words."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from clog.cli.command_files import command_names
from clog.cli.main import main
from clog.cli.streams import OUTPUT_CLOSED

CHANGE_LOG = """\
-- liquibase formatted sql
-- changeset ann:1
CREATE TABLE t (id INT);
-- rollback DROP TABLE t;
"""
ARGUMENTS = {
    "calculate-checksum": ["c.sql::1::ann"],
    "checksum": ["explain", "c.sql::1::ann"],
    "completion": ["bash"],
    "convert": ["c.sql", "c.yaml", "--check", "--format=json"],
    "execute-sql": ["SELECT 1"],
    "format": ["c.sql", "--check", "--format=json"],
    "future-rollback-count-sql": ["1"],
    "future-rollback-from-tag-sql": ["v1"],
    "init": ["project"],
    "inspect": ["c.sql"],
    "why": ["c.sql::1::ann"],
}
FAULTS = {
    "closed": OUTPUT_CLOSED,
    "full": OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
    "gone": BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE)),
}


class Broken(io.TextIOBase):
    """A stream that takes nothing."""

    encoding = "utf-8"

    def __init__(self, fault: OSError) -> None:
        super().__init__()
        self.fault = fault

    def write(self, text: str) -> int:
        """Fail, unless there is nothing to be written."""
        if text:
            raise self.fault
        return 0


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Be in a project with a change set that has run."""
    monkeypatch.chdir(tmp_path)
    Path("c.sql").write_text(CHANGE_LOG, encoding="utf-8")
    Path("liquibase.properties").write_text("url=jdbc:sqlite:x.db\nchangelogFile=c.sql\n", encoding="utf-8")


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("command", [*command_names(), "--help", "--version"])
def test_every_command_ends_in_words(
    command: str, fault: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", Broken(FAULTS[fault]))
        status = main([command, *ARGUMENTS.get(command, [])])
    err = capsys.readouterr().err
    assert status in {0, 1}
    assert "CLOG999" not in err
    assert "Traceback" not in err
    assert status == 0 or err.strip()


SHELL = {
    ">&-": "cannot write standard output: it is closed [CLOG700]",
    ">/dev/full": "cannot write standard output: No space left on device [CLOG700]",
}


@pytest.mark.parametrize("redirection", SHELL)
def test_a_process_without_standard_output(redirection: str) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m clog status {redirection}"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.splitlines()[0]) == (1, SHELL[redirection])


@pytest.mark.parametrize("redirection", ["2>/dev/full", "2>&-", "<&- 2>&-"])
def test_a_run_goes_on_where_nobody_can_be_told(redirection: str) -> None:
    for command in ("update", "update", "rollback-count 1 --yes"):
        line = f"{sys.executable} -m clog {command} {redirection}"
        done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
    listed = subprocess.run([sys.executable, "-m", "clog", "history"], capture_output=True, text=True, check=True)
    assert "c.sql" not in listed.stdout
