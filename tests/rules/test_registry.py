"""Rules: found by their files, each with a page, none with the name of another."""

from __future__ import annotations

import re

import pytest

from clog.errors import ClogError
from clog.rules.registry import SEES, Rule, all_rules, module_names, rule_names
from tests.tools.error_docs import codes

RULES = tuple(all_rules())
HEADINGS = ["What it does", "Why is this bad?", "Example", "Use instead", "References"]


def test_rules_stand_in_files_of_their_names() -> None:
    found = [(rule.sees, rule.name) for rule in RULES]
    files = [(sees, name.replace("_", "-")) for sees in SEES for name in module_names(sees)]
    assert sorted(found) == sorted(files)
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names)) == len(rule_names())
    assert set(names) == rule_names()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_has_a_page(rule: Rule) -> None:
    assert rule.page.startswith(f"{rule.name}: ")
    assert re.findall(r"(?m)^## (.+)$", rule.page) == HEADINGS
    assert re.search(r"(?ms)^```\w+\n.+?^```$", rule.page)
    assert "\n- [" in rule.page.partition("## References")[2]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_has_a_code_and_a_severity_that_exist(rule: Rule) -> None:
    assert rule.code in {code for code, _, _ in codes(ClogError)}
    assert rule.severity in {"error", "warning", "both"}
