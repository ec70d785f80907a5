"""A client that claims more than a session has: a backup was restored, or it errs."""

from __future__ import annotations

import pytest

from gateway.wire.client_frames import Sync
from gateway.wire.server_frames import Session
from tests.gateway.house import House, Tab

AHEAD = 100


def spoken() -> tuple[House, Tab, Tab]:
    """An agent and a visitor, who have said two messages."""
    house = House()
    agent, visitor = house.free_agent(), house.visitor()
    visitor.send("c1")
    agent.send("a1", session=visitor.session)
    return house, agent, visitor


@pytest.mark.covers("S6", "V8")
def test_who_resumes_above_the_last_number_misses_nothing_after_it() -> None:
    house, agent, visitor = spoken()
    back = house.tab("visitor", "v", {visitor.session: AHEAD})
    assert back.last(Session).last_number == 2
    agent.send("a2", session=visitor.session)
    assert back.numbers() == [3]
    answer = back.send("c2", session=visitor.session)
    agent.send("a3", session=visitor.session)
    assert (answer.number, back.numbers()) == (4, [3, 4, 5])


@pytest.mark.covers("S6")
def test_who_syncs_above_the_last_number_misses_nothing_after_it() -> None:
    _, agent, visitor = spoken()
    visitor.say(Sync({visitor.session: AHEAD}))
    agent.send("a2", session=visitor.session)
    assert visitor.numbers() == [1, 2, 3]


def test_a_claim_is_no_hole_that_is_looked_for() -> None:
    house, _, visitor = spoken()
    back = house.tab("visitor", "v", {visitor.session: AHEAD})
    for _ in range(3):
        house.world.advance(1)
        assert back.connection.on_time(house.world.now) == []
