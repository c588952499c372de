"""completion: print a script that lets the shell complete commands and options."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from clog.cli.command_files import command_names
from clog.cli.commands import ClogCommand, find_command
from clog.cli.own import OwnCommand
from clog.settings.declaration import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterable

_BASH = """\
_clog() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} command= values= i
    local options="{common}"
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${{COMP_WORDS[i]}} in
            {alternatives}) command=${{COMP_WORDS[i]}}; break ;;
        esac
    done
    case $command in
{cases}
    esac
    if [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W "$options" -- "$word"))
    elif [[ -n $values ]]; then
        COMPREPLY=($(compgen -W "$values" -- "$word"))
    elif [[ -n $command || $before == "=" ]]; then
        COMPREPLY=($(compgen -f -- "${{word#=}}"))
    else
        case $before in
            {flags}|*=*|[^-]*) COMPREPLY=($(compgen -W "{commands}" -- "$word")) ;;
            *) COMPREPLY=($(compgen -f -- "$word")) ;;
        esac
    fi
}}
complete -o default -F _clog clog
"""

_ZSH = """\
#compdef clog
_clog() {{
    local word=${{words[CURRENT]}} before=${{words[CURRENT-1]}} command= i
    local -a commands options values
    commands=({commands})
    options=({common})
    for ((i = 2; i < CURRENT; i++)); do
        case ${{words[i]}} in
            ({alternatives}) command=${{words[i]}}; break ;;
        esac
    done
    case $command in
{cases}
    esac
    if [[ $word == -*=* ]]; then
        compset -P '*='
        _files
    elif [[ $word == -* ]]; then
        _describe -o option options
    elif (( $#values )); then
        _describe value values
    elif [[ -n $command ]]; then
        _files
    else
        case $before in
            ({flags}|*=*|[^-]*) _describe command commands ;;
            (*) _files ;;
        esac
    fi
}}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _clog "$@"
else
    (( $+functions[compdef] )) || {{ autoload -Uz compinit && compinit }}
    compdef _clog clog
fi
"""

_FISH = """\
function __clog_command
    for word in (commandline -opc)[2..-1]
        if contains -- $word {commands}
            echo $word
            return 0
        end
    end
    return 1
end
function __clog_in
    contains -- (__clog_command; or echo none) $argv
end
complete -c clog -f
complete -c clog -n '__clog_in {files}' -F
{lines}
"""


class _Option(NamedTuple):
    """An option: as it is written, what it does, and whether a value must follow."""

    name: str
    text: str
    valued: bool


class _Command(NamedTuple):
    """What may stand behind the name of a command.

    Attributes:
        name: of the command.
        text: what it does.
        options: its own.
        common: whether it takes the options of every command too.
        values: words that may follow; none: files.
    """

    name: str
    text: str
    options: tuple[_Option, ...]
    common: bool
    values: tuple[str, ...]


def script(shell: str) -> str:
    """Write the script for bash, zsh or fish."""
    commands = [_described(name, text) for name, text in command_names().items()]
    common = [
        _Option(setting.option, setting.doc, setting.kind != "boolean")
        for setting in SETTINGS
        if setting.scope != "command"
    ]
    if shell == "fish":
        return _fish(commands, common)
    bash = shell == "bash"
    listed = _names if bash else _pairs
    cases = []
    for command in commands:
        sign = "+=" if command.common else "="
        words = f"options{sign}{listed(command.options, ' ' if command.common else '')}"
        if command.values:
            values = " ".join(command.values)
            words += f' values="{values}"' if bash else f"; values=({values})"
        if command.options or command.values:
            cases.append(f"        {'' if bash else '('}{command.name}) {words} ;;")
    return (_BASH if bash else _ZSH).format(
        alternatives="|".join(command.name for command in commands),
        cases="\n".join(cases),
        commands=" ".join(
            command.name if bash else _quoted(f"{command.name}:{command.text}", r"'\''") for command in commands
        ),
        common=" ".join(option.name if bash else _pair(option) for option in common),
        flags="|".join(["clog", *(option.name for option in common if not option.valued)]),
    )


def _described(name: str, text: str) -> _Command:
    """Describe a command."""
    command = find_command(name)
    if isinstance(command, ClogCommand):
        own = tuple(_Option(one.option, one.doc, one.kind != "boolean") for one in command.own)
        return _Command(name, text, own, True, ("project",) if command.positional == "action" else ())
    if isinstance(command, click.Group):
        return _Command(name, text, (), True, tuple(command.commands))
    options: list[_Option] = []
    values: list[str] = []
    for parameter in command.params if command is not None else ():
        if isinstance(parameter, click.Option) and parameter.hidden:
            continue
        if isinstance(parameter, click.Option):
            options.append(_Option(parameter.opts[0], parameter.help or "", not parameter.is_flag))
        elif isinstance(parameter.type, click.Choice):
            values += parameter.type.choices
    return _Command(name, text, tuple(options), False, tuple(values))


def _names(options: Iterable[_Option], before: str) -> str:
    """Write options as words for bash."""
    return f'"{before}{" ".join(option.name for option in options)}"'


def _pairs(options: Iterable[_Option], _: str) -> str:
    """Write options as an array for zsh."""
    return f"({' '.join(_pair(option) for option in options)})"


def _pair(option: _Option) -> str:
    """Write an option with what it does, for zsh."""
    return _quoted(f"{option.name}:{option.text}", r"'\''")


def _quoted(text: str, quote: str) -> str:
    """Put a text in single quotes; `quote` is how one is written inside."""
    return "'" + text.replace("'", quote) + "'"


def _fish(commands: list[_Command], common: list[_Option]) -> str:
    """Write the script for fish."""
    lines = [
        f"complete -c clog -n 'not __clog_command >/dev/null' -a {command.name} -d {_for_fish(command.text)}"
        for command in commands
    ]
    apart = " ".join(command.name for command in commands if not command.common)
    lines += [_fish_option(option, f"not __clog_in {apart}") for option in common]
    for command in commands:
        condition = f"__clog_in {command.name}"
        lines += [_fish_option(option, condition) for option in command.options]
        if command.values:
            lines.append(f"complete -c clog -n '{condition}' -a '{' '.join(command.values)}'")
    return _FISH.format(
        commands=" ".join(command.name for command in commands),
        files=" ".join(command.name for command in commands if not command.common and not command.values),
        lines="\n".join(lines),
    )


def _fish_option(option: _Option, condition: str) -> str:
    """Write one option."""
    written = f"-s {option.name[1:]}" if not option.name.startswith("--") else f"-l {option.name[2:]}"
    return f"complete -c clog -n '{condition}' {written}{' -r -F' * option.valued} -d {_for_fish(option.text)}"


def _for_fish(text: str) -> str:
    """Quote a text."""
    return _quoted(text.replace("\\", "\\\\"), r"\'")


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
    written = script(shell)
    if form == "json":
        from clog.cli.failure import document

        answer = {"schema": "clog.completion/1", "done": [], "shell": shell, "script": written}
        written = document(answer, None)
    click.echo(written, nl=False)
    return 0
