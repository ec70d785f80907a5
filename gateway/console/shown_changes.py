"""PURE: what a visitor is told of the changes of his session, each once."""

from __future__ import annotations

from collections.abc import Iterable

from gateway.console.phrases import Phrase, Words
from gateway.console.session_state import moved_text
from gateway.console.speech import Speech
from gateway.console.styled import Line, Style, styled
from gateway.console.thread import Thread
from gateway.wire.bodies import TextBody
from gateway.wire.server_frames import Message, Session


class ShownChanges:
    """What was told already.

    Args:
        words: the visitor's language.
        speech: how the end of a session looks.
    """

    def __init__(self, words: Words, speech: Speech) -> None:
        self._words = words
        self._speech = speech
        self._told: Session | None = None

    def of(self, thread: Thread) -> list[Line]:
        """What is new of a session; nothing of what the service has said itself."""
        view = thread.take_news()
        if view is None:
            return []
        before, self._told = self._told, view
        is_said = _is_said(view, before, thread.recent)
        if view.state == "closed":
            hint = styled(self._words(Phrase.CLOSED_HINT), Style.DIM)
            closed = styled(self._speech.closed(view), Style.NOTICE)
            return [hint] if is_said else [closed, hint]
        if is_said and view.state != "message_left":  # that line says what to do
            return []
        text = moved_text(self._words, view, before)
        return [styled(text, Style.NOTICE)] if text else []


def _is_said(view: Session, before: Session | None, recent: Iterable[Message]) -> bool:
    """The service has told the change in words of its own."""
    known = 0
    if before is not None and before.session == view.session:
        known = before.last_number
    return any(
        each.role == "system"
        and isinstance(each.body, TextBody)
        and known < each.number <= view.last_number
        for each in recent
    )
