"""States of a session in every place of its table, and commands on them.

And what several tests read of a decision, a state or a journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec.structs import replace

from actors.assignment.messages import Treatment
from actors.assignment.routing import Reception, Routing, Strategy
from actors.assignment.standing import QueueClass
from actors.cards.card import (
    LEVELS,
    Answer,
    MenuCard,
    Option,
    RatingCard,
    RatingStyle,
)
from actors.cards.wording import Wording
from actors.flow.core import Place
from actors.flow.definition import (
    End,
    Ending,
    Flow,
    LeaveMessage,
    Menu,
    ToBusiness,
    ToGroup,
    ToRobot,
    Variable,
    VariableType,
    Way,
)
from actors.flow.shelf import Flows
from actors.ids import AgentId, GroupId, SessionId, VisitorId
from actors.refusal import Refused, Rule
from actors.rules.robot_settings import Fallback
from actors.rules.settings import ServiceSettings
from actors.session import core
from actors.session.aside import Part
from actors.session.aside_events import GuestCalled, GuestJoined
from actors.session.attendance import Watch
from actors.session.causes import Stand
from actors.session.deadlines import SessionDeadline, deadlines
from actors.session.events import (
    CardPosted,
    FlowBegan,
    FlowMoved,
    LapseCause,
    Message,
    MessagePosted,
    OfferLapsed,
    QueueCause,
    SessionAssigned,
    SessionClosed,
    SessionEvent,
    SessionOffered,
    SessionOpened,
    SessionQueued,
    StageEntered,
    TransferCause,
    TransferRequested,
    VisitorAwaited,
)
from actors.session.fold import apply
from actors.session.messages import (
    FlowRef,
    InitiateSession,
    MoveSession,
    OfferSession,
    OpenSession,
    PostMessage,
    RecallMessage,
    SelectOption,
    SessionCommand,
    TakeByHand,
)
from actors.session.receipts import kept_readers
from actors.session.robot_events import RobotAnswered, RobotAsked, Verdict
from actors.session.ruling import Case, SessionDecision
from actors.session.saying import ROBOT_SPEAKER
from actors.session.state import SessionState
from actors.session.terms import VISITOR_ROOM, CloseReason, Role, Sender, SessionPhase
from actors.session.view import PublishedMessage
from actors.webhooks.kinds import CopyPlaces
from runtime.decision import Decision
from runtime.journal import Claim
from runtime.journal_memory import MemoryJournal
from tests.actors.invariants import history

START = 1_000_000
ROBOT_MENU = MenuCard("Hello", (Option("e", "How to return?"), Option("f", "Fees?")))
NOW = START + 500_000
SOON = START + 30_000
"""Nothing that began has had its time."""
G, H = GroupId("g"), GroupId("h")
A, B = AgentId("a"), AgentId("b")
VISITOR = Sender(Role.VISITOR, "v")
AGENT = Sender(Role.AGENT, "a")
OTHER = Sender(Role.AGENT, "b")
BOSS = Sender(Role.AGENT, "boss", (G, H))
ROBOT = Sender(Role.ROBOT, "robot")
SYSTEM = Sender(Role.SYSTEM, "")
STRANGER = Sender(Role.VISITOR, "x")

TIMED = ServiceSettings(
    visitor_silence_seconds=60.0,
    visitor_warning_seconds=10.0,
    agent_silence_seconds=90.0,
    end_words="结束会话 bye",
    copy_to="*@example.com",
    robot_fallback=Fallback.TRANSFER,
    unhelpful_transfers=True,
)
HERE = Watch(is_attached=True, since_ms=0, sure_ms=0)
GONE = Watch(is_attached=False, since_ms=0, sure_ms=0)
PLACES = CopyPlaces(has_mail=True, urls=frozenset({"https://hooks.example.com/1"}))
LOOK = Routing(START, "g", Strategy.LONGEST_IDLE, 0, 0, 1, "a", 1, ("a",), ())
VISITORS_PLACE = Claim("visitor/v/web")


def state_of(events: Iterable[SessionEvent], at_ms: int = START) -> SessionState:
    """The state after events that happened a second apart."""
    state = SessionState()
    for event in events:
        state = apply(state, event, at_ms)
        at_ms += 1_000
    return state


def after(state: SessionState, decision: SessionDecision) -> SessionState:
    for event in decision.events:
        state = apply(state, event, NOW)
    return state


def case(
    state: SessionState,
    now_ms: int = NOW,
    settings: ServiceSettings = TIMED,
    watch: Watch = HERE,
) -> Case:
    return Case(
        "s",
        state,
        now_ms,
        settings,
        watch,
        readers=kept_readers(state),
        flows=FLOWS,
        copy_places=PLACES,
    )


def decide(
    state: SessionState,
    command: SessionCommand,
    now_ms: int = NOW,
    settings: ServiceSettings = TIMED,
    watch: Watch = HERE,
) -> SessionDecision:
    return core.decide(case(state, now_ms, settings, watch), command)


# --- reading


def rule_of(decision: SessionDecision) -> Rule | None:
    """The rule that refused; a refusal changes nothing."""
    if not isinstance(decision.answer, Refused):
        return None
    assert decision == Decision(answer=decision.answer)
    return decision.answer.rule


def rule_in(answer: object) -> Rule:
    """The rule that refused; that one did is certain."""
    assert isinstance(answer, Refused), answer
    return answer.rule


def deadlines_of(
    state: SessionState, key: str, settings: ServiceSettings = TIMED
) -> list[SessionDeadline]:
    """Those of one kind: one or none."""
    return [each for each in deadlines(state, settings) if each.key == key]


def endings(journal: MemoryJournal, session: str) -> list[SessionClosed]:
    """How often and why a session was closed."""
    rows = history(journal, {session})
    return [row.event for row in rows if isinstance(row.event, SessionClosed)]


# --- events


def opened(stage: SessionPhase = SessionPhase.QUEUED) -> SessionOpened:
    return SessionOpened("v", "V", "web", "g", stage, 3, "en", 2, "last")


def assigned(
    agent: str = "a", slot: int = 2, reservation: str = "r1", order: int = 7
) -> SessionAssigned:
    return SessionAssigned(agent, slot, reservation, order, group="g")


def offered(
    agent: str = "b", slot: int = 1, offer: str = "r2", expires_ms: int = NOW + 9
) -> SessionOffered:
    return SessionOffered(agent, slot, offer, 8, "g", expires_ms, LOOK)


def said(role: Role, number: int = 1) -> MessagePosted:
    return MessagePosted(
        number, "visitor", role, role.value, role.name, b"hi", f"c{number}"
    )


def invited(number: int = 9, expires_ms: int = NOW + 9) -> CardPosted:
    """The visitor is asked to rate."""
    levels = tuple(Option(level, level) for level in LEVELS)
    card = RatingCard("s-9", "?", levels, RatingStyle.STAR, 12, expires_ms)
    return CardPosted(number, "visitor", Role.SYSTEM, "", "", card)


def transfer(
    agent: str = "", cause: TransferCause = TransferCause.AGENT
) -> TransferRequested:
    return TransferRequested("g", agent, "see order 7", cause, "a")


def guest(agent: str, part: Part, room: str = "") -> GuestJoined:
    """Somebody beside visitor and agent; a supervisor of `g`, or mentioned by `a`."""
    return GuestJoined(agent, "", part, room, "look", "a", "", ("g",))


def side_said(sender: str, room: str, number: int = 1) -> MessagePosted:
    return MessagePosted(number, room, Role.AGENT, sender, "", b"hm", f"{room}{number}")


WATCHED_ASIDE = (guest("boss", Part.WATCHING), guest("e", Part.MENTIONED, "visitor"))
GUESTS: tuple[SessionEvent, ...] = (
    GuestCalled("c", "", "side-1", NOW + 1_000, "look", "a", ""),
    GuestCalled("d", "", "side-2", NOW, "look", "a", ""),
    guest("d", Part.CONSULTED, "side-2"),
    guest("boss", Part.WATCHING, "side-3"),
    guest("e", Part.MENTIONED, "side-2"),
    guest("lead", Part.SPEAKING),
    side_said("a", "side-2"),
    side_said("d", "side-2", 2),
)
"""`c` is called, `d` is asked and `boss` whispers, `lead` speaks, `e` was mentioned."""
LAPSED = OfferLapsed("b", "r2", LapseCause.EXPIRED, NOW + 5_000)
OVERFLOWED = SessionQueued("g", QueueClass.NEW, QueueCause.OVERFLOW)
NAMED = SessionQueued(
    "g",
    QueueClass.NEW,
    QueueCause.DIRECTED,
    priority=3,
    skill="en",
    level=2,
    only=("b",),
    only_ms=30_000,
)
_ROBOT_FIRST = (
    opened(SessionPhase.ROBOT),
    SessionQueued("g", QueueClass.NEW, QueueCause.ASKED),
)
_SILENT = (said(Role.VISITOR), transfer(cause=TransferCause.SILENCE))

ENDS: dict[str, Ending] = {
    "robot": ToRobot(id="robot"),
    "group": ToGroup(id="group", group="h", priority=4, skill="fr", level=1),
    "business": ToBusiness(id="business"),
    "message": LeaveMessage(id="message", text=Wording("", "Go on.")),
    "close": End(id="close"),
}
"""Everything to which a flow can lead."""
WAYS = Flow(
    id="ways",
    version=1,
    start="menu",
    nodes=(
        Menu(
            id="menu",
            title=Wording("", "Where to?"),
            options=tuple(Way(id=e, text=Wording("", e), next=e) for e in ENDS),
            variable="way",
        ),
        *ENDS.values(),
    ),
    otherwise="group",
    variables=(Variable(name="way", type=VariableType.CHOICE),),
)
FLOWS = Flows(
    (
        WAYS,
        *(
            Flow(id=name, version=1, start=name, nodes=(end,), otherwise=name)
            for name, end in ENDS.items()
        ),
    )
)
"""One that asks where to go, and those that go there at once."""
ASKING: tuple[SessionEvent, ...] = (
    opened(SessionPhase.COLLECTING),
    FlowBegan("ways", 1),
    CardPosted(
        1,
        "visitor",
        Role.ROBOT,
        "flow",
        "",
        MenuCard("Where to?", tuple(Option(each, each) for each in ENDS)),
    ),
    FlowMoved(Place("menu"), 1),
)

TO_ROBOT: Final = (
    opened(SessionPhase.ROBOT),
    CardPosted(1, VISITOR_ROOM, Role.ROBOT, ROBOT_SPEAKER, "", ROBOT_MENU),
    replace(said(Role.VISITOR), number=2),
)
"""A visitor who was welcomed by the robot writes."""
ASKED: Final = RobotAsked(2, "refund?")
ANSWERED: Final = RobotAnswered(2, Verdict.DIRECT, "e", 3, 0.5)
HISTORIES: dict[Stand, tuple[tuple[SessionEvent, ...], ...]] = {
    Stand.NEW: ((),),
    Stand.ROBOT: (
        (opened(SessionPhase.ROBOT), said(Role.VISITOR)),
        (*TO_ROBOT, ASKED),
        (replace(TO_ROBOT[0], robot_only=True), *TO_ROBOT[1:], ASKED),
    ),
    Stand.COLLECTING: (
        (opened(SessionPhase.COLLECTING), said(Role.VISITOR)),
        ASKING,
    ),
    Stand.ROUTING: (
        (opened(SessionPhase.ROUTING),),
        (opened(SessionPhase.ROBOT), StageEntered(SessionPhase.ROUTING, "robot")),
        (replace(opened(SessionPhase.ROUTING), group=""),),
    ),
    Stand.QUEUED: (
        (opened(),),
        (opened(), OVERFLOWED),
        _ROBOT_FIRST,
        (opened(), offered(), LAPSED),
        (opened(SessionPhase.ROUTING), NAMED),
    ),
    Stand.OFFERED: ((opened(), offered()), (*_ROBOT_FIRST, offered())),
    Stand.SERVING: (
        (opened(), assigned(), said(Role.VISITOR)),
        (opened(), assigned(), said(Role.AGENT)),
        (*_ROBOT_FIRST, assigned()),
    ),
    Stand.TRANSFERRING: (
        (opened(), assigned(), transfer()),
        (opened(), assigned(), transfer("b")),
        (opened(), assigned(), *_SILENT),
        (*_ROBOT_FIRST, assigned(), transfer(), offered(), LAPSED),
    ),
    Stand.TRANSFER_RINGING: (
        (opened(), assigned(), transfer(), offered()),
        (opened(), assigned(), transfer("b"), offered()),
        (opened(), assigned(), *_SILENT, offered()),
        (*_ROBOT_FIRST, assigned(), said(Role.VISITOR), transfer(), offered()),
    ),
    Stand.MESSAGE_LEFT: (
        (opened(), StageEntered(SessionPhase.MESSAGE_LEFT, "", Treatment.NO_AGENT)),
    ),
    Stand.CLOSED: (
        (opened(), SessionClosed(CloseReason.CLIENT, "v")),
        (opened(), assigned(), SessionClosed(CloseReason.SEAT, "a")),
    ),
}
HISTORIES = {
    stand: (*histories, (*histories[0], invited()))
    if stand is not Stand.NEW
    else histories
    for stand, histories in HISTORIES.items()
}
"""An invitation to rate may wait wherever the session stands."""
_AWAITS: Final = frozenset(HISTORIES) - {
    Stand.NEW,
    Stand.ROBOT,
    Stand.COLLECTING,
    Stand.MESSAGE_LEFT,
    Stand.CLOSED,
}
"""Where a visitor may be awaited."""
STATES = {
    stand: tuple(
        state_of(history)
        for history in (
            *histories,
            *((*one, VisitorAwaited()) for one in histories[:1] if stand in _AWAITS),
        )
    )
    for stand, histories in HISTORIES.items()
}
_SERVED = (Stand.SERVING, Stand.TRANSFERRING, Stand.TRANSFER_RINGING)
for _stand in set(Stand) - {Stand.NEW}:
    _last = HISTORIES[_stand][-1]
    _guests = GUESTS if _stand in _SERVED else WATCHED_ASIDE
    if _stand is Stand.CLOSED:
        _last = (opened(), assigned(), *GUESTS, SessionClosed(CloseReason.SEAT, "a"))
        _guests = ()
    STATES[_stand] += (state_of((*_last, *_guests, ANSWERED)),)
"""Several states for each place of the table: all guards hold somewhere."""
QUEUED = STATES[Stand.QUEUED][0]
OFFERED = STATES[Stand.OFFERED][0]
SERVING = STATES[Stand.SERVING][0]
ROBOT_STATE = STATES[Stand.ROBOT][0]
RINGS_IN_GROUP = STATES[Stand.TRANSFER_RINGING][0]


# --- commands


def post(
    sender: Sender, cid: str = "c9", room: str = "visitor", text: str = "hi"
) -> PostMessage:
    return PostMessage(sender, room, cid, text.encode(), text, "Bo", "origin")


def recall_of(
    sender: Sender, message: Message | None, at_ms: int = NOW
) -> RecallMessage:
    """Takes back a message as if the visitor `v` or agent `a` had sent it."""
    if message is None:
        return RecallMessage(sender, "Bo", 1, None, "o")
    people = {Role.VISITOR: "v", Role.AGENT: "a"}
    message = replace(message, sender=people[message.role])
    posted = PublishedMessage(SessionId("s"), message, at_ms)
    return RecallMessage(sender, "Bo", message.number, posted, "o")


def offer(  # noqa: PLR0917 - as the message has them
    agent: AgentId = B,
    slot: int = 1,
    reservation: str = "r9",
    until_ms: int = NOW,
    order: int = 9,
    reception: Reception = Reception.AUTO,
    group: GroupId = G,
    accept_ms: int = 20_000,
    skill: str = "en",
    level: int = 2,
) -> OfferSession:
    made = (group, agent, slot, reservation, until_ms, order, reception, accept_ms)
    return OfferSession(*made, LOOK, skill=skill, level=level)


def hand(
    sender: Sender, agent: AgentId = B, until_ms: int = NOW, *groups: GroupId
) -> TakeByHand:
    return TakeByHand(sender, agent, 3, "hand", until_ms, "o", groups)


def move(
    sender: Sender, stage: SessionPhase = SessionPhase.QUEUED, group: str = "h"
) -> MoveSession:
    return MoveSession(sender, stage, "o", group, 1, "fr", 3, ("b",))


def select(number: int, answer: Answer, sender: Sender = VISITOR) -> SelectOption:
    return SelectOption(sender, "Bo", number, answer, "o")


def open_in(stage: SessionPhase, flow: str = "") -> OpenSession:
    asks = FlowRef(flow, 1) if flow else None
    who = (VisitorId("v"), "V", "web")
    return OpenSession(*who, G, stage, 3, "en", 2, "last", flow=asks)


def begun(until_ms: int = NOW, priority: int = 3) -> InitiateSession:
    return InitiateSession(
        AGENT,
        VisitorId("v"),
        "V",
        "web",
        G,
        A,
        3,
        "r9",
        until_ms,
        b"hello",
        "o9",
        priority,
        "Ann",
        "G",
    )


def every_state() -> Iterator[tuple[Stand, SessionState]]:
    for stand, states in STATES.items():
        for state in states:
            yield stand, state
