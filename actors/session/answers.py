"""PURE: the visitor answers a card: the flow's question, or an invitation (V3, V5)."""

from __future__ import annotations

from actors.cards.judging import judge
from actors.refusal import Refused, Rule
from actors.session import guide, ratings, robot_talk
from actors.session.causes import Guard, Trigger
from actors.session.conclusion import conclude
from actors.session.messages import SelectOption
from actors.session.replies import Done
from actors.session.robot_side import menu_of
from actors.session.ruling import Case, SessionDecision, permit, refuse
from actors.session.terms import SessionPhase

_ANSWERABLE = frozenset({Guard.POSTED, Guard.UNANSWERED, Guard.IN_TIME, Guard.VALID})
"""What holds of a card that is answered."""


def answer(case: Case, command: SelectOption) -> SessionDecision:
    """Once, in time, with what fits; all else is refused and changes nothing."""
    invitation, guided = ratings.waiting(case), case.state.guided
    number, card = command.number, guide.asked(case)
    menu = menu_of(case.state.robot, number)
    if invitation is not None and invitation.number == number:
        choice = judge(invitation.card, command.answer)
    elif guided is not None and guided.asked == number and card is not None:
        choice = judge(card, command.answer)
    elif menu is not None and case.state.phase is SessionPhase.ROBOT:
        choice = judge(menu, command.answer)
    else:
        return _refuse(case, command)
    if isinstance(choice, Refused):
        return _refuse(case, command, choice)
    facts, following = _ANSWERABLE, case.state.last_number + 1
    if invitation is not None and invitation.number == number:
        events = ratings.rated(case, command, choice)
    elif menu is not None:
        turn = robot_talk.choose(case, command, choice)
        facts, events = facts | turn.facts, turn.events
    else:
        assert guided is not None  # noqa: S101 - its question was answered
        reply = guide.chose(command.sender, command.name, choice, following)
        guidance = guide.hear(case, guided, reply)
        facts, events = facts | guidance.facts, guidance.events
    found = permit(case, command.sender, facts, Trigger.SELECT)
    if isinstance(found, Refused):
        return refuse(found)
    return conclude(case, found.row, events, Done())


def _refuse(
    case: Case, command: SelectOption, why: Refused | None = None
) -> SessionDecision:
    """Why a card is not answered: not there, answered, too late, or as `why` says."""
    cards = {each.number: each.is_answered for each in case.state.cards}
    facts: set[Guard] = set()
    if command.number in cards:
        facts.add(Guard.POSTED)
        if not cards[command.number]:
            facts.add(Guard.UNANSWERED)
    if why is not None:
        facts.add(Guard.IN_TIME)
    found = permit(case, command.sender, facts, Trigger.SELECT)
    assert isinstance(found, Refused)  # noqa: S101 - no row without all of the guards
    return refuse(why if why is not None and found.rule is Rule.BAD_VALUE else found)
