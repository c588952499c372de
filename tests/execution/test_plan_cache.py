"""Commands with and without a summary of the change log say the same."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from clog.cli.main import main

LOG = """--liquibase formatted sql
--property name:table value:t
--property name:other value:o
--changeset a:1
CREATE TABLE ${table} (id INT);
--changeset a:2 contextFilter:prod
CREATE TABLE ${other} (id INT);
"""
WORDS = ("--url=jdbc:sqlite:t.db", "--changelog-file=log.sql", "--contexts=dev")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "log.sql").write_text(LOG, encoding="utf-8")
    assert main(["update", *WORDS]) == 0
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert main([*words]) == 0
    return capsys.readouterr().out


def kept(folder: Path) -> list[str]:
    cache = Path(os.environ["CLOG_CACHE"])
    del folder
    return sorted(path.name for path in cache.glob("*.json"))


def test_status_and_update_say_the_same_from_the_summary(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = said(capsys, "status", *WORDS)
    assert len(kept(folder)) == 1
    assert said(capsys, "status", *WORDS) == first == said(capsys, "status", "--no-cache", *WORDS)
    assert said(capsys, "update", *WORDS) == said(capsys, "update", "--no-cache", *WORDS)


def test_the_summary_is_used(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    said(capsys, "status", *WORDS)
    monkeypatch.setattr("clog.execution.project.load", lambda *_: pytest.fail("the change log was read"))
    assert "up to date" in said(capsys, "status", *WORDS)
    assert folder.exists()


def test_what_changes_is_seen_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "status", *WORDS)
    (folder / "log.sql").write_text(LOG + "--changeset a:3\nSELECT 3;\n", encoding="utf-8")
    assert "log.sql::3::a" in said(capsys, "status", *WORDS)
    assert "log.sql::3::a" in said(capsys, "status", *WORDS)
    assert len(kept(folder)) == 1
    said(capsys, "update", *WORDS)
    assert "up to date" in said(capsys, "status", *WORDS)


def test_other_contexts_are_another_summary(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "status", *WORDS)
    assert "log.sql::2::a" in said(capsys, "status", *WORDS[:2], "--contexts=prod", "-Dother=o")
    assert len(kept(folder)) == 2


def test_an_edited_change_set_is_a_mismatch_also_with_a_summary(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "status", *WORDS)
    (folder / "log.sql").write_text(LOG.replace("id INT", "id BIGINT"), encoding="utf-8")
    assert main(["status", *WORDS]) == 1
    assert main(["status", *WORDS]) == 1
    assert "log.sql::1::a" in capsys.readouterr().err


def test_no_cache_keeps_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "status", "--no-cache", *WORDS)
    assert kept(folder) == []


def test_a_change_log_that_warns_is_not_remembered(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = 'databaseChangeLog: [{changeSet: {id: "1", author: a, changes: [{sql: {sql: select 1, nosuch: 2}}]}}]'
    (folder / "log.yaml").write_text(text, encoding="utf-8")
    words = ("--url=jdbc:sqlite:w.db", "--changelog-file=log.yaml")
    assert main(["update", *words]) == 0
    for _ in range(2):
        capsys.readouterr()
        assert main(["status", *words]) == 0
        assert "nosuch" in capsys.readouterr().err
    assert kept(folder) == []
