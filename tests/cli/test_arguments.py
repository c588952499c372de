from __future__ import annotations

import subprocess

import pytest

from clog.cli.arguments import Arguments, arrange, definitions
from clog.cli.main import main


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["update", "--url=x"], ("update", ("--url=x",))),
        (["--url", "x", "update"], ("update", ("--url=x",))),
        (["--changelogFile=a.xml", "update"], ("update", ("--changelog-file=a.xml",))),
        (["update", "--changelogFile", "a.xml"], ("update", ("--changelog-file=a.xml",))),
        (["--labels=a", "status", "--verbose"], ("status", ("--label-filter=a", "--verbose=true"))),
        (["status", "--verbose", "false"], ("status", ("--verbose=false",))),
        (["rollback-count", "2"], ("rollback-count", ("2",))),
        (["--showBanner=false", "update"], ("update", ())),
        (["--show-banner", "false", "update"], ("update", ())),
        (["update", "--nosuch=1"], ("update", ("--nosuch=1",))),
        (["update", "-Da=b"], ("update", ("-Da=b",))),
        (["update", "--url"], ("update", ("--url",))),
        (["execute-sql", "--", "--sql"], ("execute-sql", ("--", "--sql"))),
        ([], ("", ())),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_arguments_are_understood_in_every_spelling(given: list[str], expected: tuple[str, tuple[str, ...]]) -> None:
    assert arrange(given) == Arguments(*expected)


def test_options_of_the_program_may_stand_anywhere() -> None:
    assert arrange(["--search-path=a", "status"]) == ("status", ("--search-path=a",))
    assert arrange(["status", "--search-path=a"]) == ("status", ("--search-path=a",))


def test_definitions_have_names_and_values() -> None:
    assert definitions(["a=b", "c=d=e", "f"]) == {"a": "b", "c": "d=e", "f": ""}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete_commands_and_options(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert "update-sql" in script
    assert "changelog-file" in script


def test_bash_accepts_its_script(capsys: pytest.CaptureFixture[str]) -> None:
    main(["completion", "bash"])
    script = capsys.readouterr().out + "COMP_WORDS=(clog upd); COMP_CWORD=1; _clog; echo ${COMPREPLY[*]}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert "update-sql" in done.stdout.split()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("clog update --chang", "--changelog-file"),
        ("clog --url x stat", "status"),
        ("clog --url=x rollback-c", "rollback-count-sql"),
    ],
)
def test_bash_completes_what_is_typed(words: str, expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["completion", "bash"])
    script = capsys.readouterr().out
    script += f"COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); $(complete -p clog | sed 's/.*-F \\([^ ]*\\).*/\\1/')"
    done = subprocess.run(
        ["bash", "-c", f"{script}; echo ${{COMPREPLY[*]}}"], capture_output=True, text=True, check=True
    )
    assert expected in done.stdout.split()
