"""How time, presence and reasons fail elsewhere, each as a test here.

The failures are those that users of other systems report again and again: letters and
numbers name the reports (RC: Rocket.Chat, CW: Chatwoot, LHC: Live Helper Chat). Each
test runs under several seeds: the order of turns and commits differs each time.
"""

from __future__ import annotations

import pytest

from actors.agent.messages import AgentStatus, RegisterAgent
from actors.assignment.messages import (
    DefineGroup,
    Explain,
    GroupRule,
    QueuePosition,
)
from actors.assignment.routing import Exclusion, Reception, Routing, Strategy
from actors.ids import GroupId, SessionId
from actors.refusal import Refused, Rule
from actors.rules.setting_values import LostAgent
from actors.rules.settings import ServiceSettings
from actors.session.events import LapseCause, OfferLapsed, SessionAssigned
from actors.session.replies import Done
from actors.session.terms import CloseReason, Role, SessionPhase
from actors.session.view import Notice, NoticeKind, session_topic
from runtime.topics import Publication
from tests.actors.desk import SEEDS, desk, phases
from tests.actors.invariants import history
from tests.actors.world import MANUAL, SUPERVISOR, World, strategy

pytestmark = pytest.mark.unmeasured

QUEUED, OFFERED, SERVING = (
    SessionPhase.QUEUED,
    SessionPhase.OFFERED,
    SessionPhase.SERVING,
)


# --- D. zombies


@pytest.mark.covers("Q6")
@pytest.mark.parametrize("seed", SEEDS)
def test_chatjs_68_who_left_the_queue_never_reaches_an_agent(seed: int) -> None:
    world = desk(seed)
    served, gone, waiting = (world.open(f"v{number}") for number in range(3))
    world.leave(gone)
    world.advance(61)
    assert world.view(gone).phase is SessionPhase.CLOSED
    assert world.view(gone).reason is CloseReason.CLIENT
    world.close(served, Role.AGENT, "a")
    world.run()
    assert world.board("a").sessions == (waiting,)


@pytest.mark.covers("Q6")
@pytest.mark.parametrize("seed", SEEDS)
def test_lhc_998_a_reload_is_no_farewell(seed: int) -> None:
    world = desk(seed)
    served, waiting, later = (world.open(f"v{number}") for number in range(3))
    world.leave(waiting)
    world.advance(59)
    world.come(waiting)
    world.advance(600)
    world.close(served, Role.AGENT, "a")
    world.run()
    assert phases(world, [waiting, later]) == [SERVING, QUEUED]


@pytest.mark.covers("Q6", "S7")
def test_a_visitor_who_left_while_the_service_was_down_is_noticed() -> None:
    world = desk(0)
    world.open("v1")
    waiting = world.open("v2")
    world.unfollow(waiting)
    world.die(downtime=10)
    world.advance(70)
    assert world.view(waiting).phase is SessionPhase.CLOSED


@pytest.mark.covers("Q11", "S1")
def test_rc_18200_every_open_session_can_be_closed_whatever_its_state() -> None:
    world = desk(0, rule=MANUAL)
    ringing, queued = world.open("v1"), world.open("v2")
    assert phases(world, [ringing, queued]) == [OFFERED, QUEUED]
    robot = world.open("v3")
    world.move(robot, stage=SessionPhase.MESSAGE_LEFT)
    for session in (ringing, queued, robot):
        world.close_as(session, SUPERVISOR)
        assert world.view(session).reason is CloseReason.ADMIN
    assert world.board("a").sessions == ()
    assert world.queue().waiting == 0


# --- E. timers that fire once, on time, and only for the right reason


@pytest.mark.covers("Q7")
@pytest.mark.parametrize("seed", SEEDS)
def test_rc_12579_timeout_transfer_repeats_until_somebody_serves(seed: int) -> None:
    world = desk(seed, rule=MANUAL)
    world.free_agent("b", 1, "g")
    session = world.open("v")
    rang = []
    for _ in range(7):
        offer = world.view(session).offer
        assert offer is not None
        rang.append(offer.agent)
        world.advance(20.1)
    assert rang == ["a", "b"] * 3 + ["a"]
    world.advance(0)
    offer = world.view(session).offer
    assert offer is not None
    assert isinstance(world.accept(session, offer.agent), Done)


@pytest.mark.covers("Q7", "S7")
@pytest.mark.parametrize("kills", [0, 1, 3])
def test_rc_18259_a_timer_fires_once_whatever_is_restarted_meanwhile(
    kills: int,
) -> None:
    world = desk(0, rule=MANUAL)
    session = world.open("v")
    for _ in range(kills):
        world.advance(1)
        world.die()
        world.attach("a")
    offer = world.view(session).offer
    assert offer is not None
    first = offer.offer
    world.advance(20.1 + 5 * kills)  # a kill may extend it by the last beat's age
    lapses = [
        row.event
        for row in history(world.backend, {session})
        if isinstance(row.event, OfferLapsed) and row.event.offer == first
    ]
    assert [each.cause for each in lapses] == [LapseCause.EXPIRED]
    late = world.accept(session, "a", first)
    assert isinstance(late, Refused)
    assert late.rule is Rule.NO_SUCH_OFFER


