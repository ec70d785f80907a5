"""`typing_storm`: ten times as much typing as people make, beside messages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Annotated, ClassVar, Final, Self

from msgspec import Meta

from loadtest.agent import Manner, agents_of
from loadtest.house_plan import HouseShape
from loadtest.link import now
from loadtest.outcome import MeasureName, Promise, RateName
from loadtest.pace import Pace
from loadtest.regulars import Regular, Regulars, slot_for_each, talk
from loadtest.scenario import (
    SHORT_RAMP_SECONDS,
    SHORT_STEADY_SECONDS,
    STREAMS,
    Count,
    Rate,
    Scenario,
    Stream,
    told,
)
from loadtest.scene import Scene
from loadtest.watching.bounds import TYPING_GONE_SECONDS

FORGOTTEN_SECONDS: Final = TYPING_GONE_SECONDS + 2.0
"""Between two words of who never says that he ceased to type: more than typing may be
shown for, so that its end is seen, or that it does not end."""


class TypingStorm(Scenario, frozen=True, kw_only=True):
    """Visitors in talks type and cease to, all the time; some messages among it."""

    name: ClassVar = "typing_storm"
    explanation: ClassVar = (
        "Everybody types ten times as often as people do, beside messages: typing is"
        " shown and gone in time, and delays no message."
    )
    settings: ClassVar[Mapping[str, str]] = {"TRIODESK_GATEWAY_TYPING_SECONDS": "0"}
    """All of it passes, which is more than the service lets through otherwise."""
    measures: ClassVar[tuple[MeasureName, ...]] = (
        MeasureName.SENT_ACKNOWLEDGED,
        MeasureName.SENT_RECEIVED,
        MeasureName.TYPING_SHOWN,
    )
    promises: ClassVar[Mapping[Promise, int]] = {
        Promise.NOT_LOST: 10,
        Promise.ONCE: 20,
        Promise.IN_ORDER: 20,
        Promise.TYPING_ENDS: 20,
    }

    visitors: Annotated[
        int,
        Meta(ge=2 * STREAMS),  # of each share one forgets, and others type and talk
        told("visitors that are served and type"),
    ] = 80
    words_per_second: Annotated[Rate, told("one begins to type", "1/s")] = 3.0
    messages_per_second: Annotated[Rate, told("one says something", "1/s")] = 0.5
    capacity: Annotated[Count, told("sessions of one agent at once")] = 5

    @classmethod
    def short(cls) -> Self:
        """See `Scenario`."""
        return cls(
            ramp_seconds=SHORT_RAMP_SECONDS,
            steady_seconds=SHORT_STEADY_SECONDS,
            visitors=20,
        )

    def house(self) -> HouseShape:
        """A slot for everybody."""
        return slot_for_each(self.name, self.visitors, self.capacity)

    def begin(self, scene: Scene) -> Stream:
        """Everybody is served."""
        agents_of(scene, self.name, Manner(think_seconds=0.2))
        regulars = Regulars(scene, self.name, self.visitors)
        return partial(self._bring, scene, regulars)

    def _bring(self, scene: Scene, regulars: Regulars, number: int) -> None:
        """A share of the visitors type and talk; one of them forgets that he typed."""
        forgetful, *others = regulars.share(number)
        scene.spawn(self._forget, scene, forgetful)
        scene.spawn(talk, scene, others, self.messages_per_second, number)
        self._type(scene, others, number)

    def _type(self, scene: Scene, people: list[Regular], number: int) -> None:
        """Each begins, and ceases after about as long as it lasts until he begins."""
        pace = Pace(2 * self.words_per_second * len(people))
        random = scene.random(f"typists {number}")
        typing: set[str] = set()
        for moment in scene.moments(pace, f"typing {number}"):
            visitor, session = random.choice(people)
            if session in typing:
                typing.discard(session)
                visitor.type(session, moment, is_typing=False)
            else:
                typing.add(session)
                scene.measures.offer(RateName.TYPING, moment)
                visitor.type(session, moment)

    def _forget(self, scene: Scene, forgetful: Regular) -> None:
        visitor, session = forgetful
        while not scene.is_finishing:
            visitor.type(session, now())
            scene.wait_until(now() + FORGOTTEN_SECONDS)
