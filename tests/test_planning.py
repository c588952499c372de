from __future__ import annotations

from typing import Any

import pytest

from clog.errors import TagMissing
from clog.model.changelog import ChangeSet, ChangeSetKey
from clog.model.history import ALREADY_RAN, INVALID_MD5SUM, RUN_AGAIN, CheckSum, RanChangeSet
from clog.model.node import Node
from clog.planning import plan_future_rollback, plan_rollback, plan_update, rows_after_tag, unexpected
from clog.resolve.filters import Runtime

NOW = "0123456789abcdef"


def change_set(name: str, *children: Node, **fields: Any) -> ChangeSet:
    key = ChangeSetKey("a.xml", name, "ann")
    node = Node("changeSet", {}, list(children))
    return ChangeSet(id=name, author="ann", path="a.xml", key=key, node=node, document=None, **fields)


def row(name: str, md5sum: str | None = f"9:{NOW}", **fields: Any) -> RanChangeSet:
    key = ChangeSetKey("a.xml", name, "ann")
    empty = RanChangeSet(key, "a.xml", None, 1, "EXECUTED", md5sum, None, None, None, None, None, None, None)
    return empty._replace(**fields)


def summer(change_set: ChangeSet, version: int) -> CheckSum:
    del change_set
    return CheckSum(version, NOW)


@pytest.mark.parametrize(
    ("stored", "fields", "status"),
    [
        (f"9:{NOW}", {}, ALREADY_RAN),
        (f"8:{NOW}", {}, ALREADY_RAN),
        (None, {}, ALREADY_RAN),
        (None, {"run_on_change": True}, ALREADY_RAN),
        ("9:other", {}, INVALID_MD5SUM),
        ("9:other", {"run_on_change": True}, RUN_AGAIN),
        ("9:other", {"run_on_change": True, "valid_check_sums": ("any",)}, RUN_AGAIN),
        (f"9:{NOW}", {"run_on_change": True}, ALREADY_RAN),
        (f"9:{NOW}", {"run_always": True}, RUN_AGAIN),
        ("9:other", {"valid_check_sums": ("any",)}, ALREADY_RAN),
        ("9:other", {"valid_check_sums": ("1:ANY",)}, ALREADY_RAN),
        ("9:other", {"valid_check_sums": ("*",)}, ALREADY_RAN),
        ("9:other", {"valid_check_sums": ("9:other",)}, ALREADY_RAN),
        ("9:other", {"valid_check_sums": (f"9:{NOW}",)}, ALREADY_RAN),
        ("8:other", {"valid_check_sums": (f"9:{NOW}",)}, INVALID_MD5SUM),
        ("9:other", {"valid_check_sums": ("9:third",)}, INVALID_MD5SUM),
        ("garbage", {}, INVALID_MD5SUM),
    ],
)
def test_a_row_decides_with_the_checksum(stored: str | None, fields: dict[str, Any], status: str) -> None:
    plan = plan_update([change_set("1", **fields)], [row("1", stored)], summer, Runtime())
    assert [step.status for step in plan.steps] == [status]
    assert len(plan.mismatches) == (status == INVALID_MD5SUM)
    assert bool(plan.upgrades) == (status == ALREADY_RAN and stored in {None, f"8:{NOW}"})


def test_only_what_has_not_run_is_pending_and_runs_in_the_order_of_the_change_log() -> None:
    sets = [change_set(name) for name in ("3", "1", "2")]
    plan = plan_update(sets, [row("1")], summer, Runtime())
    assert [step.change_set.id for step in plan.pending] == ["3", "2"]
    assert plan.total == 3


def test_the_same_change_set_twice_is_one_step() -> None:
    plan = plan_update([change_set("1"), change_set("1")], [], summer, Runtime())
    assert len(plan.steps) == 1
    assert plan.total == 2


def test_of_one_name_for_several_databases_the_one_for_this_one_runs_and_is_undone() -> None:
    mine, other = change_set("1", dbms=("postgresql",)), change_set("1", dbms=("oracle",))
    for sets in ([other, mine], [mine, other], [other, mine, other]):
        here = Runtime(dialect="postgresql")
        assert [step.change_set for step in plan_update(sets, [], summer, here).pending] == [mine]
        assert [step.change_set for step in plan_rollback(sets, [row("1")], here)] == [mine]
        assert not plan_update(sets, [], summer, Runtime(dialect="sqlite")).pending


def test_of_one_name_the_one_that_no_filter_keeps_out_runs_and_is_undone() -> None:
    mine, other = change_set("1", contexts=("here",)), change_set("1", contexts=("there",))
    ignored = change_set("1", ignore=True)
    here = Runtime(contexts=("here",))
    for sets in ([other, mine], [mine, other], [other, ignored, mine], [ignored, mine]):
        plan = plan_update(sets, [], summer, here)
        assert [step.change_set for step in plan.pending] == [mine]
        assert [step.change_set for step in plan_rollback(sets, [row("1")], here)] == [mine]
    assert [step.change_set for step in plan_update([mine, other], [], summer, here).denied] == [other]
    assert plan_update([other, mine], [], summer, here).denied == ()


def test_a_run_always_set_is_pending_but_not_listed() -> None:
    plan = plan_update([change_set("1", run_always=True)], [row("1")], summer, Runtime())
    assert len(plan.pending) == 1
    assert plan.unapplied == plan.unrecorded == ()


