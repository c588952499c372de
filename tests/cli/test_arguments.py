from __future__ import annotations

import pytest

from clog.cli.arguments import Arguments, arrange, definitions


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["update", "--url=x"], ("update", ("--url=x",))),
        (["--url", "x", "update"], ("update", ("--url=x",))),
        (["--changelogFile=a.xml", "update"], ("update", ("--changelog-file=a.xml",))),
        (["update", "--changelogFile", "a.xml"], ("update", ("--changelog-file=a.xml",))),
        (["--labels=a", "status", "--verbose"], ("status", ("--label-filter=a", "--verbose=true"))),
        (["status", "--verbose", "false"], ("status", ("--verbose=false",))),
        (["rollback-count", "2"], ("rollback-count", ("2",))),
        (["--showBanner=false", "update"], ("update", ())),
        (["--show-banner", "false", "update"], ("update", ())),
        (["update", "--nosuch=1"], ("update", ("--nosuch=1",))),
        (["update", "-Da=b"], ("update", ("-Da=b",))),
        (["update", "--url"], ("update", ("--url",))),
        (["execute-sql", "--", "--sql"], ("execute-sql", ("--", "--sql"))),
        ([], ("", ())),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_arguments_are_understood_in_every_spelling(given: list[str], expected: tuple[str, tuple[str, ...]]) -> None:
    assert arrange(given) == Arguments(*expected)


def test_options_of_the_program_may_stand_anywhere() -> None:
    assert arrange(["--search-path=a", "status"]) == ("status", ("--search-path=a",))
    assert arrange(["status", "--search-path=a"]) == ("status", ("--search-path=a",))


def test_definitions_have_names_and_values() -> None:
    assert definitions(["a=b", "c=d=e", "f"]) == {"a": "b", "c": "d=e", "f": ""}
