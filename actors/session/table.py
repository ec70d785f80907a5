"""PURE: the session's life cycle as one table (S1).

Of the rows for where a session stands and what happens, the first whose guards hold is
taken; no row is the refusal, with a code, and changes nothing. What the guards mean is
judged in the modules of the commands; the consequences named here are what the shell
carries out after the commit. The table in the README is printed from this one.
"""

from __future__ import annotations

from typing import Final

from actors.session.causes import Consequence as Then
from actors.session.causes import Guard, Stand, Trigger
from actors.session.rows import (
    ANSWERED,
    BEGINS,
    COPIES,
    NOTED,
    QUEUE,
    REQUEUES,
    STAGES,
    Row,
    Rows,
    answered,
    by_hand,
    everywhere,
    given_up,
    handed_over,
    into,
    led,
    moves,
    served,
    silence,
    taken,
    talk,
    waiting,
)
from actors.session.terms import VISITOR_ROOM

_NEW: Final[Rows] = {
    Trigger.OPEN: (
        into(Stand.QUEUED, Then.JOIN_LINE, when=QUEUE),
        *(
            into(to, *BEGINS.get(to, ()), when=(guard, Guard.VALID))
            for to, guard in STAGES.items()
        ),
        into(Stand.MESSAGE_LEFT, when=(Guard.TO_MESSAGE, Guard.VALID)),
        into(Stand.CLOSED, when=(Guard.TO_END, Guard.VALID)),
    ),
    Trigger.INITIATE: (
        into(
            Stand.SERVING,
            Then.SERVE,
            Then.SHOW_MESSAGE,
            Then.CALL_VISITOR,
            when=(Guard.HELD, Guard.VALID),
        ),
    ),
}
"""The last two are flows that ask nothing."""

_COLLECTING: Final[Rows] = {
    **talk(Stand.COLLECTING),
    Trigger.VISITOR_POST: (*led(), Row(Stand.COLLECTING, (Then.SHOW_MESSAGE,))),
    Trigger.SELECT: (*led(*ANSWERED), answered(Stand.COLLECTING)),
}

_HANDS_OVER: Final = (Then.SHOW_MESSAGE, Then.JOIN_LINE)
_ASKS: Final = (Then.SHOW_MESSAGE, Then.ASK_ROBOT)
_ROBOT: Final[Rows] = {
    **talk(Stand.ROBOT),
    Trigger.VISITOR_POST: (
        into(Stand.QUEUED, *_HANDS_OVER, when=(Guard.TO_QUEUE,)),
        Row(Stand.ROBOT, _ASKS, (Guard.ASKS,)),
        Row(Stand.ROBOT, (Then.SHOW_MESSAGE,)),
    ),
    Trigger.SELECT: (
        into(Stand.ROBOT, *_ASKS, when=(*ANSWERED, Guard.ASKS)),
        answered(Stand.ROBOT),
    ),
    **{
        trigger: (
            into(Stand.QUEUED, *_HANDS_OVER, when=(Guard.CURRENT, Guard.TO_QUEUE)),
            Row(Stand.ROBOT, (Then.SHOW_MESSAGE,), (Guard.CURRENT,)),
        )
        for trigger in (Trigger.ROBOT_REPLIED, Trigger.ROBOT_OVER)
    },
    Trigger.ASK_HUMAN: (into(Stand.QUEUED, Then.JOIN_LINE, when=(Guard.HAS_HUMANS,)),),
    Trigger.RATE_ANSWER: (
        into(Stand.QUEUED, Then.JOIN_LINE, when=(Guard.POSTED, Guard.TO_QUEUE)),
        into(Stand.ROBOT, when=(Guard.POSTED,)),
    ),
}

_ROUTING: Final[Rows] = {
    **waiting(Stand.ROUTING),
    **moves(Stand.ROUTING),
    **{
        trigger: (
            into(Stand.QUEUED, Then.JOIN_LINE, when=(Guard.CURRENT, Guard.TO_QUEUE)),
            into(Stand.MESSAGE_LEFT, when=(Guard.CURRENT,)),
        )
        for trigger in (Trigger.DIRECTED, Trigger.DIRECTION_OVER)
    },
}

_QUEUED: Final[Rows] = {
    **waiting(Stand.QUEUED),
    **by_hand(Trigger.ASSIGN),
    **by_hand(Trigger.PICK),
    Trigger.OFFER: (
        into(Stand.SERVING, Then.TAKE_SLOT, when=(Guard.FITS, Guard.AUTO)),
        into(Stand.OFFERED, Then.TAKE_SLOT, when=(Guard.FITS,)),
    ),
    Trigger.TURN_AWAY: (
        into(
            Stand.QUEUED,
            Then.LET_GO,
            Then.JOIN_LINE,
            when=(Guard.HERE, Guard.OVERFLOWS),
        ),
        into(Stand.MESSAGE_LEFT, Then.LET_GO, when=(Guard.HERE,)),
    ),
    Trigger.MOVE: (
        into(Stand.MESSAGE_LEFT, Then.LET_GO, when=(Guard.TO_MESSAGE,)),
        REQUEUES,
    ),
    Trigger.NAMED_OVER: (
        into(Stand.QUEUED, Then.LET_GO, Then.JOIN_LINE, when=(Guard.CURRENT,)),
    ),
}

