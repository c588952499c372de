"""What a change set means, piece by piece: its bound values and its SQL, and a fingerprint of them.

The checksum says whether a change set was edited; the fingerprint says whether the edit can matter. It is kept when
a change set is run (`database.history.archive`), together with the pieces, so that both can be compared afterwards.
"""

from __future__ import annotations

from hashlib import md5
from typing import TYPE_CHECKING, Any, NamedTuple

from clog.derive.bind import change_nodes, drop_removed, read_values
from clog.derive.visitors import read_visitors
from clog.errors import ClogError
from clog.sqltext.decode import decode
from clog.sqltext.normalise import kept_of_csv, no_blanks
from clog.sqltext.squeeze import normalize_sql

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from clog.declare import Declaration
    from clog.derive.values import Values
    from clog.model.changelog import ChangeSet
    from clog.model.files import Files

LONGEST = 60_000
"""Characters of pieces that are kept for a change set; of longer ones there is a fingerprint only."""

_LONG_SQL = 1 << 18
_SQL_FIELDS = frozenset(
    {
        "sql", "procedure_text", "select_query", "where", "function_body", "trigger_body", "package_text",
        "package_body_text", "constraint_body", "check_constraint", "default_value_computed", "value_computed", "text",
    }
)  # fmt: skip
_TYPE_FIELDS = frozenset({"type", "column_data_type", "new_data_type", "final_column_type", "new_column_data_type"})
_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"})


class Piece(NamedTuple):
    """One value of a change set.

    Attributes:
        place: the change and the field: 2.createTable.columns.1.name, counted from 1.
        text: the value.
    """

    place: str
    text: str

    @property
    def is_sql(self) -> bool:
        """Whether the value is SQL."""
        return self.place.rpartition(".")[2] in _SQL_FIELDS

    @property
    def normalized(self) -> str:
        """The value without what cannot matter."""
        if self.place.rpartition(".")[2] in _TYPE_FIELDS:
            return self.text.replace(" ", "").lower()
        if not self.is_sql:
            return self.text
        if len(self.text) > _LONG_SQL:
            return md5(no_blanks(self.text.encode()), usedforsecurity=False).hexdigest()
        return normalize_sql(self.text)


def pieces(change_set: ChangeSet, files: Files, file_encoding: str = "UTF-8") -> tuple[Piece, ...]:
    """List the values of a change set in order, the contents of its files among them."""
    found: list[Piece] = []
    for number, (node, cls) in enumerate(change_nodes(change_set), 1):
        declaration = cls.declaration
        values = read_values(node, declaration, change_set.document)
        drop_removed(values, declaration.name, change_set)
        place = f"{number}.{declaration.name}"
        found.append(Piece(place, ""))
        found += _flat(place, values)
        found += _file(place, declaration, values, change_set, files, file_encoding)
    for number, (visitor, _) in enumerate(read_visitors(change_set), 1):
        shown = {name: value for name in visitor.fields if (value := visitor.get(name))}
        found += _flat(f"modifySql.{number}", shown)
    return tuple(found)


def _flat(place: str, values: Mapping[str, Any]) -> Iterator[Piece]:
    """List the values below a place, sorted by field."""
    for field in sorted(values, key=str):
        value = values[field]
        inner = f"{place}.{field}"
        if isinstance(value, dict):
            yield from _flat(inner, value)
        elif isinstance(value, (list, tuple)):
            for number, item in enumerate(value, 1):
                if isinstance(item, dict):
                    yield Piece(f"{inner}.{number}", "")
                    yield from _flat(f"{inner}.{number}", item)
                else:
                    yield Piece(f"{inner}.{number}", str(item))
        elif value is not None:
            yield Piece(inner, ("true" if value else "false") if isinstance(value, bool) else str(value))


def _file(
    place: str, declaration: Declaration, values: Values, change_set: ChangeSet, files: Files, file_encoding: str
) -> Iterator[Piece]:
    """Return the content of the file that a change names: SQL as text, rows as their MD5."""
    field = next((attribute for attribute in declaration.attributes if attribute.file), None)
    if field is None or values.get(field.name) is None:
        return
    relative = change_set.document.path if values.get("relative_to_changelog_file") else None
    source = files.find(values[field.name], relative)
    if field.written == "path":
        yield Piece(f"{place}.text", decode(source.read(), values.get("encoding"), file_encoding))
        return
    digest = md5(usedforsecurity=False)
    with source.open() as stream:
        for kept in kept_of_csv(stream, ord("#")):
            digest.update(kept)
    yield Piece(f"{place}.rows", digest.hexdigest())


