"""Loading: includes, inheritance, order, properties, paths. Expected values are Liquibase's (scenarios of behaviour)."""

from __future__ import annotations

from typing import Any

import pytest

from clog.derive.bind import bind_rollback
from clog.errors import ClogError, FileMissing, IncludeCycle, InvalidValue, UnknownElement, ValidationError
from clog.resolve.filters import Runtime, mismatch
from clog.resolve.load import load
from clog.resolve.parameters import Parameters
from clog.resources import Memory

XMLNS = (
    '<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.liquibase.org/xml/ns/'
    'dbchangelog http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd"'
)
SET = "- changeSet: {{id: '{0}', author: a, changes: [{{sql: {{sql: select 1}}}}]{1}}}\n"


def yaml(*entries: str) -> str:
    return "databaseChangeLog:\n" + "".join(entries)


def change_set(name: str, more: str = "") -> str:
    return SET.format(name, ", " + more if more else "")


def loaded(files: dict[str, str], root: str = "root.yaml", **options: Any) -> Any:
    options.setdefault("environment", {})
    return load(root, Memory({path: text.encode() for path, text in files.items()}), Parameters(**options))


def ids(files: dict[str, str], **options: Any) -> list[str | None]:
    return [found.id for found in loaded(files, **options).change_sets]


def test_includes_are_read_at_their_place() -> None:
    files = {
        "root.yaml": yaml(change_set("1"), "- include: {file: sub/a.yaml}\n", change_set("4")),
        "sub/a.yaml": yaml(change_set("2"), "- include: {file: b.sql, relativeToChangelogFile: true}\n"),
        "sub/b.sql": "--liquibase formatted sql\n--changeset a:3\nselect 1;\n",
    }
    assert ids(files) == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("sub/a.yaml", "sub/a.yaml"),
        ("./sub/a.yaml", "sub/a.yaml"),
        ("sub\\\\a.yaml", "sub/a.yaml"),
        ("/sub/a.yaml", "sub/a.yaml"),
        ("sub/deep/../a.yaml", "sub/a.yaml"),
    ],
)
def test_paths_are_recorded_in_one_form(written: str, path: str) -> None:
    files = {"root.yaml": yaml(f'- include: {{file: "{written}"}}\n'), "sub/a.yaml": yaml(change_set("1"))}
    assert [found.path for found in loaded(files).change_sets] == [path]


@pytest.mark.parametrize("written", ["/b.sql", "\\\\b.sql", "//b.sql", "./b.sql", "../sub/b.sql"])
def test_a_slash_at_the_beginning_means_nothing_beside_the_change_log(written: str) -> None:
    include = f'- include: {{file: "{written}", relativeToChangelogFile: true}}\n'
    text = "--liquibase formatted sql\n--changeset a:{}\nselect 1;\n"
    files = {"root.yaml": yaml("- include: {file: sub/a.yaml}\n"), "sub/a.yaml": yaml(include)}
    files |= {"b.sql": text.format("wrong"), "sub/b.sql": text.format("right"), "sub/all/c.sql": text.format("all")}
    assert ids(files) == ["right"]
    files["sub/a.yaml"] = yaml("- includeAll: {path: /all, relativeToChangelogFile: true}\n")
    assert ids(files) == ["all"]


def test_conditions_of_properties_may_ask_for_what_includes_define() -> None:
    files = {
        "root.yaml": yaml(
            "- include: {file: a.yaml}\n- property: {name: p, value: v, dbms: '${d}'}\n", change_set("${p}")
        ),
        "a.yaml": yaml("- property: {name: d, value: sqlite}\n"),
    }
    assert ids(files, dialect="sqlite") == ["v"]
    assert ids(files, dialect="oracle") == ["${p}"]


def test_filters_count_where_id_or_author_is_missing() -> None:
    text = "- changeSet: {author: a, contextFilter: no}\n- changeSet: {id: 1, dbms: oracle}\n"
    first, second = loaded({"root.yaml": yaml(text)}).change_sets
    assert mismatch(first, Runtime(contexts=("yes",))) == "context"
    assert second.dbms == ("oracle",)


