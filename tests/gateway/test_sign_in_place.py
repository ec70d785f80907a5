"""A connection lasts no longer than the sign-in that it was opened under."""

from __future__ import annotations

import pytest

from actors.accounts.messages import EndReason, SignInEnded, sign_in_topic
from gateway.tickets import Ticket
from gateway.wire.client_frames import Hello
from gateway.wire.codes import CloseCode
from gateway.wire.server_frames import Board
from tests.gateway.house import House, Tab

CODES = {
    EndReason.REPLACED: CloseCode.REPLACED,
    EndReason.PASSWORD_CHANGED: CloseCode.TICKET_EXPIRED,
}


def staff_ticket(house: House, sign_in: str) -> str:
    now_ms = house.world.wall_ms()
    ticket = Ticket("agent", "a", "A", now_ms + 30_000, sign_in=sign_in)
    return house.office.mint_once(ticket)


def greeted(house: House, ticket: str) -> Tab:
    tab = Tab(house)
    tab.say(Hello(ticket))
    return tab


def ended(house: House, sign_in: str, reason: EndReason) -> None:
    event = SignInEnded("a", sign_in, reason)
    house.world.node.topics.publish(sign_in_topic("a"), event)


@pytest.mark.covers("W9")
@pytest.mark.parametrize("reason", EndReason)
def test_the_end_of_a_sign_in_ends_its_connections(reason: EndReason) -> None:
    house = House()
    old, new = (greeted(house, staff_ticket(house, each)) for each in ("s1", "s2"))
    ended(house, "s1", reason)
    closing = old.connection.closing
    assert closing is not None
    assert closing.code is CODES.get(reason, CloseCode.BAD_TICKET)
    assert reason.value in closing.reason
    assert new.connection.closing is None
    assert new.last(Board).capacity == 2


def test_who_has_left_hears_no_end() -> None:
    house = House()
    tab = greeted(house, staff_ticket(house, "s1"))
    tab.leave()
    assert not house.world.node.topics.is_heard(sign_in_topic("a"))


@pytest.mark.covers("P5")
def test_a_ticket_of_single_use_lets_nobody_in_twice() -> None:
    house = House()
    ticket = staff_ticket(house, "s1")
    first, second = greeted(house, ticket), greeted(house, ticket)
    assert first.connection.closing is None
    closing = second.connection.closing
    assert closing is not None
    assert closing.code is CloseCode.BAD_TICKET
