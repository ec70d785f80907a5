"""PURE: what the service says by itself at the turns of a session (M3).

Said in the same commit as what it is about, as messages of the room: who comes back
later reads them, too. The texts are those of the group's service rule, in the visitor's
language.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from actors.assignment.messages import Treatment
from actors.cards.card import TextCard
from actors.language import language_of
from actors.rules.opening_words import opens_at
from actors.rules.prompts import Moment
from actors.session.bounds import MAX_MESSAGES
from actors.session.effects import ShowMessage
from actors.session.events import (
    CardPosted,
    QueueCause,
    SessionAssigned,
    SessionClosed,
    SessionEvent,
    SessionOpened,
    SessionQueued,
    StageEntered,
    VisitorWarned,
)
from actors.session.fold import apply
from actors.session.reading import owner_of
from actors.session.ruling import Case, SessionDecision
from actors.session.state import SessionState
from actors.session.terms import (
    VISITOR_ROOM,
    CloseCause,
    CloseReason,
    Role,
    SessionPhase,
)

_HUMAN: Final = frozenset(
    {SessionPhase.QUEUED, SessionPhase.OFFERED, SessionPhase.SERVING}
)
_BEFORE: Final = frozenset(
    {SessionPhase.ROBOT, SessionPhase.COLLECTING, SessionPhase.ROUTING}
)
_TURNS: Final[frozenset[type[object]]] = frozenset(
    {
        SessionOpened,
        SessionQueued,
        SessionAssigned,
        StageEntered,
        VisitorWarned,
        SessionClosed,
    }
)
"""Of what something may be said; messages, which are most events, are none of it."""
_CLOSED_BY: Final = {
    CloseReason.CLIENT: Moment.CLOSED_BY_VISITOR,
    CloseReason.SEAT: Moment.CLOSED_BY_AGENT,
    CloseReason.ADMIN: Moment.CLOSED_BY_ADMIN,
    CloseReason.TIMER: Moment.CLOSED_BY_TIME,
}
_TURNED_AWAY: Final = {
    Treatment.OFF_HOURS: Moment.OFF_HOURS,
    Treatment.NO_AGENT: Moment.NO_AGENT,
    Treatment.LINE_FULL: Moment.FAILURE,
    Treatment.WAITED_TOO_LONG: Moment.FAILURE,
    Treatment.GROUP_DROPPED: Moment.FAILURE,
}


def carried(case: Case, decision: SessionDecision) -> SessionDecision:
    """The decision with what is said of it; as it was where nothing is."""
    if not any(event.__class__ in _TURNS for event in decision.events):
        return decision
    moments: list[Moment] = []
    state = case.state
    for event in decision.events:
        before, state = state, apply(state, event, case.now_ms)
        moments += _moments(before, event)
    said: list[CardPosted] = []
    for moment in moments:
        rule = case.rule_of(state.group)
        values = _values(case.state, state)
        if moment is Moment.OFF_HOURS:
            language = language_of(state.language)
            values["OpensAt"] = opens_at(rule.hours, case.now_ms, language)
        text = rule.prompts.said(moment, state.language, values)
        if text and state.last_number < MAX_MESSAGES:
            spoken = CardPosted(
                state.last_number + 1,
                VISITOR_ROOM,
                Role.SYSTEM,
                "",
                "",
                TextCard(text),
            )
            state = apply(state, spoken, case.now_ms)
            said.append(spoken)
    if not said:
        return decision
    # Shown first: who follows a session hears nothing more once it was shown as closed.
    shown = tuple(ShowMessage(each, case.now_ms, "") for each in said)
    return replace(
        decision,
        events=(*decision.events, *said),
        effects=(*shown, *decision.effects),
        after=state,
    )


def _moments(  # noqa: C901, PLR0912 - one row per event
    before: SessionState, event: SessionEvent
) -> Iterator[Moment]:
    match event:
        case SessionOpened(stage=stage):
            yield Moment.WELCOME
            if stage is SessionPhase.QUEUED:
                yield Moment.CONNECTING
        case SessionQueued(cause=cause):
            if owner_of(before):
                yield Moment.WAITS_AGAIN
            elif cause is QueueCause.ASKED and before.phase in _BEFORE:
                yield Moment.CONNECTING
        case SessionAssigned():
            yield Moment.TAKEN_OVER if owner_of(before) else Moment.SUCCESS
        case StageEntered(SessionPhase.MESSAGE_LEFT, _, treatment):
            if treatment is not None:
                yield _TURNED_AWAY[treatment]
        case StageEntered(SessionPhase.ROBOT) if before.phase in _HUMAN:
            yield Moment.BACK_TO_ROBOT
        case VisitorWarned():
            yield Moment.SILENCE_WARNING
        case SessionClosed(reason, _, cause):
            if cause in (CloseCause.ASKED, CloseCause.SILENCE):
                yield _CLOSED_BY[reason]
        case _:
            pass


def _values(before: SessionState, after: SessionState) -> dict[str, str]:
    """Names as they are after it; who has closed is named as he was before."""
    agent = after.agent_name or after.agent or before.agent_name or before.agent
    return {"StaffName": agent, "GroupName": after.group_name or after.group}
