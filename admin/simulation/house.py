"""What all who take part in a day with the real actors share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from admin.simulation.agenda import Act, Agenda
from admin.simulation.asking import Asking
from admin.simulation.judge import Judge
from admin.simulation.stepped_service import SteppedService

LEAD_SECONDS: Final = 1.0
"""The service is up so long before midnight: by then its groups have settled."""


@dataclass(frozen=True, slots=True)
class House:
    """The service, what is to be done when, who asks, and who judges.

    `seed` is of all chance of people.
    """

    service: SteppedService
    agenda: Agenda
    asking: Asking
    judge: Judge
    seed: int

    @property
    def now_ms(self) -> int:
        """Since midnight of the simulated day."""
        return round((self.service.now - LEAD_SECONDS) * 1000)

    def at(self, seconds: float, act: Act) -> None:
        """Has something done so long after midnight."""
        self.agenda.at(seconds + LEAD_SECONDS, act)

    def later(self, seconds: float, act: Act) -> None:
        """Has something done so long from now."""
        self.agenda.at(self.service.now + seconds, act)
