"""PURE: the rule by which a line works: the group's own, and the service's times."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from actors.assignment.messages import USUAL_RULE, DefineGroup, GroupRule
from actors.assignment.routing import Strategy
from actors.assignment.standing import MAX_PRIORITY
from actors.ids import GroupId
from actors.rules.settings import ServiceSettings


@dataclass(frozen=True, slots=True)
class LineRule:
    """See `GroupRule` and `ServiceSettings`; all times in ms, 0 = off."""

    strategy: Strategy = Strategy.LONGEST_IDLE
    priority: int = 0
    max_waiting: int = 0
    max_wait_ms: int = 0
    turns_away_without_agents: bool = False
    sticky_ms: int = 0
    relax_ms: int = 0
    ageing_ms: int = 0


def line_rule(rule: GroupRule, settings: ServiceSettings) -> LineRule:
    """What of both concerns the line."""
    return LineRule(
        rule.strategy,
        rule.priority,
        rule.max_waiting,
        round(rule.max_wait_seconds * 1000),
        rule.turns_away_without_agents,
        round(settings.sticky_seconds * 1000),
        round(settings.relax_seconds * 1000),
        round(settings.ageing_seconds * 1000),
    )


USUAL_LINE = line_rule(USUAL_RULE, ServiceSettings())


def fault_of(group: GroupId, definition: DefineGroup) -> str:
    """What is wrong with a group's name or rule, or ""."""
    rule = definition.rule
    if not definition.public_name:
        return "expected a public name, got none"
    if not 0 <= rule.priority <= MAX_PRIORITY:
        return f"expected a priority of 0 to {MAX_PRIORITY}, got {rule.priority}"
    if rule.max_waiting < 0:
        return f"expected max_waiting >= 0, got {rule.max_waiting}"
    if not isfinite(rule.max_wait_seconds) or rule.max_wait_seconds < 0:
        return f"expected max_wait_seconds >= 0 s, got {rule.max_wait_seconds}"
    if rule.overflow == group:
        return f"expected another group to overflow to, got {group} itself"
    return ""
