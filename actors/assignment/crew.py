"""PURE: a group's agents, counted and named by why they could serve, or not.

Each stands in one table per reason, so that a change, a count and a few names cost the
same with ten agents and with ten thousand.
"""

from __future__ import annotations

from itertools import chain, islice
from operator import attrgetter
from typing import Final

from actors.assignment.messages import MAX_ROSTER, AgentNews, Member, Roster
from actors.assignment.ordered_queue import Stamped
from actors.assignment.routing import Exclusion
from actors.assignment.waiting import Waiting
from actors.ids import AgentId

# Module names are found faster than attributes of an enum's class.
_ASKED, _OFFLINE = Exclusion.ASKED, Exclusion.OFFLINE

_MOST_USEFUL_FIRST: Final = (
    None,
    *(reason for reason in Exclusion if reason is not _OFFLINE),
    _OFFLINE,
)


class Colleague(Stamped):
    """An agent of the group; mutable, the crew's own. See `AgentNews`.

    Attributes:
        name: the agent, as queues call him.
        stamp: see `Stamped`.
        why: None = a candidate.
        key: his place among the candidates, by the group's strategy.
        skills: the level of each.
    """

    __slots__ = ("agent", "key", "name", "news", "skills", "stamp", "why")

    def __init__(self, news: AgentNews) -> None:
        self.name = self.agent = news.agent
        self.stamp = 0
        self.news = news
        self.why = news.why_not
        self.key = 0
        self.skills = dict(news.skills) if news.skills else {}

    def suits(self, waiting: Waiting) -> bool:
        """Whether he is among those whom a session would take now."""
        if waiting.named:
            return self.name in waiting.named
        return self.skills.get(waiting.standing.skill, 0) >= waiting.level


class Crew:
    """All agents of one group.

    Attributes:
        free: the candidates, by id; in no order.
        excluded: all others, by why they could not serve, and by id; the latest last.
            To name a few, begin with these: a dictionary from which the oldest were
            taken out is slow to begin with, not to end with.
        get: a member, by id, or None.
    """

    def __init__(self) -> None:
        self._colleagues: dict[str, Colleague] = {}
        self._left: dict[str, int] = {}
        self.excluded: tuple[tuple[Exclusion, dict[str, Colleague]], ...] = tuple(
            (reason, {}) for reason in Exclusion
        )
        self._by_reason: dict[Exclusion | None, dict[str, Colleague]] = {
            None: {},
            **dict(self.excluded),
        }
        self.free = self._by_reason[None]
        self._asked = self._by_reason[Exclusion.ASKED]
        self._offline = self._by_reason[Exclusion.OFFLINE]
        self.get = self._colleagues.get

    def __len__(self) -> int:
        """How many are members."""
        return len(self._colleagues)

    @property
    def is_deserted(self) -> bool:
        """True while nobody is there at all: all are off-line, or there are none."""
        return len(self._offline) == len(self._colleagues)

    def is_there(self, agent: str) -> bool:
        """Whether somebody is a member, and not off-line."""
        colleague = self._colleagues.get(agent)
        return colleague is not None and colleague.why is not _OFFLINE

    def meet(self, news: AgentNews) -> Colleague | None:
        """Somebody new; None when he left after he had said that."""
        name = news.agent
        if news.version <= self._left.get(name, -1):
            return None
        self._left.pop(name, None)
        colleague = self._colleagues[name] = Colleague(news)
        self._by_reason[news.why_not][name] = colleague
        return colleague

    def learn(self, colleague: Colleague, news: AgentNews) -> None:
        """Takes newer news of a member.

        A candidate must have been taken out of the pool before.
        """
        if news.skills != colleague.news.skills:
            colleague.skills = dict(news.skills)
        colleague.news = news
        name = colleague.name
        del self._by_reason[colleague.why][name]
        why = colleague.why = news.why_not
        self._by_reason[why][name] = colleague

    def asked(self, colleague: Colleague) -> None:
        """A candidate was asked for a slot: he is none until he says so again."""
        name = colleague.name
        del self.free[name]
        colleague.why = _ASKED
        self._asked[name] = colleague

    def dismiss(self, agent: AgentId, version: int) -> Colleague | None:
        """Forgets an agent, but not how much he has said.

        None when he was no member, or has said something newer.
        """
        colleague = self._colleagues.get(agent)
        if colleague is None:
            self._left[agent] = max(version, self._left.get(agent, -1))
            return None
        if version <= colleague.news.version:
            return None
        self._left[agent] = version
        del self._colleagues[agent]
        del self._by_reason[colleague.why][agent]
        return colleague

    def roster(self) -> Roster:
        """Costs the same however many there are."""
        tables = [self._by_reason[reason] for reason in _MOST_USEFUL_FIRST]
        found = chain.from_iterable(reversed(table.values()) for table in tables)
        first = sorted(islice(found, MAX_ROSTER), key=attrgetter("name"))
        members = tuple(
            Member(
                each.agent,
                each.news.nickname,
                each.why,
                each.news.load,
                each.news.capacity,
            )
            for each in first
        )
        return Roster(members, len(self))
