"""PURE: what a visitor is asked, and how the terminal's lines answer it."""

from __future__ import annotations

import re
from typing import Final

from gateway.console.card_phrases import CardPhrase
from gateway.console.card_view import example
from gateway.console.commands import split_first
from gateway.console.phrases import CHINESE, ENGLISH, Words
from gateway.console.styled import Style, styled
from gateway.console.turn import AskRating, Turn
from gateway.console.visitor_requests import AnswerCard
from gateway.wire.asking_bodies import (
    FormBody,
    FormField,
    MenuBody,
    RatingBody,
    SelectionBody,
)
from gateway.wire.server_frames import Message, Session
from gateway.wire.terms import OutcomeName

_SEPARATOR: Final = re.compile(r"\s*[;；]\s*")
_NOTHING: Final = "-"
_MAX_DIGITS: Final = 3


class Cards:
    """The question that waits, and the last invitation to rate.

    Args:
        words: the visitor's language.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._question: Message | None = None
        self._invitation: Message | None = None
        self._outcomes: dict[str, OutcomeName] = {}
        for each in map(Words, (CHINESE, ENGLISH)):
            self._outcomes[each(CardPhrase.SOLVED)] = "solved"
            self._outcomes[each(CardPhrase.UNSOLVED)] = "unsolved"

    def take(self, message: Message) -> None:
        """The next message of the session."""
        match message.body:
            case MenuBody() | FormBody():
                self._question = message
            case RatingBody():
                self._invitation = message
            case SelectionBody(number):
                self._forget(number)
            case _:
                pass

    def _forget(self, number: int) -> None:
        question = self._question
        is_answered = question is not None and question.number == number
        if is_answered and not _is_robots(question):
            self._question = None
        if self._invitation is not None and self._invitation.number == number:
            self._invitation = None

    def moved(self, session: Session) -> None:
        """What a menu or form asked is over when the session has gone on.

        Of the robot's menus one may choose again and again, while it serves.
        """
        asker = "robot" if _is_robots(self._question) else "collecting"
        if session.state != asker:
            self._question = None

    def chosen(self, text: str) -> Turn | None:
        """What a number means while a menu waits; None: it is a text like any other.

        All else goes as a text, by which the service chooses, too.
        """
        question = self._question
        if question is None or not isinstance(question.body, MenuBody):
            return None
        place = _number(text)
        if not 1 <= place <= len(question.body.options):
            return None
        option = question.body.options[place - 1].id
        return Turn(actions=[AnswerCard(question.session, question.number, option)])

    def rated(self, session: str | None, rest: str) -> Turn:
        """What `/rate [stars] [solved] [comment]` means; alone it asks for a card.

        Args:
            session: that is open; None: there is none.
            rest: what follows the command.
        """
        invitation = self._invitation
        if invitation is None or not isinstance(invitation.body, RatingBody):
            if session is None:
                return self._complaint(CardPhrase.NOTHING_TO_RATE)
            if rest:
                return self._complaint(CardPhrase.MAY_ASK_TO_RATE)
            return Turn(actions=[AskRating(session)])
        first, said = split_first(rest)
        levels, place = invitation.body.levels, _number(first)
        if not 1 <= place <= len(levels):
            return self._complaint(CardPhrase.RATE_USAGE, count=len(levels))
        word, comment = split_first(said)
        outcome = self._outcomes.get(word, "")
        answer = AnswerCard(
            invitation.session,
            invitation.number,
            levels[place - 1].id,
            outcome=outcome,
            comment=comment if outcome else said,
        )
        return Turn(actions=[answer])

    def filled(self, rest: str) -> Turn:
        """What `/fill value; value` means: in order, `-` for what stays empty."""
        question = self._question
        if question is None or not isinstance(question.body, FormBody):
            return self._complaint(CardPhrase.NOTHING_TO_FILL)
        form, given = question.body, _SEPARATOR.split(rest)
        if not rest or len(given) > len(form.fields):
            count = len(form.fields)
            return self._complaint(
                CardPhrase.FILL_USAGE, count=count, example=example(form)
            )
        pairs = zip(form.fields, given, strict=False)
        values = tuple(
            (field.name, _value(field, value))
            for field, value in pairs
            if value and value != _NOTHING
        )
        answer = AnswerCard(question.session, question.number, values=values)
        return Turn(actions=[answer])

    def _complaint(self, phrase: CardPhrase, **values: str | int) -> Turn:
        text = self._words(phrase, **values)
        return Turn([styled(text, Style.WARNING)])


def _value(field: FormField, text: str) -> str:
    """What was entered; of an option its id, by its place or its text."""
    place = _number(text)
    if 1 <= place <= len(field.options):
        return field.options[place - 1].id
    return next((each.id for each in field.options if each.text == text), text)


def _is_robots(question: Message | None) -> bool:
    """A menu of questions to the robot, and not of a flow."""
    if question is None or not isinstance(question.body, MenuBody):
        return False
    return question.is_answer or bool(question.body.purpose)


def _number(text: str) -> int:
    """A place; 0: it is none."""
    is_number = text.isdecimal() and len(text) <= _MAX_DIGITS
    return int(text) if is_number else 0
