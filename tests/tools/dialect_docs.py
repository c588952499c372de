"""Write docs/dialects: what becomes of an example of every change type in every dialect.

`python -m tests.tools.dialect_docs` writes the pages; a test refuses pages that are out of date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clog.changes import change_class
from clog.declare import dialect_names
from clog.derive.bind import bind_changes
from clog.dialects import dialect_class
from clog.errors import CatalogNeeded, ClogError
from clog.model.change import Change
from tests.support.changing import context
from tests.support.dialects import FIXTURES, change_sets, written

if TYPE_CHECKING:
    from clog.dialects.base.dialect import Dialect
    from clog.model.changelog import ChangeSet

FOLDER = FIXTURES.parent / "docs" / "dialects"
HEAD = "<!-- Written by python -m tests.tools.dialect_docs; do not edit. -->\n\n"
REBUILD = ["the table is rebuilt"]
"""What stands for statements that are not known without the table."""
LEGEND = """\
Every change type that writes SQL by itself, and every database. *yes*: clog writes SQL for it. *nothing*: the
database has no such object, and nothing is written, as in Liquibase. *rebuild*: the table is rebuilt without loss,
for which clog looks at it ([how](../sqlite.md)). *no*: refused before anything is run. The pages of the databases
show the SQL.
"""


def examples() -> dict[str, ChangeSet]:
    """Read one change set for each change type, by the name of the type."""
    return {change_set.id or "": change_set for change_set in change_sets(FIXTURES / "examples" / "changelog.xml")}


def writes_sql(change_set: ChangeSet) -> bool:
    """Whether the change type says what it does; the pages show those that do."""
    found = change_class(change_set.id or "")
    return found is not None and found.statements is not Change.statements


def statements(change_set: ChangeSet, dialect: Dialect, *, rollback: bool = False) -> list[str] | None:
    """Write the statements; None where the dialect refuses the change."""
    found = change_class(change_set.id or "")
    if found is None:
        return None
    if not found.declaration.supports(dialect.name):
        return written(change_set, dialect, rollback=rollback) if dialect.name in found.written_on else None
    unknown = {a.written for a in found.declaration.attributes if a.only_on and dialect.name not in a.only_on}
    if any(unknown & node.attributes.keys() for node in change_set.node.children):
        return None
    return written(change_set, dialect, rollback=rollback)


def is_rebuild(change_set: ChangeSet, dialect: Dialect) -> bool:
    """Whether the SQL depends on the table as it is."""
    try:
        for bound in bind_changes(change_set):
            list(dialect.sql(bound.change, context(dialect)))
    except CatalogNeeded:
        return True
    except ClogError:
        pass
    return False


def generated(given: dict[str, ChangeSet]) -> dict[str, dict[str, list[str] | None]]:
    """Write all examples in all dialects: change type -> dialect -> statements."""
    dialects = {name: dialect_class(name)() for name in dialect_names()}
    return {
        change: {name: _answer(change_set, dialect) for name, dialect in dialects.items()}
        for change, change_set in given.items()
    }


def _answer(change_set: ChangeSet, dialect: Dialect) -> list[str] | None:
    found = statements(change_set, dialect)
    return REBUILD if found is None and is_rebuild(change_set, dialect) else found


def overview(made: dict[str, dict[str, list[str] | None]]) -> str:
    """Write the table of change types and dialects."""
    names = dialect_names()
    lines = [
        "# Change types and databases",
        "",
        LEGEND,
        "| change type | " + " | ".join(f"[{name}]({name}.md)" for name in names) + " |",
        "|---|" + "---|" * len(names),
    ]
    lines += [f"| {change} | " + " | ".join(_mark(row[name]) for name in names) + " |" for change, row in made.items()]
    return HEAD + "\n".join(lines) + "\n"


def _mark(found: list[str] | None) -> str:
    if found is None:
        return "no"
    if found is REBUILD:
        return "[rebuild](../sqlite.md)"
    return "yes" if found else "nothing"


def page(name: str, given: dict[str, ChangeSet], made: dict[str, dict[str, list[str] | None]]) -> str:
    """Write the page of a dialect: the SQL of each example, and what undoes it."""
    dialect = dialect_class(name)()
    lines = [f"# {name}", "", "The examples stand in `fixtures/examples/changelog.xml`.", ""]
    for change, row in made.items():
        lines += [f"## {change}", ""]
        found = row[name]
        if found is REBUILD:
            lines += ["The table is [rebuilt](../sqlite.md).", ""]
            continue
        if not found:
            lines += ["Nothing is written." if found == [] else "Not on this database.", ""]
            continue
        lines += ["```sql", *(f"{text};" for text in found), "```", ""]
        undo = statements(given[change], dialect, rollback=True)
        lines += ["Undone by:", "", "```sql", *(f"{text};" for text in undo), "```", ""] if undo else []
    return HEAD + "\n".join(lines).replace("\r", "")


def pages() -> dict[str, str]:
    """Write all pages: file name -> text."""
    given = {change: change_set for change, change_set in examples().items() if writes_sql(change_set)}
    made = generated(given)
    found = {f"{name}.md": page(name, given, made) for name in dialect_names()}
    return {"README.md": overview(made), **found}


def main() -> None:
    """Write the pages into docs/dialects."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
