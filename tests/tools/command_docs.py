"""Write docs/commands.md: the commands of Liquibase 4.28 with their state here, and every command of clog with its options.

`python -m tests.tools.command_docs` writes the page; a test refuses a page that is out of date.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from clog.cli.command_files import command_names
from clog.settings.declaration import BY_NAME, SETTINGS, Setting

PAGE = Path(__file__).resolve().parents[2] / "docs" / "commands.md"
HEAD = """\
<!-- Written by python -m tests.tools.command_docs; do not edit. -->

# Commands

`clog COMMAND --help` says the same on the terminal. Names may be written as Liquibase's scripts have them: `update-sql`,
`updateSql`, `updateSQL`. Options may stand before or behind the command.

"""
LIQUIBASE = {
    "open": (
        "calculate-checksum", "changelog-sync", "changelog-sync-sql", "changelog-sync-to-tag", "changelog-sync-to-tag-sql",
        "clear-checksums", "db-doc", "diff", "diff-changelog", "drop-all", "execute-sql", "future-rollback-count-sql",
        "future-rollback-from-tag-sql", "future-rollback-sql", "generate-changelog", "history", "init", "list-locks",
        "mark-next-changeset-ran", "mark-next-changeset-ran-sql", "release-locks", "rollback", "rollback-count",
        "rollback-count-sql", "rollback-sql", "rollback-to-date", "rollback-to-date-sql", "snapshot", "snapshot-reference",
        "status", "tag", "tag-exists", "unexpected-changesets", "update", "update-count", "update-count-sql", "update-sql",
        "update-testing-rollback", "update-to-tag", "update-to-tag-sql", "validate",
    ),
    "paid": (
        "checks", "connect", "dbcl-history", "flow", "report", "rollback-one-changeset", "rollback-one-changeset-sql",
        "rollback-one-update", "rollback-one-update-sql", "set-contexts", "set-labels", "update-one-changeset",
        "update-one-changeset-sql",
    ),
}  # fmt: skip
"""The commands that users of Liquibase 4.28.0 call, by edition."""


def page() -> str:
    """Write the page."""
    ours = command_names()
    lines = [HEAD, "## Those of Liquibase\n\n| command | in Liquibase | in clog |\n|---|---|---|\n"]
    for name, edition in sorted((name, edition) for edition, names in LIQUIBASE.items() for name in names):
        lines.append(f"| {name} | {edition} | {'yes' if name in ours else 'not yet'} |\n")
    lines.append("\n## All of clog\n")
    for name, phrase in ours.items():
        lines.append(f"\n### {name}\n\n{phrase}\n")
        lines.append(_options(name))
    lines.append("\n## Options of every command\n\n| option | environment | meaning |\n|---|---|---|\n")
    lines += [_row(setting) for setting in SETTINGS if setting.scope != "command"]
    return "".join(lines)


def _options(name: str) -> str:
    """Write the options that a command has for itself."""
    module = import_module(f"clog.commands.{name.replace('-', '_')}")
    taken = [BY_NAME[field] for field in getattr(module, "TAKES", ())]
    if not taken:
        return ""
    return "\n| option | meaning |\n|---|---|\n" + "".join(f"| `{each.option}` | {each.doc} |\n" for each in taken)


def _row(setting: Setting) -> str:
    prefix = "LIQUIBASE_COMMAND_" if setting.scope == "common" else "LIQUIBASE_"
    return f"| `{setting.option}` | `{prefix}{setting.name.upper()}` | {setting.doc} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
