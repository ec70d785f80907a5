"""PURE: how much one session may be made to hold, whoever asks for more.

A session's journal is kept for ever, and a page of it costs the more the more stands
behind it (some 3 us an event): who may write into a session without end could make
everybody who reads it, and the store, slow. What the session itself does in its time
(offers that lapse, warnings, reminders) needs no bound: each takes seconds, or a
message. Receipts only grow, and not beyond the last message. Its end is always
possible.
"""

from __future__ import annotations

from typing import Final

from actors.refusal import Refused, Rule
from actors.session.events import (
    Annotated,
    CardPosted,
    QueueCause,
    SessionAssigned,
    SessionEvent,
    SessionQueued,
    StageEntered,
    TransferCause,
    TransferRequested,
    Way,
)
from actors.session.messages import (
    Annotate,
    InviteRating,
    LeaveMessage,
    MoveSession,
    PostMessage,
    SelectOption,
    SessionCommand,
    TakeByHand,
    TransferSession,
)
from actors.session.robot_events import AnswerRated
from actors.session.robot_messages import RateAnswer
from actors.session.state import SessionState
from actors.session.terms import VISITOR_ROOM, SessionPhase

MAX_MESSAGES: Final = 10_000
"""Messages of one session: ten a minute for sixteen hours. `MAX_RECALLED` more may take
some of them back. To read the first page then takes the store some 40 ms."""
MAX_RECALLED: Final = 1_000
"""Messages taken back in one session: its state, which names them, stays small."""
MAX_ACTS: Final = 1_000
"""Notes, transfers, moves, assignments by hand and invitations to rate of one session,
each with what it entails: some offers."""
MAX_COMINGS: Final = 1_000
"""How often the visitor's going is written at once. From then on it is once he has been
away for the whole grace: it takes that long, so it needs no bound."""

_ACTS: Final = (
    Annotate,
    TransferSession,
    TakeByHand,
    MoveSession,
    InviteRating,
    RateAnswer,
)


def beyond_bounds(state: SessionState, command: SessionCommand) -> Refused | None:
    """Why what is permitted would be too much; None: it is not."""
    is_asked = state.guided is not None or state.phase is SessionPhase.ROBOT
    asks_on = isinstance(command, SelectOption) and is_asked
    is_shown = isinstance(command, PostMessage) and command.room == VISITOR_ROOM
    if is_shown or isinstance(command, LeaveMessage) or asks_on:
        if state.last_number >= MAX_MESSAGES:
            return _full(f"{MAX_MESSAGES} messages")
    elif isinstance(command, _ACTS) and state.acts >= MAX_ACTS:
        return _full(f"{MAX_ACTS} notes, transfers and moves")
    return None


def _full(what: str) -> Refused:
    text = f"expected a session of at most {what}: close it and begin another"
    return Refused(Rule.WRONG_STATE, text)


def is_act(event: SessionEvent) -> bool:
    """True for what `MAX_ACTS` counts."""
    match event:
        case Annotated() | StageEntered() | AnswerRated():
            return True
        case CardPosted(by=by):
            return bool(by)
        case TransferRequested(cause=cause):
            return cause is TransferCause.AGENT
        case SessionQueued(cause=cause):
            return cause is QueueCause.ASKED
        case SessionAssigned(way=way):
            return way is Way.HAND
        case _:
            return False
