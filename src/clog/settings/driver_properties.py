"""The file of --driver-properties-file: parameters of the connection that do not stand in the URL."""

from __future__ import annotations

from clog.database.connection.url_secrets import is_secret
from clog.errors import UsageError
from clog.formats.properties import parse_properties
from clog.settings.secrets import register


def driver_properties(path: str | None) -> dict[str, str]:
    """Read the file; passwords in it are remembered, so that they are shown nowhere.

    Raises:
        UsageError: it cannot be read.
    """
    if not path:
        return {}
    try:
        with open(path, "rb") as stream:  # noqa: PTH123 - pathlib costs start-up time
            data = stream.read()
    except OSError as error:
        raise UsageError(
            f"cannot read {path}: {error.strerror}", hint="--driver-properties-file names a file with key=value lines"
        ) from error
    found = parse_properties(data.decode("latin-1"))
    for name, value in found.items():
        if is_secret(name):
            register(value)
    return found
