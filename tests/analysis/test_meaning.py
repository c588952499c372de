"""What edits mean: pieces, fingerprints, verdicts, and the edits that explain a checksum."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from clog.analysis.edits import explain
from clog.analysis.meaning import (
    UNKNOWN,
    StoredMeaning,
    compare,
    fingerprint,
    make_stored_meaning,
    pack,
    pieces,
    unpack,
)
from clog.checksum import Summer
from clog.resources import Memory
from clog.sqlparser.normal_form import normal_form
from clog.sqltext.squeeze import normalize_sql
from tests.test_checksum import YAML
from tests.test_checksum import change_sets as load

if TYPE_CHECKING:
    from clog.model.changelog import ChangeSet

FILES = {"a.sql": b"select 1 -- one\n", "b.csv": b"a\n1\n"}


def one(changes: str, **files: bytes) -> tuple[ChangeSet, Memory]:
    """Load a change set with its files."""
    given = {**FILES, **{name.replace("_", "."): data for name, data in files.items()}}
    given["log.yaml"] = (YAML + changes).encode()
    return load(given, "log.yaml")[0], Memory(given)


@pytest.mark.parametrize(
    ("before", "after", "kind", "said"),
    [
        ("sql: select A from T -- x", "sql: 'SELECT  a  FROM t'", "layout", ""),
        ("sql: select 1 where a > 0", "sql: select 1 where (a > 0)", "same", ""),
        ("sql: select 1 where a > 0", "sql: select 1 where a > 1", "different", '1.sql.sql: was "select 1 where a > 0"'),
        ("dropTable: {tableName: t}", "dropTable: {tableName: u}", "different", '1.dropTable.table_name: was "t", is "u"'),
        ("dropTable: {tableName: t}", "dropTable: {tableName: t, schemaName: s}", "different", "added: 1.dropTable.schema"),
        ("dropTable: {tableName: t, schemaName: s}", "dropTable: {tableName: t}", "different", "removed: 1.dropTable.sch"),
        ("modifyDataType: {tableName: t, columnName: c, newDataType: INT}",
         "modifyDataType: {tableName: t, columnName: c, newDataType: int}", "layout", ""),
    ],
)  # fmt: skip
def test_verdicts(before: str, after: str, kind: str, said: str) -> None:
    kept = make_stored_meaning(*one(f"    - {before}\n"))
    verdict = compare(kept, *one(f"    - {after}\n"), "postgresql")
    assert verdict.kind == kind
    assert any(change.startswith(said) for change in verdict.changes) or not said


def test_contents_of_files_count() -> None:
    change = "    - sqlFile: {path: a.sql}\n    - loadData: {file: b.csv, tableName: t}\n"
    kept = make_stored_meaning(*one(change))
    assert compare(kept, *one(change, a_sql=b"SELECT 1"), "sqlite").kind == "layout"
    assert compare(kept, *one(change, a_sql=b"select 2"), "sqlite").changes == (
        '1.sqlFile.text: was "select 1 -- one", is "select 2"',
    )
    assert compare(kept, *one(change, b_csv=b"a\n2\n"), "sqlite").kind == "different"


def test_without_anything_kept_the_answer_is_unknown() -> None:
    change_set, files = one("    - sql: select 1\n")
    assert compare(None, change_set, files, "sqlite") is UNKNOWN


def test_too_long_to_be_kept() -> None:
    long = "    - sql: select '" + "x" * 70_000 + "'\n"
    kept = make_stored_meaning(*one(long))
    assert kept.packed is None
    assert compare(kept, *one(long + "    - sql: select 2\n"), "sqlite").text.endswith("so not what changed")


def test_pieces_survive_packing() -> None:
    found = pieces(*one('    - sql: "a\\n\\tb\\\\n"\n    - dropTable: {tableName: "x\\ty"}\n'))
    text = pack(found)
    assert text is not None
    assert unpack(text) == found
    assert compare(StoredMeaning(fingerprint(found), text), *one("    - sql: x\n"), "h2").kind == "different"


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT 'A  b' , \"C\"--c\n FROM x;", "select 'A  b' , \"C\" from x"),
        ("a /* c */ + B ; ;", "a + b"),
        ("select /*+ FULL(T) */ 1", "select /*+ FULL(T) */ 1"),
        ("$$ X  y$$ `Q` [R]", "$$ X  y$$ `Q` [R]"),
        ("", ""),
    ],
)
def test_squeeze(sql: str, expected: str) -> None:
    assert normalize_sql(sql) == expected


def test_sql_that_is_not_understood_has_no_tree() -> None:
    assert normal_form("select from where (", "sqlite") is None
    assert normal_form("create table t (id int)", "postgresql") == normal_form(
        "CREATE TABLE t(id integer) -- c", "postgresql"
    )


OLD = "    - createTable: {tableName: t, columns: [{column: {name: a, type: int}}, {column: {name: b, type: int}}]}\n"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (OLD, OLD + "    - dropTable: {tableName: u}\n", "changes were added at the end: dropTable"),
        (OLD, OLD.replace("t,", "t, remarks: r,"), "the attribute remarks was added to createTable"),
        (OLD, OLD.replace("type: int}}]", "type: int}}, {column: {name: c}}]"), 'column "c" was added to'),
        (OLD.replace("b, ", "b, autoIncrement: false, "), OLD.replace("b, ", "b, autoIncrement: true, "), "was false"),
        ("    - sql: select a\n", "    - sql: SELECT A\n", "other letters or with other blanks"),
        ("    - sql: select a\n", "    - sql: select a;\n", "semicolon"),
        ("    - sql: {sql: select a, dbms: h2}\n", "    - sql: {sql: select a, dbms: h2}\n", "for h2"),
    ],
)
def test_an_edit_is_found_by_its_checksum(before: str, after: str, said: str) -> None:
    old, files = one(before)
    stored = Summer(files, "h2" if "dbms" in before else "sqlite")(old)
    assert said in (explain(one(after)[0], stored, files, "sqlite") or "")


def test_what_no_single_edit_explains() -> None:
    old, files = one(OLD)
    stored = Summer(files, None)(old)
    new, _ = one("    - dropTable: {tableName: x}\n    - dropTable: {tableName: y}\n")
    assert explain(new, stored, files, None) is None


def test_sums_of_before_4_26_are_told() -> None:
    text = (YAML + "    - sqlFile: {path: p.sql}\n").replace("Log:\n", "Log:\n- property: {name: x, value: 5}\n")
    given = {"log.yaml": text.encode(), "p.sql": b"select ${x}"}
    change_set = load(given, "log.yaml")[0]
    stored = Summer(Memory(given), None).before_4_26(change_set)
    assert stored != Summer(Memory(given), None)(change_set)
    assert "before 4.26" in (explain(change_set, stored, Memory(given), None) or "")
