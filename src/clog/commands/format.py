"""format: write change logs anew in their own format, in one layout, without changing a checksum."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from clog.convert.tree import SUFFIXES, convert
from clog.convert.write import outstanding, write_files
from clog.errors import ClogError, OtherLayout, Problem, UsageError, ValidationError
from clog.model.events import Event, Report
from clog.model.paths import normal_path
from clog.resources import Directories
from clog.value import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clog.model.events import Run


_LINE_END = re.compile(rb"(\r\0?)?\n")
"""The first line end of a file, which may be in UTF-16."""


class FormatOptions(Value):
    """What `format` is asked.

    Attributes:
        files: paths on the search path.
        search_path: the folder that they are in.
        check: write nothing; fail when a file is not in the usual layout.
        encoding: of files that do not say theirs.
    """

    files: Sequence[str]
    search_path: str = "."
    check: bool = False
    encoding: str = "UTF-8"


def run_format(options: FormatOptions) -> Run:
    """Write change logs in the usual layout. Formatted SQL is its author's and stays as it is.

    Raises:
        ValidationError: with `check`, files that are not in the usual layout; or files cannot be rewritten.
    """
    resources = Directories([options.search_path])
    places: dict[str, bytes] = {}
    other: list[Problem] = []
    wrong: list[Problem] = []
    for file in options.files:
        form = SUFFIXES.get(file.rpartition(".")[2].lower(), "")
        if not form:
            raise UsageError(f"{file} is no change log", hint="change logs end in .xml, .yaml, .yml, .json or .sql")
        if form == "sql":
            continue
        try:
            data = _formatted(normal_path(file), resources, form, options.encoding)
        except ClogError as error:
            wrong += error.problems
            continue
        places[os.path.join(options.search_path, file)] = data  # noqa: PTH118 - texts
        if resources.find(file, None).read() != data:
            text = f"{file} is not in the usual layout"
            other.append(Problem(OtherLayout.code, text, hint="run clog format on it"))
    if options.check:
        wrong += other
    if wrong:
        raise ValidationError(dict.fromkeys(wrong))
    files = {} if options.check else outstanding(places, force=True)
    write_files(files)
    for path in files:
        yield Event("notice", f"wrote {path}")
    return Report(answer={"files": list(files)})


def _formatted(path: str, resources: Directories, form: str, encoding: str) -> bytes:
    """Return a file in the usual layout, with the line ends that it has.

    Raises:
        ClogError: it cannot be read, or not be rewritten.
    """
    done = convert(path, resources, form, recursive=False, encoding=encoding)
    fatal = [problem for problem in done.problems if problem.severity == "error"]
    if fatal:
        raise ValidationError(fatal)
    text = next(iter(done.files.values()))
    end = _LINE_END.search(resources.find(path, None).read())
    return (text.replace("\n", "\r\n") if end and end[1] else text).encode()
