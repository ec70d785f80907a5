"""PURE: who comes and goes beside visitor and agent (S10, S11)."""

from __future__ import annotations

from typing import Final, assert_never

from msgspec.structs import replace

from actors.copies.order import copy_row, is_address, is_listed
from actors.refusal import Refused
from actors.session.aside import (
    MAX_ASIDE_ACTS,
    MAX_GROUPS_KEPT,
    MAX_GUESTS,
    NOBODY_ASIDE,
    Aside,
    Guest,
    LeaveCause,
    Part,
    find_guest,
    next_room,
)
from actors.session.aside_events import (
    CopyAsked,
    CopyKind,
    GuestCalled,
    GuestJoined,
    GuestLeft,
)
from actors.session.aside_messages import (
    AnswerCall,
    AsideCommand,
    CallColleague,
    CallOver,
    GuestGone,
    JoinAside,
    LeaveAside,
    MentionColleague,
    SendCopy,
)
from actors.session.causes import Guard, Trigger
from actors.session.conclusion import conclude
from actors.session.effects import TellCourier, TellGuest
from actors.session.messages import MAX_NOTE_CHARS
from actors.session.reading import guests_of, owner_of
from actors.session.replies import Done
from actors.session.ruling import Case, SessionDecision, find, permit, refuse
from actors.session.side_talk import may_read
from actors.webhooks.payload import data_of
from runtime.decision import Decision
from runtime.outages import extended

_COLLEAGUES: Final = frozenset({Part.CALLED, Part.CONSULTED})
_SUPERVISORS: Final = frozenset({Part.WATCHING, Part.SPEAKING})


def decide(  # noqa: C901 - one row per command
    case: Case, command: AsideCommand
) -> SessionDecision:
    """What a command of this kind leads to."""
    match command:
        case CallColleague():
            return _call(case, command)
        case AnswerCall():
            return _answer(case, command)
        case JoinAside():
            return _join(case, command)
        case LeaveAside():
            return _leave(case, command)
        case MentionColleague():
            return _mention(case, command)
        case SendCopy():
            return _copy(case, command)
        case CallOver():
            return _call_over(case, command)
        case GuestGone():
            return _gone(case, command)
        case _:
            assert_never(command)


def _aside(case: Case) -> Aside:
    return case.state.aside or NOBODY_ASIDE


def _room_facts(aside: Aside, guest: Guest | None) -> set[Guard]:
    """Whether one more has room; who is there already takes none."""
    has_room = guest is not None or len(aside.guests) < MAX_GUESTS
    return {Guard.ROOM} if has_room and aside.acts < MAX_ASIDE_ACTS else set()


def _call(case: Case, command: CallColleague) -> SessionDecision:
    """A colleague is called: it rings at him, and the side room is there (S11)."""
    aside, sender = _aside(case), command.sender
    guest = find_guest(aside, command.agent)
    facts = _room_facts(aside, None)
    if len(command.note) <= MAX_NOTE_CHARS:
        facts.add(Guard.VALID)
    if command.agent != owner_of(case.state):
        facts.add(Guard.ANOTHER)
    if guest is None:
        facts.add(Guard.ABSENT)
    if command.is_there:
        facts.add(Guard.THERE)
    found = permit(case, sender, facts, Trigger.CALL)
    if isinstance(found, Refused):
        return refuse(found)
    event = GuestCalled(
        command.agent,
        command.agent_name,
        next_room(aside),
        case.now_ms + round(case.settings.call_seconds * 1000),
        command.note,
        sender.id,
        command.name,
    )
    return conclude(case, found.row, (event,), Done())


def _answer(case: Case, command: AnswerCall) -> SessionDecision:
    guest = find_guest(_aside(case), command.sender.id)
    facts: set[Guard] = set()
    if guest is not None and guest.part is Part.CALLED:
        since_ms, now_ms = guest.since_ms, case.now_ms
        until_ms = extended(guest.until_ms, since_ms, case.outages, now_ms)
        if now_ms < until_ms or not command.is_accepted:
            facts.add(Guard.RINGS)
    found = permit(case, command.sender, facts, Trigger.ANSWER_CALL)
    if isinstance(found, Refused):
        return refuse(found)
    assert guest is not None  # noqa: S101 - it rings at him
    event: GuestJoined | GuestLeft = GuestLeft(
        guest.agent, LeaveCause.DECLINED, guest.agent
    )
    if command.is_accepted:
        event = GuestJoined(
            guest.agent,
            guest.name,
            Part.CONSULTED,
            guest.room,
            guest.note,
            guest.by,
            guest.by_name,
        )
    return conclude(case, found.row, (event,), Done())


def _call_over(case: Case, over: CallOver) -> SessionDecision:
    guest = find_guest(_aside(case), over.agent)
    is_same = guest is not None and guest.since_ms == over.since_ms
    is_ringing = guest is not None and guest.part is Part.CALLED
    facts = {Guard.CURRENT} if is_same and is_ringing else set()
    row = find(case, Trigger.CALL_OVER, facts)
    if isinstance(row, Refused):
        return Decision()
    event = GuestLeft(over.agent, LeaveCause.EXPIRED)
    return conclude(case, row, (event,))


_JOINS: Final = {False: Trigger.WATCH, True: Trigger.WHISPER}


