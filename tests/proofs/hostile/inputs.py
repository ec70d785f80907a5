"""PURE: what hostile clients send, each input from a random generator alone."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from enum import StrEnum
from random import Random
from typing import Final

from tests.gateway.loopback import HANDSHAKE
from tests.gateway.loopback import handshake as good_handshake

GOOD_HANDSHAKE: Final = good_handshake()
MAX_HEADER_BYTES: Final = 20_000
"""Longer than a server reads of a request's head (16 KiB)."""
MAX_MESSAGE_BYTES: Final = 70_000
"""Longer than a message may be (64 KiB)."""
_BINARY: Final = 2
_SHORT: Final = 126
_MEDIUM: Final = 0x10000


class Kind(StrEnum):
    """What an input attacks."""

    HANDSHAKE = "handshake"
    FRAMING = "framing"
    """WebSocket frames that are none."""
    MUTATED = "mutated"
    """A frame of the schema with some bytes changed."""
    TRUNCATED = "truncated"
    BOMB = "bomb"
    """Lengths and depths that are not there."""
    NOISE = "noise"
    EARLY = "early"
    """Good frames before HELLO."""
    FOREIGN = "foreign"
    """Good frames about somebody else's session, after HELLO."""
    FLOOD = "flood"
    """More good frames than anybody may send."""


ONE_FRAME: Final = tuple(kind for kind in Kind if kind not in {"foreign", "flood"})
CYCLE: Final = (*ONE_FRAME * 5, Kind.FOREIGN, *ONE_FRAME * 5, Kind.FOREIGN, Kind.FLOOD)
"""What comes after what. Some forty frames are in a foreign input and two hundred in a
flood: they are rarer, so that most of the time goes into what differs."""


def handshake(random: Random) -> bytes:
    """The first bytes of a connection, and not what they should be."""
    lines = list(HANDSHAKE)
    at = random.randrange(len(lines))
    match random.randrange(9):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines[at])
        case 2:
            lines[at] = _changed(random, lines[at])
        case 3:
            name = lines[at].partition(b":")[0]
            lines[at] = name + b": " + random.randbytes(random.randrange(1, 40))
        case 4:
            lines.append(b"X-Long: " + b"a" * random.randrange(MAX_HEADER_BYTES))
        case 5:
            lines += [b"X-%d: y" % number for number in range(random.randrange(300))]
        case 6:
            return b"\n".join((*lines, b"", b""))
        case 7:
            return random.randbytes(random.randrange(1, 400))
        case _:
            return GOOD_HANDSHAKE[: random.randrange(len(GOOD_HANDSHAKE))]
    return b"\r\n".join((*lines, b"", b""))


def framing(random: Random) -> bytes:
    """WebSocket frames with a fault (RFC 6455 section 5)."""
    payload = random.randbytes(random.choice((0, 1, 5, 125, 126, 300)))
    match random.randrange(8):
        case 0:
            return frame(payload, opcode=random.choice((3, 4, 7, 11, 15)))
        case 1:
            return frame(payload, head=random.choice((0x40, 0x20, 0x10)))
        case 2:
            return frame(payload, is_masked=False)
        case 3:
            return frame(b"x" * 200, opcode=random.choice((8, 9, 10)))
        case 4:
            return frame(b"\x03", opcode=8) + frame(payload)
        case 5:
            claimed = random.choice((2**63, 2**62, 2**31, MAX_MESSAGE_BYTES))
            return bytes((0x82, 0xFF)) + struct.pack("!Q", claimed) + payload
        case 6:
            parts = [frame(b"", opcode=_BINARY, is_last=False)]
            empty = frame(b"", opcode=0, is_last=False)
            return b"".join(parts + [empty] * random.randrange(1, 2_000))
        case _:
            return frame(payload, opcode=0)  # continues nothing


def mutated(random: Random, good: Sequence[bytes]) -> bytes:
    """A good message with up to four bytes changed, put in or left out."""
    data = random.choice(good)
    for _ in range(random.randrange(1, 5)):
        data = _changed(random, data)
    return data


def truncated(random: Random, good: Sequence[bytes]) -> bytes:
    """The beginning of a good message."""
    data = random.choice(good)
    return data[: random.randrange(len(data))]


def bomb(random: Random) -> bytes:
    """A few bytes that claim to be much, or to be deep (msgpack)."""
    count = random.choice((10, 1_000, 60_000))
    return random.choice(
        (
            b"\x91" * count,
            b"\x81\xa1a" * (count // 3 + 1),
            b"\xdd\xff\xff\xff\xff",
            b"\xdf\xff\xff\xff\xff",
            b"\xdb\xff\xff\xff\xff",
            b"\xc6\xff\xff\xff\xff",
            b"\xc9\xff\xff\xff\xff\x01",
            b"\xdc\xff\xff" + b"\x80" * min(count, 60_000),
            b"\x92\x00\xdc\x00\x20" + b"\x92\x03\x01" * 32,
            b"\x92\x00\x91" * (count // 3 + 1),
            b"\x93\x03\x01" + b"\x91" * count,  # deep behind a good frame
            b"\x93\x03\x01" + b"\x81\xa1a" * (count // 3 + 1),
            b"\x92\x17\xde\xff\xff" + b"\xa1a\x01" * min(count, 20_000),
            b"\x92\x03\xcf" + b"\xff" * 8,
            b"\x92\x03\xcb" + struct.pack("!d", random.choice((float("nan"), 1e308))),
            b"\x92\x03\xd9\xff" + b"\xed\xa0\x80" * 85,
            b"\x00" * random.randrange(MAX_MESSAGE_BYTES),
        )
    )


def noise(random: Random) -> bytes:
    """Any bytes."""
    return random.randbytes(random.choice((1, 3, 20, 300)))


def frame(
    payload: bytes,
    *,
    opcode: int = _BINARY,
    head: int = 0,
    is_last: bool = True,
    is_masked: bool = True,
) -> bytes:
    """One WebSocket frame of a client; masked with zeros, so that its bytes show."""
    first = (0x80 if is_last else 0) | head | opcode
    mask = 0x80 if is_masked else 0
    size = len(payload)
    if size < _SHORT:
        start = bytes((first, mask | size))
    elif size < _MEDIUM:
        start = struct.pack("!BBH", first, mask | _SHORT, size)
    else:
        start = struct.pack("!BBQ", first, mask | _SHORT + 1, size)
    return start + (bytes(4) if is_masked else b"") + payload


def _changed(random: Random, data: bytes) -> bytes:
    at = random.randrange(len(data) + 1)
    new = random.randbytes(1)
    return random.choice(
        (data[:at] + new + data[at + 1 :], data[:at] + new + data[at:], data[:at])
    )


MESSAGES: Final[dict[Kind, Callable[[Random, Sequence[bytes]], bytes]]] = {
    Kind.MUTATED: mutated,
    Kind.TRUNCATED: truncated,
    Kind.BOMB: lambda random, _: bomb(random),
    Kind.NOISE: lambda random, _: noise(random),
}
"""The payloads of one binary message."""
