"""What of a CSV file is hashed does not depend on how much of it is read at a time."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clog.sqltext import normalise

FILES = st.text(alphabet="ab#,\n\r\0", max_size=40).map(str.encode)


@given(FILES, st.sampled_from([ord("#"), ord("a"), ord("ﬁ"), None]), st.integers(1, 50))
def test_the_size_of_what_is_read_at_a_time_does_not_matter(data: bytes, comment: int | None, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        found = []
        for block in (1, size, 2**16):
            patch.setattr(normalise, "_BLOCK", block)
            found.append(b"".join(normalise.kept_of_csv(BytesIO(data), comment)))
    assert found[0] == found[1] == found[2]


def test_a_comment_that_no_byte_begins_leaves_all() -> None:
    assert b"".join(normalise.kept_of_csv(BytesIO(b"#a\nb\n"), ord("ﬁ"))) == b"#a\nb"
