"""The outbound queue and a session's feed under random interleavings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.outbound import (
    MAX_QUEUED_BYTES,
    MAX_QUEUED_FRAMES,
    Ephemeral,
    EphemeralKey,
    OutboundQueue,
)
from gateway.replay import MAX_HELD_MESSAGES, Kind, SessionFeed
from gateway.wire.bodies import TextBody
from gateway.wire.server_codec import EncodedFrame, encode_once
from gateway.wire.server_frames import Message, Res


def typing(session: str, sender: str) -> EphemeralKey:
    return EphemeralKey(Ephemeral.TYPING, session, "visitor", sender)


def receipt(session: str, sender: str) -> EphemeralKey:
    return EphemeralKey(Ephemeral.RECEIPT, session, "visitor", sender)


def place(session: str) -> EphemeralKey:
    return EphemeralKey(Ephemeral.POSITION, session)


def drained(queue: OutboundQueue) -> list[bytes]:
    frames: list[bytes] = []
    while batch := queue.drain(64, 32 * 1024):
        frames += batch
    return frames


def test_typing_is_shed_first_and_messages_never() -> None:
    queue = OutboundQueue()
    for number in range(10):
        queue.put_latest(typing("s", str(number)), b"typing")
    for number in range(MAX_QUEUED_FRAMES):
        assert queue.put(b"%d" % number)
    assert not queue.put(b"one too many")
    assert queue.shed_count == 10
    assert drained(queue) == [b"%d" % n for n in range(MAX_QUEUED_FRAMES)]


@pytest.mark.covers("V4", "Q5")
def test_typing_is_shed_before_positions_and_positions_before_messages() -> None:
    queue = OutboundQueue()
    queue.put_latest(place("s"), b"position")
    for sender in "ab":
        queue.put_latest(typing("s", sender), sender.encode())
    for _ in range(MAX_QUEUED_FRAMES - 3):
        assert queue.put(b"m")
    assert queue.shed_count == 0
    queue.put_latest(typing("t", "c"), b"no room")
    assert queue.shed_count == 1
    queue.put_latest(place("t"), b"place")
    assert queue.shed_count == 2
    assert queue.put(b"m")
    assert queue.shed_count == 3
    queue.put_latest(place("u"), b"no room")
    assert queue.shed_count == 4
    assert drained(queue)[-2:] == [b"position", b"place"]
    queue.put_latest(place("s"), b"position")
    for _ in range(MAX_QUEUED_FRAMES):
        assert queue.put(b"m")
    assert queue.shed_count == 5
    assert set(drained(queue)) == {b"m"}


@pytest.mark.covers("V2")
def test_receipts_are_shed_after_typing_and_before_positions() -> None:
    queue = OutboundQueue()
    queue.put_latest(place("s"), b"position")
    queue.put_latest(receipt("s", "a"), b"old")
    queue.put_latest(receipt("s", "a"), b"receipt")
    queue.put_latest(typing("s", "a"), b"typing")
    assert queue.shed_count == 1, "the latest alone counts"
    for _ in range(MAX_QUEUED_FRAMES - 3):
        assert queue.put(b"m")
    queue.put_latest(receipt("s", "b"), b"other")
    assert queue.shed_count == 2
    queue.put_latest(receipt("s", "c"), b"no room")
    assert queue.shed_count == 3
    queue.put_latest(place("t"), b"place")
    assert drained(queue)[-3:] == [b"position", b"other", b"place"]


@pytest.mark.covers("Q5")
def test_what_holds_no_more_is_dropped_and_what_is_not_there_is_no_matter() -> None:
    queue = OutboundQueue()
    queue.put_latest(place("s"), b"first in line")
    queue.put_latest(place("t"), b"second")
    queue.drop(place("s"))
    queue.drop(place("s"))
    assert queue.shed_count == 1
    assert queue.queued_bytes == len(b"second")
    assert drained(queue) == [b"second"]


def test_bytes_are_bounded_too() -> None:
    queue = OutboundQueue()
    assert queue.put(b"x" * MAX_QUEUED_BYTES)
    assert not queue.put(b"x")
    queue.put_latest(typing("s", "a"), b"t")
    assert queue.shed_count == 1
    assert queue.queued_bytes == MAX_QUEUED_BYTES


def test_a_batch_is_bounded_by_bytes_but_one_frame_always_goes() -> None:
    queue = OutboundQueue()
    for size in (40_000, 20_000, 20_000):
        queue.put(b"x" * size)
    sizes = [len(queue.drain(64, 32 * 1024)) for _ in range(4)]
    assert sizes == [1, 1, 1, 0]


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("put"), st.integers(0, 9)),
            st.tuples(st.just("typing"), st.integers(0, 3)),
            st.tuples(st.just("drain"), st.integers(1, 5)),
        )
    )
)
def test_queue_keeps_order_and_the_latest_typing(ops: list[tuple[str, int]]) -> None:
    queue = OutboundQueue()
    put: list[bytes] = []
    out: list[bytes] = []
    for index, (kind, value) in enumerate(ops):
        if kind == "put":
            put.append(b"m%d" % index)
            assert queue.put(put[-1])
        elif kind == "typing":
            queue.put_latest(typing("s", str(value)), b"t%d-%d" % (value, index))
        else:
            out += queue.drain(value, 1_000)
        assert queue.queued_bytes >= len(queue)
    out += drained(queue)
    assert [frame for frame in out if frame[:1] == b"m"] == put
    assert queue.queued_bytes == 0
    for sender in range(4):
        seen = [f for f in out if f.startswith(b"t%d-" % sender)]
        last = [i for i, op in enumerate(ops) if op == ("typing", sender)]
        assert seen[-1:] == [b"t%d-%d" % (sender, last[-1])] if last else not seen


# --- the feed


def message(number: int) -> EncodedFrame:
    body = TextBody(str(number))
    return encode_once(Message("s", "visitor", number, "agent", "a", "", body, 1))


def reply(number: int) -> EncodedFrame:
    return encode_once(Res(number, 0, number=number))


def number_of(frame: EncodedFrame) -> int:
    assert isinstance(frame.frame, Message | Res)
    return frame.frame.number


class Reader:
    """The peer: what it has counted, and that no rule was broken on the way."""

    def __init__(self) -> None:
        self.position = 0
        self.replies: list[int] = []

    def take(self, frame: EncodedFrame) -> None:
        number = number_of(frame)
        if isinstance(frame.frame, Message):
            assert number == self.position + 1
            self.position = number
        else:
            assert number <= self.position + 1  # none before lower ones
            self.position = max(self.position, number)
            self.replies.append(number)


@given(st.data(), st.integers(1, 30), st.randoms())
def test_each_number_once_and_in_order(
    data: st.DataObject, last: int, random: object
) -> None:
    # Live frames, some twice and some lost, in any order, around replays that are
    # cut anywhere; in the end one full replay.
    own = data.draw(st.sets(st.integers(1, last)))
    live = [(n, Kind.REPLY) for n in own] + [
        (n, Kind.MESSAGE) for n in data.draw(st.lists(st.integers(1, last)))
    ]
    live = data.draw(st.permutations(live))
    feed, reader = SessionFeed(0), Reader()
    committed = 0

    def replay(*, is_complete: bool) -> None:
        upto = data.draw(st.integers(feed.position, max(committed, feed.position)))
        feed.begin(feed.position)
        for number in range(feed.position + 1, upto + 1):
            if feed.replayed(number):
                reader.take(message(number))
        if is_complete:
            for frame in feed.finish():
                reader.take(frame)
        else:
            feed.pause()

    replay(is_complete=True)
    for number, kind in live:
        committed = max(committed, number)
        frame = message(number) if kind is Kind.MESSAGE else reply(number)
        for going in feed.offer(number, kind, frame):
            reader.take(going)
        if data.draw(st.booleans()):
            replay(is_complete=data.draw(st.booleans()))
    feed.begin(feed.position)
    for number in range(feed.position + 1, last + 1):
        if feed.replayed(number):
            reader.take(message(number))
    for frame in feed.finish():
        reader.take(frame)
    assert reader.position == last
    assert sorted(reader.replies) == sorted(own)
    assert not feed.is_short


def test_what_is_dropped_for_want_of_room_is_asked_for_again() -> None:
    feed = SessionFeed(0)
    for number in range(1, MAX_HELD_MESSAGES + 11):
        assert list(feed.offer(number, Kind.MESSAGE, message(number))) == []
    released = [number_of(frame) for frame in feed.finish()]
    assert released == list(range(1, MAX_HELD_MESSAGES + 1))
    assert feed.is_short


def test_only_the_latest_snapshot_waits() -> None:
    feed = SessionFeed(0)
    feed.offer(2, Kind.SNAPSHOT, message(91))
    feed.offer(2, Kind.SNAPSHOT, message(92))
    for number in (1, 2):
        feed.replayed(number)
    assert [number_of(frame) for frame in feed.finish()] == [92]


def test_what_comes_after_a_gap_goes_on_waiting_when_others_are_released() -> None:
    feed = SessionFeed(0)
    for number in (2, 4):
        feed.offer(number, Kind.MESSAGE, message(number))
    assert feed.replayed(1)
    assert [number_of(frame) for frame in feed.finish()] == [2]
    assert feed.is_short
    last = feed.offer(3, Kind.MESSAGE, message(3))
    assert [number_of(frame) for frame in last] == [3, 4]
    assert not feed.is_short
