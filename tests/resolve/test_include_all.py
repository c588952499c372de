"""includeAll: what is read, in which order, and what is said. Expected values are those of Liquibase 4.28.0."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from clog.errors import FileMissing, InvalidValue, Unsupported
from clog.extensions import code_finder
from clog.resolve.load import load
from clog.resolve.parameters import Parameters
from clog.resources import Directories, Memory

if TYPE_CHECKING:
    from pathlib import Path

FILES = ["d/1.sql", "d/Z.SQL", "d/_4.yaml", "d/a/2.sql", "d/a/b/3.sql"]
CODE = """
class Odd:
    def include(self, path):
        return path[-5] in "13"

class Backwards:
    def compare(self, one, other):
        return (one < other) - (one > other)

class Broken:
    def include(self, path):
        raise ValueError("no idea")

def by_length(path):
    return -len(path)
"""


def read(options: str, *, classes: tuple[str, ...] = (), code: bool = True) -> list[str]:
    files = dict.fromkeys(FILES, "select 1")
    files["d/_4.yaml"] = "databaseChangeLog:\n- changeSet: {id: 4, author: a}\n"
    files["d/readme.txt"] = "no change log"
    files["root.yaml"] = f"databaseChangeLog:\n- includeAll: {{{options}}}\n"
    resources = Memory({path: text.encode() for path, text in files.items()})
    found = load("root.yaml", resources, Parameters(environment={}), code=code_finder(classes) if code else None)
    return [change_set.path for change_set in found.change_sets]


@pytest.fixture
def own_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own_includes.py").write_text(CODE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "own_includes", raising=False)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("path: d", FILES),
        ("path: /d/", FILES),
        ('path: "d\\\\a"', FILES[3:]),
        ("path: ./d/a/./", FILES[3:]),
        ("path: d/x/../a", FILES[3:]),
        ("path: d, minDepth: 1", FILES),
        ("path: d, minDepth: 2", FILES[3:]),
        ("path: d, minDepth: 3", FILES[4:]),
        ('path: d, maxDepth: "1"', FILES[:3]),
        ("path: d, maxDepth: 2", FILES[:4]),
        ("path: d, minDepth: 2, maxDepth: 2", FILES[3:4]),
        ("path: d, endsWithFilter: .sql", [FILES[0], FILES[1], FILES[3], FILES[4]]),
        ("path: d, endsWithFilter: A/2.SQL", FILES[3:4]),
        ('path: d, endsWithFilter: " "', FILES),
        ("path: d, endsWithFilter: null, filter: null", FILES),
        ("path: ., endsWithFilter: 4.yaml", FILES[2:3]),
        ("path: d, endsWithFilter: none, errorIfMissingOrEmpty: false", []),
        ("path: nope, relativeToChangelogFile: true, errorIfMissingOrEmpty: false", []),
        ('path: d, resourceComparator: ""', FILES),
    ],
)
def test_what_is_read(options: str, expected: list[str]) -> None:
    assert read(options) == expected


@pytest.mark.parametrize(
    ("options", "kind", "said"),
    [
        ("path: D", FileMissing, 'finds no change logs in "D"'),
        ('path: ""', FileMissing, "path: . means"),
        ("path: classpath:d", FileMissing, "leave out the prefix"),
        ("path: d/1.sql", FileMissing, "finds no change logs"),
        ("path: d, endsWithFilter: none", FileMissing, "errorIfMissingOrEmpty: false"),
        ("path: d, maxDepth: 0", FileMissing, "finds no change logs"),
        ("path: d, minDepth: 2, maxDepth: 1", InvalidValue, "less than minDepth, 2"),
        ("path: d, minDepth: 3, maxDepth: 1, errorIfMissingOrEmpty: false", InvalidValue, "less than minDepth"),
        ("path: d, maxDepth: -1", InvalidValue, "less than minDepth, 0"),
        ("path: d, minDepth: -1", InvalidValue, "negative"),
        ("path: d, filter: com.example.F", Unsupported, "com.example.F=module:Class"),
        ("path: d, resourceFilter: com.example.F", Unsupported, "com.example.F=module:Class"),
        ('path: d, filter: ""', Unsupported, "filter of includeAll"),
        ("path: d, resourceComparator: com.example.C", Unsupported, "com.example.C=module:Class"),
        ("path: d, filter: 'own_includes:Nobody'", Unsupported, "cannot be imported"),
        ("path: d, filter: 'own_includes:Broken'", Unsupported, "failed: no idea"),
        ("path: d, resourceComparator: 'own_includes:Broken'", Unsupported, "failed"),
    ],
)
@pytest.mark.usefixtures("own_code")
def test_what_is_refused(options: str, kind: type[Exception], said: str) -> None:
    with pytest.raises(kind) as caught:
        read(options)
    error: Any = caught.value
    assert said in f"{error.message} {error.hint}"
    assert error.at[:2] == ("root.yaml", 2)


@pytest.mark.usefixtures("own_code")
def test_classes_in_python_choose_and_sort() -> None:
    java = ("com.example.Odd=own_includes:Odd", "com.example.Back=own_includes:Backwards")
    assert read("path: d, filter: com.example.Odd", classes=java) == ["d/1.sql", "d/a/b/3.sql"]
    assert read("path: d, resourceComparator: com.example.Back", classes=java) == FILES[::-1]
    assert read("path: d, resourceComparator: 'own_includes:by_length'")[:2] == ["d/a/b/3.sql", "d/_4.yaml"]
    with pytest.raises(Unsupported, match="not run here"):
        read("path: d, filter: com.example.Odd", code=False)


def seconds(number: int) -> float:
    """Measure how long it takes to read a folder of so many files."""
    set_of = "databaseChangeLog:\n- changeSet: {{id: '{0}', author: a, changes: [{{sql: {{sql: select {0}}}}}]}}\n"
    files = {f"d/{n % 50}/{n:05}.yaml": set_of.format(n).encode() for n in range(number)}
    files["root.yaml"] = b"databaseChangeLog:\n- includeAll: {path: d}\n"
    resources = Memory(files)
    start = time.process_time()
    assert len(load("root.yaml", resources, Parameters(environment={})).change_sets) == number
    return time.process_time() - start


def test_reading_many_files_is_linear() -> None:
    few, many = min(seconds(250) for _ in range(2)), min(seconds(2000) for _ in range(2))
    assert many < 8 * few * 1.8 + 0.05


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("path: ../root/db/all", ["db/all/a.sql"]),
        ("path: db/../../root/db/all", ["db/all/a.sql"]),
        ("path: ../root/./db/sub/../all/", ["db/all/a.sql"]),
        ("path: ../out/all", ["../out/all/o.sql"]),
        ("path: ../root/db, minDepth: 2, maxDepth: 2", ["db/all/a.sql"]),
        ("path: ../root/db, maxDepth: 1, errorIfMissingOrEmpty: false", []),
        ("path: ../out, maxDepth: 1, errorIfMissingOrEmpty: false", []),
        ("path: db/sub/../all", ["db/all/a.sql"]),
        ("path: db/nope/../all, errorIfMissingOrEmpty: false", []),
        ("path: nope/../db/all, errorIfMissingOrEmpty: false", []),
        ("path: ../nope/../root/db/all, errorIfMissingOrEmpty: false", []),
        ("path: nope/../db/all, relativeToChangelogFile: true", ["db/all/a.sql"]),
        ("path: ../root/db/all, relativeToChangelogFile: true", ["db/all/a.sql"]),
    ],
)
def test_paths_that_leave_the_search_path(options: str, expected: list[str], tmp_path: Path) -> None:
    for name in ("root/db/all/a.sql", "root/db/sub/empty.txt", "out/all/o.sql"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("--liquibase formatted sql\n--changeset a:1\nselect 1;\n", encoding="utf-8")
    (tmp_path / "root" / "c.yaml").write_text(f"databaseChangeLog: [{{includeAll: {{{options}}}}}]", encoding="utf-8")
    found = load("c.yaml", Directories([str(tmp_path / "root")]), Parameters(environment={})).change_sets
    assert [change_set.path for change_set in found] == expected
