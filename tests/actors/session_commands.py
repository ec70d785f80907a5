"""Commands that cause each trigger of a session, some allowed, some not."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from actors.assignment.messages import Treatment
from actors.assignment.routing import Reception
from actors.business_server.direction import Direction
from actors.cards.card import (
    Answer,
    Outcome,
    TextCard,
)
from actors.ids import AgentId, GroupId, SessionId
from actors.robot.answer import Direct, Unknown
from actors.session import messages
from actors.session.aside import Guest, Part
from actors.session.aside_events import CopyKind
from actors.session.aside_messages import (
    AnswerCall,
    CallColleague,
    CallOver,
    GuestGone,
    JoinAside,
    LeaveAside,
    MentionColleague,
    SendCopy,
)
from actors.session.causes import Trigger
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
from actors.session.events import MessagePosted
from actors.session.messages import (
    AcceptOffer,
    AgentGone,
    Annotate,
    CancelTransfer,
    CheckVisitor,
    CloseSession,
    DeclineOffer,
    Directed,
    EndService,
    InviteRating,
    RecallMessage,
    SessionCommand,
    TransferSession,
    TurnAway,
    VisitorAttached,
    VisitorDetached,
    WithdrawOffer,
)
from actors.session.reading import line_group, owner_of, silence_began_ms
from actors.session.robot_messages import AskHuman, RateAnswer, RobotReplied
from actors.session.state import SessionState
from actors.session.terms import Note, Role, Sender, SessionPhase
from actors.session.view import PublishedMessage
from tests.actors.session_cases import (
    AGENT,
    BOSS,
    ENDS,
    NOW,
    OTHER,
    ROBOT,
    STRANGER,
    SYSTEM,
    VISITOR,
    A,
    B,
    G,
    H,
    begun,
    hand,
    move,
    offer,
    open_in,
    post,
    recall_of,
    said,
    select,
    side_said,
)


def _ringing(state: SessionState) -> tuple[str, Sender]:
    if state.offer is None:
        return "r0", AGENT
    return state.offer.offer, Sender(Role.AGENT, state.offer.agent)


def _asked(state: SessionState) -> int:
    """Number of what the flow asks, or of the last invitation."""
    if state.guided is not None:
        return state.guided.asked
    return 9 if state.invitation is None else state.invitation.number


def _owner(state: SessionState) -> Sender:
    return Sender(Role.AGENT, owner_of(state) or "a")


C, D = Sender(Role.AGENT, "c"), Sender(Role.AGENT, "d")
"""Who is called, and who is asked, in the states with guests."""


def _guests_of(state: SessionState) -> tuple[Guest, ...]:
    return state.aside.guests if state.aside else ()


def call(
    sender: Sender, agent: str = "b", note: str = "look", *, is_there: bool = True
) -> CallColleague:
    return CallColleague(sender, AgentId(agent), note, "o", "A", "B", is_there)


def copy_to(
    address: str, kind: CopyKind = CopyKind.MAIL, sender: Sender = BOSS
) -> SendCopy:
    return SendCopy(sender, kind, address, "see this", "o")


def side_published(message: MessagePosted) -> PublishedMessage:
    return PublishedMessage(SessionId("s"), message, NOW)


def _transfers(state: SessionState) -> tuple[TransferSession, ...]:
    owner = _owner(state)
    return (
        TransferSession(owner, H, "", "see order 7", "o"),
        TransferSession(owner, G, "b", "", "o"),
        TransferSession(owner, G, owner.id, "", "o"),
        TransferSession(owner, GroupId(""), "", "", "o"),
        TransferSession(owner, G, "", "x" * 501, "o"),
    )


_EARLIER = (
    SessionPhase.ROBOT,
    SessionPhase.COLLECTING,
    SessionPhase.ROUTING,
    SessionPhase.MESSAGE_LEFT,
)

COMMANDS: dict[Trigger, Callable[[SessionState], tuple[SessionCommand, ...]]] = {
    Trigger.OPEN: lambda _: (
        *map(open_in, SessionPhase),
        *(open_in(SessionPhase.COLLECTING, name) for name in ("ways", *ENDS)),
    ),
    Trigger.INITIATE: lambda _: (
        begun(),
        begun(until_ms=NOW - 1),
        begun(priority=10),
    ),
    Trigger.LEAVE_MESSAGE: lambda _: (
        messages.LeaveMessage(VISITOR, "c7", b"call", "138"),
        messages.LeaveMessage(VISITOR, "c7", b"call", "x" * 255),
        messages.LeaveMessage(STRANGER, "c7", b"call", "138"),
    ),
    Trigger.UNREACHED: lambda state: (AwaitOver(state.awaited_ms), AwaitOver(1)),
    Trigger.VISITOR_POST: lambda _: (
        post(VISITOR),
        post(VISITOR, text="bye"),
        *(post(VISITOR, text=name) for name in ENDS),
        post(VISITOR, text=""),
    ),
    Trigger.AGENT_POST: lambda state: (post(_owner(state)),),
    Trigger.ROBOT_POST: lambda _: (post(ROBOT),),
    Trigger.ROBOT_REPLIED: lambda _: (
        RobotReplied(2, Direct("e", "?", TextCard("so"), 0.5)),
        RobotReplied(2, Unknown()),
        RobotReplied(1, Unknown()),
    ),
    Trigger.ROBOT_OVER: lambda _: (RobotOver(2), RobotOver(1)),
    Trigger.ASK_HUMAN: lambda _: (AskHuman(VISITOR, "o"), AskHuman(STRANGER, "o")),
    Trigger.RATE_ANSWER: lambda _: (
        RateAnswer(VISITOR, 3, False, "o"),  # noqa: FBT003
        RateAnswer(VISITOR, 3, True, "o"),  # noqa: FBT003
        RateAnswer(STRANGER, 3, True, "o"),  # noqa: FBT003
    ),
    Trigger.RECALL: lambda state: (
        recall_of(VISITOR, said(Role.VISITOR)),
        recall_of(_owner(state), said(Role.VISITOR)),
        recall_of(VISITOR, None),
    ),
    Trigger.ANNOTATE: lambda _: (
        Annotate(VISITOR, Note.RATING, "5", "o"),
        Annotate(VISITOR, Note.REMARK, "rude", "o"),
        Annotate(AGENT, Note.REMARK, "x" * 501, "o"),
        Annotate(BOSS, Note.TAG, "vip", "o"),
    ),
    Trigger.SELECT: lambda state: (
        select(_asked(state), Answer("105", (), Outcome.SOLVED, "thanks")),
        select(_asked(state), Answer("106")),
        select(_asked(state), Answer()),
        select(99, Answer("105")),
        select(1, Answer("e")),
        *(select(_asked(state), Answer(name)) for name in ENDS),
    ),
    Trigger.INVITE: lambda state: (
        InviteRating(_owner(state), "o"),
        InviteRating(VISITOR, "o"),
    ),
    Trigger.MOVE: lambda _: (
        *(move(ROBOT, stage) for stage in SessionPhase),
        move(SYSTEM, group=""),
        *(move(BOSS, stage) for stage in _EARLIER),
    ),
    Trigger.PULL: lambda _: (move(BOSS), move(BOSS, group="g"), move(BOSS, group="")),
    Trigger.OFFER: lambda _: (
        offer(),
        offer(reception=Reception.MANUAL),
        offer(reception=Reception.MANUAL, accept_ms=0),
        offer(group=H),
        offer(until_ms=NOW - 1),
        offer(A),
    ),
    Trigger.ACCEPT: lambda state: (
        AcceptOffer(_ringing(state)[1], _ringing(state)[0], "o"),
        AcceptOffer(OTHER, "r0", "o"),
        AcceptOffer(AGENT, "r2", "o"),
    ),
    Trigger.DECLINE: lambda state: (
        DeclineOffer(_ringing(state)[1], _ringing(state)[0], "o"),
        DeclineOffer(OTHER, "r0", "o"),
    ),
    Trigger.EXPIRE: lambda state: (OfferOver(_ringing(state)[0]), OfferOver("r0")),
    Trigger.WITHDRAW: lambda _: (WithdrawOffer(B), WithdrawOffer(A), AgentGone(B)),
    Trigger.PICK: lambda _: (
        hand(OTHER, B, NOW, G),
        hand(OTHER, B, NOW - 1, G),
        hand(OTHER, B, NOW, H),
        hand(OTHER, A, NOW, G),
    ),
    Trigger.ASSIGN: lambda _: (
        hand(BOSS),
        hand(BOSS, A),
        hand(BOSS, until_ms=NOW - 1),
    ),
    Trigger.TURN_AWAY: lambda state: (
        TurnAway(line_group(state), Treatment.WAITED_TOO_LONG, "k"),
        TurnAway(G, Treatment.LINE_FULL, "h"),
        TurnAway(G, Treatment.LINE_FULL, "g"),
        TurnAway(G, Treatment.NO_AGENT, ""),
        TurnAway(H, Treatment.NO_AGENT, ""),
    ),
    Trigger.TRANSFER: _transfers,
    Trigger.CANCEL_TRANSFER: lambda state: (CancelTransfer(_owner(state), "o"),),
    Trigger.TRANSFER_OVER: lambda state: (
        TransferOver(state.transfer.since_ms if state.transfer else 1),
        TransferOver(1),
    ),
    Trigger.OWNER_LOST: lambda state: (AgentGone(AgentId(owner_of(state) or "a")),),
    Trigger.REMIND: lambda state: (
        RemindAgent(state.quiet.agent_ms),
        RemindAgent(1),
    ),
    Trigger.AGENT_SILENT: lambda state: (
        AgentSilent(silence_began_ms(state)),
        AgentSilent(1),
    ),
    Trigger.WARN: lambda state: (WarnVisitor(state.quiet.visitor_ms), WarnVisitor(1)),
    Trigger.SILENCE: lambda state: (
        SilenceOver(state.quiet.visitor_ms),
        SilenceOver(1),
    ),
    Trigger.DIRECTED: lambda state: (
        Directed(state.routing_ms, Direction.GROUP, H, "H"),
        Directed(state.routing_ms, Direction.AGENTS, G, "G", ("b",), 30_000),
        Directed(state.routing_ms, Direction.NO_ANSWER, GroupId("")),
        Directed(1, Direction.GROUP, H),
    ),
    Trigger.DIRECTION_OVER: lambda state: (
        DirectionOver(state.routing_ms),
        DirectionOver(1),
    ),
    Trigger.NAMED_OVER: lambda state: (
        NamedOver(state.line.only_until_ms),
        NamedOver(1),
    ),
    Trigger.VISITOR_COMES: lambda _: (VisitorAttached("c"),),
    Trigger.VISITOR_GOES: lambda _: (VisitorDetached("c"),),
    Trigger.VISITOR_GONE: lambda state: (
        VisitorGone(state.away_since_ms),
        CheckVisitor(),
    ),
    Trigger.END_SERVICE: lambda _: (EndService(VISITOR, "o"),),
    Trigger.VISITOR_CLOSE: lambda _: (CloseSession(VISITOR, "o"),),
    Trigger.AGENT_CLOSE: lambda state: (CloseSession(_owner(state), "o"),),
    Trigger.SUPERVISOR_CLOSE: lambda _: (CloseSession(BOSS, "o"),),
    Trigger.CALL: lambda state: (
        call(_owner(state)),
        call(_owner(state), note="x" * 501),
        call(_owner(state), agent="d"),
        call(_owner(state), is_there=False),
        call(OTHER),
    ),
    Trigger.ANSWER_CALL: lambda _: (
        AnswerCall(C, is_accepted=True, operation="o"),
        AnswerCall(C, is_accepted=False, operation="o"),
        AnswerCall(D, is_accepted=True, operation="o"),
    ),
    Trigger.CALL_OVER: lambda state: (
        *(CallOver(each.agent, each.since_ms) for each in _guests_of(state)),
        CallOver("c", 1),
    ),
    Trigger.WATCH: lambda _: (
        JoinAside(BOSS, Part.WATCHING, "o"),
        JoinAside(BOSS, Part.WATCHING, "o", is_hidden=True),
        JoinAside(OTHER, Part.WATCHING, "o"),
    ),
    Trigger.WHISPER: lambda _: (
        JoinAside(BOSS, Part.WATCHING, "o", whispers=True),
        JoinAside(replace(BOSS, id="boss2"), Part.WATCHING, "o", whispers=True),
    ),
    Trigger.SPEAK: lambda _: (JoinAside(BOSS, Part.SPEAKING, "o"),),
    Trigger.LEAVE: lambda state: (
        LeaveAside(BOSS, "o"),
        LeaveAside(_owner(state), "o", "d"),
        LeaveAside(_owner(state), "o", "boss"),
        LeaveAside(OTHER, "o"),
    ),
    Trigger.GUEST_LOST: lambda _: (
        GuestGone(AgentId("boss")),
        GuestGone(AgentId("boss"), (H,)),
        GuestGone(AgentId("boss"), (G,)),
        GuestGone(AgentId("c"), (H,)),
        GuestGone(B),
    ),
    Trigger.SIDE_POST: lambda state: (
        post(D, room="side-2"),
        post(_owner(state), room="side-2"),
        post(D, room="side-3"),
        post(BOSS, room="side-2"),
        post(VISITOR, room="side-2"),
    ),
    Trigger.SIDE_RECALL: lambda state: (
        RecallMessage(
            D, "", 2, side_published(side_said("d", "side-2", 2)), "o", "side-2"
        ),
        RecallMessage(
            D, "", 1, side_published(side_said("a", "side-2")), "o", "side-2"
        ),
        RecallMessage(
            VISITOR, "", 1, side_published(side_said("a", "side-2")), "o", "side-2"
        ),
    ),
    Trigger.MENTION: lambda state: (
        MentionColleague(BOSS, B, "visitor", "look", "o"),
        MentionColleague(_owner(state), B, "visitor", "look", "o"),
        MentionColleague(BOSS, B, "visitor", "", "o"),
        MentionColleague(BOSS, B, "side-2", "look", "o"),
        MentionColleague(BOSS, AgentId("boss"), "visitor", "look", "o"),
        MentionColleague(_owner(state), AgentId("d"), "visitor", "look", "o"),
    ),
    Trigger.COPY: lambda state: (
        copy_to("boss@example.com"),
        copy_to("boss@example.org"),
        copy_to("nobody"),
        copy_to("https://hooks.example.com/1", CopyKind.WEBHOOK),
        copy_to("boss@example.com", sender=_owner(state)),
    ),
}
"""Commands that cause a trigger, some so that the guards hold, some not."""
