"""What an agent's commands lead to, and what the events mean."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.agent import core
from actors.agent.limits import MAX_CAPACITY, MAX_GROUPS
from actors.agent.messages import (
    MAX_REASON_CHARS,
    AgentRegistered,
    AgentState,
    AgentStatus,
    CheckPresence,
    PresenceChanged,
    PresenceLost,
    RegisterAgent,
    Registered,
    SetCapacity,
    SetStatus,
    StatusChanged,
    WrapUpOver,
)
from actors.assignment.routing import Exclusion
from actors.ids import GroupId
from actors.refusal import Refused, Rule
from actors.rules.settings import ServiceSettings
from runtime.decision import Decision
from runtime.journal import Capacity

G, H = GroupId("g"), GroupId("h")
ANN = AgentState("Ann", ("g",), 2, skills=(("french", 3),), usual_capacity=2)
RULES = ServiceSettings(wrap_up_seconds=30.0, agent_grace_seconds=10.0)


def register(
    state: AgentState = ANN,
    *,
    groups: tuple[GroupId, ...] = (G,),
    capacity: int = 2,
    skills: tuple[tuple[str, int], ...] | None = (("french", 3),),
) -> core.AgentDecision:
    command = RegisterAgent("Ann", groups, capacity, skills)
    return core.register(state, command, "agent/a")


@pytest.mark.covers("Q2")
def test_a_registration_carries_its_capacity_into_the_commit() -> None:
    decision = register(AgentState())
    assert decision.events == (
        AgentRegistered("Ann", ("g",), 2, (("french", 3),), usual_capacity=2),
    )
    assert decision.capacities == (Capacity("agent/a", 2),)
    assert decision.is_solo
    assert decision.answer == Registered()
    state = core.apply(AgentState(), decision.events[0], 1)
    assert state == ANN
    assert register(state) == Decision(answer=Registered())


def test_what_is_named_twice_counts_once() -> None:
    decision = register(groups=(G, H, G), skills=(("x", 1), ("x", 2)))
    assert decision.events == (
        AgentRegistered("Ann", ("g", "h"), 2, (("x", 2),), usual_capacity=2),
    )


@pytest.mark.covers("Q2")
@pytest.mark.parametrize(
    "decision",
    [
        register(capacity=0),
        register(capacity=MAX_CAPACITY + 1),
        register(skills=(("french", 0),)),
        register(skills=(("french", 3), ("swiss", 6))),
        register(groups=tuple(GroupId(f"g{n}") for n in range(MAX_GROUPS + 1))),
        core.set_capacity(ANN, SetCapacity(0, "boss", "op"), "agent/a"),
    ],
)
def test_values_beyond_the_limits_are_refused(decision: core.AgentDecision) -> None:
    assert isinstance(decision.answer, Refused)
    assert decision.answer.rule is Rule.BAD_VALUE
    assert (decision.events, decision.capacities) == ((), ())


@pytest.mark.covers("Q2")
@pytest.mark.parametrize(
    "decision",
    [
        register(capacity=1),
        register(capacity=MAX_CAPACITY),
        register(skills=(("french", 1), ("swiss", 5))),
        register(groups=tuple(GroupId(f"g{n}") for n in range(MAX_GROUPS))),
    ],
)
def test_values_at_the_limits_are_taken(decision: core.AgentDecision) -> None:
    assert decision.answer == Registered()
    assert len(decision.events) == 1


@pytest.mark.covers("Q2", "Q11")
def test_a_capacity_set_live_names_who_set_it() -> None:
    decision = core.set_capacity(ANN, SetCapacity(5, "boss", "op"), "agent/a")
    assert decision.events == (
        AgentRegistered("Ann", ("g",), 5, (("french", 3),), "boss", 2),
    )
    assert decision.capacities == (Capacity("agent/a", 5),)


def folded(state: AgentState, decision: core.AgentDecision) -> AgentState:
    for event in decision.events:
        state = core.apply(state, event, 1)
    return state


@pytest.mark.covers("Q2", "Q11")
def test_what_was_set_live_stays_until_another_capacity_is_usual() -> None:
    cut = folded(ANN, core.set_capacity(ANN, SetCapacity(1, "boss", "op"), "agent/a"))
    moved = register(cut, groups=(H,), skills=None)
    assert moved.capacities == (Capacity("agent/a", 1),)
    state = folded(cut, moved)
    assert (state.groups, state.capacity, state.skills) == (("h",), 1, ANN.skills)
    raised = register(state, capacity=3)
    assert raised.capacities == (Capacity("agent/a", 3),)
    assert folded(state, raised).capacity == 3


@pytest.mark.covers("Q2")
def test_what_was_registered_before_usual_capacities_were_kept_is_told_anew() -> None:
    event = AgentRegistered("Ann", ("g",), 5, (("french", 3),))
    state = core.apply(AgentState(), event, 1)
    assert folded(state, register(state)) == ANN


@pytest.mark.covers("Q11")
def test_whom_somebody_else_brings_on_line_is_expected_from_then_on() -> None:
    command = SetStatus(AgentStatus.FREE, "op", by="boss")
    decision = core.ask_status(ANN, command, is_connected=False)
    assert decision.events == (
        StatusChanged(AgentStatus.FREE, "", "boss"),
        PresenceChanged(is_present=False),
    )
    away = replace(ANN, absent_since_ms=3)
    decision = core.ask_status(away, command, is_connected=False)
    assert decision.events[1:] == (PresenceChanged(is_present=False),)
    decision = core.ask_status(away, command, is_connected=True)
    assert decision.events[1:] == (PresenceChanged(is_present=True),)
    assert decision.effects[-1] == CheckPresence()
    decision = core.ask_status(ANN, command, is_connected=True)
    assert decision.events[1:] == ()
    state = replace(ANN, status=AgentStatus.REST, absent_since_ms=3)
    decision = core.ask_status(state, command, is_connected=False)
    assert decision.events == (StatusChanged(AgentStatus.FREE, "", "boss"),)
    why = SetStatus(AgentStatus.OFFLINE, "op", "holiday", "boss")
    decision = core.ask_status(ANN, why, is_connected=False)
    assert decision.events == (StatusChanged(AgentStatus.OFFLINE, "holiday", "boss"),)
    off = SetStatus(AgentStatus.OFFLINE, "op", by="boss")
    decision = core.ask_status(state, off, is_connected=False)
    assert decision.events == (StatusChanged(AgentStatus.OFFLINE, "", "boss"),)


def test_a_long_reason_is_refused() -> None:
    for length in (MAX_REASON_CHARS, MAX_REASON_CHARS + 1):
        command = SetStatus(AgentStatus.REST, "op", "x" * length)
        answer = core.ask_status(ANN, command, is_connected=True).answer
        assert isinstance(answer, Refused) == (length > MAX_REASON_CHARS)


@pytest.mark.covers("Q12")
@pytest.mark.parametrize(
    ("status", "absent_ms", "is_connected", "has_sessions", "events"),
    [
        (AgentStatus.FREE, 0, True, False, ()),
        (AgentStatus.FREE, 0, False, False, (PresenceChanged(is_present=False),)),
        (AgentStatus.FREE, 5, False, False, ()),
        (AgentStatus.FREE, 5, True, False, (PresenceChanged(is_present=True),)),
        (AgentStatus.OFFLINE, 0, False, False, ()),
        (AgentStatus.OFFLINE, 0, False, True, (PresenceChanged(is_present=False),)),
        (AgentStatus.OFFLINE, 5, True, False, (PresenceChanged(is_present=True),)),
    ],
)
def test_who_is_expected_and_who_is_there(
    status: AgentStatus,
    absent_ms: int,
    *,
    is_connected: bool,
    has_sessions: bool,
    events: tuple[PresenceChanged, ...],
) -> None:
    state = replace(ANN, status=status, absent_since_ms=absent_ms)
    decision = core.check_presence(
        state, CheckPresence(), is_connected=is_connected, has_sessions=has_sessions
    )
    assert decision.events == events


@pytest.mark.covers("Q12")
@pytest.mark.parametrize(
    ("status", "absent_ms", "has_room", "why_not"),
    [
        (AgentStatus.FREE, 0, True, None),
        (AgentStatus.FREE, 0, False, Exclusion.FULL),
        (AgentStatus.FREE, 5, True, Exclusion.DISCONNECTED),
        (AgentStatus.OFFLINE, 5, True, Exclusion.OFFLINE),
        (AgentStatus.NOT_READY, 0, True, Exclusion.NOT_READY),
        (AgentStatus.REST, 0, True, Exclusion.REST),
        (AgentStatus.ARRANGE, 0, True, Exclusion.WRAPPING_UP),
    ],
)
def test_only_a_free_agent_who_is_there_takes_sessions(
    status: AgentStatus, absent_ms: int, *, has_room: bool, why_not: Exclusion | None
) -> None:
    state = replace(ANN, status=status, absent_since_ms=absent_ms)
    assert core.why_not(state, has_room=has_room) is why_not
    is_able = why_not in (None, Exclusion.FULL)
    assert core.is_able(state) == is_able


@pytest.mark.covers("Q12")
def test_busy_is_free_at_capacity() -> None:
    free = replace(ANN, status=AgentStatus.FREE)
    shown = [core.shown_status(free, served) for served in range(4)]
    assert [each.value for each in shown] == ["free", "free", "busy", "busy"]
    rest = replace(ANN, status=AgentStatus.REST)
    assert core.shown_status(rest, 2) is AgentStatus.REST


@pytest.mark.covers("Q12", "Q13")
def test_the_grace_and_the_wrap_up_are_durable_deadlines() -> None:
    assert core.deadlines(ANN, RULES) == ()
    absent = core.apply(ANN, PresenceChanged(is_present=False), 1_000)
    assert core.deadlines(absent, ServiceSettings(agent_grace_seconds=0)) == ()
    state = replace(
        ANN, status=AgentStatus.ARRANGE, since_ms=1_000, absent_since_ms=5_000
    )
    found = [
        (each.armed_ms, each.due_ms, each.command)
        for each in core.deadlines(state, RULES)
    ]
    assert found == [
        (5_000, 15_000, PresenceLost(5_000)),
        (1_000, 31_000, WrapUpOver(1_000)),
    ]
    assert core.wrap_up_until_ms(state, RULES) == 31_000
    assert core.wrap_up_until_ms(ANN, RULES) == 0


def test_idle_time_begins_when_he_becomes_free() -> None:
    state = core.apply(ANN, StatusChanged(AgentStatus.FREE), 7)
    assert core.free_since_ms(state) == 7
    state = core.apply(state, PresenceChanged(is_present=False), 8)
    assert (core.free_since_ms(state), state.absent_since_ms) == (7, 8)
    state = core.apply(state, PresenceChanged(is_present=True), 9)
    assert state.absent_since_ms == 0
    state = core.apply(state, StatusChanged(AgentStatus.REST, "tea"), 10)
    assert (core.free_since_ms(state), state.since_ms, state.reason) == (0, 10, "tea")


def test_who_is_registered_is_open_in_the_index() -> None:
    assert core.index_row(ANN).is_open
    assert core.index_row(ANN).state == "offline"
    assert not core.index_row(AgentState()).is_open
    assert isinstance(core.refuse_unknown().answer, Refused)
