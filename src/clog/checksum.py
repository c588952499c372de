"""MD5SUM: what Liquibase stores for a change set, to the byte, in version 9 and in the versions before it.

A sum is made from nodes and declarations alone; no change is built for it. Reference: checksums.
"""

from __future__ import annotations

from hashlib import md5
from typing import TYPE_CHECKING, Any, NamedTuple

from clog.derive.bind import change_nodes, drop_removed, read_values
from clog.derive.check_sum_text import check_sum_text
from clog.derive.visitor_text import visitor_text
from clog.derive.visitors import read_visitors
from clog.errors import EncodingError, FileMissing, HistoryUnreadable, MissingAttribute
from clog.model.expressions import lists
from clog.model.history import CheckSum
from clog.naming import comma_separated
from clog.sqltext.decode import decode, encoded
from clog.sqltext.normalise import kept_of_csv, no_blanks, one_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from clog.declare import Declaration
    from clog.derive.values import Values
    from clog.model.changelog import ChangeSet
    from clog.model.files import Files, FileSource
    from clog.model.node import Node
    from clog.model.visitors import SqlVisitor

CURRENT = 9
"""The version that is written."""

_HEADER = b"%s:%s:%s:"
"""What version 8 hashes before SQL: end delimiter, splitStatements, stripComments."""


class Hashed(NamedTuple):
    """One MD5 on the way to a sum.

    Attributes:
        what: what it is of, for people.
        data: exactly what is hashed.
    """

    what: str
    data: bytes


class _Change(NamedTuple):
    """A change about to be summed."""

    declaration: Declaration
    values: Values
    node: Node
    change_set: ChangeSet
    version: int


class Summer:
    """Computes checksums for one run; a file that changes name is hashed once however many do.

    Args:
        files: where files that changes name are found.
        dialect: short name of the target database, which version 9 depends on; None without one.
        counts: whether a modifySql instruction has a part in the run. An update sums no others: Liquibase takes
            them away when it selects change sets. None: all count, as where no database is asked.
        file_encoding: --file-encoding.
        output_encoding: --output-file-encoding; Liquibase hashes texts in it.
        expand_files: whether ${...} is expanded in the files of sqlFile, as Liquibase did before 4.26.
        record: told each hashed text, in order; None outside of `checksum explain`.
        custom: makes the object behind a customChange, whose `checksum` counts; None: there are none.
    """

    def __init__(
        self,
        files: Files,
        dialect: str | None,
        *,
        counts: Callable[[SqlVisitor], bool] | None = None,
        file_encoding: str = "UTF-8",
        output_encoding: str = "UTF-8",
        expand_files: bool = False,
        record: Callable[[Hashed], None] | None = None,
        custom: Callable[[str, Mapping[str, str | None]], Any] | None = None,
    ) -> None:
        """Keep what sums depend on besides the change set."""
        self.custom = custom
        self.counts = counts
        self.files = files
        self.dialect = dialect or "null"
        self.file_encoding = file_encoding
        self.output_encoding = output_encoding
        self.expand_files = expand_files
        self.record = record
        self._digests: dict[tuple[str, ...], str] = {}
        self._last: tuple[ChangeSet | None, CheckSum] = (None, CheckSum(0, ""))

    def __call__(self, change_set: ChangeSet, version: int = CURRENT) -> CheckSum:
        """Compute the checksum of a change set in a version from 1 to 9.

        Raises:
            FileMissing: a change names a file that is not there.
            EncodingError: a byte order mark contradicts the encoding that is given for a file.
            UnknownElement: a change type that does not exist.
            InvalidValue: an attribute is given twice, or a text stands where an integer must.
            HistoryUnreadable: there is no such version.
        """
        last, found = self._last
        if last is change_set and found.version == version and self.record is None:
            return found
        found = self._sum(change_set, version)
        self._last = (change_set, found)
        return found

    def _sum(self, change_set: ChangeSet, version: int) -> CheckSum:
        """Compute the checksum; the last answer is kept by the caller."""
        if not 1 <= version <= CURRENT:
            raise _unknown_version(change_set, version)
        texts: list[str] = []
        for node, cls in change_nodes(change_set):
            declaration = cls.declaration
            values = read_values(node, declaration, change_set.document)
            if change_set.removed:
                drop_removed(values, declaration.name, change_set)
            if version > 8 and "dbms" in values and not targets(values["dbms"], self.dialect):
                continue
            special = _SUMS.get(declaration.name)
            if special is None:
                digest = self.of_text(declaration.name, check_sum_text(declaration, values, version))
            else:
                digest = special(self, _Change(declaration, values, node, change_set, version))
            texts.append(f"{version}:{digest}:")
        for visitor, own in read_visitors(change_set):
            if self.counts is not None and not self.counts(visitor):
                continue
            texts.append(f"{version}:{self.of_text('modifySql', visitor_text(visitor, version, own=own))};")
        return CheckSum(version, self.of_text("the change set", "".join(texts)))

    def before_4_26(self, change_set: ChangeSet) -> CheckSum:
        """Compute the checksum that Liquibase 4.22 to 4.25 stored: with ${...} expanded in the files of sqlFile."""
        older = Summer(
            self.files, self.dialect, counts=self.counts, file_encoding=self.file_encoding,
            output_encoding=self.output_encoding, expand_files=True,
        )  # fmt: skip
        return older(change_set)

    def of_text(self, what: str, text: str) -> str:
        """Hash a text: line ends, composed characters and unreadable ones do not count."""
        if not text.isascii():
            from unicodedata import normalize

            text = normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffd", ""))
        elif "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return self.of_bytes(what, encoded(text, self.output_encoding))

    def of_bytes(self, what: str, data: bytes) -> str:
        """Hash bytes as they are."""
        if self.record is not None:
            self.record(Hashed(what, data))
        return md5(data, usedforsecurity=False).hexdigest()

    def once(self, source: FileSource, what: tuple[str, ...], digest: Callable[[], str]) -> str:
        """Hash a file, once for each way in which it is looked at."""
        if self.record is not None:
            return digest()
        key = (source.path, *what)
        found = self._digests.get(key)
        if found is None:
            found = self._digests[key] = digest()
        return found


