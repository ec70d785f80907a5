"""PURE: decisions of the rulebook, and its state folded from events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, assert_never

from msgspec.structs import replace

from actors.channels.core import Channel
from actors.refusal import Refused, Rule
from actors.rules.changes import made
from actors.rules.messages import (
    Change,
    ChangeRules,
    PutChannel,
    PutGroup,
    PutRule,
    RulebookChanged,
    RulebookEvent,
    RulebookSpread,
    RulesChanged,
)
from actors.rules.own_channels import fault_of, merged
from actors.rules.rulebook import Rulebook
from runtime.decision import Decision

MAX_CHANGES: Final = 100
"""Of one command: a rule with everything in it has fewer."""


@dataclass(frozen=True, slots=True)
class Shop:
    """What the rulebook does not say.

    Attributes:
        channels: the configuration's.
        has_flow: whether there is a flow of that id.
    """

    channels: tuple[Channel, ...]
    has_flow: Callable[[str], bool]

    def fault_of(self, before: Rulebook, after: Rulebook) -> str:
        """What is wrong with a book as it would be, or ""."""
        if after.channels == before.channels:
            return ""
        changed = before.channels, after.channels
        return fault_of(self.channels, *changed, self.has_flow)

    def has(self, book: Rulebook, change: Change) -> str:
        """The id of what a change puts, where there is one already, or ""."""
        match change:
            case PutRule(rule) if book.rule(rule) is not None:
                return rule
            case PutChannel(channel) if channel.id in self._channel_ids(book):
                return channel.id
            case PutGroup(group) if group in _groups(book):
                return group
            case _:
                return ""

    def _channel_ids(self, book: Rulebook) -> frozenset[str]:
        return frozenset(each.id for each in merged(self.channels, book.channels))


def _groups(book: Rulebook) -> frozenset[str]:
    return frozenset(each.group for each in book.groups if not each.heir)


EMPTY_SHOP: Final = Shop((), lambda _: False)

RulebookDecision = Decision[RulebookEvent, Rulebook, Rulebook]
"""Its one effect is the book that is in force from then on."""


def change_rules(
    book: Rulebook, command: ChangeRules, shop: Shop = EMPTY_SHOP
) -> RulebookDecision:
    """All changes or none; what changes nothing makes no version.

    Args:
        book: as it is.
        command: what is to change.
        shop: what else there is: what contradicts it is refused, now and not when the
            book is read again.
    """
    if command.expected not in (0, book.version):
        text = f"expected version {book.version} of the rules, got {command.expected}"
        return Decision(answer=Refused(Rule.WRONG_STATE, text))
    if len(command.changes) > MAX_CHANGES:
        text = f"expected at most {MAX_CHANGES} changes, got {len(command.changes)}"
        return Decision(answer=Refused(Rule.BAD_VALUE, text))
    changed = book
    for change in command.changes:
        if command.adds and (there := shop.has(changed, change)):
            text = f"expected an id that is free, got {there!r}"
            return Decision(answer=Refused(Rule.ID_CONFLICT, text))
        after = made(changed, change)
        if isinstance(after, Refused):
            return Decision(answer=after)
        changed = after
    if changed == book:
        return Decision(answer=RulesChanged(book.version))
    fault = shop.fault_of(book, changed)
    if fault:
        return Decision(answer=Refused(Rule.BAD_VALUE, fault))
    version = book.version + 1
    after = replace(changed, version=version)
    event = RulebookChanged(version, command.by, command.changes)
    answer = RulesChanged(version)
    return Decision((event,), answer, effects=(after,), after=after)


def spread_over(book: Rulebook, version: int) -> RulebookDecision:
    """All sessions have heard of a version: noted, while it is in force."""
    if version != book.version or book.spread == version:
        return Decision()
    return Decision((RulebookSpread(version),))


def apply(book: Rulebook, event: RulebookEvent) -> Rulebook:
    """The book after an event; what could not be changed today is passed over."""
    match event:
        case RulebookChanged(version, _, changes):
            for change in changes:
                after = made(book, change)
                book = book if isinstance(after, Refused) else after
            return replace(book, version=version)
        case RulebookSpread(version):
            return replace(book, spread=version)
        case _:
            assert_never(event)
