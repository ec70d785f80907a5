"""The agent's status at work: leaving, silence, wrap-up, a lost connection."""

from __future__ import annotations

import pytest

from actors.agent.messages import (
    AgentStatus,
    Attach,
    Board,
    Detach,
    Freed,
    SessionAssignedToYou,
    SetCapacity,
    SetStatus,
    SlotFreed,
    StatusSet,
    WakeAgent,
)
from actors.assignment.messages import NotGranted
from actors.assignment.routing import Exclusion
from actors.ids import SessionId
from actors.refusal import Rule
from actors.rules.setting_values import LostAgent
from actors.rules.settings import ServiceSettings
from actors.session.messages import AgentGone, WithdrawOffer
from tests.actors.agent_stage import A_LITTLE, A, Stage, is_refused

S1, S2 = SessionId("s1"), SessionId("s2")
REQUEUE = ServiceSettings(lost_agent=LostAgent.REQUEUE)
WRAP_UP = ServiceSettings(wrap_up_seconds=30.0)
GRACE = 30.0


def status(stage: Stage) -> AgentStatus:
    return stage.boards[-1].status


# --- leaving `free`


@pytest.mark.covers("Q7", "Q12")
@pytest.mark.parametrize(
    "wanted", [AgentStatus.REST, AgentStatus.NOT_READY, AgentStatus.OFFLINE]
)
def test_leaving_free_takes_back_what_rings_and_nothing_new_comes(
    wanted: AgentStatus,
) -> None:
    stage = Stage()
    stage.free_agent(2)
    stage.serve("s1")
    assert stage.set_status(wanted) == StatusSet(wanted)
    assert stage.all_heard(WithdrawOffer, "session/s1") == [WithdrawOffer(A)]
    assert stage.news().why_not is not None
    stage.reserve("r")
    assert stage.last(NotGranted).reservation == "r"
    # Nobody is sent away by it.
    assert stage.boards[-1].sessions == (S1,)
    assert stage.all_heard(AgentGone) == []


@pytest.mark.covers("Q12")
def test_an_offer_that_rings_after_he_left_is_taken_back_too() -> None:
    stage = Stage()
    stage.free_agent(3)
    for reservation in ("r1", "r2", "r3"):
        stage.reserve(reservation)
    stage.set_status(AgentStatus.REST)
    assert stage.all_heard(WithdrawOffer) == []
    stage.claim("s1", 1)
    stage.tell(SessionAssignedToYou(S1, 1, "r1", is_ringing=True))
    assert stage.all_heard(WithdrawOffer, "session/s1") == [WithdrawOffer(A)]
    # Who was promised a slot and is served already keeps it.
    stage.claim("s2", 2)
    stage.tell(SessionAssignedToYou(S2, 2, "r2"))
    assert stage.all_heard(WithdrawOffer, "session/s2") == []
    assert stage.boards[-1].sessions == (S1, S2)


@pytest.mark.covers("Q12", "S7")
def test_offers_are_taken_back_even_if_the_service_died_before_saying_so() -> None:
    stage = Stage()
    stage.free_agent(1)
    stage.serve("s1", is_ringing=True)
    stage.agent.tell(SetStatus(AgentStatus.NOT_READY, "op"))
    stage.drain()
    stage.commit()
    stage.forget()
    stage.die()
    stage.tell(WakeAgent())
    assert stage.all_heard(WithdrawOffer, "session/s1") == [WithdrawOffer(A)]


@pytest.mark.covers("Q12")
def test_busy_is_shown_and_never_asked_for() -> None:
    stage = Stage()
    stage.free_agent(1)
    stage.serve("s1")
    assert status(stage) is AgentStatus.BUSY
    assert is_refused(stage.set_status(AgentStatus.BUSY), Rule.BAD_VALUE)
    assert is_refused(stage.set_status(AgentStatus.ARRANGE), Rule.BAD_VALUE)
    assert status(stage) is AgentStatus.BUSY
    stage.set_status(AgentStatus.REST, "tea")
    assert (status(stage), stage.boards[-1].reason) == (AgentStatus.REST, "tea")


