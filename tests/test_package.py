"""The wheel that users install: complete, and able to run by itself."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

import clog

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    return next(folder.glob("clog_db-*.whl"))


def test_the_wheel_holds_the_package_and_its_schemas(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    modules = {f"clog/{path.relative_to(ROOT / 'src' / 'clog')}" for path in (ROOT / "src" / "clog").rglob("*.py")}
    assert modules <= names
    assert {"clog/schemas/changelog.schema.json", "clog/py.typed"} <= names
    assert not [name for name in names if name.startswith(("tests/", "fixtures/"))]


def test_the_wheel_runs_where_nothing_else_of_the_project_is(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    (tmp_path / "log.sql").write_text(
        "--liquibase formatted sql\n--changeset a:1\nCREATE TABLE t (id INT);\n", encoding="utf-8"
    )
    libraries = sysconfig.get_paths()["purelib"]
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("CLOG_", "LIQUIBASE_", "COV"))},
        "PYTHONPATH": os.pathsep.join((str(tmp_path / "site"), libraries)),
    }
    code = "import sys; from clog.cli.main import main; sys.exit(main())"
    line = [sys.executable, "-S", "-c", code, "--changelog-file=log.sql", "--url=jdbc:sqlite:t.db"]
    for command in ("update", "status"):
        done = subprocess.run(
            [*line, command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert "up to date" in done.stdout
    assert clog.__version__ in wheel.name
