"""Items to XML: four blanks a step, CDATA for SQL that would need escapes, the current schema in the head."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from clog.model.item import ELEMENTS
from clog.model.scalars import as_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clog.model.item import Item

HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
{comments}<databaseChangeLog
    xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                        http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd\""""

STEP = "    "
WIDTH = 120
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WRAPPERS = frozenset(("whereParams",))
_WRITTEN = {"comments": "comment"}
_ATTRIBUTE = str.maketrans({"&": "&amp;", "<": "&lt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})


def write_xml(root: Item) -> str:
    """Write a change log. Texts must be free of characters that XML cannot hold: ask `forbidden` first."""
    comments = "".join(line + "\n" for line in _comments(root.before, 0))
    attributes = "".join(
        f"\n    {name}={_quoted(value)}" for name, value in root.attributes.items() if value is not None
    )
    lines = [HEAD.format(comments=comments) + attributes + ">"]
    for child in root.children:
        lines += _element(child, 1)
    lines += _comments(root.inside, 1)
    lines.append("</databaseChangeLog>")
    return "\n".join(lines) + "\n"


def forbidden(text: str) -> str:
    """Return the first character that XML 1.0 cannot hold; "" when there is none."""
    found = _FORBIDDEN.search(text)
    return found[0] if found else ""


def _element(item: Item, depth: int) -> Iterator[str]:
    """Write an element with what is in it."""
    pad = STEP * depth
    if item.blank:
        yield ""
    yield from _comments(item.before, depth)
    attributes = [
        f"{name}={_quoted(value)}"
        for name, value in item.attributes.items()
        if value is not None and name not in ELEMENTS
    ]
    inner = {
        name: f"{pad}{STEP}<{_WRITTEN.get(name, name)}>{_text(value)}</{_WRITTEN.get(name, name)}>"
        for name, value in item.attributes.items()
        if value is not None and name in ELEMENTS
    }
    where = inner.pop("where", None)
    tag = " ".join((item.name, *attributes))
    if len(pad) + len(tag) > WIDTH and len(attributes) > 1:
        tag = f"{item.name}\n{pad}{STEP}  " + f"\n{pad}{STEP}  ".join(attributes)
    wrapped = [child for child in item.children if child.listed in _WRAPPERS]
    children = list(inner.values())
    children += _children([child for child in item.children if child.listed not in _WRAPPERS], depth + 1)
    children += [] if where is None else [where]
    children += _children(wrapped, depth + 1)
    children += _comments(item.inside, depth + 1)
    body = None if item.body is None else str(as_text(item.body))
    if body is None and not children:
        yield f"{pad}<{tag}/>"
    elif body is not None and not children:
        yield f"{pad}<{tag}>{_body(item, body, pad)}</{item.name}>"
    else:
        yield f"{pad}<{tag}>" + ("" if body is None else _body(item, body, pad))
        yield from children
        yield f"{pad}</{item.name}>"


def _children(items: list[Item], depth: int) -> Iterator[str]:
    """Write the elements inside; some lists have an element of their own around them."""
    for listed, members in groupby(items, lambda child: child.listed):
        wrapped = listed in _WRAPPERS
        if wrapped:
            yield f"{STEP * depth}<{listed}>"
        for child in members:
            yield from _element(child, depth + wrapped)
        if wrapped:
            yield f"{STEP * depth}</{listed}>"


def _quoted(value: object) -> str:
    """Write the value of an attribute; line ends and tabs as references, which keeps them."""
    return f'"{str(as_text(value)).translate(_ATTRIBUTE)}"'


def _text(value: object) -> str:
    return str(as_text(value)).translate(_TEXT)


def _body(item: Item, text: str, pad: str) -> str:
    """Write the text of an element; blanks around it do not count in XML."""
    several = "\n" in text
    if (item.cdata or several or re.search("[<&]", text)) and "]]>" not in text and "\r" not in text:
        return f"<![CDATA[{_framed(item, text, pad) if several else text}]]>"
    return _framed(item, text.translate(_TEXT), pad) if several else text.translate(_TEXT)


def _framed(item: Item, text: str, pad: str) -> str:
    """Put a text of several lines on lines of its own, the first of them where its author had it."""
    text = text.strip("\n")
    return f"\n{'' if text[:1].isspace() else item.indent}{text}\n{pad}"


def _comments(comments: tuple[str, ...], depth: int) -> Iterator[str]:
    """Write comments; two hyphens in a row cannot stand in one."""
    pad = STEP * depth
    for comment in comments:
        text = re.sub("-(?=-)", "- ", comment)
        text = text if text.startswith((" ", "\n")) else f" {text}"
        text = text if text.endswith((" ", "\n")) else f"{text} "
        yield f"{pad}<!--{text}-->"
