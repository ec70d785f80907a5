"""A line to play with: short words for what sessions and agents tell it."""

from __future__ import annotations

from typing import TypedDict, Unpack

from msgspec.structs import replace

from actors.assignment.core import Line
from actors.assignment.line_rule import LineRule
from actors.assignment.messages import AgentNews
from actors.assignment.routing import Exclusion
from actors.assignment.standing import QueueClass, Standing
from actors.assignment.waiting import Reservation
from actors.ids import AgentId, SessionId

START_MS = 1_000_000


class Claim(TypedDict, total=False):
    """The fields of a `Standing`."""

    since_ms: int
    queue_class: QueueClass
    priority: int
    only: tuple[str, ...]
    never: str
    silent: str
    again_ms: int
    prefer: str
    skill: str
    level: int
    owner: str


class News(TypedDict, total=False):
    """The fields of an `AgentNews` that decide who is asked."""

    load: int
    idle_since_ms: int
    turn_ms: int
    skills: tuple[tuple[str, int], ...]
    version: int


class Group:
    """A line that is loaded and settled, a clock, and how often everybody spoke."""

    def __init__(self, rule: LineRule | None = None) -> None:
        self.line = Line("g.", 100, rule or LineRule())
        self.line.loaded()
        self.line.settled()
        self.now_ms = START_MS
        self._versions: dict[str, int] = {}
        self._tickets = 0

    def wait(
        self, session: str, ticket: int | None = None, **claim: Unpack[Claim]
    ) -> None:
        """Joins at the next ticket, or at this one; since now unless told otherwise."""
        self._tickets += 1
        number = self._tickets if ticket is None else ticket
        standing = replace(Standing(self.now_ms), **claim)
        self.line.wait(SessionId(session), number, standing, self.now_ms)

    def news(
        self,
        agent: str,
        why: Exclusion | None = None,
        *,
        load: int = 0,
        idle_since_ms: int = 0,
        turn_ms: int = 0,
        skills: tuple[tuple[str, int], ...] = (),
        version: int | None = None,
    ) -> AgentNews:
        """The agent's next word: free and idle since for ever unless told otherwise."""
        spoken = self._versions[agent] = self._versions.get(agent, 0) + 1
        return AgentNews(
            AgentId(agent),
            spoken if version is None else version,
            agent.title(),
            why,
            load,
            load + 1,
            idle_since_ms,
            turn_ms,
            skills,
            wants_bid=False,
        )

    def hear(
        self, agent: str, why: Exclusion | None = None, **fields: Unpack[News]
    ) -> AgentNews:
        """The agent says so to the line."""
        news = self.news(agent, why, **fields)
        self.line.hear(news, self.now_ms)
        return news

    def left(self, agent: str) -> None:
        version = self._versions[agent] = self._versions.get(agent, 0) + 1
        self.line.forget(AgentId(agent), version, self.now_ms)

    def serve(self) -> list[Reservation]:
        return self.line.serve(self.now_ms)

    def asked(self) -> list[str]:
        """One round: who is asked, in order."""
        return [each.agent for each in self.serve()]

    def pairs(self) -> list[tuple[str, str]]:
        """One round: on whose behalf who is asked."""
        return [
            (each.sponsor.session, each.agent)
            for each in self.serve()
            if each.sponsor is not None
        ]

    def grant(self, reservation: str) -> str:
        """Whom the slot is given to, or ""."""
        granted = self.line.grant(reservation, self.now_ms)
        return granted.bound.session if granted and granted.bound else ""

    def pass_time(self, seconds: float) -> None:
        self.now_ms += round(seconds * 1000)

    def order(self) -> list[str]:
        return [each.session for each in self.line.hall.in_order()]

    def stage(self, session: str) -> str:
        waiting = self.line.hall.find(SessionId(session))
        return "gone" if waiting is None else waiting.stage.value
