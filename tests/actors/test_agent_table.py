"""An agent's statuses as a table: every status with every trigger."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.agent import core
from actors.agent.messages import (
    AgentState,
    AgentStatus,
    Freed,
    PresenceLost,
    SetStatus,
    SlotFreed,
    StatusChanged,
    StatusSet,
    WrapUpOver,
)
from actors.agent.table import (
    ASKED,
    TRANSITIONS,
    Consequence,
    Guard,
    Trigger,
    markdown,
)
from actors.ids import SessionId
from actors.refusal import Refused, Rule
from actors.rules.settings import ServiceSettings

OFFLINE, FREE, ARRANGE = AgentStatus.OFFLINE, AgentStatus.FREE, AgentStatus.ARRANGE
NOT_READY, REST = AgentStatus.NOT_READY, AgentStatus.REST
STORED = (OFFLINE, FREE, ARRANGE, NOT_READY, REST)
ON = ServiceSettings(wrap_up_seconds=30.0, rests_on_silence=True)
OFF = ServiceSettings()
ASKS = {
    Trigger.ASK_FREE: FREE,
    Trigger.ASK_NOT_READY: NOT_READY,
    Trigger.ASK_REST: REST,
    Trigger.ASK_OFFLINE: OFFLINE,
}

# What follows by rule, written down once more; elsewhere nothing changes.
BY_RULE = {
    (FREE, Trigger.LAST_ENDED): ARRANGE,
    (FREE, Trigger.LAPSED): REST,
    (ARRANGE, Trigger.WRAP_UP_OVER): FREE,
    (FREE, Trigger.ABSENT): OFFLINE,
    (ARRANGE, Trigger.ABSENT): OFFLINE,
    (NOT_READY, Trigger.ABSENT): OFFLINE,
    (REST, Trigger.ABSENT): OFFLINE,
}


def in_status(status: AgentStatus) -> AgentState:
    """Somebody who has no connection since 7 and this status since 5."""
    return AgentState("Ann", ("g",), 2, status, 7, since_ms=5)


def happen(
    state: AgentState, trigger: Trigger, settings: ServiceSettings
) -> core.AgentDecision:
    session = SessionId("s")
    match trigger:
        case Trigger.LAST_ENDED:
            freed = SlotFreed(session, 1, Freed.CLOSED)
            return core.slot_freed(state, freed, settings, is_known=True, is_last=True)
        case Trigger.LAPSED:
            freed = SlotFreed(session, 1, Freed.LAPSED)
            return core.slot_freed(state, freed, settings, is_known=True, is_last=True)
        case Trigger.WRAP_UP_OVER:
            return core.wrap_up_over(state, WrapUpOver(5), settings)
        case Trigger.ABSENT:
            return core.presence_lost(state, PresenceLost(7), settings)
        case _:
            command = SetStatus(ASKS[trigger], "op", "why")
            return core.ask_status(state, command, is_connected=True)


def after(state: AgentState, decision: core.AgentDecision) -> AgentState:
    for event in decision.events:
        state = core.apply(state, event, 100)
    return state


@pytest.mark.covers("Q12", "Q13")
@pytest.mark.parametrize("trigger", Trigger)
@pytest.mark.parametrize("status", STORED)
def test_every_status_with_every_trigger(status: AgentStatus, trigger: Trigger) -> None:
    decision = happen(in_status(status), trigger, ON)
    wanted = ASKS.get(trigger) or BY_RULE.get((status, trigger), status)
    state = after(in_status(status), decision)
    assert state.status is wanted
    assert state.since_ms == (100 if wanted is not status else 5)
    # Whoever leaves `free` has his ringing offers taken back; nobody else needs it.
    leaves = status is FREE and wanted is not FREE
    assert (Consequence.WITHDRAW in decision.effects) == leaves
    assert (Consequence.ANNOUNCE in decision.effects) == (wanted is not status)
    assert (Consequence.LET_GO in decision.effects) == (trigger is Trigger.ABSENT)
    if trigger in ASKS:
        assert decision.answer == StatusSet(wanted)
    elif wanted is status:
        assert decision.events == ()


@pytest.mark.covers("Q7", "Q13")
@pytest.mark.parametrize("trigger", [Trigger.LAST_ENDED, Trigger.LAPSED])
def test_what_is_not_set_does_not_happen(trigger: Trigger) -> None:
    decision = happen(in_status(FREE), trigger, OFF)
    assert decision.events == ()
    (effect,) = decision.effects
    assert isinstance(effect, SlotFreed)


@pytest.mark.covers("Q7")
def test_a_silent_agent_rests_with_the_reason() -> None:
    decision = happen(in_status(FREE), Trigger.LAPSED, ON)
    assert decision.events == (StatusChanged(REST, "silent"),)


@pytest.mark.covers("Q13")
@pytest.mark.parametrize(
    ("cause", "is_known", "is_last", "next_status"),
    [
        (Freed.CLOSED, True, True, ARRANGE),
        (Freed.MOVED, True, True, ARRANGE),
        (Freed.CLOSED, True, False, FREE),
        (Freed.CLOSED, False, True, FREE),
        (Freed.DECLINED, True, True, FREE),
        (Freed.WITHDRAWN, True, True, FREE),
        (Freed.LAPSED, True, False, REST),
        (Freed.LAPSED, False, True, FREE),
    ],
)
def test_which_freed_slot_changes_the_status(
    cause: Freed, *, is_known: bool, is_last: bool, next_status: AgentStatus
) -> None:
    state = in_status(FREE)
    freed = SlotFreed(SessionId("s"), 1, cause)
    decision = core.slot_freed(state, freed, ON, is_known=is_known, is_last=is_last)
    assert after(state, decision).status is next_status
    assert decision.effects[0] == freed


@pytest.mark.covers("Q12")
@pytest.mark.parametrize("status", [AgentStatus.BUSY, ARRANGE])
def test_what_follows_from_the_work_cannot_be_asked_for(status: AgentStatus) -> None:
    for state in map(in_status, STORED):
        command = SetStatus(status, "op")
        decision = core.ask_status(state, command, is_connected=True)
        assert isinstance(decision.answer, Refused)
        assert decision.answer.rule is Rule.BAD_VALUE
        assert (decision.events, decision.effects) == ((), ())


@pytest.mark.covers("Q12")
def test_deadlines_of_another_time_mean_nothing() -> None:
    over = core.wrap_up_over(in_status(ARRANGE), WrapUpOver(4), ON)
    lost = core.presence_lost(in_status(FREE), PresenceLost(4), ON)
    assert (over.events, over.effects) == (lost.events, lost.effects) == ((), ())


@pytest.mark.covers("Q12")
def test_asking_twice_writes_once_but_another_reason_is_written() -> None:
    state = replace(in_status(OFFLINE), absent_since_ms=0)
    for status, reason, kept in (
        (REST, "lunch", "lunch"),
        (REST, "meeting", "meeting"),
        (FREE, "no reason", ""),
    ):
        command = SetStatus(status, "op", reason, "boss")
        decision = core.ask_status(state, command, is_connected=True)
        assert decision.events == (StatusChanged(status, kept, "boss"),)
        state = after(state, decision)
        again = core.ask_status(state, command, is_connected=True)
        assert (again.events, again.effects) == ((), ())
        assert again.answer == StatusSet(status)
    assert state.by == "boss"
    state = replace(state, since_ms=5, absent_since_ms=7, by="")
    assert state == in_status(FREE)


def test_the_table_is_whole() -> None:
    assert set(TRANSITIONS) == set(STORED)
    assert set(ASKED.values()) == set(ASKS)
    for status, rows in TRANSITIONS.items():
        assert set(ASKS) <= set(rows), status
    used = [row for rows in TRANSITIONS.values() for row in rows.values()]
    assert {one for row in used for one in row.consequences} == set(Consequence)
    assert {row.guard for row in used} == {*Guard, None}
    assert {trigger for rows in TRANSITIONS.values() for trigger in rows} == set(
        Trigger
    )


def test_the_table_for_people_has_a_line_per_transition_and_one_for_busy() -> None:
    rows = sum(len(rows) for rows in TRANSITIONS.values())
    assert len(markdown().splitlines()) == rows + 3
