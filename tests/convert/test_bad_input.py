"""Bad input and bad places: everything that is wrong is said, nothing is written, and nothing is left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from clog.cli.main import main
from clog.convert.write import outstanding, write_files
from clog.errors import UsageError
from tests.support.small_logs import HEAD, TABLE

YAML = "databaseChangeLog:\n- changeSet:\n    id: 1\n    author: jérôme\n    changes:\n    - sql: select 1\n"
IN_PLACE = ("convert", "db/root.xml", "--to=yaml", "--recursive", "--in-place")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "work"
    (folder / "db").mkdir(parents=True)
    monkeypatch.chdir(folder)
    includes = '<include file="db/one.xml"/><include file="db/two.xml"/>'
    (folder / "db" / "root.xml").write_text(f"{HEAD}{includes}</databaseChangeLog>", encoding="utf-8")
    for name in ("one", "two"):
        (folder / "db" / f"{name}.xml").write_text(f"{HEAD}{TABLE}</databaseChangeLog>", encoding="utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes | str]:
    """List all that is in a folder: files with their content, links with where they lead to, other folders."""
    return {
        str(path.relative_to(folder)): str(path.readlink()) if path.is_symlink() else path.read_bytes()
        for path in folder.rglob("*")
        if path.is_symlink() or path.is_file()
    } | {f"{path.relative_to(folder)}/": "" for path in folder.rglob("*") if path.is_dir()}


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Run a command that must fail and write nothing; give what it says."""
    before = contents(Path())
    capsys.readouterr()
    assert main(list(words)) == 1
    said = capsys.readouterr()
    assert contents(Path()) == before
    assert "Traceback" not in said.err
    return said.err


def test_all_that_is_wrong_is_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = '<changeSet id="1" author="a"><dropTable tabelName="t"/></changeSet>'
    (folder / "db" / "one.xml").write_text(f"{HEAD}{bad}</databaseChangeLog>", encoding="utf-8")
    (folder / "db" / "two.xml").write_text(f"{HEAD}<changeSet id='1' author='a'><createTabel/>", encoding="utf-8")
    (folder / "db" / "three.yaml").write_text(f"{YAML}  [", encoding="utf-8")
    for words in (IN_PLACE, ("convert", "db/root.xml", "out", "--to=json", "--recursive"), ("format", "db/root.xml")):
        said = refused(capsys, *words)
        assert "db/one.xml:7:" in said
        assert "db/two.xml:7:" in said
    said = refused(capsys, "format", "db/one.xml", "db/two.xml", "db/three.yaml", "nothere.json")
    assert [name for name in ("one.xml", "two.xml", "three.yaml", "nothere.json") if name not in said] == []


def test_files_of_others_are_not_replaced_in_place(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "db" / "one.yaml").write_text("mine", encoding="utf-8")
    assert "db/one.yaml is there already" in refused(capsys, *IN_PLACE)
    assert "db/one.yaml is there already" in refused(capsys, *IN_PLACE, "--check")
    (folder / "db" / "two.yaml").write_text("mine", encoding="utf-8")
    assert "and 1 more of the files" in refused(capsys, *IN_PLACE)
    assert main([*IN_PLACE, "--force"]) == 0
    assert sorted(contents(folder)) == ["db/", "db/one.yaml", "db/root.yaml", "db/two.yaml"]


