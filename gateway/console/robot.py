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
    """What the robot said last.

    Args:
        words: the visitor's language.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._last: Message | None = None

    def take(self, message: Message) -> None:
        """The next message of a session."""
        if message.role == "robot":
            self._last = message

    def human(self, thread: Thread | None) -> Turn:
        """What `/human` means in the session; None: none is open."""
        if thread is None:
            return Turn([styled(self._words(Phrase.NOT_OPEN), Style.DIM)])
        view = thread.view
        if view is not None and view.state == "robot" and not view.may_ask_human:
            return self._complaint(RobotPhrase.NO_HUMANS)
        return Turn(actions=[AskForHuman(thread.session)])

    def rated(self, thread: Thread | None, rest: str, *, is_helpful: bool) -> Turn:
        """What `/helpful [number]` means in the session, or its opposite.

        Alone it means what the robot said last, and nothing before that: who was told
        that there is no answer does not mean the one he got earlier.
        """
        if rest and not (rest.isdecimal() and len(rest) <= _MAX_DIGITS and int(rest)):
            return self._complaint(RobotPhrase.RATE_USAGE)
        number = int(rest) if rest else self._answer_in(thread)
        if thread is None or not number:
            return self._complaint(RobotPhrase.NOTHING_TO_RATE)
        return Turn(actions=[RateRobot(thread.session, number, is_helpful)])

    def _answer_in(self, thread: Thread | None) -> int:
        """Its number, where the robot's last words in the session are one; else 0."""
        last = self._last
        if last is None or thread is None or last.session != thread.session:
            return 0
        return last.number if last.is_answer else 0

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
