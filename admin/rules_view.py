"""PURE: settings and prompts as they are in force, and whose word each of them is."""

from __future__ import annotations

from enum import Enum, unique

import msgspec

from actors.language import LANGUAGES
from actors.rules.prompts import PROMPTS, SILENT, USUAL, Moment, Prompts
from actors.rules.rulebook import Rulebook, ServiceRule
from actors.rules.setting_table import SETTINGS, SettingRow, stored
from actors.rules.setting_values import Value
from actors.rules.settings import ServiceSettings


@unique
class Source(Enum):
    """Whose word it is."""

    BUILT_IN = "built_in"
    CONFIGURED = "configured"
    WHOLE_DESK = "whole_desk"
    THIS_RULE = "this_rule"


class SettingCard(msgspec.Struct, frozen=True):
    """A setting as it is in force.

    Attributes:
        usual: what is built in.
        configured: what it is when it is put back.
        range: what values may be, in words.
        choices: all there are, of some.
        is_of_desk: one value for the whole desk; else each rule has its own.
    """

    name: str
    value: Value
    usual: Value
    configured: Value
    unit: str
    range: str
    choices: tuple[str, ...]
    source: Source
    is_of_desk: bool
    meaning: str
    meaning_zh: str

    @property
    def is_changed(self) -> bool:
        """True if it can be put back."""
        return self.source in {Source.WHOLE_DESK, Source.THIS_RULE}


class PromptCard(msgspec.Struct, frozen=True):
    """What is said at a moment, in one language.

    Attributes:
        usual: what it is when it is put back.
        variables: that it may hold.
    """

    moment: Moment
    language: str
    text: str
    usual: str
    source: Source
    variables: tuple[str, ...]
    meaning: str
    meaning_zh: str


def setting_cards(
    base: ServiceSettings, book: Rulebook, rule: ServiceRule
) -> tuple[SettingCard, ...]:
    """All settings of a rule and of the desk, in the order of the table.

    Args:
        base: what the configuration says.
        book: what was changed.
        rule: one of the book's.
    """
    of_rule = {each.name: each.value for each in rule.settings}
    of_desk = {each.name: each.value for each in book.settings}
    cards: list[SettingCard] = []
    for row in SETTINGS.values():
        configured = stored(getattr(base, row.name))
        value, source = configured, Source.BUILT_IN
        if configured != row.default:
            source = Source.CONFIGURED
        if row.name in of_desk:
            value, source = of_desk[row.name], Source.WHOLE_DESK
        elif row.name in of_rule:
            value, source = of_rule[row.name], Source.THIS_RULE
        cards.append(_setting(row, value, configured, source))
    return tuple(cards)


def _setting(
    row: SettingRow, value: Value, configured: Value, source: Source
) -> SettingCard:
    return SettingCard(
        row.name,
        value,
        row.default,
        configured,
        row.unit,
        row.range,
        row.choices,
        source,
        row.is_of_desk,
        row.meaning,
        row.meaning_zh,
    )


def prompt_cards(rule: ServiceRule, *, is_silent: bool) -> tuple[PromptCard, ...]:
    """All prompts of a rule, moment by moment, in each language.

    Args:
        rule: whose.
        is_silent: rules that have no texts of their own say nothing.
    """
    usual, source = (
        (SILENT, Source.CONFIGURED) if is_silent else (USUAL, Source.BUILT_IN)
    )
    own = {(each.moment, each.language): each.text for each in rule.prompts}
    return tuple(
        _prompt(moment, language, own.get((moment.value, language)), usual, source)
        for moment in PROMPTS
        for language in LANGUAGES
    )


def _prompt(
    moment: Moment, language: str, own: str | None, prompts: Prompts, source: Source
) -> PromptCard:
    row, usual = PROMPTS[moment], prompts.text(moment, language)
    return PromptCard(
        moment,
        language,
        usual if own is None else own,
        usual,
        source if own is None else Source.THIS_RULE,
        tuple(sorted(row.variables)),
        row.meaning,
        row.meaning_zh,
    )
