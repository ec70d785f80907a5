"""People who say nothing, in a running service: who is told what, and when (S4, S5)."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from actors.ids import GroupId, SessionId, VisitorId
from actors.rules.settings import ServiceSettings
from actors.session.events import SessionClosed
from actors.session.messages import MoveSession, OpenSession
from actors.session.replies import Done, Opened
from actors.session.terms import CloseCause, CloseReason, Role, Sender, SessionPhase
from actors.session.view import Notice, NoticeKind, session_topic
from admin.simulation.stepped_service import START_MS
from runtime.topics import Publication
from tests.actors.session_cases import endings
from tests.actors.world import World

A_TICK = 0.02
"""Seconds: timers are up to a tick late."""
WARNED = NoticeKind.VISITOR_WARNING
REMINDED = NoticeKind.AGENT_REMINDER
MOVED_ON = NoticeKind.AUTO_TRANSFER


@dataclass
class Told:
    """What participants of one session are told, and in which second."""

    world: World
    session: str

    def __post_init__(self) -> None:
        self.notices: list[tuple[NoticeKind, str, int]] = []
        self.listen()

    def listen(self) -> None:
        """A life has its own topics."""
        topic = session_topic(SessionId(self.session))
        self.world.node.topics.subscribe(topic, self._note)

    def _note(self, publication: Publication[object]) -> None:
        event = publication.event
        if isinstance(event, Notice):
            second = (event.at_ms - START_MS) // 1_000
            self.notices.append((event.kind, event.agent, second))


def served(settings: ServiceSettings) -> tuple[World, str, Told, int]:
    """`a` serves; nothing was said. The last is the second in which that is so."""
    world = World(0, settings)
    world.define_group("g")
    world.free_agent("a", 1, "g")
    session = world.open("v")
    world.advance(1 - world.now % 1)
    return world, session, Told(world, session), round(world.now)


@pytest.mark.covers("S4")
def test_a_silent_visitor_is_warned_and_then_the_session_closes() -> None:
    settings = ServiceSettings(visitor_silence_seconds=60, visitor_warning_seconds=10)
    world, session, told, start = served(settings)
    world.advance(300)  # whoever was not spoken to owes no answer
    world.post(session, Role.AGENT, "a", "c1")
    world.advance(40)
    world.post(session, Role.AGENT, "a", "c2")
    world.advance(50 + A_TICK)
    assert told.notices == [(WARNED, "", start + 390)]
    world.advance(10 - 2 * A_TICK)
    assert world.view(session).phase is SessionPhase.SERVING
    world.advance(2 * A_TICK)
    ended = SessionClosed(CloseReason.TIMER, "", CloseCause.SILENCE)
    assert endings(world.backend, session) == [ended]
    assert world.board("a").sessions == ()


@pytest.mark.covers("S4")
def test_who_speaks_after_the_warning_keeps_the_session() -> None:
    settings = ServiceSettings(visitor_silence_seconds=60, visitor_warning_seconds=10)
    world, session, told, _ = served(settings)
    world.post(session, Role.AGENT, "a", "c1")
    world.advance(55)
    world.post(session, Role.VISITOR, "v", "c1")
    world.advance(300)
    assert world.view(session).phase is SessionPhase.SERVING
    assert [kind for kind, *_ in told.notices] == [WARNED, REMINDED]


@pytest.mark.covers("S4")
def test_no_session_stays_with_the_robot_for_ever() -> None:
    settings = ServiceSettings(
        robot_silence_seconds=60, visitor_warning_seconds=10, robot_seconds=3600
    )
    world = World(0, settings)
    session = "begun-by-robot"
    told = Told(world, session)
    begin = OpenSession(
        VisitorId("v"), "V", "web", GroupId("g"), SessionPhase.COLLECTING
    )
    assert world.ask(world.session(session), begin) == Opened(session)
    world.advance(40)
    robot = Sender(Role.ROBOT, "robot")
    move = MoveSession(robot, SessionPhase.ROBOT, "o")
    assert world.ask(world.session(session), move) == Done()
    world.advance(40)
    world.post(session, Role.ROBOT, "robot", "c1")
    world.advance(40)
    world.post(session, Role.VISITOR, "v", "c1")
    assert told.notices == []
    world.advance(60 - A_TICK)
    assert world.view(session).phase is SessionPhase.ROBOT
    assert told.notices == [(WARNED, "", 170)]
    world.advance(2 * A_TICK)
    ended = SessionClosed(CloseReason.TIMER, "", CloseCause.SILENCE)
    assert endings(world.backend, session) == [ended]


@pytest.mark.covers("S5")
def test_an_agent_is_reminded_once_of_each_question() -> None:
    settings = ServiceSettings(agent_reminder_seconds=60)
    world, session, told, start = served(settings)
    world.advance(300)  # nobody waits for an answer
    world.post(session, Role.VISITOR, "v", "c1")
    world.advance(30)
    world.post(session, Role.VISITOR, "v", "c2")
    world.advance(600)
    world.post(session, Role.AGENT, "a", "c1")
    world.advance(70)
    world.post(session, Role.VISITOR, "v", "c3")
    world.advance(59)
    assert told.notices == [(REMINDED, "a", start + 360)]
    world.advance(2)
    assert told.notices[1:] == [(REMINDED, "a", start + 1_060)]
    assert world.view(session).agent == "a"


@pytest.mark.covers("S5", "S7")
def test_a_reminder_comes_once_although_the_service_dies() -> None:
    world, session, told, start = served(ServiceSettings(agent_reminder_seconds=60))
    world.post(session, Role.VISITOR, "v", "c1")
    world.advance(30)
    world.die(downtime=1_000)
    told.listen()
    world.advance(40)
    (kind, agent, second), *others = told.notices
    assert (kind, agent, others) == (REMINDED, "a", [])
    assert second in range(start + 1_060 - 6, start + 1_061)
    world.die()
    told.listen()
    world.advance(600)
    assert len(told.notices) == 1


@pytest.mark.covers("S5")
def test_another_agent_is_looked_for_again_and_again() -> None:
    settings = ServiceSettings(
        agent_reminder_seconds=0, agent_silence_seconds=90, transfer_seconds=30
    )
    world, session, told, _ = served(settings)
    world.post(session, Role.VISITOR, "v", "c1")
    for _ in range(2):
        world.advance(90 - A_TICK)
        assert world.view(session).transfer is None
        world.advance(2 * A_TICK)
        assert world.view(session).transfer is not None
        assert world.view(session).agent == "a"
        world.advance(30)
        assert world.view(session).transfer is None
    assert told.notices == []  # he asked for nothing, and nothing has changed
    world.free_agent("b", 1, "g")
    world.advance(90 + A_TICK)
    assert world.view(session).agent == "b"
    assert [kind for kind, *_ in told.notices] == [MOVED_ON]
    world.advance(90 - 2 * A_TICK)
    assert world.view(session).transfer is None  # the whole time for the new agent
    assert world.crashed() == []


@pytest.mark.covers("S5")
def test_a_silent_agents_answer_comes_in_time_until_somebody_has_taken_it() -> None:
    settings = ServiceSettings(agent_silence_seconds=90)
    world, session, _, _ = served(settings)
    world.post(session, Role.VISITOR, "v", "c1")
    world.advance(91)
    assert world.view(session).transfer is not None
    world.post(session, Role.AGENT, "a", "c1")
    assert world.view(session).transfer is None
    world.free_agent("b", 1, "g")
    world.advance(300)
    assert world.view(session).agent == "a"
