"""What messages, help and pages name is there: commands, options and pages; and it can be pasted into a shell."""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import TYPE_CHECKING

import click
import pytest

from clog.cli.arguments import arrange
from clog.cli.command_files import command_names
from clog.cli.commands import find_command
from clog.cli.main import PROGRAM, main
from clog.naming import page
from clog.settings.declaration import BY_SPELLING, WITHOUT_EFFECT, squash
from tests.support.small_logs import HEAD
from tests.test_docs import PAGES, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMMANDS = command_names()
FILES = [*sorted((ROOT / "src").rglob("*.py")), *PAGES, ROOT / "CHANGELOG.md"]

_COMMAND = re.compile(r"(?<![\w/.$-])clog ([a-z][a-z-]*[a-z])(?![\w.=-])")
_OPTION = re.compile(r"(?<![\w<!.-])--([a-zA-Z][\w-]*\w)")
_PAGE = re.compile(r"(?<![\w.-])docs/([\w./-]+\.(?:md|yml))")
_SPAN = re.compile(r"`clog ([^`\n]+)`")
_EXTRA = re.compile(r"(?<!['\"\w-])[\w-]+\[[\w,]+\](?= |$|`|\n)")

_WORDS = (
    "accepts add adds alone always and answers applies are as asks at before below but by can cannot closes "
    "compares computes connects counts declares decides did differs does ends escapes executes expects fails "
    "finds first follows for from gives goes had has have heartbeat hides holds honours if in is it itself keeps "
    "knew knows leaves left lets let lists looks made makes masks may must needs never no nor not of on once only "
    "opens or otherwise passes prints prunes puts raises ran reads refuses release rests returns runs says sends "
    "sets shall shares should sits skips starts stays still stops takes tells that then times to translates "
    "treats tries until uses version waits wants warns was when where which while will with without would wrote "
    "writes"
)
PROSE = frozenset(_WORDS.split())
"""Words that follow the name of the program in sentences, and names of its threads."""

DIRECTIVES = frozenset(
    [
        "changeset",
        "changset",
        "comment",
        "ignoreLines",
        "liquibase",
        "precondition",
        "precondition-X",
        "precondition-sql-check",
        "preconditions",
        "property",
        "rolback",
        "rollback",
        "validCheckSum",
    ]
)
"""What stands behind two dashes in formatted SQL, misspelt in examples."""

OTHERS = frozenset(("comments", "fast", "kebab-case", "long", "only"))
"""A placeholder, and options of other programs."""


def texts(path: Path) -> Iterator[str]:
    """Give the texts of a page, or all that is written in quotes in a module: messages, hints, help."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        yield source
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "X" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@cache
def options(command: str) -> frozenset[str]:
    """List the options of a command with those of its own commands, squashed."""
    found = find_command(command)
    assert found is not None, command
    groups = [found, *(found.commands.values() if isinstance(found, click.Group) else ())]
    names = (name for one in (*groups, PROGRAM) for param in one.params for name in param.opts)
    return frozenset(squash(name) for name in names) | {"help"}


@cache
def known_options() -> frozenset[str]:
    """List the options of all commands, and those of Liquibase that are accepted."""
    of_commands = frozenset().union(*(options(name) for name in COMMANDS))
    return of_commands | BY_SPELLING.keys() | WITHOUT_EFFECT


def faults(text: str) -> Iterator[str]:
    """List what a text names that is not there, and what a shell would take for a pattern."""
    yield from (name for name in _COMMAND.findall(text) if name not in COMMANDS and name not in PROSE)
    for name in _OPTION.findall(text):
        if squash(name) not in known_options() and name not in DIRECTIVES and name not in OTHERS:
            yield name
    yield from (name for name in _PAGE.findall(text) if not (ROOT / "docs" / name).exists())
    for span in _SPAN.findall(text):
        arranged = arrange(span.split())
        if arranged.command in COMMANDS:
            asked = {squash(name) for name in _OPTION.findall(span)}
            yield from asked - options(arranged.command) - WITHOUT_EFFECT
    if "pip install" in text:
        yield from _EXTRA.findall(text.partition("pip install")[2])


def test_what_is_named_is_there_and_can_be_pasted() -> None:
    found = {str(path.relative_to(ROOT)): fault for path in FILES for text in texts(path) for fault in faults(text)}
    assert found == {}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("clog changes createTable", "changes"), ("clog status --verbos", "verbos"), ("see docs/nothing.md", "nothing.md"),
        ("`clog status --count=3`", "count"), ("pip install clog-db[postgresql]", "clog-db[postgresql]"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_found(text: str, fault: str) -> None:
    assert list(faults(text)) == [fault]


def test_no_word_is_excused_that_is_a_command() -> None:
    assert not PROSE & COMMANDS.keys()


@pytest.mark.parametrize(
    ("body", "says", "leads_to"),
    [
        (
            '<createProcedure procedureName="x" replaceIfExists="true">BEGIN NULL; END;</createProcedure>',
            "replaceIfExists is not allowed",
            page("dialects/README.md"),
        ),
        ("<quux/>", 'unknown change type "quux"', "clog schema"),
    ],
)
def test_hints_about_changes_lead_somewhere(
    body: str, says: str, leads_to: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "c.xml"
    log.write_text(f'{HEAD}<changeSet id="1" author="a">{body}</changeSet></databaseChangeLog>')
    assert main(["update-sql", "--url=offline:oracle", f"--search-path={tmp_path}", "--changelog-file=c.xml"]) == 1
    told = capsys.readouterr().err
    assert says in told
    assert leads_to in told
