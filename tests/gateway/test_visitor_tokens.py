"""The route over a real loopback socket, as pages and programs see it."""

from __future__ import annotations

import msgspec
import pytest

from actors.channels.core import Channel, Channels
from gateway.door import Door
from gateway.rations import UNLIMITED
from gateway.tickets import TicketOffice
from gateway.visitor_tokens import (
    ADDRESS_RATION,
    CHANNEL_RATION,
    VisitorAnswer,
    VisitorRefused,
)
from gateway.wire.terms import VISITOR_TOKENS_PATH
from runtime.http_contract import Problem
from runtime.observe import Events
from tests.gateway.business import KEY, NOW_MS
from tests.gateway.token_door import CLUB, SHOP, URL, IndoorDoor, door
from tests.runtime.site import ask


@pytest.mark.covers("P5", "M5")
async def test_a_visitor_gets_a_ticket_and_is_known_again(events: Events) -> None:
    async with door(events) as at:
        status, head, body = await at.post({"channel": "k1"}, origin=SHOP)
        given = msgspec.json.decode(body, type=VisitorAnswer)
        assert (status, given.gateway) == (200, URL)
        assert (given.channel.id, given.channel.name) == ("shop", "店铺")
        assert given.channel.account == "@customer_service_account"
        assert TicketOffice(KEY).verify(given.ticket, NOW_MS).channel == "shop"
        assert "cache-control: no-store" in head
        assert "set-cookie" not in head
        again = {"channel": "k1", "refresh_token": given.refresh_token}
        _, _, body = await at.post(again)
        assert msgspec.json.decode(body, type=VisitorAnswer).visitor == given.visitor
        assert at.told == []


@pytest.mark.covers("P5", "M5")
async def test_refusals_have_codes(events: Events) -> None:
    async with door(events) as at:
        assert await at.code({"channel": "shop"}) == (404, "unknown_channel")
        assert await at.code({"channel": "club"}) == (401, "identity_required")
        assert await at.code({"channel": "k1", "colour": 1}) == (400, "bad_request")
        assert await at.code({"channel": "k1", "nickname": "\n"}) == (
            400,
            "bad_request",
        )
        assert await at.code(b"[" * 9_000) == (400, "bad_request")
        at.url = ""
        assert await at.code({"channel": "k1"}) == (503, "starting")
        assert [(each.channel, each.code) for each in at.told[:2]] == [
            ("", "unknown_channel"),
            ("club", "identity_required"),
        ]


@pytest.mark.covers("P5")
@pytest.mark.parametrize(
    "origin",
    [
        CLUB,
        "null",
        "https://shop.example.evil.example",
        "https://evil-shop.example",
        "http://shop.example",
        "https://shop.example:8443",
        "https://shop.example/",
    ],
)
async def test_pages_of_other_origins_get_nothing_and_are_told_nothing(
    events: Events, origin: str
) -> None:
    async with door(events) as at:
        status, head, body = await at.post({"channel": "k1"}, origin=origin)
        problem = msgspec.json.decode(body, type=Problem)
        assert (status, problem.code) == (403, "origin_not_allowed")
        assert "access-control" not in head
        assert "vary: origin" in head


@pytest.mark.covers("V1", "P5")
async def test_our_own_chat_page_gets_tickets_of_every_channel(events: Events) -> None:
    async with door(events) as at:
        for key in ("web", "k1"):
            status, head, _ = await at.post({"channel": key}, origin="http://t")
            assert status == 200
            assert "access-control" not in head


@pytest.mark.covers("P5")
async def test_a_channels_own_pages_may_read_every_answer(events: Events) -> None:
    async with door(events) as at:
        bodies: list[object] = [{"channel": "club"}, {"channel": "nobody"}, b"noise"]
        for body in bodies:
            _, head, _ = await at.post(body, origin=CLUB)
            assert f"access-control-allow-origin: {CLUB}\r\n" in head
            assert "access-control-expose-headers: retry-after" in head
            assert "credentials" not in head
            assert "vary: origin" in head


@pytest.mark.covers("P5")
async def test_a_foreign_page_cannot_post_without_asking(events: Events) -> None:
    async with door(events) as at:
        plain = ("Content-Type", "text/plain")
        answer = await at.post({"channel": "web"}, origin=CLUB, kind=plain)
        assert answer[0] == 415


@pytest.mark.covers("P5")
async def test_browsers_may_ask_first(events: Events) -> None:
    async with door(events) as at:
        wanted = ("Access-Control-Request-Method", "POST")
        headers = (("Origin", SHOP), wanted)
        status, head, body = await ask(
            at.at, VISITOR_TOKENS_PATH, "OPTIONS", b"", headers
        )
        assert (status, body) == (204, b"")
        assert f"access-control-allow-origin: {SHOP}\r\n" in head
        assert "access-control-allow-methods: post\r\n" in head
        assert "access-control-allow-headers: content-type\r\n" in head
        assert "credentials" not in head
        for foreign in ((("Origin", "https://evil.example"), wanted), (wanted,)):
            status, head, _ = await ask(
                at.at, VISITOR_TOKENS_PATH, "OPTIONS", b"", foreign
            )
            assert status == 403
            assert "access-control" not in head
            assert "vary: origin" in head
        assert (await ask(at.at, VISITOR_TOKENS_PATH))[0] == 405


@pytest.mark.covers("P5")
async def test_one_address_is_held_to_a_rate_that_recovers(events: Events) -> None:
    at = IndoorDoor(events)
    for _ in range(round(ADDRESS_RATION.burst)):
        assert await at.status("nobody") == 404
    assert await at.status("web") == 429
    assert at.told[-1] == VisitorRefused("", "too_many")
    at.address = "192.0.2.2"
    assert await at.status("web") == 200
    at.address = "192.0.2.1"
    at.now += 1.0
    assert await at.status("web") == 200


@pytest.mark.covers("P5")
async def test_a_channel_is_held_to_a_rate_from_wherever_they_come(
    events: Events,
) -> None:
    at = IndoorDoor(events)
    for number in range(round(CHANNEL_RATION.burst)):
        at.address = f"192.0.2.{number}"
        assert await at.status("club") == 401
    at.address = "192.0.3.1"
    assert await at.status("club") == 429
    assert at.told[-1] == VisitorRefused("club", "too_many")
    assert await at.status("web") == 200


async def test_who_is_not_limited_by_address_is_not(events: Events) -> None:
    at = IndoorDoor(events)
    at.address = UNLIMITED
    for _ in range(round(ADDRESS_RATION.burst) + 1):
        assert await at.status("web") == 200


@pytest.mark.covers("P5")
async def test_whoever_a_trusted_proxy_names_is_counted(events: Events) -> None:
    at = IndoorDoor(events, Door().client)
    for number in range(round(ADDRESS_RATION.burst)):
        assert await at.status("web", f"192.0.2.9, 2001:db8::{number:x}") == 200
    assert await at.status("web", "2001:db8::ffff:1") == 429
    assert await at.status("web", "2001:db8:0:1::1") == 200


@pytest.mark.covers("M5")
async def test_a_channel_of_this_moment_has_its_key_now(events: Events) -> None:
    at = IndoorDoor(events)
    assert await at.status("web") == 200
    assert await at.status("new") == 404
    at.channels = Channels((Channel(id="mini", key="new", group="g"),))
    assert await at.status("web") == 404
    assert await at.status("new") == 200
