"""Frames of the operator's socket: what goes in comes out, and nothing else goes in."""

from __future__ import annotations

from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from actors.accounts.members import MAX_ID_CHARS
from actors.explanation import Explanation, Step, StepKind
from actors.ids import SessionId
from actors.session.terms import SessionPhase
from admin.operator.account_frames import AdministerMember
from admin.operator.frames import (
    HEADER,
    MAX_ANSWER_BYTES,
    MAX_REQUEST_BYTES,
    VERSION,
    Answer,
    AskWhy,
    Because,
    Code,
    FrameBuffer,
    Look,
    Problem,
    Request,
    decode_answer,
    decode_request,
    encode_answer,
    encode_request,
)
from runtime.errors import PeerError
from runtime.survey import SortKey
from tests.admin.operator.samples import part, tree

EXPLANATION = Explanation(
    SessionId("s1"),
    SessionPhase.QUEUED,
    (Step(5, StepKind.QUEUED, group="g", detail="asked"),),
    None,
)


def payload_of(frame: bytes, limit: int = MAX_ANSWER_BYTES) -> bytes:
    frames = FrameBuffer(limit)
    frames.feed(frame)
    payload = frames.next_payload()
    assert payload is not None
    assert frames.next_payload() is None
    return payload


@pytest.mark.parametrize("request_", [Look(SortKey.CRASHES, 3), AskWhy("s1")])
def test_requests_come_out_as_they_went_in(request_: Request) -> None:
    assert decode_request(payload_of(encode_request(request_))) == request_


@pytest.mark.parametrize(
    "answer", [tree(), Because(EXPLANATION), Problem(Code.UNAVAILABLE, "later")]
)
def test_answers_come_out_as_they_went_in(answer: Answer) -> None:
    assert decode_answer(payload_of(encode_answer(answer))) == answer


@pytest.mark.covers("M1", "P7")
@pytest.mark.parametrize(
    "act",
    [
        {"type": "suspend_member", "member": ""},
        {"type": "suspend_member", "member": "m" * (MAX_ID_CHARS + 1)},
        {"type": "edit_member", "member": "m", "edits": {"capacity": 0}},
        {"type": "edit_own", "edits": {}},
        {"type": "reset_password", "member": "m", "password_hash": "chosen"},
    ],
)
def test_acts_out_of_bounds_and_acts_of_others_are_no_requests(
    act: dict[str, object],
) -> None:
    def asked(act: dict[str, object]) -> Request:
        frame = {"type": "administer_member", "operation": "o", "act": act}
        return decode_request(msgspec.msgpack.encode(frame))

    good = asked({"type": "suspend_member", "member": "m" * MAX_ID_CHARS})
    assert isinstance(good, AdministerMember)
    with pytest.raises(PeerError, match="act"):
        asked(act)


@pytest.mark.covers("M8", "P7")
@pytest.mark.parametrize(
    "wanted",
    [
        {"type": "find_sessions", "before": 2**62},
        {"type": "find_sessions", "limit": 101},
        {"type": "find_sessions", "wanted": {"visitor": "a\0"}},
        {"type": "find_sessions", "wanted": {"from_ms": -1}},
        {"type": "find_sessions", "wanted": {"until_ms": 2**62}},
        {"type": "find_sessions", "wanted": {"stars": 0}},
        {"type": "show_session", "session": "s", "after": 2**14},
        {"type": "make_report", "by": "day", "from_ms": 0, "until_ms": 2**62},
        {"type": "project", "after": 0, "rows": []},
    ],
)
def test_looks_out_of_bounds_are_no_requests(wanted: dict[str, object]) -> None:
    with pytest.raises(PeerError):
        decode_request(msgspec.msgpack.encode(wanted))


@given(st.integers(1, 40))
def test_frames_may_come_in_pieces(size: int) -> None:
    frames = FrameBuffer(MAX_REQUEST_BYTES)
    asked: list[Request] = [Look(), AskWhy("s1"), Look(SortKey.MAILBOX, 0)]
    data = b"".join(encode_request(each) for each in asked)
    got = []
    for at in range(0, len(data), size):
        frames.feed(data[at : at + size])
        while (payload := frames.next_payload()) is not None:
            got.append(decode_request(payload))
    assert got == asked


def test_a_frame_that_is_too_long_is_refused_before_it_came() -> None:
    frames = FrameBuffer(MAX_REQUEST_BYTES)
    frames.feed(HEADER.pack(MAX_REQUEST_BYTES + 1, VERSION))
    with pytest.raises(PeerError, match="at most 163840 bytes, got 163841") as caught:
        frames.next_payload()
    assert caught.value.code == Code.TOO_LARGE


def test_another_version_is_refused_whatever_it_carries() -> None:
    frames = FrameBuffer(MAX_REQUEST_BYTES)
    frames.feed(HEADER.pack(1 << 30, VERSION + 1))
    with pytest.raises(PeerError, match=f"expected version {VERSION}") as caught:
        frames.next_payload()
    assert caught.value.code == Code.WRONG_VERSION


BAD_REQUESTS = [
    b"",
    b"\xc1",
    b"\x80",
    msgspec.msgpack.encode({"type": "look", "sort": "size"}),
    msgspec.msgpack.encode({"type": "look", "limit": 101}),
    msgspec.msgpack.encode({"type": "look", "limit": -1}),
    msgspec.msgpack.encode({"type": "why"}),
    msgspec.msgpack.encode({"type": "why", "session": ""}),
    msgspec.msgpack.encode({"type": "why", "session": "x" * 65}),
    msgspec.msgpack.encode({"type": "stop"}),
    b"\x81\xa4type\xa3wh\xff",
    b"\x82\xa4type\xa4look\xa1x" + b"\x91" * 1_000 + b"\x00",
]


@pytest.mark.parametrize("payload", BAD_REQUESTS)
def test_what_is_no_request_is_malformed(payload: bytes) -> None:
    with pytest.raises(PeerError) as caught:
        decode_request(payload)
    assert caught.value.code == Code.MALFORMED


@given(st.binary(max_size=64))
def test_any_bytes_are_a_request_or_malformed(payload: bytes) -> None:
    with suppress(PeerError):
        decode_request(payload)


def test_what_is_no_answer_is_malformed() -> None:
    with pytest.raises(PeerError) as caught:
        decode_answer(b"\x80")
    assert caught.value.code == Code.MALFORMED


def test_an_answer_that_is_too_large_says_so() -> None:
    rows = tuple(part(f"/{number}/{'x' * 1_000}") for number in range(1_100))
    answer = decode_answer(payload_of(encode_answer(replace(tree(), entities=rows))))
    assert isinstance(answer, Problem)
    assert answer.code is Code.TOO_LARGE
    assert "fewer rows" in answer.text
