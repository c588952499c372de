"""Settings: options, environment and defaults file as one frozen value, made by `clog.settings.resolve`."""

from __future__ import annotations

from clog.settings.declaration import Settings

__all__ = ["Settings"]
