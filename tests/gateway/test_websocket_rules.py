"""What RFC 6455 asks of a server's framing, as tables: raw bytes in, frames out.

The groups are those by which WebSocket servers are usually compared: framing, control
frames, reserved bits, opcodes, parts, UTF-8, close handshakes, sizes.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from contextlib import suppress
from typing import Final, NamedTuple

import pytest
import trio

from gateway.transport import Transport
from gateway.wire.client_codec import encode_client_frames
from gateway.wire.codes import CloseCode
from gateway.wire.server_codec import decode_client_message
from gateway.wire.terms import JSON_SUBPROTOCOL, MAX_FRAME_BYTES, SUBPROTOCOL
from runtime.errors import PeerError
from tests.gateway.frames import CLIENT_FRAMES
from tests.gateway.loopback import Server, raw_websocket, read_to_end, serving
from tests.proofs.hostile.inputs import frame

pytestmark = pytest.mark.unmeasured

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
PROTOCOL_ERROR, NO_UTF8, TOO_BIG, NORMAL = 1002, 1007, 1009, 1000
CLOSE_OK: Final = frame(struct.pack("!H", NORMAL), opcode=CLOSE)

Answer = tuple[int, bytes]
"""Opcode and payload; of a close frame the code alone."""


def closed(code: int) -> Answer:
    return CLOSE, struct.pack("!H", code)


class Case(NamedTuple):
    """What is sent after the handshake, and everything that comes back."""

    name: str
    sent: Sequence[bytes]
    answers: Sequence[Answer]
    offered: str = SUBPROTOCOL


def text(name: str, sent: Sequence[bytes], answers: Sequence[Answer]) -> Case:
    return Case(name, sent, answers, JSON_SUBPROTOCOL)


def echoed(size: int) -> Case:
    data = b"x" * size
    return Case(f"{size} bytes", [frame(data), CLOSE_OK], [(BINARY, data), BYE])


def part(payload: bytes, opcode: int = CONTINUATION) -> bytes:
    return frame(payload, opcode=opcode, is_last=False)


def close_frame(payload: bytes) -> bytes:
    return frame(payload, opcode=CLOSE)


def close_with(code: int, reason: bytes = b"") -> bytes:
    return close_frame(struct.pack("!H", code) + reason)


BYE: Final = closed(NORMAL)
FAILED: Final = [closed(PROTOCOL_ERROR)]
HAN: Final = "语".encode()
FRAMING: Final = [
    *map(echoed, (0, 1, 125, 126, 127, 128, 65_535, MAX_FRAME_BYTES)),
    Case("one byte too many", [frame(b"x" * (MAX_FRAME_BYTES + 1))], [closed(TOO_BIG)]),
    Case("not masked", [frame(b"x", is_masked=False)], FAILED),
    Case("a size of 126 in 8 bytes", [b"\x82\xff" + struct.pack("!Q", 5)], FAILED),
    Case("a size of 5 in 2 bytes", [b"\x82\xfe\x00\x05"], FAILED),
    Case("the highest bit of a size", [b"\x82\xff" + b"\xff" * 8], FAILED),
]
CONTROL: Final = [
    Case("an empty ping", [frame(b"", opcode=PING), CLOSE_OK], [(PONG, b""), BYE]),
    Case(
        "a ping of 125 bytes",
        [frame(b"p" * 125, opcode=PING), CLOSE_OK],
        [(PONG, b"p" * 125), BYE],
    ),
    Case("a ping of 126 bytes", [frame(b"p" * 126, opcode=PING)], FAILED),
    Case("a ping in parts", [part(b"p", PING)], FAILED),
    Case("a pong nobody asked for", [frame(b"x", opcode=PONG), CLOSE_OK], [BYE]),
    Case(
        "ten pings",
        [*(frame(bytes((at,)), opcode=PING) for at in range(10)), CLOSE_OK],
        [*((PONG, bytes((at,))) for at in range(10)), BYE],
    ),
]
RESERVED: Final = [
    *(
        Case(f"reserved bit {bit:#x} of {opcode}", [sent], FAILED)
        for bit in (0x40, 0x20, 0x10)
        for opcode in (BINARY, PING, CLOSE)
        for sent in (frame(b"", opcode=opcode, head=bit),)
    ),
    *(
        Case(f"opcode {opcode}", [frame(b"", opcode=opcode)], FAILED)
        for opcode in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15)
    ),
]
PARTS: Final = [
    Case(
        "two parts",
        [part(b"ab", BINARY), frame(b"c", opcode=CONTINUATION), CLOSE_OK],
        [(BINARY, b"abc"), BYE],
    ),
    Case(
        "a ping between parts",
        [
            part(b"a", BINARY),
            frame(b"p", opcode=PING),
            part(b""),
            frame(b"q", opcode=PING),
            frame(b"b", opcode=CONTINUATION),
            CLOSE_OK,
        ],
        [(PONG, b"p"), (PONG, b"q"), (BINARY, b"ab"), BYE],
    ),
    Case("the end of nothing", [frame(b"x", opcode=CONTINUATION)], FAILED),
    Case("the middle of nothing", [part(b"x")], FAILED),
    Case("a message within a message", [part(b"a", BINARY), frame(b"b")], FAILED),
    Case("a close between parts", [part(b"a", BINARY), CLOSE_OK], [BYE]),
    Case(
        "parts that are too much together",
        [part(b"x" * 40_000, BINARY), part(b"x" * 40_000)],
        [closed(TOO_BIG)],
    ),
]
UTF8: Final = [
    text(
        "a character in two parts",
        [part(HAN[:1], TEXT), frame(HAN[1:], opcode=CONTINUATION), CLOSE_OK],
        [(TEXT, HAN), BYE],
    ),
    text("a part of a character", [frame(HAN[:2], opcode=TEXT)], [closed(NO_UTF8)]),
    text("a surrogate", [frame(b"\xed\xa0\x80", opcode=TEXT)], [closed(NO_UTF8)]),
    text("overlong", [frame(b"\xc0\xaf", opcode=TEXT)], [closed(NO_UTF8)]),
    text(
        "beyond Unicode", [frame(b"\xf4\x90\x80\x80", opcode=TEXT)], [closed(NO_UTF8)]
    ),
    text(
        "no character although more follows",
        [part(b"ok\xff", TEXT)],
        [closed(NO_UTF8)],
    ),
    text("a text of nothing", [frame(b"", opcode=TEXT), CLOSE_OK], [(TEXT, b""), BYE]),
]
CLOSES: Final = [
    Case("without a code", [close_frame(b"")], [(CLOSE, b"")]),
    Case("with half a code", [close_frame(b"\x03")], FAILED),
    Case("with a reason", [close_with(1000, b"bye")], [BYE]),
    Case("with a reason of 123 bytes", [close_with(1000, b"x" * 123)], [BYE]),
    Case("with a reason of 124 bytes", [close_with(1000, b"x" * 124)], FAILED),
    Case("with no UTF-8", [close_with(1000, b"\xff")], [closed(NO_UTF8)]),
    *(
        Case(f"with {code}", [close_with(code)], [closed(code)])
        for code in (1001, 1003, 1007, 1011, 3000, 3999, 4000, 4999)
    ),
    *(
        Case(f"with {code}, which is none", [close_with(code)], FAILED)
        for code in (0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535)
    ),
    Case("twice", [CLOSE_OK, CLOSE_OK], [BYE]),
    Case("and more after it", [CLOSE_OK, frame(b"x"), frame(b"", opcode=9)], [BYE]),
]
CASES: Final = [*FRAMING, *CONTROL, *RESERVED, *PARTS, *UTF8, *CLOSES]


async def parrot(transport: Transport) -> None:
    """Says what it hears."""
    while True:
        try:
            data = await transport.receive()
        except PeerError as error:
            await transport.close(CloseCode.PROTOCOL, str(error))
            return
        if data is None:
            return
        await transport.send(data)


def answers_in(data: bytes) -> list[Answer]:
    """The server's frames: never masked, never in parts."""
    found: list[Answer] = []
    while data:
        assert data[0] & 0x80
        assert not data[1] & 0x80
        extra = {126: 2, 127: 8}.get(data[1], 0)
        start = 2 + extra
        size = int.from_bytes(data[2:start]) if extra else data[1]
        opcode, payload = data[0] & 0x0F, data[start : start + size]
        found.append((opcode, payload[:2] if opcode == CLOSE else payload))
        data = data[start + size :]
    return found