@pytest.mark.covers("Q7")
def test_a_silent_agent_rests_if_that_is_set() -> None:
    stage = Stage(ServiceSettings(rests_on_silence=True))
    stage.free_agent(2)
    first = stage.serve("s1", is_ringing=True)
    stage.serve("s2", is_ringing=True)
    stage.end("s1", first, Freed.LAPSED)
    assert (status(stage), stage.boards[-1].reason) == (AgentStatus.REST, "silent")
    assert stage.news().why_not is Exclusion.REST
    assert stage.all_heard(WithdrawOffer, "session/s2") == [WithdrawOffer(A)]
    # A session that starts again repeats itself: he may be free by then.
    stage.set_status(AgentStatus.FREE)
    stage.tell(SlotFreed(S1, first, Freed.LAPSED))
    assert status(stage) is AgentStatus.FREE


@pytest.mark.covers("Q7")
def test_a_silent_agent_stays_free_if_nothing_is_set() -> None:
    stage = Stage()
    stage.free_agent(1)
    slot = stage.serve("s1", is_ringing=True)
    stage.end("s1", slot, Freed.LAPSED)
    assert status(stage) is AgentStatus.FREE
    assert stage.news().why_not is None


# --- wrap-up


@pytest.mark.covers("Q13")
def test_after_the_last_session_he_wraps_up_for_a_time() -> None:
    stage = Stage(WRAP_UP)
    stage.free_agent(2)
    first, second = stage.serve("s1"), stage.serve("s2")
    stage.end("s1", first)
    assert status(stage) is AgentStatus.FREE
    stage.end("s2", second, Freed.MOVED)
    until_ms = stage.wall_ms() + 30_000
    assert status(stage) is AgentStatus.ARRANGE
    assert stage.boards[-1].wrap_up_until_ms == until_ms
    assert stage.news().why_not is Exclusion.WRAPPING_UP
    # The session that was over is not woken to hear of it.
    assert stage.all_heard(WithdrawOffer) == []
    stage.reserve("r")
    assert stage.last(NotGranted).reservation == "r"
    stage.advance(29.9)
    assert status(stage) is AgentStatus.ARRANGE
    stage.advance(0.1 + A_LITTLE)
    assert (status(stage), stage.boards[-1].wrap_up_until_ms) == (AgentStatus.FREE, 0)
    assert stage.news().why_not is None
    assert stage.news().idle_since_ms == until_ms + 10


@pytest.mark.covers("Q13")
def test_he_ends_the_wrap_up_early() -> None:
    stage = Stage(WRAP_UP)
    stage.free_agent(1)
    stage.end("s1", stage.serve("s1"))
    assert stage.set_status(AgentStatus.FREE) == StatusSet(AgentStatus.FREE)
    assert stage.news().why_not is None
    # The old deadline means nothing to the next wrap-up.
    stage.advance(20.0)
    stage.end("s2", stage.serve("s2"))
    stage.advance(20.0)
    assert status(stage) is AgentStatus.ARRANGE


@pytest.mark.covers("Q13", "S7")
def test_the_wrap_up_outlasts_a_restart_and_downtime_extends_it() -> None:
    stage = Stage(WRAP_UP)
    stage.free_agent(1)
    stage.end("s1", stage.serve("s1"))
    stage.advance(10.0)
    stage.die(downtime=100.0)
    board = stage.attach()
    assert isinstance(board, Board)
    assert board.status is AgentStatus.ARRANGE
    # What ran before ended at its last commit, when the wrap-up began.
    assert board.wrap_up_until_ms == stage.wall_ms() + 30_000
    stage.advance(29.9)
    assert status(stage) is AgentStatus.ARRANGE
    stage.advance(0.2)
    assert status(stage) is AgentStatus.FREE


