"""PURE: whether an answer fits its card; what fits is a `Choice`."""

from __future__ import annotations

from collections.abc import Iterable

from actors.cards.card import (
    MAX_COMMENT_CHARS,
    MAX_VALUE_CHARS,
    Answer,
    Choice,
    Filled,
    FormCard,
    FormField,
    MenuCard,
    Option,
    Outcome,
    RatingCard,
)
from actors.cards.pattern import pattern_of
from actors.refusal import Refused, Rule


def judge(card: MenuCard | FormCard | RatingCard, answer: Answer) -> Choice | Refused:
    """What was chosen; an answer that chooses nothing, or what is not there, is none.

    Raises:
        BadPattern: a pattern of the card was never checked.
    """
    if isinstance(card, FormCard):
        return _judge_form(card, answer)
    is_menu = isinstance(card, MenuCard)
    if is_menu and (answer.outcome is not Outcome.NONE or answer.comment):
        return _bad("expected of a menu an option alone")
    if len(answer.comment) > MAX_COMMENT_CHARS:
        return _bad(f"expected a comment of ≤ {MAX_COMMENT_CHARS} characters")
    options = card.options if isinstance(card, MenuCard) else card.levels
    option = find_option(options, answer.option)
    if answer.values or option is None:
        ids = ", ".join(each.id for each in options)
        return _bad(f"expected one option of {ids}, got none of them")
    return Choice(option, (), answer.outcome, answer.comment)


def find_option(options: Iterable[Option], name: str) -> Option | None:
    """The option with this id."""
    return next((each for each in options if each.id == name), None)


def _judge_form(card: FormCard, answer: Answer) -> Choice | Refused:
    values = {name: value.strip() for name, value in answer.values}
    known = {field.name for field in card.fields}
    is_form = not (answer.option or answer.comment or answer.outcome.value)
    if not is_form or len(values) < len(answer.values) or not values.keys() <= known:
        names = ", ".join(field.name for field in card.fields)
        return _bad(f"expected values of the fields {names}, each once")
    filled: list[Filled] = []
    for field in card.fields:
        fitting = fill(field, values.get(field.name, ""))
        if isinstance(fitting, Refused):
            return fitting
        if fitting is not None:
            filled.append(fitting)
    return Choice(None, tuple(filled)) if filled else _bad("expected some value")


def fill(field: FormField, value: str) -> Filled | Refused | None:
    """The field with this value, without blanks around it; None: it stays empty."""
    value = value.strip()
    if not value:
        is_missing = field.is_required
        return (
            _bad(f"expected a value of the field {field.name}") if is_missing else None
        )
    if len(value) > MAX_VALUE_CHARS:
        return _bad(f"{field.name}: expected at most {MAX_VALUE_CHARS} characters")
    if field.options:
        option = find_option(field.options, value)
        if option is None:
            return _bad(f"{field.name}: expected the id of one of its options")
        return Filled(field.name, field.label, option.text, option.id)
    if field.pattern and not pattern_of(field.pattern).fits(value):
        return _bad(f"{field.name}: expected what its pattern says")
    return Filled(field.name, field.label, value)


def _bad(text: str) -> Refused:
    return Refused(Rule.BAD_VALUE, text)
