"""`soak`: the same talks for hours; what grows is seen."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from loadtest.scenario import Rate, Seconds, told
from loadtest.scenarios.conversation import Conversation


class Soak(Conversation, frozen=True, kw_only=True):
    """`Conversation` at a rate that a server bears for ever."""

    name: ClassVar = "soak"
    explanation: ClassVar = (
        "Visitors come, talk and leave for a long time: memory, tasks, descriptors and"
        " rows do not grow, and are what they were when all have left."
    )
    is_soak: ClassVar = True

    sessions_per_second: Annotated[Rate, told("visitors that come", "1/s")] = 8.0
    ramp_seconds: Annotated[Seconds, told("the load grows in", "s")] = 1.0

    @classmethod
    def short(cls) -> Self:
        """See `Scenario`."""
        return super().short()