def test_a_slash_at_the_end_is_left_out_where_paths_are_compared() -> None:
    include = "- include: {{file: {}, relativeToChangelogFile: {}}}\n"
    files = {"root.yaml": yaml(include.format("b.yaml/", "true")), "b.yaml": yaml(change_set("1"))}
    assert ids(files) == ["1"]
    with pytest.raises(InvalidValue, match=r'nothing reads change logs named like "b\.yaml/"'):
        loaded(files | {"root.yaml": yaml(include.format("b.yaml/", "false"))})
    (found,) = loaded({"root.yaml": yaml("- logicalFilePath: a/b/\n", change_set("1"))}).change_sets
    assert (found.path, found.key.path) == ("a/b/", "a/b")


def test_include_all_sorts_whole_paths_and_passes_over_other_files() -> None:
    names = ["all/20.yaml", "all/3.yaml", "all/B.sql", "all/a.sql", "all/z/zz.yaml", "all/readme.txt"]
    files = {name: yaml(change_set(name)) if name.endswith("yaml") else "select 1" for name in names}
    files["root.yaml"] = yaml("- includeAll: {path: all}\n")
    assert [found.path for found in loaded(files).change_sets] == names[:5]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("maxDepth: 1", ["d/a.yaml"]),
        ("minDepth: 2", ["d/e/b.yaml"]),
        ("endsWithFilter: b.yaml", ["d/e/b.yaml"]),
        ("path: nowhere, errorIfMissingOrEmpty: false", []),
    ],
)
def test_include_all_chooses_by_depth_and_ending(options: str, expected: list[str]) -> None:
    path = "" if "path" in options else "path: d, "
    files = {
        "root.yaml": yaml(f"- includeAll: {{{path}{options}}}\n"),
        "d/a.yaml": yaml(change_set("1")),
        "d/e/b.yaml": yaml(change_set("2")),
    }
    assert [found.path for found in loaded(files).change_sets] == expected


def test_contexts_and_labels_are_inherited() -> None:
    files = {
        "root.xml": f'{XMLNS}><include file="sub.xml" context="i1" labels="LI,li"/></databaseChangeLog>',
        "sub.xml": f'{XMLNS} context="f1"><changeSet id="s1" author="a" context="c1" labels="l1"/></databaseChangeLog>',
    }
    found = loaded(files, "root.xml").change_sets[0]
    assert (found.contexts, found.labels) == (("f1", "i1", "c1"), ("li", "l1"))
    assert mismatch(found, Runtime(contexts=("i1",))) == "context"
    assert mismatch(found, Runtime(contexts=("f1", "i1", "c1"), label_filter="l1")) == "label"
    assert not mismatch(found, Runtime(contexts=("f1", "i1", "c1"), label_filter="li or l1"))


def test_ignore_of_an_include_reaches_its_own_file_only() -> None:
    files = {
        "root.yaml": yaml("- include: {file: a.yaml, ignore: true}\n"),
        "a.yaml": yaml(change_set("1"), "- include: {file: b.yaml}\n"),
        "b.yaml": yaml(change_set("2")),
    }
    assert [found.ignore for found in loaded(files).change_sets] == [True, False]


def test_run_order_moves_to_both_ends_of_the_whole_list() -> None:
    files = {
        "root.yaml": yaml(change_set("1", "runOrder: last"), change_set("2"), "- include: {file: a.yaml}\n"),
        "a.yaml": yaml(change_set("3", "runOrder: first"), change_set("4", "runOrder: last"), change_set("5")),
    }
    assert ids(files) == ["3", "2", "5", "1", "4"]


def test_all_that_a_change_set_says_is_read() -> None:
    text = (
        "runAlways: true, runOnChange: 'TRUE', failOnError: false, runInTransaction: 'no', dbms: 'Oracle, !h2',"
        " logicalFilePath: '\\own\\x.yaml', validCheckSum: ['9:1', any], comment: note, runWith: psql,"
        " onValidationFail: MARK_RAN, objectQuotingStrategy: QUOTE_ALL_OBJECTS"
    )
    found = loaded({"root.yaml": yaml(change_set("1", text))}).change_sets[0]
    assert (found.run_always, found.run_on_change, found.fail_on_error, found.run_in_transaction) == (
        True,
        True,
        False,
        False,
    )
    assert (found.dbms, found.path, found.comments) == (("oracle", "!h2"), "own/x.yaml", ("note",))
    assert (found.valid_check_sums, found.run_with) == (("9:1", "any"), "psql")
    assert (found.on_validation_fail, found.quoting) == ("MARK_RAN", "QUOTE_ALL_OBJECTS")


