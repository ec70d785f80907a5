"""An agent's slots, and what the events mean."""

from __future__ import annotations

import pytest

from actors.agent import core
from actors.agent.messages import (
    AgentRegistered,
    AgentServed,
    AgentState,
    AgentStatus,
    PresenceChanged,
    StatusChanged,
)
from actors.ids import SessionId

S1, S2 = SessionId("s1"), SessionId("s2")


def known() -> core.Slots:
    slots = core.Slots()
    slots.learn({})
    return slots


def test_nothing_is_promised_before_the_claims_are_known() -> None:
    slots = core.Slots()
    assert not slots.has_room(3)
    assert slots.hold("r", 3, 0) is None
    slots.learn({1: S1})
    assert slots.hold("r", 3, 7) == core.Hold(2, 7)


@pytest.mark.covers("Q2")
def test_holds_and_sessions_together_stay_within_the_capacity() -> None:
    slots = known()
    assert slots.hold("r1", 2, 0) == core.Hold(1, 0)
    assert slots.hold("r2", 2, 0) == core.Hold(2, 0)
    assert slots.hold("r3", 2, 0) is None
    slots.take(S1, 1, "r1")
    assert not slots.has_room(2)
    assert not slots.release("r2", is_taken=False)
    assert slots.hold("r4", 2, 0) == core.Hold(2, 0)


@pytest.mark.covers("Q2")
def test_a_cut_evicts_nobody_and_grants_nothing() -> None:
    slots = known()
    slots.learn({1: S1, 3: S2})
    assert not slots.has_room(2)
    slots.free(S1, 1)
    assert slots.hold("r", 2, 0) == core.Hold(1, 0)
    assert slots.sessions() == (S2,)


def test_a_hold_that_ran_out_counts_as_taken_until_the_claims_were_read() -> None:
    slots = known()
    slots.hold("r1", 1, 0)
    assert slots.overdue("r1")
    assert not slots.has_room(1)
    slots.learn({})
    assert slots.has_room(1)
    assert not slots.overdue("r1")


def test_a_slot_that_somebody_else_has_is_in_doubt() -> None:
    slots = known()
    slots.hold("r1", 1, 0)
    assert slots.release("r1", is_taken=True)
    assert not slots.has_room(1)
    assert slots.release("r1", is_taken=True)
    assert not slots.release("r1", is_taken=False)


def test_only_the_session_that_has_a_slot_frees_it() -> None:
    slots = known()
    slots.take(S1, 1, "unheard of")
    slots.free(S2, 1)
    assert slots.sessions() == (S1,)
    slots.free(S1, 1)
    assert slots.sessions() == ()


@pytest.mark.covers("Q12")
def test_only_a_free_agent_who_is_there_takes_sessions() -> None:
    state = core.apply(AgentState(), AgentRegistered("A", ("g",), 2), 1)
    assert not core.is_present(state)
    state = core.apply(state, StatusChanged(AgentStatus.FREE), 2)
    assert core.is_present(state)
    assert state.served_ms == 2
    state = core.apply(state, PresenceChanged(is_present=False), 3)
    assert (core.is_present(state), state.absent_since_ms) == (False, 3)
    state = core.apply(state, PresenceChanged(is_present=True), 4)
    state = core.apply(state, AgentServed(), 5)
    assert (core.is_present(state), state.served_ms) == (True, 5)
    state = core.apply(state, StatusChanged(AgentStatus.FREE), 6)
    assert state.served_ms == 5
    state = core.apply(state, StatusChanged(AgentStatus.NOT_READY), 7)
    assert not core.is_present(state)
