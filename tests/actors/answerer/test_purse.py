"""What may be spent on a model, and that no restart forgets what was."""

from __future__ import annotations

import pytest
import trio.testing
from hypothesis import given
from hypothesis import strategies as st

from actors.answerer import core
from actors.answerer.actor import purse_region
from actors.answerer.core import DAY_MS, MAX_SESSIONS
from actors.answerer.messages import (
    Denied,
    Granted,
    PurseEvent,
    Reserve,
    Settle,
    Spent,
)
from actors.answerer.settings import Limits, ModelSettings
from runtime.child import ChildSpec
from runtime.journal_memory import MemoryJournal
from tests.actors.live_desk import LiveDesk, live_desk

MockClock = trio.testing.MockClock
LIMITS = Limits(session_tokens=100, day_tokens=250, day_micros=1_000)
TODAY = 20_000 * DAY_MS


def spent(state: Spent, *events: PurseEvent) -> Spent:
    for event in events:
        state = core.apply(state, event)
    return state


def reserved(state: Spent, command: Reserve, now_ms: int = TODAY) -> Spent:
    decision = core.reserve(state, command, LIMITS, now_ms)
    assert decision.answer == Granted(now_ms // DAY_MS)
    return spent(state, *decision.events)


def answer(state: Spent, command: Reserve, limits: Limits = LIMITS) -> object:
    return core.reserve(state, command, limits, TODAY).answer


@pytest.mark.covers("R13")
def test_each_limit_is_held() -> None:
    state = reserved(Spent(), Reserve("s", 100, 0))
    assert answer(state, Reserve("s", 1, 0)) == Denied(is_session=True)
    state = reserved(state, Reserve("t", 100, 0))
    assert answer(state, Reserve("u", 51, 0)) == Denied(is_session=False)
    assert answer(state, Reserve("u", 50, 1_001)) == Denied(is_session=False)
    assert answer(state, Reserve("u", 50, 1_000)) == Granted(20_000)


def test_no_limit_is_none() -> None:
    assert answer(Spent(), Reserve("s", 10**9, 10**9), Limits(0, 0, 0)) == Granted(
        20_000
    )


def test_another_day_begins_with_nothing() -> None:
    state = reserved(Spent(), Reserve("s", 100, 7))
    state = reserved(state, Reserve("s", 60, 1), TODAY + DAY_MS)
    assert state == Spent(20_001, 60, 1, {"s": 60})
    assert core.settle(state, Settle("s", 20_000, 40, 0)).events == ()


@given(st.lists(st.tuples(st.sampled_from("stu"), st.integers(1, 60)), max_size=30))
def test_what_was_not_needed_is_given_back(steps: list[tuple[str, int]]) -> None:
    state = Spent()
    for session, tokens in steps:
        decision = core.reserve(state, Reserve(session, tokens, 1), LIMITS, TODAY)
        state = spent(state, *decision.events)
        if isinstance(decision.answer, Granted):
            back = Settle(session, decision.answer.day, tokens // 2, 0)
            state = spent(state, *core.settle(state, back).events)
        assert state.tokens == sum(state.sessions.values()) <= LIMITS.day_tokens
        assert all(each <= LIMITS.session_tokens for each in state.sessions.values())


def test_so_many_sessions_are_remembered() -> None:
    state = Spent()
    for number in range(MAX_SESSIONS + 1):
        command = Reserve(str(number), 1, 0)
        state = spent(state, *core.reserve(state, command, Limits(), TODAY).events)
    assert len(state.sessions) == MAX_SESSIONS
    assert "0" not in state.sessions
    assert state.tokens == MAX_SESSIONS + 1


def test_prices_are_for_a_million_tokens() -> None:
    assert ModelSettings(prompt_price=0.15, answer_price=0.6).micros(1_000, 100) == 210


# --- the shell


def purse_beside(desk: LiveDesk) -> tuple[ChildSpec, ...]:
    journal = desk.desk.journal

    return (
        ChildSpec(
            "purse", lambda: purse_region(journal, LIMITS), shutdown_seconds=None
        ),
    )


@pytest.mark.covers("R13")
async def test_no_restart_forgets_what_was_spent(autojump_clock: MockClock) -> None:
    backend = MemoryJournal()
    async with live_desk(backend, purse_beside) as desk:
        purse = desk.finder.purse
        granted = await purse.ask(Reserve("s", 90, 5))
        assert isinstance(granted, Granted)
        purse.tell(Settle("s", granted.day, 10, 2))
        assert await purse.ask(Reserve("s", 21, 0)) == Denied(is_session=True)
    async with live_desk(backend, purse_beside) as desk:
        purse = desk.finder.purse
        assert await purse.ask(Reserve("s", 21, 0)) == Denied(is_session=True)
        assert await purse.ask(Reserve("t", 20, 998)) == Denied(is_session=False)
        assert await purse.ask(Reserve("s", 20, 997)) == granted
