"""Starting is a feature: what is imported, and by whom."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

CHANGE_LOG = """\
<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
        http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
    <changeSet id="1" author="ann">
        <createTable tableName="t"><column name="id" type="int"/></createTable>
    </changeSet>
</databaseChangeLog>
"""
HEAVY = (
    "sqlalchemy", "sqlglot", "jsonschema", "rich", "importlib.metadata", "asyncio", "ruamel", "logging",
    "dataclasses", "pathlib", "psycopg", "pymysql", "yaml", "subprocess", "urllib", "email",
)  # fmt: skip


def modules_after(folder: Path, *arguments: str) -> set[str]:
    """Run clog in a process of its own; give what it has imported."""
    code = (
        "import sys; from clog.cli.main import main; status = main(sys.argv[1:]); "
        "print('', *sorted(sys.modules), sep=chr(10), file=sys.stderr); sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_help_and_version_import_click_alone(option: str, tmp_path: Path) -> None:
    plain = subprocess.run(
        [sys.executable, "-c", "import click, sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    beyond = modules_after(tmp_path, option) - set(plain.stdout.split())
    third_parties = {name.partition(".")[0] for name in beyond} - set(sys.stdlib_module_names) - {"clog", "click"}
    assert third_parties == set()
    assert not beyond & set(HEAVY)
    assert not any(name.startswith(("clog.commands.", "clog.database", "clog.formats")) for name in beyond)


@pytest.mark.parametrize("command", ["status", "update"])
def test_a_run_with_nothing_to_do_imports_nothing_heavy(command: str, tmp_path: Path) -> None:
    (tmp_path / "c.xml").write_text(CHANGE_LOG, encoding="utf-8")
    arguments = ("--url=jdbc:sqlite:x.db", "--changelog-file=c.xml", "--no-cache=true")
    modules_after(tmp_path, *arguments, "update")
    found = modules_after(tmp_path, *arguments, command)
    assert {name for name in HEAVY if name in found} == set()
    assert "sqlite3" in found
    rules = {name.split(".")[2] for name in found if name.startswith("clog.rules.")}
    assert rules == {"choice", "registry", "runner", "subject", "log", "head", "node"}  # what sees more is not asked


@pytest.mark.parametrize("command", ["status", "update"])
def test_a_server_costs_its_driver_and_nothing_else(server_url: str, command: str, tmp_path: Path) -> None:
    (tmp_path / "c.xml").write_text(CHANGE_LOG, encoding="utf-8")
    arguments = (f"--url={server_url}", "--changelog-file=c.xml", "--no-cache=true")
    modules_after(tmp_path, *arguments, "update")
    found = modules_after(tmp_path, *arguments, command)
    driver, other = ("psycopg", "pymysql") if "postgresql" in server_url else ("pymysql", "psycopg")
    assert driver in found
    assert not {"sqlalchemy", "sqlglot", "jsonschema", "rich", "ruamel", "yaml", other} & found
    assert not {name for name in found if name.startswith("clog.") and "sqlite" in name}
