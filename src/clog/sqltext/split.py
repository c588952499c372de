"""SQL scripts into statements."""

from __future__ import annotations


def split(
    text: str, *, strip_comments: bool = False, split_statements: bool = True, end_delimiter: str | None = None
) -> list[str]:
    """Split."""
    if not split_statements:
        return [text.strip()]
    return [part.strip() for part in text.split(";") if part.strip()]
