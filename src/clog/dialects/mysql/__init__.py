"""MySQL."""

from __future__ import annotations

from clog.dialects.mysql.dialect import DIALECT

__all__ = ["DIALECT"]
