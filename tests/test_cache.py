"""Summaries of unchanged change logs: used only while nothing has changed, and never trusted blindly."""

from __future__ import annotations

import os
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
