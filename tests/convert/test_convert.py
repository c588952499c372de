"""Conversion: the result is the same change log, with its comments; what cannot be kept is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from clog.checksum import Summer
from clog.convert.items import Reader
from clog.convert.tree import Conversion, convert
from clog.errors import ClogError
from clog.formats import parse
from clog.formats.trivia import read_trivia
from clog.resolve.load import load
from clog.resolve.parameters import Parameters
from clog.resources import Directories, Memory

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
EXAMPLES = FIXTURES.parent
STRUCTURED = ("xml", "yaml", "json")
COMMENTED = "commented.xml"


def commented() -> Memory:
    return Memory({COMMENTED: (FIXTURES / "convert" / COMMENTED).read_bytes()})


def comments(text: str, path: str) -> list[str]:
    data = text.encode()
    root = Reader(parse(data, path), read_trivia(data, path)).root()
    return [" ".join(comment.split()) for comment in root.comments()]


def again(done: Conversion) -> Memory:
    return Memory({path: text.encode() for path, text in done.files.items()})


@pytest.mark.parametrize("target", STRUCTURED)
def test_nothing_but_the_format_changes(target: str) -> None:
    done = convert(COMMENTED, commented(), target, recursive=False)
    assert [problem for problem in done.problems if problem.severity == "error"] == []
    assert done.resummed == ()
    after = load(f"commented.{target}", again(done), Parameters(environment={}))
    assert [(found.path, found.id, found.author) for found in after.change_sets] == [
        ("commented.xml", "008", "yes"),
        ("commented.xml", "2", "ann"),
    ]


def test_sums_are_those_of_the_original() -> None:
    """The sums are Liquibase's for the XML file."""
    for target in STRUCTURED:
        done = convert(COMMENTED, commented(), target, recursive=False)
        resources = again(done)
        summer = Summer(resources, None)
        change_sets = load(f"commented.{target}", resources, Parameters(environment={})).change_sets
        assert [str(summer(found, version)) for found in change_sets for version in (8, 9)] == SUMS


SUMS = [
    "8:63a8db8d2f27f2627e060cc6117e3d31",
    "9:c22b1da3e648a0e9b264f0ca0a1fefb8",
    "8:f5d0a6a772aac50026d62f368910f989",
    "9:537e301d429b5878a15d01314bf8c1ee",
]


def test_yaml_keeps_every_comment() -> None:
    done = convert(COMMENTED, commented(), "yaml", recursive=False)
    assert comments(done.files["commented.yaml"], "commented.yaml") == comments(
        (FIXTURES / "convert" / COMMENTED).read_text(encoding="utf-8"), COMMENTED
    )


def test_json_says_how_many_comments_it_loses() -> None:
    done = convert(COMMENTED, commented(), "json", recursive=False)
    assert [(problem.code, problem.severity) for problem in done.problems] == [("CLOG802", "warning")]
    assert "6 of them are lost" in done.problems[0].message


@pytest.mark.parametrize(("first", "second"), [("xml", "xml"), ("yaml", "yaml"), ("json", "json"), ("yaml", "xml")])
def test_there_and_back_gives_the_same_bytes(first: str, second: str) -> None:
    once = convert(COMMENTED, commented(), first, recursive=False)
    there = convert(f"commented.{first}", again(once), second, recursive=False)
    back = convert(next(iter(there.files)), again(there), first, recursive=False)
    assert list(back.files.values()) == list(once.files.values())


@pytest.mark.parametrize("target", STRUCTURED)
def test_the_example_system_is_converted_with_its_includes(target: str) -> None:
    done = convert("changelog/root.xml", Directories([str(EXAMPLES)]), target, recursive=True)
    assert [problem for problem in done.problems if problem.severity == "error"] == []
    assert done.resummed == ()
    assert len(done.files) == 13
    assert "changelog/data/books.csv" in done.others


@pytest.mark.parametrize("dialect", ["postgresql", "mariadb"])
def test_sql_keeps_the_old_sums_valid(dialect: str) -> None:
    path = "changelog/release-1.0/catalogue.yaml"
    done = convert(path, Directories([str(EXAMPLES)]), "sql", recursive=False, dialect=dialect)
    assert done.problems == ()
    text = next(iter(done.files.values()))
    assert text.startswith(f"--liquibase formatted sql logicalFilePath:{path}\n")
    assert text.count("--changeset ") == 11
    assert text.count("--validCheckSum: 9:") == len(done.resummed) == 9  # two are SQL as they are, with their sums


