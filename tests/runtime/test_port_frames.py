"""Frames survive any cutting of the stream."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.port_frames import HEADER, MAX_FRAME_BYTES, FrameBuffer, Kind, frame

frames = st.lists(st.tuples(st.sampled_from(Kind), st.binary(max_size=20)))


@given(frames, st.integers(1, 7))
def test_frames_come_out_as_they_went_in(
    sent: list[tuple[Kind, bytes]], step: int
) -> None:
    stream = b"".join(frame(kind, payload) for kind, payload in sent)
    buffer = FrameBuffer()
    received = []
    for start in range(0, len(stream), step):
        buffer.feed(stream[start : start + step])
        while (whole := buffer.next_frame()) is not None:
            received.append(whole)
    assert received == sent


def test_an_impossible_length_is_refused() -> None:
    buffer = FrameBuffer()
    buffer.feed(HEADER.pack(MAX_FRAME_BYTES + 1, Kind.ANSWER))
    with pytest.raises(ValueError, match="at most"):
        buffer.next_frame()