def fingerprint(found: Iterable[Piece]) -> str:
    """Hash pieces without what cannot matter."""
    digest = md5(usedforsecurity=False)
    for piece in found:
        digest.update(f"{piece.place}={piece.normalized}\n".encode("utf-8", "replace"))
    return f"1:{digest.hexdigest()}"


def pack(found: Iterable[Piece]) -> str | None:
    """Write pieces into one text; None when it would be too long."""
    text = "".join(f"{piece.place}\t{piece.text.translate(_ESCAPES)}\n" for piece in found)
    return text if len(text) <= LONGEST else None


def unpack(text: str) -> tuple[Piece, ...]:
    """Read what `pack` wrote."""
    return tuple(
        Piece(place, _plain(value)) for place, _, value in (line.partition("\t") for line in text.split("\n")[:-1])
    )


def _plain(value: str) -> str:
    """Undo escapes."""
    if "\\" not in value:
        return value
    parts = value.split("\\\\")
    return "\\".join(part.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r") for part in parts)


class StoredMeaning(NamedTuple):
    """What was kept of a change set when it was run.

    Attributes:
        fingerprint: of its pieces.
        packed: its pieces, or None where they were too long.
    """

    fingerprint: str
    packed: str | None


def make_stored_meaning(change_set: ChangeSet, files: Files, file_encoding: str = "UTF-8") -> StoredMeaning:
    """Make what is kept of a change set."""
    found = pieces(change_set, files, file_encoding)
    return StoredMeaning(fingerprint(found), pack(found))


class EditVerdict(NamedTuple):
    """What an edit means.

    Attributes:
        kind: "unknown", "layout" (white space, comments, case), "same" (other words for the same) or "different".
        text: a sentence for people.
        changes: what differs, in words.
    """

    kind: str
    text: str
    changes: tuple[str, ...] = ()


UNKNOWN = EditVerdict("unknown", "whether the edit matters is unknown: nothing was kept of what was run")
LAYOUT = EditVerdict("layout", "only white space, comments or upper and lower case were changed; it does the same")
SAME = EditVerdict("same", "the SQL is worded differently and means the same")


def compare(
    kept: StoredMeaning | None, change_set: ChangeSet, files: Files, dialect: str, file_encoding: str = "UTF-8"
) -> EditVerdict:
    """Say what the edits since a change set was run mean.

    Args:
        kept: what was kept when it was run; None where Liquibase or an older clog ran it.
        change_set: as it is now.
        files: where files that it names are found.
        dialect: the database whose SQL it holds.
        file_encoding: --file-encoding.
    """
    if kept is None:
        return UNKNOWN
    try:
        now = pieces(change_set, files, file_encoding)
    except ClogError as error:
        return EditVerdict("unknown", f"whether the edit matters is unknown: {error.message}")
    if fingerprint(now) == kept.fingerprint:
        return LAYOUT
    if kept.packed is None:
        return EditVerdict(
            "different", "it means something else; what was run is too long to be kept, so not what changed"
        )
    changes = tuple(_changes({piece.place: piece for piece in unpack(kept.packed)}, now, dialect))
    return EditVerdict("different", "it means something else", changes) if changes else SAME


def _changes(before: dict[str, Piece], now: tuple[Piece, ...], dialect: str) -> Iterator[str]:
    """List what differs and matters."""
    for piece in now:
        old = before.pop(piece.place, None)
        if old is None:
            yield f"added: {_shown(piece)}"
        elif old.normalized != piece.normalized and not (piece.is_sql and _same_tree(old.text, piece.text, dialect)):
            yield f"{piece.place}: was {_cut(old.text)}, is {_cut(piece.text)}"
    for old in before.values():
        yield f"removed: {_shown(old)}"


def _same_tree(before: str, now: str, dialect: str) -> bool:
    """Return whether two texts of SQL are read as the same statements."""
    from clog.sqlparser.normal_form import normal_form

    old = normal_form(before, dialect)
    return old is not None and old == normal_form(now, dialect)


def _shown(piece: Piece) -> str:
    """Write a piece for people."""
    return f"{piece.place}={_cut(piece.text)}" if piece.text else piece.place


def _cut(text: str) -> str:
    """Write a value in quotes, not too long."""
    line = " ".join(text.split())
    return f'"{line if len(line) <= 70 else line[:67] + "..."}"'
