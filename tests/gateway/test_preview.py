"""What a visitor types is shown to agents: only if switched on, and never kept (V4)."""

from __future__ import annotations

import pytest

from actors.rules.settings import ServiceSettings
from gateway.client_core.events import Connected, TypingChanged
from gateway.wire.client_frames import SetTyping
from gateway.wire.server_frames import Limits, Message, Typing, Welcome
from gateway.wire.terms import MAX_PREVIEW_CHARS, TYPING_RESEND_SECONDS
from tests.gateway.client_world import World, ready
from tests.gateway.house import House, Tab

pytestmark = pytest.mark.covers("V4")

LIMITS = Limits(25_000, 65_536, 32, 8_000)


def served(*, is_previewed: bool) -> tuple[House, Tab, Tab]:
    house = House(settings=ServiceSettings(typing_preview=is_previewed))
    return house, house.free_agent(), house.visitor()


def words(session: str, text: str, *, is_typing: bool = True) -> SetTyping:
    return SetTyping(session, "visitor", is_typing=is_typing, preview=text)


# --- the server


def test_it_is_off_unless_switched_on_and_nothing_of_it_goes_through() -> None:
    _, agent, visitor = served(is_previewed=False)
    assert not visitor.last(Welcome).typing_preview
    visitor.say(words(visitor.session, "my secret"))
    assert agent.last(Typing).preview == ""
    assert agent.last(Typing).is_typing


def test_the_agent_sees_what_is_typed_and_the_visitor_was_told() -> None:
    house, agent, visitor = served(is_previewed=True)
    assert visitor.last(Welcome).typing_preview
    assert not agent.last(Welcome).typing_preview
    visitor.say(words(visitor.session, "I want to re"))
    assert agent.last(Typing).preview == "I want to re"
    visitor.say(words(visitor.session, "too late", is_typing=False))
    assert agent.last(Typing).preview == ""
    other_tab = house.tab("visitor", "v", {visitor.session: 0})
    assert not [frame for frame in other_tab.heard if isinstance(frame, Typing)]


def test_what_an_agent_types_is_shown_to_nobody() -> None:
    _, agent, visitor = served(is_previewed=True)
    agent.say(words(visitor.session, "these people"))
    assert visitor.last(Typing).preview == ""


def test_it_passes_no_actor_and_who_comes_later_sees_nothing_of_it() -> None:
    house, agent, visitor = served(is_previewed=True)
    handled = house.world.cell(f"/sessions/{visitor.session}").handled
    visitor.say(words(visitor.session, "never said"))
    assert agent.last(Typing).preview == "never said"
    assert house.world.cell(f"/sessions/{visitor.session}").handled == handled
    late = house.tab("agent", "a")
    assert not [frame for frame in late.heard if isinstance(frame, Typing | Message)]


# --- the client


def previewed() -> World:
    world = ready()
    welcome = Welcome("k", "visitor", "me", 1, LIMITS, typing_preview=True)
    (connected,) = world.push(welcome)
    assert isinstance(connected, Connected)
    assert connected.typing_preview
    return world


def type_(world: World, text: str) -> None:
    world.core.set_typing("s", world.now, is_typing=True, preview=text)


def test_a_client_that_was_not_told_so_keeps_it_to_itself() -> None:
    world = ready()
    type_(world, "my secret")
    assert world.sent(SetTyping) == [SetTyping("s", "visitor", is_typing=True)]


def test_the_latest_text_goes_out_when_its_time_has_come() -> None:
    world = previewed()
    type_(world, "I")
    assert world.sent(SetTyping) == [words("s", "I")]
    for text in ("I w", "I wa", "I want"):
        world.wait(0.5)
        type_(world, text)
    assert world.sent(SetTyping) == []
    assert world.core.next_deadline == world.now - 1.5 + TYPING_RESEND_SECONDS
    world.wait(1.5)
    assert world.sent(SetTyping) == [words("s", "I want")]
    world.wait(60.0)
    assert world.sent(SetTyping) == []
    world.core.set_typing("s", world.now, is_typing=False, preview="I want")
    assert world.sent(SetTyping) == [words("s", "", is_typing=False)]


def test_a_message_takes_what_was_typed_with_it() -> None:
    world = previewed()
    type_(world, "he")
    world.sent(SetTyping)
    type_(world, "hello")
    world.core.send("s", "hello")
    world.wait(TYPING_RESEND_SECONDS)
    assert world.sent(SetTyping) == []


def test_of_a_long_text_the_end_is_shown_whatever_it_holds() -> None:
    world = previewed()
    type_(world, "x" * 10_000 + "end\ud800")
    (word,) = world.sent(SetTyping)
    assert isinstance(word, SetTyping)
    assert len(word.preview) == MAX_PREVIEW_CHARS
    assert word.preview.endswith("xend?")


def test_a_text_that_changes_is_news_and_the_same_is_none() -> None:
    world = ready()

    def shown(text: str) -> Typing:
        return Typing(
            "s",
            "visitor",
            "visitor",
            "v",
            is_typing=True,
            ttl_ms=6_000,
            after=0,
            preview=text,
        )

    def change(text: str) -> TypingChanged:
        return TypingChanged("s", "visitor", "v", is_typing=True, preview=text)

    assert world.push(shown("a"), shown("a"), shown("ab")) == [
        change("a"),
        change("ab"),
    ]
    world.wait(6.1)
    gone = TypingChanged("s", "visitor", "v", is_typing=False)
    assert world.of(TypingChanged)[-1] == gone
