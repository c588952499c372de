"""format: write change logs anew in their own format, in one layout, without changing a checksum."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from clog.convert.tree import SUFFIXES, convert
from clog.convert.write import write_files
from clog.errors import OtherLayout, Problem, UsageError, ValidationError
from clog.model.paths import normal_path
from clog.model.report import Event, Report
from clog.resources import Directories
from clog.value import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clog.model.report import Run


class FormatOptions(Value):
    """What `format` is asked.

    Attributes:
        files: paths on the search path.
        search_path: the folder that they are in.
        check: write nothing; fail when a file is not in the usual layout.
    """

    files: Sequence[str]
    search_path: str = "."
    check: bool = False


def run_format(options: FormatOptions) -> Run:
    """Write change logs in the usual layout. Formatted SQL is its author's and stays as it is.

    Raises:
        ValidationError: with `check`, files that are not in the usual layout; or a file cannot be rewritten.
    """
    resources = Directories([options.search_path])
    texts: dict[str, bytes] = {}
    for file in options.files:
        form = SUFFIXES.get(file.rpartition(".")[2].lower(), "")
        if not form:
            raise UsageError(f"{file} is no change log", hint="change logs end in .xml, .yaml, .yml, .json or .sql")
        if form == "sql":
            continue
        done = convert(normal_path(file), resources, form, recursive=False)
        fatal = [problem for problem in done.problems if problem.severity == "error"]
        if fatal:
            raise ValidationError(fatal)
        texts[file] = next(iter(done.files.values())).encode()
    places = {os.path.join(options.search_path, file): data for file, data in texts.items()}  # noqa: PTH118 - texts
    if options.check:
        other = [file for file, data in texts.items() if resources.find(file, None).read() != data]
        if other:
            hint = "run clog format on it"
            raise ValidationError(
                Problem(OtherLayout.code, f"{file} is not in the usual layout", hint=hint) for file in other
            )
        return Report()
    for path in write_files(places, force=True):
        yield Event("notice", f"wrote {path}")
    return Report()
