"""Writing the files of a conversion: all of them or none, each at once."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from clog.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping


_RIGHTS = 0o7777


def outstanding(files: Mapping[str, bytes], own: Collection[str] = (), *, force: bool = False) -> dict[str, bytes]:
    """Select the files that do not hold their content already.

    Args:
        files: content by path.
        own: paths that may be replaced in any case.
        force: whether other files that are there may be replaced, too.

    Raises:
        UsageError: a file is there that may not be replaced.
    """
    found = {name: data for name, data in files.items() if not _holds(Path(name), data)}
    there = [name for name in found if name not in own and os.path.lexists(name)]
    if there and not force:
        more = f", and {len(there) - 1} more of the files to be written" if len(there) > 1 else ""
        raise UsageError(f"{there[0]} is there already{more}", hint="choose another place, or say --force")
    return found


def write_files(files: Mapping[str, bytes], gone: Iterable[str] = ()) -> None:
    """Write files, then take others away.

    Each file is written under another name first; when all are complete, they are put in their places. If that fails
    on the way, everything is put back. Where a name is a link, the file that it leads to is written.

    Args:
        files: content by path.
        gone: paths of files to take away.

    Raises:
        UsageError: a place cannot be written.
    """
    batch = _Batch()
    try:
        for name, data in files.items():
            batch.draft(Path(os.path.realpath(name)), name, data)
        batch.put()
        for name in gone:
            batch.take_away(Path(name), name)
    except OSError as error:
        batch.take_back()
        text = f"cannot write {batch.at}: {error.strerror or error}"
        raise UsageError(text, hint="all files are as they were") from error
    except BaseException:
        batch.take_back()
        raise


class _Batch:
    """Files on their way to their places.

    Attributes:
        at: the file that is being written.
    """

    def __init__(self) -> None:
        self.at = ""
        self._folders: list[Path] = []
        self._drafts: list[tuple[Path, Path, str]] = []
        self._before: list[tuple[Path, bytes | Path | None, int]] = []

    def draft(self, path: Path, name: str, data: bytes) -> None:
        """Write a file under another name beside its place, with the rights of what is there."""
        self.at = name
        missing = [folder for folder in (path.parent, *path.parent.parents) if not folder.exists()]
        path.parent.mkdir(parents=True, exist_ok=True)
        self._folders += missing
        draft = path.with_name(f".{path.name[:100]}.{token_hex(4)}.clog-new")
        self._drafts.append((draft, path, name))
        with draft.open("xb") as stream:
            stream.write(data)
        if path.exists():
            draft.chmod(path.stat().st_mode & _RIGHTS)

    def put(self) -> None:
        """Put all drafts in their places."""
        for draft, path, name in self._drafts:
            self.at = name
            self._remember(path)
            draft.replace(path)

    def take_away(self, path: Path, name: str) -> None:
        """Remove a file."""
        self.at = name
        self._remember(path)
        path.unlink(missing_ok=True)

    def take_back(self) -> None:
        """Undo all of it, as far as possible."""
        for path, data, mode in reversed(self._before):
            with suppress(OSError):
                if data is None:
                    path.unlink(missing_ok=True)
                elif isinstance(data, Path):
                    path.symlink_to(data)
                elif not _holds(path, data):
                    path.write_bytes(data)
                    path.chmod(mode)
        for draft, _, _ in self._drafts:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
        for folder in self._folders:
            with suppress(OSError):
                folder.rmdir()

    def _remember(self, path: Path) -> None:
        """Keep what is in a place: its content, where a link leads to, or that nothing is there."""
        if path.is_symlink():
            self._before.append((path, path.readlink(), 0))
        elif path.exists():
            self._before.append((path, path.read_bytes(), path.stat().st_mode & _RIGHTS))
        else:
            self._before.append((path, None, 0))


def _holds(path: Path, data: bytes) -> bool:
    """Return whether a file has this content already."""
    try:
        return path.read_bytes() == data
    except OSError:
        return False
