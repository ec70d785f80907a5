"""PURE: a visitor's words that are on their way to the service, or came too late."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from gateway.client_core.outbox import StoredSend
from gateway.console.body_view import spoken
from gateway.console.phrases import Phrase, Words
from gateway.console.speech import refusal
from gateway.console.styled import Line, Style, styled
from gateway.console.turn import PostText, Turn
from gateway.wire.bodies import SentBody, TextBody


class Undelivered:
    """What was said and not confirmed.

    Args:
        words: the visitor's language.
        restored: messages of an earlier process, which are being sent.
    """

    def __init__(self, words: Words, restored: Iterable[StoredSend]) -> None:
        self._words = words
        self._pending = {send.cid: spoken(words, send.body) for send in restored}
        self._unsent: list[str] = []
        self._lost = 0

    @property
    def pending(self) -> Collection[str]:
        """What is on its way."""
        return self._pending.values()

    @property
    def refused(self) -> int:
        """How much came too late."""
        return len(self._unsent) + self._lost

    def posted(self, cid: str, text: str) -> None:
        """It is on its way."""
        self._pending[cid] = text

    def not_posted(self, text: str) -> None:
        """It was never taken."""
        self._unsent.append(text)

    def arrived(self, cid: str) -> bool:
        """It is with the service; True: it was on its way."""
        return self._pending.pop(cid, None) is not None

    def turned_away(self, cid: str, body: SentBody, code: int) -> Line:
        """The service does not take it."""
        self._pending.pop(cid, None)
        text = spoken(self._words, body)
        if isinstance(body, TextBody):
            self._unsent.append(text)
        else:  # of another program: it cannot be said again here
            self._lost += 1
        reason = refusal(self._words, code)
        line = self._words(Phrase.NOT_DELIVERED, reason=reason, text=text)
        return styled(line, Style.WARNING)

    def kept(self, text: str) -> Turn:
        """There is no session to say it in."""
        self._unsent.append(text)
        kept = self._words(Phrase.KEPT, text=text)
        hint = self._words(Phrase.CLOSED_HINT)
        return Turn([styled(kept, Style.WARNING), styled(hint, Style.DIM)])

    def offer(self) -> list[Line]:
        """That what came too late can be said again in the session that is open."""
        if not self._unsent:
            return []
        count, text = len(self._unsent), self._unsent[0]
        offer = self._words(Phrase.RESEND_HINT, count=count, text=text)
        return [styled(offer, Style.NOTICE)]

    def resent(self, session: str | None) -> Turn:
        """What `/resend` means in the session; None: none is open."""
        if not self._unsent or session is None:
            why = Phrase.CLOSED_HINT if self._unsent else Phrase.NOTHING_TO_RESEND
            return Turn([styled(self._words(why), Style.DIM)])
        posts = [PostText(session, text) for text in self._unsent]
        self._unsent.clear()
        return Turn(actions=posts)
