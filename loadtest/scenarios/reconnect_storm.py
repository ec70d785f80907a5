"""`reconnect_storm`: connections are cut by the hundred, and resume where they were."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Annotated, ClassVar, Self

from msgspec import Meta

from loadtest.agent import Manner, agents_of
from loadtest.house_plan import HouseShape
from loadtest.link import now
from loadtest.outcome import MeasureName, Promise, RateName
from loadtest.regulars import Regulars, slot_for_each, talk
from loadtest.scenario import (
    SHORT_RAMP_SECONDS,
    SHORT_STEADY_SECONDS,
    STREAMS,
    Count,
    Rate,
    Scenario,
    Seconds,
    Stream,
    told,
)
from loadtest.scene import Scene


class ReconnectStorm(Scenario, frozen=True, kw_only=True):
    """Talks whose visitors lose their connections together, again and again."""

    name: ClassVar = "reconnect_storm"
    explanation: ClassVar = (
        "In the middle of their talks all visitors lose their connections at one"
        " moment, and come back: nothing is lost, doubled or out of order."
    )
    measures: ClassVar[tuple[MeasureName, ...]] = (
        MeasureName.RECONNECTED,
        MeasureName.SENT_ACKNOWLEDGED,
        MeasureName.SENT_RECEIVED,
    )
    promises: ClassVar[Mapping[Promise, int]] = {
        Promise.CAPACITY: 20,
        Promise.ONE_AGENT: 20,
        Promise.NOT_LOST: 20,
        Promise.ONCE: 50,
        Promise.IN_ORDER: 50,
    }

    visitors: Annotated[
        int,
        Meta(ge=STREAMS),  # somebody of each share talks
        told("visitors that are served"),
    ] = 100
    every_seconds: Annotated[Seconds, told("between two cuts of all", "s")] = 3.0
    messages_per_second: Annotated[Rate, told("one says something", "1/s")] = 0.4
    capacity: Annotated[Count, told("sessions of one agent at once")] = 5

    @classmethod
    def short(cls) -> Self:
        """See `Scenario`."""
        return cls(
            ramp_seconds=SHORT_RAMP_SECONDS,
            steady_seconds=SHORT_STEADY_SECONDS,
            visitors=30,
            every_seconds=1.2,
        )

    def house(self) -> HouseShape:
        """A slot for everybody."""
        return slot_for_each(self.name, self.visitors, self.capacity)

    def begin(self, scene: Scene) -> Stream:
        """Everybody is served."""
        agents_of(scene, self.name, Manner(think_seconds=0.3))
        regulars = Regulars(scene, self.name, self.visitors)
        return partial(self._bring, scene, regulars)

    def _bring(self, scene: Scene, regulars: Regulars, number: int) -> None:
        """A share of the visitors talk, and are cut off at the same moments as all."""
        people = regulars.share(number)
        scene.spawn(talk, scene, people, self.messages_per_second, number)
        while not scene.is_finishing:
            scene.wait_until((now() // self.every_seconds + 1) * self.every_seconds)
            for visitor, session in people:
                scene.measures.offer(RateName.RECONNECTIONS, now())
                visitor.lose_connection(session)