def _join(case: Case, command: JoinAside) -> SessionDecision:
    """A supervisor comes, or becomes something else; his side room stays his."""
    aside, sender = _aside(case), command.sender
    guest = find_guest(aside, sender.id)
    facts = _room_facts(aside, guest)
    if sender.id != owner_of(case.state):
        facts.add(Guard.ANOTHER)
    if guest is None or guest.part in _SUPERVISORS:
        facts.add(Guard.ABSENT)
    if case.state.group in sender.supervises:
        facts.add(Guard.MEMBER)
    speaks = command.part is Part.SPEAKING
    trigger = Trigger.SPEAK if speaks else _JOINS[command.whispers]
    found = permit(case, sender, facts, trigger)
    if isinstance(found, Refused):
        return refuse(found)
    room = guest.room if guest is not None else ""
    if command.whispers and not room:
        room = next_room(aside)
    is_hidden = command.is_hidden or not case.settings.shows_watchers
    others = [each for each in sender.supervises if each != case.state.group]
    event = GuestJoined(
        sender.id,
        command.name,
        Part.SPEAKING if speaks else Part.WATCHING,
        room,
        "",
        "",
        "",
        (case.state.group, *others[: MAX_GROUPS_KEPT - 1]),
        is_hidden and not speaks and not room,
    )
    return conclude(case, found.row, (event,), Done())


def _leave(case: Case, command: LeaveAside) -> SessionDecision:
    """One leaves by oneself; who serves sends colleagues away, not supervisors."""
    sender = command.sender
    agent = command.agent or sender.id
    guest, facts = find_guest(_aside(case), agent), set[Guard]()
    is_own = agent == sender.id
    is_host = sender.id == owner_of(case.state)
    if guest is not None and (is_own or (is_host and guest.part in _COLLEAGUES)):
        facts.add(Guard.INSIDE)
    found = permit(case, sender, facts, Trigger.LEAVE)
    if isinstance(found, Refused):
        return refuse(found)
    cause = LeaveCause.LEFT if is_own else LeaveCause.SENT_AWAY
    event = GuestLeft(agent, cause, sender.id)
    return conclude(case, found.row, (event,), Done())


def _gone(case: Case, gone: GuestGone) -> SessionDecision:
    """Who is no guest, as far as is known here, is told so again."""
    guest = find_guest(_aside(case), gone.agent)
    if gone.agent not in guests_of(case.state):
        return Decision(effects=(TellGuest(gone.agent, is_in=False),))
    facts, cause = set[Guard](), LeaveCause.LOST
    if guest is not None and gone.groups is None:
        facts.add(Guard.CURRENT)
    elif guest is not None and guest.part in _SUPERVISORS:
        cause = LeaveCause.NOT_ALLOWED
        if case.state.group not in (gone.groups or ()):
            facts.add(Guard.CURRENT)
    row = find(case, Trigger.GUEST_LOST, facts)
    if isinstance(row, Refused):
        return Decision()
    return conclude(case, row, (GuestLeft(gone.agent, cause),))


def _mention(case: Case, command: MentionColleague) -> SessionDecision:
    """The colleague may read what is told him of; who takes part needs no telling."""
    aside, sender, agent = _aside(case), command.sender, command.agent
    mentioned = find_guest(aside, agent, is_mention=True)
    facts = _room_facts(aside, mentioned)
    if 0 < len(command.text) <= MAX_NOTE_CHARS:
        facts.add(Guard.VALID)
    if agent not in {sender.id, owner_of(case.state)}:
        facts.add(Guard.ANOTHER)
    if find_guest(aside, agent) is None:
        facts.add(Guard.ABSENT)
    if may_read(case, sender, command.room):
        facts.add(Guard.YOURS)
    found = permit(case, sender, facts, Trigger.MENTION)
    if isinstance(found, Refused):
        return refuse(found)
    event = GuestJoined(
        agent,
        command.agent_name,
        Part.MENTIONED,
        command.room,
        command.text,
        sender.id,
        command.name,
    )
    return conclude(case, found.row, (event,), Done())


def _copy(case: Case, command: SendCopy) -> SessionDecision:
    """The event and the order to send go in one commit."""
    facts: set[Guard] = set()
    if _aside(case).acts < MAX_ASIDE_ACTS:
        facts.add(Guard.ROOM)
    is_short = len(command.note) <= MAX_NOTE_CHARS
    kind, address, places = command.kind, command.address, case.copy_places
    if is_short and is_address(kind, address):
        facts.add(Guard.VALID)
    if kind is CopyKind.WEBHOOK or places.has_mail:
        facts.add(Guard.SET_UP)
    listed = case.settings.copy_to
    if (
        address in places.urls
        if kind is CopyKind.WEBHOOK
        else is_listed(listed, address)
    ):
        facts.add(Guard.LISTED)
    found = permit(case, command.sender, facts, Trigger.COPY)
    if isinstance(found, Refused):
        return refuse(found)
    event = CopyAsked(
        kind,
        address,
        command.note,
        case.state.last_number,
        command.sender.id,
        command.name,
    )
    about = data_of(case.session, case.state)
    row = copy_row(about, event, command.language, case.now_ms)
    decision = conclude(case, found.row, (event,), Done())
    return replace(
        decision,
        outbox=(*decision.outbox, row),
        effects=(*decision.effects, TellCourier()),
    )
