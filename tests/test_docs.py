"""docs/: generated pages are up to date, links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.tools import command_docs, error_docs, rule_docs, url_docs

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), ROOT / "changelog" / "README.md"])
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


@pytest.mark.generated
def test_the_page_of_errors_is_up_to_date() -> None:
    assert error_docs.PAGE.read_text(encoding="utf-8") == error_docs.page()


@pytest.mark.generated
def test_the_page_of_commands_is_up_to_date() -> None:
    assert command_docs.PAGE.read_text(encoding="utf-8") == command_docs.page()


@pytest.mark.generated
def test_the_page_about_connecting_is_up_to_date() -> None:
    assert url_docs.PAGE.read_text(encoding="utf-8") == url_docs.page()


@pytest.mark.generated
def test_the_pages_of_rules_are_up_to_date() -> None:
    assert {path.name: path.read_text(encoding="utf-8") for path in rule_docs.FOLDER.glob("*.md")} == rule_docs.pages()


def test_codes_are_unique() -> None:
    codes = [code for code, _, _ in error_docs.codes()]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = _LINK.findall(_CODE.sub("", page.read_text(encoding="utf-8")))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_rows_of_a_table_are_alike(page: Path) -> None:
    rows: list[tuple[int, int]] = []
    odd = []
    for number, line in enumerate(_FENCE.sub("", page.read_text(encoding="utf-8")).splitlines(), 1):
        if not line.lstrip().startswith("|"):
            rows = []
            continue
        rows.append((line.index("|"), len(re.findall(r"(?<!\\)\|", line))))
        if rows[-1] != rows[0]:
            odd.append((number, line))
    assert odd == []
