"""`conversation`: a day at the desk, as people talk."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial
from typing import Annotated, ClassVar, Final, Self

from loadtest.agent import Manner, agents_of
from loadtest.house_plan import HouseShape, TeamShape
from loadtest.link import now
from loadtest.outcome import MeasureName, Promise, RateName
from loadtest.pace import Pace
from loadtest.regulars import Silence
from loadtest.scenario import (
    SHORT_RAMP_SECONDS,
    SHORT_STEADY_SECONDS,
    STREAMS,
    Count,
    Number,
    Rate,
    Scenario,
    Seconds,
    Stream,
    told,
)
from loadtest.scene import Scene
from loadtest.visitor import Visitor, visiting

SPARE: Final = 1.6
"""Slots for each session that is there on average: few have to wait."""
PATIENCE_SECONDS: Final = 10.0
"""Who is not served by then leaves."""


class Conversation(Scenario, frozen=True, kw_only=True):
    """Visitors come by chance, type, talk and leave; agents answer."""

    name: ClassVar = "conversation"
    explanation: ClassVar = (
        "Visitors come by chance, are served, type, talk with an agent and leave:"
        " how long messages take while everything else happens, too."
    )
    measures: ClassVar[tuple[MeasureName, ...]] = (
        MeasureName.SENT_ACKNOWLEDGED,
        MeasureName.SENT_RECEIVED,
        MeasureName.OPENED_QUEUED,
        MeasureName.TYPING_SHOWN,
    )
    promises: ClassVar[Mapping[Promise, int]] = {
        Promise.CAPACITY: 20,
        Promise.ONE_AGENT: 20,
        Promise.NOT_LOST: 20,
        Promise.ONCE: 50,
        Promise.IN_ORDER: 50,
        Promise.TYPING_ENDS: 10,
    }

    sessions_per_second: Annotated[Rate, told("visitors that come", "1/s")] = 12.0
    talk_seconds: Annotated[Seconds, told("a visitor stays for", "s")] = 4.0
    messages: Annotated[Count, told("and says so many messages meanwhile")] = 8
    think_seconds: Annotated[Seconds, told("an agent answers after", "s")] = 0.4
    capacity: Annotated[Count, told("sessions of one agent at once")] = 5
    silent: Annotated[Number, told("visitors who are connected and do nothing")] = 100

    @classmethod
    def short(cls) -> Self:
        """See `Scenario`."""
        return cls(
            ramp_seconds=SHORT_RAMP_SECONDS,
            steady_seconds=SHORT_STEADY_SECONDS,
            sessions_per_second=8.0,
            talk_seconds=1.2,
            messages=4,
            think_seconds=0.2,
            silent=20,
        )

    def house(self) -> HouseShape:
        """Agents for whoever is there on average and some more."""
        present = self.sessions_per_second * (self.talk_seconds + 1)
        agents = math.ceil(SPARE * present / self.capacity)
        team = TeamShape(self.name, agents, self.capacity)
        return HouseShape((team,), visitors=self.silent + math.ceil(10 * present))

    def begin(self, scene: Scene) -> Stream:
        """Agents who answer everything."""
        agents_of(scene, self.name, Manner(think_seconds=self.think_seconds))
        Silence(scene, self.silent)
        return partial(self._bring, scene)

    def _bring(self, scene: Scene, number: int) -> None:
        """A share of the visitors, by chance."""
        pace = Pace(self.sessions_per_second / STREAMS)
        for moment in scene.moments(pace, f"stream {number}"):
            scene.measures.offer(RateName.SESSIONS, moment)
            scene.spawn(self._visit, scene, moment)

    def _visit(self, scene: Scene, began: float) -> None:
        """Comes, talks and leaves."""
        with visiting(scene) as visitor:
            session = visitor.open(self.name, began)
            if session and visitor.wait_served(session, PATIENCE_SECONDS):
                self._talk(visitor, session)
            if session:
                visitor.settle(PATIENCE_SECONDS)
                visitor.close(session)

    def _talk(self, visitor: Visitor, session: str) -> None:
        """Types half of the time, whatever the others do meanwhile."""
        scene, gap = visitor.scene, self.talk_seconds / self.messages
        moment = now()
        for _ in range(self.messages):
            moment += gap * visitor.random.uniform(0.5, 1.5)
            scene.wait_until(moment - gap / 2)
            visitor.type(session, moment - gap / 2)
            scene.wait_until(moment)
            if scene.is_finishing or visitor.is_closed(session):
                return
            scene.measures.offer(RateName.MESSAGES, moment)
            visitor.say(session, moment)