def test_sql_is_of_one_database() -> None:
    with pytest.raises(ClogError, match="SQL is of one database"):
        convert(COMMENTED, commented(), "sql", recursive=False)


def test_two_files_do_not_become_one() -> None:
    files = Memory({"root.xml": ROOT, "a.yaml": b"databaseChangeLog: []", "a.json": b'{"databaseChangeLog": []}'})
    with pytest.raises(ClogError, match=r"a\.yaml and a\.json would both become a\.xml"):
        convert("root.xml", files, "xml", recursive=True)


ROOT = b"""<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
  http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
  <include file="a.yaml"/><include file="a.json"/>
</databaseChangeLog>"""


SCRIPT = b"""--liquibase formatted sql
--changeset a:1
-- the people
CREATE TABLE people (id INT PRIMARY KEY, name VARCHAR(10) NOT NULL DEFAULT 'x', price DECIMAL(8,2) DEFAULT 0);
CREATE UNIQUE INDEX ix ON people (name);
--rollback DROP TABLE people;
--changeset a:2
INSERT INTO people (id, name) VALUES (1, 'a'), (-2, NULL);
ALTER TABLE people ADD COLUMN c INT, DROP COLUMN price;
ALTER TABLE people RENAME TO persons;
ALTER TABLE persons RENAME COLUMN c TO d;
ALTER TABLE persons ADD CONSTRAINT fk FOREIGN KEY (d) REFERENCES others (id);
ALTER TABLE persons ADD CONSTRAINT uq UNIQUE (d, name);
CREATE VIEW v AS SELECT 1 AS one;
DROP VIEW v;
DROP TABLE persons;
"""


def changes(done: Conversion) -> list[list[str]]:
    change_sets = load(next(iter(done.files)), again(done), Parameters(environment={})).change_sets
    return [
        [node.name for child in found.node.children if child.name == "changes" for node in child.children]
        for found in change_sets
    ]


def structured(script: bytes, dialect: str = "postgresql") -> Conversion:
    return convert("s.sql", Memory({"s.sql": script}), "yaml", recursive=False, dialect=dialect, structure=True)


def test_sql_that_is_understood_becomes_structured() -> None:
    done = structured(SCRIPT)
    assert changes(done) == [
        ["createTable", "createIndex"],
        [
            "insert", "insert", "addColumn", "dropColumn", "renameTable", "renameColumn", "addForeignKeyConstraint",
            "addUniqueConstraint", "createView", "dropView", "dropTable",
        ],
    ]  # fmt: skip
    assert done.resummed == ("s.sql::1::a", "s.sql::2::a")
    assert "# the people" in done.files["s.yaml"]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE t (a INT, CHECK (a > 0))",
        "CREATE TABLE t (a SERIAL)",
        "CREATE TABLE IF NOT EXISTS t (a INT)",
        "CREATE TABLE t AS SELECT 1",
        "CREATE INDEX CONCURRENTLY i ON t (a)",
        "CREATE INDEX i ON t (a) WHERE a > 1",
        "INSERT INTO t SELECT 1",
        "UPDATE t SET a = 1",
        "DROP TABLE IF EXISTS t",
        "ALTER TABLE t ADD CHECK (a > 1)",
        "this is no SQL",
    ],
)
def test_sql_that_is_not_understood_stays_as_it_is(statement: str) -> None:
    script = f"--liquibase formatted sql\n--changeset a:1\n{statement};\n".encode()
    done = structured(script)
    assert changes(done) == [["sql"]]
    assert done.resummed == ()


HEAD = """<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
  http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
"""


def to_sql(change_sets: str, dialect: str = "postgresql") -> Conversion:
    """Convert XML to formatted SQL."""
    files = Memory({"a.xml": f"{HEAD}{change_sets}</databaseChangeLog>".encode()})
    return convert("a.xml", files, "sql", recursive=False, dialect=dialect)


@pytest.mark.parametrize(
    ("change", "difference"),
    [
        ("<sql>select 1;\n--rollback select 2</sql>", "its SQL for postgresql changed"),
        ("<sql>select 1</sql><rollback>not required</rollback>", "the SQL of its rollback for postgresql changed"),
        ("<sql>select 1;\n--comment: it is not</sql>", "the comment changed"),
    ],
)
def test_other_sql_is_no_conversion(change: str, difference: str) -> None:
    done = to_sql(f'<changeSet id="1" author="a">{change}</changeSet>')
    assert ("CLOG804", f"a.xml::1::a: {difference}") in [(found.code, found.message) for found in done.problems]


