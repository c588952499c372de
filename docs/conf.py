"""The site: `sphinx-build -W docs build/docs` builds it, and fails at a link that leads nowhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "clog"
author = "the developers of clog"
extensions = ["myst_parser"]
root_doc = "README"
exclude_patterns = ["examples"]
html_theme = "furo"
html_title = "clog"
myst_heading_anchors = 4
suppress_warnings = ["misc.highlighting_failure"]

HOME = "https://github.com/clog-db/clog/blob/main/"
HERE = Path(__file__).parent
_UP = re.compile(r"\]\(((?:\.\./)+[^)#]*)")
_PAGES = """

```{toctree}
:hidden:
:glob:

[!R]*
dialects/README
dialects/[!R]*
rules/README
rules/[!R]*
adr/*
```
"""


def site(page: str, source: str) -> str:
    """Make a page of the site of a page as it is read in the repository.

    Links to files outside docs/ lead to the repository; the first page lists all others for the navigation.

    Args:
        page: name of the page relative to docs/, without its ending.
        source: its text.
    """

    def lead(found: re.Match[str]) -> str:
        target = (HERE / page).parent.joinpath(found[1]).resolve()
        return found[0] if target.is_relative_to(HERE) else f"]({HOME}{target.relative_to(HERE.parent)}"

    return _UP.sub(lead, source) + (_PAGES if page == root_doc else "")


def setup(app: Sphinx) -> None:
    """Register what is done to each page as it is read."""
    app.connect("source-read", lambda _, page, source: source.__setitem__(0, site(page, source[0])))