@pytest.mark.covers("S5")
@pytest.mark.parametrize("seed", SEEDS)
def test_cw_13516_an_agent_who_does_not_reply_loses_the_session(seed: int) -> None:
    settings = ServiceSettings(agent_silence_seconds=30, agent_reminder_seconds=10)
    world = desk(seed, settings=settings)
    session = world.open("v")
    world.free_agent("b", 1, "g")
    notices: list[NoticeKind] = []

    def on_notice(publication: Publication[object]) -> None:
        if isinstance(publication.event, Notice):
            notices.append(publication.event.kind)

    world.node.topics.subscribe(session_topic(SessionId(session)), on_notice)
    world.post(session, Role.VISITOR, "v", "c1")
    world.advance(29)
    assert world.view(session).agent == "a"
    world.advance(2)
    assert world.view(session).agent == "b"
    assert notices == [NoticeKind.AGENT_REMINDER, NoticeKind.AUTO_TRANSFER]


@pytest.mark.covers("Q10")
@pytest.mark.parametrize("seed", SEEDS)
def test_rc_feature_342_a_forwarded_chat_can_be_declined(seed: int) -> None:
    world = desk(seed, rule=MANUAL)
    session = world.open("v")
    world.accept(session, "a")
    world.free_agent("b", 1, "g")
    world.transfer(session, "a", "b")
    assert set(world.board("a").sessions) == {session}
    world.decline(session, "b")
    view = world.view(session)
    assert (view.phase, view.agent, view.transfer) == (SERVING, "a", None)
    assert world.board("b").sessions == ()


@pytest.mark.covers("Q6")
@pytest.mark.parametrize("seed", SEEDS)
def test_rc_feature_593_after_a_long_wait_the_visitor_leaves_a_message(
    seed: int,
) -> None:
    world = World(seed)
    world.define_group("g", GroupRule(max_wait_seconds=30))
    session = world.open("v")
    world.advance(29)
    assert world.view(session).phase is QUEUED
    world.advance(2)
    assert world.view(session).phase is SessionPhase.MESSAGE_LEFT


@pytest.mark.covers("S4")
def test_cw_6459_silence_closes_within_seconds_not_days() -> None:
    world = desk(0, settings=ServiceSettings(visitor_silence_seconds=7))
    session = world.open("v")
    world.post(session, Role.AGENT, "a", "c1")
    world.advance(6.9)
    assert world.view(session).phase is SERVING
    world.advance(0.2)
    assert world.view(session).reason is CloseReason.TIMER


# --- H. presence that means something


@pytest.mark.covers("Q3", "Q12")
@pytest.mark.parametrize("seed", SEEDS)
def test_cw_9587_a_returning_visitor_does_not_go_to_an_absent_agent(seed: int) -> None:
    world = desk(seed, rule=strategy(Strategy.LAST_AGENT))
    world.close(world.open("v"), Role.AGENT, "a")
    world.set_status("a", AgentStatus.OFFLINE)
    world.free_agent("b", 1, "g")
    assert world.view(world.open("v")).agent == "b"


@pytest.mark.covers("Q12")
@pytest.mark.parametrize("way", list(LostAgent))
def test_cw_5362_an_agent_who_drops_is_known_and_his_sessions_kept_or_moved(
    way: LostAgent,
) -> None:
    world = desk(0, settings=ServiceSettings(lost_agent=way))
    session = world.open("v")
    world.detach("a")
    world.free_agent("b", 1, "g")
    world.advance(29)
    assert world.view(session).agent == "a"
    world.advance(2)
    assert world.status("a") is AgentStatus.OFFLINE
    expected = {LostAgent.KEEP: "a", LostAgent.REQUEUE: "b"}
    assert world.view(session).agent == expected[way]


@pytest.mark.covers("Q7")
@pytest.mark.parametrize("seed", SEEDS)
def test_cw_4170_who_does_not_answer_gets_nothing_more(seed: int) -> None:
    world = desk(seed, rule=MANUAL, settings=ServiceSettings(rests_on_silence=True))
    session = world.open("v")
    world.advance(20.1)
    assert world.status("a") is AgentStatus.REST
    assert world.view(session).phase is QUEUED
    world.advance(120)
    assert world.view(session).phase is QUEUED


