"""Statements as scripts have them: with what ends them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from clog.errors import Unsupported

if TYPE_CHECKING:
    from clog.model.plan import Sql
    from clog.model.traits import Traits

_PRINTABLE_DELIMITER = re.compile(r"[;/\r\n\w@\-]+")


def ended(sql: Sql, traits: Traits) -> str:
    """Write a statement with what ends it in a script.

    Raises:
        Unsupported: the statement holds what no script can hold.

    Reference: liquibase.executor.LoggingExecutor, observed
    """
    if "\0" in sql.text:
        raise Unsupported(
            "no script can hold the character U+0000, at which programs stop reading a line",
            hint="take it out of the change log, or run the change set on a connection",
        )
    text = sql.text.rstrip()
    if traits.batch_separator:
        return f"{text}\n{traits.batch_separator}"
    delimiter = ";"
    asked = sql.delimiter.removesuffix("$")
    if asked and _PRINTABLE_DELIMITER.fullmatch(asked.replace("\\n", "\n").replace("\\r", "\r")):
        delimiter = asked.replace("\\n", "\n").replace("\\r", "\r")
    return text if text.endswith(delimiter) else text + delimiter
