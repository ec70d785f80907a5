"""PURE: what a session's events mean for guests and side rooms (S10, S11)."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from actors.session.aside import (
    NOBODY_ASIDE,
    Aside,
    Guest,
    Part,
    SideRoom,
    changed_room,
    find_guest,
    find_room,
    settled,
    with_guest,
    with_room,
    without_guest,
)
from actors.session.aside_events import CopyAsked, GuestCalled, GuestJoined, GuestLeft
from actors.session.events import (
    Message,
    MessageRecalled,
    ReceiptsKept,
    SessionClosed,
    SessionEvent,
)
from actors.session.readers import merged_all
from actors.session.reading import owner_of
from actors.session.state import SessionState
from actors.session.terms import VISITOR_ROOM, SessionPhase

AsideEvent = GuestCalled | GuestJoined | GuestLeft | CopyAsked


def is_aside(event: SessionEvent) -> bool:
    """True for what the visitor does not even count."""
    if isinstance(event, Message | ReceiptsKept):
        return event.room != VISITOR_ROOM
    return isinstance(event, AsideEvent)


def with_aside(state: SessionState, event: SessionEvent, at_ms: int) -> SessionState:
    """After an event, of whatever kind: who stays, and what the visitor counts."""
    aside = state.aside or NOBODY_ASIDE
    if is_aside(event):
        aside = replace(aside, hidden=aside.hidden + 1)
    is_over = state.phase is SessionPhase.CLOSED
    if not is_over or isinstance(event, SessionClosed):
        aside = settled(aside, owner_of(state), state.group, at_ms, is_over=is_over)
    return state if aside is state.aside else replace(state, aside=aside)


def said_aside(state: SessionState, event: Message) -> SessionState:
    """A message of a side room; of one that is forgotten there is nothing to keep."""
    aside = state.aside or NOBODY_ASIDE
    room = find_room(aside, event.room)
    if room is not None:
        recalled = room.recalled
        if isinstance(event, MessageRecalled):
            recalled = (*recalled, event.recalled)
        room = replace(room, last_number=event.number, recalled=recalled)
        aside = changed_room(aside, room)
    return replace(state, aside=aside)


def kept_aside(state: SessionState, event: ReceiptsKept) -> SessionState:
    """Receipts of a side room."""
    aside = state.aside or NOBODY_ASIDE
    room = find_room(aside, event.room)
    if room is None:
        return state
    room = replace(room, readers=merged_all(room.readers, event.readers))
    return replace(state, aside=changed_room(aside, room))


def changed_aside(state: SessionState, event: AsideEvent, at_ms: int) -> SessionState:
    """Somebody came or went, or a copy was sent."""
    aside = state.aside or NOBODY_ASIDE
    match event:
        case GuestCalled():
            aside = _called(aside, event, at_ms)
        case GuestJoined():
            aside = _joined(aside, event, owner_of(state), at_ms)
        case GuestLeft(agent):
            guest = find_guest(aside, agent)
            aside = aside if guest is None else without_guest(aside, guest)
        case CopyAsked():
            pass
        case _:
            assert_never(event)
    return replace(state, aside=replace(aside, acts=aside.acts + 1))


def _called(aside: Aside, event: GuestCalled, at_ms: int) -> Aside:
    guest = Guest(
        event.agent,
        event.name,
        Part.CALLED,
        event.room,
        event.by,
        event.by_name,
        event.note,
        at_ms,
        event.until_ms,
    )
    aside = with_room(aside, SideRoom(event.room, event.by, event.agent))
    return with_guest(aside, guest)


def _joined(aside: Aside, event: GuestJoined, owner: str, at_ms: int) -> Aside:
    guest = Guest(
        event.agent,
        event.name,
        event.part,
        event.room,
        event.by,
        event.by_name,
        event.note,
        at_ms,
        0,
        event.groups,
        event.is_hidden,
    )
    is_new = bool(event.room) and find_room(aside, event.room) is None
    if is_new and event.part is not Part.MENTIONED:
        aside = with_room(aside, SideRoom(event.room, owner, event.agent))
    return with_guest(aside, guest)
