"""completion: print a script that lets the shell complete commands and options."""

from __future__ import annotations

import click

from clog.cli.commands import command_names
from clog.settings.declaration import SETTINGS

_BASH = """\
_clog() {{
    local word=${{COMP_WORDS[COMP_CWORD]}}
    if [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W "{options}" -- "$word"))
    elif [[ $COMP_CWORD == 1 || ${{COMP_WORDS[1]}} == -* ]]; then
        COMPREPLY=($(compgen -W "{commands}" -- "$word"))
    else
        COMPREPLY=($(compgen -f -- "$word"))
    fi
}}
complete -o default -F _clog clog
"""

_ZSH = """\
#compdef clog
_clog() {{
    if [[ $words[CURRENT] == -* ]]; then
        compadd -- {options}
    elif (( CURRENT == 2 )); then
        compadd -- {commands}
    else
        _files
    fi
}}
compdef _clog clog
"""


def script(shell: str) -> str:
    """Write the script for bash, zsh or fish."""
    names = command_names()
    options = [setting.option for setting in SETTINGS]
    if shell == "fish":
        lines = ["complete -c clog -f"]
        lines += [
            f"complete -c clog -n __fish_use_subcommand -a {name} -d {_quoted(text)}" for name, text in names.items()
        ]
        lines += [f"complete -c clog -l {setting.option[2:]} -r -F -d {_quoted(setting.doc)}" for setting in SETTINGS]
        return "\n".join(lines) + "\n"
    form = _BASH if shell == "bash" else _ZSH
    return form.format(commands=" ".join(names), options=" ".join(options))


def _quoted(text: str) -> str:
    """Quote a text for fish."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


@click.command(
    "completion",
    help="Print a script for your shell: clog completion bash > /etc/bash_completion.d/clog, or eval it in ~/.bashrc.",
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def COMMAND(shell: str) -> int:  # noqa: N802 - the name under which commands are looked up
    """Print the script."""
    click.echo(script(shell), nl=False)
    return 0