def _unknown_version(change_set: ChangeSet, version: int) -> HistoryUnreadable:
    """Make the error for a version that nobody knows, which can only come from the history."""
    return HistoryUnreadable(
        f"{change_set} has a checksum of version {version} in the history; clog knows the versions 1 to {CURRENT}",
        at=change_set.document.location(change_set.node),
        hint="it was written by a newer Liquibase: use that, or clear-checksums to accept all change sets as they are",
    )


def targets(dbms: str | None, name: str) -> bool:
    """Return whether a change with this dbms attribute is meant for a database. Case matters, unlike for change sets.

    Reference: checksums, section 10
    """
    return lists(comma_separated(dbms), name)


def _find(change: _Change, summer: Summer, name: str) -> FileSource:
    """Find the file that an attribute names; an error tells the place."""
    values, document = change.values, change.change_set.document
    relative = document.path if values.get("relative_to_changelog_file") else None
    if values.get(name) is None:
        raise MissingAttribute(
            f"{change.declaration.name} needs the attribute {name}", at=document.location(change.node)
        )
    try:
        return summer.files.find(values[name], relative)
    except FileMissing as error:
        raise FileMissing(
            error.message,
            at=document.location(change.node, name),
            hint=error.hint,
            excerpt=document.excerpt(change.node, name),
        ) from error


def _decode(change: _Change, source: FileSource, encoding: str | None, default: str) -> str:
    """Decode a file; an error tells the place."""
    try:
        return decode(source.read(), encoding, default)
    except EncodingError as error:
        document = change.change_set.document
        raise EncodingError(
            f"{source.path}: {error.message}", at=document.location(change.node), hint=error.hint
        ) from error


def _header(summer: Summer, values: Mapping[str, object]) -> bytes:
    """Write the options that version 8 hashes with SQL."""
    delimiter = values.get("end_delimiter")
    return _HEADER % (
        encoded("null" if delimiter is None else str(delimiter), summer.output_encoding),
        b"false" if values.get("split_statements") is False else b"true",
        b"true" if values.get("strip_comments") else b"false",
    )


def _sql(summer: Summer, change: _Change) -> str:
    """Hash the SQL of a sql change."""
    text = change.values.get("sql") or ""
    if change.version > 8:
        return summer.of_bytes("sql", no_blanks(encoded(text, summer.file_encoding)))
    data = one_blank(encoded(text, summer.output_encoding))
    return summer.of_bytes("sql", _header(summer, change.values) + data)


