"""Write docs/errors.md: every code that clog prints, with what it means.

`python -m tests.tools.error_docs` writes the page; a test refuses a page that is out of date.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import clog.errors
from clog.errors import ClogError

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).resolve().parents[2] / "docs" / "errors.md"
HEAD = """\
<!-- Written by python -m tests.tools.error_docs; do not edit. -->

# Errors

Every message has the form `place: what is wrong [CODE]`, the source line with a marker where there is one, and a hint. All
problems of a change log are listed at once. The exit status is 1 when anything is wrong, 2 when no command was given, else 0.
Codes do not change their meaning from release to release. What finds them in change logs, and how to silence what is no error:
[rules](rules/README.md).

| code | name | meaning |
|---|---|---|
"""


def codes(cls: type[ClogError] = ClogError) -> Iterator[tuple[str, str, str]]:
    """List codes, names and meanings, the general before the particular."""
    yield cls.code, cls.__name__, (cls.__doc__ or "").partition("\n")[0]
    for child in cls.__subclasses__():
        if child.__module__ == clog.errors.__name__:
            yield from codes(child)


def page() -> str:
    """Write the page."""
    rows = sorted(codes())
    return HEAD + "".join(f"| {code} | {name} | {meaning} |\n" for code, name, meaning in rows)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
