"""PURE: what of the desk somebody is shown: his groups, and all together (M6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from actors.agent.messages import AgentStatus
from actors.dashboard.picture import AgentLook, GroupLook, Picture
from actors.ids import GroupId
from actors.records.figures import Sums, figures_of
from actors.records.tally import Place
from actors.session.terms import SessionPhase

MAX_GROUPS_SHOWN: Final = 200
"""Groups in one view, by id; those beyond are in the whole alone."""
MAX_AGENTS_SHOWN: Final = 500
"""Agents in one view: as many as a list of colleagues holds."""
_WORKING: Final = frozenset({AgentStatus.FREE, AgentStatus.BUSY})
_NOTHING: Final = Sums()


class Stages(msgspec.Struct, frozen=True):
    """Sessions that go on, by state; `queued` has those that are being routed, too."""

    robot: int = 0
    collecting: int = 0
    queued: int = 0
    offered: int = 0
    serving: int = 0
    message_left: int = 0


class Crew(msgspec.Struct, frozen=True):
    """Agents by status; `capacity` and `load` are of those who are free or busy."""

    offline: int = 0
    free: int = 0
    busy: int = 0
    arrange: int = 0
    not_ready: int = 0
    rest: int = 0
    capacity: int = 0
    load: int = 0


class Day(msgspec.Struct, frozen=True):
    """Since midnight; see `actors.records.figures` for what each means.

    Attributes:
        offered: `waits`, and who are in line or ring now.
        waits: that ended and count; `answered`, `prompt` and `abandoned` are parts.
        served: stretches of an agent's service; `handled` are over, `transferred`
            of these ended by a transfer.
        frt_ms, asa_ms: averages; None = of nothing.
        robot: stretches with a robot that ended; `robot_resolved` without people.
    """

    offered: int
    waits: int
    answered: int
    prompt: int
    abandoned: int
    served: int
    handled: int
    transferred: int
    frt_ms: int | None
    asa_ms: int | None
    robot: int
    robot_resolved: int


class GroupView(msgspec.Struct, frozen=True):
    """A group, or all that are shown together ("")."""

    group: str
    name: str
    waiting: int
    since_ms: int
    stages: Stages
    crew: Crew
    day: Day


class View(msgspec.Struct, frozen=True):
    """What somebody is shown; two are equal when nothing that is shown has changed.

    Attributes:
        whole: of his groups together; with all groups also what belongs to none.
        groups: by id, at most `MAX_GROUPS_SHOWN`.
        agents: of his groups, by id, at most `MAX_AGENTS_SHOWN`.
        is_cut: there are more.
    """

    whole: GroupView
    groups: tuple[GroupView, ...]
    agents: tuple[AgentLook, ...]
    is_cut: bool


def view_of(picture: Picture, groups: frozenset[str] | None) -> View:
    """What is shown to who sees these groups; None: to who sees everything.

    Costs a step per group, per agent, and per group of an agent.
    """
    looks, agents = picture.groups, picture.agents
    sums, going_on = picture.sums, picture.open
    if groups is not None:
        looks = tuple(look for look in looks if look.group in groups)
        agents = tuple(one for one in agents if not groups.isdisjoint(one.groups))
        sums = {group: each for group, each in sums.items() if group in groups}
        going_on = {at: count for at, count in going_on.items() if at[0] in groups}
    stages: dict[str, list[tuple[Place, int]]] = {}
    for place, count in going_on.items():
        stages.setdefault(place[0], []).append((place, count))
    crews: dict[str, list[AgentLook]] = {}
    for agent in agents:
        for group in agent.groups:
            crews.setdefault(group, []).append(agent)
    shown = tuple(
        _group_view(
            look,
            _stages(stages.get(look.group, ())),
            _crew(crews.get(look.group, ())),
            sums.get(look.group, _NOTHING),
        )
        for look in looks[:MAX_GROUPS_SHOWN]
    )
    whole = _group_view(
        _together(looks),
        _stages(going_on.items()),
        _crew(agents),
        _total(sums.values()),
    )
    is_cut = len(looks) > len(shown) or len(agents) > MAX_AGENTS_SHOWN
    return View(whole, shown, agents[:MAX_AGENTS_SHOWN], is_cut)


def _group_view(look: GroupLook, stages: Stages, crew: Crew, sums: Sums) -> GroupView:
    figures = figures_of(sums)
    day = Day(
        sums.waits + stages.queued + stages.offered,
        sums.waits,
        sums.answered,
        sums.prompt,
        sums.abandoned,
        sums.served,
        sums.handled,
        sums.transferred,
        _rounded(figures.frt_ms),
        _rounded(figures.asa_ms),
        sums.robot,
        sums.robot_resolved,
    )
    waiting, since_ms = look.waiting, look.since_ms
    return GroupView(look.group, look.name, waiting, since_ms, stages, crew, day)


def _together(looks: Sequence[GroupLook]) -> GroupLook:
    began = [look.since_ms for look in looks if look.since_ms]
    waiting = sum(look.waiting for look in looks)
    return GroupLook(GroupId(""), "", waiting, min(began, default=0))


def _stages(going_on: Iterable[tuple[Place, int]]) -> Stages:
    counts: Counter[str] = Counter()
    for (_, stage), count in going_on:
        counts[stage] += count
    return Stages(
        counts[SessionPhase.ROBOT.value],
        counts[SessionPhase.COLLECTING.value],
        counts[SessionPhase.QUEUED.value] + counts[SessionPhase.ROUTING.value],
        counts[SessionPhase.OFFERED.value],
        counts[SessionPhase.SERVING.value],
        counts[SessionPhase.MESSAGE_LEFT.value],
    )


def _crew(agents: Iterable[AgentLook]) -> Crew:
    counts: Counter[str] = Counter()
    for agent in agents:
        counts[agent.status.value] += 1
        if agent.status in _WORKING:
            counts["capacity"] += agent.capacity
            counts["load"] += agent.load
    return Crew(**counts)


def _total(parts: Iterable[Sums]) -> Sums:
    whole = Sums()
    for each in parts:
        whole.add(each)
    return whole


def _rounded(ms: float | None) -> int | None:
    return None if ms is None else round(ms)
