"""PURE: the stretches of a session: how they begin and end."""

from __future__ import annotations

from actors.records.rows import LegEnding, LegKind, LegRow, SessionRow, Story
from actors.records.said import clean


def new_leg(story: Story, kind: LegKind, at_ms: int) -> LegRow:
    """A stretch begins; nothing is known of it but what it is."""
    row = story.row
    row.legs += 1
    leg = LegRow(row.number, row.legs, kind.value, at_ms, row.channel)
    story.legs[leg.leg] = leg
    story.changed.add(leg.leg)
    return leg


def open_leg(story: Story, number: int) -> LegRow | None:
    """The leg of that number, while it goes on; what is done with it is stored."""
    leg = story.legs.get(number)
    if leg is None or leg.ended_ms is not None:
        return None
    story.changed.add(number)
    return leg


def serving(story: Story) -> LegRow | None:
    """The leg of the agent who serves."""
    return open_leg(story, story.row.served)


def _end(leg: LegRow | None, ending: LegEnding, at_ms: int) -> None:
    if leg is not None:
        leg.ended_ms, leg.ending = at_ms, ending.value


def end_ring(story: Story, ending: LegEnding, at_ms: int) -> None:
    """It rings no more; nothing if it does not."""
    _end(open_leg(story, story.row.ringing), ending, at_ms)
    story.row.ringing = 0


def end_robot(story: Story, ending: LegEnding, at_ms: int) -> None:
    """It leaves the robot; nothing if it was not there."""
    _end(open_leg(story, story.row.robot), ending, at_ms)
    story.row.robot = 0


def end_service(story: Story, ending: LegEnding, at_ms: int) -> None:
    """Nobody serves any more; nothing if nobody did."""
    leg = serving(story)
    if leg is not None:
        leg.handle_ms = at_ms - leg.begun_ms
        _end(leg, ending, at_ms)


def join_line(story: Story, at_ms: int) -> None:
    """Nobody serves: it waits for the session's group, or goes on waiting."""
    row = story.row
    leg = open_leg(story, row.line) or new_leg(story, LegKind.WAITED, at_ms)
    leg.group, leg.group_name = row.group, row.group_name
    row.line = leg.leg


def end_line(story: Story, ending: LegEnding, at_ms: int) -> LegRow | None:
    """It waits no more; the wait that ended, if it waited."""
    leg = open_leg(story, story.row.line)
    story.row.line = 0
    if leg is not None:
        leg.wait_ms = at_ms - leg.begun_ms
        _end(leg, ending, at_ms)
    return leg


def name_of(row: SessionRow, group: str, told: str) -> str:
    """The name of a group: as it was told, or as it was known already."""
    is_same = group in ("", row.group)
    return clean(told) or (row.group_name if is_same else "")
