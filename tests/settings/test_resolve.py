from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clog.errors import UsageError
from clog.settings.resolve import resolve

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(text: str, name: str = "liquibase.properties") -> None:
    from pathlib import Path

    Path(name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "environ", "properties", "expected"),
    [
        ({}, {}, "", None),
        ({}, {}, "url: a", "a"),
        ({}, {}, "liquibase.command.url=b\nurl=a", "b"),
        ({}, {}, "liquibase.command.status.url=c\nliquibase.command.url=b", "c"),
        ({}, {}, "liquibase.command.update.url=c\nliquibase.command.url=b", "b"),
        ({}, {"LIQUIBASE_COMMAND_URL": "d"}, "url=a", "d"),
        ({}, {"LIQUIBASE_COMMAND_STATUS_URL": "e", "LIQUIBASE_COMMAND_URL": "d"}, "", "e"),
        ({}, {"CLOG_URL": "f", "LIQUIBASE_COMMAND_STATUS_URL": "e"}, "", "f"),
        ({"url": "g"}, {"CLOG_URL": "f"}, "url=a", "g"),
    ],
    ids=["nothing", "file", "command", "own", "other", "variable", "own-variable", "clog", "option"],
)
def test_the_stronger_source_wins(
    options: dict[str, str], environ: dict[str, str], properties: str, expected: str | None
) -> None:
    write(properties)
    assert resolve("status", options, environ=environ).url == expected


@pytest.mark.parametrize(
    "key", ["changelogFile", "changelog-file", "liquibase.command.changelogFile", "liquibase.changelogFile"]
)
def test_keys_are_read_in_every_spelling(key: str) -> None:
    write(f"{key} = a.xml\nnobodyKnowsThis: 1\n")
    settings = resolve("update", {}, environ={})
    assert settings.changelog_file == "a.xml"
    assert settings.warnings == ()


def test_global_options_have_variables_without_command() -> None:
    settings = resolve("update", {}, environ={"LIQUIBASE_SEARCH_PATH": "a,b", "LIQUIBASE_SHOW_BANNER": "false"})
    assert settings.search_path == ("a", "b")
    assert settings.warnings == ()


def test_unknown_variables_are_said_and_are_errors_under_strict() -> None:
    environ = {"LIQUIBASE_SERCH_PATH": "x"}
    assert resolve("update", {}, environ=environ).warnings == (
        'LIQUIBASE_SERCH_PATH is not a setting; it is ignored; did you mean "search-path"?',
    )
    with pytest.raises(UsageError, match="LIQUIBASE_SERCH_PATH"):
        resolve("update", {"strict": "true"}, environ=environ)


def test_parameters_come_from_environment_definitions_and_file_in_this_order() -> None:
    write("parameter.a=file\nparameter.b=file\nparameter.c=file\n")
    settings = resolve("update", {}, {"b": "definition", "c": "definition"}, environ={"c": "variable"})
    assert [settings.parameters[name] for name in "abc"] == ["file", "definition", "variable"]


@pytest.mark.parametrize(
    ("option", "text", "said"),
    [
        ("count", "abc", '--count is "abc", which is not a whole number'),
        ("strict", "maybe", '--strict is "maybe", which is neither true nor false'),
        ("show_summary", "loud", "OFF, SUMMARY, VERBOSE"),
    ],
)
def test_values_of_the_wrong_kind_are_refused(option: str, text: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        resolve("update-count", {option: text}, environ={})
    assert said in str(caught.value)


def test_a_named_defaults_file_that_is_missing_is_only_a_warning() -> None:
    assert "gone.properties" in resolve("update", {"defaults_file": "gone.properties"}, environ={}).warnings[0]


def test_a_defaults_file_in_latin_1_is_read() -> None:
    from pathlib import Path

    Path("old.properties").write_bytes("url: jdbc:sqlite:m\xfcller.db".encode("latin-1"))
    assert resolve("update", {"defaults_file": "old.properties"}, environ={}).url == "jdbc:sqlite:m\xfcller.db"


def test_a_folder_as_defaults_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot read defaults file"):
        resolve("update", {"defaults_file": str(tmp_path)}, environ={})
