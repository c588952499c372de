"""Summaries of unchanged change logs: used only while nothing has changed, and never trusted blindly."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from clog.cache import Recorder, Summaries, digest
from clog.model.changelog import ChangeSet, ChangeSetKey
from clog.resources import Directories

PLAIN = ChangeSet(id="1", author="a", path="x.xml", key=ChangeSetKey("x.xml", "1", "a"), node=None, document=None)
RICH = ChangeSet(
    id="2", author="b", path="/x.xml", key=ChangeSetKey("x.xml", "2", "b"), node=None, document=None,
    contexts=("a", "b or c"), labels=("l",), dbms=("h2",), run_always=True, ignore=True, valid_check_sums=("any",),
)  # fmt: skip


class Setting:
    """A folder with two files, one missing, and a summary of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "sub").mkdir()
        (folder / "root.xml").write_text("root", encoding="utf-8")
        (folder / "sub" / "one.sql").write_text("one", encoding="utf-8")
        self.summaries = Summaries(str(folder / "cache"), {"url": "x"})
        recorder = Recorder(Directories([str(folder)]))
        recorder.find("root.xml")
        recorder.get("missing.xml")
        recorder.search("sub")
        recorder.find("sub/one.sql")
        self.summaries.save(recorder, {"asked": "yes", "absent": None}, [(PLAIN, "9:aa"), (RICH, "9:bb")])

    def load(self, **values: str) -> list[tuple[str, str]] | None:
        found = self.summaries.load(Directories([str(self.folder)]), {"asked": "yes", **values}.get)
        return None if found is None else [(str(each), found.check_sums[id(each)]) for each in found.change_sets]


@pytest.fixture
def setting(tmp_path: Path) -> Setting:
    return Setting(tmp_path)


def test_what_was_kept_comes_back(setting: Setting) -> None:
    assert setting.load() == [("x.xml::1::a", "9:aa"), ("/x.xml::2::b", "9:bb")]
    found = setting.summaries.load(Directories([str(setting.folder)]), {"asked": "yes"}.get)
    assert found is not None
    for kept, made in zip((PLAIN, RICH), found.change_sets, strict=True):
        assert {name: getattr(kept, name) for name in ChangeSet.__slots__ if name != "expand"} == {
            name: getattr(made, name) for name in ChangeSet.__slots__ if name != "expand"
        }


def test_another_content_of_a_file_is_noticed(setting: Setting) -> None:
    (setting.folder / "sub" / "one.sql").write_text("two", encoding="utf-8")
    assert setting.load() is None


def test_a_file_that_appears_is_noticed(setting: Setting) -> None:
    (setting.folder / "missing.xml").write_text("", encoding="utf-8")
    assert setting.load() is None


def test_a_file_that_disappears_is_noticed(setting: Setting) -> None:
    (setting.folder / "root.xml").unlink()
    assert setting.load() is None


def test_another_file_in_a_searched_folder_is_noticed(setting: Setting) -> None:
    (setting.folder / "sub" / "two.sql").write_text("", encoding="utf-8")
    assert setting.load() is None


def test_another_value_of_a_parameter_is_noticed(setting: Setting) -> None:
    assert setting.load(asked="no") is None
    assert setting.load(absent="here") is None


def test_a_damaged_summary_is_passed_over(setting: Setting) -> None:
    with Path(setting.summaries.path).open("r+b") as stream:
        stream.seek(-20, os.SEEK_END)
        stream.write(b"x")
    assert setting.load() is None


@pytest.mark.parametrize("body", [b"{}", b"[]", b'{"files": 1, "searches": {}, "parameters": {}}', b"no json"])
def test_a_summary_of_another_form_is_passed_over(setting: Setting, body: bytes) -> None:
    Path(setting.summaries.path).write_bytes(digest(body).encode() + b"\n" + body)
    assert setting.load() is None


def test_a_summary_that_others_may_write_is_passed_over(setting: Setting) -> None:
    Path(setting.summaries.path).chmod(0o666)
    assert setting.load() is None


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    summaries = Summaries(str(tmp_path / "file"), {})
    summaries.save(Recorder(Directories([str(tmp_path)])), {}, [])
    assert summaries.load(Directories([str(tmp_path)]), lambda _: None) is None


