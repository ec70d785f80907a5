"""The watch: told what every client of a load test does and is shown, while it runs.

Pure: it knows no clock and no connection. Times are seconds of one monotonic clock that
all clients of the process share. What each promise means live, and which contradiction
breaks it, is said in `loadtest.watching`, a file for each noun.

    watch = Watch({"ann": frozenset({"sales"})}, measure=lateness.record)
    watch.asked("v1", now)                        # before OPEN goes out
    watch.typed("v1", session, now)               # with each call of `set_typing`
    watch.answered("ann", session)                # before ACCEPT or DECLINE goes out
    watch.take("v1", event, now, core.server_ms(now))      # every event of every core
    watch.left("v1", now)                         # it hangs up by itself
    watch.look(now)                               # once a second
    watch.watched({Promise.CAPACITY: 1})          # at the end
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from gateway.client_core.events import (
    BoardChanged,
    ClientEvent,
    Connected,
    Disconnected,
    MessageConfirmed,
    MessageReceived,
    PositionChanged,
    SessionChanged,
    Stopped,
    TypingChanged,
)
from gateway.wire.server_frames import Board, Session
from loadtest.outcome import Promise, Watched
from loadtest.watching.bounds import (
    FORGET_SECONDS,
    LOOK_SECONDS,
    MAX_FORGOTTEN,
    STALLED_SECONDS,
)
from loadtest.watching.desks import Desks
from loadtest.watching.lines import Lines
from loadtest.watching.messages import Messages, Said
from loadtest.watching.notebook import Notebook
from loadtest.watching.offers import Offers
from loadtest.watching.presence import Presence
from loadtest.watching.sightings import CLOSED, SERVING, Sightings
from loadtest.watching.typists import Indicator, Typists

_TAKING: Final = ("free", "busy")


class Watch:
    """All promises of one run.

    Args:
        groups: that each agent serves.
        measure: told how many seconds after its deadline each lapsed offer was seen to
            be over.
    """

    def __init__(
        self,
        groups: Mapping[str, frozenset[str]],
        measure: Callable[[float], None] = lambda _: None,
    ) -> None:
        self._notebook = Notebook()
        self._presence = Presence()
        self._sightings = Sightings(self._notebook)
        self._desks = Desks(self._notebook, self._presence, self._sightings, groups)
        self._messages = Messages(self._notebook, self._presence, self._sightings)
        self._offers = Offers(self._notebook, self._presence, measure)
        self._typists = Typists(self._notebook)
        self._lines = Lines(self._notebook, self._presence, self._desks)
        self._over: dict[str, float] = {}
        """Sessions that have ended, and when that was seen, oldest first."""
        self._forgotten: dict[str, None] = {}
        self._stalled = 0.0
        self._looked_at: float | None = None

    @property
    def violated(self) -> int:
        """Broken promises so far."""
        return self._notebook.violated

    # --- what clients do

    def asked(self, visitor: str, now: float) -> None:
        """A visitor is about to ask for a session."""
        self._lines.asked(visitor, self._at(now))

    def typed(self, sender: str, session: str, now: float) -> None:
        """Somebody presses keys."""
        if session not in self._forgotten:
            self._typists.typed(sender, session, self._at(now))

    def answered(self, session: str) -> None:
        """The agent at whom a session rings is about to accept or decline."""
        self._offers.answered(session)

    def left(self, principal: str, now: float) -> None:
        """A client closes its connection, or has lost it."""
        self._presence.went(principal, self._at(now))
        self._typists.went(principal)
        if principal in self._desks.agents:
            self._desks.went(principal)

    # --- what clients are shown

    def take(
        self, principal: str, event: ClientEvent, now: float, server_ms: int | None
    ) -> None:
        """A client was told something.

        Args:
            principal: who.
            event: as its core tells it.
            now: when, seconds.
            server_ms: the same by the server's clock, as that core knows it.
        """
        moment = self._at(now)
        match event:
            case Connected():
                self._presence.came(principal, moment)
            case Disconnected() | Stopped():
                self.left(principal, now)
            case SessionChanged(session) if session.session not in self._forgotten:
                self._see(principal, session, moment, server_ms)
            case BoardChanged(board):
                self._show_board(principal, board, moment)
            case PositionChanged(place):
                self._lines.placed(place.session, place.position, moment)
            case _:
                self._hear(principal, event, moment)

    def _hear(self, principal: str, event: ClientEvent, now: float) -> None:
        """What is said in a session."""
        match event:
            case MessageConfirmed(session, cid, number):
                if session not in self._forgotten:
                    self._messages.confirmed(principal, session, cid, number, now)
            case MessageReceived(message):
                if message.session not in self._forgotten:
                    said = Said(message.sender, message.cid)
                    self._messages.shown(
                        principal, message.session, message.number, said, now
                    )
            case TypingChanged(session, _, sender, is_typing):
                indicator = Indicator(principal, session, sender)
                self._typists.shown(indicator, now, is_typing=is_typing)
            case _:
                pass  # nothing that is promised

    def _see(
        self, principal: str, shown: Session, now: float, server_ms: int | None
    ) -> None:
        is_agent = principal in self._desks.agents
        sighting = self._sightings.see(shown, now, by_agent=is_agent)
        if sighting is None:
            return
        if is_agent and sighting.agents_version == shown.version:
            self._offers.changed(sighting, now, server_ms)
        self._lines.changed(sighting, now)
        if sighting.state == SERVING:
            self._messages.serves(sighting.agent, sighting.session, now)
        elif sighting.state == CLOSED:
            self._over.setdefault(sighting.session, now)

    def _show_board(self, agent: str, board: Board, now: float) -> None:
        self._desks.show(agent, board, now)
        if board.status not in _TAKING:
            self._offers.withdrawn(agent)

    # --- judging

    def look(self, now: float) -> None:
        """Judges what is due; to be called every `LOOK_SECONDS`."""
        if self._looked_at is not None:
            gap = now - self._looked_at
            if gap > STALLED_SECONDS:
                self._stalled += gap - LOOK_SECONDS
        self._looked_at = now
        moment = self._at(now)
        self._messages.look(moment)
        self._desks.look(moment)
        self._offers.look(moment)
        self._typists.look(moment)
        self._lines.look(moment)
        self._forget(moment - FORGET_SECONDS)

    def watched(self, minima: Mapping[Promise, int]) -> tuple[Watched, ...]:
        """What came of the promises that were to be watched, and of those broken.

        Args:
            minima: for each promise that the scenario is about, how many occasions
                there must have been.
        """
        return self._notebook.watched(minima)

    def _at(self, now: float) -> float:
        """The time that counts: without what the load process stood still for."""
        return now - self._stalled

    def _forget(self, before: float) -> None:
        while self._over:
            session, since = next(iter(self._over.items()))
            if since > before:
                return
            del self._over[session]
            self._forget_one(session)

    def _forget_one(self, session: str) -> None:
        for part in (
            self._messages,
            self._offers,
            self._typists,
            self._lines,
            self._sightings,
        ):
            part.forget(session)
        self._forgotten[session] = None
        if len(self._forgotten) > MAX_FORGOTTEN:
            del self._forgotten[next(iter(self._forgotten))]
