"""What rings: answered, or moved on at its deadline. Pure.

The deadline is the server's; it is brought to the client's clock by what WELCOME told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from loadtest.outcome import Promise, Violation
from loadtest.watching.bounds import OFFER_EARLY_SECONDS, OFFER_LATE_SECONDS
from loadtest.watching.notebook import Notebook
from loadtest.watching.presence import Presence
from loadtest.watching.sightings import QUEUED, SERVING, Sighting

_OFFERED = "offered"


@dataclass(slots=True)
class Ringing:
    """An offer that rings at an agent.

    Attributes:
        since: when the agent was shown it.
        until: its deadline, by the client's clock; infinite: there is none.
        is_served: it rings at another while somebody serves.
        is_answered: the agent said yes or no, or takes nobody any more.
    """

    id: str
    agent: str
    since: float
    until: float
    is_served: bool
    is_answered: bool = False
    is_told: bool = False


class Offers:
    """All offers.

    Args:
        notebook: where what is found goes.
        presence: who is connected.
        measure: told how late, in seconds, each lapsed offer was seen to be over.
    """

    def __init__(
        self, notebook: Notebook, presence: Presence, measure: Callable[[float], None]
    ) -> None:
        self._notebook = notebook
        self._presence = presence
        self._measure = measure
        self._ringing: dict[str, Ringing] = {}

    def changed(self, sighting: Sighting, now: float, server_ms: int | None) -> None:
        """An agent was shown a session's newest state, at a moment of the server."""
        ringing, offer = self._ringing.get(sighting.session), sighting.offer
        if ringing is not None and (offer is None or offer.id != ringing.id):
            del self._ringing[sighting.session]
            self._ended(ringing, sighting, now)
        if offer is None or server_ms is None:
            return
        until = now + (offer.until - server_ms) / 1000 if offer.until else float("inf")
        old = self._ringing.get(sighting.session)
        if old is not None:
            old.until = until  # an outage has moved it
            return
        self._ringing[sighting.session] = Ringing(
            offer.id, offer.agent, now, until, sighting.state == SERVING
        )

    def answered(self, session: str) -> None:
        """Its agent accepts or declines."""
        ringing = self._ringing.get(session)
        if ringing is not None:
            ringing.is_answered = True

    def withdrawn(self, agent: str) -> None:
        """An agent takes nobody any more: his offers end."""
        for ringing in self._ringing.values():
            if ringing.agent == agent:
                ringing.is_answered = True

    def look(self, now: float) -> None:
        """Judges what still rings."""
        for session, ringing in list(self._ringing.items()):
            if not self._presence.has(ringing.agent, ringing.since):
                del self._ringing[session]  # what comes of it is told to nobody
            elif now - ringing.until > OFFER_LATE_SECONDS and not ringing.is_told:
                ringing.is_told = True
                self._late(ringing, session, "it rings still", now)

    def forget(self, session: str) -> None:
        """It is over, and everybody has heard so."""
        self._ringing.pop(session, None)

    def _ended(self, ringing: Ringing, sighting: Sighting, now: float) -> None:
        if not self._presence.has(ringing.agent, ringing.since):
            return
        self._notebook.looked(Promise.OFFER_IN_TIME)
        is_taken = sighting.state == SERVING and sighting.agent == ringing.agent
        late = now - ringing.until
        if is_taken or ringing.is_told:
            return
        if late > OFFER_LATE_SECONDS:
            self._late(ringing, sighting.session, f"{late:.1f} s after it", now)
        elif late >= 0:
            self._measure(late)
        elif -late > OFFER_EARLY_SECONDS and self._went_on(ringing, sighting):
            who = f"{ringing.id} of {sighting.session} at {ringing.agent}"
            violation = Violation(
                now, who, "to ring to its end", f"over {-late:.1f} s before it"
            )
            self._notebook.broken(Promise.OFFER_IN_TIME, violation)

    def _went_on(self, ringing: Ringing, sighting: Sighting) -> bool:
        """Nobody ended it: neither its agent, nor who served, nor the visitor."""
        waits = sighting.state in (QUEUED, _OFFERED)
        return waits and not ringing.is_served and not ringing.is_answered

    def _late(self, ringing: Ringing, session: str, came: str, now: float) -> None:
        who = f"{ringing.id} of {session} at {ringing.agent}"
        expected = f"over within {OFFER_LATE_SECONDS:g} s of its deadline"
        violation = Violation(now, who, expected, came)
        self._notebook.broken(Promise.OFFER_IN_TIME, violation)
