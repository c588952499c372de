"""Settings: options, environment and defaults file as one frozen value."""

from __future__ import annotations

from clog.settings.declaration import Settings
from clog.settings.resolve import resolve

__all__ = ["Settings", "resolve"]
