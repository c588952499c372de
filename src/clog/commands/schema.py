"""schema: print the JSON Schema of change logs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.derive.json_schema import change_log_schema, written_schema
from clog.model.events import Event, Report

if TYPE_CHECKING:
    from clog.model.events import Run
    from clog.settings import Settings

TAKES = ()


def schema(settings: Settings) -> Run:
    """Print the JSON Schema (2020-12) of change logs in JSON and YAML, for editors and other tools.

    The same file is schemas/changelog.schema.json of the project and clog/schemas/ of the package.
    """
    del settings
    yield Event("result", written_schema().rstrip("\n"))
    return Report(answer={"jsonSchema": change_log_schema()})
