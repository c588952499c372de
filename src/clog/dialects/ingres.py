"""Ingres. Reference: liquibase.database.core.Ingres9Database"""

from __future__ import annotations

from clog.dialects.base import Dialect
from clog.model.traits import Traits


class IngresDialect(Dialect):
    """Ingres."""

    name = "ingres"
    traits = Traits("ingres", sequences=False, true="TRUE", false="FALSE", now="date('now')")
    types = {**Dialect.types, "number": "NUMBER{args}"}


DIALECT = IngresDialect
