"""Findings for other programs: SARIF for code scanning, JUnit for build servers, whatever stands in the names."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from clog.cli.main import main
from clog.reporters.findings import as_junit

ODD = "a \t\x01\x7f<b>&\"'%#?ä€😀]]>\ufffe"
"""Letters that XML, URIs or both do not have."""

BROKEN = """\
-- liquibase formatted sql
-- changeset ann:1
SELECT 1;
-- changeset ann:1
SELECT 2;
"""
GOOD = BROKEN.replace("ann:1\nSELECT 2", "ann:2\nSELECT 2")


@pytest.fixture(autouse=True)
def _in_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("c.sql").write_text(BROKEN, encoding="utf-8")
    Path("liquibase.properties").write_text("url=jdbc:sqlite:x.db\nchangelogFile=c.sql\n", encoding="utf-8")


def sarif(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 1) -> list[dict[str, Any]]:
    """Run validate; give the results, after a look whether they keep the rules of SARIF 2.1.0."""
    assert main(["validate", "--format=sarif", *arguments]) == status
    found = json.loads(capsys.readouterr().out)
    assert (found["version"], found.keys()) == ("2.1.0", {"$schema", "version", "runs"})
    (run,) = found["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules)
    results: list[dict[str, Any]] = run["results"]
    for result in results:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in {"none", "note", "warning", "error"}
        assert result["message"]["text"]
        for location in result["locations"]:
            place = location["physicalLocation"]
            assert re.fullmatch(r"(%[0-9A-F]{2}|[A-Za-z0-9._~!$&'()*+,;=@/-])+", place["artifactLocation"]["uri"])
            assert all(number >= 1 for number in place.get("region", {"startLine": 1}).values())
    return results


def junit(capsys: pytest.CaptureFixture[str], *arguments: str, status: int) -> tuple[list[str], list[str]]:
    """Run a command; give the names of all tests and the messages of those that fail, read by a strict parser."""
    assert main([*arguments, "--format=junit"]) == status
    root = etree.fromstring(capsys.readouterr().out.encode())
    cases, failures = root.findall("testcase"), root.findall("testcase/failure")
    assert (root.tag, root.get("tests"), root.get("failures")) == ("testsuite", str(len(cases)), str(len(failures)))
    assert all(case.get("classname") == root.get("name") for case in cases)
    return [str(case.get("name")) for case in cases], [str(failure.get("message")) for failure in failures]


def test_sarif_has_a_place_for_each_result(capsys: pytest.CaptureFixture[str]) -> None:
    (result,) = sarif(capsys)
    assert result["ruleId"] == "CLOG204"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "c.sql"
    assert place["region"]["startLine"] == 4


def test_sarif_of_what_is_right_is_empty(capsys: pytest.CaptureFixture[str]) -> None:
    Path("c.sql").write_text(GOOD, encoding="utf-8")
    assert sarif(capsys, status=0) == []


def test_sarif_names_files_from_the_working_folder(capsys: pytest.CaptureFixture[str]) -> None:
    Path("db sql").mkdir()
    Path("db sql/ä#1%.sql").write_text(BROKEN, encoding="utf-8")
    (result,) = sarif(capsys, "--search-path=db sql", "--changelog-file=ä#1%.sql")
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "db%20sql/%C3%A4%231%25.sql"


@pytest.mark.parametrize(
    ("option", "code"), [("--changelog-file=nope.sql", "CLOG201"), ("--url=jdbc:postgresql://127.0.0.1:1/x", "CLOG501")]
)
def test_what_comes_before_the_change_log_is_a_result_too(
    option: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("c.sql").write_text(GOOD, encoding="utf-8")
    (result,) = sarif(capsys, option)
    assert result["ruleId"] == code
    assert result["locations"]
    names, failures = junit(capsys, "validate", option, status=1)
    assert (names[0].partition(" ")[0], len(failures)) == (code, 1)


def test_junit_of_validate(capsys: pytest.CaptureFixture[str]) -> None:
    names, failures = junit(capsys, "validate", status=1)
    assert names[0].startswith("CLOG204 c.sql:4")
    assert len(failures) == 1
    Path("c.sql").write_text(GOOD, encoding="utf-8")
    assert junit(capsys, "validate", status=0) == (["the change log is valid"], [])


def test_junit_of_status_has_a_failure_for_what_is_pending(capsys: pytest.CaptureFixture[str]) -> None:
    Path("c.sql").write_text(GOOD.replace("ann:2", '"a<&>\'ä 😀":2'), encoding="utf-8")
    names, failures = junit(capsys, "status", status=0)
    assert names == ["c.sql::1::ann", "c.sql::2::a<&>'ä 😀"]
    assert failures == ["it is pending"] * 2
    junit(capsys, "status", "--fail-if-pending", status=1)
    assert main(["update"]) == 0
    capsys.readouterr()
    assert junit(capsys, "status", "--fail-if-pending", status=0) == (["the database is up to date"], [])


def test_junit_escapes_what_xml_does_not_have() -> None:
    root = etree.fromstring(as_junit(ODD, [(ODD, ODD + "\r\n")]).encode("ascii"))
    expected = ODD.replace("\x01", "\\x01").replace("\ufffe", "\\ufffe")
    assert root.get("name") == expected
    assert root[0][0].get("message") == expected + "\r\n"
    assert etree.fromstring(as_junit("\ud800", [("a", "")]).encode("ascii")).get("name") == "\\ud800"
