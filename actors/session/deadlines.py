"""PURE: the timers that a session's state calls for, and its row in the index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from actors.assignment.standing import Standing, encode_standing
from actors.ids import (
    AgentId,
    GroupId,
    agent_entity,
    follow_up_place,
    group_entity,
    left_place,
)
from actors.rules.settings import ServiceSettings
from actors.session.aside import Aside, Part
from actors.session.aside_messages import CallOver
from actors.session.due import (
    AgentSilent,
    AwaitOver,
    DirectionOver,
    NamedOver,
    OfferOver,
    RemindAgent,
    RobotOver,
    SilenceOver,
    TransferOver,
    VisitorGone,
    WarnVisitor,
)
from actors.session.followed import Followed, encode_followed
from actors.session.left import Left, encode_left
from actors.session.messages import (
    SessionCommand,
)
from actors.session.reading import (
    OVER,
    TALKING,
    WAITING,
    is_in_line,
    line_group,
    owner_of,
    service_of,
    silence_began_ms,
    standing_of,
)
from actors.session.robot_side import Turn
from actors.session.state import FollowUp, Offer, SessionState
from actors.session.terms import SessionPhase
from runtime.decision import Deadline
from runtime.journal import NEW_TICKET, IndexRow, Outage
from runtime.outages import extended

SessionDeadline = Deadline[SessionCommand]

ASKER_SECONDS: Final = 1.0
"""Left to who asks the business server to say why there is no answer."""
_NAMES: Final = {phase: phase.value for phase in SessionPhase}
"""A look at a member's value costs two calls."""


def deadlines(
    state: SessionState, settings: ServiceSettings
) -> tuple[SessionDeadline, ...]:
    """All of them, in no order."""
    found: list[SessionDeadline] = []
    quiet = state.quiet
    if state.offer is not None or state.transfer is not None:
        found += _of_offers(state, settings)
    if quiet.visitor_ms or state.away_since_ms or state.awaited_ms:
        found += _of_visitor(state, settings)
    if quiet.agent_ms:
        found += _of_agent(state, settings)
    if state.routing_ms or state.line.only_until_ms:
        found += _of_direction(state, settings)
    for turn in state.robot.open:
        over = RobotOver(turn.number)
        key = f"robot {turn.number}"
        found.append(_after(key, turn.since_ms, settings.robot_seconds, over))
    if state.aside is not None:
        found += _of_calls(state.aside)
    return tuple(found)


def is_transfer_over(
    state: SessionState,
    now_ms: int,
    settings: ServiceSettings,
    outages: Sequence[Outage],
) -> bool:
    """Whether a transfer has had its time, so that nobody else is tried (Q10)."""
    return 0 < transfer_until_ms(state, settings, outages, now_ms) <= now_ms


def transfer_until_ms(
    state: SessionState,
    settings: ServiceSettings,
    outages: Sequence[Outage],
    now_ms: int,
) -> int:
    """How long a transfer looks for somebody, wall time; 0: none is pending, or no end.

    One that rings at this time rings on to the end of its offer (Q10).
    """
    transfer, seconds = state.transfer, settings.transfer_seconds
    if transfer is None or not seconds:
        return 0
    since_ms = transfer.since_ms
    return extended(since_ms + round(seconds * 1000), since_ms, outages, now_ms)


def asking_until_ms(
    state: SessionState,
    settings: ServiceSettings,
    outages: Sequence[Outage],
    now_ms: int,
) -> int:
    """How long the business server is asked for one in `routing`, wall time (Q9)."""
    since_ms = state.routing_ms
    until_ms = since_ms + round(settings.routing_seconds * 1000)
    return extended(until_ms, since_ms, outages, now_ms)


def robot_until_ms(
    turn: Turn, settings: ServiceSettings, outages: Sequence[Outage], now_ms: int
) -> int:
    """How long the robot is waited for in a turn, wall time (R5)."""
    until_ms = turn.since_ms + round(settings.robot_seconds * 1000)
    return extended(until_ms, turn.since_ms, outages, now_ms)


def shown_offer(
    offer: Offer | None, outages: Sequence[Outage], now_ms: int
) -> Offer | None:
    """An offer as people see it: it rings on with the time it had left (S7)."""
    if offer is None or not offer.expires_ms or not outages:
        return offer
    expires_ms = extended(offer.expires_ms, offer.since_ms, outages, now_ms)
    return replace(offer, expires_ms=expires_ms)


def _after(
    key: str, since_ms: int, seconds: float, command: SessionCommand
) -> SessionDeadline:
    return Deadline(key, since_ms, since_ms + round(seconds * 1000), command)


def _of_offers(
    state: SessionState, settings: ServiceSettings
) -> Iterator[SessionDeadline]:
    """While a transfer rings the ringing decides, also past the transfer's own time."""
    offer, transfer = state.offer, state.transfer
    if offer is not None:
        if offer.expires_ms:
            over = OfferOver(offer.offer)
            yield Deadline("offer", offer.since_ms, offer.expires_ms, over)
    elif transfer is not None and settings.transfer_seconds:
        ended = TransferOver(transfer.since_ms)
        yield _after("transfer", transfer.since_ms, settings.transfer_seconds, ended)