def test_the_number_of_summaries_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clog.cache.MOST_SUMMARIES", 5)
    (tmp_path / "notes.json").write_text("not ours", encoding="utf-8")
    (tmp_path / "sub.json").mkdir()
    recorder = Recorder(Directories([str(tmp_path)]))
    for number in range(12):
        summaries = Summaries(str(tmp_path), number)
        summaries.save(recorder, {}, [(PLAIN, "9:aa")])
        os.utime(summaries.path, (number - 100 + time.time(),) * 2)
    kept = {path.name for path in tmp_path.iterdir()}
    assert len(kept) == 7
    assert Path(Summaries(str(tmp_path), 11).path).name in kept
    assert {"notes.json", "sub.json"} <= kept


def test_size_and_age_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = Recorder(Directories([str(tmp_path)]))
    old, draft, large = (Summaries(str(tmp_path), name).path for name in ("old", "draft", "large"))
    draft += ".0123456789abcdef"
    for path, age in ((old, 31 * 86_400), (draft, 7200), (large, 60)):
        Path(path).write_bytes(b"x" * 1000)
        os.utime(path, (time.time() - age,) * 2)
    monkeypatch.setattr("clog.cache.LARGEST_SUMMARIES", 1000)
    Summaries(str(tmp_path), "new").save(recorder, {}, [(PLAIN, "9:aa")])
    assert [path.name for path in tmp_path.iterdir()] == [Path(Summaries(str(tmp_path), "new").path).name]


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("clog.cache.os.replace", full)
    Summaries(str(tmp_path), "x").save(Recorder(Directories([str(tmp_path)])), {}, [(PLAIN, "9:aa")])
    assert list(tmp_path.iterdir()) == []


def test_drafts_follow_no_links_and_are_nobody_elses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clog.cache.os.urandom", lambda size: b"\0" * size)
    (tmp_path / "target").write_text("kept", encoding="utf-8")
    summaries = Summaries(str(tmp_path / "cache"), "x")
    (tmp_path / "cache").mkdir()
    Path(f"{summaries.path}.{'0' * 16}").symlink_to(tmp_path / "target")
    summaries.save(Recorder(Directories([str(tmp_path)])), {}, [(PLAIN, "9:aa")])
    assert (tmp_path / "target").read_text(encoding="utf-8") == "kept"
    assert not Path(summaries.path).exists()


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 200_000,
        b"{}",
        b"[]",
        b"nonsense",
        b'{"files":{"a\\u0000":"x"},"searches":{},"parameters":{},"changeSets":[]}',
        b'{"files":{},"searches":{},"parameters":{},"changeSets":[[1,"a","p","p","9:a"]]}',
        b'{"files":{},"searches":{},"parameters":{},"changeSets":[["1","a","p","p","9:a","00110",[5],[],[],[]]]}',
        b'{"files":{},"searches":{},"parameters":{},"changeSets":[["1"]]}',
        b'{"files":[],"searches":5,"parameters":null,"changeSets":{}}',
    ],
)
def test_sealed_content_that_is_not_ours_is_passed_over(tmp_path: Path, body: bytes) -> None:
    path = Path(Summaries(str(tmp_path), "x").path)
    path.write_bytes(digest(body).encode() + b"\n" + body)
    path.chmod(0o600)
    assert Summaries(str(tmp_path), "x").load(Directories([str(tmp_path)]), lambda _: None) is None


def test_pipes_links_and_huge_files_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    setting = Setting(tmp_path)
    assert setting.load() is not None
    path = Path(setting.summaries.path)
    path.rename(tmp_path / "aside")
    path.symlink_to(tmp_path / "aside")
    assert setting.load() is None
    path.unlink()
    os.mkfifo(path)
    assert setting.load() is None
    path.unlink()
    (tmp_path / "aside").rename(path)
    assert setting.load() is not None
    monkeypatch.setattr("clog.cache.LARGEST_SUMMARIES", 100)
    assert setting.load() is None
