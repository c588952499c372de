"""Passwords: where they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.errors import UsageError
from clog.settings.secrets import register

if TYPE_CHECKING:
    from clog.settings.declaration import Settings


def password_of(settings: Settings) -> str | None:
    """Return the password: as it is, or from the file, the command or the keyring that the settings name.

    Raises:
        UsageError: it is not to be had there.
    """
    found = settings.password
    if found is None and settings.password_file:
        found = _from_file(settings.password_file)
    if found is None and settings.password_command:
        found = _from_command(settings.password_command)
    if found is None and settings.password_keyring:
        found = _from_keyring(settings.password_keyring, settings.username or "")
    register(found)
    return found


def _from_file(path: str) -> str:
    """Read the first line of a file."""
    try:
        with open(path, encoding="utf-8") as stream:  # noqa: PTH123 - pathlib costs start-up time
            return stream.readline().rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text"
        raise UsageError(f"cannot read the password file {path}: {reason}") from error


def _from_command(command: str) -> str:
    """Run a command and take the first line that it prints."""
    import subprocess

    try:
        done = subprocess.run(  # noqa: S602 - the author of the settings asks for this very command
            command, shell=True, stdout=subprocess.PIPE, check=True, text=True
        )
    except subprocess.CalledProcessError as error:
        raise UsageError(f"the password command failed with status {error.returncode}") from error
    return done.stdout.partition("\n")[0].rstrip("\r")


def _from_keyring(service: str, user: str) -> str:
    """Ask the keyring of the system."""
    from importlib import import_module

    try:
        keyring = import_module("keyring")
    except ImportError as error:
        raise UsageError("password-keyring needs the package keyring", hint="pip install keyring") from error
    found: str | None = keyring.get_password(service, user)
    if found is None:
        raise UsageError(
            f'the keyring has no password of "{user}" for "{service}"', hint=f"keyring set {service} {user or 'USER'}"
        )
    return found
