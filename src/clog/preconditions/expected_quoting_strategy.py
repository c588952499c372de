"""expectedQuotingStrategy: holds when names are quoted in the given way."""

from __future__ import annotations

from clog.declare import attr, precondition_type
from clog.model.change import Precondition


@precondition_type("expectedQuotingStrategy")
class ExpectedQuotingStrategyPrecondition(Precondition):
    """Holds when names are quoted in the given way. Reference: liquibase.precondition.core"""

    strategy: str = attr("How names are quoted.", values=("LEGACY", "QUOTE_ALL_OBJECTS", "QUOTE_ONLY_RESERVED_WORDS"))
