"""What is known of each session: the newest that anybody was shown. Pure.

A session's version is its journal's sequence: whoever is shown the same version must be
shown the same agent. (True while nobody whispers or mentions; visitors do not count
what agents do among them.)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from gateway.wire.server_frames import Session
from gateway.wire.session_parts import Offer
from loadtest.outcome import Promise, Violation
from loadtest.watching.notebook import Notebook

CLOSED: Final = "closed"
SERVING: Final = "serving"
QUEUED: Final = "queued"
_VERSIONS_KEPT: Final = 8
"""Versions of a session that late views are compared with."""


@dataclass(slots=True)
class Sighting:
    """The newest of one session.

    Attributes:
        since: when this agent, and state, were first seen; seconds.
        offer, line: what rings, and in whose line it stands while somebody serves, by
            the newest that an agent was shown; visitors are not.
        only: the one agent it is to be handed over to; "": anybody.
    """

    session: str
    visitor: str
    group: str
    version: int = -1
    state: str = ""
    agent: str = ""
    since: float = 0.0
    agents_version: int = -1
    offer: Offer | None = None
    line: str = ""
    only: str = ""
    said: dict[int, tuple[str, str]] = field(default_factory=dict)

    @property
    def is_waiting(self) -> bool:
        """True while it stands in a line, and rings nowhere."""
        if self.state == QUEUED:
            return True
        is_known = self.agents_version == self.version
        is_handed = self.state == SERVING and is_known and bool(self.line)
        return is_handed and self.offer is None

    def may_hold(self, agent: str) -> bool:
        """True when it may take one of the agent's slots, as far as is known."""
        if self.agent == agent and self.state == SERVING:
            return True
        return self.offer is not None and self.offer.agent == agent


class Sightings:
    """All sessions.

    Args:
        notebook: where what contradicts itself goes.
    """

    def __init__(self, notebook: Notebook) -> None:
        self.sessions: dict[str, Sighting] = {}
        self._notebook = notebook

    def see(self, shown: Session, now: float, *, by_agent: bool) -> Sighting | None:
        """Somebody was shown a session; None: everything of it was known."""
        sighting = self.sessions.get(shown.session)
        if sighting is None:
            sighting = Sighting(shown.session, shown.visitor, shown.group)
            self.sessions[shown.session] = sighting
        self._compare(sighting, shown, now)
        is_news = False
        if shown.version > sighting.version:
            before = (sighting.state, sighting.agent)
            sighting.version, sighting.group = shown.version, shown.group
            sighting.state, sighting.agent = shown.state, shown.agent
            if before != (shown.state, shown.agent):
                sighting.since = now
            is_news = True
        if by_agent and shown.version > sighting.agents_version:
            sighting.agents_version, sighting.offer = shown.version, shown.offer
            transfer = shown.transfer
            sighting.line = "" if transfer is None else transfer.group
            sighting.only = "" if transfer is None else transfer.agent
            is_news = True
        return sighting if is_news else None

    def forget(self, session: str) -> None:
        """It is over, and everybody has heard so."""
        self.sessions.pop(session, None)

    def _compare(self, sighting: Sighting, shown: Session, now: float) -> None:
        says = (shown.state, shown.agent)
        said = sighting.said.get(shown.version)
        if said is None:
            sighting.said[shown.version] = says
            if len(sighting.said) > _VERSIONS_KEPT:
                del sighting.said[min(sighting.said)]
            return
        self._notebook.looked(Promise.ONE_AGENT)
        if said != says:
            who = f"{shown.session} version {shown.version}"
            violation = Violation(now, who, " ".join(said), " ".join(says))
            self._notebook.broken(Promise.ONE_AGENT, violation)
