"""Two independent codecs agree on the wire, and survive anything on it."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import get_args

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.wire.bodies import MessageBody, SentBody, encode_body
from gateway.wire.client_codec import decode_server_message, encode_client_frames
from gateway.wire.client_frames import (
    ClientFrame,
    ClientInfo,
    Hello,
    Send,
    SetTyping,
)
from gateway.wire.codes import ErrorCode
from gateway.wire.json_codec import decode_json, encode_json, join_json, json_of
from gateway.wire.server_codec import (
    decode_client_message,
    encode_frame,
    encode_once,
    join_batch,
)
from gateway.wire.server_frames import (
    Err,
    Limits,
    Message,
    Position,
    ServerFrame,
    Session,
    Typing,
    Welcome,
)
from gateway.wire.terms import MAX_BATCH_IN, MAX_FRAME_BYTES, Ping
from runtime.errors import PeerError, UsageError
from tests.gateway.any_frames import ANY_CLIENT_FRAME, ANY_SERVER_FRAME
from tests.gateway.frames import (
    BODIES,
    CLIENT_FRAMES,
    SENT_BODIES,
    SERVER_FRAMES,
)

GOLDEN = Path(__file__).with_name("golden_frames.txt")
CLIENT_BYTES = [encode_client_frames([frame]) for frame in CLIENT_FRAMES]
SERVER_BYTES = [encode_frame(frame) for frame in SERVER_FRAMES]


def golden() -> dict[str, bytes]:
    lines = GOLDEN.read_text("ascii").splitlines()
    pairs = (line.split() for line in lines if line and not line.startswith("#"))
    return {name: bytes.fromhex(data) for name, data in pairs}


def test_there_is_an_example_of_every_frame() -> None:
    assert {type(frame) for frame in CLIENT_FRAMES} == set(get_args(ClientFrame))
    assert {type(frame) for frame in SERVER_FRAMES} == set(get_args(ServerFrame))
    assert {type(body) for body in SENT_BODIES} == set(get_args(SentBody))
    assert {type(body) for body in BODIES} == set(get_args(MessageBody))


def test_golden_frames_are_complete() -> None:
    names = {f"client:{type(f).__name__}" for f in CLIENT_FRAMES}
    names |= {f"server:{type(f).__name__}" for f in SERVER_FRAMES}
    names |= {f"body:{type(body).__name__}" for body in BODIES}
    assert set(golden()) == names


@pytest.mark.parametrize("frame", CLIENT_FRAMES)
def test_golden_client_frame(frame: ClientFrame) -> None:
    data = golden()[f"client:{type(frame).__name__}"]
    assert encode_client_frames([frame]) == data
    assert decode_client_message(data) == (frame,)


@pytest.mark.parametrize("frame", SERVER_FRAMES)
def test_golden_server_frame(frame: ServerFrame) -> None:
    data = golden()[f"server:{type(frame).__name__}"]
    assert encode_frame(frame) == data
    assert decode_server_message(data) == [frame]


@pytest.mark.parametrize("body", SENT_BODIES)
def test_golden_body(body: SentBody) -> None:
    data = golden()[f"body:{type(body).__name__}"]
    assert encode_body(body) == data
    send = msgpack.packb([20, 1, "s", "visitor", "c", msgpack.unpackb(data)])
    assert decode_client_message(send) == (Send(1, "s", "visitor", "c", body),)


@given(st.lists(ANY_CLIENT_FRAME, min_size=1, max_size=MAX_BATCH_IN))
def test_what_clients_write_the_server_reads(frames: list[ClientFrame]) -> None:
    assert list(decode_client_message(encode_client_frames(frames))) == frames


@given(st.lists(ANY_SERVER_FRAME, min_size=1, max_size=64))
def test_what_the_server_writes_clients_read(frames: list[ServerFrame]) -> None:
    data = join_batch([encode_once(frame).data for frame in frames])
    assert decode_server_message(data) == frames


def test_a_full_batch_passes() -> None:
    frames = [encode_frame(Ping(number)) for number in range(64)]
    assert len(decode_server_message(join_batch(frames))) == 64
    assert len(decode_client_message(join_batch(frames[:32]))) == 32


@pytest.mark.parametrize("count", [0, 65])
def test_a_batch_has_bounds(count: int) -> None:
    with pytest.raises(UsageError):
        join_batch([b"\x92\x03\x01"] * count)


@pytest.mark.parametrize("data", CLIENT_BYTES)
def test_every_truncation_is_a_peer_error(data: bytes) -> None:
    for end in range(len(data)):
        with pytest.raises(PeerError):
            decode_client_message(data[:end])


@pytest.mark.parametrize("data", SERVER_BYTES)
def test_every_truncation_is_a_peer_error_for_the_client(data: bytes) -> None:
    for end in range(len(data)):
        with pytest.raises(PeerError):
            decode_server_message(data[:end])


MUTATIONS = st.lists(
    st.tuples(st.integers(0, 200), st.integers(0, 255)), min_size=1, max_size=4
)


def mutate(data: bytes, mutations: list[tuple[int, int]]) -> bytes:
    mutable = bytearray(data)
    for at, value in mutations:
        mutable[at % len(mutable)] = value
    return bytes(mutable)


@given(st.sampled_from(CLIENT_BYTES), MUTATIONS)
def test_mutated_client_bytes_raise_only_peer_errors(
    data: bytes, mutations: list[tuple[int, int]]
) -> None:
    with contextlib.suppress(PeerError):
        decode_client_message(mutate(data, mutations))


@given(st.sampled_from(SERVER_BYTES), MUTATIONS)
def test_mutated_server_bytes_raise_only_peer_errors(
    data: bytes, mutations: list[tuple[int, int]]
) -> None:
    with contextlib.suppress(PeerError):
        decode_server_message(mutate(data, mutations))


@given(st.binary(max_size=64))
def test_noise_raises_only_peer_errors(data: bytes) -> None:
    for decode in (decode_client_message, decode_server_message):
        with contextlib.suppress(PeerError):
            decode(data)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ([99, 1], ErrorCode.UNKNOWN_TAG),
        ([200, 1], ErrorCode.UNKNOWN_TAG),
        ([256, 1], ErrorCode.UNKNOWN_TAG),
        ([2**16, *range(15)], ErrorCode.UNKNOWN_TAG),
        ([0, [[3, 1], [2**53 - 1, *range(100)]]], ErrorCode.UNKNOWN_TAG),
        ([-1, 1], ErrorCode.PROTOCOL),
        (["secret", 1], ErrorCode.PROTOCOL),
        ([0, [[3, 1], [99, 2]]], ErrorCode.UNKNOWN_TAG),
        ([0, [[3, 1]] * (MAX_BATCH_IN - 1) + [[99, 2]]], ErrorCode.UNKNOWN_TAG),
        ([0, [[3, 1]] * MAX_BATCH_IN + [[99, 2]]], ErrorCode.PROTOCOL),
        ([2, "a", "visitor", "p", 1, []], ErrorCode.UNKNOWN_TAG),  # the server's
        ([0, [[0, []]]], ErrorCode.PROTOCOL),
        ([0, [[3, 1]] * 33], ErrorCode.PROTOCOL),
        ([3, -1], ErrorCode.PROTOCOL),
        ([3, "secret"], ErrorCode.PROTOCOL),
        ([20, 1, "s", "r", "c", {"kind": "secret", "text": "x"}], ErrorCode.PROTOCOL),
        (
            [20, 1, "s", "r", "c", {"kind": "text", "text": "x" * 8001}],
            ErrorCode.PROTOCOL,
        ),
        (
            [20, 1, "s", "r", "c" * 65, {"kind": "text", "text": "x"}],
            ErrorCode.PROTOCOL,
        ),
        ([25, 1, "o", "busy"], ErrorCode.PROTOCOL),  # follows from the work
        ([29, 1, "s", "o", "g", "a", "n" * 501], ErrorCode.PROTOCOL),
        ([32, 1, "a", "o", "", 1_001], ErrorCode.PROTOCOL),
        ([32, 1, "a", "o", "arrange"], ErrorCode.PROTOCOL),
        ([36, 1, "s", "o", "secret", "x"], ErrorCode.PROTOCOL),
        ([], ErrorCode.PROTOCOL),
        (7, ErrorCode.PROTOCOL),
        ({}, ErrorCode.PROTOCOL),
    ],
)
def test_refused_client_messages(value: object, code: ErrorCode) -> None:
    with pytest.raises(PeerError) as caught:
        decode_client_message(msgpack.packb(value))
    assert caught.value.code == code
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "data",
    [
        b"\x91" * 5_000,  # nesting
        b"\xdd\xff\xff\xff\xff",  # length bomb
        b"\x92\x03\xa1\xff",  # no UTF-8
        b"\x97\x14\x01\xa1\xff\xa1r\xa1c\xa4text\x81\xa4text\xa1x",
    ],
)
def test_bombs_are_protocol_errors(data: bytes) -> None:
    for decode in (decode_client_message, decode_server_message):
        with pytest.raises(PeerError) as caught:
            decode(data)
        assert caught.value.code == ErrorCode.PROTOCOL


def test_size_is_checked_before_decoding() -> None:
    with pytest.raises(PeerError) as caught:
        decode_client_message(b"\xff" * (MAX_FRAME_BYTES + 1))
    assert caught.value.code == ErrorCode.TOO_LARGE


def test_unknown_server_tags_are_left_out() -> None:
    assert decode_server_message(msgpack.packb([99, "new"])) == []
    mixed = msgpack.packb([0, [[99, "new"], [3, 5]]])
    assert decode_server_message(mixed) == [Ping(5)]


def test_trailing_fields_are_ignored_and_missing_ones_default() -> None:
    assert decode_server_message(msgpack.packb([7, 1, "x"])) == [Err(1, "x")]
    newer = [7, 1, "x", 5, "new"]
    assert decode_server_message(msgpack.packb(newer)) == [Err(1, "x", 5)]
    body = {"kind": "text", "text": "x", "new": 1}
    short = [40, "s", "r", 1, "agent", "a", "Anna", body, 5]
    (message,) = decode_server_message(msgpack.packb(short))
    assert isinstance(message, Message)
    assert message.cid == ""
    longer = [20, 1, "s", "r", "c", body, "new"]
    (send,) = decode_client_message(msgpack.packb(longer))
    assert isinstance(send, Send)


@pytest.mark.parametrize("frame", CLIENT_FRAMES)
def test_a_later_clients_frames_may_be_longer(frame: ClientFrame) -> None:
    longer = [*msgpack.unpackb(encode_client_frames([frame])), ["new"], {"new": 1}]
    assert decode_client_message(msgpack.packb(longer)) == (frame,)
    assert decode_json(json.dumps(longer).encode()) == (frame,)


@pytest.mark.parametrize("frame", SERVER_FRAMES)
def test_a_later_servers_frames_may_be_longer(frame: ServerFrame) -> None:
    longer = [*msgpack.unpackb(encode_frame(frame)), ["new"], {"new": 1}]
    assert decode_server_message(msgpack.packb(longer)) == [frame]


def test_parts_of_frames_may_be_longer_too() -> None:
    limits = [25_000, 65_536, 32, 8_000, 5, 20]
    (welcome,) = decode_server_message(
        msgpack.packb([2, "k", "visitor", "v", 1, [*limits, "new"]])
    )
    assert welcome == Welcome("k", "visitor", "v", 1, Limits(*limits))
    hello = [1, "t", ["app", "1", "en", "new"]]
    (read,) = decode_client_message(msgpack.packb(hello))
    assert read == Hello("t", ClientInfo("app", "1", "en"))
    assert decode_json(json.dumps(hello).encode()) == (read,)


def test_an_older_sides_frames_may_be_shorter() -> None:
    (typing,) = decode_client_message(msgpack.packb([22, "s", "visitor", True]))
    assert typing == SetTyping("s", "visitor", is_typing=True)
    (shown,) = decode_server_message(
        msgpack.packb([42, "s", "visitor", "agent", "a", True, 6_000, 0])
    )
    assert isinstance(shown, Typing)
    assert shown.preview == ""
    (welcome,) = decode_server_message(
        msgpack.packb([2, "k", "visitor", "v", 1, [25_000, 65_536, 32, 8_000]])
    )
    assert isinstance(welcome, Welcome)
    assert (welcome.typing_preview, welcome.limits.burst_frames) == (False, 0)


def test_what_may_lack_may_be_none_and_nothing_else() -> None:
    assert decode_server_message(msgpack.packb([44, "s", 2, 5, None])) == [
        Position("s", 2, 5, None)
    ]
    bare = [43, "s", 1, "queued", "g", "v", "", 0, "", "", None, None, False]
    assert decode_server_message(msgpack.packb(bare)) == [
        Session("s", 1, "queued", "g", "v", "", 0)
    ]


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ([2, "k", "new", "v", 1, [25_000, 65_536, 32, 8_000]], "role"),
        ([40, "s", "visitor", 1, "new", "a", "", {"kind": "recalled"}, 5], "role"),
        ([43, "s", 1, "new", "g", "v", "", 0], "state"),
        ([45, "s", "new", "a", 5], "kind"),
        ([48, 1, "new", 2, []], "status"),
        ([52, 1, "s", "new", [], None], "state"),
    ],
)
def test_a_later_servers_words_are_read_as_they_are(value: object, field: str) -> None:
    (frame,) = decode_server_message(msgpack.packb(value))
    assert getattr(frame, field) == "new"


@pytest.mark.parametrize(
    "value",
    [
        [44, "s", None, 5, 3],
        [44, "s", 2, 5, "soon"],
        [43, "s", 1, "queued", "g", "v", "", 0, "", "", "offer", None, False],
        [43, "s", 1, "queued", "g", "v", "", 0, "", "", ["o", "a", 1], None, False],
        [43, "s", 1, 7, "g", "v", "", 0],
        [49, 1, "g", ["a"]],
        [49, 1, "g", [["a", "A", "", 1, None]]],
        [50, 1, "g", "G", 1, [["s", 1, 5, 0, False, [7]]]],
        [52, 1, "s", "queued", [[1, "opened", "", "g", "", [1]]], None],
    ],
)
def test_malformed_server_messages(value: object) -> None:
    with pytest.raises(PeerError) as caught:
        decode_server_message(msgpack.packb(value))
    assert caught.value.code == ErrorCode.PROTOCOL


def test_true_is_no_number() -> None:
    with pytest.raises(PeerError):
        decode_server_message(msgpack.packb([3, True]))


# --- the JSON twin


def as_json(data: bytes) -> bytes:
    return json.dumps(msgpack.unpackb(data)).encode()


@pytest.mark.parametrize("frame", CLIENT_FRAMES)
def test_a_client_may_say_the_same_in_json(frame: ClientFrame) -> None:
    data = as_json(golden()[f"client:{type(frame).__name__}"])
    assert decode_json(data) == (frame,)


@pytest.mark.parametrize("frame", SERVER_FRAMES)
def test_the_server_says_the_same_in_json(frame: ServerFrame) -> None:
    data = golden()[f"server:{type(frame).__name__}"]
    assert json.loads(encode_json(frame)) == msgpack.unpackb(data)
    assert json.loads(json_of(encode_once(frame))) == msgpack.unpackb(data)


def test_a_batch_in_json() -> None:
    pings = [Ping(number) for number in range(3)]
    joined = join_json([encode_json(ping) for ping in pings])
    assert json.loads(joined) == [0, [[3, 0], [3, 1], [3, 2]]]
    assert decode_json(joined) == tuple(pings)
    assert join_json([encode_json(pings[0])]) == b"[3,0]"


@given(st.lists(ANY_CLIENT_FRAME, min_size=1, max_size=MAX_BATCH_IN))
def test_both_forms_say_the_same(frames: list[ClientFrame]) -> None:
    packed = encode_client_frames(frames)
    assert decode_json(as_json(packed)) == decode_client_message(packed)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[99,1]", ErrorCode.UNKNOWN_TAG),
        (f"[{2**53 - 1},1]", ErrorCode.UNKNOWN_TAG),
        ("[-1,1]", ErrorCode.PROTOCOL),
        ("[0,[[3,1],[99,2]]]", ErrorCode.UNKNOWN_TAG),
        (f"[0,[{'[3,1],' * MAX_BATCH_IN}[99,2]]]", ErrorCode.PROTOCOL),
        ("[0,[[0,[]]]]", ErrorCode.PROTOCOL),
        ("[0,7]", ErrorCode.PROTOCOL),
        ("[0]", ErrorCode.PROTOCOL),
        ("[3,-1]", ErrorCode.PROTOCOL),
        ("[3]", ErrorCode.PROTOCOL),
        ("[]", ErrorCode.PROTOCOL),
        ('["3",1]', ErrorCode.PROTOCOL),
        ("[3,1", ErrorCode.PROTOCOL),
        ("{}", ErrorCode.PROTOCOL),
        ("[" * 20_000, ErrorCode.PROTOCOL),
        (" " * (MAX_FRAME_BYTES + 1), ErrorCode.TOO_LARGE),
    ],
)
def test_what_json_is_refused(text: str, code: ErrorCode) -> None:
    with pytest.raises(PeerError) as caught:
        decode_json(text.encode())
    assert caught.value.code == code


@given(st.sampled_from(CLIENT_BYTES), MUTATIONS)
def test_mutated_json_raises_only_peer_errors(
    data: bytes, mutations: list[tuple[int, int]]
) -> None:
    with contextlib.suppress(PeerError):
        decode_json(mutate(as_json(data), mutations))
