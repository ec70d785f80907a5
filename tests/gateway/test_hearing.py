"""Who is seen to type and to read in a session, as a view tells it."""

from __future__ import annotations

from actors.session.terms import Role, Sender
from gateway.hearing import may_speak
from tests.actors.world import World


def test_in_a_session_that_is_over_nobody_speaks() -> None:
    world = World()
    world.define_group("g")
    session = world.open("v")
    visitor = Sender(Role.VISITOR, "v")
    assert may_speak(world.view(session), visitor)
    world.close(session, Role.VISITOR, "v")
    assert not may_speak(world.view(session), visitor)
