"""Microsoft SQL Server."""

from __future__ import annotations

from clog.dialects.mssql.dialect import DIALECT

__all__ = ["DIALECT"]
