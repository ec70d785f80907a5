"""PURE: the connection as it is shown: a banner, and a line when it comes or goes."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from gateway.client_core.events import (
    ClientEvent,
    Connected,
    Disconnected,
    GoingAway,
    Stopped,
)
from gateway.console.phrases import Phrase, Words
from gateway.console.styled import Line, Span, Style, styled
from gateway.console.ticket_phrases import TicketPhrase, ticket_refusal
from gateway.wire.codes import CloseCode

_STOP_REASONS: Final[dict[int, Phrase]] = {
    CloseCode.BAD_TICKET: Phrase.BAD_TICKET,
    CloseCode.TICKET_EXPIRED: Phrase.BAD_TICKET,
    CloseCode.REPLACED: Phrase.REPLACED,
    CloseCode.VERSION: Phrase.VERSION,
}


class _State(Enum):
    FIRST = auto()
    """There was no connection yet, nor a failure."""
    UP = auto()
    DOWN = auto()


class LinkView:
    """The state of one client's connection.

    Args:
        words: in whose language.
        url: named when it cannot be reached.
    """

    def __init__(self, words: Words, url: str) -> None:
        self._words = words
        self._url = url
        self._state = _State.FIRST
        self._was_up = False
        self._retry_at = 0.0

    @property
    def is_up(self) -> bool:
        """True while the server knows us."""
        return self._state is _State.UP

    @property
    def is_counting(self) -> bool:
        """True while the banner changes by itself, once a second."""
        return self._state is _State.DOWN

    def happened(self, event: ClientEvent, now: float) -> list[Line]:
        """Lines for the transcript: one when it goes, one when it is back."""
        match event:
            case Connected():
                was_down = self._state is _State.DOWN
                phrase = Phrase.BACK if self._was_up else Phrase.REACHED
                self._state, self._was_up = _State.UP, True
                return self._line(phrase, Style.DIM) if was_down else []
            case Disconnected(retry_seconds=seconds):
                was_down = self._state is _State.DOWN
                self._state, self._retry_at = _State.DOWN, now + seconds
                return [] if was_down else self._lost()
            case GoingAway():
                return self._line(Phrase.GOING_AWAY, Style.DIM)
            case _:
                return []

    def banner(self, now: float) -> Span:
        """The state in a word or two."""
        match self._state:
            case _State.FIRST:
                return Span(self._words(Phrase.CONNECTING), Style.NOTICE)
            case _State.UP:
                return Span(self._words(Phrase.CONNECTED), Style.DIM)
            case _State.DOWN:
                seconds = max(0, round(self._retry_at - now))
                text = (
                    self._words(Phrase.OFFLINE_RETRY, seconds=seconds)
                    if seconds
                    else self._words(Phrase.CONNECTING)
                )
                return Span(text, Style.WARNING)

    def _lost(self) -> list[Line]:
        if self._was_up:
            return self._line(Phrase.LOST, Style.NOTICE)
        text = self._words(Phrase.UNREACHABLE, url=self._url)
        return [styled(text, Style.NOTICE)]

    def _line(self, phrase: Phrase, style: Style) -> list[Line]:
        return [styled(self._words(phrase), style)]


def stop_reason(words: Words, event: Stopped, *, has_account: bool = False) -> str:
    """Why the server wants us to stay away, as a sentence.

    Args:
        words: in whose language.
        event: what was told.
        has_account: tickets come from a sign-in, and end with it.
    """
    if event.refusal:
        return ticket_refusal(words, event.refusal)
    if has_account and event.code == CloseCode.BAD_TICKET:
        return words(TicketPhrase.SIGN_IN_ENDED)
    phrase = _STOP_REASONS.get(event.code)
    if phrase is None:
        return words(Phrase.STOPPED_ANYHOW, code=event.code)
    return words(phrase)
