"""What a client says that it has, and what it knows of the others (V2)."""

from __future__ import annotations

from random import Random
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gateway.client_core.events import ReceiptChanged
from gateway.client_core.receipts import MAX_READERS, ReceiptSender, ReceiptView
from gateway.client_core.transcripts import MAX_TRACKED
from gateway.wire.client_frames import Close, Read
from gateway.wire.server_frames import Receipt, Session
from gateway.wire.session_parts import Reader
from gateway.wire.terms import SessionStateName
from tests.gateway.client_world import World, message, ready
from tests.gateway.model_server import PRINCIPAL

pytestmark = pytest.mark.covers("V2")

ME: Final = ("visitor", "me")


def shown(last: int, *readers: Reader, state: SessionStateName = "queued") -> Session:
    return Session("s", 1, state, "g", PRINCIPAL, "", last, readers=readers)


def said(world: World) -> list[object]:
    return world.sent(Read)


def have(delivered: int, read: int = 0) -> Read:
    return Read("s", "visitor", delivered, read)


def test_one_receipt_for_many_messages_at_most_every_second() -> None:
    world = ready()
    world.push(shown(0), message(1))
    assert said(world) == [have(1)]
    world.push(message(2), message(3))
    world.core.read("s")
    world.core.read("s")
    assert said(world) == []
    assert world.core.next_deadline == pytest.approx(world.now + 1.0)
    world.wait(1.0)
    assert said(world) == [have(3, 3)]
    world.wait(1.0)
    world.core.read("s")
    assert said(world) == [], "it is said already"


def test_what_was_read_is_said_before_the_session_is_closed() -> None:
    world = ready()
    world.push(shown(0), message(1))
    assert said(world) == [have(1)]
    world.core.read("s")
    world.core.ask.close("s", world.now)
    last, close = world.sent(object)
    assert last == have(1, 1)
    assert isinstance(close, Close)


def test_nothing_is_said_before_the_session_was_shown() -> None:
    world = ready()
    world.push(message(1))
    assert said(world) == []
    world.push(shown(1))
    assert said(world) == [have(1)]


def test_after_a_reconnect_nothing_is_said_before_it_is_shown_again() -> None:
    world = ready()
    world.push(shown(0), message(1))
    assert said(world) == [have(1)]
    world.cut()
    world.wait(60.0)
    world.connect()
    world.exchange()
    world.core.read("s")
    assert said(world) == []
    world.push(shown(1, Reader("visitor", PRINCIPAL, 1, 0)))
    assert said(world) == [have(1, 1)]


def test_what_oneself_said_needs_no_receipt() -> None:
    world = ready()
    world.push(shown(0), message(1), message(2, PRINCIPAL))
    assert said(world) == [have(2)], "another's, of the same name"
    world = ready()
    mine = replace(message(2, PRINCIPAL), role="visitor")
    world.push(shown(0), message(1), mine)
    world.core.read("s")
    assert said(world) == [have(1, 1)]


def test_one_may_have_read_less_than_has_come() -> None:
    world = ready()
    world.push(shown(0), *(message(number) for number in (1, 2, 3)))
    world.core.read("s", 2)
    assert said(world) == [have(3, 2)]
    world.wait(1.0)
    world.core.read("s", 1)
    world.core.read("s", 99)
    assert said(world) == [have(3, 3)]


def test_after_a_resume_it_is_said_again_where_the_server_has_forgotten() -> None:
    world = ready()
    world.push(shown(0), message(1))
    world.core.read("s")
    assert said(world) == [have(1, 1)]
    world.wait(5.0)
    world.cut()
    world.wait(60.0)
    world.connect()
    world.exchange()
    assert said(world) == []
    me = Reader("visitor", PRINCIPAL, 1, 1)
    world.push(shown(1, me))
    assert said(world) == [], "the server knows"
    world.push(shown(1))
    assert said(world) == [have(1, 1)]


def test_what_a_restored_server_has_lost_is_not_received_yet() -> None:
    world = ready()
    agent = Reader("agent", "other", 2, 2)
    world.push(shown(2, agent), message(1), message(2))
    world.core.read("s")
    assert said(world) == [have(2, 2)]
    world.cut()
    world.settle()
    world.push(shown(1))
    assert said(world) == []
    assert world.core.delivery("s", 2) == "sent"
    world.push(message(2))
    assert said(world) == [have(2)]


