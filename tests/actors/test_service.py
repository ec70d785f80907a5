"""The service's actors together: what visitors and agents get, whatever is the order.

Each test runs under many seeds: the order of turns and commits differs each time.
"""

from __future__ import annotations

import pytest

from actors.agent.messages import AgentStatus, Detach, RegisterAgent
from actors.assignment.messages import Granted, GroupRule
from actors.ids import GroupId, SessionId
from actors.refusal import Refused, Rule
from actors.rules.settings import ServiceSettings
from actors.session.actor import SESSION_CODEC
from actors.session.events import SessionAssigned
from actors.session.messages import PostMessage
from actors.session.replies import Accepted, Ended
from actors.session.terms import Role, Sender, SessionPhase
from actors.session.view import PublishedMessage, session_topic
from runtime.journal import EntityRecord, ReadEntity
from runtime.journal_local import Fate
from runtime.topics import Publication
from tests.actors.invariants import history
from tests.actors.world import MANUAL, World

pytestmark = pytest.mark.unmeasured

SEEDS = range(12)
QUEUED, SERVING, CLOSED = (
    SessionPhase.QUEUED,
    SessionPhase.SERVING,
    SessionPhase.CLOSED,
)


def desk(
    seed: int, capacity: int = 1, settings: ServiceSettings | None = None
) -> World:
    world = World(seed, settings)
    world.define_group("g")
    world.free_agent("a", capacity, "g")
    return world


def test_a_service_at_rest_has_crashed_nowhere() -> None:
    assert desk(0).crashed() == []


@pytest.mark.covers("S2")
@pytest.mark.parametrize("seed", SEEDS)
def test_two_openings_at_once_lead_to_one_session(seed: int) -> None:
    world = desk(seed)
    first, second = world.start_open("v"), world.start_open("v")
    world.run()
    assert first.answer == second.answer
    assert world.crashed() == []


@pytest.mark.covers("S2")
def test_a_closed_session_makes_room_for_a_new_one() -> None:
    world = desk(0)
    session = world.open("v")
    world.close(session, Role.VISITOR, "v")
    assert world.open("v") != session


@pytest.mark.covers("Q7", "S7")
def test_a_clock_that_was_set_back_stops_no_line() -> None:
    world = World()
    world.now = 3600.0
    world.begin()
    world.define_group("g", MANUAL)
    world.free_agent("a", 1, "g")
    session = world.open("v")
    world.decline(session, "a")
    world.now = 0.0
    world.begin()
    world.come(session)
    world.free_agent("b", 1, "g")
    world.advance(1)
    offer = world.view(session).offer
    assert offer is not None
    assert offer.agent == "b"


@pytest.mark.covers("Q4", "Q14")
@pytest.mark.parametrize("seed", range(4))
def test_nobody_is_bound_to_a_slot_whose_hold_is_over(seed: int) -> None:
    world = desk(seed)
    served, waiting = world.open("v1"), world.open("v2")
    world.start_close(served, Role.AGENT, "a")
    group = world.cell("/groups/g")
    while not any(isinstance(each, Granted) for each in group.queue or ()):
        assert world.step()
    world.now += world.settings.reservation_seconds + 1  # a group that is far behind
    world.run()
    world.advance(60)
    orders = [
        row.event.order
        for row in history(world.backend, {served, waiting})
        if isinstance(row.event, SessionAssigned)
    ]
    # Were it bound, it would refuse; others would be served before it meanwhile.
    assert [each - orders[0] for each in orders] == [0, 1]


@pytest.mark.covers("Q6")
def test_who_overflows_into_a_group_that_does_not_exist_leaves_a_message() -> None:
    world = World()
    world.define_group("g", GroupRule(max_wait_seconds=5, overflow="nowhere"))
    session = world.open("v")
    world.advance(10)
    assert world.view(session).phase is SessionPhase.MESSAGE_LEFT


def test_a_group_that_does_not_exist_is_refused() -> None:
    world = desk(0)
    waiting = world.start_open("v", "nowhere")
    world.run()
    assert isinstance(waiting.answer, Refused)
    assert waiting.answer.rule is Rule.NO_SUCH_GROUP


@pytest.mark.covers("Q2", "Q3", "Q8")
@pytest.mark.parametrize("seed", SEEDS)
def test_capacity_fills_and_drains_in_the_order_of_arrival(seed: int) -> None:
    world = desk(seed, capacity=2)
    sessions = [world.open(f"v{number}") for number in range(5)]
    assert [world.view(each).phase for each in sessions[:2]] == [SERVING] * 2
    assert world.queue().sessions == tuple(sessions[2:])
    for closing, next_one in zip(sessions[:3], sessions[2:], strict=True):
        world.close(closing, Role.AGENT, "a")
        world.run()
        assert world.view(next_one).phase is SERVING
    assert world.queue().sessions == ()


