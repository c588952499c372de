"""Arguments as Liquibase takes them: any spelling, `--a b` and `--a=b`, options before or behind the command."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from clog.settings.declaration import BY_SPELLING, WITHOUT_EFFECT, Setting, squash

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WORDS = frozenset(("true", "false"))


class Arguments(NamedTuple):
    """Arguments with the command first. `rest` holds what was before and behind it, in one spelling."""

    command: str
    rest: tuple[str, ...]


def arrange(arguments: Sequence[str]) -> Arguments:
    """Find the command and bring all options into the form --kebab-case=value.

    Options that only other commands know stay as they are; the command refuses them. Options of
    Liquibase that mean nothing here are taken out.

    Reference: liquibase.integration.commandline.LiquibaseCommandLine, observed
    """
    command = ""
    rest: list[str] = []
    position = 0
    while position < len(arguments):
        argument = arguments[position]
        position += 1
        if not argument.startswith("-") or argument == "-":
            if command:
                rest.append(argument)
            else:
                command = argument
            continue
        if argument == "-D":
            rest.extend(arguments[position - 1 : position + 1])
            position += 1
            continue
        if argument == "--":
            rest.extend(arguments[position - 1 :])
            break
        following = arguments[position] if position < len(arguments) else None
        option, taken = option_of(argument, following)
        position += taken
        rest.extend(option)
    return Arguments(command, tuple(rest))


def option_of(argument: str, following: str | None) -> tuple[tuple[str, ...], int]:
    """Write one option in the common form; also say whether the following argument belongs to it."""
    written, equals, value = argument.partition("=")
    name = squash(written)
    setting = BY_SPELLING.get(name) if written.startswith("--") else None
    if setting is None and name not in WITHOUT_EFFECT:
        return (argument,), 0
    taken = 0
    if not equals:
        found, taken = _value(setting, following)
        if found is None:
            return (written if setting is None else setting.option,), 0
        value = found
    return (() if setting is None else (f"{setting.option}={value}",)), taken


def _value(setting: Setting | None, following: str | None) -> tuple[str | None, int]:
    """Find the value of an option written without "=": the following argument, or true for a flag."""
    is_word = following is not None and following.lower() in _WORDS
    if setting is None or setting.kind == "boolean":
        return (following, 1) if is_word else ("true", 0)
    return following, int(following is not None)


def definitions(pairs: Iterable[str]) -> dict[str, str]:
    """Convert the texts behind -D into parameters; without "=" the value is empty."""
    return {name: value for name, _, value in (pair.partition("=") for pair in pairs)}
