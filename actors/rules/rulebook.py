"""PURE: the rulebook: everything a shop has changed, and what follows for a group.

A service rule (人工服务规则) is a named bundle; groups are bound to one, all others go
by the default rule, which always exists. A rule has the settings that it changes; the
rest is as the configuration has it. See `settings` for which belong to rules at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

import msgspec
from msgspec.structs import replace

from actors.cards.rating_rule import RatingRule
from actors.channels.core import Channel
from actors.intents.intent import Intent
from actors.intents.shop_intents import NO_INTENTS, ShopIntents
from actors.rules.hours import USUAL_HOURS, WorkingHours
from actors.rules.own_channels import OwnChannel, in_force
from actors.rules.own_groups import Groups, OwnGroup
from actors.rules.prompts import SILENT, Prompts, PromptText
from actors.rules.rating import rating_rule
from actors.rules.setting_table import Override, overridden
from actors.rules.settings import OF_THE_DESK, ServiceSettings

T = TypeVar("T")
K = TypeVar("K", str, tuple[str, str])

DEFAULT_RULE: Final = "default"
"""Id of the rule of all groups that are bound to no other."""


class ServiceRule(msgspec.Struct, frozen=True, array_like=True):
    """A named bundle; `settings` and `prompts` are those it changes.

    `hours`: when its groups work (M4); switched off they always do.
    """

    id: str
    name: str
    settings: tuple[Override, ...] = ()
    prompts: tuple[PromptText, ...] = ()
    hours: WorkingHours = USUAL_HOURS


class Binding(msgspec.Struct, frozen=True, array_like=True):
    """A group goes by a rule."""

    group: str
    rule: str


class Rulebook(msgspec.Struct, frozen=True, array_like=True):
    """What was changed.

    Attributes:
        version: grows by one with each change; 0: nothing was changed ever.
        settings: of the whole desk.
        rules: by id; the default rule first.
        bindings: by group, of those that do not go by the default rule.
        spread: the version that everybody asleep has heard of.
        channels: by id, those that are not as the configuration has them (M5).
        groups: by id, those that were named or deleted (M2).
        intents: by id (R12).
    """

    version: int = 0
    settings: tuple[Override, ...] = ()
    rules: tuple[ServiceRule, ...] = (ServiceRule(DEFAULT_RULE, ""),)
    bindings: tuple[Binding, ...] = ()
    spread: int = 0
    channels: tuple[OwnChannel, ...] = ()
    groups: tuple[OwnGroup, ...] = ()
    intents: tuple[Intent, ...] = ()

    def rule(self, rule: str) -> ServiceRule | None:
        """The rule with that id, or None."""
        return next((each for each in self.rules if each.id == rule), None)

    def rule_of(self, group: str) -> str:
        """Id of the rule by which a group goes."""
        bound = (each.rule for each in self.bindings if each.group == group)
        return next(bound, DEFAULT_RULE)


def replaced(
    rows: Iterable[T], key_of: Callable[[T], K], key: K, new: T | None
) -> tuple[T, ...]:
    """The rows in the order of their keys, with another one of that key, or none."""
    kept = {key_of(each): each for each in rows}
    kept.pop(key, None)
    if new is not None:
        kept[key] = new
    return tuple(kept[each] for each in sorted(kept))


def with_rule(book: Rulebook, rule: ServiceRule) -> Rulebook:
    """The book with that rule, instead of one of the same id."""
    others = {each.id: each for each in book.rules if each.id != rule.id}
    others[rule.id] = rule
    default = others.pop(DEFAULT_RULE)
    rules = (default, *(others[each] for each in sorted(others)))
    return replace(book, rules=rules)


class RuleInForce(msgspec.Struct, frozen=True):
    """What a group goes by: every setting has its value."""

    id: str
    name: str
    settings: ServiceSettings
    rating: RatingRule
    prompts: Prompts = SILENT
    hours: WorkingHours = USUAL_HOURS
    bound: frozenset[str] = frozenset()
    """Names of the settings that the rule itself has: a group that is bound to it goes
    by these, however it was defined. The rule `default` binds nobody: it has none."""


RuleOf = Callable[[str], RuleInForce]
"""Gives the rule by which a group goes."""


class Rules:
    """What is in force, as this process knows it: read at once, replaced as a whole.

    One writes (`RulebookActor`), all others read when they decide.

    Args:
        base: the configuration's settings.
        book: what was changed.
        usual: the prompts of rules that have none of their own.
        channels: the configuration's.
    """

    __slots__ = (
        "_by_group",
        "_in_force",
        "base",
        "base_channels",
        "book",
        "channels",
        "desk",
        "groups",
        "intents",
        "usual",
    )

    def __init__(
        self,
        base: ServiceSettings,
        book: Rulebook = Rulebook(),  # noqa: B008 - frozen
        usual: Prompts = SILENT,
        channels: Iterable[Channel] = (),
    ) -> None:
        self.base = base
        self.base_channels = tuple(channels)
        self.usual = usual
        self.intents = NO_INTENTS
        self.replace(book)

    def replace(self, book: Rulebook) -> None:
        """From now on these rules are in force."""
        of_desk = [each for each in book.settings if each.name in OF_THE_DESK]
        self.book = book
        self.channels = in_force(self.base_channels, book.channels)
        self.groups = Groups(book.groups)
        if book.intents != self.intents.intents:
            self.intents = ShopIntents(book.intents)
        self.desk = overridden(self.base, of_desk)
        """The whole desk's settings; what belongs to rules is the configuration's."""
        self._in_force = {rule.id: self._built(rule) for rule in book.rules}
        default = self._in_force[DEFAULT_RULE]
        self._by_group = {
            each.group: self._in_force.get(each.rule, default) for each in book.bindings
        }

    def _built(self, rule: ServiceRule) -> RuleInForce:
        own = [each for each in rule.settings if each.name not in OF_THE_DESK]
        settings = overridden(self.desk, own)
        prompts = self.usual.changed(rule.prompts)
        rating = rating_rule(settings, prompts)
        is_default = rule.id == DEFAULT_RULE
        bound = frozenset(() if is_default else (each.name for each in own))
        return RuleInForce(
            rule.id, rule.name, settings, rating, prompts, rule.hours, bound
        )

    def of(self, group: str) -> RuleInForce:
        """The rule by which a group goes."""
        return self._by_group.get(group) or self._in_force[DEFAULT_RULE]

    def stand_in(self, group: str) -> str:
        """The group, or who stands in for it at this moment (M2)."""
        return self.groups.stand_in(group)

    def channel_ids(self) -> tuple[str, ...]:
        """Of all channels, also of those that were deleted: sessions may be open."""
        every = [each.id for each in self.base_channels]
        every += [each.id for each in self.book.channels]
        return tuple(dict.fromkeys(every))

    def least_grace_seconds(self) -> float:
        """The shortest time that some rule keeps a visitor's place; 0: all for ever."""
        every = (each.settings.visitor_grace_seconds for each in self._all())
        return min((seconds for seconds in every if seconds), default=0.0)

    def most_recall_seconds(self) -> float:
        """The longest time in which some rule lets messages be taken back."""
        return max(each.settings.recall_seconds for each in self._all())

    def _all(self) -> Iterable[RuleInForce]:
        return self._in_force.values()


USUAL_RULES: Final = Rules(ServiceSettings())
"""Nothing is configured or changed, and nothing is said."""
