"""Whose address counts, and whose pages may connect."""

from __future__ import annotations

import pytest
import trio

from gateway.door import (
    FORBIDDEN,
    TOO_MANY,
    Door,
    DoorPolicy,
    Knock,
    Turned,
    parse_origins,
)
from gateway.rations import UNLIMITED, RationLimits, Rations
from runtime.addresses import Proxies, parse_networks
from runtime.errors import UsageError
from runtime.ration import Ration
from tests.gateway.loopback import HANDSHAKE, handshake, raw, read_to_end, serving

ONCE = Ration(per_second=0.1, burst=1.0)


def door(
    *, origins: str = "", proxies: str = "10.0.0.0/8 fd00::/8 127.0.0.0/8"
) -> Door:
    trusted = Proxies(parse_networks(proxies))
    policy = DoorPolicy(proxies=trusted, allowed_origins=parse_origins(origins))
    return Door(Rations(RationLimits(connections=ONCE)), policy)


def forwarded(*lines: str) -> tuple[tuple[bytes, bytes], ...]:
    return tuple((b"x-forwarded-for", line.encode()) for line in lines)


@pytest.mark.covers("P5")
@pytest.mark.parametrize(
    ("peer", "lines", "name"),
    [
        ("192.0.2.1", (), "192.0.2.1"),
        ("192.0.2.1", ("198.51.100.7",), "192.0.2.1"),
        ("10.0.0.1", (), UNLIMITED),
        ("10.0.0.1", ("198.51.100.7", "203.0.113.9, 10.1.2.3"), "203.0.113.9"),
    ],
)
def test_the_address_that_counts(peer: str, lines: tuple[str, ...], name: str) -> None:
    assert door().judge(Knock(peer, "h", forwarded(*lines)), 0.0) == name


@pytest.mark.covers("M5", "P5")
def test_pages_are_served_by_what_is_listed_at_the_moment() -> None:
    listed = {"https://shop.example"}
    front = Door(pages=lambda _: frozenset(listed))
    knock = Knock("192.0.2.1", "h", ((b"origin", b"https://shop.example"),))
    other = Knock("192.0.2.1", "h", ((b"origin", b"https://club.example"),))
    assert front.judge(knock, 0.0) == "192.0.2.1"
    assert isinstance(front.judge(other, 0.0), Turned)
    listed.clear()
    listed.add("https://club.example")
    assert isinstance(front.judge(knock, 0.0), Turned)
    assert front.judge(other, 0.0) == "192.0.2.1"


def test_a_direct_connection_counts_when_it_comes() -> None:
    front = door()
    assert front.lets_in("192.0.2.1", 0.0)
    assert not front.lets_in("192.0.2.1", 0.0)
    assert front.lets_in("192.0.2.2", 0.0)
    assert front.lets_in("192.0.2.1", 10.0)
    assert front.judge(Knock("192.0.2.1", "h"), 10.0) == "192.0.2.1"


def test_a_forwarded_one_counts_when_it_says_for_whom() -> None:
    front = door()
    knock = Knock("10.0.0.1", "h", forwarded("203.0.113.9"))
    for _ in range(9):
        assert front.lets_in("10.0.0.1", 0.0)
    assert front.judge(knock, 0.0) == "203.0.113.9"
    turned = front.judge(knock, 0.0)
    assert isinstance(turned, Turned)
    assert (turned.status, turned.retry_seconds) == (TOO_MANY, 10.0)
    assert front.rations.refused["connections"] == 1


@pytest.mark.covers("P5")
@pytest.mark.parametrize(
    ("origins", "host", "allowed", "is_served"),
    [
        ((), "desk.example", "", True),
        (("https://desk.example",), "desk.example", "", True),
        (("https://DESK.example",), "desk.EXAMPLE", "", True),
        (("http://desk.example:8090",), "desk.example:8090", "", True),
        (("http://desk.example:8090",), "desk.example", "", False),
        (("https://evil.example",), "desk.example", "", False),
        (("https://desk.example.evil",), "desk.example", "", False),
        (("null",), "desk.example", "", False),
        (("null",), "", "", False),
        (("",), "", "", False),
        (("https://shop.example",), "desk.example", "https://shop.example", True),
        (("https://SHOP.example",), "desk.example", "https://Shop.example", True),
        (("http://shop.example",), "desk.example", "https://shop.example", False),
        (("https://shop.example:1",), "desk.example", "https://shop.example", False),
        (("https://evil.example",), "desk.example", "*", True),
        (("https://desk.example", "https://evil.example"), "desk.example", "*", False),
    ],
)
def test_the_pages_that_are_served(
    origins: tuple[str, ...],
    host: str,
    allowed: str,
    is_served: bool,  # noqa: FBT001 - a column of the table
) -> None:
    front = door(origins=allowed)
    headers = tuple((b"origin", origin.encode()) for origin in origins)
    judged = front.judge(Knock("192.0.2.1", host, headers), 0.0)
    if is_served:
        assert judged == "192.0.2.1"
    else:
        assert isinstance(judged, Turned)
        assert (judged.status, judged.retry_seconds) == (FORBIDDEN, 0.0)
    assert front.rations.refused["origins"] == (not is_served)


@pytest.mark.parametrize("words", ["shop.example", "https://shop.example/", "null"])
def test_what_is_no_origin_is_refused(words: str) -> None:
    with pytest.raises(UsageError, match=r"https://shop\.example"):
        parse_origins(words)


async def answer_to(line: bytes, front: Door) -> bytes:
    async with serving(door=front) as server:
        stream = await raw(server)
        await stream.send_all(handshake((*HANDSHAKE, line)))
        answer = b""
        with trio.move_on_after(30):
            while b"\r\n\r\n" not in answer and (some := await stream.receive_some()):
                answer += some
        await stream.aclose()
    return answer


@pytest.mark.covers("P5")
async def test_a_foreign_page_is_refused_in_the_handshake() -> None:
    line = b"Origin: https://evil.example"
    assert b" 403 " in await answer_to(line, door())
    assert b" 101 " in await answer_to(line, door(origins="https://evil.example"))
    assert b" 101 " in await answer_to(b"Origin: http://localhost", door())


@pytest.mark.covers("P5")
async def test_one_address_too_often_is_told_when_to_come_back() -> None:
    line = b"X-Forwarded-For: 203.0.113.9"
    front = door()
    assert b" 101 " in await answer_to(line, front)
    refused = await answer_to(line, front)
    assert b" 429 " in refused
    assert b"retry-after: 10\r\n" in refused.lower()
    assert b" 101 " in await answer_to(b"X-Forwarded-For: 203.0.113.8", front)


@pytest.mark.covers("P5")
async def test_a_direct_connection_too_many_is_closed_at_once() -> None:
    async with serving(door=door(proxies="10.0.0.0/8")) as server:
        first, second = await raw(server), await raw(server)
        assert await read_to_end(second) == b""
        await first.aclose()
        await second.aclose()
