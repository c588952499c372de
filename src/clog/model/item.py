"""Item: an element as it is to be written, in any format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


class Item:
    """One element: what XML writes as an element and YAML as a map below a key.

    Attributes:
        name: as written.
        attributes: scalars by name, in the order of the author.
        children: elements inside, in order.
        body: the element's own text, or None.
        body_key: the key of the body where there are only keys (YAML, JSON).
        listed: the key of the list that holds this element and its neighbours in YAML and JSON ("columns");
            "": it stands under its own name.
        before, inside: comments in front of it, and behind its last child.
        blank: whether a blank line stands before it.
        cdata: whether the author wrote the body as CDATA.
        indent: blanks that the author put in front of the first line of the body.
        at: where it stands in the file that it was read from (`Node.at`).
    """

    __slots__ = (
        "at",
        "attributes",
        "before",
        "blank",
        "body",
        "body_key",
        "cdata",
        "children",
        "indent",
        "inside",
        "listed",
        "name",
    )

    def __init__(
        self,
        name: str,
        attributes: dict[str, Any] | None = None,
        children: list[Item] | None = None,
        *,
        body: Any = None,
        body_key: str = "",
        listed: str = "",
        at: int = -1,
    ) -> None:
        """Keep the parts; trivia are put in afterwards."""
        self.name = name
        self.attributes = {} if attributes is None else attributes
        self.children = [] if children is None else children
        self.body = body
        self.body_key = body_key
        self.listed = listed
        self.at = at
        self.before: tuple[str, ...] = ()
        self.inside: tuple[str, ...] = ()
        self.blank = False
        self.cdata = False
        self.indent = ""

    def __repr__(self) -> str:
        """Show it in one line."""
        return f"Item({self.name!r}, {self.attributes!r}, {self.children!r}, body={self.body!r})"

    def walk(self) -> Iterator[Item]:
        """List it and everything below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def comments(self) -> Iterator[str]:
        """List the comments in it and below it, in order."""
        yield from self.before
        for child in self.children:
            yield from child.comments()
        yield from self.inside


ELEMENTS = frozenset(("where", "comment", "comments"))
"""Attributes that XML writes as elements of their own; `comments` is written <comment>."""
