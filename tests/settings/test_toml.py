from __future__ import annotations

from pathlib import Path

import pytest

from clog.errors import UsageError
from clog.settings.resolve import resolve

TOML = """
changelog-file = "changelog/root.xml"
default-target = "local"
[parameters]
schema = "app"
rows = 3
[targets.local]
url = "jdbc:sqlite:local.db"
[targets.staging]
url = "postgresql://db.staging/app"
contexts = ["staging", "demo"]
strict = true
parameters = { schema = "staged" }
"""


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_usual_target_counts_unless_another_is_named() -> None:
    Path("clog.toml").write_text(TOML, encoding="utf-8")
    local = resolve("update", {}, environ={})
    assert (local.url, local.changelog_file) == ("jdbc:sqlite:local.db", "changelog/root.xml")
    assert (local.parameters["schema"], local.parameters["rows"]) == ("app", "3")
    staging = resolve("update", {"target": "staging"}, environ={})
    assert staging.url == "postgresql://db.staging/app"
    assert staging.contexts == ("staging", "demo")
    assert staging.strict
    assert staging.parameters["schema"] == "staged"


def test_it_is_stronger_than_properties_and_weaker_than_the_environment() -> None:
    Path("clog.toml").write_text('url = "toml"', encoding="utf-8")
    Path("liquibase.properties").write_text("url=properties\nchangelogFile=a.xml", encoding="utf-8")
    assert resolve("update", {}, environ={}).url == "toml"
    assert resolve("update", {}, environ={}).changelog_file == "a.xml"
    assert resolve("update", {}, environ={"CLOG_URL": "variable"}).url == "variable"


def test_a_table_in_pyproject_does_as_well() -> None:
    Path("pyproject.toml").write_text("[project]\nname = 'x'\n[tool.clog]\nurl = 'u'\n", encoding="utf-8")
    assert resolve("update", {}, environ={}).url == "u"


def test_a_pyproject_of_others_is_passed_over() -> None:
    Path("pyproject.toml").write_text("this is [no toml", encoding="utf-8")
    assert resolve("update", {}, environ={}).url is None


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        ("[", {}, "is not TOML"),
        ("ulr = 'x'", {}, 'did you mean "url"'),
        (TOML, {"target": "production"}, "targets are local, staging"),
        ("url = 'x'", {"target": "production"}, "write [targets.production] into clog.toml"),
        (None, {"target": "production"}, "write [targets.production] into clog.toml"),
        (None, {"config": "other.toml"}, "there is no file other.toml"),
        (None, {"config": "."}, "cannot read ."),
    ],
)
def test_what_makes_no_sense_is_refused(text: str | None, options: dict[str, str], said: str) -> None:
    if text is not None:
        Path("clog.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        resolve("update", options, environ={})
    assert said in str(caught.value)
