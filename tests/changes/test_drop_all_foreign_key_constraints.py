"""dropAllForeignKeyConstraints looks at the real schema."""

from __future__ import annotations

from pathlib import Path

import pytest

from clog.changes.drop_all_foreign_key_constraints import DropAllForeignKeyConstraintsChange
from clog.cli.main import main
from clog.dialects import dialect_class
from clog.model.catalog import ForeignKey, Table
from clog.model.statements.base import ObjectName
from tests.support.changing import context

CHANGE = DropAllForeignKeyConstraintsChange(base_table_name="orders", base_table_schema_name="crm")


class Found:
    """A catalog that knows one table, or none."""

    def __init__(self, *keys: str | None) -> None:
        """Keep the names of the foreign keys."""
        person = ObjectName("person")
        self.keys = tuple(ForeignKey(key, ("person_id",), person, ("id",)) for key in keys)

    def table(self, name: ObjectName) -> Table | None:
        """Describe the table."""
        return Table(name, foreign_keys=self.keys) if self.keys else None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("oracle", "ALTER TABLE crm.orders DROP CONSTRAINT fk_a"),
        ("mariadb", "ALTER TABLE crm.orders DROP FOREIGN KEY fk_a"),
    ],
)
def test_drops_what_the_table_has(name: str, expected: str) -> None:
    """Each foreign key with a name is dropped by it."""
    dialect = dialect_class(name)()
    pieces = dialect.sql(CHANGE, context(dialect, Found("fk_a", None, "fk_b")))  # type: ignore[arg-type]  # half a catalog is enough
    assert [piece.text for piece in pieces] == [expected, expected.replace("fk_a", "fk_b")]


def test_a_table_that_is_not_there() -> None:
    """Nothing is done to it, as in Liquibase."""
    dialect = dialect_class("oracle")()
    assert list(dialect.sql(CHANGE, context(dialect, Found()))) == []  # type: ignore[arg-type]  # see above


def test_without_a_database() -> None:
    """The foreign keys are not known: nothing is written."""
    dialect = dialect_class("oracle")()
    assert list(dialect.sql(CHANGE, context(dialect))) == []


@pytest.mark.parametrize("name", ["oracle", "sqlite", "postgresql"])
def test_without_a_database_that_is_said(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As a warning, with strict as an error."""
    monkeypatch.chdir(tmp_path)
    change = "{dropAllForeignKeyConstraints: {baseTableName: orders}}"
    Path("c.yaml").write_text(
        f"databaseChangeLog:\n- changeSet: {{id: 1, author: a, changes: [{change}, {{sql: {{sql: select 1}}}}]}}\n",
        encoding="utf-8",
    )
    command = [
        "update-sql",
        f"--url=offline:{name}?outputLiquibaseSql=none&changeLogFile=h.csv",
        "--changelog-file=c.yaml",
    ]
    assert main([*command, "--strict"]) == 1
    capsys.readouterr()
    assert main(command) == 0
    said = capsys.readouterr()
    assert "select 1" in said.out
    assert "FOREIGN" not in said.out
    assert "c.yaml:2" in said.err
    assert "dropAllForeignKeyConstraints writes nothing without a connection" in said.err
