"""PURE: which of an agent's sessions is current.

What was meant for one visitor must not go to the next: when the other side ends the
current session, the agent chooses the next one. To take an offer is to choose it while
none is current. By itself one becomes current only before the first choice and after
the agent's own /close; where he is but a guest, never. None of it happens while a line
is being typed.
"""

from __future__ import annotations

from collections.abc import Iterable

from gateway.console.desk_phrases import DeskPhrase
from gateway.console.offers import Offers
from gateway.console.phrases import Phrase, Words
from gateway.console.roster import Roster
from gateway.console.speech import Speech
from gateway.console.styled import Line, Style, styled
from gateway.console.thread import Thread
from gateway.wire.session_parts import Variable


class Focus:
    """Turns to sessions, and shows what was said in them.

    Args:
        words: the agent's language.
        speech: how messages look.
        roster: the agent's sessions.
        offers: what only rings cannot be turned to.
    """

    def __init__(
        self, words: Words, speech: Speech, roster: Roster, offers: Offers
    ) -> None:
        self._words = words
        self._speech = speech
        self._roster = roster
        self._offers = offers
        self._may_choose = True
        self._closing = ""
        self.is_composing = False
        """A line is being typed."""

    def will_choose(self, thread: Thread) -> bool:
        """True when the session becomes current by coming."""
        is_idle = self._roster.current is None and not self.is_composing
        is_idle = is_idle and not thread.is_guest
        return is_idle and (self._may_choose or thread.is_wanted)

    def choose_if_none(self) -> list[Line]:
        """Turns to the session just taken, or to the first, if none is current."""
        announced = sorted(self._roster.announced, key=lambda each: not each.is_wanted)
        chosen = [thread for thread in announced if self.will_choose(thread)]
        for thread in announced:
            thread.is_wanted = False
        return self.choose(chosen[0]) if chosen else []

    def choose(self, thread: Thread) -> list[Line]:
        """Turns to a session and shows its last messages."""
        number = self._roster.number(thread)
        if self._offers.rings(thread.session):
            text = self._words(DeskPhrase.STILL_RINGS, number=number)
            return [styled(text, Style.WARNING)]
        self._roster.current = thread
        thread.unread = 0
        head = self._words(DeskPhrase.NOW_WITH, number=number, name=thread.name)
        said = [self._speech.message(each, thread.view) for each in thread.recent]
        if not said:
            said = [styled(self._words(DeskPhrase.NO_MESSAGES), Style.DIM)]
        return [styled(head, Style.NOTICE), *self._learnt(thread), *said]

    def _learnt(self, thread: Thread) -> list[Line]:
        """What flows and his own words have told of the visitor."""
        known = () if thread.view is None else thread.view.variables
        if not known:
            return []
        text = self._words(DeskPhrase.LEARNT, rows=self.as_rows(known))
        return [styled(text, Style.DIM)]

    def as_rows(self, known: Iterable[Variable]) -> str:
        """What is known of a visitor, in one line."""
        return self._words(Phrase.BETWEEN).join(f"{v.name}={v.value}" for v in known)

    def choose_number(self, number: int) -> list[Line]:
        """Turns to the session with a number."""
        thread = self._roster.numbered(number)
        if thread is not None:
            return self.choose(thread)
        text = self._words(DeskPhrase.NO_SUCH_NUMBER, number=number)
        return [styled(text, Style.WARNING)]

    def switch(self) -> list[Line]:
        """Turns to the next session with unread messages, else to the next."""
        threads = list(self._roster.announced)
        current = self._roster.current
        if current in threads:
            place = threads.index(current)
            threads = [*threads[place + 1 :], *threads[:place]]
        for thread in sorted(threads, key=lambda each: not each.unread):
            return self.choose(thread)
        return [styled(self._words(DeskPhrase.NO_OTHER_UNREAD), Style.DIM)]

    def closing(self, session: str) -> None:
        """The agent ends this session himself; "" = not after all."""
        self._closing = session

    def ended(self, thread: Thread) -> None:
        """A session is about to leave."""
        if thread is self._roster.current:
            self._may_choose = thread.session == self._closing
