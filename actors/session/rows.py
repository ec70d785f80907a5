"""PURE: the rows that several states of the session's life cycle share (S1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from actors.session.causes import Consequence as Then
from actors.session.causes import Guard, Stand, Trigger


@dataclass(frozen=True, slots=True)
class Row:
    """One transition; every guard must hold."""

    next: Stand
    consequences: tuple[Then, ...] = ()
    guards: tuple[Guard, ...] = ()


Rows = dict[Trigger, tuple[Row, ...]]

QUEUE: Final = (Guard.TO_QUEUE, Guard.VALID)
_RECALLED: Final = (Guard.POSTED, Guard.OWN, Guard.IN_TIME, Guard.FEW)
ANSWERED: Final = (Guard.POSTED, Guard.UNANSWERED, Guard.IN_TIME, Guard.VALID)
COPIES: Final = (Guard.VALID, Guard.SET_UP, Guard.LISTED, Guard.ROOM)
NOTED: Final = (Guard.MAY_NOTE, Guard.VALID)
STAGES: Final = {
    Stand.ROBOT: Guard.TO_ROBOT,
    Stand.COLLECTING: Guard.TO_COLLECTING,
    Stand.ROUTING: Guard.TO_ROUTING,
}
BEGINS: Final = {Stand.ROUTING: (Then.ASK_SERVER,)}
"""What an early state begins with."""


def into(stand: Stand, *then: Then, when: Iterable[Guard] = ()) -> Row:
    """A row that changes the state, which everybody concerned is shown."""
    return Row(stand, (*then, Then.SHOW_SESSION), tuple(when))


_CLOSES: Final = (into(Stand.CLOSED, Then.LET_GO),)
REQUEUES: Final = into(Stand.QUEUED, Then.LET_GO, Then.JOIN_LINE, when=QUEUE)


def answered(stand: Stand) -> Row:
    """A card is answered; a rating also where the session is over (V5)."""
    return into(stand, Then.SHOW_MESSAGE, when=ANSWERED)


def led(*guards: Guard) -> tuple[Row, ...]:
    """Where the end of a flow leads (R10); it spoke before."""
    last = Then.SHOW_MESSAGE
    stages = {to: guard for to, guard in STAGES.items() if to is not Stand.COLLECTING}
    return (
        *(
            into(to, last, *BEGINS.get(to, ()), when=(*guards, guard))
            for to, guard in stages.items()
        ),
        into(Stand.QUEUED, last, Then.JOIN_LINE, when=(*guards, Guard.TO_QUEUE)),
        into(Stand.MESSAGE_LEFT, last, when=(*guards, Guard.TO_MESSAGE)),
        into(Stand.CLOSED, last, when=(*guards, Guard.TO_END)),
    )


def everywhere(stand: Stand) -> Rows:
    """What people can do to an open session wherever it stands."""
    return {
        Trigger.LOOK: (Row(stand),),
        Trigger.VISITOR_POST: (Row(stand, (Then.SHOW_MESSAGE,)),),
        Trigger.RECALL: (Row(stand, (Then.SHOW_MESSAGE,), _RECALLED),),
        Trigger.ANNOTATE: (into(stand, when=NOTED),),
        Trigger.SELECT: (answered(stand),),
        Trigger.RATE_ANSWER: (into(stand, when=(Guard.POSTED,)),),
        Trigger.VISITOR_CLOSE: _CLOSES,
        Trigger.SUPERVISOR_CLOSE: _CLOSES,
        Trigger.PULL: (REQUEUES,),
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
        Trigger.COPY: (Row(stand, (), COPIES),),
    }


def _beside(stand: Stand, *guards: Guard) -> Row:
    return Row(stand, (Then.SHOW_ASIDE,), guards)


def moves(stand: Stand) -> Rows:
    """What robots and menus can do before there is a queue."""
    stages = tuple(
        into(to, *BEGINS.get(to, ()), when=(guard,))
        for to, guard in STAGES.items()
        if to is not stand
    )
    left = into(Stand.MESSAGE_LEFT, Then.LET_GO, when=(Guard.TO_MESSAGE,))
    return {Trigger.MOVE: (*stages, left, REQUEUES)}


def silence(stand: Stand, *last: Then) -> Rows:
    """S4."""
    current = (Guard.CURRENT,)
    return {
        Trigger.SILENCE: (into(Stand.CLOSED, *last, Then.LET_GO, when=current),),
        Trigger.WARN: (Row(stand, (Then.WARN_VISITOR,), current),),
    }


def talk(stand: Stand) -> Rows:
    """Before a human is looked for: the robot speaks, silence ends it."""
    said = Row(stand, (Then.SHOW_MESSAGE,))
    return {
        **everywhere(stand),
        **moves(stand),
        **silence(stand),
        Trigger.ROBOT_POST: (said,),
    }


def _human(stand: Stand) -> Rows:
    """On the way to a human, or with one: the visitor can end that (S3).

    Also by a word. Somebody wants to know whether the visitor is there.
    """
    shown = (into(stand),)
    robot = into(Stand.ROBOT, Then.LET_GO, when=(Guard.HAS_ROBOT,))
    word = (Guard.END_WORD,)
    last = (Then.SHOW_MESSAGE, Then.LET_GO)
    return {
        **everywhere(stand),
        Trigger.VISITOR_POST: (
            into(Stand.ROBOT, *last, when=(*word, Guard.HAS_ROBOT)),
            into(Stand.CLOSED, *last, when=word),
            Row(stand, (Then.SHOW_MESSAGE,)),
        ),
        Trigger.END_SERVICE: (robot, *_CLOSES),
        Trigger.UNREACHED: (into(Stand.CLOSED, Then.LET_GO, when=(Guard.CURRENT,)),),
        Trigger.VISITOR_COMES: shown,
        Trigger.VISITOR_GOES: shown,
    }


def waiting(stand: Stand) -> Rows:
    """On the way to a human: a visitor who is away too long gives up the place (Q6)."""
    gone = into(Stand.CLOSED, Then.LET_GO, when=(Guard.AWAY,))
    return {**_human(stand), Trigger.VISITOR_GONE: (gone,)}


def by_hand(trigger: Trigger) -> Rows:
    """Past the queue, to an agent who holds a slot for it."""
    who = (Guard.MEMBER,) if trigger is Trigger.PICK else ()
    guards = (*who, Guard.ANOTHER, Guard.HELD)
    return {trigger: (into(Stand.SERVING, Then.LET_GO, Then.SERVE, when=guards),)}


def served(stand: Stand) -> Rows:
    """While an agent serves, a transfer pending or not.

    The end of it may bring an invitation to rate it: a message.
    """
    ended = (Then.SHOW_MESSAGE, Then.LET_GO)
    robot = into(Stand.ROBOT, *ended, when=(Guard.HAS_ROBOT,))
    closes = (into(Stand.CLOSED, *ended),)
    invited = (Guard.MAY_INVITE, Guard.UNASKED)
    lost = into(Stand.QUEUED, Then.LET_GO, Then.JOIN_LINE)
    reminded = Row(stand, (Then.REMIND_AGENT,), (Guard.CURRENT,))
    said = (Then.SHOW_MESSAGE,)
    called = (Guard.VALID, Guard.ANOTHER, Guard.ABSENT, Guard.ROOM, Guard.THERE)
    joins = (Guard.MEMBER, Guard.ANOTHER, Guard.ABSENT, Guard.ROOM)
    return {
        **_human(stand),
        **by_hand(Trigger.ASSIGN),
        Trigger.CALL: (_beside(stand, *called),),
        Trigger.ANSWER_CALL: (_beside(stand, Guard.RINGS),),
        Trigger.CALL_OVER: (_beside(stand, Guard.CURRENT),),
        Trigger.SIDE_POST: (Row(stand, said, (Guard.YOURS, Guard.ROOM)),),
        Trigger.SIDE_RECALL: (Row(stand, said, (Guard.YOURS, *_RECALLED)),),
        Trigger.WHISPER: (_beside(stand, *joins),),
        Trigger.SPEAK: (_beside(stand, *joins),),
        Trigger.AGENT_POST: (Row(stand, (Then.SHOW_MESSAGE,)),),
        Trigger.INVITE: (into(stand, Then.SHOW_MESSAGE, when=invited),),
        Trigger.END_SERVICE: (robot, *closes),
        Trigger.VISITOR_CLOSE: closes,
        Trigger.AGENT_CLOSE: (into(Stand.CLOSED, *ended, when=(Guard.TAGGED,)),),
        Trigger.SUPERVISOR_CLOSE: closes,
        Trigger.OWNER_LOST: (lost,),
        Trigger.REMIND: (reminded,),
    }


def handed_over(stand: Stand) -> Rows:
    """While a transfer is pending: an agent who answers ends one by his silence."""
    by_word = into(
        Stand.SERVING, Then.SHOW_MESSAGE, Then.END_SEARCH, when=(Guard.OF_SILENCE,)
    )
    return {
        **served(stand),
        Trigger.AGENT_POST: (by_word, Row(stand, (Then.SHOW_MESSAGE,))),
        Trigger.CANCEL_TRANSFER: (into(Stand.SERVING, Then.END_SEARCH),),
    }


def taken(guards: tuple[Guard, ...], told: Then) -> tuple[Row, Row]:
    """Somebody takes a transfer: the old agent is told when silence was the cause."""
    by_silence = (*guards, Guard.OF_SILENCE)
    return (
        into(
            Stand.SERVING,
            Then.FREE_OWNER,
            told,
            Then.TELL_MOVED_ON,
            when=by_silence,
        ),
        into(Stand.SERVING, Then.FREE_OWNER, told, when=guards),
    )


def given_up(guards: tuple[Guard, ...], told: Then) -> tuple[Row, Row]:
    """A transfer comes to nothing: an agent who asked for it is told."""
    return (
        into(Stand.SERVING, Then.END_SEARCH, when=(*guards, Guard.OF_SILENCE)),
        into(Stand.SERVING, Then.END_SEARCH, told, when=guards),
    )
