"""PURE: the session's life cycle as one table (S1).

Of the rows for where a session stands and what happens, the first whose guards hold is
taken; no row is the refusal, with a code, and changes nothing. What the guards mean is
judged in the modules of the commands; the consequences named here are what the shell
carries out after the commit. The table in the README is printed from this one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from actors.session.causes import Consequence as Then
from actors.session.causes import Guard, Stand, Trigger
from actors.session.terms import VISITOR_ROOM


@dataclass(frozen=True, slots=True)
class Row:
    """One transition; every guard must hold."""

    next: Stand
    consequences: tuple[Then, ...] = ()
    guards: tuple[Guard, ...] = ()


Rows = dict[Trigger, tuple[Row, ...]]

_QUEUE: Final = (Guard.TO_QUEUE, Guard.VALID)
_RECALLED: Final = (Guard.POSTED, Guard.OWN, Guard.IN_TIME, Guard.FEW)
_ANSWERED: Final = (Guard.POSTED, Guard.UNANSWERED, Guard.IN_TIME, Guard.VALID)
_STAGES: Final = {
    Stand.ROBOT: Guard.TO_ROBOT,
    Stand.COLLECTING: Guard.TO_COLLECTING,
    Stand.ROUTING: Guard.TO_ROUTING,
}


_BEGINS: Final = {Stand.ROUTING: (Then.ASK_SERVER,)}
"""What an early state begins with."""


def _to(stand: Stand, *then: Then, when: Iterable[Guard] = ()) -> Row:
    """A row that changes the state, which everybody concerned is shown."""
    return Row(stand, (*then, Then.SHOW_SESSION), tuple(when))


_CLOSES: Final = (_to(Stand.CLOSED, Then.LET_GO),)
_NOTED: Final = (Guard.MAY_NOTE, Guard.VALID)
_REQUEUES: Final = _to(Stand.QUEUED, Then.LET_GO, Then.JOIN_LINE, when=_QUEUE)


def _answered(stand: Stand) -> Row:
    """A card is answered; a rating also where the session is over (V5)."""
    return _to(stand, Then.SHOW_MESSAGE, when=_ANSWERED)


_COPIES: Final = (Guard.VALID, Guard.SET_UP, Guard.LISTED, Guard.ROOM)


def _led(*guards: Guard) -> tuple[Row, ...]:
    """Where the end of a flow leads (R10); it spoke before."""
    last = Then.SHOW_MESSAGE
    stages = {to: guard for to, guard in _STAGES.items() if to is not Stand.COLLECTING}
    return (
        *(
            _to(to, last, *_BEGINS.get(to, ()), when=(*guards, guard))
            for to, guard in stages.items()
        ),
        _to(Stand.QUEUED, last, Then.JOIN_LINE, when=(*guards, Guard.TO_QUEUE)),
        _to(Stand.MESSAGE_LEFT, last, when=(*guards, Guard.TO_MESSAGE)),
        _to(Stand.CLOSED, last, when=(*guards, Guard.TO_END)),
    )


def _everywhere(stand: Stand) -> Rows:
    """What people can do to an open session wherever it stands."""
    return {
        Trigger.LOOK: (Row(stand),),
        Trigger.VISITOR_POST: (Row(stand, (Then.SHOW_MESSAGE,)),),
        Trigger.RECALL: (Row(stand, (Then.SHOW_MESSAGE,), _RECALLED),),
        Trigger.ANNOTATE: (_to(stand, when=_NOTED),),
        Trigger.SELECT: (_answered(stand),),
        Trigger.RATE_ANSWER: (_to(stand, when=(Guard.POSTED,)),),
        Trigger.VISITOR_CLOSE: _CLOSES,
        Trigger.SUPERVISOR_CLOSE: _CLOSES,
        Trigger.PULL: (_REQUEUES,),
        **_aside(stand),
    }


def _aside(stand: Stand) -> Rows:
    """Who comes and goes beside visitor and agent, and what is said there (S10, S11).

    The visitor is shown nothing of it.
    """
    mentioned = (Guard.YOURS, Guard.VALID, Guard.ANOTHER, Guard.ABSENT, Guard.ROOM)
    joins = (Guard.MEMBER, Guard.ANOTHER, Guard.ABSENT, Guard.ROOM)
    return {
        Trigger.WATCH: (_beside(stand, *joins),),
        Trigger.LEAVE: (_beside(stand, Guard.INSIDE),),
        Trigger.GUEST_LOST: (_beside(stand, Guard.CURRENT),),
        Trigger.MENTION: (_beside(stand, *mentioned),),
        Trigger.COPY: (Row(stand, (), _COPIES),),
    }


def _beside(stand: Stand, *guards: Guard) -> Row:
    return Row(stand, (Then.SHOW_ASIDE,), guards)


def _moves(stand: Stand) -> Rows:
    """What robots and menus can do before there is a queue."""
    stages = tuple(
        _to(to, *_BEGINS.get(to, ()), when=(guard,))
        for to, guard in _STAGES.items()
        if to is not stand
    )
    left = _to(Stand.MESSAGE_LEFT, Then.LET_GO, when=(Guard.TO_MESSAGE,))
    return {Trigger.MOVE: (*stages, left, _REQUEUES)}


def _silence(stand: Stand, *last: Then) -> Rows:
    """S4."""
    current = (Guard.CURRENT,)
    return {
        Trigger.SILENCE: (_to(Stand.CLOSED, *last, Then.LET_GO, when=current),),
        Trigger.WARN: (Row(stand, (Then.WARN_VISITOR,), current),),
    }


def _talk(stand: Stand) -> Rows:
    """Before a human is looked for: the robot speaks, silence ends it."""
    said = Row(stand, (Then.SHOW_MESSAGE,))
    return {
        **_everywhere(stand),
        **_moves(stand),
        **_silence(stand),
        Trigger.ROBOT_POST: (said,),
    }


def _human(stand: Stand) -> Rows:
    """On the way to a human, or with one: the visitor can end that (S3).

    Also by a word. Somebody wants to know whether the visitor is there.
    """
    shown = (_to(stand),)
    robot = _to(Stand.ROBOT, Then.LET_GO, when=(Guard.HAS_ROBOT,))
    word = (Guard.END_WORD,)
    last = (Then.SHOW_MESSAGE, Then.LET_GO)
    return {
        **_everywhere(stand),
        Trigger.VISITOR_POST: (
            _to(Stand.ROBOT, *last, when=(*word, Guard.HAS_ROBOT)),
            _to(Stand.CLOSED, *last, when=word),
            Row(stand, (Then.SHOW_MESSAGE,)),
        ),
        Trigger.END_SERVICE: (robot, *_CLOSES),
        Trigger.UNREACHED: (_to(Stand.CLOSED, Then.LET_GO, when=(Guard.CURRENT,)),),
        Trigger.VISITOR_COMES: shown,
        Trigger.VISITOR_GOES: shown,
    }


def _waiting(stand: Stand) -> Rows:
    """On the way to a human: a visitor who is away too long gives up the place (Q6)."""
    gone = _to(Stand.CLOSED, Then.LET_GO, when=(Guard.AWAY,))
    return {**_human(stand), Trigger.VISITOR_GONE: (gone,)}


def _by_hand(trigger: Trigger) -> Rows:
    """Past the queue, to an agent who holds a slot for it."""
    who = (Guard.MEMBER,) if trigger is Trigger.PICK else ()
    guards = (*who, Guard.ANOTHER, Guard.HELD)
    return {trigger: (_to(Stand.SERVING, Then.LET_GO, Then.SERVE, when=guards),)}


def _served(stand: Stand) -> Rows:
    """While an agent serves, a transfer pending or not.

    The end of it may bring an invitation to rate it: a message.
    """
    ended = (Then.SHOW_MESSAGE, Then.LET_GO)
    robot = _to(Stand.ROBOT, *ended, when=(Guard.HAS_ROBOT,))
    closes = (_to(Stand.CLOSED, *ended),)
    invited = (Guard.MAY_INVITE, Guard.UNASKED)
    lost = _to(Stand.QUEUED, Then.LET_GO, Then.JOIN_LINE)
    reminded = Row(stand, (Then.REMIND_AGENT,), (Guard.CURRENT,))
    said = (Then.SHOW_MESSAGE,)
    called = (Guard.VALID, Guard.ANOTHER, Guard.ABSENT, Guard.ROOM, Guard.THERE)
    joins = (Guard.MEMBER, Guard.ANOTHER, Guard.ABSENT, Guard.ROOM)
    return {
        **_human(stand),
        **_by_hand(Trigger.ASSIGN),
        Trigger.CALL: (_beside(stand, *called),),
        Trigger.ANSWER_CALL: (_beside(stand, Guard.RINGS),),
        Trigger.CALL_OVER: (_beside(stand, Guard.CURRENT),),
        Trigger.SIDE_POST: (Row(stand, said, (Guard.YOURS, Guard.ROOM)),),
        Trigger.SIDE_RECALL: (Row(stand, said, (Guard.YOURS, *_RECALLED)),),
        Trigger.WHISPER: (_beside(stand, *joins),),
        Trigger.SPEAK: (_beside(stand, *joins),),
        Trigger.AGENT_POST: (Row(stand, (Then.SHOW_MESSAGE,)),),
        Trigger.INVITE: (_to(stand, Then.SHOW_MESSAGE, when=invited),),
        Trigger.END_SERVICE: (robot, *closes),
        Trigger.VISITOR_CLOSE: closes,
        Trigger.AGENT_CLOSE: (_to(Stand.CLOSED, *ended, when=(Guard.TAGGED,)),),
        Trigger.SUPERVISOR_CLOSE: closes,
        Trigger.OWNER_LOST: (lost,),
        Trigger.REMIND: (reminded,),
    }


def _handed_over(stand: Stand) -> Rows:
    """While a transfer is pending: an agent who answers ends one by his silence."""
    answered = _to(
        Stand.SERVING, Then.SHOW_MESSAGE, Then.END_SEARCH, when=(Guard.OF_SILENCE,)
    )
    return {
        **_served(stand),
        Trigger.AGENT_POST: (answered, Row(stand, (Then.SHOW_MESSAGE,))),
        Trigger.CANCEL_TRANSFER: (_to(Stand.SERVING, Then.END_SEARCH),),
    }


def _taken(guards: tuple[Guard, ...], told: Then) -> tuple[Row, Row]:
    """Somebody takes a transfer: the old agent is told when silence was the cause."""
    silence = (*guards, Guard.OF_SILENCE)
    return (
        _to(
            Stand.SERVING,
            Then.FREE_OWNER,
            told,
            Then.TELL_MOVED_ON,
            when=silence,
        ),
        _to(Stand.SERVING, Then.FREE_OWNER, told, when=guards),
    )


def _given_up(guards: tuple[Guard, ...], told: Then) -> tuple[Row, Row]:
    """A transfer comes to nothing: an agent who asked for it is told."""
    return (
        _to(Stand.SERVING, Then.END_SEARCH, when=(*guards, Guard.OF_SILENCE)),
        _to(Stand.SERVING, Then.END_SEARCH, told, when=guards),
    )


_NEW: Final[Rows] = {
    Trigger.OPEN: (
        _to(Stand.QUEUED, Then.JOIN_LINE, when=_QUEUE),
        *(
            _to(to, *_BEGINS.get(to, ()), when=(guard, Guard.VALID))
            for to, guard in _STAGES.items()
        ),
        _to(Stand.MESSAGE_LEFT, when=(Guard.TO_MESSAGE, Guard.VALID)),
        _to(Stand.CLOSED, when=(Guard.TO_END, Guard.VALID)),
    ),
    Trigger.INITIATE: (
        _to(
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
    **_talk(Stand.COLLECTING),
    Trigger.VISITOR_POST: (*_led(), Row(Stand.COLLECTING, (Then.SHOW_MESSAGE,))),
    Trigger.SELECT: (*_led(*_ANSWERED), _answered(Stand.COLLECTING)),
}

_HANDS_OVER: Final = (Then.SHOW_MESSAGE, Then.JOIN_LINE)
_ASKS: Final = (Then.SHOW_MESSAGE, Then.ASK_ROBOT)
_ROBOT: Final[Rows] = {
    **_talk(Stand.ROBOT),
    Trigger.VISITOR_POST: (
        _to(Stand.QUEUED, *_HANDS_OVER, when=(Guard.TO_QUEUE,)),
        Row(Stand.ROBOT, _ASKS, (Guard.ASKS,)),
        Row(Stand.ROBOT, (Then.SHOW_MESSAGE,)),
    ),
    Trigger.SELECT: (
        _to(Stand.ROBOT, *_ASKS, when=(*_ANSWERED, Guard.ASKS)),
        _answered(Stand.ROBOT),
    ),
    **{
        trigger: (
            _to(Stand.QUEUED, *_HANDS_OVER, when=(Guard.CURRENT, Guard.TO_QUEUE)),
            Row(Stand.ROBOT, (Then.SHOW_MESSAGE,), (Guard.CURRENT,)),
        )
        for trigger in (Trigger.ROBOT_REPLIED, Trigger.ROBOT_OVER)
    },
    Trigger.ASK_HUMAN: (_to(Stand.QUEUED, Then.JOIN_LINE, when=(Guard.HAS_HUMANS,)),),
    Trigger.RATE_ANSWER: (
        _to(Stand.QUEUED, Then.JOIN_LINE, when=(Guard.POSTED, Guard.TO_QUEUE)),
        _to(Stand.ROBOT, when=(Guard.POSTED,)),
    ),
}

_ROUTING: Final[Rows] = {
    **_waiting(Stand.ROUTING),
    **_moves(Stand.ROUTING),
    **{
        trigger: (
            _to(Stand.QUEUED, Then.JOIN_LINE, when=(Guard.CURRENT, Guard.TO_QUEUE)),
            _to(Stand.MESSAGE_LEFT, when=(Guard.CURRENT,)),
        )
        for trigger in (Trigger.DIRECTED, Trigger.DIRECTION_OVER)
    },
}

_QUEUED: Final[Rows] = {
    **_waiting(Stand.QUEUED),
    **_by_hand(Trigger.ASSIGN),
    **_by_hand(Trigger.PICK),
    Trigger.OFFER: (
        _to(Stand.SERVING, Then.TAKE_SLOT, when=(Guard.FITS, Guard.AUTO)),
        _to(Stand.OFFERED, Then.TAKE_SLOT, when=(Guard.FITS,)),
    ),
    Trigger.TURN_AWAY: (
        _to(
            Stand.QUEUED,
            Then.LET_GO,
            Then.JOIN_LINE,
            when=(Guard.HERE, Guard.OVERFLOWS),
        ),
        _to(Stand.MESSAGE_LEFT, Then.LET_GO, when=(Guard.HERE,)),
    ),
    Trigger.MOVE: (
        _to(Stand.MESSAGE_LEFT, Then.LET_GO, when=(Guard.TO_MESSAGE,)),
        _REQUEUES,
    ),
    Trigger.NAMED_OVER: (
        _to(Stand.QUEUED, Then.LET_GO, Then.JOIN_LINE, when=(Guard.CURRENT,)),
    ),
}

_OFFERED: Final[Rows] = {
    **_waiting(Stand.OFFERED),
    **_by_hand(Trigger.ASSIGN),
    Trigger.ACCEPT: (_to(Stand.SERVING, Then.SERVE, when=(Guard.MEANT,)),),
    Trigger.DECLINE: (
        _to(Stand.QUEUED, Then.FREE_OFFER, Then.JOIN_LINE, when=(Guard.MEANT,)),
    ),
    Trigger.EXPIRE: (
        _to(
            Stand.QUEUED,
            Then.FREE_OFFER,
            Then.TELL_LAPSED,
            Then.JOIN_LINE,
            when=(Guard.CURRENT,),
        ),
    ),
    Trigger.WITHDRAW: (_to(Stand.QUEUED, Then.FREE_OFFER, Then.JOIN_LINE),),
}

_SERVING: Final[Rows] = {
    **_served(Stand.SERVING),
    **_silence(Stand.SERVING, Then.SHOW_MESSAGE),
    Trigger.TRANSFER: (
        _to(Stand.TRANSFERRING, Then.JOIN_LINE, when=(Guard.ANOTHER, Guard.VALID)),
    ),
    Trigger.AGENT_SILENT: (
        _to(Stand.TRANSFERRING, Then.JOIN_LINE, when=(Guard.CURRENT,)),
    ),
}

_TRANSFERRING: Final[Rows] = {
    **_handed_over(Stand.TRANSFERRING),
    Trigger.OFFER: (
        *_taken((Guard.FITS, Guard.AUTO), Then.TAKE_SLOT),
        _to(Stand.TRANSFER_RINGING, Then.TAKE_SLOT, when=(Guard.FITS,)),
    ),
    Trigger.TRANSFER_OVER: _given_up((Guard.CURRENT,), Then.TELL_TRANSFER_EXPIRED),
    Trigger.TURN_AWAY: _given_up((Guard.HERE,), Then.TELL_TRANSFER_REFUSED),
}

_TRANSFER_RINGING: Final[Rows] = {
    **_handed_over(Stand.TRANSFER_RINGING),
    Trigger.ACCEPT: _taken((Guard.MEANT,), Then.SERVE),
    Trigger.DECLINE: (
        _to(
            Stand.SERVING,
            Then.END_SEARCH,
            Then.TELL_TRANSFER_REFUSED,
            when=(Guard.MEANT, Guard.NAMED),
        ),
        *_given_up((Guard.MEANT, Guard.TIME_UP), Then.TELL_TRANSFER_EXPIRED),
        _to(
            Stand.TRANSFERRING,
            Then.FREE_OFFER,
            Then.JOIN_LINE,
            when=(Guard.MEANT,),
        ),
    ),
    Trigger.EXPIRE: (
        *_given_up((Guard.CURRENT, Guard.TIME_UP), Then.TELL_TRANSFER_EXPIRED),
        _to(
            Stand.TRANSFERRING,
            Then.FREE_OFFER,
            Then.TELL_LAPSED,
            Then.JOIN_LINE,
            when=(Guard.CURRENT,),
        ),
    ),
    Trigger.WITHDRAW: (
        *_given_up((Guard.TIME_UP,), Then.TELL_TRANSFER_EXPIRED),
        _to(Stand.TRANSFERRING, Then.FREE_OFFER, Then.JOIN_LINE),
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
        **_everywhere(Stand.MESSAGE_LEFT),
        **_by_hand(Trigger.ASSIGN),
        **_by_hand(Trigger.PICK),
        Trigger.MOVE: (_REQUEUES,),
        Trigger.LEAVE_MESSAGE: (
            _to(Stand.MESSAGE_LEFT, Then.SHOW_MESSAGE, when=(Guard.VALID,)),
        ),
    },
    Stand.CLOSED: {
        Trigger.LOOK: (Row(Stand.CLOSED),),
        Trigger.ANNOTATE: (_to(Stand.CLOSED, when=_NOTED),),
        Trigger.COPY: (Row(Stand.CLOSED, (), _COPIES),),
        Trigger.SELECT: (_answered(Stand.CLOSED),),
        Trigger.RATE_ANSWER: (_to(Stand.CLOSED, when=(Guard.POSTED,)),),
    },
}

OPEN_ROOMS: Final[dict[Stand, frozenset[str]]] = {
    stand: frozenset({VISITOR_ROOM} if Trigger.VISITOR_POST in rows else ())
    for stand, rows in TRANSITIONS.items()
}
"""Whether the visitor's room may be written to; of side rooms see `room_rights`."""
