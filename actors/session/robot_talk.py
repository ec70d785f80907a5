"""PURE: the robot's part in a session: asked, answering, rated, handing over.

The visitor's message and the question are one commit; so are the reply, what it counts
for, and the way to a human where a condition holds (R5, R6). A reply that nobody waits
for any more is of the past, and nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, assert_never

from msgspec.structs import replace

from actors.assignment.standing import QueueClass
from actors.cards.card import (
    MAX_OPTION_CHARS,
    Card,
    Choice,
    MenuCard,
    Option,
    Purpose,
    TextCard,
)
from actors.language import language_of
from actors.refusal import Refused
from actors.robot.answer import (
    Clarify,
    Direct,
    Failed,
    Greeting,
    Reply,
    SmallTalk,
    Suggestion,
    Unknown,
)
from actors.rules.prompts import USUAL, Moment
from actors.rules.robot_settings import Fallback
from actors.session.bounds import MAX_MESSAGES
from actors.session.causes import Guard, Trigger
from actors.session.conclusion import conclude
from actors.session.due import RobotOver
from actors.session.effects import ShowMessage
from actors.session.events import (
    CardPosted,
    QueueCause,
    SelectionMade,
    SessionEvent,
    SessionQueued,
)
from actors.session.fold import apply
from actors.session.guide import Guidance
from actors.session.messages import SelectOption
from actors.session.replies import Done
from actors.session.robot_events import (
    AnswerRated,
    Condition,
    HandedOver,
    RobotAnswered,
    RobotAsked,
    Verdict,
)
from actors.session.robot_messages import AskHuman, RateAnswer, RobotReplied
from actors.session.robot_side import said_of, turn_of
from actors.session.robot_words import wants_human
from actors.session.ruling import NOTHING, Case, SessionDecision, find, permit, refuse
from actors.session.saying import ROBOT_SPEAKER
from actors.session.state import SessionState
from actors.session.terms import VISITOR_ROOM, Role, SessionPhase
from runtime.decision import Decision

MAX_ASKED_CHARS: Final = 500
"""Of a question, as far as the robot reads it: the rest is rarely the question."""
_LATE: Final = "expected a reply of the robot in time"


def hear(case: Case, text: str, number: int) -> Guidance:
    """The visitor wrote message `number`; "" is what has no words.

    What is said so that the robot cannot answer it, or does not, is answered at once.
    """
    settings = case.settings
    if wants_human(text, settings.transfer_words) and may_hand_over(case):
        return _handed(case.state, Condition.WORD)
    if not settings.robot_enabled:
        if may_hand_over(case):
            return _handed(case.state, Condition.OFF)
        return _outcome(case, number, Failed("the robot is off"))
    if not text:
        return _outcome(case, number, Unknown())
    asked = RobotAsked(number, text[:MAX_ASKED_CHARS])
    return Guidance(frozenset({Guard.ASKS}), (asked,))


def choose(case: Case, command: SelectOption, choice: Choice) -> Guidance:
    """The visitor chose one of the questions of a card: that one is asked."""
    number, option = case.state.last_number + 1, choice.option
    assert option is not None  # noqa: S101 - a menu was judged
    sender = command.sender
    made = SelectionMade(
        number,
        VISITOR_ROOM,
        sender.role,
        sender.id,
        command.name,
        command.number,
        choice,
    )
    asked = RobotAsked(number, option.text, option.id)
    return Guidance(frozenset({Guard.ASKS}), (made, asked))


def replied(case: Case, command: RobotReplied) -> SessionDecision:
    """The robot has answered a question that waits for it, or has not."""
    return _go(case, Trigger.ROBOT_REPLIED, command.turn, command.reply)


def over(case: Case, command: RobotOver) -> SessionDecision:
    """It has not said anything in time."""
    return _go(case, Trigger.ROBOT_OVER, command.turn, Failed(_LATE))


def _go(case: Case, trigger: Trigger, number: int, reply: Reply) -> SessionDecision:
    if turn_of(case.state.robot, number) is None:
        return NOTHING
    outcome = _outcome(case, number, reply)
    row = find(case, trigger, outcome.facts | {Guard.CURRENT})
    assert not isinstance(row, Refused)  # noqa: S101 - questions wait in `robot` alone
    return conclude(case, row, outcome.events)


def ask_human(case: Case, command: AskHuman) -> SessionDecision:
    """The visitor wants a human, by a button (R6)."""
    facts = {Guard.HAS_HUMANS} if may_hand_over(case) else set()
    found = permit(case, command.sender, facts, Trigger.ASK_HUMAN)
    if isinstance(found, Refused):
        return refuse(found)
    events = _handed(case.state, Condition.BUTTON).events
    return conclude(case, found.row, events, Done())


def rate(case: Case, command: RateAnswer) -> SessionDecision:
    """The visitor finds an answer helpful or not; he may change his mind (R7)."""
    state, sender = case.state, command.sender
    said = said_of(state.robot, command.number)
    facts = {Guard.POSTED} if said is not None else set()
    is_new = said is not None and said.is_helpful is not command.is_helpful
    leads = is_new and not command.is_helpful and case.settings.unhelpful_transfers
    if leads and state.phase is SessionPhase.ROBOT and may_hand_over(case):
        facts.add(Guard.TO_QUEUE)
    found = permit(case, sender, facts, Trigger.RATE_ANSWER)
    if isinstance(found, Refused):
        return refuse(found)
    if said is None or not is_new:
        return Decision(answer=Done())
    rated = AnswerRated(command.number, said.entry, command.is_helpful, sender.id)
    events: tuple[SessionEvent, ...] = (rated,)
    if Guard.TO_QUEUE in facts:
        events += _handed(state, Condition.UNHELPFUL).events
    return conclude(case, found.row, events, Done())


def greeted(case: Case, decision: SessionDecision) -> SessionDecision:
    """The decision with the welcome card, where the session first comes to the robot.

    Shown first: who follows a session hears nothing more once it was shown as closed.
    """
    after = decision.after
    if after is None or after.phase is not SessionPhase.ROBOT or after.robot.is_greeted:
        return decision
    greeting = case.greeting(after.channel) if case.settings.robot_enabled else None
    if greeting is None or after.last_number >= MAX_MESSAGES:
        return decision
    posted = _posted(after.last_number + 1, _welcome(greeting))
    return replace(
        decision,
        events=(*decision.events, posted),
        effects=(ShowMessage(posted, case.now_ms, ""), *decision.effects),
        after=apply(after, posted, case.now_ms),
    )


def may_hand_over(case: Case) -> bool:
    """Whether there is anybody but the robot (R1)."""
    return bool(case.state.group) and not case.state.robot.is_only


def _welcome(greeting: Greeting) -> Card:
    if not greeting.questions:
        return TextCard(greeting.text or greeting.title)
    return MenuCard(
        greeting.title or greeting.text,
        _options(greeting.questions),
        text=greeting.text if greeting.title else "",
        purpose=Purpose.WELCOME,
    )


def _options(suggestions: Collection[Suggestion]) -> tuple[Option, ...]:
    return tuple(
        Option(each.entry, each.question[:MAX_OPTION_CHARS]) for each in suggestions
    )


def _outcome(case: Case, turn: int, reply: Reply) -> Guidance:
    """What a reply leads to; the question's message is the last, or one before."""
    number = max(case.state.last_number, turn) + 1
    answered, card = _read(case, turn, number, reply)
    posted = _posted(number, card, is_answer=answered.verdict is Verdict.DIRECT)
    side = apply(case.state, answered, case.now_ms).robot
    condition = _condition(case, side.turns, side.unanswered, answered.verdict)
    if condition is not None and may_hand_over(case):
        handed = _handed(case.state, condition)
        # Who is led to a human is told so, and not that there is no answer.
        before = (answered, posted) if answered.number > 0 else (answered,)
        return Guidance(handed.facts, (*before, *handed.events))
    return Guidance(events=(answered, posted))


