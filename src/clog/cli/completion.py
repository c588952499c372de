"""completion: print a script that lets the shell complete commands and options.

The script is click's: at each key it asks clog itself (_CLOG_COMPLETE), so that what is offered is what a command takes.
Here is what click leaves out: words after "=", and zsh where nobody has called compinit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.shell_completion import BashComplete, FishComplete, ZshComplete, add_completion_class, get_completion_class

from clog.cli.own import OwnCommand

if TYPE_CHECKING:
    from click.shell_completion import ShellComplete

VARIABLE = "_CLOG_COMPLETE"
"""The environment variable by which a shell says what it asks for."""

_LOADED = "(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }"
_BEHIND_EQUALS = "[[ $words[CURRENT] == -*=* ]] && compset -P '*='"
_FILES_BEHIND_EQUALS = "complete -c clog -n 'string match -q -- \"-*=*\" (commandline -t)' -F\n"


@add_completion_class
class Bash(BashComplete):
    """Completion for bash, which makes "=" a word of its own."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the one that is typed, and that one."""
        words, incomplete = super().get_completion_args()
        return [word for word in words if word != "="], incomplete


@add_completion_class
class Zsh(ZshComplete):
    """Completion for zsh."""

    def source(self) -> str:
        """Write the script."""
        text = super().source().replace("    compdef ", f"    {_LOADED}\n    compdef ", 1)
        return text.replace("local -a response\n", f"local -a response\n    {_BEHIND_EQUALS}\n", 1)


@add_completion_class
class Fish(FishComplete):
    """Completion for fish."""

    def source(self) -> str:
        """Write the script."""
        return super().source() + _FILES_BEHIND_EQUALS


def completer(shell: str, program: click.Command) -> ShellComplete:
    """Make what answers the questions of bash, zsh or fish about a program."""
    found = get_completion_class(shell)
    assert found is not None  # noqa: S101 - the three above
    return found(program, {}, "clog", VARIABLE)


@click.command("completion", cls=OwnCommand)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form of the answer.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def COMMAND(shell: str, form: str) -> int:  # noqa: N802 - the name under which commands are looked up
    """Print a script that lets your shell complete commands, options and files.

    \b
    Examples:
        clog completion bash > ~/.local/share/bash-completion/completions/clog
        clog completion zsh > ~/.zfunc/_clog    (with fpath+=~/.zfunc before compinit in ~/.zshrc)
        clog completion fish > ~/.config/fish/completions/clog.fish
    """  # noqa: D301 - click wants the character behind \b
    written = completer(shell, click.get_current_context().find_root().command).source()
    if form == "json":
        from clog.cli.failure import document

        answer = {"schema": "clog.completion/1", "done": [], "shell": shell, "script": written}
        written = document(answer, None)
    click.echo(written, nl=False)
    return 0