def test_what_the_person_was_not_shown_is_counted() -> None:
    world = ready()
    assert world.core.unread("s") == 0
    world.push(message(1), message(2), message(3))
    world.push(replace(shown(3), unread=2))
    assert world.core.unread("s") == 2, "as the server knows"
    world.push(message(4))
    assert world.core.unread("s") == 3
    world.core.read("s", 3)
    assert world.core.unread("s") == 1
    world.core.read("s")
    assert world.core.unread("s") == 0
    world.push(message(5), replace(shown(5, state="closed"), unread=1))
    assert world.core.unread("s") == 1, "also when it is over"
    world.core.read("s")
    assert world.core.unread("s") == 0


def test_who_writes_has_read_what_was_there() -> None:
    world = ready()
    world.push(shown(0), message(1))
    assert world.core.unread("s") == 1
    world.core.send("s", "yes")
    world.exchange()
    assert world.core.unread("s") == 0


def test_a_closed_session_is_told_nothing() -> None:
    world = ready()
    world.push(shown(0), message(1), shown(1, state="closed"))
    assert said(world) == []


def test_the_other_side_tells_what_became_of_a_message() -> None:
    world = ready()
    world.push(shown(0))
    assert world.core.delivery("s", 1) == "sent"
    pushed = Receipt("s", "visitor", "agent", "a", 2, 1)
    assert world.push(pushed) == [ReceiptChanged("s", "agent", "a", 2, 1)]
    assert world.push(pushed) == []
    late = Receipt("s", "visitor", "agent", "a", 1, 0)
    assert world.push(late) == []
    kinds = [world.core.delivery("s", number) for number in (1, 2, 3)]
    assert kinds == ["read", "delivered", "sent"]


def test_the_state_tells_what_pushes_did_not() -> None:
    world = ready()
    me = Reader("visitor", PRINCIPAL, 3, 3)
    first = shown(3, me, Reader("agent", "a", 3, 2))
    assert world.push(first)[1:] == [ReceiptChanged("s", "agent", "a", 3, 2)]
    assert world.core.delivery("s", 3) == "delivered", "one's own do not count"
    assert world.push(first) == []


READERS = st.builds(
    Reader,
    st.just("agent"),
    st.sampled_from(("a", "b")),
    st.integers(0, 5),
    st.integers(0, 5),
)


@given(st.lists(READERS), st.randoms(use_true_random=False))
def test_pushes_and_states_in_any_order_come_to_the_same(
    readers: list[Reader], random: Random
) -> None:
    once, twice = ReceiptView(), ReceiptView()
    shuffled = [*readers, *readers]
    random.shuffle(shuffled)
    for reader in readers:
        once.shown(shown(0, reader))
    for each in shuffled:
        push = Receipt("s", "visitor", each.role, each.id, each.delivered, each.read)
        twice.received(push)
    for number in range(6):
        assert once.delivery("s", number, ME) == twice.delivery("s", number, ME)


def test_what_a_server_may_have_us_keep_is_bounded() -> None:
    view = ReceiptView()
    for number in range(MAX_READERS):
        assert view.received(Receipt("s", "visitor", "agent", f"{number}", 1, 1))
    assert view.received(Receipt("s", "visitor", "agent", "more", 1, 1)) == []
    for number in range(MAX_TRACKED):
        view.received(Receipt(f"s{number}", "visitor", "agent", "a", 1, 1))
    assert view.delivery("s", 1, ME) == "sent"
    assert view.delivery("s1", 1, ME) == "read"


def test_what_is_to_be_said_is_bounded() -> None:
    sender = ReceiptSender()
    for number in range(MAX_TRACKED + 5):
        name = f"s{number}"
        sender.received(name, 1)
        state = Session(name, 1, "queued", "g", "v", "", 1)
        sender.shown(state, (0, 0), is_ours=True)
    count = 0
    while sender.take(0.0) is not None:
        count += 1
    assert count == MAX_TRACKED