@pytest.mark.parametrize(
    ("change_set", "message"),
    [
        ('<changeSet id="1" author="a"><tagDatabase tag="t"/></changeSet>', "tagDatabase is no SQL (a.xml::1::a)"),
        ('<changeSet id="1" author="a" runOrder="last"/>', "formatted SQL has no runOrder (a.xml::1::a)"),
        (
            '<changeSet id="1" author="a"><sql>s</sql><modifySql labels="x"><append value="y"/></modifySql></changeSet>',
            "modifySql that depends on contexts or labels is no SQL (a.xml::1::a)",
        ),
        ('<property name="a" value="b c"/>', 'formatted SQL cannot say the value "b c" of a property'),
        ('<include file="a.sql"/>', "formatted SQL has no include"),
        (
            '<changeSet id="1" author="a" dbms="h2,mssql"><dropTable tableName="a" cascadeConstraints="true"/></changeSet>',
            "a.xml::1::a: its SQL is not the same for h2, mssql",
        ),
    ],
)
def test_what_formatted_sql_cannot_hold_is_listed(change_set: str, message: str) -> None:
    files = {"a.xml": f"{HEAD}{change_set}</databaseChangeLog>".encode(), "a.sql": b"select 1"}
    done = convert("a.xml", Memory(files), "sql", recursive=False, dialect="postgresql")
    assert [found.message for found in done.problems if found.code == "CLOG806"][:1] == [message]


def test_a_change_set_of_another_database_keeps_its_own_sql() -> None:
    done = to_sql(
        '<changeSet id="1" author="a" dbms="oracle"><addColumn tableName="t"><column name="c" type="clob"/></addColumn>'
        "</changeSet>"
    )
    assert done.problems == ()
    assert "ALTER TABLE t ADD c CLOB;" in done.files["a.sql"]


def test_parameters_stay_where_that_gives_the_same_sql() -> None:
    done = to_sql(
        '<property name="n" value="people"/><property name="t" value="clob" dbms="postgresql"/>'
        '<changeSet id="1" author="a"><addColumn tableName="t"><column name="c" type="${t}"/></addColumn></changeSet>'
        '<changeSet id="2" author="a"><delete tableName="t"><where>name = \'${n}\'</where></delete></changeSet>'
    )
    assert [found.message for found in done.problems] == ["properties are put in (a.xml::1::a)"]
    assert "--property name:n value:people" in done.files["a.sql"]
    assert "ALTER TABLE t ADD c TEXT;" in done.files["a.sql"]
    assert "DELETE FROM t WHERE name = '${n}';" in done.files["a.sql"]


def test_comments_of_the_result_are_no_sql() -> None:
    done = to_sql(
        "<!-- head --><changeSet id='1' author='a'><!-- why --><sql stripComments='false'>select 1</sql></changeSet>"
        "<changeSet id='2' author='a'><!-- how --><empty/></changeSet><!-- end -->"
    )
    assert done.problems == ()
    lines = done.files["a.sql"].splitlines()
    for remark in ("-- head", "-- why", "-- how", "-- end"):
        assert remark in lines
    assert lines[lines.index("-- head") - 1] == "--ignoreLines:2"
    assert "-- nothing to do" in lines


def test_statements_with_semicolons_are_told_apart() -> None:
    """By a delimiter that scripts do not show, on a line of its own: Liquibase takes `p1~~` for a word."""
    done = to_sql(
        '<changeSet id="1" author="a"><sql splitStatements="false">drop procedure p1; --</sql>'
        '<sql splitStatements="false">select 2 /</sql></changeSet>'
        '<changeSet id="2" author="a"><sql splitStatements="false">select @@x; // ~~ %% ~1~</sql>'
        '<sql splitStatements="false">select 2</sql></changeSet>'
        "<changeSet id='3' author='a'><sql stripComments='false'>select 1 -- one</sql><sql>select 2</sql></changeSet>"
    )
    assert done.problems == ()
    text = done.files["a.sql"]
    assert "endDelimiter:~~ stripComments:false\n" in text
    assert "drop procedure p1; --\n~~\nselect 2 /\n~~\n" in text
    assert "select @@x; // ~~ %% ~1~\n~2~\nselect 2\n~2~\n" in text
    assert "select 1 -- one\n;\nselect 2;\n" in text


BLOCKS = "BEGIN\n  x / 2;\nEND;\n/\nBEGIN NULL; END;\n/\n"


