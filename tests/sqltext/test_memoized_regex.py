"""Regular expressions that would go back without end: what Java 17 makes of them, in steps that grow with the text."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from clog.cli.main import main
from clog.errors import InvalidValue
from clog.sqltext.java_regex import java_regex, java_replace
from clog.sqltext.memoized_regex import MemoizedRegex, _understood, compile_memoized

TEXT = "a" * 40 + "!"


@pytest.mark.parametrize(
    ("pattern", "replacement", "expected"),
    [
        ("(a+)+$", "x", TEXT),
        ("(a|a)*$", "x", TEXT + "x"),
        ("(a|aa)+$", "x", TEXT),
        ("(a*)*$", "[$1]", TEXT + "[]"),
        ("(a|b|ab)*c", "x", TEXT),
        ("(?:a+|b)+!", "<$0>", f"<{TEXT}>"),
        ("^(([a-z])+.)+[A-Z]([a-z])+$", "x", TEXT),
        ("(.*)(.*)(.*)(.*)=x", "y", TEXT),
        ("([^!]|a)*!", "[$1]", "[a]"),
        ("(?>(a+)+)$", "x", TEXT),
        ("(?=(a+)+$)a", "x", TEXT),
        ("(x+x+)+y", "z", TEXT),
        ("((a|b)*?)!", "$1-$2", "a" * 40 + "-a"),
        ("(?i)(A|a)+$", "x", TEXT),
        ("(a++)+$", "x", TEXT),
        ("(?:(a)|(b))+!", "$1,$2", "a,"),
    ],
)
def test_it_gives_what_java_gives(pattern: str, replacement: str, expected: str) -> None:
    assert java_replace(pattern, replacement, TEXT) == expected


@pytest.mark.parametrize("reader", [None, object(), type("Other", (), {"parse": lambda *_: []})])
def test_a_python_that_reads_patterns_otherwise_uses_its_engine(
    reader: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clog.sqltext.memoized_regex.PARSER", reader)
    _understood.cache_clear()
    try:
        assert compile_memoized("(a+)+$", re.ASCII) is None
    finally:
        _understood.cache_clear()


def test_loops_in_loops_are_remembered() -> None:
    assert isinstance(java_regex("(a+)+$"), MemoizedRegex)


@pytest.mark.parametrize(
    "pattern", [r"create\s+table\s+(\w+)\s*\(", r"\s*;\s*$", "(GO|;)", "(?:ab){2,3}", r"(\w+)\s*=\s*(\w+)", r"\n/$"]
)
def test_usual_patterns_are_left_to_python(pattern: str) -> None:
    assert isinstance(java_regex(pattern), re.Pattern)


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|a)*$", "(?:a*)*b", "(a|b|ab)*c", "a*a*a*a*b", "(?=(a|a)*c)a"])
def test_steps_grow_with_the_text(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0

    def counted(text: str, start: int = 0) -> bool:
        nonlocal asked
        del start
        asked += 1
        return text == "a"

    monkeypatch.setattr("clog.sqltext.memoized_regex.test_of", lambda *_: counted)
    counts = []
    for size in (200, 400, 800):
        found = compile_memoized(pattern, re.ASCII)
        assert found is not None
        asked = 0
        found.fullmatch("a" * size + "!")
        counts.append(asked)
    assert counts[2] - counts[1] < 2.1 * (counts[1] - counts[0]) + 10


PIECES = ["a", "b", ".", "[ab]", "[^a]", "c", r"\s", "^", "$", r"\b", "(?i:A)"]


def pattern_of(chance: random.Random, depth: int = 0) -> str:
    """Make up a pattern."""
    if depth > 3 or chance.random() < 0.3:
        return chance.choice(PIECES)
    one, other = pattern_of(chance, depth + 1), pattern_of(chance, depth + 1)
    loop = f"(?:{one})" + chance.choice(("*", "+", "?", "*?", "+?", "{1,2}", "{2}", "*+", "{0,3}?"))
    return chance.choice(
        (one + other, f"({one})", f"(?:{one}|{other})", loop, loop, f"(?={one})", f"(?!{one})", f"(?>{one})")
    )


def test_it_finds_what_python_finds() -> None:
    chance = random.Random(7)  # noqa: S311 - a test
    for _ in range(1500):
        pattern = pattern_of(chance)
        try:
            compiled = re.compile(pattern, re.ASCII)
        except re.error:
            continue
        found = compile_memoized(pattern, re.ASCII)
        text = "".join(chance.choice("aabc \n") for _ in range(chance.randrange(9)))
        for how in ("search", "fullmatch") if found is not None else ():
            wanted, given = getattr(compiled, how)(text), getattr(found, how)(text)
            assert (wanted and wanted.span()) == (given and (given.start(), given.end())), (pattern, text, how)


def test_steps_of_what_refers_back_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert java_replace(r"(?:(a|b)+\1)+c", "x", "abbc!") == "x!"
    assert java_replace(r"(?:(a|b)*)*\1c", "x", "abbc!") == "x!"
    monkeypatch.setattr("clog.sqltext.memoized_regex.MOST_STEPS", 10_000)
    with pytest.raises(InvalidValue, match="takes more than 10000 steps"):
        java_replace(r"(?:(a|aa)+\1)+$", "x", TEXT)


def test_change_logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    text = (
        "--liquibase formatted sql\n--changeset a:1 endDelimiter:(a+)+$\nselect " + "a" * 40 + "b\n"
        "--changeset a:2 endDelimiter:(;|x)+$\nselect 1;xx\nselect 2;\n"
    )
    Path("c.sql").write_text(text, encoding="utf-8")
    assert main(["--url=offline:sqlite?outputLiquibaseSql=none", "--changelog-file=c.sql", "update-sql"]) == 0
    told = capsys.readouterr().out
    assert f"select {'a' * 40}b" in told
