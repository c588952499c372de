"""From options, environment and defaults file to one frozen Settings."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from clog.errors import EncodingError, UsageError
from clog.formats.properties import parse_properties
from clog.settings.declaration import BY_NAME, BY_SPELLING, WITHOUT_EFFECT, Setting, Settings, squash
from clog.settings.secrets import register, register_url
from clog.settings.toml import read_toml
from clog.sqltext.decode import codec_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TRUE, _FALSE = frozenset(("true", "yes", "on", "1")), frozenset(("false", "no", "off", "0"))
_ENCODINGS = frozenset(("file_encoding", "output_file_encoding"))
_PREFIXES = {"clog": ("global", "common", "command"), "liquibase": ("global",)}
_OF_THE_LAUNCHER = frozenset(("cache", "home", "opts", "launcherdebug", "version", "launcherparentclassloader"))


class _GivenSetting(NamedTuple):
    """A raw value with the words that name where it came from."""

    text: str
    source: str
    file: tuple[str, str, str] | None = None
    """Path and text of the file, and the key as it stands there."""


def resolve(
    command: str,
    options: Mapping[str, str],
    definitions: Mapping[str, str] | None = None,
    environ: Mapping[str, str] | None = None,
) -> Settings:
    """Combine all sources, the stronger first: options, environment, clog.toml, defaults file, built-in.

    Args:
        command: the command's name; some values are meant for it alone.
        options: raw texts from the command line, by field name.
        definitions: from -Dname=value.
        environ: by default the process's own.

    Raises:
        UsageError: a value is not what its setting wants, or --strict and something was not understood.

    Reference: liquibase.configuration; the strength of sources is the one of 4.28.0, where the
    environment even beats -D for parameters of change logs.
    """
    environ = os.environ if environ is None else environ
    given = {name: _GivenSetting(text, BY_NAME[name].option) for name, text in options.items()}
    variables, warnings = _environment(command, environ)
    given = {**variables, **given}
    path, content = _defaults(given.get("defaults_file"), warnings)
    properties = parse_properties(content)
    warnings += _misspelt(path, content, properties)
    toml = read_toml(_text(given.get("config")), _text(given.get("target")))
    file = {name: _GivenSetting(*value) for name, value in toml.values.items()}
    given = {**_properties(command, properties, path, content), **file, **given}
    parameters = {key[10:]: text for key, text in properties.items() if key.startswith("parameter.")}
    parameters.update(toml.parameters)
    parameters.update(definitions or {})
    parameters.update(environ)
    values = {
        name: _converted(BY_NAME[name], value)
        for name, value in given.items()
        if value.text.strip() or not BY_NAME[name].default  # nothing in the place of something: as if not given
    }
    register(values.get("password"))
    register_url(values.get("url"))
    warnings += _of_the_url(values, given)
    settings = Settings(command=command, parameters=parameters, warnings=tuple(warnings), **values)
    if settings.strict and warnings:
        raise UsageError(warnings[0], hint="--strict makes warnings errors")
    return settings


def _of_the_url(values: Mapping[str, Any], given: Mapping[str, _GivenSetting]) -> list[str]:
    """Say what the URL asks for, or the file beside it, and is not done."""
    url, file = values.get("url") or "", values.get("driver_properties_file")
    if not (file or any(mark in url for mark in "?;")):
        return []
    from clog.database.connection.parameters.check import warnings_about
    from clog.settings.driver_properties import driver_properties

    return list(warnings_about(url, given["url"].source, driver_properties(file))) if url else []


def _text(given: _GivenSetting | None) -> str | None:
    """Return the text, if there is one."""
    return None if given is None else given.text


def _environment(command: str, environ: Mapping[str, str]) -> tuple[dict[str, _GivenSetting], list[str]]:
    """Select the settings out of the environment.

    Weaker to stronger: LIQUIBASE_X, LIQUIBASE_COMMAND_X, LIQUIBASE_COMMAND_STATUS_X, the same with CLOG.
    """
    ranked: list[tuple[int, str, _GivenSetting]] = []
    warnings: list[str] = []
    for name, text in environ.items():
        program, _, rest = name.lower().replace("-", "_").replace(".", "_").partition("_")
        if program not in _PREFIXES or not rest:
            continue
        rank = 10 if program == "clog" else 0
        found = _setting_of(rest, command, _PREFIXES[program])
        if found is not None:
            ranked.append((rank + found[1], found[0].name, _GivenSetting(text, name)))
        elif not _is_elsewhere(squash(rest)):
            warnings.append(f"{name} is not a setting; it is ignored{_question(squash(rest), squash(command))}")
    return {field: value for _, field, value in sorted(ranked, key=lambda entry: entry[0])}, warnings


def _setting_of(name: str, command: str, scopes: tuple[str, ...]) -> tuple[Setting, int] | None:
    """Find the setting that a variable means, with its strength among variables."""
    if not name.startswith("command_"):
        setting = BY_SPELLING.get(squash(name))
        return (setting, 0) if setting is not None and setting.scope in scopes else None
    return _command_setting(squash(name[8:]), squash(command))


def _command_setting(squashed: str, command: str) -> tuple[Setting, int] | None:
    """Find the setting that a name of one command or of all commands means."""
    setting = BY_SPELLING.get(squashed)
    if setting is not None:
        return setting, 1
    if squashed.startswith(command):
        setting = BY_SPELLING.get(squashed[len(command) :])
    return None if setting is None else (setting, 2)


def _is_elsewhere(squashed: str) -> bool:
    """Return whether a name that means nothing to this command may mean something elsewhere."""
    if squashed in WITHOUT_EFFECT or squashed in _OF_THE_LAUNCHER or squashed.startswith("test"):
        return True
    from clog.settings.foreign import is_foreign

    return is_foreign(squashed)


def _question(squashed: str, command: str) -> str:
    """Ask whether a setting was meant."""
    from clog.settings.foreign import meant

    close = meant(squashed, (f"command{command}", "command", command))
    return f'; did you mean "{close}"?' if close else ""


def _misspelt(path: str, content: str, properties: Mapping[str, str]) -> Iterator[str]:
    """Find keys of the defaults file that are no settings and may mean one."""
    for key in properties:
        if key.startswith("parameter."):
            continue
        name = key.removeprefix("liquibase.")
        squashed = squash(name.removeprefix("command."))
        if squashed in BY_SPELLING or _is_elsewhere(squashed) or _is_elsewhere("command" + squashed):
            continue
        question = _question(squashed, "")
        if question or name != key:
            from clog.formats.places import located
            from clog.settings.places import place_of_key

            text = f'"{key}" is not a setting; it is ignored{question}'
            yield str(located(UsageError, text, path, place_of_key(content, key)))


def _defaults(named: _GivenSetting | None, warnings: list[str]) -> tuple[str, str]:
    """Read the defaults file; the one with the usual name may be missing. Gives its path and its text."""
    path = named.text if named else str(BY_NAME["defaults_file"].default)
    try:
        with open(path, "rb") as stream:  # noqa: PTH123 - pathlib costs start-up time
            data = stream.read()
    except FileNotFoundError:
        if named:
            warnings.append(f"defaults file {path} not found ({named.source})")
        return path, ""
    except OSError as error:
        raise UsageError(f"cannot read defaults file {path}: {error.strerror}") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")  # the encoding of properties files before Java 9
    return path, text


def _properties(command: str, properties: Mapping[str, str], path: str, content: str) -> dict[str, _GivenSetting]:
    """Select the settings out of the defaults file: url, changelog-file, liquibase.command.status.verbose ..."""
    ranked: list[tuple[int, str, _GivenSetting]] = []
    for key, text in properties.items():
        name = key.removeprefix("liquibase.")
        rank = 2 if name.startswith("command.") else 0
        found = _command_setting(squash(name.removeprefix("command.")), squash(command))
        if found is not None:
            ranked.append(
                (
                    rank + found[1],
                    found[0].name,
                    _GivenSetting(text.strip(), f"{key} in the defaults file", (path, content, key)),
                )
            )
    return {field: value for _, field, value in sorted(ranked, key=lambda entry: entry[0])}


def _converted(setting: Setting, given: _GivenSetting) -> Any:
    """Convert a raw text into what the setting wants; an error has its place in the file.

    Raises:
        UsageError: it is not that.
    """
    try:
        return _convert(setting, given)
    except UsageError as error:
        if given.file is None:
            raise
        from clog.formats.places import located
        from clog.settings.places import place_of_key

        path, content, key = given.file
        found = place_of_key(content, key, whole=not setting.secret)
        raise located(UsageError, error.message, path, found, error.hint) from error


def _convert(setting: Setting, given: _GivenSetting) -> Any:
    """Convert a raw text into what the setting wants.

    Raises:
        UsageError: it is not that.
    """
    if "\0" in given.text and setting.name != "url":
        raise UsageError(f"{given.source} holds the character U+0000", hint="no name and no path has it")
    text = given.text
    shown = "***" if setting.secret else f'"{text}"'
    if setting.kind == "boolean":
        word = text.strip().lower()
        if word not in _TRUE and word not in _FALSE:
            raise UsageError(f"{given.source} is {shown}, which is neither true nor false")
        return word in _TRUE
    if setting.kind == "integer":
        try:
            return int(text)
        except ValueError as error:
            raise UsageError(f"{given.source} is {shown}, which is not a whole number") from error
    if setting.kind == "list":
        return tuple(part.strip() for part in text.split(",") if part.strip())
    if setting.values:
        if text.upper() not in setting.values:
            raise UsageError(f"{given.source} is {shown}", hint="possible are " + ", ".join(setting.values))
        return text.upper()
    if setting.name in _ENCODINGS:
        return _encoding(text.strip(), given.source)
    return text


def _encoding(name: str, source: str) -> str:
    """Check that an encoding is known; OS is that of the system, as in Liquibase."""
    if name.upper() == "OS":
        import locale

        return locale.getencoding()
    try:
        codec_of(name)
    except EncodingError as error:
        raise UsageError(
            f'{source} is "{name}", which is no encoding', hint="for example UTF-8 or ISO-8859-1"
        ) from error
    return name