@pytest.mark.parametrize(
    ("delimiter", "text", "kept"),
    [
        ("\\n/", BLOCKS, "endDelimiter:\\n/\n"),
        ("/", BLOCKS, "endDelimiter:/\n"),
        ("GO", BLOCKS.replace("/\n", "GO\n"), "endDelimiter:GO\n"),
        ("@@", BLOCKS.replace("/\n", "@@\n"), "endDelimiter:@@\n"),
        (r"\n/\s*\n|\n/\s*$", BLOCKS, r"endDelimiter:\n/\s*\n|\n/\s*$"),
    ],
)
@pytest.mark.parametrize("dialect", ["oracle", "postgresql", "mysql"])
def test_files_of_sql_keep_their_delimiter(delimiter: str, text: str, kept: str, dialect: str) -> None:
    """So that the scripts stay the same: Liquibase 4.28.0 and ours end statements with it."""
    back = f'<rollback><sqlFile path="b.sql" endDelimiter="{delimiter}"/></rollback>'
    change = f'<changeSet id="1" author="a"><sqlFile path="b.sql" endDelimiter="{delimiter}"/>{back}</changeSet>'
    files = Memory({"a.xml": f"{HEAD}{change}</databaseChangeLog>".encode(), "b.sql": text.encode()})
    done = convert("a.xml", files, "sql", recursive=False, dialect=dialect)
    assert [problem for problem in done.problems if problem.severity == "error"] == []
    assert kept.strip() in done.files["a.sql"]
    assert f"rollbackEndDelimiter:{kept.strip().partition(':')[2]}" in done.files["a.sql"]


def test_a_delimiter_that_cannot_be_kept_is_no_conversion() -> None:
    """Two changes that end their statements each in its way."""
    change = '<sql endDelimiter="GO">select 1</sql><sql endDelimiter="@@">select 2</sql>'
    done = to_sql(f'<changeSet id="1" author="a">{change}</changeSet>', dialect="oracle")
    assert any("its script for oracle changed" in problem.message for problem in done.problems)


def test_rows_of_the_moment_do_not_become_those_of_the_conversion() -> None:
    columns = '<column name="d" type="date"/>'
    load = f'<changeSet id="1" author="a"><loadData tableName="t" file="t.csv">{columns}</loadData></changeSet>'
    files = {"a.xml": f"{HEAD}{load}</databaseChangeLog>".encode(), "t.csv": b"n,d\nnow,2024-01-01\ntoday,TODAY+1\n"}
    done = convert("a.xml", Memory(files), "sql", recursive=False, dialect="postgresql")
    assert [(found.code, found.message) for found in done.problems] == [
        ("CLOG806", "rows that depend on the moment are no SQL: d is TODAY+1 (a.xml::1::a)")
    ]
    files["t.csv"] = b"n,d\nnow,2024-01-01\n"
    done = convert("a.xml", Memory(files), "sql", recursive=False, dialect="postgresql")
    assert "VALUES ('now', '2024-01-01')" in done.files["a.sql"]


def test_the_sums_that_stay_valid_are_those_of_the_database() -> None:
    """An update of Liquibase sums no modifySql of other databases; these are its sums."""
    modify = '<sql>select 1</sql><modifySql dbms="sqlite"><append value=" "/></modifySql>'
    done = to_sql(f'<changeSet id="1" author="a">{modify}</changeSet>')
    assert "--validCheckSum: 9:3b78b9910981c62ca27148640fad7bc2\n" in done.files["a.sql"]
    done = to_sql(f'<changeSet id="1" author="a">{modify}</changeSet>', "sqlite")
    assert "--validCheckSum: 9:113d0e2a7a92a39521d77137ba063dac\n" in done.files["a.sql"]


@pytest.mark.parametrize(("dialect", "kept"), [("mssql", False), ("postgresql", True)])
def test_line_ends_in_texts_are_kept(dialect: str, *, kept: bool) -> None:
    """Liquibase gives SQL Server the SQL of change logs with its own line ends, also inside of texts."""
    columns = '<column name="c" value="one&#10;two"/>'
    done = to_sql(f'<changeSet id="1" author="a"><insert tableName="t">{columns}</insert></changeSet>', dialect)
    message = f"a.xml::1::a: line ends in texts of its SQL for {dialect} changed"
    assert [found.message for found in done.problems] == ([] if kept else [message])
    done = to_sql('<changeSet id="1" author="a"><sql>select 1 -- it\'s\n, 2</sql></changeSet>', dialect)
    assert done.problems == ()
