"""How the desk stands, read off the actors in memory and never through mailboxes.

Groups and agents never leave memory. Of a session that rings and sleeps nothing is seen
here until it wakes, which is when its ringing ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from actors.assignment.actor import GroupActor
from actors.assignment.messages import USUAL_RULE, GroupRule
from actors.ids import GROUP, SESSION
from actors.session.actor import SessionActor
from actors.session.events import (
    MessagePosted,
    OfferLapsed,
    SessionAssigned,
    SessionClosed,
    SessionOffered,
    SessionOpened,
    SessionQueued,
    TransferEnded,
    TransferRequested,
)
from runtime.node import Node
from runtime.sleepers import Census

MAX_GROUPS: Final = 200
"""Groups that are named; a figure per group must not become a figure per whatever
somebody creates by the thousand."""
OTHERS: Final = "(others)"
"""All groups beyond, together; no group can have this id."""
COUNTED: Final = (
    SessionOpened,
    SessionQueued,
    SessionOffered,
    OfferLapsed,
    SessionAssigned,
    TransferRequested,
    TransferEnded,
    MessagePosted,
    SessionClosed,
)
"""Events of sessions that are counted."""


class GroupFigure(msgspec.Struct, frozen=True):
    """A skill group as it is now; see `waiting_by_group`.

    `rule`: with which it was defined.
    """

    group: str
    name: str
    members: int
    waiting: int
    rule: GroupRule = USUAL_RULE


def groups(node: Node) -> tuple[GroupFigure, ...]:
    """All groups that were ever defined, by id."""
    region = node.registry.regions.get(GROUP)
    cells = {} if region is None else region.cells
    return tuple(
        GroupFigure(
            group,
            actor.state.public_name,
            actor.members,
            actor.waiting,
            actor.state.rule,
        )
        for group, cell in sorted(cells.items())
        if isinstance(actor := cell.actor, GroupActor) and actor.state.public_name
    )


def waiting_by_group(node: Node) -> Mapping[str, int]:
    """How many wait in each group's line, the first `MAX_GROUPS` by id."""
    region = node.registry.regions.get(GROUP)
    if region is None:
        return {}
    lines = {
        group: cell.actor.waiting
        for group, cell in region.cells.items()
        if isinstance(cell.actor, GroupActor)
    }
    named = sorted(lines)[:MAX_GROUPS]
    shown = {group: lines.pop(group) for group in named}
    return {**shown, OTHERS: sum(lines.values())} if lines else shown


def ringing_offers(node: Node) -> int:
    """How many offers ring now, of sessions in memory.

    Looks at each of them: some 20 ms for a hundred thousand.
    """
    region = node.registry.regions.get(SESSION)
    if region is None:
        return 0
    return sum(
        isinstance(cell.actor, SessionActor) and cell.actor.state.offer is not None
        for cell in region.children()
    )


def censuses(node: Node) -> tuple[Census, ...]:
    """How many sessions, agents and groups are where."""
    return tuple(region.census for region in node.registry.regions.values())


def committed(node: Node) -> Mapping[type, int]:
    """How many events of each type of `COUNTED` were committed since the start."""
    return {kind: node.committed.get(kind, 0) for kind in COUNTED}