@pytest.mark.parametrize(
    ("fields", "denied"),
    [
        ({"dbms": ("oracle",)}, ("dbms",)),
        ({"dbms": ("oracle",), "ignore": True}, ("dbms",)),
        ({"contexts": ("test",)}, ("context",)),
        ({"labels": ("l1",)}, ("label",)),
        ({"contexts": ("test",), "labels": ("l1",), "ignore": True}, ("context", "label", "ignored")),
        ({"dbms": ("sqlite",), "contexts": ("dev",), "labels": ("l2",)}, ()),
    ],
)
def test_filters_keep_change_sets_out(fields: dict[str, Any], denied: tuple[str, ...]) -> None:
    runtime = Runtime(contexts=("dev",), label_filter="l2", dialect="sqlite")
    (step,) = plan_update([change_set("1", **fields)], [], summer, runtime).steps
    assert step.denied == denied
    assert step.runs == (not denied)


def test_an_edited_change_set_that_is_filtered_is_not_complained_about() -> None:
    runtime = Runtime(contexts=("dev",))
    plan = plan_update([change_set("1", contexts=("test",))], [row("1", "9:other")], summer, runtime)
    assert plan.mismatches == ()
    assert plan.upgrades == ()


def test_a_count_stops_after_so_many_pending_ones() -> None:
    sets = [change_set(name) for name in "1234"]
    plan = plan_update(sets, [row("2")], summer, Runtime(), count=2)
    assert [step.change_set.id for step in plan.pending] == ["1", "3"]
    assert [step.denied for step in plan.steps] == [(), (), (), ("count",)]


def tagging(name: str, tag: str) -> ChangeSet:
    return change_set(name, Node("tagDatabase", {"tag": tag}, []))


@pytest.mark.parametrize(
    ("history", "tag", "pending", "found"),
    [
        ([], "v1", ["1", "2"], True),
        ([row("1", tag="v1")], "v1", [], True),
        ([], "none", ["1", "2", "3"], False),
        ([], "V1", ["1", "2", "3"], False),
    ],
)
def test_a_tag_is_the_end(history: list[RanChangeSet], tag: str, pending: list[str], found: bool) -> None:  # noqa: FBT001
    sets = [change_set("1"), tagging("2", "v1"), change_set("3")]
    plan = plan_update(sets, history, summer, Runtime(), tag=tag)
    assert [step.change_set.id for step in plan.pending] == pending
    assert plan.tag_found == found


def test_a_tag_inside_changes_is_found() -> None:
    sets = [change_set("1", Node("changes", {}, [Node("tagDatabase", {"tag": "x"}, [])])), change_set("2")]
    assert len(plan_update(sets, [], summer, Runtime(), tag="x").pending) == 1


HISTORY = [row("1", tag="v1"), row("2"), row("3", tag="v1"), row("4", tag="v2", description="tagDatabase"), row("5")]


@pytest.mark.parametrize(
    ("tag", "oldest", "ids"),
    [("v1", True, "2345"), ("v1", False, "45"), ("V1", True, "2345"), ("v2", False, "45")],
)
def test_rows_after_a_tag(tag: str, oldest: bool, ids: str) -> None:  # noqa: FBT001
    assert [found.key.id for found in rows_after_tag(HISTORY, tag, oldest=oldest)] == list(ids)


def test_a_missing_tag_names_those_that_are_there() -> None:
    with pytest.raises(TagMissing) as caught:
        rows_after_tag(HISTORY, "v9")
    assert "v1, v2" in caught.value.hint
    with pytest.raises(TagMissing) as caught:
        rows_after_tag([], "v9")
    assert "no tags" in caught.value.hint


def test_a_rollback_undoes_the_newest_first_and_passes_over_strangers_and_what_is_filtered() -> None:
    sets = [change_set("1"), change_set("2", contexts=("test",)), change_set("3"), change_set("5")]
    steps = plan_rollback(sets, HISTORY, Runtime(contexts=("dev",)))
    twice = [*HISTORY, HISTORY[-1]]
    counted = [
        [step.change_set.id for step in plan_rollback(sets, twice, Runtime(), count=count)] for count in (1, 2, -1)
    ]
    assert counted[0] == counted[1] == ["5"]
    assert counted[2] == []
    assert [step.change_set.id for step in steps] == ["5", "3", "1"]
    assert [step.change_set.id for step in plan_rollback(sets, HISTORY, Runtime(contexts=("dev",)), count=2)] == [
        "5",
        "3",
    ]
    assert plan_rollback(sets, HISTORY, Runtime(), count=0) == ()


def test_those_of_other_databases_count_as_filtered_out_each() -> None:
    names = [("a", "sqlite"), ("a", "oracle"), ("b", "oracle"), ("b", "h2"), ("c", "h2"), ("c", "sqlite")]
    sets = [change_set(name, dbms=(dbms,)) for name, dbms in names]
    plan = plan_update(sets, [row("c")], summer, Runtime(dialect="sqlite"))
    assert [step.change_set for step in plan.steps] == [sets[0], sets[2], sets[5]]
    assert [step.change_set for step in plan.denied] == [sets[1], sets[2], sets[3], sets[4]]
    assert all(step.row is None for step in plan.denied)
    assert [step.change_set for step in plan.pending] == [sets[0]]


def test_a_future_rollback_is_about_what_has_not_run() -> None:
    plan = plan_update([change_set(name) for name in "123"], [row("1")], summer, Runtime())
    assert [step.change_set.id for step in plan_future_rollback(plan)] == ["3", "2"]
    assert [step.change_set.id for step in plan_future_rollback(plan, count=1)] == ["2"]
    assert all(step.row is None for step in plan_future_rollback(plan))


def test_rows_without_change_set_are_unexpected() -> None:
    assert [found.key.id for found in unexpected([change_set("1"), change_set("3")], HISTORY)] == ["2", "4", "5"]
