"""Server-sent events in pieces of any size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.answerer.event_stream import (
    MAX_LINE_BYTES,
    MAX_STREAM_BYTES,
    EventStream,
)

CASES = [
    (b"data: a\n\ndata: b\n\n", ("a", "b")),
    (b"data:a\r\n\r\ndata: b\r\r", ("a", "b")),
    (b"\xef\xbb\xbfdata: a\n\n", ("a",)),
    (b": kept alive\n\nevent: x\nid: 7\ndata: a\ndata: b\n\n", ("a\nb",)),
    (b"data\n\n", ("",)),
    (b"data: \xe4\xbd\xa0\n\n", ("你",)),
    (b"data: \xff\n\n", ("\ufffd",)),
    (b"data: never ended", ()),
    (b"\n\n\n", ()),
]


@pytest.mark.parametrize(("stream", "expected"), CASES)
@given(st.data())
def test_pieces_say_what_the_whole_says(
    stream: bytes, expected: tuple[str, ...], data: st.DataObject
) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(stream)))))
    reader = EventStream()
    heard: list[str] = []
    for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        heard += reader.feed(stream[start:end])
    # A CR at the end may be half of a line's end.
    heard += reader.feed(b"\n") if stream.endswith(b"\r") else ()
    assert (tuple(heard), reader.fault) == (expected, "")


def test_a_line_that_never_ends_is_a_fault() -> None:
    reader = EventStream()
    assert reader.feed(b"x" * (MAX_LINE_BYTES + 1)) == ()
    assert "lines of at most" in reader.fault
    assert reader.feed(b"\n\ndata: a\n\n") == ()


def test_a_stream_that_never_ends_is_a_fault() -> None:
    reader = EventStream()
    events = b"data: a\n\n" * 1000
    for _ in range(MAX_STREAM_BYTES // len(events)):
        assert reader.feed(events)
    assert reader.feed(events) == ()
    assert "stream of at most" in reader.fault
