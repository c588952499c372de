from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from clog.cli.main import main

if TYPE_CHECKING:
    import pytest


def fail(*_: object) -> NoReturn:
    message = "unheard of"
    raise KeyError(message)


def test_a_fault_of_clog_is_told_in_three_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("clog.cli.run.resolve", fail)
    assert main(["status"]) == 1
    err = capsys.readouterr().err
    assert "CLOG999" in err
    assert "Traceback" not in err
    assert main(["--log-level=debug", "status"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_ctrl_c_is_no_fault(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stop(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr("clog.cli.run.resolve", stop)
    assert main(["status"]) == 1
    assert "interrupted" in capsys.readouterr().err


def test_too_little_memory_is_no_fault_of_clog(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fill(*_: object) -> NoReturn:
        raise MemoryError

    monkeypatch.setattr("clog.cli.run.resolve", fill)
    assert main(["status"]) == 1
    err = capsys.readouterr().err
    assert "not enough memory" in err
    assert "CLOG999" not in err
