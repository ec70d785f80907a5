"""PURE: a routing record of a session, made from what the line knows anyway (Q15).

Everybody of the group is told of exactly once: whom his own state excludes, by that; of
the others, whom the session does not take, by its wish or its objection; the rest are
candidates. The cost does not depend on how many there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
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
    excluded = _by_state(crew, chosen)
    names = [each.name for each in first]
    candidates = suited + is_apart
    if not waiting.is_plain:
        excluded += _by_wish(crew, waiting, suited, chosen)
    if waiting.is_picky:
        objected = _objected(crew, waiting, candidates, chosen, now_ms)
        excluded += [Excluded(why, 1, (each,)) for each, why in objected.items()]
        candidates -= len(objected)
        names = [each for each in names if each not in objected]
    if chosen:
        if chosen in names:
            names.remove(chosen)
        names.insert(0, chosen)
    is_head = bool(chosen) and hall.lobby.is_plain
    return Routing(
        now_ms,
        group,
        hall.rule.strategy,
        hall.level(waiting, now_ms),
        max(0, now_ms - waiting.standing.since_ms),
        1 if is_head else hall.positions.of(waiting),
        chosen,
        candidates,
        tuple(names[:MAX_NAMED]),
        tuple(excluded),
    )


def _suited(line: Line, waiting: Waiting) -> tuple[int, list[Colleague]]:
    """How many free agents the session's wishes allow, and the first of these."""
    if waiting.named:
        named = [line.crew.get(agent) for agent in waiting.named]
        free = [each for each in named if each is not None and each.why is None]
        free.sort(key=lambda each: each.key)
        return len(free), free
    if waiting.is_plain:
        return len(line.crew.free), line.pool.everybody.some(MAX_NAMED)
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


def _by_state(crew: Crew, chosen: str) -> list[Excluded]:
    """Those whom their own state excludes; the chosen one is not excluded."""
    excluded: list[Excluded] = []
    for reason, table in crew.excluded:
        if not table:
            continue
        if chosen not in table:
            first = tuple(islice(reversed(table), MAX_NAMED))
            excluded.append(Excluded(reason, len(table), first))
        elif len(table) > 1:
            first = _names(islice(reversed(table), MAX_NAMED + 1), chosen)
            excluded.append(Excluded(reason, len(table) - 1, first))
    return excluded


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
        looks = islice(reversed(crew.free.values()), _LOOKS)
        some = (each.name for each in looks if not each.suits(waiting))
        yield Excluded(reason, count, _names(some, chosen))


def _names(some: Iterable[str], chosen: str) -> tuple[str, ...]:
    return tuple([each for each in some if each != chosen][:MAX_NAMED])
