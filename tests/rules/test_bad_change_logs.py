"""Each rule with a change log that it finds fault with, and the exact text of what it says."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from clog.cli.main import main
from clog.rules.registry import rule_named, rule_names

if TYPE_CHECKING:
    from typing import Any

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "rules"
OPTIONS = {
    "unknown-context": ["--strict-contexts=true", "--contexts=tset"],
    "impossible-change": ["--url=offline:mysql"],
}


def said(folder: Path, name: str, *more: str) -> list[dict[str, Any]]:
    """Run validate on the change log of a rule; return what this rule says."""
    log = next(path.name for path in folder.glob("bad.*") if path.suffix != ".txt")
    options = OPTIONS.get(name, [])
    out = folder / "out.json"
    common = [f"--changelog-file={log}", f"--output-file={out}", "--format=json"]
    main(["validate", "--url=offline:h2", *common, *options, *more])
    answer = json.loads(out.read_text(encoding="utf-8"))
    problems = answer.get("problems") or answer.get("error", {}).get("problems") or []
    return [problem for problem in problems if problem["rule"] == name]


def as_text(problems: list[dict[str, Any]]) -> str:
    """Write problems with their places, severities and hints."""
    lines = [
        f"{one['place'] or '-'}: {one['severity']}: {one['message']} [{one['code']}]\n  hint: {one['hint']}\n"
        for one in problems
    ]
    return "".join(lines)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """Copy the change log of a rule to where we are."""
    shutil.copytree(FIXTURES / request.param, tmp_path / "log")
    monkeypatch.chdir(tmp_path / "log")
    return tmp_path / "log"


def test_each_rule_has_a_bad_change_log() -> None:
    assert {path.name for path in FIXTURES.iterdir()} == set(rule_names())


@pytest.mark.parametrize("folder", sorted(rule_names() - {"unknown-dialect"}), indirect=True)
def test_what_a_rule_says(folder: Path, request: pytest.FixtureRequest) -> None:
    name = request.node.callspec.params["folder"]
    found = said(folder, name)
    assert found
    assert as_text(found) == (folder / "bad.txt").read_text(encoding="utf-8")
    rule = rule_named(name)
    assert rule is not None
    assert {one["severity"] for one in found} <= ({"error", "warning"} if rule.severity == "both" else {rule.severity})
    if {one["severity"] for one in found} == {"warning"}:
        assert said(folder, name, f"--ignore={name}") == []
        assert said(folder, name, f"--select={name}") == found
        assert {one["severity"] for one in said(folder, name, "--strict=true")} == {"error"}
    else:  # an error is told whatever is selected
        assert [one for one in said(folder, name, "--select=odd-identity") if one["severity"] == "error"]


@pytest.mark.parametrize("folder", ["unknown-dialect"], indirect=True)
def test_a_database_that_nobody_knows(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["update-sql", "--url=offline:postgre", "--changelog-file=bad.sql"]
    assert main(arguments) == 0
    assert (folder / "bad.txt").read_text(encoding="utf-8") in capsys.readouterr().err
    assert main([*arguments, "--ignore=unknown-dialect"]) == 0
    assert "nothing is known" not in capsys.readouterr().err
