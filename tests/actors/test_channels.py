"""Channels: what is declared, what is refused, and where visitors are led."""

from __future__ import annotations

import msgspec
import pytest

from actors.channels.core import (
    ANY_GROUP,
    MAX_CHANNELS,
    USUAL_CHANNEL,
    Channel,
    Channels,
    checked,
)
from actors.flow.entry import USUAL_ENTRY, AskBusiness, AskFlow
from actors.refusal import Refused, Rule
from runtime.errors import UsageError
from tests.actors.world import World

SHOP = Channel(
    id="shop",
    key="k-1",
    name="店铺",
    group="g",
    groups=("h",),
    origins=("https://shop.example", "http://localhost:3000"),
)
BOTH = Channels((USUAL_CHANNEL, SHOP))


def refusal(answer: object) -> Rule:
    assert isinstance(answer, Refused), answer
    return answer.rule


@pytest.mark.covers("M5")
def test_a_channel_is_found_by_its_key_and_named_by_it() -> None:
    assert BOTH.with_key("k-1") is SHOP
    assert BOTH.with_key("shop") is None
    assert BOTH.with_key("web") is USUAL_CHANNEL
    assert list(BOTH) == [USUAL_CHANNEL, SHOP]
    assert (SHOP.public_name, USUAL_CHANNEL.public_name) == ("店铺", "web")


@pytest.mark.covers("M5")
def test_an_origin_is_some_channels_or_nobodys() -> None:
    assert "https://shop.example" in BOTH.origins
    for other in ("https://shop.example.evil", "https://evil.shop.example", "null", ""):
        assert other not in BOTH.origins


@pytest.mark.covers("M5")
def test_a_channel_leads_to_its_groups_alone() -> None:
    assert BOTH.entry("shop", "") == BOTH.entry("shop", "g") == "g"
    assert BOTH.entry("shop", "h") == "h"
    assert refusal(BOTH.entry("shop", "x")) is Rule.FORBIDDEN
    assert refusal(BOTH.entry("shop", ANY_GROUP)) is Rule.FORBIDDEN
    assert refusal(BOTH.entry("gone", "g")) is Rule.FORBIDDEN
    assert BOTH.entry("web", "x") == "x"
    assert BOTH.entry("web", "") == "presale"


@pytest.mark.parametrize(
    "channels",
    [
        (),
        (SHOP, SHOP),
        (SHOP, Channel(id="other", key="k-1", group="g")),
        (SHOP, Channel(id="k-1", group="g")),
        tuple(Channel(id=f"c{n}", group="g") for n in range(MAX_CHANNELS + 1)),
    ],
)
def test_what_contradicts_itself_is_refused(channels: tuple[Channel, ...]) -> None:
    with pytest.raises(UsageError, match="channels"):
        checked(channels)


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "a b"},
        {"id": "a\n"},
        {"id": "a/b"},
        {"id": ""},
        {"key": "ключ"},
        {"group": ""},
        {"account": ""},
        {"origins": ["*"]},
        {"origins": ["null"]},
        {"origins": ["https://Shop.example"]},
        {"origins": ["https://shop.example/"]},
        {"origins": ["https://shop.example/chat"]},
        {"origins": ["https://shop.example\n"]},
        {"origins": ["https://*.example"]},
        {"origins": ["ftp://shop.example"]},
        {"colour": "red"},
    ],
)
def test_what_is_no_channel_is_refused(wrong: dict[str, object]) -> None:
    good: dict[str, object] = {"id": "a", "group": "g"}
    assert msgspec.convert(good, Channel) == Channel(id="a", group="g")
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(good | wrong, Channel)


@pytest.mark.covers("M5", "S2")
def test_an_open_session_is_resumed_wherever_the_channel_leads_by_now() -> None:
    world = World()
    world.define_group("g")
    session = world.open("v", "g")
    world.channels = Channels((Channel(id="web", group="h"),))
    world.die()
    assert world.open("v", "g") == session
    refused = world.start_open("w", "g")
    world.run()
    assert refusal(refused.answer) is Rule.FORBIDDEN


@pytest.mark.covers("Q9")
def test_the_business_server_decides_where_a_channel_says_nothing() -> None:
    flow = Channel(id="app", group="g", entry="flow", flow="hello")
    channels = Channels((Channel(id="web", group="g"), flow))
    assert channels.first("web", lambda _: True) == AskBusiness()
    assert channels.first("web") == USUAL_ENTRY
    assert channels.first("app", lambda _: True) == AskFlow("hello")
    assert channels.first("gone") == USUAL_ENTRY
