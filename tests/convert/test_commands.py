"""clog convert and clog format: files are written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from clog.cli.main import main
from tests.support.small_logs import HEAD, TABLE

EXAMPLES = Path(__file__).parents[2] / "changelog"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "db").mkdir()
    (tmp_path / "db" / "root.xml").write_text(
        f'{HEAD}<include file="db/one.xml"/></databaseChangeLog>', encoding="utf-8"
    )
    (tmp_path / "db" / "one.xml").write_text(f"{HEAD}{TABLE}</databaseChangeLog>", encoding="utf-8")
    return tmp_path


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_database_does_not_notice_a_conversion_in_place(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["update", "--url=jdbc:sqlite:t.db", "--changelog-file=db/root.xml"]) == 0
    assert main(["convert", "db/root.xml", "--to=yaml", "--recursive", "--in-place"]) == 0
    assert files(folder) == ["db/one.yaml", "db/root.yaml", "t.db"]
    capsys.readouterr()
    assert main(["status", "--url=jdbc:sqlite:t.db", "--changelog-file=db/root.yaml"]) == 0
    assert "up to date" in capsys.readouterr().out


def test_a_file_that_is_there_is_not_replaced_unasked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "one.json").write_text("mine", encoding="utf-8")
    assert main(["convert", "db/one.xml", "one.json"]) == 1
    assert "one.json is there already" in capsys.readouterr().err
    assert (folder / "one.json").read_text(encoding="utf-8") == "mine"
    assert main(["convert", "db/one.xml", "one.json", "--force"]) == 0
    assert (folder / "one.json").read_text(encoding="utf-8").startswith('{\n  "databaseChangeLog"')


def test_what_is_lost_is_said_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "db" / "one.xml").write_text(f"{HEAD}<!-- why -->{TABLE}</databaseChangeLog>", encoding="utf-8")
    assert main(["convert", "db/one.xml", "one.json"]) == 0
    said = capsys.readouterr().err
    assert said.startswith("warning: db/one.xml:7:")
    assert said.count("warning") == 1


def test_check_writes_nothing(folder: Path) -> None:
    before = files(folder)
    assert main(["convert", "db/root.xml", "out", "--to=json", "--recursive", "--check"]) == 0
    assert files(folder) == before


def test_a_broken_change_log_is_not_converted_half(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "db" / "one.xml").write_text(
        f"{HEAD}<changeSet id='1' author='a'><createTabel/></changeSet>", encoding="utf-8"
    )
    before = files(folder)
    assert main(["convert", "db/root.xml", "out", "--to=yaml", "--recursive"]) == 1
    assert "db/one.xml" in capsys.readouterr().err
    assert files(folder) == before


@pytest.mark.usefixtures("folder")
def test_the_format_must_be_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", "db/one.xml", "one"]) == 1
    assert "which format" in capsys.readouterr().err


def test_format_is_idempotent_and_checks(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["format", "--check", "db/one.xml"]) == 1
    assert "db/one.xml is not in the usual layout [CLOG807]" in capsys.readouterr().err
    assert main(["format", "db/one.xml"]) == 0
    text = (folder / "db" / "one.xml").read_text(encoding="utf-8")
    assert main(["format", "--check", "db/one.xml"]) == 0
    assert main(["format", "db/one.xml"]) == 0
    assert (folder / "db" / "one.xml").read_text(encoding="utf-8") == text


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("form", ["xml", "yaml", "yml", "json", "sql"])
def test_format_accepts_what_init_writes(form: str) -> None:
    assert main(["init", "project", f"--format={form}"]) == 0
    assert main(["format", "--check", f"example-changelog.{form}"]) == 0


def test_format_accepts_the_example_system_and_what_convert_makes_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(EXAMPLES.parent)
    assert main(["format", "--check", *_change_logs(EXAMPLES.parent, EXAMPLES)]) == 0
    for form in ("xml", "yaml", "json"):
        assert main(["convert", "changelog/root.xml", str(tmp_path / form), f"--to={form}", "--recursive"]) == 0
        monkeypatch.chdir(tmp_path / form)
        assert main(["format", "--check", *_change_logs(tmp_path / form, tmp_path / form)]) == 0
        monkeypatch.chdir(EXAMPLES.parent)


def _change_logs(base: Path, folder: Path) -> list[str]:
    found = [path for path in sorted(folder.rglob("*")) if path.suffix in {".xml", ".yaml", ".json"}]
    assert found
    return [str(path.relative_to(base)) for path in found]


def test_format_leaves_the_first_line_of_a_text_where_it_is(folder: Path) -> None:
    text = "\n            SELECT 1\n              FROM t\n        "
    log = f"{HEAD}<changeSet id='1' author='a'><sql>{text}</sql></changeSet></databaseChangeLog>"
    (folder / "db" / "one.xml").write_text(log, encoding="utf-8")
    assert main(["format", "db/one.xml"]) == 0
    assert f"<sql><![CDATA[{text}]]></sql>" in (folder / "db" / "one.xml").read_text(encoding="utf-8")


LATIN = "--liquibase formatted sql\n\n-- Größen\n\n--changeset ä:1\n--comment: für später\nINSERT INTO t VALUES ('Müller');\n"


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "UTF-16", "windows-1252"])
def test_convert_reads_and_writes_formatted_sql_in_the_encoding_that_is_named(folder: Path, encoding: str) -> None:
    (folder / "db" / "one.sql").write_bytes(LATIN.encode(encoding))
    named = f"--file-encoding={encoding}"
    assert main(["convert", "db/one.sql", "db/two.xml", named]) == 0
    text = (folder / "db" / "two.xml").read_text(encoding="utf-8")
    assert all(word in text for word in ("Müller", "Größen", "für später", 'author="ä"'))
    assert main(["convert", "db/two.xml", "db/three.sql", named, "--dialect=sqlite"]) == 0
    assert "Müller" in (folder / "db" / "three.sql").read_text(encoding=encoding)
    assert main(["convert", "db/one.sql", "db/four.sql", named, "--dialect=sqlite"]) == 0
    assert "Müller" in (folder / "db" / "four.sql").read_text(encoding=encoding)


def test_what_the_encoding_has_not_is_not_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = f"{HEAD}<changeSet id='1' author='a'><sql>SELECT 'Łódź'</sql></changeSet></databaseChangeLog>"
    (folder / "db" / "one.xml").write_text(log, encoding="utf-8")
    assert main(["convert", "db/one.xml", "one.sql", "--dialect=sqlite", "--file-encoding=ISO-8859-1"]) == 1
    assert "ISO-8859-1 has no '\\u0141' (U+0141)" in capsys.readouterr().err
    assert not (folder / "one.sql").exists()
    assert main(["convert", "db/one.xml", "one.sql", "--dialect=sqlite"]) == 0


def test_format_compares_files_that_changes_name_in_the_encoding_that_is_named(folder: Path) -> None:
    (folder / "q.sql").write_bytes("SELECT 'ü'".encode("latin-1"))
    log = f"{HEAD}<changeSet id='1' author='a'><sqlFile path='q.sql'/></changeSet></databaseChangeLog>"
    (folder / "db" / "one.xml").write_text(log, encoding="utf-8")
    assert main(["format", "db/one.xml", "--file-encoding=ISO-8859-1"]) == 0
