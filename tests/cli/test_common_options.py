"""Options that every command takes are taken by every command, before it and behind it."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from clog.cli.command_files import command_names
from clog.cli.main import PROGRAM, main
from clog.settings.declaration import SETTINGS

WORDS = {
    "completion": ["bash"],
    "convert": ["c.sql", "c.yaml"],
    "format": ["c.sql"],
    "inspect": ["c.sql"],
}
NAMES = [*(name for name in command_names() if name != "checksum"), "checksum explain"]
COMMON = [setting for setting in SETTINGS if setting.scope != "command"]
VALUES = {"boolean": "true", "integer": "3"}


def understood(arguments: list[str]) -> None:
    """Read arguments down to the last command, without running it."""
    context = PROGRAM.make_context("clog", list(arguments))
    command: click.Command = PROGRAM
    while isinstance(command, click.Group):
        rest = [*context._protected_args, *context.args]
        name, found, rest = command.resolve_command(context, rest)
        assert found is not None
        command, context = found, found.make_context(name, rest, parent=context)


@pytest.mark.parametrize("name", NAMES)
def test_every_command_takes_them_in_both_places(name: str) -> None:
    words = [*name.split(), *WORDS.get(name, [])]
    for setting in COMMON:
        value = "json" if setting.name == "format" else VALUES.get(setting.kind, "x")
        for option in ([f"{setting.option}={value}"], [setting.option, value]):
            if setting.kind == "boolean" and len(option) > 1:
                option = [setting.option]  # noqa: PLW2901 - a flag stands alone
            understood([*option, *words])
            understood([*words, *option])
    understood(["-D", "a=b", *words] if name not in WORDS or name == "inspect" else words)
    with pytest.raises(click.UsageError):
        understood([*words, "--no-such-option"])


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = "--liquibase formatted sql\n--changeset dev:1\n-- café\nSELECT 'é';\n--rollback empty\n"
    Path("c.sql").write_bytes(text.encode("latin-1"))


@pytest.mark.parametrize("front", [True, False])
def test_explain_takes_the_url(front: bool, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: FBT001 - a case
    options = ["--url=jdbc:sqlite:x.db", "--changelogFile", "c.sql", "--file-encoding=ISO-8859-1"]
    words = ["checksum", "explain", "c.sql::1::dev"]
    assert main([*options, *words] if front else [*words, *options]) == 0
    assert "SELECT'\\xe9'" in capsys.readouterr().out


@pytest.mark.parametrize("front", [True, False])
def test_inspect_heeds_the_encoding_and_where_results_go(front: bool, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: FBT001 - a case
    options = ["--file-encoding=ISO-8859-1", "--outputFile", "out.json", "--url=jdbc:sqlite:x.db"]
    words = ["inspect", "c.sql", "--dialects=oracle"]
    assert main([*options, *words] if front else [*words, *options]) == 0
    assert capsys.readouterr().out == ""
    answer = json.loads(Path("out.json").read_text(encoding="utf-8"))
    assert answer["sql"]["oracle"][0]["forward"] == ["SELECT 'é'"]


def test_what_makes_no_sense_is_refused_everywhere(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("inspect c.sql", "format c.sql", "convert c.sql d.sql", "completion bash", "status"):
        assert main(["--file-encoding=bogus", *name.split()]) == 1
        assert '--file-encoding is "bogus", which is no encoding' in capsys.readouterr().err
