"""Names that are misspelt in files of settings and in the environment, and values that are wrong there."""

from __future__ import annotations

from pathlib import Path

import pytest

from clog.errors import UsageError
from clog.settings.resolve import resolve


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("changelogFiel", "changelog-file"), ("pasword", "password"), ("liquibase.command.usernam", "username"),
        ("liquibase.serchPath", "search-path"), ("changelog-flie", "changelog-file"), ("lable-filter", "label-filter"),
    ],
)  # fmt: skip
def test_a_misspelt_key_is_told_with_its_place(key: str, meant: str) -> None:
    Path("liquibase.properties").write_text(f"# settings\nurl: jdbc:sqlite:x.db\n{key}: s3cret\n")
    (told,) = resolve("update", {}, environ={}).warnings
    assert told.startswith("liquibase.properties:3:1: ")
    assert f'did you mean "{meant}"?' in told
    assert f"{key} ***" in told
    assert "^" * len(key) in told
    assert "s3cret" not in told
    with pytest.raises(UsageError):
        resolve("update", {"strict": "true"}, environ={})


@pytest.mark.parametrize(
    "key",
    [
        "parameter.changelogFiel", "referenceUrl", "liquibase.reports.enabled", "classpath", "logLevel", "secureParsing",
        "liquibase.command.diff.referenceUrl", "liquibase.command.update.changelogFile", "liquibase.pro.sql.inline",
        "outputSchemas", "databaseChangeLogTableName", "liquibase.command.rollback.tag", "liquibase.psql.path", "team",
        "changeSetFilter", "liquibaseProLicenseKey", "overwriteOutputFile", "liquibase.liquibaseSchemaName",
    ],
)  # fmt: skip
def test_what_liquibase_knows_is_no_misspelling(key: str) -> None:
    Path("liquibase.properties").write_text(f"{key}: INFO\n")
    assert resolve("history", {}, environ={}).warnings == ()


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("LIQUIBASE_SERCH_PATH", "search-path"), ("CLOG_URLL", "url"), ("LIQUIBASE_COMMAND_USRNAME", "username"),
        ("LIQUIBASE_COMMAND_UPDATE_CHANGELOG_FIEL", "changelog-file"), ("LIQUIBASE_COMMAND_STATS_VERBOSE", ""),
        ("LIQUIBASE_COMMAND_MYURL", ""), ("CLOG_LABEL_FILTR", "label-filter"),
    ],
)  # fmt: skip
def test_a_misspelt_variable_is_told(name: str, meant: str) -> None:
    (told,) = resolve("update", {}, environ={name: "x"}).warnings
    assert told == f"{name} is not a setting; it is ignored" + (f'; did you mean "{meant}"?' if meant else "")


@pytest.mark.parametrize("key", ["liquibase.command.myurl", "liquibase.command.stats.url", "liquibase.command.xurl"])
def test_a_name_that_merely_ends_like_a_setting_is_none(key: str) -> None:
    Path("liquibase.properties").write_text(f"{key}: x\n")
    (told,) = resolve("update", {}, environ={}).warnings
    assert f'"{key}" is not a setting; it is ignored' in told


@pytest.mark.parametrize("name", ["LIQUIBASE_HOME", "LIQUIBASE_REPORTS_ENABLED", "LIQUIBASE_COMMAND_REFERENCE_URL"])
def test_a_variable_of_liquibase_is_no_misspelling(name: str) -> None:
    assert resolve("update", {}, environ={name: "x"}).warnings == ()


@pytest.mark.parametrize(
    ("name", "content", "place", "shown"),
    [
        ("liquibase.properties", "url: x\nstrict: maybe\n", "liquibase.properties:2:1", "strict: maybe"),
        ("clog.toml", 'url = "x"\nurll = "s3cret"\n', "clog.toml:2:1", "urll ***"),
        ("clog.toml", '[targets.a]\nurl = "x"\nfoo = "s3cret"\n', "clog.toml:3:1", "foo ***"),
        ("clog.toml", "count = [1\nstrict = tru\n", "clog.toml:2:1", "strict = tru"),
        ("clog.toml", 'password = "s3cret\n', "clog.toml:1:1", "password = ***"),
    ],
)  # fmt: skip
def test_a_wrong_file_of_settings_shows_the_line(name: str, content: str, place: str, shown: str) -> None:
    Path(name).write_text(content)
    target = {"target": "a"} if "targets" in content else {}
    with pytest.raises(UsageError) as caught:
        resolve("update", target, environ={})
    told = str(caught.value)
    assert told.startswith(place)
    assert shown in told
    assert "^" in told
    assert "s3cret" not in told
