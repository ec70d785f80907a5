"""`assignment_storm`: many come at one moment, and every slot turns over fast."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Annotated, ClassVar, Final, Self

from loadtest.agent import Manner, agents_of
from loadtest.house_plan import HouseShape, TeamShape
from loadtest.link import now
from loadtest.outcome import MeasureName, Promise, RateName
from loadtest.pace import bursts
from loadtest.scenario import (
    SHORT_RAMP_SECONDS,
    SHORT_STEADY_SECONDS,
    STREAMS,
    Count,
    Scenario,
    Seconds,
    Stream,
    told,
)
from loadtest.scene import Scene
from loadtest.visitor import visiting

EARLY_SECONDS: Final = 1.0
"""Visitors connect so long before they ask, so that asking alone is measured."""
PATIENCE_SECONDS: Final = 12.0


class AssignmentStorm(Scenario, frozen=True, kw_only=True):
    """Bursts of visitors, more than there are slots; agents accept and close fast."""

    name: ClassVar = "assignment_storm"
    explanation: ClassVar = (
        "Many visitors ask at one moment, again and again; agents must accept, and"
        " close soon: how fast a line drains into the slots that become free."
    )
    measures: ClassVar[tuple[MeasureName, ...]] = (
        MeasureName.SLOT_FREED_ASSIGNED,
        MeasureName.OPENED_QUEUED,
    )
    promises: ClassVar[Mapping[Promise, int]] = {
        Promise.CAPACITY: 20,
        Promise.ONE_AGENT: 20,
        Promise.OFFER_IN_TIME: 20,
        Promise.NOBODY_WAITS_BESIDE_FREE: 0,
        Promise.FIRST_COME: 5,
    }
    """Of a burst nobody may be left at the next look: `capacity_saturation` proves that
    nobody waits needlessly."""

    burst: Annotated[Count, told("visitors that ask at one moment")] = 40
    every_seconds: Annotated[Seconds, told("between two such moments", "s")] = 2.0
    agents: Annotated[Count, told("agents")] = 10
    capacity: Annotated[Count, told("sessions of one agent at once")] = 2
    handling_seconds: Annotated[Seconds, told("an agent closes after", "s")] = 0.4

    @classmethod
    def short(cls) -> Self:
        """See `Scenario`."""
        return cls(
            ramp_seconds=SHORT_RAMP_SECONDS,
            steady_seconds=SHORT_STEADY_SECONDS,
            burst=30,
            every_seconds=1.0,
        )

    def house(self) -> HouseShape:
        """Few slots, and visitors for the bursts that may be there at once."""
        team = TeamShape(self.name, self.agents, self.capacity, "manual")
        return HouseShape((team,), visitors=20 * self.burst)

    def begin(self, scene: Scene) -> Stream:
        """Agents who accept everything at once."""
        manner = Manner(
            ring_seconds=0.05,
            answered_share=0.0,
            handling_seconds=self.handling_seconds,
        )
        agents_of(scene, self.name, manner)
        return partial(self._bring, scene)

    def _bring(self, scene: Scene, number: int) -> None:
        """A share of each burst."""
        size = len(range(number % STREAMS, self.burst, STREAMS))
        every = self.every_seconds
        # All streams' bursts are at the same moments, whenever they began.
        began = now() // every * every
        for moment in bursts(size, every):
            scene.wait_until(began + moment - EARLY_SECONDS)
            if scene.is_finishing:
                return
            scene.spawn(self._visit, scene, max(now(), began + moment))

    def _visit(self, scene: Scene, began: float) -> None:
        """Comes early, asks in time, says one thing, and leaves when he is closed."""
        with visiting(scene) as visitor:
            scene.wait_until(began)
            if scene.is_finishing:
                return
            scene.measures.offer(RateName.SESSIONS, began)
            session = visitor.open(self.name, began)
            if session and visitor.wait_served(session, PATIENCE_SECONDS):
                visitor.greet(session)
            if session and not visitor.wait_closed(session, PATIENCE_SECONDS):
                name = visitor.caller.principal
                scene.fail(f"{name} was not served in {PATIENCE_SECONDS:g} s")
                visitor.close(session)
