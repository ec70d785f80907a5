"""`timeout_transfer_storm`: offers lapse or are declined, and must find another."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Annotated, ClassVar, Final, Self

from loadtest.agent import Manner, agents_of
from loadtest.house_plan import HouseShape, TeamShape
from loadtest.outcome import MeasureName, Promise, RateName
from loadtest.pace import Pace
from loadtest.scenario import (
    SHORT_RAMP_SECONDS,
    SHORT_STEADY_SECONDS,
    STREAMS,
    Count,
    Rate,
    Scenario,
    Seconds,
    Share,
    Stream,
    told,
)
from loadtest.scene import Scene
from loadtest.visitor import visiting

PATIENCE_SECONDS: Final = 14.0
"""Several offers may lapse before one is accepted."""


class TimeoutTransferStorm(Scenario, frozen=True, kw_only=True):
    """Agents let offers lapse, decline them, and hand over what they have."""

    name: ClassVar = "timeout_transfer_storm"
    explanation: ClassVar = (
        "Many offers are not answered, or declined, and many sessions are handed over:"
        " each offer ends at its deadline, and the session finds another agent."
    )
    settings: ClassVar[Mapping[str, str]] = {
        "TRIODESK_SERVICE_ACCEPT_SECONDS": "1",
        "TRIODESK_SERVICE_BACKOFF_SECONDS": "0.2",
        "TRIODESK_SERVICE_TRANSFER_SECONDS": "3",
    }
    """So that many lapse in little time."""
    measures: ClassVar[tuple[MeasureName, ...]] = (
        MeasureName.OFFER_LATENESS,
        MeasureName.OPENED_QUEUED,
    )
    promises: ClassVar[Mapping[Promise, int]] = {
        Promise.CAPACITY: 10,
        Promise.ONE_AGENT: 10,
        Promise.OFFER_IN_TIME: 10,
    }

    sessions_per_second: Annotated[Rate, told("visitors that come", "1/s")] = 8.0
    lapsed_share: Annotated[Share, told("of the offers, that nobody answers")] = 0.4
    declined_share: Annotated[Share, told("of the offers, that are declined")] = 0.1
    transferred_share: Annotated[
        Share, told("of the sessions, that are handed over to the group again")
    ] = 0.2
    agents: Annotated[Count, told("agents")] = 16
    capacity: Annotated[Count, told("sessions of one agent at once")] = 3
    handling_seconds: Annotated[Seconds, told("an agent closes after", "s")] = 0.8

    @classmethod
    def short(cls) -> Self:
        """See `Scenario`."""
        return cls(
            ramp_seconds=SHORT_RAMP_SECONDS,
            steady_seconds=SHORT_STEADY_SECONDS,
            agents=10,
            handling_seconds=0.4,
        )

    def house(self) -> HouseShape:
        """Slots for what rings and what is served."""
        team = TeamShape(self.name, self.agents, self.capacity, "manual")
        return HouseShape((team,), visitors=int(30 * self.sessions_per_second) + 1)

    def begin(self, scene: Scene) -> Stream:
        """Agents who often do not answer."""
        manner = Manner(
            accepted_share=1 - self.lapsed_share - self.declined_share,
            declined_share=self.declined_share,
            ring_seconds=0.2,
            answered_share=0.0,
            handling_seconds=self.handling_seconds,
            transferred_share=self.transferred_share,
        )
        agents_of(scene, self.name, manner)
        return partial(self._bring, scene)

    def _bring(self, scene: Scene, number: int) -> None:
        """A share of the visitors, by chance."""
        pace = Pace(self.sessions_per_second / STREAMS)
        for moment in scene.moments(pace, f"stream {number}"):
            scene.measures.offer(RateName.SESSIONS, moment)
            scene.spawn(self._visit, scene, moment)

    def _visit(self, scene: Scene, began: float) -> None:
        """Asks, says one thing when he is served, and waits until he is closed."""
        with visiting(scene) as visitor:
            session = visitor.open(self.name, began)
            if session and visitor.wait_served(session, PATIENCE_SECONDS):
                visitor.greet(session)
            if session and not visitor.wait_closed(session, PATIENCE_SECONDS):
                visitor.close(session)
