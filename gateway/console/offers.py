"""PURE: sessions that ring at an agent: announced, counted down, taken or left."""

from __future__ import annotations

from typing import Final

import msgspec

from gateway.client_core.server_clock import ServerClock
from gateway.console.desk_phrases import DeskPhrase
from gateway.console.desk_requests import LeaveOffer, TakeOffer
from gateway.console.duration import seconds_left
from gateway.console.phrases import Words
from gateway.console.roster import Roster
from gateway.console.speech import SEPARATOR
from gateway.console.styled import Line, Span, Style, styled
from gateway.console.thread import Thread
from gateway.console.turn import Turn
from gateway.wire.session_parts import Offer

_MARK: Final = "» "
_SLACK_MS: Final = 1_000
"""The server's clock is known to a second: an offer that ends so close to its deadline
has lapsed."""
_LAPSED: Final = (DeskPhrase.OFFER_LAPSED, DeskPhrase.HANDOVER_LAPSED)
_DECLINED: Final = (DeskPhrase.OFFER_DECLINED, DeskPhrase.HANDOVER_DECLINED)


class _Ring(msgspec.Struct):
    """An offer, and what the agent said to it."""

    offer: Offer
    is_accepted: bool = False
    is_declined: bool = False


class Offers:
    """What rings.

    Args:
        words: the agent's language.
        roster: the agent's sessions.
        clock: the server's.
    """

    def __init__(self, words: Words, roster: Roster, clock: ServerClock) -> None:
        self._words = words
        self._roster = roster
        self._clock = clock
        self._rings: dict[str, _Ring] = {}

    @property
    def is_counting(self) -> bool:
        """While a countdown runs."""
        return any(ring.offer.until for ring in self._rings.values())

    def rings(self, session: str) -> bool:
        """True while the session rings here."""
        return session in self._rings

    # --- what happens

    def looked_at(self, thread: Thread, me: str, now: float) -> list[Line]:
        """A session has a new state: it begins to ring, or does no more."""
        view = thread.view
        offer = None if view is None else view.offer
        if offer is not None and offer.agent != me:
            offer = None
        ring = self._rings.get(thread.session)
        if ring is not None and offer is not None and ring.offer.id == offer.id:
            ring.offer = offer  # an outage gives it more time
            return []
        lines: list[Line] = []
        if view is not None and view.state == "serving" and view.agent == me:
            self._rings.pop(thread.session, None)  # taken: the session is announced
            thread.is_wanted = ring is not None and ring.is_accepted
        elif ring is not None:
            lines = self.ended(thread, now)
        if offer is not None:
            self._rings[thread.session] = _Ring(offer)
            lines.append(self._announced(thread))
        return lines

    def ended(self, thread: Thread, now: float) -> list[Line]:
        """It rings no more, and the agent has not got it: tells why."""
        ring = self._rings.pop(thread.session)
        if thread.view is not None and thread.view.state == "closed":
            return []  # the session's end is told
        if ring.is_declined:
            return [self._left(thread, _DECLINED, Style.DIM)]
        if self._is_over(ring, now):
            return [self._left(thread, _LAPSED, Style.WARNING)]
        withdrawn = self._words(DeskPhrase.OFFER_WITHDRAWN)
        return [self._roster.told(thread, withdrawn)]

    def passed_on(self, thread: Thread) -> list[Line]:
        """The server says that the agent was silent for too long."""
        del self._rings[thread.session]
        return [self._left(thread, _LAPSED, Style.WARNING)]

    def _left(
        self, thread: Thread, phrases: tuple[DeskPhrase, DeskPhrase], style: Style
    ) -> Line:
        """Not taken: a visitor who waits stays in line, a transfer with its agent."""
        waiting, handover = phrases
        agent = thread.agent
        text = self._words(handover, agent=agent) if agent else self._words(waiting)
        return self._roster.told(thread, text, style)

    def _is_over(self, ring: _Ring, now: float) -> bool:
        until = ring.offer.until
        return bool(until) and self._clock.ms(now) >= until - _SLACK_MS

    # --- what the agent enters

    def accepted(self, rest: str) -> Turn:
        """`/accept [n]`."""
        chosen = self._chosen(rest)
        return chosen if isinstance(chosen, Turn) else self.taken(chosen.session)

    def taken(self, session: str) -> Turn:
        """The agent takes a session that rings."""
        ring = self._rings[session]
        ring.is_accepted, ring.is_declined = True, False
        return Turn(actions=[TakeOffer(session, ring.offer.id)])

    def declined(self, rest: str) -> Turn:
        """`/decline [n]`."""
        chosen = self._chosen(rest)
        if isinstance(chosen, Turn):
            return chosen
        ring = self._rings[chosen.session]
        ring.is_accepted, ring.is_declined = False, True
        return Turn(actions=[LeaveOffer(chosen.session, ring.offer.id)])

    def refused(self, session: str) -> None:
        """What the agent said to an offer was refused: it may be said again."""
        ring = self._rings.get(session)
        if ring is not None:
            ring.is_accepted = ring.is_declined = False

    @property
    def is_taken_by_enter(self) -> bool:
        """One rings, and the agent talks to nobody: an empty line can mean but that."""
        is_idle = self._roster.current is None
        unanswered = [r for r in self._rings.values() if not r.is_accepted]
        return is_idle and len(self._rings) == 1 and bool(unanswered)

    def _chosen(self, rest: str) -> Thread | Turn:
        if not rest:
            threads = [t for t in self._roster.threads if self.rings(t.session)]
            if not threads:
                return self._said(DeskPhrase.NOTHING_RINGS)
            return min(threads, key=lambda t: self._rings[t.session].offer.since)
        thread = self._roster.numbered(int(rest)) if rest.isdecimal() else None
        if thread is None or not self.rings(thread.session):
            text = self._words(DeskPhrase.NOT_RINGING, number=rest)
            return Turn([styled(text, Style.WARNING)])
        return thread

    def _said(self, phrase: DeskPhrase) -> Turn:
        return Turn([styled(self._words(phrase), Style.WARNING)])

    # --- what is shown

    def rows(self, now: float) -> list[Line]:
        """A row for each, with its countdown; the longest ringing first.

        What can be done comes first, who rings last: a narrow terminal cuts the end,
        and who rings has been announced.
        """
        threads = [t for t in self._roster.threads if self.rings(t.session)]
        threads.sort(key=lambda t: self._rings[t.session].offer.since)
        return [self._row(thread, now) for thread in threads]

    def _row(self, thread: Thread, now: float) -> Line:
        ring = self._rings[thread.session]
        phrase = self._words(DeskPhrase.ACCEPTING) if ring.is_accepted else ""
        spans = [Span(_MARK + (phrase or self._hint(thread)), Style.RINGING)]
        seconds = seconds_left(ring.offer.until, self._clock.ms(now))
        if seconds:  # else it has no end, or the server is about to tell of it
            left = self._words(DeskPhrase.RINGS_LEFT, seconds=seconds)
            spans += [SEPARATOR, Span(left, Style.RINGING)]
        return (*spans, SEPARATOR, Span(self._title(thread), Style.RINGING))

    def _hint(self, thread: Thread) -> str:
        if self.is_taken_by_enter:
            return self._words(DeskPhrase.OFFER_HINT_ENTER)
        if len(self._rings) == 1:
            return self._words(DeskPhrase.OFFER_HINT)
        number = self._roster.number(thread)
        return self._words(DeskPhrase.OFFER_HINT_NUMBER, number=number)

    def _announced(self, thread: Thread) -> Line:
        spans = [Span(self._title(thread), Style.RINGING)]
        transfer = None if thread.view is None else thread.view.transfer
        if transfer is not None:
            asker = transfer.by_name or transfer.by or thread.agent
            spans += handed_over(self._words, asker, transfer.note)
            thread.is_handover_told = True
        return tuple(spans)

    def _title(self, thread: Thread) -> str:
        text = self._words(DeskPhrase.RINGS, name=thread.name, group=thread.group)
        return f"[{self._roster.number(thread)}] {text}"


def handed_over(words: Words, agent: str, note: str) -> list[Span]:
    """From whom a session comes, and what was noted for its next agent."""
    spans = [SEPARATOR, Span(words(DeskPhrase.FROM_AGENT, agent=agent), Style.NOTICE)]
    if note:
        spans += [SEPARATOR, Span(words(DeskPhrase.NOTE, note=note), Style.OTHER)]
    return spans
