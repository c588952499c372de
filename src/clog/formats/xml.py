"""XML change logs, read by expat: no entities, no network, no DTD, exact places.

Reference: checksums, section 6.1
"""

from __future__ import annotations

import re
from pyexpat import ErrorString, ExpatError, ParserCreate, XMLParserType
from typing import TYPE_CHECKING, Any, NoReturn

from clog.errors import ParseError
from clog.formats.collecting import Paused
from clog.formats.places import decode, located, place
from clog.formats.xml_check import check
from clog.formats.xml_defaults import fill_in
from clog.formats.xml_head import read_head
from clog.limits import DEEPEST
from clog.model.node import Document, Node
from clog.sqltext.blanks import BLANKS
from clog.sqltext.decode import byte_order_mark

if TYPE_CHECKING:
    from collections.abc import Callable

    from clog.formats.places import Place


_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""")
_ATTRIBUTE = re.compile(r"""\s++((?:[\w.-]+:)?([\w.-]+)\s*=)\s*(?:"[^"]*"|'[^']*')""")
_NAME = re.compile(r"<?[\w.:-]*")
_HINT = (
    'save the file as UTF-8, or declare what it is in: <?xml version="1.0" encoding="ISO-8859-1"?>; '
    "--file-encoding does not count for XML"
)


def read(data: bytes, path: str, encoding: str) -> Document:
    """Read an XML change log. The file says its own encoding, so the one given is not asked.

    Raises:
        ParseError: it is not well-formed, declares entities, or is no change log.
        EncodingError: the bytes are not text in the encoding that the file declares.
    """
    del encoding
    utf8 = as_utf8(data, path)
    locate = _locator(utf8)
    root, blank = _build(utf8, path)
    head = read_head(root, path, locate)
    faults = check(root, head, blank, path, locate)
    if _drop_prefixes(root, utf8) or b"xml:" in utf8:
        _drop_prefixes_below(root)
    fill_in(root, head.number)
    remarks = utf8.decode("utf-8", "replace") if b"clog:" in utf8 else ""
    return Document(path, "xml", root, has_parameters=b"${" in utf8, locate=locate, faults=faults, remarks=remarks)


def as_utf8(data: bytes, path: str) -> bytes:
    """Return the file as UTF-8 without byte-order mark, whatever encoding it declares."""
    marked, skipped = byte_order_mark(data[:4])
    if not marked:
        if data[:2] in {b"<\0", b"\0<"}:
            marked = "utf-16-le" if data[:2] == b"<\0" else "utf-16-be"
        else:
            declared = _DECLARED.match(data)
            marked = declared[1].decode().lower() if declared else "utf-8"
    text = data[skipped:] if skipped else data
    if marked in {"utf-8", "utf8"}:
        try:
            text.decode()
        except UnicodeDecodeError:
            decode(data, path, "UTF-8", _HINT)
        return text
    return decode(data, path, marked, _HINT).encode()


class _Refused(Exception):
    """A part of XML that is not read; the arguments say which, and what to do."""


def _build(utf8: bytes, path: str) -> tuple[Node, set[int]]:
    """Make the tree. `Node.at` is the offset of the start tag in the UTF-8 bytes.

    Returns:
        The root, and the offsets of elements that hold nothing but blanks.
    """
    top = Node("", {}, [])
    parser = ParserCreate("UTF-8")
    blank = _set_handlers(parser, top)
    with Paused():
        try:
            parser.Parse(utf8, True)
        except ExpatError as error:
            text = utf8.decode()
            index = len(utf8[: parser.ErrorByteIndex].decode(errors="ignore"))
            message = f"this is not well-formed XML: {ErrorString(error.code)}"
            raise located(ParseError, message, path, place(text, index), _HINTS.get(error.code, "")) from error
        except _Refused as refused:
            index = len(utf8[: parser.CurrentByteIndex].decode(errors="ignore"))
            what, hint = refused.args
            raise located(ParseError, f"{what} are not read", path, place(utf8.decode(), index), hint) from None
        finally:
            parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None
    return top.children[0], blank


_HINTS = {
    3: "the file has no element: a change log starts with <databaseChangeLog>",
    7: "close elements in the order in which they were opened",
    8: "give each attribute once",
    9: "a change log is one databaseChangeLog: move what follows into it, or take it away",
}