@pytest.mark.parametrize("failing", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_crash_leaves_the_originals(
    failing: int, error: BaseException, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(folder)
    count = 0
    real = {name: getattr(Path, name) for name in ("replace", "unlink")}

    def step(name: str) -> Any:
        def act(path: Path, *given: Any, **named: Any) -> Any:
            nonlocal count
            count += not named
            if count == failing and not named:
                raise error
            return real[name](path, *given, **named)

        return act

    files = {f"db/{name}.yaml": b"new" for name in ("root", "one", "new/two")}
    gone = ["db/root.xml", "db/one.xml"]
    monkeypatch.setattr(Path, "replace", step("replace"))
    real_unlink = real["unlink"]
    monkeypatch.setattr(
        Path,
        "unlink",
        lambda path, **named: step("unlink")(path) if path.suffix == ".xml" else real_unlink(path, **named),
    )
    with pytest.raises(UsageError if isinstance(error, OSError) else KeyboardInterrupt):
        write_files(files, gone)
    assert count == failing
    assert contents(folder) == before


def test_replaced_files_come_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "db" / "one.xml").chmod(0o640)
    before = contents(folder)
    replace = Path.replace
    monkeypatch.setattr(Path, "replace", lambda path, to: replace(path, to if to.name != "two.xml" else folder))
    with pytest.raises(UsageError, match=r"cannot write db/two\.xml"):
        write_files({"db/one.xml": b"new", "db/two.xml": b"new"})
    assert contents(folder) == before
    assert (folder / "db" / "one.xml").stat().st_mode & 0o777 == 0o640


def test_rights_and_links_are_kept(folder: Path) -> None:
    (folder / "db" / "one.xml").rename(folder / "elsewhere.xml")
    (folder / "elsewhere.xml").chmod(0o600)
    (folder / "db" / "one.xml").symlink_to("../elsewhere.xml")
    assert main(["format", "db/one.xml"]) == 0
    assert (folder / "db" / "one.xml").is_symlink()
    assert "\n    <changeSet" in (folder / "elsewhere.xml").read_text(encoding="utf-8")
    assert (folder / "elsewhere.xml").stat().st_mode & 0o777 == 0o600
    assert main([*IN_PLACE]) == 0
    assert sorted(contents(folder)) == ["db/", "db/one.yaml", "db/root.yaml", "db/two.yaml", "elsewhere.xml"]


def test_a_link_that_leads_nowhere_is_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "one.yaml").symlink_to("nowhere.yaml")
    (folder / "loop.xml").symlink_to("loop.xml")
    assert "one.yaml is there already" in refused(capsys, "convert", "db/one.xml", "one.yaml")
    assert "loop.xml" in refused(capsys, "convert", "loop.xml", "two.yaml")
    assert main(["convert", "db/one.xml", "one.yaml", "--force"]) == 0
    assert (folder / "nowhere.yaml").read_text(encoding="utf-8").startswith("databaseChangeLog:")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("db/one.xml one.foo", "which format"),
        ("db/one.xml", "which format"),
        ("db/one.xml out --to=toml", "'toml' is not one of"),
        ("db/one.xml one.xml --to=yaml", "one.xml is no name for yaml"),
        ("db/one.xml one --to=yaml", "one is no name for yaml"),
        ("db/one.xml db --to=yaml", "db is a folder"),
        ("db/one.xml --to=yaml", "where shall the result go"),
        ("db/one.xml db/one.xml", "db/one.xml is there already"),
        ("db/one.xml db/two.xml/one.yaml", "cannot write db/two.xml/one.yaml"),
        ("db/none.xml one.yaml", 'the file "db/none.xml" is not on the search path'),
        ("db one.yaml", '"db" is a folder'),
        ("db/one.xml one.yaml --search-path=nowhere", "is not on the search path"),
        ("db/one.xml one.sql", "SQL is of one database"),
        ("db/one.xml one.sql --dialect=nosuch", "nosuch"),
    ],
)
def test_what_makes_no_sense_is_refused(words: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert message in refused(capsys, "convert", *words.split())


def test_folders_are_made_where_they_are_missing(folder: Path) -> None:
    assert main(["convert", "db/one.xml", "a/b/one.yaml"]) == 0
    assert (folder / "a" / "b" / "one.yaml").is_file()


def test_from_may_be_to(folder: Path) -> None:
    assert main(["convert", "db/one.xml", "db/one.xml", "--force"]) == 0
    once = contents(folder)
    assert main(["convert", "db/one.xml", "db/one.xml"]) == 0  # nothing changes
    assert contents(folder) == once


@pytest.mark.usefixtures("folder")
def test_a_tree_may_lie_beside_the_working_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("other").mkdir()
    monkeypatch.chdir("other")
    assert main(["convert", "db/root.xml", "--to=json", "--recursive", "--in-place", "--search-path=.."]) == 0
    assert sorted(contents(Path("../db"))) == ["one.json", "root.json", "two.json"]


def test_places_without_permission_are_named(folder: Path) -> None:
    """Permissions are tried out as another user where the tests run as root."""
    (folder / "out").mkdir(mode=0o555)
    (folder / "db" / "two.xml").chmod(0)
    (folder / "db").chmod(0o555)
    for place in (folder, folder.parent):
        place.chmod(0o755)
    before = set(contents(folder)) if os.geteuid() == 0 else None
    script = (
        "import os, sys, pkgutil, importlib, clog, lxml.etree, ruamel.yaml\n"
        "for found in pkgutil.walk_packages(clog.__path__, 'clog.'):\n"
        "    if not found.name.endswith('__main__'):\n"
        "        try: importlib.import_module(found.name)\n"
        "        except ImportError: pass\n"
        "from clog.cli.main import main\n"
        "if os.geteuid() == 0: os.seteuid(65534)\n"
        "sys.exit(max(main(words.split()) != 1 for words in sys.argv[1:]))\n"
    )
    words = ("convert db/one.xml out/one.yaml", "convert db/root.xml x --to=yaml --recursive", "format db/one.xml")
    command = [sys.executable, "-c", script, *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    (folder / "db").chmod(0o755)
    (folder / "out").chmod(0o755)
    assert done.returncode == 0, done.stderr
    assert "cannot write out/one.yaml: Permission denied" in done.stderr
    assert 'the file "db/two.xml" cannot be read: Permission denied' in done.stderr
    assert "cannot write ./db/one.xml: Permission denied" in done.stderr
    assert before in (None, set(contents(folder)))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("form", ["yaml", "xml"])
def test_format_keeps_line_ends(form: str, encoding: str, end: str, folder: Path) -> None:
    text = YAML if form == "yaml" else f"{HEAD}{TABLE}</databaseChangeLog>\n".replace("UTF-8", encoding[:6].rstrip("-"))
    path = folder / f"a.{form}"
    path.write_bytes(text.replace("\n", end).encode(encoding))
    assert main(["format", f"a.{form}"]) == 0
    data = path.read_bytes()
    assert data.count(b"\r\n") == (data.count(b"\n") if end == "\r\n" else 0)
    assert data.decode().startswith(
        "databaseChangeLog:" if form == "yaml" else '<?xml version="1.0" encoding="UTF-8"?>'
    )
    assert main(["format", "--check", f"a.{form}"]) == 0
    assert main(["format", f"a.{form}"]) == 0
    assert path.read_bytes() == data


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("form", ["xml", "yaml", "json", "sql"])
@pytest.mark.parametrize("data", [YAML.encode("latin-1"), bytes(range(128, 256)), b"\xff\xfe\x00"])
def test_what_is_no_text_is_refused(form: str, data: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    Path(f"a.{form}").write_bytes(data)
    assert "is not text in" in refused(capsys, "convert", f"a.{form}", "b.json" if form != "json" else "b.xml")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("form", ["xml", "yaml", "json"])
def test_an_empty_file_is_no_change_log(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(f"a.{form}").touch()
    assert f"a.{form}" in refused(capsys, "format", f"a.{form}")
    assert f"a.{form}" in refused(capsys, "convert", f"a.{form}", "b.json" if form != "json" else "b.xml")


@pytest.mark.usefixtures("folder")
def test_deep_nesting_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.json").write_text('{"databaseChangeLog":' + "[" * 50_000 + "]" * 50_000 + "}", encoding="utf-8")
    assert "nesting" in refused(capsys, "convert", "a.json", "b.xml")


@pytest.mark.usefixtures("folder")
def test_a_huge_line_is_kept() -> None:
    text = "select '" + "x" * 1_000_000 + "'"
    Path("a.yaml").write_text(YAML.replace("select 1", json_text(text)), encoding="utf-8")
    assert main(["convert", "a.yaml", "b.xml"]) == 0
    assert main(["convert", "b.xml", "c.json"]) == 0
    assert text in Path("c.json").read_text(encoding="utf-8")


def json_text(text: str) -> str:
    return f'"{text}"'


def test_what_is_there_with_its_content_is_left_alone(folder: Path) -> None:
    data = (folder / "db" / "one.xml").read_bytes()
    assert outstanding({"db/one.xml": data, "db/new.xml": data}) == {"db/new.xml": data}
