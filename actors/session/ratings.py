"""PURE: the visitor is asked to rate human service, and does (V5).

One invitation waits at a time, and is answered once. It outlives the session: until it
expires it can be answered. The rating is noted, so that records find it.
"""

from __future__ import annotations

from actors.cards.card import Choice, Outcome, TextCard
from actors.refusal import Refused
from actors.session.causes import Guard, Trigger
from actors.session.conclusion import conclude
from actors.session.events import (
    Annotated,
    CardPosted,
    SelectionMade,
    SessionEvent,
)
from actors.session.messages import InviteRating, SelectOption
from actors.session.reading import owner_of
from actors.session.replies import Done
from actors.session.ruling import Case, SessionDecision, permit, refuse
from actors.session.state import Invitation
from actors.session.terms import VISITOR_ROOM, Note, Role, Sender
from runtime.outages import extended


def waiting(case: Case) -> Invitation | None:
    """The invitation that can still be answered."""
    invitation = case.state.invitation
    if invitation is None or invitation.is_answered:
        return None
    since_ms, expires_ms = invitation.since_ms, invitation.card.expires_ms
    due_ms = extended(expires_ms, since_ms, case.outages, case.now_ms)
    return invitation if case.now_ms <= due_ms else None


def open_number(case: Case) -> int:
    """The number of that invitation; 0: there is none."""
    invitation = waiting(case)
    return 0 if invitation is None else invitation.number


def may_ask(case: Case, role: Role) -> bool:
    """Whether the serving agent, or the visitor, may have an invitation sent now."""
    is_served = bool(owner_of(case.state))
    return _lets(case, role) and is_served and waiting(case) is None


def _lets(case: Case, role: Role) -> bool:
    """Whether the rule lets who serves, or the visitor, ask for a rating at all."""
    rule = case.rating
    allowed = rule.visitor_pulls if role is Role.VISITOR else rule.agent_invites
    return rule.is_on and allowed


def at_end(case: Case, number: int) -> tuple[SessionEvent, ...]:
    """What human service ends with: an invitation, if the rule sends one.

    Not where nobody served, where one waits already, or was answered for this agent.

    Args:
        case: what it is made from.
        number: of the next message.
    """
    rule, state, last = case.rating, case.state, case.state.invitation
    owner = owner_of(state)
    is_rated = last is not None and last.is_answered and last.agent == owner
    if not (rule.is_on and rule.on_close and owner) or is_rated or waiting(case):
        return ()
    return (_invitation(case, number, ""),)


def _invitation(case: Case, number: int, by: str) -> CardPosted:
    """Its id is of the session, which nobody guesses."""
    name = f"{case.session}-{number}"
    card = case.rating.card(name, case.now_ms, case.state.language)
    return CardPosted(number, VISITOR_ROOM, Role.SYSTEM, "", "", card, by)


def invite(case: Case, command: InviteRating) -> SessionDecision:
    """The serving agent, or the visitor himself, wants a rating."""
    sender = command.sender
    facts = {Guard.MAY_INVITE} if _lets(case, sender.role) else set()
    if waiting(case) is None:
        facts.add(Guard.UNASKED)
    found = permit(case, sender, facts, Trigger.INVITE)
    if isinstance(found, Refused):
        return refuse(found)
    number = case.state.last_number + 1
    return conclude(case, found.row, (_invitation(case, number, sender.id),), Done())


def rated(
    case: Case, command: SelectOption, choice: Choice
) -> tuple[SessionEvent, ...]:
    """The visitor rates: a message, a note, and thanks."""
    made = SelectionMade(
        case.state.last_number + 1,
        VISITOR_ROOM,
        command.sender.role,
        command.sender.id,
        command.name,
        command.number,
        choice,
    )
    return (made, *_noted(choice, command.sender), *_thanked(case, made.number + 1))


def _noted(choice: Choice, sender: Sender) -> tuple[SessionEvent, ...]:
    """The rating as a note, and the outcome if the visitor says it."""
    level = choice.option.id if choice.option else ""
    rated = Annotated(Note.RATING, level, sender.id)
    if choice.outcome is Outcome.NONE:
        return (rated,)
    return rated, Annotated(Note.OUTCOME, choice.outcome.value, sender.id)


def _thanked(case: Case, number: int) -> tuple[SessionEvent, ...]:
    text = case.rating.thanks.to(case.state.language)
    if not text:
        return ()
    card = TextCard(text)
    return (CardPosted(number, VISITOR_ROOM, Role.SYSTEM, "", "", card),)
