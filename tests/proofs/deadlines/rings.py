"""PURE: what the journal tells of every offer: when it was due, and when it lapsed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import msgpack

from loadtest.audit.tables import EventRow

OFFERED: Final = 6
LAPSED: Final = 7
_EXPIRED: Final = "expired"


@dataclass(slots=True)
class Ring:
    """One offer.

    Attributes:
        agent: at whom it rings.
        at_ms: since when, wall time.
        due_ms: when it expires, wall time.
        lapsed_ms: when it did, in the order of the journal.
    """

    agent: str
    at_ms: int
    due_ms: int
    lapsed_ms: list[int]


class Rings:
    """The offers of each session, in order.

    Attributes:
        wrong: what is not as it must be, in words.
    """

    def __init__(self, events: Iterable[EventRow]) -> None:
        self.of: defaultdict[str, list[Ring]] = defaultdict(list)
        self.wrong: list[str] = []
        self._by_offer: dict[str, Ring] = {}
        for each in events:
            if each.entity is not None and each.entity.startswith("session/"):
                self._take(each.entity, each)

    def blow(self, number: int) -> list[Ring]:
        """Every session's first, second … offer; of a lost one there is none."""
        return [rings[number] for rings in self.of.values() if len(rings) > number]

    def _take(self, session: str, event: EventRow) -> None:
        match msgpack.unpackb(event.body):
            case [int(tag), agent, _, offer, _, _, due_ms, *_] if tag == OFFERED:
                ring = Ring(agent, event.at_ms, due_ms, [])
                self._check_next(session, ring)
                self.of[session].append(ring)
                self._by_offer[offer] = ring
            case [int(tag), _, offer, cause, *_] if tag == LAPSED:
                self._by_offer[offer].lapsed_ms.append(event.at_ms)
                if cause != _EXPIRED:
                    self.wrong.append(f"{session}: an offer was {cause}")
            case _:
                pass

    def _check_next(self, session: str, ring: Ring) -> None:
        rings = self.of[session]
        if rings and len(rings[-1].lapsed_ms) != 1:
            self.wrong.append(f"{session}: an offer lapsed {len(rings[-1].lapsed_ms)}×")
        if rings and rings[-1].agent == ring.agent:
            self.wrong.append(f"{session}: it rings at {ring.agent} again")
