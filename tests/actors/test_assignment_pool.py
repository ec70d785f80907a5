"""The candidates by every strategy, beside a list that is sorted anew each time."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.assignment.crew import Colleague
from actors.assignment.messages import AgentNews
from actors.assignment.pool import Pool
from actors.assignment.routing import Strategy
from actors.ids import AgentId

pytestmark = pytest.mark.covers("Q3")

AGENTS = "abcdef"


class Word(NamedTuple):
    """What an agent says of himself; he is no candidate when he is busy."""

    agent: str
    is_busy: bool
    load: int
    idle_since_ms: int
    turn_ms: int
    skills: dict[str, int]


class Ask(NamedTuple):
    """What a session asks for, and whom it does not take."""

    skill: str
    level: int
    shunned: frozenset[str]


WORDS = st.builds(
    Word,
    st.sampled_from(AGENTS),
    st.booleans(),
    st.integers(0, 2),
    st.integers(0, 3),
    st.integers(0, 3),
    st.dictionaries(st.sampled_from("xy"), st.integers(1, 5)),
)
ASKS = st.builds(
    Ask,
    st.sampled_from(("", "x", "y", "z")),
    st.integers(0, 5),
    st.frozensets(st.sampled_from(AGENTS)),
)


def in_turn(strategy: Strategy, word: Word) -> tuple[int, ...]:
    """The smaller is asked first; Q3 word by word."""
    match strategy:
        case Strategy.LEAST_LOADED:
            return (word.load, word.idle_since_ms)
        case Strategy.ROUND_ROBIN:
            return (word.turn_ms,)
        case _:
            return (word.idle_since_ms,)


def expected(strategy: Strategy, words: list[Word], ask: Ask) -> list[str]:
    """Everybody who will do, first first; equals by the better skill, then by name."""
    is_by_level = strategy is Strategy.SKILL_LEVEL
    level = ask.level if ask.skill else 0
    able = [each for each in words if each.skills.get(ask.skill, 0) >= level]

    def place(word: Word) -> tuple[object, ...]:
        turn = in_turn(strategy, word)
        # A skill that nobody insists on any more still counts by `SKILL_LEVEL`.
        skill = word.skills.get(ask.skill, 0) if level or is_by_level else 0
        best = (-skill, *turn) if is_by_level else (*turn, -skill)
        return (*best, word.agent)

    return [each.agent for each in sorted(able, key=place)]


def colleague(word: Word) -> Colleague:
    return Colleague(
        AgentNews(
            AgentId(word.agent),
            1,
            word.agent,
            None,
            word.load,
            word.load + 1,
            word.idle_since_ms,
            word.turn_ms,
            tuple(word.skills.items()),
            wants_bid=False,
        )
    )


def check(pool: Pool, ask: Ask, order: list[str]) -> None:
    skill, level, shunned = ask
    assert [each.name for each in pool.some(skill, level, 99)] == order
    assert [each.name for each in pool.some(skill, level, 2)] == order[:2]
    first = pool.best(skill, level, None)
    assert (first.name if first else None) == next(iter(order), None)
    first = pool.best(skill, level, lambda one: one.name not in shunned)
    wanted = (name for name in order if name not in shunned)
    assert (first.name if first else None) == next(wanted, None)
    if skill and level:
        assert pool.count(skill, level) == len(order)


@given(
    st.sampled_from(Strategy), st.lists(WORDS, max_size=30), st.lists(ASKS, min_size=1)
)
def test_whoever_is_first_by_the_strategy_is_asked_first(
    strategy: Strategy, words: list[Word], asks: list[Ask]
) -> None:
    pool = Pool(strategy)
    members: dict[str, Colleague] = {}
    model: dict[str, Word] = {}
    for word in words:
        if word.agent in model:
            pool.remove(members[word.agent])
            del model[word.agent]
        if not word.is_busy:
            members[word.agent] = colleague(word)
            model[word.agent] = word
            pool.add(members[word.agent])
    for ask in asks:
        check(pool, ask, expected(strategy, list(model.values()), ask))
