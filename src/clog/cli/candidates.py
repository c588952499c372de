"""What a shell may offer for the value of an option or argument."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem


def files(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return files; the shell looks for them itself."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def words(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Return the values of a switch."""
    return [word for word in ("true", "false") if word.startswith(incomplete)]


def projects(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Return what `init` makes."""
    return [word for word in ("project",) if word.startswith(incomplete)]
