"""PURE: what can be seen of a group: nothing changes, and nobody is spoken to."""

from __future__ import annotations

from itertools import islice

from actors.assignment.core import Line
from actors.assignment.messages import (
    MAX_QUEUE_SHOWN,
    Explain,
    GetPosition,
    GetQueue,
    GetRoster,
    GetRule,
    GroupDefined,
    GroupState,
    Queue,
    QueueEntry,
    QueuePosition,
    Roster,
)
from actors.assignment.record import routing
from actors.assignment.routing import Routing
from actors.assignment.waiting import Waiting
from actors.ids import GroupId
from actors.refusal import Refused, Rule

GroupLook = GetQueue | GetRule | GetRoster | GetPosition | Explain
GroupSight = GroupDefined | Queue | Roster | QueuePosition | Routing | Refused


def look(
    group: GroupId, state: GroupState, line: Line, what: GroupLook, now_ms: int
) -> GroupSight:
    """The answer to a look.

    `NO_SUCH_GROUP` while nobody has defined the group; `WRONG_STATE` when it is asked
    about a session that does not stand in its line.
    """
    if not state.public_name:
        return Refused(Rule.NO_SUCH_GROUP, f"there is no group {group}")
    match what:
        case GetRule():
            return GroupDefined(state.public_name, state.rule)
        case GetQueue():
            return _queue(state, line, now_ms)
        case GetRoster():
            return line.crew.roster()
        case _:
            return _look_at(group, line, what, now_ms)


def _look_at(
    group: GroupId, line: Line, what: GetPosition | Explain, now_ms: int
) -> QueuePosition | Routing | Refused:
    waiting = line.hall.find(what.session)
    if waiting is None:
        text = f"session {what.session} does not wait in {group}"
        return Refused(Rule.WRONG_STATE, text)
    if isinstance(what, GetPosition):
        return line.hall.positions.show(waiting, now_ms)
    return routing(group, line, waiting, _chosen(waiting), now_ms)


def _queue(state: GroupState, line: Line, now_ms: int) -> Queue:
    first = islice(line.hall.in_order(), MAX_QUEUE_SHOWN)
    entries = tuple(
        QueueEntry(one.session, n, max(0, now_ms - one.standing.since_ms), one.standing)
        for n, one in enumerate(first, 1)
    )
    candidates = line.pool.some("", 0, MAX_QUEUE_SHOWN)
    return Queue(
        state.public_name,
        state.rule,
        len(line.hall.present()),
        entries,
        tuple(each.agent for each in candidates),
    )


def _chosen(waiting: Waiting) -> str:
    """The agent to whom a session is being offered, or ""."""
    reservation = waiting.reservation
    is_bound = reservation is not None and reservation.bound is waiting
    return reservation.agent if reservation is not None and is_bound else ""
