"""PURE: what a session's state means: where it stands, its line, who is who."""

from __future__ import annotations

from typing import Final, assert_never

from actors.assignment.standing import Service, Standing
from actors.ids import AgentId, GroupId, VisitorId, agent_entity, visitor_resource
from actors.session.aside import Part
from actors.session.causes import Guard, Party, Stand
from actors.session.events import TransferCause
from actors.session.room_rights import Company
from actors.session.state import SessionState
from actors.session.terms import Note, Role, Sender, SessionPhase
from runtime.journal import Claim

WAITING: Final = frozenset(
    {SessionPhase.ROUTING, SessionPhase.QUEUED, SessionPhase.OFFERED}
)
"""On the way to a human: a visitor who stays away gives that up (Q6)."""
WATCHED: Final = WAITING | {SessionPhase.SERVING}
"""Where it is recorded whether the visitor is there."""
TALKING: Final = frozenset({SessionPhase.ROBOT, SessionPhase.COLLECTING})
"""Where anybody's silence ends the session (S4)."""
OVER: Final = frozenset({SessionPhase.NEW, SessionPhase.CLOSED})
"""Before the first event and after the last: nothing is going on."""

_PARTIES: Final = {
    Part.CALLED: Party.INVITED,
    Part.CONSULTED: Party.GUEST,
    Part.WATCHING: Party.GUEST,
    Part.SPEAKING: Party.SPEAKER,
    Part.MENTIONED: Party.MENTIONED,
}

_STANDS: Final = {
    phase: Stand(phase.value)
    for phase in SessionPhase
    if phase is not SessionPhase.SERVING
}


def stand_of(state: SessionState) -> Stand:
    """Where the session stands in the table."""
    if state.phase is not SessionPhase.SERVING:
        return _STANDS[state.phase]
    if state.transfer is None:
        return Stand.SERVING
    return Stand.TRANSFERRING if state.offer is None else Stand.TRANSFER_RINGING


def is_in_line(state: SessionState) -> bool:
    """True while a group may bind it: queued, or served with a transfer pending."""
    if state.phase is SessionPhase.SERVING:
        return state.transfer is not None and state.offer is None
    return state.phase is SessionPhase.QUEUED


def line_group(state: SessionState) -> GroupId:
    """The group in whose line it waits, or would wait again."""
    return GroupId(state.transfer.group if state.transfer else state.group)


def line_group_name(state: SessionState) -> str:
    """That group's name, as far as it was told."""
    return state.transfer.group_name if state.transfer else state.group_name


def standing_of(state: SessionState) -> Standing:
    """How it stands in that line.

    The one who gives the session away does not get it.
    """
    line, owner = state.line, owner_of(state)
    skill, level = asked_skill(state)
    return Standing(
        since_ms=line.since_ms,
        queue_class=line.queue_class,
        priority=line.priority,
        only=line.only,
        never=owner if state.transfer else "",
        silent=line.silent,
        again_ms=line.again_ms,
        prefer=line.prefer,
        skill=skill,
        level=level,
        owner=owner,
        nickname=state.nickname,
        channel=state.channel,
        service=service_of(state),
    )


def asked_skill(state: SessionState) -> tuple[str, int]:
    """The skill that an agent must have, "" = none, and its level.

    Whom a transfer names need not have what was asked for.
    """
    is_named = state.transfer is not None and bool(state.transfer.agent)
    return ("", 0) if is_named else (state.line.skill, state.line.level)


def service_of(state: SessionState) -> Service | None:
    """How it is served; None: nobody serves it."""
    if state.phase is not SessionPhase.SERVING:
        return None
    return Service(
        line_group(state),
        state.agent_name,
        state.served_ms,
        state.turn_ms,
        is_unanswered=state.quiet.agent_ms > 0,
    )


def owner_of(state: SessionState) -> str:
    """The agent who serves now, or ""."""
    return state.agent if state.phase is SessionPhase.SERVING else ""


def held_by(state: SessionState) -> frozenset[Claim]:
    """What the session holds: the visitor's place, and slots of agents."""
    if state.phase in OVER:
        return frozenset()
    resource = visitor_resource(VisitorId(state.visitor), state.channel)
    held = {Claim(resource)}
    if state.phase is SessionPhase.SERVING:
        held.add(Claim(agent_entity(AgentId(state.agent)), state.slot))
    if state.offer is not None:
        ringing = agent_entity(AgentId(state.offer.agent))
        held.add(Claim(ringing, state.offer.slot))
    return frozenset(held)


def parties_of(state: SessionState, sender: Sender) -> frozenset[Party]:
    """What the sender is to the session; nothing, when he has no part in it."""
    match sender.role:
        case Role.VISITOR:
            is_own = bool(sender.id) and sender.id == state.visitor
            return frozenset({Party.VISITOR} if is_own else ())
        case Role.ROBOT:
            return frozenset({Party.ROBOT})
        case Role.SYSTEM:
            return frozenset({Party.SYSTEM})
        case Role.AGENT:
            return _parties_of_agent(state, sender)
        case _:
            assert_never(sender.role)


def _parties_of_agent(state: SessionState, sender: Sender) -> frozenset[Party]:
    found = {Party.AGENT}
    if sender.id and sender.id == state.agent:
        found.add(Party.OWNER)
    if state.offer is not None and sender.id == state.offer.agent:
        found.add(Party.CALLED)
    if {state.group, line_group(state)}.intersection(sender.supervises):
        found.add(Party.SUPERVISOR)
    if state.aside is not None:
        found.update(
            _PARTIES[each.part]
            for each in state.aside.guests
            if each.agent == sender.id
        )
    return frozenset(found)


def note_of(state: SessionState, note: Note) -> str:
    """What was noted last of a kind; "": nothing."""
    return next((value for kind, value in state.notes if kind is note), "")


def company_of(state: SessionState, *, is_late: bool = False) -> Company:
    """Who is in the session, as far as rights depend on it; see `mention_is_over`."""
    return Company(
        state.visitor,
        state.agent,
        state.offer.agent if state.offer else "",
        frozenset({state.group, line_group(state)}),
        state.aside,
        is_late=is_late,
    )


def silence_began_ms(state: SessionState) -> int:
    """From when the agent's silence counts towards another agent (S5); 0 = not."""
    quiet = state.quiet
    return max(quiet.agent_ms, quiet.tried_ms) if quiet.agent_ms else 0


def silence_fact(state: SessionState) -> set[Guard]:
    """The guard that tells a transfer by an agent's silence from his own."""
    transfer = state.transfer
    is_own = transfer is None or transfer.cause is not TransferCause.SILENCE
    return set() if is_own else {Guard.OF_SILENCE}


def guests_of(state: SessionState) -> frozenset[str]:
    """The agents who are guests; of what is over nobody is."""
    if state.aside is None or state.phase is SessionPhase.CLOSED:
        return frozenset()
    return frozenset(each.agent for each in state.aside.guests)