_OFFERED: Final[Rows] = {
    **waiting(Stand.OFFERED),
    **by_hand(Trigger.ASSIGN),
    Trigger.ACCEPT: (into(Stand.SERVING, Then.SERVE, when=(Guard.MEANT,)),),
    Trigger.DECLINE: (
        into(Stand.QUEUED, Then.FREE_OFFER, Then.JOIN_LINE, when=(Guard.MEANT,)),
    ),
    Trigger.EXPIRE: (
        into(
            Stand.QUEUED,
            Then.FREE_OFFER,
            Then.TELL_LAPSED,
            Then.JOIN_LINE,
            when=(Guard.CURRENT,),
        ),
    ),
    Trigger.WITHDRAW: (into(Stand.QUEUED, Then.FREE_OFFER, Then.JOIN_LINE),),
}

_SERVING: Final[Rows] = {
    **served(Stand.SERVING),
    **silence(Stand.SERVING, Then.SHOW_MESSAGE),
    Trigger.TRANSFER: (
        into(Stand.TRANSFERRING, Then.JOIN_LINE, when=(Guard.ANOTHER, Guard.VALID)),
    ),
    Trigger.AGENT_SILENT: (
        into(Stand.TRANSFERRING, Then.JOIN_LINE, when=(Guard.CURRENT,)),
    ),
}

_TRANSFERRING: Final[Rows] = {
    **handed_over(Stand.TRANSFERRING),
    Trigger.OFFER: (
        *taken((Guard.FITS, Guard.AUTO), Then.TAKE_SLOT),
        into(Stand.TRANSFER_RINGING, Then.TAKE_SLOT, when=(Guard.FITS,)),
    ),
    Trigger.TRANSFER_OVER: given_up((Guard.CURRENT,), Then.TELL_TRANSFER_EXPIRED),
    Trigger.TURN_AWAY: given_up((Guard.HERE,), Then.TELL_TRANSFER_REFUSED),
}

_TRANSFER_RINGING: Final[Rows] = {
    **handed_over(Stand.TRANSFER_RINGING),
    Trigger.ACCEPT: taken((Guard.MEANT,), Then.SERVE),
    Trigger.DECLINE: (
        into(
            Stand.SERVING,
            Then.END_SEARCH,
            Then.TELL_TRANSFER_REFUSED,
            when=(Guard.MEANT, Guard.NAMED),
        ),
        *given_up((Guard.MEANT, Guard.TIME_UP), Then.TELL_TRANSFER_EXPIRED),
        into(
            Stand.TRANSFERRING,
            Then.FREE_OFFER,
            Then.JOIN_LINE,
            when=(Guard.MEANT,),
        ),
    ),
    Trigger.EXPIRE: (
        *given_up((Guard.CURRENT, Guard.TIME_UP), Then.TELL_TRANSFER_EXPIRED),
        into(
            Stand.TRANSFERRING,
            Then.FREE_OFFER,
            Then.TELL_LAPSED,
            Then.JOIN_LINE,
            when=(Guard.CURRENT,),
        ),
    ),
    Trigger.WITHDRAW: (
        *given_up((Guard.TIME_UP,), Then.TELL_TRANSFER_EXPIRED),
        into(Stand.TRANSFERRING, Then.FREE_OFFER, Then.JOIN_LINE),
    ),
}

TRANSITIONS: Final[dict[Stand, Rows]] = {
    Stand.NEW: _NEW,
    Stand.ROBOT: _ROBOT,
    Stand.COLLECTING: _COLLECTING,
    Stand.ROUTING: _ROUTING,
    Stand.QUEUED: _QUEUED,
    Stand.OFFERED: _OFFERED,
    Stand.SERVING: _SERVING,
    Stand.TRANSFERRING: _TRANSFERRING,
    Stand.TRANSFER_RINGING: _TRANSFER_RINGING,
    Stand.MESSAGE_LEFT: {
        **everywhere(Stand.MESSAGE_LEFT),
        **by_hand(Trigger.ASSIGN),
        **by_hand(Trigger.PICK),
        Trigger.MOVE: (REQUEUES,),
        Trigger.LEAVE_MESSAGE: (
            into(Stand.MESSAGE_LEFT, Then.SHOW_MESSAGE, when=(Guard.VALID,)),
        ),
    },
    Stand.CLOSED: {
        Trigger.LOOK: (Row(Stand.CLOSED),),
        Trigger.ANNOTATE: (into(Stand.CLOSED, when=NOTED),),
        Trigger.COPY: (Row(Stand.CLOSED, (), COPIES),),
        Trigger.SELECT: (answered(Stand.CLOSED),),
        Trigger.RATE_ANSWER: (into(Stand.CLOSED, when=(Guard.POSTED,)),),
    },
}

OPEN_ROOMS: Final[dict[Stand, frozenset[str]]] = {
    stand: frozenset({VISITOR_ROOM} if Trigger.VISITOR_POST in rows else ())
    for stand, rows in TRANSITIONS.items()
}
"""Whether the visitor's room may be written to; of side rooms see `room_rights`."""