@pytest.mark.covers("Q12")
def test_cw_13726_a_short_hiccup_of_the_tab_changes_nothing() -> None:
    world = desk(0)
    for _ in range(20):
        world.detach("a")
        world.advance(20)
        world.attach("a")
        world.advance(20)
    assert world.status("a") is AgentStatus.FREE
    assert world.view(world.open("v")).phase is SERVING


# --- J. a live position


@pytest.mark.covers("Q5")
@pytest.mark.parametrize("seed", SEEDS)
def test_zopim_129_the_position_is_pushed_whenever_it_changes(seed: int) -> None:
    world = desk(seed)
    served = world.open("v0")
    waiting = [world.open(f"v{number}") for number in range(1, 5)]
    told: list[int] = []

    def on_position(publication: Publication[object]) -> None:
        if isinstance(publication.event, QueuePosition):
            told.append(publication.event.position)

    last = SessionId(waiting[-1])
    world.node.topics.subscribe(session_topic(last), on_position)
    world.advance(3)
    for session in (served, *waiting[:3]):
        world.close(session, Role.VISITOR, world.view(session).visitor)
        world.open(f"later-{session}")
        world.advance(3)
    assert sorted(set(told), reverse=True) == told
    assert told[-1] == 1
    assert set(told) >= {1, 2, 3}


# --- N and the code read: somebody can say why


@pytest.mark.covers("Q15")
def test_the_reason_why_nobody_serves_is_shown_not_logged() -> None:
    world = desk(0)
    world.free_agent("b", 1, "g")
    world.open("v1")
    world.set_status("b", AgentStatus.REST)
    waiting = world.open("v2")
    told = world.ask(world.group("g"), Explain(SessionId(waiting)))
    assert isinstance(told, Routing)
    assert (told.chosen, told.candidates, told.position) == ("", 0, 1)
    reasons = {each.reason: each.first for each in told.excluded}
    assert reasons == {Exclusion.FULL: ("a",), Exclusion.REST: ("b",)}


@pytest.mark.covers("Q15")
def test_the_reason_why_somebody_was_chosen_stands_in_the_journal() -> None:
    world = desk(0, capacity=2)
    world.free_agent("b", 2, "g")
    world.set_status("b", AgentStatus.NOT_READY)
    session = world.open("v")
    assigned = [
        row.event
        for row in history(world.backend, {session})
        if isinstance(row.event, SessionAssigned)
    ]
    (routing,) = [each.routing for each in assigned]
    assert routing is not None
    assert routing.chosen == "a"
    assert routing.strategy is Strategy.LONGEST_IDLE
    assert [each.reason for each in routing.excluded] == [Exclusion.NOT_READY]


@pytest.mark.covers("Q3", "Q7")
@pytest.mark.parametrize("seed", SEEDS)
def test_rc_when_the_best_cannot_the_second_best_is_tried(seed: int) -> None:
    """There the chat went back to the next cycle."""
    world = desk(seed)
    world.advance(1)
    world.free_agent("b", 1, "g")
    world.start_open("v")
    while not any(each.path == "/groups/g" and each.queue for each in world.cells()):
        assert world.step()
    world.start_status("a", AgentStatus.NOT_READY)
    world.run()
    session = world.open("v")
    assert world.view(session).phase is SERVING


@pytest.mark.covers("Q3")
@pytest.mark.parametrize("seed", SEEDS)
def test_tiledesk_two_at_once_go_to_two_agents(seed: int) -> None:
    world = desk(seed, capacity=2, rule=strategy(Strategy.ROUND_ROBIN))
    world.free_agent("b", 2, "g")
    for number in range(2):
        world.start_open(f"v{number}")
    world.run()
    assert [len(world.board(agent).sessions) for agent in ("a", "b")] == [1, 1]


@pytest.mark.covers("Q1", "Q8")
@pytest.mark.parametrize("seed", SEEDS)
def test_a_changed_rule_holds_for_those_who_wait_already(seed: int) -> None:
    """There (Connect) a change did not apply to people who were in the chat."""
    world = World(seed)
    world.define_group("g")
    session = world.open("v")
    world.advance(40)
    rule = GroupRule(reception=Reception.MANUAL, max_wait_seconds=30)
    world.ask(world.group("g"), DefineGroup("G", rule))
    world.advance(0.1)
    assert world.view(session).phase is SessionPhase.MESSAGE_LEFT


@pytest.mark.covers("Q1", "Q8")
@pytest.mark.parametrize("seed", SEEDS)
def test_who_joins_a_group_drains_its_queue(seed: int) -> None:
    world = desk(seed)
    world.define_group("h")
    session = world.open("v", "h")
    assert world.view(session).phase is QUEUED
    groups = (GroupId("g"), GroupId("h"))
    world.ask(world.agent("a"), RegisterAgent("A", groups, 1))
    assert world.view(session).phase is SERVING
