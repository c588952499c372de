"""XML change logs, read by expat: no entities, no network, no DTD, exact places.

Reference: checksums, section 6.1
"""

from __future__ import annotations

import re
from pyexpat import ErrorString, ExpatError, ParserCreate, XMLParserType
from typing import TYPE_CHECKING, Any, NoReturn

from clog.errors import ParseError
from clog.formats.collecting import Paused
from clog.formats.places import decode, located, marked_encoding, place
from clog.formats.xml_check import check
from clog.formats.xml_defaults import fill_in
from clog.limits import DEEPEST
from clog.model.node import Document, Node
from clog.sqltext.blanks import BLANKS

if TYPE_CHECKING:
    from collections.abc import Callable

    from clog.formats.places import Place


NAMESPACE = "http://www.liquibase.org/xml/ns/dbchangelog"
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""")
_SCHEMA = re.compile(r"/dbchangelog-([\w.]+)\.xsd$")
_ATTRIBUTE = r"""(?s)\s(?:[\w.-]+:)?{}\s*="""


def read(data: bytes, path: str, encoding: str) -> Document:
    """Read an XML change log. The file says its own encoding, so the one given is not asked.

    Raises:
        ParseError: it is not well-formed, declares entities, or is no change log.
        EncodingError: the bytes are not text in the encoding that the file declares.
    """
    del encoding
    utf8 = as_utf8(data, path)
    locate = _locator(utf8)
    root = _build(utf8, path)
    prefix, version = _check_root(root, path, locate)
    more = _drop_prefixes(root, utf8)
    if version not in _BEFORE_3:
        check(root, prefix, path, locate)
    if more:
        _drop_prefixes_below(root)
    fill_in(root, version)
    return Document(path, "xml", root, has_parameters=b"${" in utf8, locate=locate)


def as_utf8(data: bytes, path: str) -> bytes:
    """Give the file as UTF-8 without byte-order mark, whatever encoding it declares."""
    marked, skipped = marked_encoding(data)
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
            decode(data, path, "UTF-8")
        return text
    return decode(data, path, marked).encode()


class _Refused(Exception):
    """A part of XML that is not read; the argument says which."""


def _build(utf8: bytes, path: str) -> Node:
    """Make the tree. `Node.at` is the offset of the start tag in the UTF-8 bytes."""
    top = Node("", {}, [])
    parser = ParserCreate("UTF-8")
    _set_handlers(parser, top)
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
            message = f"{refused} are not read"
            hint = "write the text itself; characters may be written as &lt; &amp; or &#10;"
            if "nested" in message:
                hint = "lay out what stands in them side by side"
            raise located(ParseError, message, path, place(utf8.decode(), index), hint) from None
        finally:
            parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None
    return top.children[0]


_HINTS = {
    3: "the file has no element: a change log starts with <databaseChangeLog>",
    7: "close elements in the order in which they were opened",
    8: "give each attribute once",
    9: "a change log is one databaseChangeLog: move what follows into it, or take it away",
}


def _set_handlers(parser: XMLParserType, top: Node) -> None:
    """Let the parser build nodes below `top`."""
    current = top
    ancestors: list[Node] = []
    push, pop = ancestors.append, ancestors.pop
    new, blanks = Node, BLANKS

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal current
        if len(ancestors) == DEEPEST:
            what = f"elements nested more than {DEEPEST} deep"
            raise _Refused(what)
        node = new(name, attributes, [], None, parser.CurrentByteIndex)
        current.children.append(node)
        push(current)
        current = node

    def end(_name: str) -> None:
        nonlocal current
        if current.text is not None:
            current.text = current.text.strip(blanks)
        current = pop()

    def characters(data: str) -> None:
        if current.text is not None:
            current.text += data
        elif data.strip(blanks):
            current.text = data

    def entity(*_: Any) -> NoReturn:
        what = "entities of one's own (<!ENTITY> and &name;)"
        raise _Refused(what)

    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.EntityDeclHandler = entity
    parser.SkippedEntityHandler = entity
    parser.ExternalEntityRefHandler = entity


_BEFORE_3 = frozenset({"1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9", "2.0"})
"""Versions whose schemas allow what later ones do not: they are not checked."""


def _check_root(root: Node, path: str, locate: Callable[[int, str | None], Place]) -> tuple[str, str]:
    """Refuse what is no change log, or of a version that Liquibase 4.28 does not know.

    Returns:
        The prefix of Liquibase's elements with its colon, or ""; and the version of the schema.
    """
    prefix, _, name = root.name.rpartition(":")
    namespace = root.attributes.get(f"xmlns:{prefix}" if prefix else "xmlns")
    if name != "databaseChangeLog":
        hint = "a change log starts with <databaseChangeLog>"
        raise located(ParseError, f"<{name}> is no change log", path, locate(root.at, None), hint)
    locations = next((root.attributes[key] for key in root.attributes if key.endswith(":schemaLocation")), "").split()
    if namespace is None or namespace not in locations[::2]:
        hint = f'write xmlns="{NAMESPACE}", xmlns:xsi and xsi:schemaLocation as every Liquibase change log does'
        raise located(ParseError, "databaseChangeLog has no namespace with a schema", path, locate(root.at, None), hint)
    schema = locations[locations.index(namespace) + 1] if locations.index(namespace) + 1 < len(locations) else ""
    version = _SCHEMA.search(schema)
    if version is None or not _known_version(version[1]):
        hint = "use dbchangelog-latest.xsd, or a version from 1.0 to 4.28"
        message = f'schema "{schema}" is not known'
        raise located(ParseError, message, path, locate(root.at, "schemaLocation"), hint)
    return prefix + ":" if prefix else "", version[1]


def _known_version(version: str) -> bool:
    """Whether Liquibase 4.28.0 brings the schema of this version."""
    if version == "latest":
        return True
    major, _, minor = version.partition(".")
    newest = {"1": 9, "2": 0, "3": 10, "4": 28}
    return major in newest and minor.isdecimal() and str(int(minor)) == minor and int(minor) <= newest[major]


def _drop_prefixes(root: Node, utf8: bytes) -> bool:
    """Reduce the names of the root to local names; what only XML needs disappears.

    Returns:
        Whether other nodes may have prefixes as well.
    """
    declarations = sum(name.startswith("xmlns") for name in root.attributes)
    prefixes = [name[6:].encode() for name in root.attributes if name.startswith("xmlns:") and name != "xmlns:xsi"]
    more = utf8.count(b"xmlns") > declarations or any(b"<" + prefix + b":" in utf8 for prefix in prefixes)
    _drop(root)
    return more


def _drop_prefixes_below(root: Node) -> None:
    """Reduce the names of all nodes below the root to local names."""
    pending = [*root.children]
    while pending:
        node = pending.pop()
        _drop(node)
        pending += node.children


def _drop(node: Node) -> None:
    """Reduce the names of a node to local names."""
    node.name = node.name.rpartition(":")[2]
    node.attributes = {
        name.rpartition(":")[2]: value
        for name, value in node.attributes.items()
        if not name.startswith(("xmlns", "xsi:", "xml:"))
    }


def _locator(utf8: bytes) -> Callable[[int, str | None], Place]:
    """Make the function that finds places from offsets."""

    def locate(at: int, attribute: str | None) -> Place:
        text = utf8.decode()
        index = len(utf8[:at].decode(errors="ignore"))
        name = re.compile(r"<?[\w.:-]*").match(text, index)
        if attribute is not None:
            found = re.compile(_ATTRIBUTE.format(re.escape(attribute))).search(text, index, _tag_end(text, index))
            if found:
                return place(text, found.start() + 1, found.end() - found.start() - 2)
        return place(text, index, name.end() - index if name else 1)

    return locate


def _tag_end(text: str, index: int) -> int:
    """Find the end of the tag that begins at `index`; > inside quotes does not count."""
    match = re.compile(r"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""").match(text, index)
    return match.end() if match else len(text)
