"""Whatever is said, in whatever order, late, twice or never: the line stays sound.

The rules are written here a second time, as plainly as possible, and compared with what
the line does.
"""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.assignment.core import Line
from actors.assignment.crew import Colleague
from actors.assignment.line_rule import LineRule
from actors.assignment.messages import AgentNews
from actors.assignment.record import routing
from actors.assignment.routing import MAX_NAMED, Exclusion, Strategy
from actors.assignment.standing import QueueClass, Standing
from actors.assignment.urgency import base_level
from actors.assignment.waiting import IN_LINE, Reservation, Stage, Waiting
from actors.ids import AgentId, GroupId, SessionId

pytestmark = pytest.mark.unmeasured

AGENTS = tuple("abcd")
SESSIONS = tuple(f"s{number}" for number in range(8))
SKILLS = ("", "x", "y")
REASONS = (None, None, None, Exclusion.FULL, Exclusion.OFFLINE, Exclusion.REST)


def is_skilled(waiting: Waiting, agent: Colleague, rule: LineRule, now: int) -> bool:
    standing = waiting.standing
    level = standing.level if standing.skill else 0
    if rule.relax_ms:
        level -= max(0, now - standing.since_ms) // rule.relax_ms
    return level <= 0 or dict(agent.news.skills).get(standing.skill, 0) >= level


def wishes_for(line: Line, waiting: Waiting, agent: Colleague, now: int) -> bool:
    """Whether the session would take the agent, silence aside."""
    standing, rule = waiting.standing, line.hall.rule
    if standing.never == agent.name:
        return False
    if standing.only:
        return agent.name in standing.only
    last = line.crew.get(standing.prefer)
    if (
        rule.strategy is Strategy.LAST_AGENT
        and last is not None
        and last.why is not Exclusion.OFFLINE
        and standing.prefer not in (standing.never, standing.silent)
        and now - standing.since_ms < rule.sticky_ms
    ):
        return agent is last
    return is_skilled(waiting, agent, rule, now)


def is_eligible(line: Line, waiting: Waiting, agent: Colleague, now: int) -> bool:
    standing = waiting.standing
    if not wishes_for(line, waiting, agent, now):
        return False
    if agent.name != standing.silent:
        return True
    return now >= standing.again_ms and not any(
        wishes_for(line, waiting, other, now)
        for other in line.crew.free.values()
        if other is not agent
    )


def everybody(line: Line) -> list[Waiting]:
    found = [line.hall.find(SessionId(session)) for session in SESSIONS]
    return [each for each in found if each is not None]


def check_books(line: Line, known: dict[str, Reservation]) -> None:
    """Every reservation is for somebody, or idle; every session knows its own."""
    open_ids = {key for key, one in known.items() if line.find(key) is one}
    bound, sponsored = set(), set()
    for waiting in everybody(line):
        one = waiting.reservation
        if waiting.stage is Stage.OPEN:
            assert one is None
            continue
        assert one is not None
        assert line.find(one.id) is one
        if waiting.stage is Stage.BOUND:
            assert (one.bound, one.sponsor) == (waiting, None)
            bound.add(one.id)
        else:
            assert (one.bound, one.sponsor) == (None, waiting)
            sponsored.add(one.id)
    assert not bound & sponsored
    idle = open_ids - bound - sponsored
    assert all(known[each].sponsor is known[each].bound is None for each in idle)
    present = everybody(line)
    waited = [one for one in present if one.has_waited and one.stage in IN_LINE]
    positions = line.hall.positions
    assert positions.waiting == len(waited)
    began = min((one.standing.since_ms for one in waited), default=0)
    assert positions.oldest.since_ms() == began
    told = [one for one in present if one.is_told and one.stage in IN_LINE]
    assert line.hall.treatments.told_in_line == len(told)
    assert {each.name for each in line.pool.some("", 0, 99)} == set(line.crew.free)


def check_rest(line: Line, now: int) -> None:
    """Nobody waits beside somebody who could serve, and nobody is hidden."""
    for waiting in everybody(line):
        if waiting.stage is Stage.OPEN:
            for agent in line.crew.free.values():
                assert not is_eligible(line, waiting, agent, now), (
                    waiting.session,
                    agent.name,
                )


def check_choice(
    line: Line, waiting: Waiting, agent: Colleague, others: list[Waiting], now: int
) -> None:
    """Nobody who may be served by the agent comes before whom he was given."""
    rule = line.hall.rule

    def urgency(one: Waiting) -> int:
        """In ms of waiting; in levels where waiting counts for nothing."""
        level = base_level(one.standing, rule.priority)
        waited_ms = now - one.standing.since_ms
        return level * rule.ageing_ms + waited_ms if rule.ageing_ms else level

    for other in others:
        standing = other.standing
        if other is waiting or not wishes_for(line, other, agent, now):
            continue
        if agent.name == standing.silent:
            continue  # somebody else may be asked for it
        if other.base == waiting.base:
            assert other.ticket >= waiting.ticket
        elif all(
            each.ticket > other.ticket or each.base != other.base for each in others
        ):  # the head of its level
            assert (-urgency(other), other.ticket) >= (
                -urgency(waiting),
                waiting.ticket,
            )


