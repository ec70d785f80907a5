"""Who gets whom: the line beside a list that is sorted anew for every slot.

The list knows nothing of reservations, lanes or heaps: for every agent who gets free it
looks through everybody who waits.
"""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.assignment.core import Line
from actors.assignment.line_rule import LineRule
from actors.assignment.messages import AgentNews
from actors.assignment.routing import Exclusion, Strategy
from actors.assignment.standing import MAX_PRIORITY, QueueClass, Standing, rested
from actors.assignment.urgency import Bid
from actors.assignment.waiting import Reservation
from actors.ids import AgentId, SessionId

AGEING_MS = 1_000
AGENTS = tuple(f"a{number}" for number in range(6))

People = list[tuple[int, Standing]]


def standing(random: Random, now_ms: int) -> Standing:
    """Someone who may insist on a skill, on names, or on not getting somebody."""
    skill = random.choice(("", "", "x", "y"))
    return Standing(
        now_ms,
        random.choice(list(QueueClass)),
        random.choice((0, 0, 3, MAX_PRIORITY)),
        only=tuple(random.sample(AGENTS, random.choice((0, 0, 0, 2)))),
        never=random.choice((*AGENTS, "", "", "", "")),
        skill=skill,
        level=random.randint(1, 5) if skill else 0,
    )


def lateness(each: Standing) -> int:
    """Q4 with ageing: a level is worth `AGEING_MS` of waiting."""
    level = each.priority + (MAX_PRIORITY + 1) * each.queue_class
    return each.since_ms - level * AGEING_MS


def is_first(people: People, one: tuple[int, Standing]) -> bool:
    """Whether nobody comes before: equals by ticket, others by their lateness."""
    claim = (lateness(one[1]), one[0])
    return all(claim <= (lateness(each), ticket) for ticket, each in people)


def may_serve(agent: str, skills: dict[str, int], each: Standing, waited: int) -> bool:
    """Q3, Q9, Q10: a level of the skill is dropped per second of waiting."""
    if agent == each.never:
        return False
    if each.only:
        return agent in each.only
    level = each.level - waited // 1_000
    return not each.skill or level <= 0 or skills.get(each.skill, 0) >= level


@pytest.mark.covers("Q3", "Q4", "Q10")
@pytest.mark.unmeasured
@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(Strategy))
def test_who_gets_free_takes_the_first_whom_he_may_serve(
    seed: int, strategy: Strategy
) -> None:
    random = Random(seed)
    line = Line("g.", 0, LineRule(strategy, relax_ms=1_000, ageing_ms=AGEING_MS))
    line.loaded()
    line.settled()
    now_ms, model = 1_000_000, dict[SessionId, tuple[int, Standing]]()
    for step in range(30):
        now_ms += random.randrange(900)
        if random.random() < 0.6 or step < 10:
            session = SessionId(f"s{step}")
            model[session] = (step, standing(random, now_ms))
            line.wait(session, step, model[session][1], now_ms)
            line.serve(now_ms)
            continue
        agent = random.choice(AGENTS)
        skills = {name: random.randint(1, 5) for name in "xy" if random.random() < 0.5}
        line.hear(news(agent, 2 * step, tuple(skills.items())), now_ms)
        able = {
            name: (ticket, each)
            for name, (ticket, each) in model.items()
            if may_serve(agent, skills, each, now_ms - each.since_ms)
        }
        asked = line.serve(now_ms)
        assert bool(asked) == bool(able)
        for one in asked:
            granted = line.grant(one.id, now_ms)
            assert granted is not None
            assert granted.bound is not None
            assert is_first(list(able.values()), able[granted.bound.session])
            line.accepted(granted.bound.session)
            del model[granted.bound.session]
        line.hear(news(agent, 2 * step + 1, (), Exclusion.FULL), now_ms)
        order = [each.session for each in line.hall.in_order()]
        assert restarted(line.hall.rule, model, now_ms) == order


def restarted(
    rule: LineRule, model: dict[SessionId, tuple[int, Standing]], now_ms: int
) -> list[SessionId]:
    """The order of a line that is told of everybody anew, by name."""
    line = Line("h.", 0, rule)
    for session in sorted(model):
        ticket, each = model[session]
        line.wait(session, ticket, each, now_ms)
    line.loaded()
    return [each.session for each in line.hall.in_order()]


