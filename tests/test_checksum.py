"""Checksums: 192 vectors of Liquibase 4.28.0 with every text on the way, and what does not enter them."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import pytest

from clog.checksum import Hashed, Summer, targets
from clog.errors import EncodingError, FileMissing, HistoryUnreadable
from clog.model.history import CheckSum
from clog.resolve.filters import Runtime
from clog.resolve.load import load
from clog.resolve.parameters import Parameters
from clog.resources import Memory
from tests.support.dialects import FIXTURES

if TYPE_CHECKING:
    from clog.model.changelog import ChangeSet

VECTORS = json.loads((FIXTURES / "checksums" / "vectors.json").read_text(encoding="utf-8"))["vectors"]
YAML = "databaseChangeLog:\n- changeSet:\n    id: '1'\n    author: a\n    changes:\n"
XSD = (
    'xmlns="http://www.liquibase.org/xml/ns/dbchangelog" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog '
    'http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd"'
)


def change_sets(files: dict[str, bytes], path: str, dialect: str | None = "postgresql") -> tuple[ChangeSet, ...]:
    """Load a change log from memory."""
    parameters = Parameters({}, dialect=dialect, contexts=(), label_filter="", builtin={})
    return load(path, Memory(files), parameters).change_sets


def check_sum(changes: str, version: int = 9, dialect: str | None = "postgresql", **files: bytes) -> str:
    """Compute the sum of a change set, given by its changes in YAML; files by name with _ for the dot."""
    given = {name.replace("_", "."): data for name, data in files.items()}
    given["log.yaml"] = (YAML + changes).encode()
    return str(Summer(Memory(given), dialect)(change_sets(given, "log.yaml")[0], version))


def _bytes(entry: Any) -> bytes:
    if isinstance(entry, str):
        return entry.encode()
    return base64.b64decode(entry["base64"]) if "base64" in entry else str(entry["text"]).encode()


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: str(vector["name"]))
def test_vector(vector: dict[str, Any]) -> None:
    files = {path: _bytes(entry) for path, entry in vector.get("files", {}).items()}
    files[vector["path"]] = vector["changelog"].encode()
    found = change_sets(files, vector["path"], vector["database"])
    change_set = next(one for one in found if (one.id, one.author) == (vector["id"], vector["author"]))
    for version in (8, 9):
        steps: list[Hashed] = []
        recorded = Summer(Memory(files), vector["database"], record=steps.append)(change_set, version)
        assert [step.data for step in steps] == [_bytes(entry) for entry in vector[f"v{version}_steps"]]
        assert str(recorded) == vector[f"v{version}"]
        assert Summer(Memory(files), vector["database"])(change_set, version) == recorded


@pytest.mark.parametrize("version", range(1, 8))
def test_versions_below_8_follow_the_rules_of_8_with_their_own_number(version: int) -> None:
    drop = "    - dropTable: {tableName: t}\n"
    inner = 'dropTable:[\n    tableName="t"\n]'
    assert check_sum(drop, version) == str(CheckSum(version, _md5(f"{version}:{_md5(inner)}:")))


def test_versions_below_8_call_the_text_of_a_procedure_procedureText() -> None:  # noqa: N802 - the written name
    procedure = "    - createProcedure: {procedureText: x}\n"
    inner = 'createProcedure:[\n    procedureText="x"\n]'
    assert check_sum(procedure, 7) == f"7:{_md5(f'7:{_md5(inner)}:')}"


def _md5(text: str) -> str:
    from hashlib import md5

    return md5(text.encode(), usedforsecurity=False).hexdigest()


@pytest.mark.parametrize("version", [0, 10, 99])
def test_an_unknown_version_is_named(version: int) -> None:
    with pytest.raises(HistoryUnreadable, match=f"version {version}"):
        check_sum("    - dropTable: {tableName: t}\n", version)


@pytest.mark.parametrize("change", ["sqlFile: {path: no.sql}", "loadData: {file: no.csv, tableName: t}",
                                    "createView: {viewName: v, path: no.sql}"])  # fmt: skip
def test_a_missing_file_is_named_with_its_place(change: str) -> None:
    with pytest.raises(FileMissing) as caught:
        check_sum(f"    - {change}\n")
    assert caught.value.at is not None
    assert (caught.value.at.path, caught.value.at.line) == ("log.yaml", 6)
    assert "no." in caught.value.message


def test_a_contradicted_encoding_is_named_with_file_and_place() -> None:
    with pytest.raises(EncodingError, match=r"a\.sql") as caught:
        check_sum("    - sqlFile: {path: a.sql, encoding: UTF-16}\n", a_sql=b"\xef\xbb\xbfselect 1")
    assert caught.value.at is not None


def test_a_file_is_read_once_however_many_change_sets_name_it() -> None:
    opened: list[str] = []

    class Counting(Memory):
        """Counts what is opened."""

        def find(self, path: str, relative_to: str | None = None) -> Any:
            source = super().find(path, relative_to)

            def open_() -> Any:
                opened.append(path)
                return source.open()

            return source.replace(open=open_)

    changes = "".join(
        f"    - sqlFile: {{path: a.sql}}\n    - loadData: {{file: b.csv, tableName: t{n}}}\n" for n in range(5)
    )
    files = {"log.yaml": (YAML + changes).encode(), "a.sql": b"select 1", "b.csv": b"a\n1\n"}
    summer = Summer(Counting(files), None)
    change_set = change_sets(files, "log.yaml")[0]
    assert summer(change_set) == summer(change_set)
    assert sorted(opened) == ["a.sql", "b.csv"]


@pytest.mark.parametrize(
    ("dbms", "name", "matches"),
    [
        (None, "h2", True), ("", "h2", True), (" , ", "h2", True), ("all", "h2", True), ("none", "h2", False),
        ("h2", "h2", True), ("H2", "h2", False), ("oracle, h2", "h2", True), ("oracle", "h2", False),
        ("!h2", "h2", False), ("!oracle", "h2", True), ("!oracle, mysql", "h2", False), ("all,none", "h2", True),
    ],
)  # fmt: skip
def test_dbms_of_changes(dbms: str | None, name: str, *, matches: bool) -> None:
    assert targets(dbms, name) is matches


def test_version_9_leaves_out_what_is_meant_for_another_database() -> None:
    changes = "    - sql: {dbms: oracle, sql: select 1}\n"
    assert check_sum(changes) == "9:d41d8cd98f00b204e9800998ecf8427e"
    assert check_sum(changes, dialect="oracle") == check_sum("    - sql: {sql: select 1}\n")
    assert check_sum(changes, 8) == check_sum(changes, 8, "oracle")


PLAIN, EDITED = "9:3b78b9910981c62ca27148640fad7bc2", "9:113d0e2a7a92a39521d77137ba063dac"
"""What Liquibase stores for `select 1`, without modifySql and with `append` of a blank."""


@pytest.mark.parametrize(
    ("said", "runtime", "stored"),
    [
        ("", Runtime(), EDITED),
        ("dbms: sqlite", Runtime(), PLAIN),
        ("dbms: postgresql", Runtime(), EDITED),
        ("dbms: '!postgresql'", Runtime(), PLAIN),
        ("dbms: PostgreSQL", Runtime(), PLAIN),
        ("context: x", Runtime(), EDITED),
        ("context: x", Runtime(contexts=("x",)), EDITED),
        ("context: x", Runtime(contexts=("w",)), PLAIN),
        ("context: '!x'", Runtime(contexts=("x",)), PLAIN),
        ("context: '@x'", Runtime(), PLAIN),
        ("context: '@x'", Runtime(contexts=("x",)), EDITED),
    ],
)
def test_an_update_sums_the_modify_sql_that_counts_in_its_run(said: str, runtime: Runtime, stored: str) -> None:
    modify = f"    modifySql:\n    - append: {{value: ' '}}\n    {f'- {said}' if said else ''}\n"
    files = {"log.yaml": f"{YAML}    - sql: {{sql: select 1}}\n{modify}".encode()}
    (change_set,) = change_sets(files, "log.yaml")
    counts = runtime.replace(dialect="postgresql").counts
    assert str(Summer(Memory(files), "postgresql", counts=counts)(change_set)) == stored
    assert str(Summer(Memory(files), "postgresql")(change_set)) == EDITED


@pytest.mark.parametrize(("label", "stored"), [("y", EDITED), ("z", PLAIN)])
def test_an_update_sums_the_modify_sql_of_its_labels(label: str, stored: str) -> None:
    modify = f'<sql>select 1</sql><modifySql labels="{label}"><append value=" "/></modifySql>'
    text = f'<databaseChangeLog {XSD}><changeSet id="1" author="a">{modify}</changeSet></databaseChangeLog>'
    files = {"log.xml": text.encode()}
    (change_set,) = change_sets(files, "log.xml")
    counts = Runtime(dialect="postgresql", label_filter="y").counts
    assert str(Summer(Memory(files), "postgresql", counts=counts)(change_set)) == stored


def test_output_encoding_changes_texts_and_file_encoding_sql() -> None:
    files = {"log.yaml": (YAML + "    - sql: {sql: select 'é'}\n    - output: {message: é}\n").encode()}
    change_set = change_sets(files, "log.yaml")[0]

    def sums(**settings: str) -> list[str]:
        return [str(Summer(Memory(files), None, **settings)(change_set, version)) for version in (8, 9)]  # type: ignore[arg-type]

    plain, output, file = sums(), sums(output_encoding="ISO-8859-1"), sums(file_encoding="ISO-8859-1")
    assert plain[0] != output[0]
    assert plain[1] != output[1]
    assert plain[0] == file[0]
    assert plain[1] != file[1]
