"""Names in the dbms of change sets."""

from __future__ import annotations

from clog.model.databases import unknown_databases, unknown_dialect
from clog.resolve.load import load
from clog.resolve.parameters import Parameters
from clog.resources import Memory


def said(dbms: str) -> list[tuple[str, str, str]]:
    text = f"databaseChangeLog:\n- changeSet: {{id: 1, author: a, dbms: '{dbms}', changes: [{{sql: {{sql: s}}}}]}}\n"
    (change_set,) = load("a.yaml", Memory({"a.yaml": text.encode()}), Parameters(environment={})).change_sets
    return [(problem.severity, problem.message, problem.hint) for problem in unknown_databases(change_set)]


def test_names_of_no_database_are_refused_with_the_one_that_was_meant() -> None:
    assert said("sqlite, H2,!anything,all") == []
    assert said("h2, sqlserver, postgre") == [
        ("error", 'dbms names "sqlserver", which is no database', 'did you mean "mssql"?'),
        ("error", 'dbms names "postgre", which is no database', 'did you mean "postgresql"?'),
    ]


def test_names_of_extensions_are_only_told() -> None:
    ((severity, message, _),) = said("postgresql,mongodb")
    assert (severity, message) == ("warning", 'Liquibase refuses the dbms "mongodb" unless it has an extension for it')


def test_a_script_for_a_database_that_nobody_knows() -> None:
    problem = unknown_dialect("postgres", strict=False)
    assert (problem.severity, problem.hint) == ("warning", 'did you mean "postgresql"?')
    assert unknown_dialect("xyzzy", strict=True).severity == "error"
    assert "known are asany, cockroachdb" in unknown_dialect("xyzzy", strict=False).hint
