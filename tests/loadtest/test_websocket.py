"""The load's WebSocket, by tables and byte by byte."""

from __future__ import annotations

import struct
from random import Random

import pytest
from wsproto import ConnectionType, WSConnection
from wsproto.connection import Connection
from wsproto.events import (
    AcceptConnection,
    BytesMessage,
    CloseConnection,
    Ping,
    Request,
)

from gateway.wire.terms import MAX_SERVER_MESSAGE_BYTES, SUBPROTOCOL
from loadtest.websocket import (
    MAX_HEAD_BYTES,
    NO_CLOSE_CODE,
    Inbound,
    closing,
    framed,
    handshake,
    new_key,
)
from runtime.errors import PeerError

KEY = new_key(Random(7))


def server() -> WSConnection:
    """Another implementation of the other side, that has our handshake."""
    ws = WSConnection(ConnectionType.SERVER)
    ws.receive_data(handshake("127.0.0.1:8090", "/v1", KEY))
    return ws


def accepted(ws: WSConnection) -> bytes:
    return ws.send(AcceptConnection(subprotocol=SUBPROTOCOL))


def opened() -> tuple[Inbound, Connection]:
    inbound = Inbound(KEY)
    assert inbound.received(accepted(server())) == []
    assert inbound.is_open
    return inbound, Connection(ConnectionType.SERVER)


def test_another_implementation_takes_the_handshake() -> None:
    (request,) = server().events()
    assert isinstance(request, Request)
    assert (request.host, request.target) == ("127.0.0.1:8090", "/v1")
    assert request.subprotocols == [SUBPROTOCOL]


def test_whatever_the_pieces_the_messages_are_the_same() -> None:
    sender = Connection(ConnectionType.SERVER)
    sizes = (0, 1, 125, 126, 65_535, 65_536)
    messages = [bytes([size % 251]) * size for size in sizes]
    stream = accepted(server()) + b"".join(
        sender.send(BytesMessage(data=each)) for each in messages
    )
    for piece in (1, 2, 7, 4_096, len(stream)):
        inbound = Inbound(KEY)
        taken: list[bytes] = []
        for at in range(0, len(stream), piece):
            taken += inbound.received(stream[at : at + piece])
        assert taken == messages


@pytest.mark.parametrize("size", [0, 125, 126, 65_535, 65_536])
def test_another_implementation_reads_what_we_write(size: int) -> None:
    receiver = Connection(ConnectionType.SERVER)
    receiver.receive_data(framed(b"x" * size))
    (message,) = receiver.events()
    assert isinstance(message, BytesMessage)
    assert bytes(message.data) == b"x" * size


def test_a_message_in_parts_is_one() -> None:
    inbound, sender = opened()
    first = sender.send(BytesMessage(data=b"ab", message_finished=False))
    between = sender.send(Ping(b"there?"))
    last = sender.send(BytesMessage(data=b"cd"))
    assert inbound.received(first + between) == []
    assert inbound.received(last) == [b"abcd"]
    assert inbound.replies == [framed(b"there?", 0xA)]


def test_an_answer_nobody_asked_for_is_ignored() -> None:
    inbound, _ = opened()
    assert inbound.received(b"\x8a\x00\x82\x01x") == [b"x"]


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (b"\x88\x02" + struct.pack("!H", 4000), 4000),
        (b"\x88\x00", NO_CLOSE_CODE),
    ],
)
def test_nothing_comes_after_a_good_bye(frame: bytes, code: int) -> None:
    inbound, _ = opened()
    assert inbound.received(frame + b"\x82\x01x") == []
    assert inbound.close_code == code


def test_our_good_bye_is_understood() -> None:
    receiver = Connection(ConnectionType.SERVER)
    receiver.receive_data(closing(1000))
    (event,) = receiver.events()
    assert isinstance(event, CloseConnection)
    assert event.code == 1000


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (b"HTTP/1.1 503 Busy\r\n\r\n", "101 Switching"),
        (b"nonsense\r\n\r\n", "101 Switching"),
        (b"HTTP/1.1 101 Yes\r\n\r\n", "sec-websocket-accept"),
        (b"x" * (MAX_HEAD_BYTES + 1), "head of at most"),
    ],
)
def test_a_handshake_that_is_none_is_refused(answer: bytes, expected: str) -> None:
    with pytest.raises(PeerError, match=expected):
        Inbound(KEY).received(answer)


def test_another_sub_protocol_is_refused() -> None:
    with pytest.raises(PeerError, match="sec-websocket-protocol"):
        Inbound(KEY).received(server().send(AcceptConnection(subprotocol=None)))


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        (b"\x81\x01x", "opcode 1"),
        (b"\x82\x81\x00\x00\x00\x00x", "without a mask"),
        (b"\x82\x7f" + struct.pack("!Q", MAX_SERVER_MESSAGE_BYTES + 1), "at most"),
    ],
)
def test_frames_that_no_server_of_ours_sends(frame: bytes, expected: str) -> None:
    inbound, _ = opened()
    with pytest.raises(PeerError, match=expected):
        inbound.received(frame)


def test_parts_add_up_to_no_more_than_a_message_may_have() -> None:
    inbound, sender = opened()
    part = sender.send(BytesMessage(data=b"x" * 150_000, message_finished=False))
    inbound.received(part)
    more = sender.send(BytesMessage(data=b"x" * 150_000, message_finished=False))
    with pytest.raises(PeerError, match="at most"):
        inbound.received(more)
