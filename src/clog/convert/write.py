"""Writing the files of a conversion: all of them or none, each at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from clog.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def write_files(files: Mapping[str, bytes], gone: Iterable[str] = (), *, force: bool = False) -> list[str]:
    """Write files, then take others away.

    Each file is written under another name first and put in its place when all are complete; a file that
    has its content already is left alone.

    Returns:
        The paths of the files that were written.

    Raises:
        UsageError: a file is there and `force` is not given, or the place cannot be written.
    """
    changed = {Path(name): data for name, data in files.items() if not _holds(Path(name), data)}
    there = [path for path in changed if path.exists()]
    if there and not force:
        raise UsageError(f"{there[0]} is there already", hint="choose another place, or say --force")
    staged: list[tuple[Path, Path]] = []
    try:
        for path, data in changed.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f".{path.name}.clog-new")
            staged.append((draft, path))
            draft.write_bytes(data)
        for draft, path in staged:
            draft.replace(path)
    except OSError as error:
        raise UsageError(f"cannot write {error.filename}: {error.strerror}") from error
    finally:
        for draft, _ in staged:
            draft.unlink(missing_ok=True)
    for name in gone:
        Path(name).unlink(missing_ok=True)
    return [str(path) for path in changed]


def _holds(path: Path, data: bytes) -> bool:
    """Whether a file has this content already."""
    try:
        return path.read_bytes() == data
    except OSError:
        return False
