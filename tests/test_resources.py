"""The search path: directories, archives, files in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from clog.errors import FileMissing
from clog.resources import Directories, Memory, sibling

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def roots(tmp_path: Path) -> list[str]:
    (tmp_path / "one" / "d" / "e").mkdir(parents=True)
    (tmp_path / "one" / "a.sql").write_bytes(b"one")
    (tmp_path / "one" / "d" / "e" / "b.sql").write_bytes(b"b")
    with ZipFile(tmp_path / "two.jar", "w") as archive:
        archive.writestr("d/", "")
        archive.writestr("d/c.sql", "c")
        archive.writestr("z.sql", "z")
    return [str(tmp_path / "one"), str(tmp_path / "two.jar")]


def test_files_are_found_in_directories_and_archives(roots: list[str]) -> None:
    resources = Directories(roots)
    assert resources.find("/d/../a.sql").read() == b"one"
    assert resources.find("d\\c.sql").read() == b"c"
    assert resources.find("c.sql", "d/root.xml").read() == b"c"
    assert resources.get("gone.sql") is None


def test_folders_are_searched_in_all_roots(roots: list[str]) -> None:
    resources = Directories(roots)
    assert sorted(resources.search("d") or ()) == ["d/c.sql", "d/e/b.sql"]
    assert resources.search("gone") is None


def test_a_missing_file_names_the_places(roots: list[str]) -> None:
    with pytest.raises(FileMissing) as caught:
        Directories(roots).find("gone.sql")
    assert roots[0] in caught.value.hint


def test_the_same_path_in_two_roots_is_an_error_unless_asked_otherwise(roots: list[str], tmp_path: Path) -> None:
    (tmp_path / "one" / "z.sql").write_bytes(b"first")
    with pytest.raises(FileMissing, match="2 files"):
        Directories(roots).get("z.sql")
    lenient = Directories(roots, duplicates="WARN")
    assert lenient.find("z.sql").read() == b"first"
    assert lenient.get("z.sql")
    first, second = roots[:2]
    text = f'there are 2 files with the path "z.sql": in {first}, {second}; that of {first} is taken'
    assert lenient.doubled == {"z.sql": text}


def test_a_broken_archive_is_an_error_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "x.jar").write_bytes(b"no archive")
    with pytest.raises(FileMissing, match="cannot be read"):
        Directories([str(tmp_path / "x.jar")]).get("a.sql")


def test_files_in_memory_are_found_like_others() -> None:
    memory = Memory({"./d/a.sql": b"a"})
    assert memory.find("a.sql", "d/b.sql").read() == b"a"
    assert memory.search("d") == ["d/a.sql"]


@pytest.mark.parametrize(
    ("path", "name", "found"),
    [
        ("d/a.xml", "b.xml", "d/b.xml"),
        ("d/a.xml", "../b.xml", "b.xml"),
        ("a.xml", "b.xml", "b.xml"),
        ("d/a.xml", "/b.xml", "b.xml"),
    ],
)
def test_siblings(path: str, name: str, found: str) -> None:
    assert sibling(path, name) == found