def _read(
    case: Case, turn: int, number: int, reply: Reply
) -> tuple[RobotAnswered, Card]:
    match reply:
        case Direct(entry, _, answer, confidence, sources):
            verdict = Verdict.DIRECT
            event = RobotAnswered(turn, verdict, entry, number, confidence, sources)
            return event, answer
        case SmallTalk(entry, answer, confidence):
            verdict = Verdict.SMALL_TALK
            return RobotAnswered(turn, verdict, entry, number, confidence), answer
        case Clarify(suggestions):
            best = suggestions[0]
            event = RobotAnswered(
                turn, Verdict.CLARIFY, best.entry, number, best.confidence
            )
            title = _prompt(case, Moment.ROBOT_CLARIFY)
            options = _options(suggestions)
            return event, MenuCard(title, options, purpose=Purpose.CLARIFY)
        case Unknown():
            return RobotAnswered(turn, Verdict.UNKNOWN), _fallback(case)
        case Failed(reason):
            return RobotAnswered(turn, Verdict.FAILED, reason=reason), _fallback(case)
        case _:
            assert_never(reply)


def _fallback(case: Case) -> Card:
    """Who has nobody to hand over to does not offer it."""
    with_humans = may_hand_over(case)
    moment = Moment.ROBOT_FALLBACK if with_humans else Moment.ROBOT_ONLY_FALLBACK
    return TextCard(_prompt(case, moment))


def _prompt(case: Case, moment: Moment) -> str:
    """The rule's text, or the usual one: a visitor is never left without any (R1)."""
    state = case.state
    values = {"GroupName": state.group_name or state.group}
    said = case.rule_of(state.group).prompts.said(moment, state.language, values)
    return said or USUAL.text(moment, language_of(state.language))


def _condition(
    case: Case, turns: int, unanswered: int, verdict: Verdict
) -> Condition | None:
    """Which condition holds after a turn; None: the robot goes on."""
    settings = case.settings
    if verdict in (Verdict.UNKNOWN, Verdict.FAILED):
        if settings.robot_fallback is Fallback.TRANSFER:
            return Condition.FALLBACK
        if 0 < settings.unanswered_turns <= unanswered:
            return Condition.UNANSWERED
    return Condition.TURNS if 0 < settings.dialogue_turns <= turns else None


def _handed(state: SessionState, condition: Condition) -> Guidance:
    """The way to a human; the transcript goes along, since it is the session's."""
    line = state.line
    queued = SessionQueued(
        state.group,
        QueueClass.NEW,
        QueueCause.ASKED,
        ROBOT_SPEAKER,
        line.priority,
        line.skill,
        line.level,
        group_name=state.group_name,
    )
    return Guidance(frozenset({Guard.TO_QUEUE}), (HandedOver(condition), queued))


def _posted(number: int, card: Card, *, is_answer: bool = False) -> CardPosted:
    who = (Role.ROBOT, ROBOT_SPEAKER, "")
    return CardPosted(number, VISITOR_ROOM, *who, card, is_answer=is_answer)