def _sql_file(summer: Summer, change: _Change) -> str:
    """Hash the file of a sqlFile change."""
    source = _find(change, summer, "path")
    what = f"the file {source.path}"
    if change.version > 8:
        encoding = change.values.get("encoding")

        def of_text() -> str:
            text = _decode(change, source, encoding, summer.file_encoding)
            if summer.expand_files:
                text = change.change_set.expand(text)
            return summer.of_bytes(what, no_blanks(encoded(text, summer.file_encoding)))

        return of_text() if summer.expand_files else summer.once(source, ("text", encoding or ""), of_text)
    header = _header(summer, change.values)
    return summer.once(
        source, ("raw", header.decode("latin-1")), lambda: summer.of_bytes(what, header + one_blank(source.read()))
    )


def _with_body(summer: Summer, change: _Change) -> str:
    """Hash a change whose main part is a text: a view, procedure, function, trigger or package."""
    name, version, values = change.declaration.name, change.version, change.values
    digest = summer.of_text(name, check_sum_text(change.declaration, values, version))
    body = values.get(_body_field(change.declaration))
    path = values.get("path")
    if version > 8:
        if path is not None:
            source = _find(change, summer, "path")
            body = change.change_set.expand(_decode(change, source, "UTF-8", "UTF-8"))
        inner = summer.of_bytes(f"the text of {name}", no_blanks(encoded(body or "", summer.file_encoding)))
    elif path is None:
        return digest
    else:
        data = _find(change, summer, "path").read() if body is None else encoded(body, summer.output_encoding)
        inner = summer.of_bytes(f"the text of {name}", b";:false:false:" + one_blank(data))
    return summer.of_text(f"{name} with its text", f"{version}:{digest}:{version}:{inner}")


def _check(summer: Summer, change: _Change) -> str:
    """Hash an addCheckConstraint, whose condition version 9 hashes by itself."""
    if change.version > 8:
        return _with_body(summer, change)
    return summer.of_text(change.declaration.name, check_sum_text(change.declaration, change.values, change.version))


def _body_field(declaration: Declaration) -> str:
    """Return the field that the element's own text goes to."""
    return next(attribute.name for attribute in declaration.attributes if attribute.body)


def _load_data(summer: Summer, change: _Change) -> str:
    """Hash the table's name and the rows of a CSV file."""
    source = _find(change, summer, "file")
    sign = change.values.get("comment_line_starts_with")
    comment = ord(sign[0]) if sign else None if sign == "" else ord("#")
    rows = summer.once(source, ("rows", str(comment)), lambda: _hash_rows(summer, source, comment))
    return summer.of_text(change.declaration.name, f"{change.values.get('table_name', 'null')}:{change.version}:{rows}")


def _hash_rows(summer: Summer, source: FileSource, comment: int | None) -> str:
    """Hash a CSV file without ever holding more than some lines of it."""
    if summer.record is not None:
        with source.open() as stream:
            return summer.of_bytes(f"the file {source.path}", b"".join(kept_of_csv(stream, comment)))
    digest = md5(usedforsecurity=False)
    with source.open() as stream:
        for kept in kept_of_csv(stream, comment):
            digest.update(kept)
    return digest.hexdigest()


def _custom(summer: Summer, change: _Change) -> str:
    """Hash what a class says of itself; without such a word its name and parameters."""
    name, values = change.declaration.name, change.values
    if summer.custom is not None and ":" in (values.get("class_name") or ""):
        own = getattr(summer.custom(values["class_name"], values.get("params") or {}), "checksum", None)
        if own is not None:
            return summer.of_text(name, str(own()))
    return summer.of_text(name, check_sum_text(change.declaration, values, change.version))


_SUMS: dict[str, Callable[[Summer, _Change], str]] = {
    "addCheckConstraint": _check,
    "createFunction": _with_body,
    "createPackage": _with_body,
    "createPackageBody": _with_body,
    "createProcedure": _with_body,
    "createTrigger": _with_body,
    "createView": _with_body,
    "customChange": _custom,
    "loadData": _load_data,
    "loadUpdateData": _load_data,
    "sql": _sql,
    "sqlFile": _sql_file,
}
"""Change types that hash more than their attributes."""
