"""PURE: what a visitor may do while the robot serves: ask for a human, rate answers."""

from __future__ import annotations

from typing import Final

from gateway.console.phrases import Phrase, Words
from gateway.console.robot_phrases import RobotPhrase
from gateway.console.styled import Style, styled
from gateway.console.thread import Thread
from gateway.console.turn import Turn
from gateway.console.visitor_requests import AskForHuman, RateRobot
from gateway.wire.server_frames import Message, Session

_MAX_DIGITS: Final = 15
"""Of a message's number: below what the wire can carry."""


class RobotSide:
    """The answers that came.

    Args:
        words: the visitor's language.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._last: Message | None = None

    def take(self, message: Message) -> None:
        """The next message of the session."""
        if message.is_answer:
            self._last = message

    def human(self, thread: Thread | None) -> Turn:
        """What `/human` means in the session; None: none is open."""
        if thread is None:
            return Turn([styled(self._words(Phrase.NOT_OPEN), Style.DIM)])
        return Turn(actions=[AskForHuman(thread.session)])

    def rated(self, rest: str, *, is_helpful: bool) -> Turn:
        """What `/helpful [number]` means, or its opposite; alone: the last answer."""
        if self._last is None:
            return self._complaint(RobotPhrase.NOTHING_TO_RATE)
        if rest and not (rest.isdecimal() and len(rest) <= _MAX_DIGITS and int(rest)):
            return self._complaint(RobotPhrase.RATE_USAGE)
        number = int(rest) if rest else self._last.number
        return Turn(actions=[RateRobot(self._last.session, number, is_helpful)])

    def _complaint(self, phrase: RobotPhrase) -> Turn:
        return Turn([styled(self._words(phrase), Style.WARNING)])


def robot_serves(words: Words, view: Session) -> str:
    """That it does, and how to reach a human, where there is one."""
    first = RobotPhrase.SERVES_FIRST
    return words(first if view.may_ask_human else RobotPhrase.SERVES)


def feedback_mark(words: Words, view: Session | None, number: int) -> str:
    """What the visitor said of an answer, behind it; "": nothing."""
    feedback = () if view is None else view.feedback
    helped = {each.number: each.is_helpful for each in feedback}.get(number)
    if helped is None:
        return ""
    return words(RobotPhrase.HELPFUL if helped else RobotPhrase.UNHELPFUL)
