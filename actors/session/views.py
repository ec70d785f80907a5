"""PURE: what a session is, as those see it who may look at it."""

from __future__ import annotations

from actors.ids import SessionId, place_of
from actors.refusal import Refused, Rule
from actors.session import deadlines, ratings, receipts, robot_talk, side_talk
from actors.session.aside import NOBODY_ASIDE, SideRoom, find_guest
from actors.session.causes import Trigger
from actors.session.messages import GetSession
from actors.session.noting import needs_tags
from actors.session.robot_side import feedback_on
from actors.session.ruling import (
    Case,
    SessionDecision,
    allow,
    mention_until_ms,
    refuse,
)
from actors.session.terms import VISITOR_ROOM, Role, SessionPhase
from actors.session.view import RoomView, SessionView
from runtime.decision import Decision


def look(case: Case, command: GetSession, seq: int) -> SessionDecision:
    """What the session, or a side room of it, is at `seq`, for who may see that.

    A room that is not there, and one of others, are the same to who asks.
    """
    allowed = allow(case, command.asker, Trigger.LOOK)
    if isinstance(allowed, Refused):
        return refuse(allowed)
    if command.room == VISITOR_ROOM:
        return Decision(answer=session_view(case, seq))
    room = side_talk.room_of(case, command.room)
    if room is None or not side_talk.may_read(case, command.asker, command.room):
        return refuse(Refused(Rule.FORBIDDEN, "expected a room that is yours"))
    return Decision(answer=room_view(case, room, seq))


def session_view(case: Case, seq: int) -> SessionView:
    """The session at `seq`."""
    state, outages, now_ms = case.state, case.outages, case.now_ms
    follow_up, is_robots = state.follow_up, state.phase is SessionPhase.ROBOT
    return SessionView(
        SessionId(case.session),
        seq,
        state.phase,
        state.visitor,
        state.nickname,
        state.group,
        state.agent,
        state.last_number,
        state.reason,
        deadlines.shown_offer(state.offer, outages, now_ms),
        state.transfer,
        visitor_away=bool(state.away_since_ms or state.awaited_ms),
        handover=state.handover,
        agent_name=state.agent_name,
        group_name=state.group_name,
        transfer_until_ms=deadlines.transfer_until_ms(
            state, case.settings, outages, now_ms
        ),
        recalled=state.recalled,
        source=state.source,
        readers=case.readers.get(VISITOR_ROOM, ()),
        rating=ratings.open_number(case),
        may_pull_rating=ratings.may_ask(case, Role.VISITOR),
        may_invite_rating=ratings.may_ask(case, Role.AGENT),
        variables=state.variables,
        notes=state.notes,
        follow_up_ms=follow_up.due_ms if follow_up else 0,
        needs_tags=needs_tags(state, case.settings),
        contact=state.contact,
        aside=state.aside,
        mention_until_ms=mention_until_ms(state, case.settings),
        language=state.language,
        unread=receipts.unread(case),
        may_ask_human=is_robots and robot_talk.may_hand_over(case),
        feedback=feedback_on(state.robot),
        recall_ms=round(case.settings.recall_seconds * 1_000),
    )


def room_view(case: Case, room: SideRoom, seq: int) -> RoomView:
    """A side room at `seq`; of who was its host once the name is not known."""
    state = case.state
    guest = find_guest(state.aside or NOBODY_ASIDE, room.guest)
    is_host = room.host == state.agent
    return RoomView(
        place_of(SessionId(case.session), room.name),
        seq,
        room.name,
        (
            (room.host, state.agent_name if is_host else ""),
            (room.guest, guest.name if guest else ""),
        ),
        room.last_number,
        room.is_open,
        room.recalled,
        case.readers.get(room.name, ()),
    )