def check_asked(line: Line, one: Reservation, free: list[Colleague], now: int) -> None:
    """Whoever is asked comes first by the strategy among those who may serve."""
    sponsor, agent = one.sponsor, line.crew.get(one.agent)
    assert sponsor is not None
    assert agent is not None
    assert agent in free
    able = [each for each in free if wishes_for(line, sponsor, each, now)]
    standing, strategy = sponsor.standing, line.hall.rule.strategy
    others = [each for each in able if each.name != standing.silent]
    if not others:
        assert now >= standing.again_ms
    able = others or able
    if strategy is Strategy.LAST_AGENT and not standing.only:
        able = [each for each in able if each.name == standing.prefer] or able
    if strategy is Strategy.SKILL_LEVEL and standing.skill and not standing.only:
        best = max(each.skills.get(standing.skill, 0) for each in able)
        able = [each for each in able if each.skills.get(standing.skill, 0) == best]
    assert agent.key == min(each.key for each in able)
    free.remove(agent)


def excluded(
    line: Line, waiting: Waiting, agent: Colleague, chosen: str, now: int
) -> Exclusion | None:
    """Why an agent was not asked for the session, word by word; None = a candidate."""
    standing = waiting.standing
    if agent.name == chosen or agent.why is not None:
        return None if agent.name == chosen else agent.why
    if waiting.named and agent.name not in waiting.named:
        is_named = bool(standing.only)
        return Exclusion.NOT_NAMED if is_named else Exclusion.NOT_THE_LAST_AGENT
    if not waiting.named and agent.skills.get(standing.skill, 0) < waiting.level:
        return Exclusion.LACKS_SKILL
    if agent.name == standing.never:
        return Exclusion.GIVES_IT_AWAY
    if agent.name == standing.silent:
        is_sole = not chosen and all(
            excluded(line, waiting, each, chosen, now)
            for each in line.crew.free.values()
            if each is not agent
        )
        return None if is_sole and now >= standing.again_ms else Exclusion.LET_IT_LAPSE
    return None


def check_record(line: Line, waiting: Waiting, now: int) -> None:
    """The routing record tells of every member once, and of why (Q15)."""
    reservation = waiting.reservation
    is_bound = waiting.stage is Stage.BOUND and reservation is not None
    chosen = reservation.agent if reservation is not None and is_bound else ""
    record = routing(GroupId("g"), line, waiting, chosen, now)
    members = [line.crew.get(each.agent) for each in line.crew.roster().members]
    reasons = {
        each.name: excluded(line, waiting, each, chosen, now)
        for each in members
        if each is not None
    }
    counts = Counter(reason for reason in reasons.values() if reason is not None)
    assert {each.reason: each.count for each in record.excluded} == counts
    for each in record.excluded:
        assert all(reasons[name] is each.reason for name in each.first)
    candidates = {name for name, reason in reasons.items() if reason is None}
    if chosen:
        candidates.add(chosen)  # who is no member any more was chosen all the same
        assert record.first[0] == chosen
    assert record.candidates == len(candidates)
    assert set(record.first) <= candidates
    assert len(record.first) == min(len(candidates), MAX_NAMED)
    assert (record.chosen, record.at_ms) == (chosen, now)