def _of_visitor(
    state: SessionState, settings: ServiceSettings
) -> Iterator[SessionDeadline]:
    """S4, Q6, S9. Nobody is silent while another agent is looked for, or awaited."""
    if state.awaited_ms:
        if settings.await_seconds:
            over = AwaitOver(state.awaited_ms)
            yield _after("awaited", state.awaited_ms, settings.await_seconds, over)
        return
    since_ms = state.quiet.visitor_ms
    seconds = settings.visitor_silence_seconds
    if state.phase in TALKING:
        seconds = settings.robot_silence_seconds
    if since_ms and seconds and state.transfer is None:
        yield _after("silence", since_ms, seconds, SilenceOver(since_ms))
        warning = seconds - settings.visitor_warning_seconds
        is_warned = state.quiet.warned_ms == since_ms
        if 0 < warning < seconds and not is_warned:
            yield _after("warning", since_ms, warning, WarnVisitor(since_ms))
    away_ms, grace = state.away_since_ms, settings.visitor_grace_seconds
    if away_ms and grace and state.phase in WAITING:
        yield _after("visitor", away_ms, grace, VisitorGone(away_ms))


def _of_agent(
    state: SessionState, settings: ServiceSettings
) -> Iterator[SessionDeadline]:
    """S5; while another agent is looked for already, a reminder is all."""
    since_ms = state.quiet.agent_ms
    if not owner_of(state):
        return
    if settings.agent_reminder_seconds and state.quiet.reminded_ms != since_ms:
        seconds = settings.agent_reminder_seconds
        yield _after("reminder", since_ms, seconds, RemindAgent(since_ms))
    if settings.agent_silence_seconds and state.transfer is None:
        began_ms = silence_began_ms(state)
        silent = AgentSilent(began_ms)
        yield _after("agent", began_ms, settings.agent_silence_seconds, silent)


def _of_direction(
    state: SessionState, settings: ServiceSettings
) -> Iterator[SessionDeadline]:
    """Q9. Who asks the business server is to give up before the session does."""
    since_ms, until_ms = state.routing_ms, state.line.only_until_ms
    if state.phase is SessionPhase.ROUTING:
        seconds = settings.routing_seconds + ASKER_SECONDS
        yield _after("routing", since_ms, seconds, DirectionOver(since_ms))
    elif state.phase is SessionPhase.QUEUED and until_ms:
        named = NamedOver(until_ms)
        yield Deadline("named", state.line.since_ms, until_ms, named)


def _of_calls(aside: Aside) -> Iterator[SessionDeadline]:
    for each in aside.guests:
        if each.part is Part.CALLED:
            over = CallOver(each.agent, each.since_ms)
            yield Deadline(f"call {each.agent}", each.since_ms, each.until_ms, over)


def index_row(state: SessionState, due: Sequence[SessionDeadline]) -> IndexRow:
    """What a start must know of the session without reading it; `due`: its deadlines.

    A session in line, also one that is served meanwhile, is found at its group, with
    its standing; one that rings, at the agent it rings at; one that is served, at its
    agent. Of one that is served the detail tells by whom, and how that goes: it changes
    when it becomes the other side's turn, not with each message. One that has ended and
    is to be followed up stays in the index, at the place of who noted that (S8).
    """
    if state.phase is SessionPhase.CLOSED and state.follow_up is not None:
        return _to_follow_up(state, state.follow_up)
    place, ticket, detail = "", None, b""
    owner = owner_of(state)
    if is_in_line(state):
        place = group_entity(line_group(state))
        ticket = None if state.line.keeps_ticket else NEW_TICKET
        detail = encode_standing(standing_of(state))
    elif state.offer is not None:
        place = agent_entity(AgentId(state.offer.agent))
    elif owner:
        place = agent_entity(AgentId(owner))
    elif state.phase is SessionPhase.MESSAGE_LEFT:
        place, detail = left_place(GroupId(state.group)), _left(state)
    if owner and not detail:
        detail = encode_standing(
            Standing(
                state.line.since_ms,
                owner=owner,
                nickname=state.nickname,
                channel=state.channel,
                service=service_of(state),
            )
        )
    first = min(due, key=lambda each: each.due_ms) if due else None
    return IndexRow(
        is_open=state.phase not in OVER,
        state=_NAMES[state.phase],
        place=place,
        ticket=ticket,
        due_ms=first.due_ms if first else None,
        armed_ms=first.armed_ms if first else None,
        detail=detail,
    )


def _left(state: SessionState) -> bytes:
    """What the service says itself is nothing that a visitor left."""
    since_ms = state.quiet.agent_ms
    left = Left(
        state.visitor,
        state.nickname,
        state.channel,
        since_ms,
        state.contact,
        state.last_number if since_ms else 0,
    )
    return encode_left(left)


def _to_follow_up(state: SessionState, follow_up: FollowUp) -> IndexRow:
    followed = Followed(
        state.visitor,
        state.nickname,
        state.channel,
        follow_up.text,
        follow_up.since_ms,
        follow_up.due_ms,
    )
    return IndexRow(
        is_open=True,
        state=_NAMES[state.phase],
        place=follow_up_place(AgentId(follow_up.by)),
        detail=encode_followed(followed),
    )
