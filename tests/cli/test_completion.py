"""Completion: what the scripts hold, and what the shells make of them where they are installed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from shutil import which

import click
import pytest

from clog.cli.command_files import command_names
from clog.cli.commands import find_command
from clog.cli.completion import completer
from clog.cli.main import PROGRAM, main

SHELLS = ("bash", "zsh", "fish")

TYPED = [
    ("clog upd", "update-sql"),
    ("clog update --chang", "--changelog-file"),
    ("clog --url x stat", "status"),
    ("clog --url=x rollback-c", "rollback-count-sql"),
    ("clog --quiet stat", "status"),
    ("clog status --fail", "--fail-if-pending"),
    ("clog --url=x status --fail", "--fail-if-pending"),
    ("clog convert --rec", "--recursive"),
    ("clog completion ", "fish"),
    ("clog checksum ", "explain"),
    ("clog init ", "project"),
    ("clog convert somewh", "somewhere.xml"),
    ("clog execute-sql --sql-file somewh", "somewhere.xml"),
]
"""What is typed, and one of the words that are offered."""

NOT_OFFERED = [
    ("clog update --fail", "--fail-if-pending"),
    ("clog convert --ur", "--url"),
    ("clog update stat", "status"),
]
"""What is typed, and a word that makes no sense there."""

STUBS = {
    "bash": """
compopt() { COMPREPLY+=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")); }
""",
    "zsh": """
compdef() { }
compset() { }
compadd() { print -l -- ${(P)@[-1]} }
_path_files() { print -l -- ${words[CURRENT]}*(N) }
_describe() { print -l -- ${${(P)@[3]}%%:*} }
""",
    "fish": "",
}
"""What shells have only while they complete."""


def script(shell: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["completion", shell]) == 0
    return capsys.readouterr().out


def offered(shell: str, typed: str, text: str) -> list[str]:
    """Ask a shell what it offers behind what is typed."""
    if which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    words = typed.split(" ")
    listed = " ".join(f"'{word}'" for word in words)
    text = f"{STUBS[shell]}{text}\n"
    if shell == "bash":
        text += f"COMP_WORDS=({listed}); COMP_CWORD={len(words) - 1}; _clog_completion clog\n"
        text += "printf '%s\\n' \"${COMPREPLY[@]}\""
    elif shell == "zsh":
        text += f"words=({listed}); CURRENT={len(words)}; _clog_completion"
    else:
        text += f"complete -C '{typed}'"
    done = subprocess.run([shell, "-c", text], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    found = [line.partition("\t")[0] for line in done.stdout.splitlines()]
    return [word for word in found if word.startswith(words[-1])]


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    monkeypatch.setenv("HOME", str(tmp_path))
    Path("somewhere.xml").touch()


def candidates(*words: str) -> set[str]:
    *before, incomplete = words
    return {item.value for item in completer("bash", PROGRAM).get_completions(before, incomplete)}


def test_every_command_and_its_options_are_offered() -> None:
    assert set(command_names()) == candidates("")
    for name in command_names():
        command = find_command(name)
        assert command is not None
        own = {
            param.opts[0]
            for param in command.params
            if isinstance(param, click.Option) and not param.hidden and param.opts[0].startswith("--")
        }
        assert own <= candidates(name, "--")


def test_options_of_every_command_are_offered_before_it() -> None:
    assert {"--changelog-file", "--url", "--quiet"} <= candidates("--")
    assert "--fail-if-pending" not in candidates("--")


@pytest.mark.parametrize("shell", SHELLS)
def test_shells_accept_the_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = script(shell, capsys)
    if which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    Path("script").write_text(text, encoding="utf-8")
    done = subprocess.run([shell, "-n", "script"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(("typed", "expected"), TYPED)
def test_shells_complete_what_is_typed(
    shell: str, typed: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert expected in offered(shell, typed, script(shell, capsys))


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(("typed", "never"), NOT_OFFERED)
def test_shells_offer_nothing_that_makes_no_sense(
    shell: str, typed: str, never: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert never not in offered(shell, typed, script(shell, capsys))


@pytest.mark.parametrize(
    ("shell", "typed", "expected"),
    [
        ("bash", "clog update --changelog-file = somewh", "somewhere.xml"),
        ("fish", "clog update --changelog-file=somewh", "--changelog-file=somewhere.xml"),
    ],
)
def test_files_are_offered_behind_an_equals_sign(
    shell: str, typed: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert offered(shell, typed, script(shell, capsys)) == [expected]


def test_zsh_completes_at_once_when_it_loads_the_file_by_itself(capsys: pytest.CaptureFixture[str]) -> None:
    if which("zsh") is None:
        pytest.skip("zsh is not installed")
    Path("_clog").write_text(script("zsh", capsys), encoding="utf-8")
    text = f"{STUBS['zsh']}fpath=($PWD $fpath); autoload -Uz _clog; words=(clog upd); CURRENT=2; _clog"
    done = subprocess.run(["zsh", "-f", "-c", text], capture_output=True, text=True, check=True)
    assert "update-sql" in done.stdout.split()


def test_zsh_loads_its_completion_where_the_script_is_evaluated(capsys: pytest.CaptureFixture[str]) -> None:
    if which("zsh") is None:
        pytest.skip("zsh is not installed")
    text = script("zsh", capsys) + "print $_comps[clog]"
    done = subprocess.run(["zsh", "-f", "-c", text], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "_clog_completion"


def test_programs_get_the_script_too(capsys: pytest.CaptureFixture[str]) -> None:
    text = script("zsh", capsys)
    assert main(["completion", "zsh", "--format=json"]) == 0
    assert json.loads(capsys.readouterr().out)["script"] == text


@pytest.mark.parametrize(
    ("shell", "current", "expected"),
    [("bash", "1", "plain,update-sql"), ("zsh", "1", "update-sql"), ("fish", "upd", "plain,update-sql\t")],
)
def test_what_click_makes_for_shells_works_too(shell: str, current: str, expected: str) -> None:
    program = f"import sys; from clog.cli.main import PROGRAM, main; sys.exit(main({[]!r}))"
    environment = {**os.environ, "COMP_WORDS": "clog upd", "COMP_CWORD": current}
    for request in ("source", "complete"):
        done = subprocess.run(
            [sys.executable, "-c", program],
            env={**environment, "_CLOG_COMPLETE": f"{shell}_{request}"},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stderr == ""
        assert ("_clog_completion" if request == "source" else expected) in done.stdout
