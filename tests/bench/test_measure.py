"""What is measured belongs to the program that was run, whatever ran before it and whoever measures."""

from __future__ import annotations

import sys

import pytest

from tests.bench.measure import Command, once

MEGABYTE = 1 << 20


def test_the_peak_of_memory_is_that_of_the_child() -> None:
    kept = bytearray(300 * MEGABYTE)  # the one who measures is large
    large = once(Command([sys.executable, "-c", f"bytearray({200 * MEGABYTE})"]))
    small = once(Command([sys.executable, "-c", "pass"]))
    assert len(kept) == 300 * MEGABYTE
    assert 200 < large[2] < 290
    assert small[2] < 60
    assert 0 < small[0] <= small[1] * 4


def test_a_program_that_fails_says_why() -> None:
    with pytest.raises(RuntimeError, match="no such thing"):
        once(Command([sys.executable, "-c", "raise SystemExit('no such thing')"]))
