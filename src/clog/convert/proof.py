"""The proof of a conversion: the result is read again and must be the same change log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.checksum import Summer
from clog.convert.equality import Comparison, remember
from clog.convert.overlay import Overlay
from clog.errors import ClogError, Location, NotSayable, NotTheSame, Problem, ValidationError
from clog.formats.second_reader import refusal
from clog.resolve.filters import Runtime
from clog.resolve.load import load
from clog.sqltext.decode import decode, encoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from clog.convert.to_sql import Writings
    from clog.model.changelog import ChangeLog, ChangeSet
    from clog.model.files import Files
    from clog.model.node import Document
    from clog.resolve.parameters import Parameters
    from clog.resources import Resources

VERSIONS = (8, 9)
"""Versions of checksums that a conversion keeps."""

Place = tuple[str, int]
"""A change set by where it was written: path of its file, and place in it."""


def file_bytes(path: str, text: str, encoding: str) -> bytes:
    """Return the bytes of a new file: formatted SQL is in the encoding with which it is read, all else in UTF-8.

    Raises:
        ValidationError: the encoding has not all characters.
    """
    if not path.lower().endswith(".sql"):
        return text.encode()
    data = encoded(text, encoding)
    if decode(data, None, encoding) == text:
        return data
    lost = next(letter for letter in text if decode(encoded(letter, encoding), None, encoding) != letter)
    message = f"{path} cannot be written: {encoding} has no {lost!a} (U+{ord(lost):04X})"
    raise ValidationError([Problem(NotSayable.code, message, None, "--file-encoding=UTF-8 has every character")])


class ConversionResult:
    """A conversion as if its files lay where the originals lie.

    Args:
        resources: the originals.
        files: text of each new file by its path.
        names: path of each file read, with the path of the file that stands for it.
        encoding: of files that do not say theirs.

    Raises:
        ValidationError: the encoding has not all characters.
    """

    def __init__(
        self, resources: Resources, files: Mapping[str, str], names: Mapping[str, str], encoding: str = "UTF-8"
    ) -> None:
        self.names = names
        self.files = files
        self.encoding = encoding
        gone = [old for old in names if old not in files]
        data = {path: file_bytes(path, text, encoding) for path, text in files.items()}
        self.resources = Overlay(resources, data, gone)

    def read(self, root: str, parameters: Parameters, documents: Sequence[Document]) -> ChangeLog:
        """Read it.

        Args:
            root: path of the original root file.
            parameters: those with which the original was read.
            documents: the originals, which errors are about.

        Raises:
            ValidationError: the new format refuses something.
        """
        try:
            return load(self.names[root], self.resources, parameters, encoding=self.encoding)
        except ClogError as error:
            origin = {self.names[found.path]: found for found in documents if found.path in self.names}
            hint = "mend it in the original first, or choose another format"
            raise ValidationError(
                Problem(
                    NotSayable.code,
                    f"this cannot be said in the new format: {found.message}",
                    None if found.at is None else self._origin(found.at, origin.get(found.at.path)),
                    hint,
                )
                for found in error.problems
            ) from error

    def _origin(self, at: Location, document: Document | None) -> Location:
        """Find the change set of the original that a place in the result is about."""
        if document is None:
            return at
        lines = self.files[at.path].splitlines()[: at.line]
        number = sum("<changeSet" in line or line.lstrip(' -"').startswith("changeSet") for line in lines)
        change_sets = [child for child in document.root.children if child.name == "changeSet"]
        return document.location(change_sets[number - 1] if 0 < number <= len(change_sets) else document.root)


class Sums:
    """The sums under which change sets may be recorded.

    Args:
        files: where files that changes name are found.
        dialects: names the databases whose history counts, for a change set; None: sums that depend on none.
        encoding: of files that do not say theirs.
    """

    def __init__(
        self, files: Files, dialects: Callable[[ChangeSet], Iterable[str]] | None, encoding: str = "UTF-8"
    ) -> None:
        self.files = files
        self.encoding = encoding
        self.dialects = dialects
        self._summers: dict[str | None, Summer] = {}

    def __call__(self, change_set: ChangeSet) -> tuple[str, ...]:
        """Compute the sums of a change set in all versions, each once; none where a file is missing."""
        names = (None,) if self.dialects is None else self.dialects(change_set)
        return tuple(dict.fromkeys(found for name in names for found in sums(change_set, self._summer(name))))

    def _summer(self, name: str | None) -> Summer:
        """Return what sums for one database; its updates sum only the modifySql that counts there."""
        if name not in self._summers:
            counts = None if name is None else Runtime(dialect=name).counts
            self._summers[name] = Summer(self.files, name, counts=counts, file_encoding=self.encoding)
        return self._summers[name]


def resummed(before: ChangeLog, after: ChangeLog, old: Sums, new: Sums) -> dict[Place, ChangeSet]:
    """Find the change sets whose sums are not what they were."""
    return {
        (one.document.path, one.node.at): one
        for one, other in zip(before.change_sets, after.change_sets, strict=False)
        if old(one) != new(other)
    }


def sums(change_set: ChangeSet, summer: Summer) -> tuple[str, ...]:
    """Compute the sums of a change set in all versions; none where a file is missing."""
    try:
        remember(change_set)
        return tuple(str(summer(change_set, version)) for version in VERSIONS)
    except ClogError:
        return ()


def second_look(files: Mapping[str, str]) -> Iterable[Problem]:
    """Report files that parsers of other projects do not read, or read as something else."""
    for path, text in files.items():
        found = refusal(text, path)
        if found:
            yield Problem(NotTheSame.code, f"{path}: {found}", hint="please report this: nothing was written")


class Proof:
    """Compares two change logs.

    Args:
        files: where both find the files that changes name.
        structured: places of change sets of which SQL became changes; their SQL was compared before.
        writings: the SQL of the original and of the result, where change sets became SQL.
    """

    def __init__(
        self,
        files: Files,
        structured: frozenset[Place] = frozenset(),
        writings: tuple[Writings, Writings] | None = None,
    ) -> None:
        self.files = files
        self.structured = structured
        self.writings = writings

    def problems(self, before: ChangeLog, after: ChangeLog) -> Iterable[Problem]:
        """List every difference between the original and the result."""
        if len(before.change_sets) != len(after.change_sets):
            text = f"{len(before.change_sets)} change sets became {len(after.change_sets)}"
            yield Problem(NotTheSame.code, text, hint="please report this: nothing was written")
            return
        by_key = {found.key: found for found in before.change_sets}
        comparison = Comparison(by_key.get)
        for one, other in zip(before.change_sets, after.change_sets, strict=True):
            for difference in self._differences(one, other, comparison):
                yield Problem(NotTheSame.code, f"{one}: {difference}", one.document.location(one.node))

    def _differences(self, one: ChangeSet, other: ChangeSet, comparison: Comparison) -> Iterable[str]:
        """Compare two change sets: by what they say, or by their SQL where one became the other."""
        if (one.document.path, one.node.at) in self.structured:
            yield from comparison.differences(one, other, ("preconditions", "rollback"))
        elif self.writings is not None and one.document.format != "sql" == other.document.format:
            yield from comparison.differences(one, other, ("preconditions",), sql=True)
            old, new = self.writings
            yield from old.differences(one, other, new)
        else:
            yield from comparison.differences(one, other)
