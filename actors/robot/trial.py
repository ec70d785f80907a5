"""PURE: what somebody is told who tries out what the robot would say (R8)."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec
from msgspec import Meta

from actors.cards.card import Card
from actors.ids import SessionId
from actors.robot.answer import Manner, Question, Reply

MAX_TEXTS: Final = 20
"""Tried at once, each as long as what a visitor may ask."""

Text = Annotated[str, Meta(min_length=1, max_length=500)]
Name = Annotated[str, Meta(max_length=128)]


class TryRobot(msgspec.Struct, frozen=True, tag="try_robot"):
    """Asks what the robot would say to a visitor: `Trials`.

    Attributes:
        texts: what the visitor would write, each for itself.
        is_draft: of the draft; else of the version in force.
        channel, group: where he would come from, and by whose rule it is decided.
        language: his (BCP 47), "" = not known.
    """

    texts: Annotated[tuple[Text, ...], Meta(min_length=1, max_length=MAX_TEXTS)]
    is_draft: bool = False
    channel: Name = ""
    group: Name = ""
    language: Name = ""


class Tried(msgspec.Struct, frozen=True):
    """An entry that was thought of.

    Attributes:
        entry, question: which.
        answer: what it would say there.
        confidence: on the scale of its base.
        score: how much of the text and of the entry is the same, 0 to 1.
        lead: of the score over the next one's.
        veto: what speaks against it; "" = nothing.
        text: of its questions the one that fits best, as it is matched.
        shared, lacking: what of the text it has, and has not; the heaviest first.
        unknown: what no entry has.
    """

    entry: str
    question: str
    answer: Card
    confidence: float
    score: float
    lead: float
    veto: str = ""
    text: str = ""
    shared: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class Trial(msgspec.Struct, frozen=True):
    """What would be said to one text, and why.

    Attributes:
        version: that was tried; 0 = the draft, or nothing is published.
        asked: the text, and how it is decided.
        reply: what would be said.
        entries, chitchat: what was thought of, the best first.
    """

    version: int
    asked: Question
    reply: Reply
    entries: tuple[Tried, ...]
    chitchat: tuple[Tried, ...]


class Trials(msgspec.Struct, frozen=True, tag="trials"):
    """One for each text, in its order."""

    trials: tuple[Trial, ...]


def questions_of(wish: TryRobot, manner: Manner, until_ms: int) -> tuple[Question, ...]:
    """The texts as a visitor would ask them."""
    return tuple(
        Question(
            SessionId(""),
            number,
            text,
            wish.channel,
            wish.language,
            until_ms,
            manner=manner,
        )
        for number, text in enumerate(wish.texts, 1)
    )
