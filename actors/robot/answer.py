"""PURE: the words that a session and the robot that answers in it share (R5).

Also what goes to the robot's process and back: positions are those of both.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from actors.cards.card import Card
from actors.ids import SessionId
from actors.robot.confidence import CHITCHAT, CLARIFY, DIRECT

MAX_SUGGESTIONS: Final = 10
"""Of one question back: nobody reads more before he asks again."""
MAX_SOURCES: Final = 10
"""Entries or pages named beside an answer."""
MAX_REASON_CHARS: Final = 200
"""Of why the robot has no answer, for people."""


class Manner(msgspec.Struct, frozen=True, array_like=True):
    """How the robot decides, as the group's service rule has it (R5).

    Attributes:
        direct: confidence from which on it answers, 0 to 1.
        clarify: from which on it asks whether this was meant.
        chitchat: from which on it answers with chit-chat, on chit-chat's own scale.
        has_chitchat, clarifies: the switches of both.
        suggestions: how many questions it asks back at most.
    """

    direct: float = DIRECT
    clarify: float = CLARIFY
    chitchat: float = CHITCHAT
    has_chitchat: bool = True
    clarifies: bool = True
    suggestions: int = 1


class Question(msgspec.Struct, frozen=True, array_like=True):
    """What a visitor asks the robot.

    Attributes:
        session: whose.
        turn: number of the visitor's message: with the session it names the question,
            however often that is asked.
        text: as it was written; "" where an entry was chosen.
        channel: where the visitor came from: answers may be of certain channels.
        language: the visitor's (BCP 47), "" = not known.
        until_ms: nobody waits for the reply any longer, wall time.
        entry: id of the entry that was chosen on a card; "": it is to be looked for.
        manner: how it is decided.
    """

    session: SessionId
    turn: int
    text: str
    channel: str
    language: str
    until_ms: int
    entry: str = ""
    manner: Manner = Manner()


class Candidate(msgspec.Struct, frozen=True, array_like=True):
    """An entry that was thought of; the best comes first, chit-chat apart.

    Attributes:
        entry: its id.
        question: its standard question.
        confidence: 0 to 1, on the scale of its base.
        is_chitchat: of the chit-chat base.
        veto: what speaks against it; "": nothing.
    """

    entry: str
    question: str
    confidence: float
    is_chitchat: bool = False
    veto: str = ""


class Suggestion(msgspec.Struct, frozen=True, array_like=True):
    """A question asked back: was this meant?"""

    entry: str
    question: str
    confidence: float


class Direct(msgspec.Struct, frozen=True, array_like=True, tag="direct"):
    """An entry answers; a chosen one with confidence 1.

    `answer` is what is said in the question's channel. `sources`: what the answer was
    made from, where it was not the entry's own.
    """

    entry: str
    question: str
    answer: Card
    confidence: float
    sources: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()


class SmallTalk(msgspec.Struct, frozen=True, array_like=True, tag="small_talk"):
    """Chit-chat answers."""

    entry: str
    answer: Card
    confidence: float
    candidates: tuple[Candidate, ...] = ()


class Clarify(msgspec.Struct, frozen=True, array_like=True, tag="clarify"):
    """Something may have been meant; the best comes first, at least one."""

    suggestions: tuple[Suggestion, ...]
    candidates: tuple[Candidate, ...] = ()


class Unknown(msgspec.Struct, frozen=True, array_like=True, tag="unknown"):
    """The robot has no answer."""

    candidates: tuple[Candidate, ...] = ()


class Failed(msgspec.Struct, frozen=True, array_like=True, tag="failed"):
    """The robot could not be asked, or did not say anything in time; `reason` why."""

    reason: str


Reply = Direct | SmallTalk | Clarify | Unknown | Failed
"""What comes of asking."""


class Greeting(msgspec.Struct, frozen=True, array_like=True):
    """The welcome card of the published base (R9); `questions`: to be chosen from."""

    text: str
    title: str = ""
    questions: tuple[Suggestion, ...] = ()


AskRobot = Callable[[Question], None]
"""Returns at once; the session is told `RobotReplied`. Asking again is harmless."""
GreetingOf = Callable[[str], Greeting | None]
"""What is said first in a channel, read from memory; None: nothing."""


def ask_no_robot(question: Question) -> None:
    """Where there is no robot: the session's own time decides."""
    del question


def no_greeting(channel: str) -> Greeting | None:
    """Where there is no robot."""
    del channel
    return None
