"""Positions as the group's actor pushes them: seldom, and only what has changed."""

from __future__ import annotations

from itertools import pairwise

import pytest

from actors.assignment.actor import TOLD_PER_TURN
from actors.assignment.estimate import LEAST_DEPARTURES
from actors.assignment.messages import QueuePosition, SessionWaits
from actors.assignment.standing import Standing
from actors.ids import SessionId
from actors.session.terms import Role
from actors.session.view import session_topic
from admin.simulation.stepped_service import START_MS
from runtime.topics import Publication
from tests.actors.world import World

pytestmark = pytest.mark.covers("Q5")


class Pushes:
    """When which session was told its position, in s."""

    def __init__(self, world: World) -> None:
        self.at: dict[str, list[float]] = {}
        self._world = world

    def follow(self, session: SessionId) -> None:
        topics = self._world.node.topics
        topics.subscribe(session_topic(session), self._on_published)

    def _on_published(self, publication: Publication[object]) -> None:
        event = publication.event
        if isinstance(event, QueuePosition):
            self.at.setdefault(event.session, []).append(self._world.now)


@pytest.mark.parametrize("seed", range(3))
def test_between_two_words_to_a_visitor_the_line_may_move_many_times(seed: int) -> None:
    world = World(seed)
    world.define_group("g")
    world.free_agent("a", 1, "g")
    pushes = Pushes(world)
    sessions = [SessionId(world.open(f"v{number}")) for number in range(12)]
    for session in sessions:
        pushes.follow(session)
    world.advance(5)
    for session in sessions[: LEAST_DEPARTURES - 1]:
        world.close(session, Role.VISITOR, world.view(session).visitor)
        world.advance(0.7)
    world.advance(5)
    last = pushes.at[sessions[-1]]
    assert world.position(sessions[-1]) == QueuePosition(sessions[-1], 7, 7, None)
    assert 2 <= len(last) <= LEAST_DEPARTURES - 1
    seconds = world.settings.position_seconds
    for moments in pushes.at.values():
        assert all(later - one >= seconds for one, later in pairwise(moments))
    told = sum(map(len, pushes.at.values()))
    world.advance(60 * seconds)
    assert sum(map(len, pushes.at.values())) == told  # nothing has changed


def test_a_long_line_is_told_a_part_at_a_time() -> None:
    world = World(0)
    world.define_group("g")
    pushes = Pushes(world)
    length = 4 * TOLD_PER_TURN + 1
    for number in range(length):
        session = SessionId(f"s{number}")
        world.group("g").tell(SessionWaits(session, number, Standing(START_MS)))
        pushes.follow(session)
    world.run()  # the first are told while others come
    world.now += world.settings.position_seconds + 1
    world.node.timers.fire_due()
    most, before = 0, len(pushes.at)
    while world.step():
        told = len(pushes.at)
        most, before = max(most, told - before), told
    assert (before, most) == (length, TOLD_PER_TURN)
