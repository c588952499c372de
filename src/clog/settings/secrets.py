"""Passwords: how they are kept out of everything that is shown."""

from __future__ import annotations

import re

from clog.database.connection.url_secrets import SECRET_ENDINGS, secrets_of

_IN_URL = re.compile(
    rf"(?i)(://[^/@:\s]*:)[^/@\s]+(?=@)|(:(?:thin|oci8?):[^/@\s]*/)[^@\s]+(?=@)|({SECRET_ENDINGS}=)[^&;\s]+"
)

SHORTEST = 4
"""Shorter passwords occur in every text; hiding them would hide the text."""

_known: set[str] = set()


def register(secret: str | None) -> None:
    """Record a password, so that `hide` finds it wherever it stands."""
    if secret and len(secret) >= SHORTEST:
        _known.add(secret)


def register_url(url: str | None) -> None:
    """Record the passwords inside a URL."""
    for secret in secrets_of(url) if url else ():
        register(secret)


def hide(text: str) -> str:
    """Replace passwords in a text by ***: those in URLs, and those that are known wherever they stand."""
    text = _IN_URL.sub(lambda match: (match[1] or match[2] or match[3]) + "***", text)
    for secret in _known:
        if secret in text:
            text = text.replace(secret, "***")
    return text
