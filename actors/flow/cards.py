"""PURE: what a node asks, as the card that the visitor is shown."""

from __future__ import annotations

from typing import Final, assert_never

from actors.cards.card import FormCard, FormField, MenuCard, Option, Question
from actors.flow.definition import (
    Asking,
    Field,
    Flow,
    Form,
    GroupChoice,
    Menu,
    VariableType,
)
from actors.flow.matching import keys_of, plain

NUMBER_PATTERN: Final = r"-?\d{1,15}\.?\d{0,6}"
"""What a field takes that fills a number, unless it has a pattern of its own."""


def question(flow: Flow, node: Asking, field: int, language: str) -> Question:
    """The card; of a form from field number `field` on (from 0)."""
    match node:
        case Menu(title=title, options=options, tail=tail):
            shown = (
                Option(each.id, each.text.to(language), each.desc.to(language))
                for each in options
            )
            return MenuCard(title.to(language), tuple(shown), tail.to(language))
        case GroupChoice(title=title, groups=groups):
            named = (Option(each.group, each.text.to(language)) for each in groups)
            return MenuCard(title.to(language), tuple(named))
        case Form(title=title, fields=fields):
            asked = (_field(flow, each, language) for each in fields[field:])
            return FormCard(title.to(language), tuple(asked))
        case _:
            assert_never(node)


def _field(flow: Flow, field: Field, language: str) -> FormField:
    numbers = {each.name for each in flow.variables if each.type is VariableType.NUMBER}
    pattern = field.pattern
    if not pattern and not field.options and field.variable in numbers:
        pattern = NUMBER_PATTERN
    return FormField(
        field.variable,
        field.label.to(language),
        tuple(Option(each.id, each.text.to(language)) for each in field.options),
        field.required,
        pattern,
        field.hint.to(language),
    )


def chosen_by(node: Menu | GroupChoice, text: str) -> str:
    """The id of the option that a text chooses; "" = none."""
    if isinstance(node, Menu):
        known = [(each.id, each.text, each.words) for each in node.options]
    else:
        known = [(each.group, each.text, ()) for each in node.groups]
    said = plain(text)
    for place, (name, shown, words) in enumerate(known, 1):
        if said in keys_of(place, shown, words):
            return name
    return ""


def entry_of(field: Field, text: str) -> str:
    """What a text fills in: of options the id of the one that it names, else itself."""
    said = plain(text)
    for place, entry in enumerate(field.options, 1):
        if said in keys_of(place, entry.text):
            return entry.id
    return text