@pytest.mark.covers("Q3")
@pytest.mark.parametrize("seed", SEEDS)
def test_the_agent_who_has_been_idle_longest_is_next(seed: int) -> None:
    world = desk(seed)
    world.advance(1)
    world.free_agent("b", 1, "g")
    world.advance(1)
    first = world.open("v1")
    assert world.view(first).agent == "a"
    world.close(first, Role.AGENT, "a")
    world.advance(1)
    assert world.view(world.open("v2")).agent == "b"
    assert world.view(world.open("v3")).agent == "a"


@pytest.mark.covers("Q1", "Q3")
@pytest.mark.parametrize("seed", SEEDS)
def test_an_agent_of_two_groups_has_one_capacity(seed: int) -> None:
    world = World(seed)
    world.define_group("g")
    world.define_group("h")
    world.free_agent("a", 1, "g", "h")
    first, second = world.open("v1", "g"), world.open("v2", "h")
    assert world.view(first).phase is SERVING
    assert world.view(second).phase is QUEUED
    world.close(first, Role.AGENT, "a")
    world.run()
    assert world.view(second).phase is SERVING


@pytest.mark.covers("Q2")
def test_a_cut_evicts_nobody_and_a_rise_drains_the_queue() -> None:
    world = desk(0, capacity=2)
    sessions = [world.open(f"v{number}") for number in range(3)]
    world.register("a", 1, "g")
    assert [world.view(each).phase for each in sessions] == [SERVING, SERVING, QUEUED]
    world.close(sessions[0], Role.AGENT, "a")
    world.run()
    assert world.view(sessions[2]).phase is QUEUED
    world.register("a", 2, "g")
    world.run()
    assert world.view(sessions[2]).phase is SERVING


@pytest.mark.covers("Q12")
@pytest.mark.parametrize("status", [AgentStatus.NOT_READY, AgentStatus.OFFLINE])
def test_only_a_free_agent_gets_sessions(status: AgentStatus) -> None:
    world = desk(0)
    world.set_status("a", status)
    session = world.open("v")
    assert world.view(session).phase is QUEUED
    world.set_status("a", AgentStatus.FREE)
    world.run()
    assert world.view(session).phase is SERVING


@pytest.mark.covers("Q12")
def test_a_lost_connection_gets_nothing_new_and_is_off_line_after_the_grace() -> None:
    world = desk(0)
    world.agent("a").tell(Detach("c1"))
    world.run()
    session = world.open("v")
    assert world.view(session).phase is QUEUED
    world.advance(29)
    world.attach("a")
    world.run()
    assert world.view(session).phase is SERVING
    world.agent("a").tell(Detach("c1"))
    world.advance(31)
    board = world.board("a")
    assert board.status is AgentStatus.OFFLINE
    assert board.sessions == (session,)


@pytest.mark.covers("S7", "Q12")
def test_the_grace_begins_anew_when_the_service_was_down() -> None:
    world = desk(0)
    world.advance(10)
    world.die(downtime=100)
    world.advance(29)
    assert world.board("a").status is AgentStatus.FREE
    world = desk(0)
    world.die(downtime=100)
    world.advance(31)
    assert world.board("a").status is AgentStatus.OFFLINE


@pytest.mark.covers("S6")
@pytest.mark.parametrize("seed", SEEDS)
def test_messages_are_dense_and_a_repetition_gets_the_first_answer(seed: int) -> None:
    world = desk(seed)
    session = world.open("v")
    first = world.post(session, Role.VISITOR, "v", "c1", "你好")
    second = world.post(session, Role.AGENT, "a", "c1", "您好")
    again = world.post(session, Role.VISITOR, "v", "c1", "你好")
    for answer in (first, second, again):
        assert isinstance(answer, Accepted)
    assert isinstance(first, Accepted)
    assert isinstance(again, Accepted)
    assert [first.number, getattr(second, "number", 0), again.number] == [1, 2, 1]
    assert (again.at_ms, again.is_repeat) == (first.at_ms, True)


@pytest.mark.covers("S6")
def test_another_text_under_the_same_client_id_is_refused() -> None:
    world = desk(0)
    session = world.open("v")
    world.post(session, Role.VISITOR, "v", "c1", "one")
    other = world.post(session, Role.VISITOR, "v", "c1", "two")
    assert isinstance(other, Refused)
    assert other.rule is Rule.ID_CONFLICT