class Play:
    """Random words to a line, and what must hold after each."""

    def __init__(self, random: Random, rule: LineRule) -> None:
        self.random = random
        self.line = Line("g.", 0, rule)
        self.now = 1_000_000
        self.versions = dict.fromkeys(AGENTS, 1)
        self.known: dict[str, Reservation] = {}
        self.last_order = 0
        self.is_ready = False

    def standing(self) -> Standing:
        pick = self.random
        someone = (*AGENTS, "", "", "", "zz")
        skill = pick.choice(SKILLS)
        return Standing(
            self.now - pick.choice((0, 0, 700, 5_000)),
            pick.choice(list(QueueClass)),
            pick.choice((0, 0, 3, 9)),
            tuple(pick.sample(AGENTS, pick.choice((0, 0, 0, 1, 2)))),
            pick.choice(someone),
            pick.choice(someone),
            self.now + pick.choice((-1, 400, 2_000)),
            pick.choice(someone),
            skill,
            pick.randint(1, 5) if skill else 0,
            pick.choice(("", "", "zz")),
        )

    def news(self) -> AgentNews:
        pick = self.random
        agent = pick.choice(AGENTS)
        self.versions[agent] += 1
        version = self.versions[agent] - pick.choice((0, 0, 0, 2))
        skills = tuple(
            (skill, pick.randint(1, 5)) for skill in "xy" if pick.random() < 0.5
        )
        return AgentNews(
            AgentId(agent),
            version,
            agent,
            pick.choice(REASONS),
            pick.randint(0, 3),
            4,
            pick.randint(0, 5),
            pick.randint(0, 5),
            skills,
            wants_bid=False,
        )

    def say(self) -> None:
        """One word of somebody, usual or odd."""
        talk = (self.session_speaks, self.agent_speaks, self.group_hears, self.outcome)
        self.random.choice(talk)()

    def session_speaks(self) -> None:
        line, pick, now = self.line, self.random, self.now
        session = SessionId(pick.choice(SESSIONS))
        what = pick.choice(("wait", "wait", "wait", "still waits", "leave"))
        if what == "leave":
            line.leave(session)
            return
        tell = line.wait if what == "wait" else line.still_waits
        tell(session, pick.randint(1, 50), self.standing(), now)
        waiting = line.hall.find(session)
        assert waiting is not None
        assert what == "wait" or waiting.stage in IN_LINE

    def agent_speaks(self) -> None:
        pick = self.random
        if pick.random() < 0.75:
            self.line.hear(self.news(), self.now)
            return
        agent = pick.choice(AGENTS)
        self.versions[agent] += 1
        version = self.versions[agent] - pick.choice((0, 0, 2))
        self.line.forget(AgentId(agent), version, self.now)

    def group_hears(self) -> None:
        pick = self.random
        reservation = self.some_reservation()
        match pick.choice(("granted", "granted", "not granted", "overdue", "later")):
            case "granted":
                self.grant(reservation)
            case "not granted":
                self.line.not_granted(reservation)
            case "overdue":
                self.line.overdue(reservation)
            case _:
                self.now += pick.choice((1, 300, 1_000, 20_000))

    def outcome(self) -> None:
        pick = self.random
        if pick.random() < 0.3:
            self.line.accepted(SessionId(pick.choice(SESSIONS)))
            return
        is_waiting = pick.random() < 0.7
        self.line.declined(self.some_reservation(), self.now, is_waiting=is_waiting)

    def some_reservation(self) -> str:
        """Any that ever was: what is over must change nothing."""
        return self.random.choice(tuple(self.known) or ("g.0",))

    def grant(self, reservation: str) -> None:
        line = self.line
        before = [each for each in everybody(line) if each.stage in IN_LINE]
        granted = line.grant(reservation, self.now)
        if granted is None:
            return
        assert granted.order > self.last_order
        self.last_order = granted.order
        waiting, agent = granted.bound, line.crew.get(granted.agent)
        assert waiting is not None
        assert agent is not None
        assert wishes_for(line, waiting, agent, self.now)
        check_choice(line, waiting, agent, before, self.now)

    def round(self) -> None:
        line = self.line
        free = [*line.crew.free.values()]
        asked = line.serve(self.now)
        for one in asked:
            check_asked(line, one, free, self.now)
            assert one.id not in self.known, "an id was used twice"
            self.known[one.id] = one
            sponsor, agent = one.sponsor, line.crew.get(one.agent)
            assert sponsor is not None
            assert agent is not None
            assert wishes_for(line, sponsor, agent, self.now)
            is_silent = agent.name == sponsor.standing.silent
            assert not is_silent or self.now >= sponsor.standing.again_ms
        open_requests = [
            key for key, one in self.known.items() if line.find(key) is one
        ]
        idle = [key for key in open_requests if self.known[key].sponsor is None]
        idle = [key for key in idle if self.known[key].bound is None]
        asking = [one for one in everybody(line) if one.stage is Stage.ASKED]
        requests = [key for key in open_requests if self.known[key].bound is None]
        assert len(requests) == len(asking) + len(idle)
        if self.is_ready:
            check_rest(line, self.now)
        else:
            assert not asked
        for waiting in everybody(line):
            check_record(line, waiting, self.now)
        line.hall.treatments.take(99)


RULES = st.builds(
    LineRule,
    strategy=st.sampled_from(Strategy),
    priority=st.sampled_from((0, 4)),
    max_waiting=st.sampled_from((0, 3)),
    max_wait_ms=st.sampled_from((0, 4_000)),
    turns_away_without_agents=st.booleans(),
    sticky_ms=st.sampled_from((0, 3_000)),
    relax_ms=st.sampled_from((0, 1_000)),
    ageing_ms=st.sampled_from((0, 2_000)),
)


@pytest.mark.covers("Q1", "Q3", "Q4", "Q7", "Q8", "Q14", "Q15")
@settings(max_examples=300, deadline=None)
@given(
    st.integers(0, 2**32), st.lists(RULES, min_size=1, max_size=3), st.integers(20, 150)
)
def test_whatever_is_said_the_line_stays_sound(
    seed: int, rules: list[LineRule], length: int
) -> None:
    play = Play(Random(seed), rules[0])
    for step in range(length):
        if step == length // 4:
            play.line.loaded()
        if step == length // 3:
            play.line.settled()
            play.is_ready = True
        for index, rule in enumerate(rules[1:], 2):
            if step * len(rules) == index * length:
                play.line.change_rule(rule, play.now)
        play.say()
        if step % 3 == 0:
            play.round()
        check_books(play.line, play.known)
    play.round()
    check_books(play.line, play.known)
