"""Write docs/rules: a page for each rule, which is the docstring of its file, and a list of all.

`python -m tests.tools.rule_docs` writes the pages; a test refuses pages that are out of date.
"""

from __future__ import annotations

from pathlib import Path

from clog.rules.registry import Rule, all_rules

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "rules"
NOTE = "<!-- Written by python -m tests.tools.rule_docs; do not edit. -->\n\n"
HEAD = """\
# Rules

What clog looks for in change logs. An *error* is what Liquibase refuses; it cannot be silenced. A *warning* is what Liquibase
accepts although something is lost, or is not what it seems; `--strict` makes errors of them. *Both*: it depends on the case.

Warnings are chosen by name or code: `--select=NAME,...` tells these alone, `--ignore=NAME,...` all but these, as options, in
`clog.toml` and in the environment (`CLOG_IGNORE`). A comment in a change log silences a rule for the change set that follows it:

| format | comment |
|---|---|
| XML | `<!-- clog: ignore RULE because REASON -->` |
| YAML, JSON | `# clog: ignore RULE because REASON` |
| SQL | `-- clog: ignore RULE because REASON` |

Above the first element of a file (in formatted SQL directly below its first line) it counts for the whole file. In formatted SQL a
comment below a change set is a part of that change set, as in Liquibase, and of its checksum: write it before that one has run.

"""


def pages() -> dict[str, str]:
    """Write all pages, by the names of their files."""
    rules = tuple(all_rules())
    found = {f"{rule.name}.md": _page(rule) for rule in rules}
    rows = [f"| [{rule.name}]({rule.name}.md) | {rule.code} | {rule.severity} | {_phrase(rule)} |\n" for rule in rules]
    table = "| rule | code | | finds |\n|---|---|---|---|\n" + "".join(rows)
    return {"README.md": NOTE + HEAD + table, **found}


def _page(rule: Rule) -> str:
    """Write the page of a rule."""
    _, _, rest = rule.page.partition("\n\n")
    silenced = "" if rule.can_be_silenced else " Liquibase refuses it, too: it cannot be silenced."
    facts = f"Code {rule.code}, {rule.severity}, since {rule.since}.{silenced}"
    return f"{NOTE}# {rule.name}\n\n{_phrase(rule)[:1].upper()}{_phrase(rule)[1:]}\n\n{facts}\n\n{rest.strip()}\n"


def _phrase(rule: Rule) -> str:
    """Return the first sentence of a page."""
    return rule.page.partition("\n\n")[0].partition(": ")[2].replace("\n", " ")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