def test_the_first_definition_of_a_property_counts() -> None:
    files = {
        "root.yaml": yaml(
            "- property: {name: a, value: first}\n- property: {name: A, value: second}\n"
            "- property: {name: only, value: pg, dbms: postgresql}\n- property: {name: only, value: other}\n",
            change_set("${a}-${ only }-${none}-${c}"),
        )
    }
    assert ids(files, dialect="mariadb", values={"c": "cli"}, environment={"C": "env"}) == ["first-other-${none}-env"]


def test_local_properties_stay_in_their_file_and_global_ones_win() -> None:
    files = {
        "root.yaml": yaml("- include: {file: a.yaml}\n", change_set("${x}-${g}-${both}")),
        "a.yaml": yaml(
            "- property: {name: x, value: local, global: false}\n- property: {name: g, value: all}\n"
            "- property: {name: both, value: global}\n- property: {name: both, value: local, global: false}\n",
            change_set("${x}-${g}-${both}"),
        ),
    }
    assert ids(files) == ["local-all-global", "${x}-all-global"]


def test_properties_of_xml_apply_to_what_follows_and_those_of_yaml_to_all() -> None:
    files = {"root.yaml": yaml(change_set("${late}"), "- property: {name: late, value: v}\n")}
    assert ids(files) == ["v"]


def test_properties_come_from_files() -> None:
    files = {
        "d/root.yaml": yaml(
            "- property: {file: p.properties, relativeToChangelogFile: true}\n"
            "- property: {file: gone.properties, errorIfMissing: false}\n",
            change_set("${k.one}/${two}"),
        ),
        "d/p.properties": "# note\nk.one = 1\ntwo:\\u0032\n",
    }
    assert [found.id for found in loaded(files, "d/root.yaml").change_sets] == ["1/2"]


@pytest.mark.parametrize(
    ("files", "error", "place"),
    [
        ({"root.yaml": yaml("- include: {file: gone.yaml}\n")}, FileMissing, "root.yaml:2:13"),
        ({"root.yaml": yaml("- include: {file: a.txt}\n"), "a.txt": ""}, InvalidValue, "root.yaml:2:13"),
        ({"root.yaml": yaml("- includeAll: {path: gone}\n")}, FileMissing, "root.yaml:2:16"),
        ({"root.yaml": yaml("- include: {file: root.yaml}\n")}, IncludeCycle, "root.yaml:2:3"),
        ({"root.yaml": yaml("- changeset: {id: 1}\n")}, UnknownElement, "root.yaml:2:3"),
        ({"root.yaml": yaml(change_set("1", "runOrder: middle"))}, InvalidValue, "root.yaml:2"),
        (
            {"root.yaml": yaml(change_set("1", "rollback: [{changeSetId: x, changeSetAuthor: a}]"))},
            InvalidValue,
            "root.yaml:2",
        ),
        (
            {"root.yaml": yaml("- changeSet: {id: 1, author: a, changes: [{createTabel: {tableName: t}}]}\n")},
            UnknownElement,
            "root.yaml:2",
        ),
        ({"root.yaml": yaml("- preConditions: [{tableExistz: {tableName: t}}]\n")}, UnknownElement, "root.yaml:2"),
    ],
)
def test_what_liquibase_refuses_is_refused_with_its_place(
    files: dict[str, str], error: type[ClogError], place: str
) -> None:
    with pytest.raises(error) as caught:
        loaded(files)
    assert str(caught.value.at).startswith(place)


def test_a_missing_root_is_an_error() -> None:
    with pytest.raises(FileMissing):
        loaded({}, "gone.yaml")
    with pytest.raises(FileMissing):
        loaded({"a.yaml": yaml()}, "classpath:a.yaml")


def test_xml_is_refused_with_all_that_is_wrong() -> None:
    text = (
        f'{XMLNS}>\n<changeSet id="1" author="a" runAlways="maybe"><createTabel/><dropTable tabelName="t"/></changeSet>\n'
        '<property name="late" value="x"/></databaseChangeLog>'
    )
    with pytest.raises(ValidationError) as caught:
        loaded({"root.xml": text}, "root.xml")
    found = [(problem.code, problem.at.line if problem.at else 0) for problem in caught.value.problems]
    assert sorted(found) == [
        ("CLOG102", 2),
        ("CLOG102", 3),
        ("CLOG103", 2),
        ("CLOG105", 2),
    ]
    assert 'did you mean "createTable"?' in str(caught.value)


