"""PURE: what `/leave CONTACT TEXT` means, where nobody can serve (V7)."""

from __future__ import annotations

from gateway.console.commands import split_first
from gateway.console.phrases import Bilingual, Phrase, Words
from gateway.console.reaching_phrases import ReachingPhrase
from gateway.console.styled import Style, styled
from gateway.console.thread import Thread
from gateway.console.turn import Turn
from gateway.console.visitor_requests import LeaveWord


def leave_word(words: Words, thread: Thread | None, rest: str) -> Turn:
    """What is asked for in the session; None: none is open."""

    def say(phrase: Bilingual, style: Style = Style.DIM) -> Turn:
        return Turn([styled(words(phrase), style)])

    contact, text = split_first(rest)
    if thread is None:
        return say(Phrase.NOT_OPEN)
    if thread.view is not None and thread.view.state != "message_left":
        return say(ReachingPhrase.NOT_TO_LEAVE)
    if not text:
        return say(ReachingPhrase.LEAVE_USAGE, Style.WARNING)
    return Turn(actions=[LeaveWord(thread.session, text, contact)])
