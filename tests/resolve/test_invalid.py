"""Change logs that are not valid: each finding with its place, as fixtures/invalid/expected.tsv lists them.

What is an error there is refused by Liquibase, too; what is a warning it accepts.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from clog.cli.main import main
from clog.resolve.load import load
from clog.resolve.parameters import Parameters
from clog.resources import Memory
from clog.rules.runner import everything

if TYPE_CHECKING:
    from clog.errors import ClogError

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "invalid"
ROWS = [line.split("\t") for line in (FOLDER / "expected.tsv").read_text(encoding="utf-8").splitlines()[1:]]
FILES = sorted({row[0] for row in ROWS})


def expected(name: str) -> list[list[str]]:
    return [row[1:] for row in ROWS if row[0] == name]


@pytest.mark.parametrize("name", FILES)
def test_each_fault_is_found_at_its_place(name: str) -> None:
    faults: list[ClogError] = []
    files = Memory({name: (FOLDER / name).read_bytes()})
    change_log = load(name, files, Parameters(environment={}, dialect="postgresql"), faults=faults)
    found = everything(change_log, faults, "postgresql")
    said = [[str(one.at.line), str(one.at.column), one.code, one.severity, one.message] for one in found if one.at]
    assert said == expected(name)
    assert all(one.hint and one.excerpt for one in found)


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_validate_lists_all_of_several_files_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    monkeypatch.chdir(tmp_path)
    root = "databaseChangeLog:\n" + "".join(f"- include: {{file: {name}}}\n" for name in FILES)
    Path("root.yaml").write_text(root, encoding="utf-8")
    options = ["--url=offline:postgresql?outputLiquibaseSql=none", f"--search-path=.,{FOLDER}", f"--format={form}"]
    assert main([*options, "--changelog-file=root.yaml", "validate"]) == 1
    answer = json.loads(capsys.readouterr().out)
    wanted = sorted((row[0], int(row[1]), int(row[2]), row[3], row[5]) for row in ROWS)
    if form == "json":
        parts = [(row["place"].rsplit(":", 2), row["code"], row["message"]) for row in answer["problems"]]
        found = {(path, int(line), int(column), code, message) for (path, line, column), code, message in parts}
    else:
        found = set()
        for result in answer["runs"][0]["results"]:
            place = result["locations"][0]["physicalLocation"]
            region = place["region"]
            text = result["message"]["text"].partition("\n")[0]
            found.add(
                (
                    place["artifactLocation"]["uri"].rpartition("/")[2],
                    region["startLine"],
                    region["startColumn"],
                    result["ruleId"],
                    text,
                )
            )
    assert [row for row in wanted if row not in found] == []
    assert {path for path, *_ in found} == set(FILES)
