"""The garbage collector costs more than the parser while a big tree is built: it waits."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType


class Paused:
    """A context in which the cyclic garbage collector does not run. May be nested."""

    __slots__ = ("_was_on",)

    def __enter__(self) -> None:
        """Stop it, if it is on."""
        self._was_on = gc.isenabled()
        gc.disable()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Start it again, if it was on."""
        if self._was_on:
            gc.enable()
