"""Keeping passwords out of everything that is shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clog.settings.declaration import Settings

_IN_URL = re.compile(r"(?i)(://[^/@:\s]*:)[^/@\s]+(?=@)|((?:password|pwd|secret|token|passphrase)=)[^&;\s]+")


def hide(text: str, settings: Settings | None = None) -> str:
    """Replace passwords in a text by ***: those in URLs, and the one of the settings wherever it stands."""
    text = _IN_URL.sub(lambda match: (match[1] or match[2]) + "***", text)
    if settings is not None and settings.password and len(settings.password) > 3:  # shorter ones occur in every text
        text = text.replace(settings.password, "***")
    return text
