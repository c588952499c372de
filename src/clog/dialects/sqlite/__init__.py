"""SQLite."""

from __future__ import annotations

from clog.dialects.sqlite.dialect import DIALECT

__all__ = ["DIALECT"]