async def said_to(server: Server, case: Case, at_once: int) -> list[Answer]:
    """The answers to a case; the last piece goes out when the others are answered."""
    stream = await raw_websocket(server, case.offered)
    *first, last = case.sent
    data = b"".join(first)
    with suppress(trio.BrokenResourceError):  # it has heard enough
        for at in range(0, len(data), at_once):
            await stream.send_all(data[at : at + at_once])
    heard = b""
    while len(heard) < sum(map(size_of, case.answers[:-1])):
        some = await stream.receive_some()
        assert some, answers_in(heard)
        heard += some
    with suppress(trio.BrokenResourceError):
        for at in range(0, len(last), at_once):
            await stream.send_all(last[at : at + at_once])
    heard += await read_to_end(stream)
    await stream.aclose()
    return answers_in(heard)


def size_of(answer: Answer) -> int:
    """Bytes of a server's frame; of closes, which have a reason, the least."""
    size = len(answer[1])
    return size + (2 if size < 126 else 4 if size < 65_536 else 10)


@pytest.mark.covers("P5")
@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
async def test_framing(case: Case) -> None:
    async with serving(parrot) as server:
        assert await said_to(server, case, len(b"".join(case.sent))) == case.answers
        assert server.statistics.crashed_count == 0


BYTE_BY_BYTE: Final = [case for case in CASES if len(b"".join(case.sent)) < 200]


async def test_byte_by_byte_it_is_the_same() -> None:
    async with serving(parrot) as server:
        for case in BYTE_BY_BYTE:
            assert await said_to(server, case, 1) == case.answers, case.name


async def test_every_frame_comes_byte_by_byte() -> None:
    heard: list[object] = []

    async def handle(transport: Transport) -> None:
        while (data := await transport.receive()) is not None:
            heard.extend(decode_client_message(data))

    messages = [frame(encode_client_frames([each])) for each in CLIENT_FRAMES]
    async with serving(handle) as server:
        everything = Case("every frame", [*messages, CLOSE_OK], [BYE])
        assert await said_to(server, everything, 1) == [BYE]
    assert heard == list(CLIENT_FRAMES)
