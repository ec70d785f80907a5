"""What the pages of one service rule have in common (M3, M4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

import msgspec

from actors.language import CHINESE as TEXT_CHINESE
from actors.records.bounds import Sought
from actors.rules.prompts import MAX_PROMPT_CHARS
from actors.rules.rulebook import DEFAULT_RULE, ServiceRule
from admin.groups_view import GroupCard, group_cards
from admin.pages.phrases.service import rule_name
from admin.pages.phrases.settings import SettingsPhrase
from admin.rules_office import RulesOffice
from admin.rules_problems import found
from admin.rules_view import PromptCard, SettingCard
from gateway.console.phrases import CHINESE, Words

Options = tuple[tuple[str, str], ...]
RuleParts = tuple[
    Words, ServiceRule, tuple[ServiceRule, ...], int, tuple[GroupCard, ...]
]
"""The fields of `RuleView`."""
SAMPLES: Final = {
    "GroupName": SettingsPhrase.SAMPLE_GROUP,
    "StaffName": SettingsPhrase.SAMPLE_AGENT,
    "OpensAt": SettingsPhrase.SAMPLE_OPENING,
    "EstimatedWait": SettingsPhrase.SAMPLE_WAIT,
}
"""What stands for variables in previews; the others are numbers."""
SAMPLE_NUMBER: Final = "3"


class RuleLink(msgspec.Struct, frozen=True):
    """The query of the pages: which rule."""

    rule: Sought = DEFAULT_RULE


@dataclass(frozen=True, slots=True)
class RuleView:
    """What pages of one rule show.

    Attributes:
        words: of who opens it.
        rule: that is looked at.
        rules: all of them.
        version: of the rules.
        groups: that are alive.
    """

    words: Words
    rule: ServiceRule
    rules: tuple[ServiceRule, ...]
    version: int
    groups: tuple[GroupCard, ...]

    @property
    def is_default(self) -> bool:
        """True of the rule that always is there."""
        return self.rule.id == DEFAULT_RULE

    @property
    def name(self) -> str:
        """Of the rule."""
        return self.name_of(self.rule)

    def name_of(self, rule: ServiceRule) -> str:
        """What a rule is called."""
        return rule_name(rule.id, rule.name, self.words)

    @property
    def options(self) -> Options:
        """Ids and names of all rules."""
        return tuple((each.id, self.name_of(each)) for each in self.rules)

    @property
    def touched(self) -> tuple[GroupCard, ...]:
        """The groups that go by the rule."""
        return tuple(each for each in self.groups if each.rule == self.rule.id)

    @property
    def waiting(self) -> int:
        """How many wait there."""
        return sum(each.waiting for each in self.touched)

    def meaning(self, card: SettingCard | PromptCard) -> str:
        """In the reader's language."""
        is_chinese = self.words.language == CHINESE
        return card.meaning_zh if is_chinese else card.meaning


@dataclass(frozen=True, slots=True)
class PromptsView(RuleView):
    """What the page of texts shows."""

    cards: tuple[PromptCard, ...]
    max_chars: ClassVar[int] = MAX_PROMPT_CHARS

    @property
    def moments(self) -> tuple[tuple[PromptCard, ...], ...]:
        """The texts of each moment, one per language."""
        by_moment: dict[str, list[PromptCard]] = {}
        for card in self.cards:
            by_moment.setdefault(card.moment.value, []).append(card)
        return tuple(map(tuple, by_moment.values()))

    def language_of(self, card: PromptCard) -> str:
        """What its language is called."""
        is_chinese = card.language == TEXT_CHINESE
        name = SettingsPhrase.CHINESE if is_chinese else SettingsPhrase.ENGLISH
        return self.words(name)

    @property
    def samples(self) -> dict[str, dict[str, str]]:
        """What stands for variables in previews, by language and name."""
        names = {name for card in self.cards for name in card.variables}
        return {
            language: {name: _sample(name, words) for name in sorted(names)}
            for language, words in (("zh", Words(CHINESE)), ("en", Words("en")))
        }


def _sample(name: str, words: Words) -> str:
    phrase = SAMPLES.get(name)
    return SAMPLE_NUMBER if phrase is None else words(phrase)


def rule_of(rules: RulesOffice, wanted: str) -> ServiceRule:
    """The service rule of that id.

    Raises:
        HttpRefused: `not_found`.
    """
    return found(rules.rules.book.rule(wanted), f"service rule {wanted!r}")


def rule_parts(rules: RulesOffice, rule: ServiceRule, words: Words) -> RuleParts:
    """What is known of a rule, for somebody of that language."""
    book = rules.rules.book
    return words, rule, book.rules, book.version, alive(rules)


def alive(rules: RulesOffice) -> tuple[GroupCard, ...]:
    """All groups that are not deleted."""
    cards = group_cards(rules.groups(), rules.rules)
    return tuple(each for each in cards if not each.heir)