def news(
    agent: str,
    version: int,
    skills: tuple[tuple[str, int], ...] = (),
    why: Exclusion | None = None,
) -> AgentNews:
    name = AgentId(agent)
    return AgentNews(name, version, agent, why, 0, 1, 0, 0, skills, wants_bid=False)


@pytest.mark.covers("Q8", "Q14")
@given(
    st.lists(st.integers(0, MAX_PRIORITY), max_size=40),
    st.lists(st.integers(0, 9), max_size=40),
    st.sampled_from(("agents", "sessions")),
)
def test_a_batch_of_sessions_meets_a_batch_of_agents(
    priorities: list[int], idle: list[int], first: str
) -> None:
    line = Line("g.", 0)
    line.loaded()
    line.settled()
    words = [
        AgentNews(
            AgentId(f"a{number:02}"), 1, "", None, 0, 1, since, 0, (), wants_bid=False
        )
        for number, since in enumerate(idle)
    ]
    for word in words if first == "agents" else ():
        line.hear(word, 0)
    for number, priority in enumerate(priorities):
        line.wait(SessionId(f"s{number}"), number, Standing(0, priority=priority), 0)
    for word in words if first == "sessions" else ():
        line.hear(word, 0)
    sessions = sorted(range(len(priorities)), key=lambda one: (-priorities[one], one))
    agents = sorted(range(len(idle)), key=lambda one: (idle[one], one))
    asked = line.serve(0)
    assert [
        (each.sponsor.session, each.agent) for each in asked if each.sponsor is not None
    ] == [
        (f"s{session}", f"a{agent:02}")
        for session, agent in zip(sessions, agents, strict=False)
    ]
    assert line.serve(0) == []
    bound = [line.grant(each.id, 0) for each in asked]
    assert [each.bound.session for each in bound if each and each.bound] == [
        f"s{session}" for session in sessions[: len(asked)]
    ]


class Desk:
    """Agents who stand in every line, each with some slots; no messages, no time."""

    def __init__(self, groups: int, capacities: list[int]) -> None:
        self.lines = [Line(f"g{number}.", 0, LineRule()) for number in range(groups)]
        self.room = {f"a{at}": room for at, room in enumerate(capacities)}
        self.served: list[Bid] = []
        self._spoken = 0
        for line in self.lines:
            line.loaded()
            line.settled()

    def speak(self, agent: str) -> None:
        self._spoken += 1
        why = None if self.room[agent] else Exclusion.FULL
        for line in self.lines:
            line.hear(news(agent, self._spoken, (), why), 0)

    def auction(self) -> bool:
        """Everybody asked gives one slot to the best bid; False = nobody was asked."""
        asked: dict[str, list[tuple[Bid, Line, Reservation]]] = {}
        for line in self.lines:
            for each in line.serve(0):
                asked.setdefault(each.agent, []).append((each.bid, line, each))
        for agent, bids in asked.items():
            bids.sort(key=lambda each: each[0])
            bid, line, best = bids[0]
            granted = line.grant(best.id, 0)
            assert granted is not None
            assert granted.bound is not None
            line.accepted(granted.bound.session)
            self.room[agent] -= 1
            self.served.append(bid)
            for _, line, each in bids[1:]:
                line.not_granted(each.id)
            self.speak(agent)
        return bool(asked)


@pytest.mark.covers("Q1", "Q2")
@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, MAX_PRIORITY)),
        min_size=1,
        max_size=30,
    ),
    st.lists(st.integers(1, 4), min_size=1, max_size=5),
)
def test_an_agent_of_many_groups_serves_the_best_claim_of_all(
    people: list[tuple[int, int]], capacities: list[int]
) -> None:
    desk = Desk(3, capacities)
    for ticket, (group, priority) in enumerate(people):
        session = SessionId(f"s{ticket}")
        desk.lines[group].wait(session, ticket, Standing(0, priority=priority), 0)
    claims = sorted(
        Bid(-priority, ticket) for ticket, (_, priority) in enumerate(people)
    )
    for agent in tuple(desk.room):
        desk.speak(agent)
        while desk.auction():
            pass
    assert desk.served == claims[: sum(capacities)]
    assert all(room >= 0 for room in desk.room.values())


def test_a_standing_leaves_out_lost_time_and_waits_no_longer_than_a_pause() -> None:
    standing = Standing(since_ms=100, again_ms=500)
    assert rested(standing, 0, 500) is standing
    assert rested(standing, 30, 400) == Standing(since_ms=130, again_ms=400)
    assert rested(standing, -30, 900) == Standing(since_ms=70, again_ms=500)
