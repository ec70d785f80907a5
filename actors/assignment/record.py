"""PURE: a routing record of a session, made from what the line knows anyway (Q15).

Everybody of the group is told of exactly once: whom his own state excludes, by that; of
the others, whom the session does not take, by its wish or its objection; the rest are
candidates. The cost does not depend on how many there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from actors.assignment.core import Line
from actors.assignment.crew import Colleague, Crew
from actors.assignment.routing import MAX_NAMED, Excluded, Exclusion, Routing
from actors.assignment.waiting import Waiting
from actors.ids import GroupId

_LOOKS: Final = 4 * MAX_NAMED
"""Free agents that are looked at to name a few whom a wish excludes: where these are
rare, fewer are named."""

_SPARE: Final = 3
"""Agents who may not count among the first candidates: the one who gives the session
away, the one who let it lapse, and the chosen one, who is named anyway."""


def routing(
    group: GroupId, line: Line, waiting: Waiting, chosen: str, now_ms: int
) -> Routing:
    """Who could serve a session at this moment, and who was chosen.

    Args:
        group: whose line it is.
        line: as it is now.
        waiting: a session of the line.
        chosen: whose slot it was bound to, or "" when it is not.
        now_ms: wall time.
    """
    hall, crew = line.hall, line.crew
    suited, first = _suited(line, waiting)
    is_apart = bool(chosen) and not _is_free(crew, waiting, chosen)
    objected = _objected(crew, waiting, suited + is_apart, chosen, now_ms)
    names = [each.name for each in first if each.name not in objected]
    if chosen:
        names = [chosen, *(each for each in names if each != chosen)]
    is_head = bool(chosen) and hall.lobby.is_plain
    return Routing(
        now_ms,
        group,
        hall.rule.strategy,
        hall.level(waiting, now_ms),
        max(0, now_ms - waiting.since_ms),
        1 if is_head else hall.positions.of(waiting),
        chosen,
        suited - len(objected) + is_apart,
        tuple(names[:MAX_NAMED]),
        (
            *_by_state(crew, chosen),
            *_by_wish(crew, waiting, suited, chosen),
            *(Excluded(why, 1, (agent,)) for agent, why in objected.items()),
        ),
    )


def _suited(line: Line, waiting: Waiting) -> tuple[int, list[Colleague]]:
    """How many free agents the session's wishes allow, and the first of these."""
    if waiting.named:
        named = [line.crew.get(agent) for agent in waiting.named]
        free = [each for each in named if each is not None and each.why is None]
        free.sort(key=lambda each: each.key)
        return len(free), free
    skill, level = waiting.standing.skill, waiting.level
    count = line.pool.count(skill, level) if level else len(line.crew.free)
    return count, line.pool.some(skill, level, MAX_NAMED + _SPARE)


def _is_free(crew: Crew, waiting: Waiting, agent: str) -> bool:
    """Whether a candidate is among those whom the session's wishes allow."""
    colleague = crew.get(agent)
    return colleague is not None and colleague.why is None and colleague.suits(waiting)


def _objected(
    crew: Crew, waiting: Waiting, suited: int, chosen: str, now_ms: int
) -> dict[str, Exclusion]:
    """Agents whom the session does not take, or not now, though they are free."""
    standing = waiting.standing
    never, silent = standing.never, standing.silent
    objected: dict[str, Exclusion] = {}
    if never != chosen and _is_free(crew, waiting, never):
        objected[never] = Exclusion.GIVES_IT_AWAY
    if silent not in (chosen, never) and _is_free(crew, waiting, silent):
        has_others = suited - len(objected) > 1
        if has_others or now_ms < standing.again_ms:
            objected[silent] = Exclusion.LET_IT_LAPSE
    return objected


def _by_state(crew: Crew, chosen: str) -> Iterator[Excluded]:
    """Those whom their own state excludes; the chosen one is not excluded."""
    colleague = crew.get(chosen)
    why = None if colleague is None else colleague.why
    for reason in Exclusion:
        count = crew.count(reason) - (why is reason)
        if count:
            some = crew.some(reason, MAX_NAMED + 1)
            yield Excluded(reason, count, _names(some, chosen))


def _by_wish(
    crew: Crew, waiting: Waiting, suited: int, chosen: str
) -> Iterator[Excluded]:
    """Those who are free, and not what the session wishes for."""
    is_misfit = chosen in crew.free and not _is_free(crew, waiting, chosen)
    count = len(crew.free) - suited - is_misfit
    if count:
        reason = Exclusion.LACKS_SKILL
        if waiting.named:
            is_named = bool(waiting.standing.only)
            reason = Exclusion.NOT_NAMED if is_named else Exclusion.NOT_THE_LAST_AGENT
        looks = crew.some(None, _LOOKS)
        some = [each for each in looks if not each.suits(waiting)]
        yield Excluded(reason, count, _names(some, chosen))


def _names(some: list[Colleague], chosen: str) -> tuple[str, ...]:
    names = [each.name for each in some if each.name != chosen]
    return tuple(names[:MAX_NAMED])