@pytest.mark.covers("S6", "S7")
@pytest.mark.parametrize("seed", SEEDS)
def test_a_repetition_is_known_after_close_restart_and_hundreds_of_messages(
    seed: int,
) -> None:
    """Older than any memory and any snapshot: the store knows, before the state."""
    world = desk(seed)
    session = world.open("v")
    first = world.post(session, Role.VISITOR, "v", "c0")
    for number in range(1, 450):
        world.post(session, Role.VISITOR, "v", f"c{number}")
    assert isinstance(first, Accepted)
    for _ in range(2):
        again = world.post(session, Role.VISITOR, "v", "c0")
        assert isinstance(again, Accepted)
        assert (again.number, again.is_repeat) == (1, True)
        world.die()
    world.close(session, Role.AGENT, "a")
    again = world.post(session, Role.VISITOR, "v", "c0")
    assert isinstance(again, Accepted)
    new = world.post(session, Role.VISITOR, "v", "new")
    assert isinstance(new, Refused)
    assert new.rule is Rule.CLOSED


@pytest.mark.covers("S3", "S7")
@pytest.mark.parametrize("seed", SEEDS)
def test_a_kill_rebuilds_load_and_queue_order(seed: int) -> None:
    world = desk(seed, capacity=2)
    sessions = [world.open(f"v{number}") for number in range(6)]
    world.die(downtime=3)
    world.attach("a")
    world.advance(1)
    assert world.queue().sessions == tuple(sessions[2:])
    assert world.board("a").sessions == tuple(sessions[:2])
    assert world.close(sessions[3], Role.VISITOR, "v3") == Ended()
    world.close(sessions[0], Role.AGENT, "a")
    world.run()
    assert world.view(sessions[2]).phase is SERVING
    assert world.queue().sessions == tuple(sessions[4:])
    assert world.crashed() == []


@pytest.mark.covers("S4", "S7")
def test_a_silent_visitor_loses_the_session_and_downtime_does_not_count() -> None:
    settings = ServiceSettings(visitor_silence_seconds=60)
    world = desk(0, settings=settings)
    session = world.open("v")
    world.post(session, Role.AGENT, "a", "c1")
    world.advance(30)
    world.die(downtime=1_000)
    world.advance(25)
    assert world.view(session).phase is SERVING
    world.advance(10)
    view = world.view(session)
    assert view.phase is CLOSED
    assert view.reason is not None
    assert view.reason.value == "timer"


@pytest.mark.covers("S4")
def test_an_answer_in_time_keeps_the_session() -> None:
    world = desk(0, settings=ServiceSettings(visitor_silence_seconds=60))
    session = world.open("v")
    world.post(session, Role.AGENT, "a", "c1")
    world.advance(50)
    world.post(session, Role.VISITOR, "v", "c1")
    world.advance(1_000)
    assert world.view(session).phase is SERVING


@pytest.mark.covers("S7")
def test_a_commit_that_never_comes_is_made_up_for_once_the_store_is_back() -> None:
    world = desk(0)
    session = world.open("v")
    world.fate = lambda _: Fate.NEVER
    message = PostMessage(Sender(Role.VISITOR, "v"), "visitor", "c1", b"hi")
    waiting = world.start_ask(world.session(session), message)
    for _ in range(50):
        world.step()
    world.fate = lambda _: Fate.COMMIT
    world.advance(1)
    answer = waiting.answer
    assert isinstance(answer, Accepted)
    assert answer.number == 1


@pytest.mark.covers("S6")
def test_what_is_published_is_on_disk_and_in_order() -> None:
    world = desk(3)
    session = world.open("v")
    seen: list[int] = []

    def on_published(publication: Publication[object]) -> None:
        if isinstance(publication.event, PublishedMessage):
            record = world.backend.answer(ReadEntity(f"session/{session}"))
            assert isinstance(record, EntityRecord)
            bodies = [SESSION_CODEC.decode_event(each.body) for each in record.events]
            assert publication.event.message in bodies
            seen.append(publication.event.message.number)

    world.node.topics.subscribe(session_topic(SessionId(session)), on_published)
    for number in range(5):
        world.post(session, Role.VISITOR, "v", f"c{number}")
    assert seen == [1, 2, 3, 4, 5]


def test_registering_again_with_nothing_new_writes_nothing() -> None:
    world = desk(0)
    before = world.board("a")
    world.ask(world.agent("a"), RegisterAgent("A", (GroupId("g"),), 1))
    assert world.board("a").capacity == before.capacity
    assert world.crashed() == []
