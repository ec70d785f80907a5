"""PURE: menus, forms, ratings and what was answered to them, as text."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.console.card_phrases import CardPhrase
from gateway.console.phrases import Bilingual, Words
from gateway.console.robot_phrases import RobotPhrase
from gateway.wire.asking_bodies import (
    AskingBody,
    FormBody,
    FormField,
    MenuBody,
    RatingBody,
    SelectionBody,
)
from gateway.wire.bodies import MessageBody

_STAR = "★"
_BETWEEN = " · "
_HINTS: Mapping[str, Bilingual] = {
    "welcome": RobotPhrase.WELCOME_HINT,
    "clarify": RobotPhrase.CLARIFY_HINT,
}


def asked(words: Words, body: AskingBody | SelectionBody) -> str:
    """What is asked, a row for each choice; or what was selected."""
    match body:
        case MenuBody(title, options, tail, text):
            rows = [
                f"{number}. {_both(option.text, option.desc)}"
                for number, option in enumerate(options, 1)
            ]
            return "\n".join(filter(None, (title, text, *rows, tail)))
        case FormBody(title, fields):
            return "\n".join([title, *(_field(words, each) for each in fields)])
        case RatingBody():
            return _rating(words, body)
        case SelectionBody():
            return _selected(words, body)


def how_to_answer(words: Words, body: MessageBody) -> str:
    """What whoever is asked may enter; "": nothing is asked, or it says so itself."""
    match body:
        case MenuBody(tail=tail, purpose=purpose):
            return "" if tail else words(_HINTS.get(purpose, CardPhrase.MENU_HINT))
        case FormBody():
            return words(CardPhrase.FORM_HINT, example=example(body))
        case RatingBody():
            return words(CardPhrase.RATING_HINT)
        case _:
            return ""


def example(form: FormBody) -> str:
    """How a form is filled in at once."""
    return "; ".join(field.hint or field.label for field in form.fields)


def _field(words: Words, field: FormField) -> str:
    text = f"- {_both(field.label, field.hint)}"
    if field.options:
        rows = (f"{at}. {each.text}" for at, each in enumerate(field.options, 1))
        text += words(CardPhrase.ONE_OF, options="  ".join(rows))
    return text if field.required else text + words(CardPhrase.OPTIONAL)


def _rating(words: Words, body: RatingBody) -> str:
    rows = []
    for number, level in enumerate(body.levels, 1):
        if body.type == "star":
            stars = _STAR * number
            rows.append(words(CardPhrase.STARS, stars=stars, label=level.text))
        else:
            rows.append(words(CardPhrase.NUMBER, number=number, label=level.text))
    return "\n".join([body.head, *rows])


def _selected(words: Words, body: SelectionBody) -> str:
    parts = [body.text, *(f"{each.label}: {each.value}" for each in body.fields)]
    if body.outcome:
        is_solved = body.outcome == "solved"
        outcome = CardPhrase.SOLVED if is_solved else CardPhrase.UNSOLVED
        parts.append(words(outcome))
    text = _BETWEEN.join(part for part in (*parts, body.comment) if part)
    return words(CardPhrase.SELECTED, number=body.number, text=text)


def _both(text: str, more: str) -> str:
    return f"{text}{_BETWEEN}{more}" if more else text
