"""PURE: cards, and what was answered to them, as bodies of messages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from actors.cards.card import (
    Card,
    Choice,
    FormCard,
    MarkdownCard,
    MenuCard,
    Option,
    RatingCard,
    TextCard,
)
from gateway.wire.asking_bodies import (
    AskingBody,
    FilledField,
    FormBody,
    FormField,
    MenuBody,
    MenuOption,
    RatingBody,
    SelectionBody,
)
from gateway.wire.bodies import MarkdownBody, TextBody


def card_body(card: Card) -> AskingBody | TextBody | MarkdownBody:
    """What a card shows."""
    match card:
        case TextCard(text):
            return TextBody(text)
        case MarkdownCard(text):
            return MarkdownBody(text)
        case MenuCard(title, options, tail, text, purpose):
            return MenuBody(title, _options(options), tail, text, purpose.value)
        case FormCard(title, fields):
            shown = (
                FormField(
                    field.name,
                    field.label,
                    _options(field.options),
                    field.is_required,
                    field.pattern,
                    field.hint,
                )
                for field in fields
            )
            return FormBody(title, tuple(shown))
        case RatingCard(name, head, levels, style, hours, expires_ms):
            return RatingBody(
                name, head, _options(levels), style.value, hours, expires_ms
            )
        case _:
            assert_never(card)


def selection_body(selected: int, choice: Choice) -> SelectionBody:
    """What was answered to the message with number `selected`."""
    return SelectionBody(
        selected,
        choice.option.id if choice.option else "",
        choice.option.text if choice.option else "",
        tuple(
            FilledField(each.name, each.label, each.value, each.option)
            for each in choice.fields
        ),
        choice.outcome.value,
        choice.comment,
    )


def _options(options: Iterable[Option]) -> tuple[MenuOption, ...]:
    return tuple(MenuOption(each.id, each.text, each.desc) for each in options)
