"""convert: write a change log in another format, so that it stays the same change log."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from clog.convert.proof import file_bytes
from clog.convert.tree import SUFFIXES, Conversion, convert
from clog.convert.write import outstanding, write_files
from clog.errors import UsageError, ValidationError
from clog.model.events import Event, Report
from clog.model.paths import normal_path
from clog.resources import Directories
from clog.value import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clog.model.events import Run


class ConvertOptions(Value):
    """What `convert` is asked.

    Attributes:
        source: path of the change log on the search path.
        target: file or, with `recursive`, folder to write; "" with `in_place`.
        format: xml, yaml, json or sql; "": what the suffix of the target says.
        search_path: where files are found.
        recursive: whether included files are converted too.
        dialect: database whose SQL is written.
        in_place: write beside the originals, which are taken away.
        check: write nothing.
        force: replace files that are there.
        strict: let no warning pass.
        structure: make structured changes of SQL that is understood completely.
        encoding: of files that do not say theirs, and of formatted SQL that is written.
    """

    source: str
    target: str = ""
    format: str = ""
    search_path: Sequence[str] = (".",)
    recursive: bool = False
    dialect: str = ""
    in_place: bool = False
    check: bool = False
    force: bool = False
    strict: bool = False
    structure: bool = False
    encoding: str = "UTF-8"


def run_convert(options: ConvertOptions) -> Run:
    """Convert a change log.

    Raises:
        ValidationError: something cannot be carried over; nothing is written.
        UsageError: the options make no sense, or a file is there already.
    """
    resources = Directories(options.search_path)
    form = _format(options)
    source = normal_path(options.source)
    new_root = "" if options.recursive or options.in_place or not options.target else _below(options)
    done = convert(
        source,
        resources,
        form,
        recursive=options.recursive,
        new_root=new_root,
        dialect=options.dialect,
        structure=options.structure,
        encoding=options.encoding,
    )
    fatal = [problem for problem in done.problems if problem.severity == "error" or options.strict]
    if fatal:
        raise ValidationError(done.problems)
    for problem in done.problems:
        yield Event("warning", str(problem._replace(severity="")))
    for name in done.resummed:
        yield Event("notice", f"{name}: its checksum is another one; validCheckSum keeps the old one valid")
    places = {} if options.check and not (options.target or options.in_place) else _places(done, options)
    originals = _originals(done, options)
    files = outstanding(places, originals, force=options.force)
    if options.check:
        yield Event("notice", f"{len(done.files)} files can be converted; nothing was written")
        return Report(answer={"files": []})
    write_files(files, [path for path in originals if path not in places])
    for path in files:
        yield Event("notice", f"wrote {path}")
    return Report(answer={"files": list(files)})


def _format(options: ConvertOptions) -> str:
    """Find the format to write."""
    suffix = SUFFIXES.get(options.target.rpartition(".")[2].lower())
    one_file = options.target and not options.recursive and not options.in_place
    if one_file and os.path.isdir(options.target):  # noqa: PTH112 - texts
        raise UsageError(f"{options.target} is a folder", hint="name a file in it, or say --recursive")
    if options.format and one_file and suffix != SUFFIXES[options.format]:
        hint = f"end its name in .{options.format}: the suffix says how a change log is read"
        raise UsageError(f"{options.target} is no name for {options.format}", hint=hint)
    if options.format:
        return SUFFIXES[options.format]
    if suffix is None or not one_file:
        raise UsageError("which format shall be written?", hint="say it: --to=xml, --to=yaml, --to=json or --to=sql")
    return suffix


def _below(options: ConvertOptions) -> str:
    """Return the path of the target file on the search path."""
    relative = os.path.relpath(options.target, options.search_path[0])
    return normal_path(relative if not relative.startswith("..") else options.target)


def _base(path: str, options: ConvertOptions) -> str:
    """Return the folder of the search path that a file is in."""
    folders = [folder for folder in options.search_path if os.path.isfile(os.path.join(folder, path))]  # noqa: PTH113, PTH118 - texts
    if not folders:
        raise UsageError(f"{path} is in an archive", hint="take the archive apart first")
    return folders[0]


def _places(done: Conversion, options: ConvertOptions) -> dict[str, bytes]:
    """Say which file gets which content."""
    texts = {path: file_bytes(path, text, options.encoding) for path, text in done.files.items()}
    if options.in_place:
        bases = {new: _base(old, options) for old, new in done.replaced.items()}
        return {os.path.join(bases[path], path): data for path, data in texts.items()}  # noqa: PTH118 - texts
    if not options.target:
        raise UsageError("where shall the result go?", hint="name a file or folder, or say --in-place")
    if not options.recursive:
        return {options.target: next(iter(texts.values()))}
    others = {path: source.read() for path, source in done.others.items()}
    return {os.path.join(options.target, path): data for path, data in {**others, **texts}.items()}  # noqa: PTH118 - texts


def _originals(done: Conversion, options: ConvertOptions) -> list[str]:
    """List the files that are replaced where they are."""
    if not options.in_place:
        return []
    return [os.path.join(_base(path, options), path) for path in done.replaced]  # noqa: PTH118 - texts
