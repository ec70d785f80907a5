"""`capacity_saturation`: more visitors than slots, all the time."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Annotated, ClassVar, Final, Self

from loadtest.agent import Manner, agents_of
from loadtest.house_plan import HouseShape, TeamShape
from loadtest.link import now
from loadtest.outcome import MeasureName, Promise
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

PATIENCE_SECONDS: Final = 30.0


class CapacitySaturation(Scenario, frozen=True, kw_only=True):
    """A closed loop: who is closed asks again. Only what the server owes is timed."""

    name: ClassVar = "capacity_saturation"
    explanation: ClassVar = (
        "There are always more visitors than slots, and who was served asks again:"
        " nobody is over his capacity, and a slot that becomes free is taken at once."
    )
    measures: ClassVar[tuple[MeasureName, ...]] = (MeasureName.SLOT_FREED_ASSIGNED,)
    promises: ClassVar[Mapping[Promise, int]] = {
        Promise.CAPACITY: 20,
        Promise.ONE_AGENT: 20,
        Promise.NOBODY_WAITS_BESIDE_FREE: 1,
        Promise.FIRST_COME: 10,
    }

    visitors: Annotated[Count, told("visitors that are there at any time")] = 60
    agents: Annotated[Count, told("agents")] = 8
    capacity: Annotated[Count, told("sessions of one agent at once")] = 3
    handling_seconds: Annotated[Seconds, told("an agent closes after", "s")] = 1.2

    @classmethod
    def short(cls) -> Self:
        """See `Scenario`."""
        return cls(
            ramp_seconds=SHORT_RAMP_SECONDS,
            steady_seconds=SHORT_STEADY_SECONDS,
            visitors=30,
            agents=5,
            capacity=2,
            handling_seconds=0.5,
        )

    def house(self) -> HouseShape:
        """Few slots."""
        team = TeamShape(self.name, self.agents, self.capacity)
        return HouseShape((team,), visitors=2 * self.visitors)

    def begin(self, scene: Scene) -> Stream:
        """Agents who close by themselves."""
        manner = Manner(answered_share=0.0, handling_seconds=self.handling_seconds)
        agents_of(scene, self.name, manner)
        return partial(self._bring, scene)

    def _bring(self, scene: Scene, number: int) -> None:
        """A share of the visitors come, and stay."""
        for _ in range(number % STREAMS, self.visitors, STREAMS):
            scene.spawn(self._visit, scene)

    def _visit(self, scene: Scene) -> None:
        """Asks, waits, says one thing when served, is closed, again and again."""
        with visiting(scene) as visitor:
            while not scene.is_finishing:
                session = visitor.open(self.name, now())
                if not session:
                    return
                if visitor.wait_served(session, PATIENCE_SECONDS):
                    visitor.greet(session)
                if not visitor.wait_closed(session, PATIENCE_SECONDS):
                    name = visitor.caller.principal
                    scene.fail(f"{name} waited {PATIENCE_SECONDS:g} s")
                    visitor.close(session)