def _set_handlers(parser: XMLParserType, top: Node) -> set[int]:
    """Make the parser build nodes below `top`; return the set into which it puts those that hold nothing but blanks."""
    current = top
    blank: set[int] = set()
    ancestors: list[Node] = []
    push, pop = ancestors.append, ancestors.pop
    new, blanks = Node, BLANKS

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal current
        if len(ancestors) == DEEPEST:
            what = f"elements nested more than {DEEPEST} deep"
            raise _Refused(what, "lay out what stands in them side by side")
        node = new(name, attributes, [], None, parser.CurrentByteIndex)
        current.children.append(node)
        push(current)
        current = node

    def end(_name: str) -> None:
        nonlocal current
        if current.text is not None:
            current.text = current.text.strip(blanks) or None
            if current.text is None and not current.children:
                blank.add(current.at)
        current = pop()

    def characters(data: str) -> None:
        if current.text:
            current.text += data
        elif data.strip(blanks):
            current.text = data
        elif not current.children:
            current.text = ""

    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    _refuse_document_types(parser)
    return blank


def _refuse_document_types(parser: XMLParserType) -> None:
    """Make the parser refuse what a DTD would do to a change log: entities, attributes, files from elsewhere."""

    def entity(*_: Any) -> NoReturn:
        what = "entities of one's own (<!ENTITY> and &name;)"
        raise _Refused(what, "write the text itself; characters may be written as &lt; &amp; or &#10;")

    def document_type(_name: str, system: str | None, public: str | None, _inside: bool) -> None:  # noqa: FBT001
        if system or public:
            what = "document types from elsewhere (<!DOCTYPE ... SYSTEM>)"
            raise _Refused(what, "take the DOCTYPE away: the schema in xsi:schemaLocation says what is allowed")

    def attribute(element: str, name: str, _type: str, default: str | None, _required: bool) -> None:  # noqa: FBT001
        if default is not None:
            what = "attributes that a DTD sets (<!ATTLIST>)"
            raise _Refused(what, f'write {name}="{default}" into each {element} that is to have it')

    parser.EntityDeclHandler = entity
    parser.SkippedEntityHandler = entity
    parser.ExternalEntityRefHandler = entity
    parser.StartDoctypeDeclHandler = document_type
    parser.AttlistDeclHandler = attribute


def _drop_prefixes(root: Node, utf8: bytes) -> bool:
    """Shorten the names of the root to local names; what only XML needs disappears.

    Returns:
        Whether other nodes may have prefixes as well.
    """
    declarations = sum(name.startswith("xmlns") for name in root.attributes)
    prefixes = [name[6:].encode() for name in root.attributes if name.startswith("xmlns:") and name != "xmlns:xsi"]
    more = utf8.count(b"xmlns") > declarations or any(prefix + b":" in utf8 for prefix in prefixes)
    _drop(root)
    return more


def _drop_prefixes_below(root: Node) -> None:
    """Shorten the names of all nodes below the root to local names."""
    pending = [*root.children]
    while pending:
        node = pending.pop()
        _drop(node)
        pending += node.children


def _drop(node: Node) -> None:
    """Shorten the names of a node to local names."""
    node.name = node.name.rpartition(":")[2]
    node.attributes = {
        name.rpartition(":")[2]: value
        for name, value in node.attributes.items()
        if not name.startswith(("xmlns", "xsi:", "xml:"))
    }


_BLOCK = 4096
_CONTINUED = bytes(range(0x80, 0xC0))
"""Bytes of UTF-8 that are not the first of a character."""


def _locator(utf8: bytes) -> Callable[[int, str | None], Place]:
    """Make the function that finds places from offsets."""
    texts: list[str] = []
    counts: list[int] = [0]
    last: tuple[int, dict[str, tuple[int, int]]] = (-1, {})

    def locate(at: int, attribute: str | None) -> Place:
        nonlocal last
        if not texts:
            texts.append(utf8.decode())
            for start in range(0, len(utf8), _BLOCK):
                counts.append(counts[-1] + len(utf8[start : start + _BLOCK].translate(None, _CONTINUED)))
        text = texts[0]
        index = counts[at // _BLOCK] + len(utf8[at - at % _BLOCK : at].translate(None, _CONTINUED))
        if attribute is not None:
            if last[0] != at:
                last = (at, _attributes(text, index))
            found = last[1].get(attribute)
            if found:
                return place(text, *found)
        name = _NAME.match(text, index)
        return place(text, index, name.end() - index if name else 1)

    return locate


def _attributes(text: str, index: int) -> dict[str, tuple[int, int]]:
    """Find where the attributes of the tag at `index` stand: by name, with a prefix and without."""
    spans: dict[str, tuple[int, int]] = {}
    name = _NAME.match(text, index)
    at = name.end() if name else index
    while found := _ATTRIBUTE.match(text, at):
        span = (found.start(1), found.end(1) - found.start(1) - 1)
        spans.setdefault(found[2], span)
        spans.setdefault(found[1][:-1].rstrip(), span)
        at = found.end()
    return spans