@pytest.mark.covers("Q13")
@pytest.mark.parametrize("cause", [Freed.DECLINED, Freed.WITHDRAWN, Freed.LAPSED])
def test_an_offer_that_came_to_nothing_is_no_work_to_wrap_up(cause: Freed) -> None:
    stage = Stage(WRAP_UP)
    stage.free_agent(1)
    stage.end("s1", stage.serve("s1", is_ringing=True), cause)
    assert status(stage) is AgentStatus.FREE


@pytest.mark.covers("Q13")
def test_the_last_session_is_seen_behind_a_commit_as_well() -> None:
    stage = Stage(WRAP_UP)
    stage.free_agent(2)
    first, second = stage.serve("s1"), stage.serve("s2")
    stage.agent.tell(SetStatus(AgentStatus.REST, "op1"))
    stage.agent.tell(SetStatus(AgentStatus.FREE, "op2"))
    stage.agent.tell(SlotFreed(S1, first))
    stage.agent.tell(SlotFreed(S2, second))
    stage.run()
    assert status(stage) is AgentStatus.ARRANGE


# --- a lost connection


@pytest.mark.covers("Q12")
def test_during_the_grace_nothing_new_comes_and_nothing_is_taken_back() -> None:
    stage = Stage()
    stage.free_agent(2)
    stage.serve("s1", is_ringing=True)
    stage.attach("second")
    stage.tell(Detach("c"))
    assert stage.news().why_not is None
    stage.tell(Detach("second"))
    assert stage.news().why_not is Exclusion.DISCONNECTED
    stage.reserve("r")
    assert stage.last(NotGranted).reservation == "r"
    stage.advance(GRACE - 0.1)
    assert status(stage) is AgentStatus.FREE
    stage.attach()
    assert stage.news().why_not is None
    stage.advance(GRACE)
    assert (status(stage), stage.all_heard(WithdrawOffer)) == (AgentStatus.FREE, [])


@pytest.mark.covers("Q12")
@pytest.mark.parametrize("settings", [ServiceSettings(), REQUEUE])
def test_after_the_grace_he_is_off_line_and_sessions_stay_or_go(
    settings: ServiceSettings,
) -> None:
    stage = Stage(settings)
    stage.free_agent(2)
    stage.serve("s1")
    stage.reserve("r2")
    stage.tell(Detach("c"))
    stage.advance(GRACE + A_LITTLE)
    assert status(stage) is AgentStatus.OFFLINE
    assert stage.news().why_not is Exclusion.OFFLINE
    told = [AgentGone(A)] if settings is REQUEUE else []
    assert stage.all_heard(AgentGone, "session/s1") == told
    # One that was on its way to him hears it as well.
    stage.claim("s2", 2)
    stage.tell(SessionAssignedToYou(S2, 2, "r2"))
    assert stage.all_heard(AgentGone, "session/s2") == told
    stage.forget()
    # Back again, he keeps whom he has.
    stage.attach()
    stage.tell(SessionAssignedToYou(S1, 1, ""))
    assert stage.all_heard(AgentGone) == []


@pytest.mark.covers("Q12")
def test_who_left_and_then_lost_the_connection_loses_his_sessions_too() -> None:
    stage = Stage(REQUEUE)
    stage.free_agent(1)
    stage.serve("s1")
    stage.set_status(AgentStatus.OFFLINE)
    stage.tell(Detach("c"))
    assert stage.all_heard(AgentGone) == []
    stage.advance(GRACE + A_LITTLE)
    assert stage.all_heard(AgentGone, "session/s1") == [AgentGone(A)]


@pytest.mark.covers("Q12", "S7")
def test_a_gone_agents_sessions_hear_it_although_the_service_died() -> None:
    stage = Stage(REQUEUE)
    stage.free_agent(1)
    stage.serve("s1")
    stage.tell(Detach("c"))
    stage.now += GRACE + A_LITTLE
    stage.node.timers.fire_due()
    stage.drain()
    stage.commit()
    stage.forget()
    stage.die()
    stage.tell(WakeAgent())
    stage.advance(1.0)
    assert stage.all_heard(AgentGone, "session/s1") == [AgentGone(A)]


