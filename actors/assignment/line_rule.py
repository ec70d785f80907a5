"""PURE: the rule by which a line works: the group's own, and its service rule's."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Final, TypeVar

import msgspec

from actors.assignment.messages import USUAL_RULE, DefineGroup, GroupRule
from actors.assignment.routing import Reception, Strategy
from actors.assignment.standing import MAX_PRIORITY
from actors.ids import GroupId
from actors.rules.settings import ServiceSettings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LineRule:
    """See `GroupRule` and `ServiceSettings`; all times in ms, 0 = off.

    `is_closed`: outside the working hours, everybody in line is turned away (M4, Q6).
    `heir`: the group was deleted, and everybody in line goes to this one (M2).
    """

    strategy: Strategy = Strategy.LONGEST_IDLE
    priority: int = 0
    max_waiting: int = 0
    max_wait_ms: int = 0
    turns_away_without_agents: bool = False
    sticky_ms: int = 0
    relax_ms: int = 0
    ageing_ms: int = 0
    reception: Reception = Reception.AUTO
    overflow: str = ""
    is_closed: bool = False
    heir: str = ""


def own_rule(defined: GroupRule, bound: frozenset[str]) -> GroupRule:
    """What of a group's definition still counts: not what its rule says itself.

    Args:
        defined: with the group.
        bound: names of the settings that its service rule has; see `RuleInForce`.
    """
    overruled = dict.fromkeys(bound & set(defined.__struct_fields__))
    return msgspec.structs.replace(defined, **overruled)


def line_rule(
    rule: GroupRule,
    settings: ServiceSettings,
    *,
    is_closed: bool = False,
    heir: str = "",
) -> LineRule:
    """What of both concerns the line; one that hands all over has no limits."""
    strategy = _own(rule.strategy, settings.strategy)
    priority = _own(rule.priority, settings.priority)
    if heir:
        return LineRule(strategy, priority, heir=heir)
    return LineRule(
        strategy,
        priority,
        _own(rule.max_waiting, settings.max_waiting),
        round(_own(rule.max_wait_seconds, settings.max_wait_seconds) * 1000),
        _own(rule.turns_away_without_agents, settings.turns_away_without_agents),
        round(settings.sticky_seconds * 1000),
        round(settings.relax_seconds * 1000),
        round(settings.ageing_seconds * 1000),
        _own(rule.reception, settings.reception),
        _own(rule.overflow, settings.overflow),
        is_closed,
    )


def _own(own: T | None, usual: T) -> T:
    return usual if own is None else own


USUAL_LINE: Final = line_rule(USUAL_RULE, ServiceSettings())


def fault_of(group: GroupId, definition: DefineGroup) -> str:
    """What is wrong with a group's name or rule, or ""."""
    rule = definition.rule
    seconds = rule.max_wait_seconds or 0
    if not definition.public_name:
        return "expected a public name, got none"
    if not 0 <= (rule.priority or 0) <= MAX_PRIORITY:
        return f"expected a priority of 0 to {MAX_PRIORITY}, got {rule.priority}"
    if (rule.max_waiting or 0) < 0:
        return f"expected max_waiting >= 0, got {rule.max_waiting}"
    if not isfinite(seconds) or seconds < 0:
        return f"expected max_wait_seconds >= 0 s, got {rule.max_wait_seconds}"
    if rule.overflow == group:
        return f"expected another group to overflow to, got {group} itself"
    return ""
