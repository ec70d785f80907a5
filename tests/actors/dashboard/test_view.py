"""What somebody is shown of the desk: his groups, and all together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict

from actors.agent.messages import AgentStatus
from actors.dashboard.picture import Picture
from actors.dashboard.view import Crew, Stages, view_of
from actors.records.figures import Sums
from tests.actors.dashboard.pictures import GROUPS, agent_look, group_look, pictures

pytestmark = pytest.mark.covers("M6")

DESK = Picture(
    100_000,
    0,
    20,
    0,
    (group_look("g", 2, 40_000), group_look("h", 1, 30_000)),
    (
        agent_look("a", "g", load=1, capacity=3),
        agent_look("b", "g", "h", status=AgentStatus.BUSY, load=1),
        agent_look("c", "h", status=AgentStatus.REST, capacity=5),
    ),
    {"g": Sums(waits=4, answered=3, prompt=2, abandoned=1), "": Sums(robot=7)},
    {("g", "queued"): 2, ("g", "serving"): 1, ("", "robot"): 9, ("h", "routing"): 1},
)


def test_who_sees_everything_sees_what_belongs_to_no_group() -> None:
    view = view_of(DESK, None)
    assert [each.group for each in view.groups] == ["g", "h"]
    whole = view.whole
    assert (whole.waiting, whole.since_ms) == (3, 30_000)
    assert whole.stages == Stages(robot=9, queued=3, serving=1)
    assert whole.crew == Crew(free=1, busy=1, rest=1, capacity=4, load=2)
    assert (whole.day.offered, whole.day.waits, whole.day.robot) == (7, 4, 7)
    assert not view.is_cut


def test_a_supervisor_sees_his_groups_alone() -> None:
    view = view_of(DESK, frozenset({"h"}))
    (shown,) = view.groups
    assert (shown.name, shown.waiting, shown.stages) == ("H", 1, Stages(queued=1))
    assert [each.agent for each in view.agents] == ["b", "c"]
    assert (view.whole.day.waits, view.whole.day.robot) == (0, 0)


def test_an_agent_of_two_groups_is_one_agent() -> None:
    view = view_of(DESK, frozenset({"g", "h"}))
    assert [each.crew.busy for each in view.groups] == [1, 1]
    assert view.whole.crew.busy == 1


def test_averages_of_nothing_are_none() -> None:
    group = view_of(DESK, None).groups[1]
    assert (group.day.frt_ms, group.day.asa_ms) == (None, None)


def test_what_is_beyond_the_bounds_is_in_the_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("actors.dashboard.view.MAX_GROUPS_SHOWN", 1)
    monkeypatch.setattr("actors.dashboard.view.MAX_AGENTS_SHOWN", 2)
    view = view_of(DESK, None)
    assert (len(view.groups), len(view.agents), view.is_cut) == (1, 2, True)
    assert (view.whole.waiting, view.whole.crew.rest) == (3, 1)


@given(pictures(), st.none() | st.frozensets(st.sampled_from(GROUPS)))
def test_the_whole_is_the_sum(picture: Picture, groups: frozenset[str] | None) -> None:
    """Of what is counted from scratch, without a step in common."""
    view = view_of(picture, groups)

    def is_seen(group: str) -> bool:
        return groups is None or group in groups

    looks = [each for each in picture.groups if is_seen(each.group)]
    assert view.whole.waiting == sum(each.waiting for each in looks)
    shown = sum(asdict(view.whole.stages).values())
    every = [
        count
        for (group, stage), count in picture.open.items()
        if is_seen(group) and stage not in ("new", "closed")
    ]
    assert shown == sum(every)
    waits = [sums.waits for group, sums in picture.sums.items() if is_seen(group)]
    assert view.whole.day.waits == sum(waits)
    for group in view.groups:
        crew = asdict(group.crew)
        of = [each for each in picture.agents if group.group in each.groups]
        assert sum(crew[status.value] for status in AgentStatus) == len(of)