@pytest.mark.covers("Q12", "S7")
def test_after_a_restart_he_has_the_whole_grace_to_come_back() -> None:
    stage = Stage()
    stage.free_agent(1)
    stage.advance(20.0)
    stage.die(downtime=600.0)
    stage.tell(WakeAgent())
    assert stage.news().why_not is Exclusion.DISCONNECTED
    stage.advance(GRACE - 0.1)
    board = stage.attach()
    assert isinstance(board, Board)
    assert board.status is AgentStatus.FREE
    assert stage.news().why_not is None


@pytest.mark.covers("Q12")
def test_a_session_that_comes_to_a_gone_off_line_agent_begins_a_grace() -> None:
    stage = Stage(REQUEUE)
    stage.free_agent(1)
    stage.reserve("r")
    stage.set_status(AgentStatus.OFFLINE)
    stage.tell(Detach("c"))
    stage.claim("s1", 1)
    stage.tell(SessionAssignedToYou(S1, 1, "r"))
    stage.advance(GRACE + A_LITTLE)
    assert stage.all_heard(AgentGone, "session/s1") == [AgentGone(A)]


# --- somebody else


@pytest.mark.covers("Q11")
def test_a_supervisor_sets_the_status_and_the_capacity() -> None:
    stage = Stage()
    stage.free_agent(1)
    stage.set_status(AgentStatus.OFFLINE, "end of shift", by="boss")
    assert (status(stage), stage.boards[-1].reason) == (
        AgentStatus.OFFLINE,
        "end of shift",
    )
    stage.ask(SetCapacity(4, "boss", "op"))
    assert stage.boards[-1].capacity == 4


@pytest.mark.covers("Q11", "Q12")
def test_whom_nobody_is_connected_as_cannot_be_made_free_for_long() -> None:
    stage = Stage()
    stage.register(1)
    stage.set_status(AgentStatus.FREE, by="boss")
    assert stage.news().why_not is Exclusion.DISCONNECTED
    stage.advance(GRACE + A_LITTLE)
    assert status(stage) is AgentStatus.OFFLINE
    # Not by an old absence either.
    stage.set_status(AgentStatus.FREE, by="boss")
    stage.advance(GRACE - 0.1)
    assert status(stage) is AgentStatus.FREE
    stage.advance(0.2)
    assert status(stage) is AgentStatus.OFFLINE


@pytest.mark.covers("Q12")
def test_attach_and_status_in_one_turn_make_him_able() -> None:
    stage = Stage()
    stage.register(1)
    stage.agent.tell(Attach("c"))
    stage.agent.tell(SetStatus(AgentStatus.FREE, "op"))
    stage.run()
    assert stage.news().why_not is None


@pytest.mark.covers("Q12")
def test_who_comes_and_goes_in_one_turn_has_a_new_grace() -> None:
    stage = Stage(REQUEUE)
    stage.free_agent(1)
    stage.tell(Detach("c"))
    stage.advance(GRACE + A_LITTLE)
    assert status(stage) is AgentStatus.OFFLINE
    stage.agent.tell(Attach("d"))
    stage.agent.tell(SetStatus(AgentStatus.FREE, "back"))
    stage.agent.tell(Detach("d"))
    stage.run()
    stage.advance(GRACE - 0.1)
    assert status(stage) is AgentStatus.FREE
    stage.advance(0.2)
    assert status(stage) is AgentStatus.OFFLINE


@pytest.mark.covers("Q12")
def test_who_comes_back_on_line_is_gone_no_more() -> None:
    stage = Stage(REQUEUE)
    stage.free_agent(1)
    stage.tell(Detach("c"))
    stage.advance(GRACE + A_LITTLE)
    stage.agent.tell(Attach("d"))
    stage.agent.tell(SetStatus(AgentStatus.FREE, "back"))
    stage.run()
    stage.forget()
    stage.serve("s1")
    assert stage.all_heard(AgentGone) == []
