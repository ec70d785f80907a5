"""PURE: what a waiting session insists on now, and when that changes by time alone.

Naming agents overrides everything else. A visitor's last agent is waited for only while
he is there, and not when he is excluded. A skill is insisted on at a level that falls
by one per step of waiting, down to nothing.
"""

from __future__ import annotations

from actors.assignment.line_rule import LineRule
from actors.assignment.routing import Strategy
from actors.assignment.standing import Standing


def are_none(standing: Standing) -> bool:
    """Whether it names nobody, and no skill: anybody will do, and nobody is better."""
    return not (
        standing.only
        or standing.never
        or standing.silent
        or standing.prefer
        or standing.skill
    )


def awaits_last_agent(standing: Standing, rule: LineRule, now_ms: int) -> bool:
    """Whether the session waits for `prefer` alone, if he is there."""
    return (
        rule.strategy is Strategy.LAST_AGENT
        and standing.prefer not in ("", standing.never, standing.silent)
        and not standing.only
        and now_ms < standing.since_ms + rule.sticky_ms
    )


def level_now(standing: Standing, rule: LineRule, now_ms: int) -> int:
    """The level of the skill that is still insisted on; 0 = anybody will do."""
    if not standing.skill or standing.only:
        return 0
    if not rule.relax_ms:
        return standing.level
    waited_ms = max(0, now_ms - standing.since_ms)
    return max(0, standing.level - waited_ms // rule.relax_ms)


def next_change_ms(standing: Standing, rule: LineRule, now_ms: int) -> int | None:
    """When the session's claim next changes by time, its longest wait included."""
    moments = [standing.again_ms] if standing.silent else []
    if awaits_last_agent(standing, rule, now_ms):
        moments.append(standing.since_ms + rule.sticky_ms)
    level = level_now(standing, rule, now_ms)
    if level and rule.relax_ms:
        steps = standing.level - level + 1
        moments.append(standing.since_ms + steps * rule.relax_ms)
    if rule.max_wait_ms:
        moments.append(standing.since_ms + rule.max_wait_ms)
    return min((each for each in moments if each > now_ms), default=None)