def test_change_sets_below_modify_change_sets_run_with_its_program() -> None:
    files = {
        "root.yaml": yaml("- modifyChangeSets: {runWith: psql, include: {file: a.yaml}}\n", change_set("2")),
        "a.yaml": yaml(change_set("1"), change_set("3", "runWith: jdbc")),
    }
    assert [found.run_with for found in loaded(files).change_sets] == ["psql", "jdbc", None]


def test_remove_change_set_property_counts_in_its_file_on_its_databases() -> None:
    files = {
        "root.yaml": yaml(
            "- removeChangeSetProperty: {change: addColumn, dbms: mysql, remove: afterColumn}\n",
            change_set("1"),
            "- include: {file: a.yaml}\n",
        ),
        "a.yaml": yaml(change_set("2")),
    }
    assert [bool(found.removed) for found in loaded(files, dialect="mysql").change_sets] == [True, False]
    assert [bool(found.removed) for found in loaded(files, dialect="oracle").change_sets] == [False, False]


def test_a_rollback_finds_its_change_set_whatever_the_case() -> None:
    reference = "rollback: [{changeSetId: one, changeSetAuthor: A, changeSetPath: ./ROOT.yaml}]"
    assert ids({"root.yaml": yaml(change_set("One"), change_set("2", reference))}) == ["One", "2"]


def test_nothing_else_counts_in_a_rollback_that_names_a_change_set() -> None:
    """Liquibase runs `select 1` alone."""
    reference = "rollback: [{changeSetId: 0, changeSetAuthor: a}, {sql: {sql: select 9}}]"
    change_sets = loaded({"root.yaml": yaml(change_set("0"), change_set("1", reference))}).change_sets
    undo = bind_rollback(change_sets[1], {found.key: found for found in change_sets}.get)
    assert [bound.change.get("sql") for bound in undo or ()] == ["select 1"]


def test_a_rollback_of_several_texts_is_refused() -> None:
    with pytest.raises(InvalidValue):
        loaded({"root.yaml": yaml(change_set("1", "rollback: [select 1, select 2]"))})


def test_a_change_log_that_is_a_map_is_refused_and_an_empty_one_is_not() -> None:
    with pytest.raises(ClogError):
        loaded({"root.yaml": "databaseChangeLog:\n  changeSet: {id: 1, author: a}\n"})
    assert ids({"root.yaml": "databaseChangeLog:\n"}) == []


@pytest.mark.parametrize(
    "entry",
    [
        "preConditions: [[{dbms: {type: h2}}]]",
        "preConditions: [dbms]",
        "changeSet: {id: 1, author: a, preConditions: dbms}",
        "changeSet: {id: 1, author: a, preConditions: [[{onFail: WARN}], {dbms: {type: h2}}]}",
        "changeSet: {id: 1, author: a, preConditions: [{or: [[{dbms: {type: h2}}], {dbms: {type: h2}}]}]}",
        "changeSet: {id: 1, author: a, preConditions: [{not: dbms}]}",
        "property: [{name: p, value: 1}]",
        "property: {name: {p: q}, value: 1}",
        "property: p",
        "changeSet: {id: 1, author: a, rollback: true}",
        "changeSet: {id: 1, author: a, rollback: [1, {sql: x}]}",
        "changeSet: {id: 1, author: a, rollback: [[{sql: x}], {sql: x}]}",
        "changeSet: [{id: 1}, {id: 2}, {author: a}]",
    ],
)
def test_what_liquibase_cannot_read_is_refused(entry: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        loaded({"root.yaml": yaml(f"- {entry}\n")})
    assert caught.value.at is not None
    assert caught.value.at.line == 2


@pytest.mark.parametrize(
    "part",
    [
        "Changes: [{sql: x}]",
        "preconditions: [{dbms: {type: h2}}]",
        "ModifySql: [{append: {value: x}}]",
        "comment: {a: b}",
        "rollback: [{changes: [{sql: x}]}]",
        "rollback: [{comment: {a: b}}]",
    ],
)
def test_parts_of_a_change_set_in_other_case_or_place_are_unknown_changes(part: str) -> None:
    with pytest.raises(UnknownElement, match="unknown change type"):
        loaded({"root.yaml": yaml(f"- changeSet: {{id: 1, author: a, {part}}}\n")})
