"""Pictures of desks, drawn by hand or by chance."""

from __future__ import annotations

from hypothesis import strategies as st
from msgspec.structs import replace

from actors.agent.messages import AgentStatus
from actors.dashboard.picture import AgentLook, GroupLook, Picture
from actors.ids import AgentId, GroupId
from actors.records.figures import Sums
from actors.session.terms import SessionPhase

GROUPS = ("g", "h", "i")
COUNTS = st.integers(0, 50)


def group_look(group: str, waiting: int = 0, since_ms: int = 0) -> GroupLook:
    return GroupLook(GroupId(group), group.upper(), waiting, since_ms)


def agent_look(
    agent: str,
    *groups: str,
    status: AgentStatus = AgentStatus.FREE,
    load: int = 0,
    capacity: int = 1,
) -> AgentLook:
    of = tuple(map(GroupId, groups))
    return AgentLook(AgentId(agent), agent, status, load, capacity, 0, True, of)  # noqa: FBT003


sums = st.builds(
    Sums, waits=COUNTS, answered=COUNTS, answered_ms=COUNTS, frt_count=COUNTS
)
stages = st.sampled_from([each.value for each in SessionPhase])
agents = st.builds(
    agent_look,
    st.text("abc", min_size=1, max_size=3),
    status=st.sampled_from(AgentStatus),
    load=COUNTS,
    capacity=COUNTS,
)


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    """Groups that are defined, and some that are not any more."""
    looks = [
        group_look(group, draw(COUNTS), draw(st.integers(0, 9)))
        for group in GROUPS
        if draw(st.booleans())
    ]
    there = [
        replace(
            each, groups=tuple(map(GroupId, draw(st.sets(st.sampled_from(GROUPS)))))
        )
        for each in draw(st.lists(agents, max_size=6))
    ]
    known = st.sampled_from((*GROUPS, "", "gone"))
    return Picture(
        draw(st.integers(10, 10**6)),
        0,
        20,
        0,
        tuple(looks),
        tuple(there),
        draw(st.dictionaries(known, sums)),
        draw(st.dictionaries(st.tuples(known, stages), COUNTS)),
    )
