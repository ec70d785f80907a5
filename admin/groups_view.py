"""PURE: skill groups as administrators see and change them (M2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

import msgspec
from msgspec import Meta

from actors.accounts.members import MemberCard
from actors.assignment.line_rule import line_rule, own_rule
from actors.assignment.routing import Reception, Strategy
from actors.figures import GroupFigure
from actors.ids import GroupId
from actors.rules.changes import MAX_NAME_CHARS
from actors.rules.messages import BindGroup, Change, PutGroup, PutRule, SetSetting
from actors.rules.rulebook import DEFAULT_RULE, Rulebook, Rules
from admin.free_id import free_id

GroupName = Annotated[str, Meta(min_length=1, max_length=MAX_NAME_CHARS)]


class GroupCard(msgspec.Struct, frozen=True):
    """A skill group.

    Attributes:
        group: its id.
        name: for people.
        rule: id of the service rule by which it goes.
        strategy, reception: in force, of that rule or as it was defined.
        members: who serve in it, present or not.
        waiting: in its line.
        channels: ids of those that lead there.
        heir: of one that was deleted: which group takes its visitors, else "".
    """

    group: str
    name: str
    rule: str
    strategy: Strategy
    reception: Reception
    members: int
    waiting: int
    channels: tuple[str, ...]
    heir: str


class GroupEdit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to change of a group; what is None stays.

    `strategy` and `reception` are a rule's: a group that shares its rule gets one of
    its own, which begins as that one is.
    """

    name: GroupName | None = None
    rule: str | None = None
    strategy: Strategy | None = None
    reception: Reception | None = None


def group_cards(figures: Iterable[GroupFigure], rules: Rules) -> tuple[GroupCard, ...]:
    """All groups, by id; one that was made just now has no figures yet."""
    known = {each.group: each for each in figures}
    for own in rules.book.groups:
        if own.group not in known:
            known[own.group] = GroupFigure(own.group, own.name, 0, 0)
    return tuple(_card(known[group], rules) for group in sorted(known))


def _card(figure: GroupFigure, rules: Rules) -> GroupCard:
    group, rule = figure.group, rules.of(figure.group)
    line = line_rule(own_rule(figure.rule, rule.bound), rule.settings)
    return GroupCard(
        group,
        rules.groups.name_of(group) or figure.name,
        rules.book.rule_of(group),
        line.strategy,
        line.reception,
        figure.members,
        figure.waiting,
        tuple(each.id for each in rules.channels if each.group == group),
        rules.groups.heir_of(group),
    )


def group_changes(
    book: Rulebook, group: str, name: str, edit: GroupEdit
) -> tuple[Change, ...]:
    """What makes a group so.

    Args:
        book: as it is.
        group: its id.
        name: of the group at this time.
        edit: what is to change.
    """
    changes: list[Change] = []
    if edit.name is not None:
        changes.append(PutGroup(group, edit.name))
    rule = book.rule_of(group)
    if edit.rule is not None:
        rule = edit.rule
        changes.append(BindGroup(group, rule))
    wanted = dict(_assigning(edit))
    if wanted and not _is_alone(book, group, rule):
        taken = {each.id for each in book.rules}
        own = free_id(group, "rule", taken)
        changes += [PutRule(own, edit.name or name, rule), BindGroup(group, own)]
        rule = own
    changes += [SetSetting(rule, each, value) for each, value in wanted.items()]
    return tuple(changes)


def _assigning(edit: GroupEdit) -> Iterator[tuple[str, str]]:
    if edit.strategy is not None:
        yield "strategy", edit.strategy.value
    if edit.reception is not None:
        yield "reception", edit.reception.value


def _is_alone(book: Rulebook, group: str, rule: str) -> bool:
    """True if no other group goes by the rule."""
    if rule == DEFAULT_RULE:
        return False
    return all(each.group == group for each in book.bindings if each.rule == rule)


def memberships(
    members: Iterable[MemberCard], group: GroupId, wanted: frozenset[str]
) -> Iterator[tuple[str, tuple[GroupId, ...]]]:
    """Whose groups must change so that just those belong to one: ids, and all groups.

    Args:
        members: all there are.
        group: that one.
        wanted: ids of its members-to-be.
    """
    for member in members:
        others = tuple(each for each in member.groups if each != group)
        groups = (*others, group) if member.id in wanted else others
        if set(groups) != set(member.groups):
            yield member.id, groups
