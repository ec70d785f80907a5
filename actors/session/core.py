"""PURE: what commands lead to in a session: the way to the module of each.

Every decision looks its row up in `table`; no row, no transition. `decide` is total:
each command has an answer in each state, and a refusal changes nothing.
"""

from __future__ import annotations

from typing import Final, assert_never

from msgspec.structs import replace

from actors.refusal import Refused, Rule
from actors.rules.messages import FollowRules
from actors.session import (
    answers,
    company,
    direction,
    life,
    noting,
    offers,
    presence,
    prompting,
    ratings,
    reaching,
    receipts,
    robot_talk,
    silence,
    talk,
    transfers,
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
from actors.session.bounds import beyond_bounds
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
from actors.session.effects import TryAgain
from actors.session.messages import (
    AcceptOffer,
    AgentGone,
    Annotate,
    AskWaiting,
    CancelTransfer,
    CheckVisitor,
    CloseSession,
    DeclineOffer,
    Directed,
    EndService,
    GetSession,
    InitiateSession,
    InviteRating,
    KeepReceipts,
    LeaveMessage,
    MarkRead,
    MoveSession,
    OfferSession,
    OpenSession,
    PostMessage,
    RecallMessage,
    SelectOption,
    SessionCommand,
    TakeByHand,
    TransferSession,
    TurnAway,
    VisitorAttached,
    VisitorDetached,
    WakeSession,
    WithdrawOffer,
)
from actors.session.replies import Accepted
from actors.session.robot_messages import AskHuman, RateAnswer, RobotReplied
from actors.session.ruling import NOTHING, Case, SessionDecision, refuse
from actors.session.spoken import digest
from runtime.decision import Decision
from runtime.operation import operation_key


def decide(case: Case, command: SessionCommand) -> SessionDecision:
    """What a command leads to, with prompts, and receipts that are to be written along.

    `GetSession` is answered by the shell, which knows the sequence number; it also
    follows other rules, since it armed the timers.
    """
    decision = _decide(case, command)
    if decision.events:
        refused = beyond_bounds(case.state, command)
        if refused is not None:
            return refuse(refused)
        decision = prompting.carried(case, decision)
        decision = robot_talk.greeted(case, decision)
    is_wanted = isinstance(command, KeepReceipts)
    return receipts.carried(case, decision, is_wanted=is_wanted)


def _decide(  # noqa: C901, PLR0912, PLR0915 - one row per command
    case: Case, command: SessionCommand
) -> SessionDecision:
    """What comes most often is looked for first."""
    match command:
        case PostMessage():
            return talk.post(case, command)
        case OpenSession():
            return life.open_session(case, command)
        case RecallMessage():
            return talk.recall(case, command)
        case VisitorAttached() | VisitorGone() | CheckVisitor():
            return presence.look(case)
        case InitiateSession():
            return reaching.initiate(case, command)
        case LeaveMessage():
            return reaching.leave_message(case, command)
        case AwaitOver():
            return reaching.await_over(case, command)
        case MarkRead():
            return receipts.mark(case, command)
        case OfferSession():
            return offers.offer(case, command)
        case AcceptOffer():
            return offers.accept(case, command)
        case CloseSession():
            return life.close(case, command)
        case EndService():
            return life.end_service(case, command)
        case MoveSession():
            return life.move(case, command)
        case Annotate():
            return noting.annotate(case, command)
        case SelectOption():
            return answers.answer(case, command)
        case InviteRating():
            return ratings.invite(case, command)
        case AskWaiting():
            return offers.ask_waiting(case, command)
        case DeclineOffer():
            return offers.decline(case, command)
        case OfferOver():
            return offers.over(case, command)
        case WithdrawOffer():
            return offers.withdraw(case, command)
        case TakeByHand():
            return offers.take_by_hand(case, command)
        case TransferSession():
            return transfers.transfer(case, command)
        case CancelTransfer():
            return transfers.cancel(case, command)
        case TransferOver():
            return transfers.transfer_over(case, command)
        case AgentSilent():
            return transfers.agent_silent(case, command)
        case TurnAway():
            return transfers.turn_away(case, command)
        case AgentGone():
            return transfers.agent_gone(case, command)
        case SilenceOver():
            return silence.silence_over(case, command)
        case WarnVisitor():
            return silence.warn_visitor(case, command)
        case RemindAgent():
            return silence.remind_agent(case, command)
        case _ if isinstance(command, AsideCommand):
            return company.decide(case, command)
        case VisitorDetached():
            return presence.look(case, has_left=True)
        case Directed():
            return direction.directed(case, command)
        case DirectionOver():
            return direction.over(case, command)
        case NamedOver():
            return direction.named_over(case, command)
        case RobotReplied():
            return robot_talk.replied(case, command)
        case RobotOver():
            return robot_talk.over(case, command)
        case AskHuman():
            return robot_talk.ask_human(case, command)
        case RateAnswer():
            return robot_talk.rate(case, command)
        case WakeSession() | GetSession() | KeepReceipts() | FollowRules():
            return NOTHING
        case _:
            assert_never(command)


_BY_PEOPLE: Final = (
    CloseSession,
    AcceptOffer,
    EndService,
    DeclineOffer,
    TransferSession,
    CancelTransfer,
    TakeByHand,
    MoveSession,
    Annotate,
    RecallMessage,
    CallColleague,
    AnswerCall,
    JoinAside,
    LeaveAside,
    MentionColleague,
    SendCopy,
    SelectOption,
    InviteRating,
    AskHuman,
    RateAnswer,
)
_WORDS: Final = {
    CloseSession: "close",
    EndService: "end_service",
    AcceptOffer: "accept",
    DeclineOffer: "decline",
    TransferSession: "transfer",
    CancelTransfer: "cancel_transfer",
    TakeByHand: "take",
    MoveSession: "move",
    Annotate: "annotate",
    RecallMessage: "recall",
    CallColleague: "call",
    AnswerCall: "answer_call",
    JoinAside: "join",
    LeaveAside: "leave",
    MentionColleague: "mention",
    SendCopy: "copy",
    SelectOption: "select",
    InviteRating: "invite",
    AskHuman: "ask_human",
    RateAnswer: "rate_answer",
}


def key_of(command: SessionCommand) -> int | None:
    """Identifies what people do over repetitions: by (sender, their own id of it)."""
    if isinstance(command, InitiateSession):
        sender = command.sender
        return operation_key("post", sender.role.value, sender.id, command.operation)
    if isinstance(command, PostMessage | LeaveMessage):
        sender = command.sender
        return operation_key("post", sender.role.value, sender.id, command.cid)
    if isinstance(command, _BY_PEOPLE):
        who, operation = command.sender, command.operation
        word = _WORDS[type(command)]
        return operation_key(word, who.role.value, who.id, operation)
    return None


def repeated(command: SessionCommand, answer: object) -> object:
    """The first answer again; another content under the same id is refused."""
    if not isinstance(command, PostMessage) or not isinstance(answer, Accepted):
        return answer
    if answer.digest != digest(command.room, command.body):
        text = "another message was sent under this client id before"
        return Refused(Rule.ID_CONFLICT, text)
    return replace(answer, is_repeat=True)


def not_stored(command: SessionCommand) -> SessionDecision | None:
    """What follows for tells when the disk refuses; None = the asker gets the error."""
    match command:
        case OfferSession() | AgentGone() | TurnAway() | WithdrawOffer() | Directed():
            # Declined at once, an offer would be made again at once, for ever.
            return Decision(effects=(TryAgain(command),))
        case GuestGone() | CallOver() | RobotReplied():
            return Decision(effects=(TryAgain(command),))
        case VisitorAttached() | VisitorDetached() | CheckVisitor():
            return Decision(effects=(TryAgain(CheckVisitor()),))
        case KeepReceipts():
            return NOTHING  # it will want to leave again
        case _:
            return None
