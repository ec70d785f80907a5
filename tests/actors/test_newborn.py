from __future__ import annotations

from actors.ids import GroupId, SessionId, VisitorId
from actors.session.messages import OpenSession
from actors.session.terms import SessionPhase
from runtime.errors import Restarting
from tests.actors.world import World


def desk() -> World:
    world = World()
    world.define_group("g")
    world.free_agent("a", 1, "g")
    return world


def test_a_session_is_new_to_its_first_incarnation_alone() -> None:
    world = desk()
    session = world.open("v")
    assert world.desk.newborn == set()
    world.die()
    assert world.view(session).phase is SessionPhase.SERVING


def test_one_that_is_not_new_after_all_is_fenced_and_reads() -> None:
    world = desk()
    session = SessionId(world.open("v"))
    world.die()
    world.desk.newborn.add(session)
    again = OpenSession(VisitorId("w"), "", "web", GroupId("g"))
    waiting = world.start_ask(world.session(session), again)
    world.run()
    assert isinstance(waiting.error, Restarting)
    assert world.crashed() == [f"/sessions/{session}"]
    assert world.view(session).visitor == "v"


def test_an_opening_that_reaches_nobody_leaves_nothing_behind() -> None:
    world = World()
    waiting = world.start_open("v", "nobody")
    world.run()
    assert waiting.answer is not None
    assert world.desk.newborn == set()
