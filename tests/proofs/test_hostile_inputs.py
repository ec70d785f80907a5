"""What hostile clients send is what it is called, and follows from its seed."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import msgpack
import pytest
import wsproto
from wsproto.connection import Connection
from wsproto.events import BytesMessage, CloseConnection

from tests.proofs.hostile import inputs
from tests.proofs.hostile.hearing import Hearing
from tests.proofs.hostile.inputs import GOOD_HANDSHAKE, MESSAGES, Kind, frame
from tests.proofs.hostile.tally import MAX_GROWTH_MIB, Tally, missed

GOOD = [b"\x92\x03\x01", b"\x92\x04\x02"]
KINDS = dict.fromkeys(map(str, Kind), 100)


@pytest.mark.parametrize("size", [0, 125, 126, 65_535, 65_536])
def test_a_frame_is_one_of_a_client(size: int) -> None:
    server = Connection(wsproto.ConnectionType.SERVER)
    server.receive_data(frame(b"x" * size))
    (event,) = server.events()
    assert isinstance(event, BytesMessage)
    assert event.data == b"x" * size


def test_the_good_handshake_is_good() -> None:
    server = wsproto.WSConnection(wsproto.ConnectionType.SERVER)
    server.receive_data(GOOD_HANDSHAKE)
    (event,) = server.events()
    assert isinstance(event, wsproto.events.Request)
    assert event.subprotocols == ["triodesk.v1.msgpack"]


def test_an_input_follows_from_its_seed() -> None:
    for make in (inputs.handshake, inputs.framing, inputs.bomb, inputs.noise):
        assert [make(Random(7)) for _ in range(3)] == [make(Random(7))] * 3
    for kind in (Kind.MUTATED, Kind.TRUNCATED):
        assert MESSAGES[kind](Random(7), GOOD) == MESSAGES[kind](Random(7), GOOD)


def test_what_is_truncated_is_a_beginning() -> None:
    random = Random(1)
    for _ in range(50):
        data = inputs.truncated(random, GOOD)
        assert any(good.startswith(data) and good != data for good in GOOD)


def proven() -> Tally:
    return Tally(
        1, inputs=900, kinds=KINDS, answered=KINDS, stalled=1, dribbled=1, rounds=9
    )


def test_enough_of_everything_is_proven() -> None:
    tally = proven()
    assert missed(tally, 900) == ()
    assert tally.is_proven


@pytest.mark.parametrize(
    "less",
    [
        Tally(1),
        Tally(
            1,
            inputs=900,
            kinds=KINDS,
            answered=KINDS,
            stalled=1,
            dribbled=1,
        ),
        Tally(
            1,
            inputs=900,
            kinds={"bomb": 900},
            answered={"bomb": 900},
            stalled=1,
            dribbled=1,
            rounds=9,
        ),
        Tally(1, inputs=900, kinds=KINDS, answered=KINDS, rounds=9),
        Tally(1, inputs=900, kinds=KINDS, stalled=1, dribbled=1, rounds=9),
    ],
)
def test_a_proof_over_nothing_proves_nothing(less: Tally) -> None:
    assert missed(less, 900) != ()


@pytest.mark.parametrize("name", ["crashes", "disturbed", "leaked", "hung", "grown"])
def test_whatever_broke_is_no_proof(name: str) -> None:
    tally = proven()
    setattr(tally, name, 1)
    assert not tally.is_proven


def heard(
    *frames: Sequence[object], head: bytes = b"HTTP/1.1 101 x\r\n\r\n"
) -> Hearing:
    """Of a server's messages, a byte at a time."""
    server = Connection(wsproto.ConnectionType.SERVER)
    messages = [server.send(BytesMessage(data=msgpack.packb(each))) for each in frames]
    closing = server.send(CloseConnection(code=4501))
    hearing = Hearing()
    for byte in head + b"".join(messages) + closing:
        hearing.take(bytes((byte,)))
    return hearing


def test_what_a_server_says_is_taken_apart() -> None:
    long = ["x" * 70_000]
    hearing = heard([4, 77], long, ["y" * 200])
    assert hearing.is_upgraded
    assert hearing.frames() == [[4, 77], long, ["y" * 200]]
    assert hearing.close_code == 4501


def test_a_refused_handshake_is_no_conversation() -> None:
    hearing = heard([4, 77], head=b"HTTP/1.1 400 x\r\n\r\n")
    assert not hearing.is_upgraded
    assert hearing.messages == []


@pytest.mark.parametrize(
    ("frame_heard", "is_let_in"),
    [
        ([0, [[4, 1], [43, "s1", 3, "serving"]]], True),
        ([53, 18, "s1", []], True),
        ([40, "other", "visitor", 1, "agent", "a", "text", {"text": "canary 1"}], True),
        ([43, "other", 3, "serving"], False),
        ([11, 7, 203, "s1"], False),
    ],
)
def test_who_hears_of_a_session_has_been_let_into_it(
    frame_heard: list[object],
    is_let_in: bool,  # noqa: FBT001
) -> None:
    assert heard(frame_heard).is_let_into("s1") is is_let_in


def test_the_bound_of_memory_sees_a_small_leak() -> None:
    assert MAX_GROWTH_MIB * 1024 / 20_000 < 2.5
