"""Write schemas/changelog.schema.json: `python -m tests.tools.changelog_schema`. A test refuses drift."""

from __future__ import annotations

from clog.derive.json_schema import written_schema
from tests.support.dialects import FIXTURES

FILE = FIXTURES.parent / "schemas" / "changelog.schema.json"

if __name__ == "__main__":
    FILE.write_text(written_schema(), encoding="utf-8")
