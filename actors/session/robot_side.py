"""PURE: what a session remembers of its talk with the robot, folded from its events."""

from __future__ import annotations

from typing import Final, assert_never

import msgspec
from msgspec.structs import replace

from actors.cards.card import Card, MenuCard
from actors.session.robot_events import (
    AnswerRated,
    HandedOver,
    RobotAnswered,
    RobotAsked,
    Verdict,
)

MAX_OPEN_TURNS: Final = 8
"""Questions that wait for the robot at once; it answers within seconds, so who writes
more than that in a row is answered the newest alone."""
MAX_MENUS: Final = 5
"""The robot's newest cards, from which can still be chosen."""
MAX_RATEABLE: Final = 100
"""The robot's newest answers, which can still be rated."""


class Turn(msgspec.Struct, frozen=True, array_like=True):
    """A question that waits for the robot; see `RobotAsked`."""

    number: int
    text: str
    entry: str
    since_ms: int


class Menu(msgspec.Struct, frozen=True, array_like=True):
    """A card of the robot's, in message `number`: an option's id is an entry's."""

    number: int
    card: MenuCard


class Said(msgspec.Struct, frozen=True, array_like=True):
    """An answer in message `number`; `is_helpful` None: the visitor did not say."""

    number: int
    entry: str
    is_helpful: bool | None = None


class RobotSide(msgspec.Struct, frozen=True, array_like=True):
    """What a session remembers of its talk with the robot.

    Attributes:
        is_only: nobody else serves in this session (R1).
        is_greeted: the robot has said something.
        open: questions that wait for a reply, oldest first.
        turns: questions since the session came to the robot.
        unanswered: the last so many of them in a row had no answer.
        menus, said: what can be chosen from, and rated.
        condition: which condition took the session from the robot last, "": none.
    """

    is_only: bool = False
    is_greeted: bool = False
    open: tuple[Turn, ...] = ()
    turns: int = 0
    unanswered: int = 0
    menus: tuple[Menu, ...] = ()
    said: tuple[Said, ...] = ()
    condition: str = ""


ALONE: Final = RobotSide()
"""Nothing was said yet."""


def turn_of(side: RobotSide, number: int) -> Turn | None:
    """The question in message `number`, if it waits still."""
    return next((each for each in side.open if each.number == number), None)


def menu_of(side: RobotSide, number: int) -> MenuCard | None:
    """The card in message `number`, if it can still be chosen from."""
    found = (each.card for each in side.menus if each.number == number)
    return next(found, None)


def said_of(side: RobotSide, number: int) -> Said | None:
    """The answer in message `number`, if it can still be rated."""
    return next((each for each in side.said if each.number == number), None)


def feedback_on(side: RobotSide) -> tuple[tuple[int, bool], ...]:
    """Which answers were rated, by message, and whether they helped."""
    rated = ((each.number, each.is_helpful) for each in side.said)
    return tuple((number, helped) for number, helped in rated if helped is not None)


def spoke(side: RobotSide, number: int, card: Card) -> RobotSide:
    """The robot has posted a card."""
    menus = side.menus
    if isinstance(card, MenuCard):
        menus = (*menus, Menu(number, card))[-MAX_MENUS:]
    return replace(side, is_greeted=True, menus=menus)


def talked(
    side: RobotSide,
    event: RobotAsked | RobotAnswered | AnswerRated | HandedOver,
    at_ms: int,
) -> RobotSide:
    """The side after an event."""
    match event:
        case RobotAsked():
            return _asked(side, event, at_ms)
        case RobotAnswered():
            return _answered(side, event)
        case AnswerRated():
            return _rated(side, event)
        case HandedOver(condition):
            return replace(side, condition=condition.value)
        case _:
            assert_never(event)


def left(side: RobotSide) -> RobotSide:
    """The session has gone elsewhere: nothing waits, and it counts anew."""
    return replace(side, open=(), turns=0, unanswered=0)


def _asked(side: RobotSide, event: RobotAsked, at_ms: int) -> RobotSide:
    """A question waits."""
    turn = Turn(event.turn, event.text, event.entry, at_ms)
    return replace(side, open=(*side.open, turn)[-MAX_OPEN_TURNS:])


def _answered(side: RobotSide, event: RobotAnswered) -> RobotSide:
    """It waits no more; asking back neither answers nor fails."""
    unanswered = side.unanswered
    match event.verdict:
        case Verdict.DIRECT | Verdict.SMALL_TALK:
            unanswered = 0
        case Verdict.UNKNOWN | Verdict.FAILED:
            unanswered += 1
        case Verdict.CLARIFY:
            pass
        case _:
            assert_never(event.verdict)
    said = side.said
    if event.verdict is Verdict.DIRECT:
        said = (*said, Said(event.number, event.entry))[-MAX_RATEABLE:]
    return replace(
        side,
        open=tuple(each for each in side.open if each.number != event.turn),
        turns=side.turns + 1,
        unanswered=unanswered,
        said=said,
    )


def _rated(side: RobotSide, event: AnswerRated) -> RobotSide:
    """The visitor found an answer helpful, or not."""
    said = tuple(
        replace(each, is_helpful=event.is_helpful)
        if each.number == event.number
        else each
        for each in side.said
    )
    return replace(side, said=said)
