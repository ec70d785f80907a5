"""Every frame of the schema, by everybody, about what is somebody else's: one table.

A frame that is not in the table fails, so that a new one cannot be forgotten; and what
the table does not allow must be refused, heard by nobody, and leave nothing on disk.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Final, get_args

import msgspec
import pytest

from gateway.connection import Connection
from gateway.wire.answer_frames import Colleagues, FollowUps, Queue, Sessions, Why
from gateway.wire.aside_frames import (
    AnswerCall,
    Consult,
    Leave,
    Mention,
    Room,
    SendCopy,
    Talk,
    Watch,
)
from gateway.wire.bodies import TextBody
from gateway.wire.card_frames import InviteRating, Select
from gateway.wire.client_codec import encode_client_frames
from gateway.wire.client_frames import (
    Accept,
    Annotate,
    Assign,
    CancelTransfer,
    ClientFrame,
    Close,
    Decline,
    EndService,
    GetColleagues,
    GetFollowUps,
    GetHistory,
    GetQueue,
    GetSessions,
    GetWhy,
    Hello,
    Open,
    Read,
    Recall,
    Send,
    SetAgent,
    SetStatus,
    SetTyping,
    Sync,
    Transfer,
)
from gateway.wire.codes import CloseCode, ErrorCode
from gateway.wire.customer_frames import ChangeCustomer, Customer, GetCustomer
from gateway.wire.dashboard_frames import GetTrend, Trend, WatchDashboard
from gateway.wire.knowledge_frames import (
    Contribute,
    DecideContribution,
    GetContributions,
    GetEntry,
    GetNews,
    MarkNews,
    SearchKnowledge,
)
from gateway.wire.reaching_frames import (
    GetMessagesLeft,
    Initiate,
    LeaveMessage,
    MessagesLeft,
)
from gateway.wire.reply_frames import (
    DropQuickReply,
    GetQuickReplies,
    PutQuickReply,
)
from gateway.wire.robot_frames import AskHuman, RateAnswer
from gateway.wire.server_frames import (
    History,
    Message,
    Receipt,
    Res,
    ServerFrame,
    Session,
    Typing,
)
from gateway.wire.terms import Ping, Pong, Role
from runtime.journal import Append
from runtime.journal_local import Fate
from tests.gateway.frames import CLIENT_FRAMES
from tests.gateway.house import House, Tab

pytestmark = pytest.mark.unmeasured


class Aim(Enum):
    """What a frame is about; nothing of it is the sender's."""

    SERVED = "another visitor's session, served by another agent"
    WAITING = "another visitor's session in the line of another group"
    NO_SESSION = "a session that there is not"
    GROUP = "another group"
    NO_GROUP = "a group that there is not"
    AGENT = "another agent, of another group"
    NO_AGENT = "an agent who there is not"
    SIDE = "a side room of that session"
    ITSELF = "nothing and nobody else"


SESSIONS: Final = (Aim.SERVED, Aim.WAITING, Aim.NO_SESSION, Aim.SIDE)
AIMS_OF_FIELD: Final = {
    "session": SESSIONS,
    "positions": SESSIONS,
    "group": (Aim.GROUP, Aim.NO_GROUP),
    "agent": (Aim.AGENT, Aim.NO_AGENT),
}

Expected = ErrorCode | CloseCode | None
"""The code of RES, or of the close; OK: it is done, or told; None: no answer."""

OK: Final = ErrorCode.OK
NO: Final = ErrorCode.FORBIDDEN
NO_SESSION: Final = ErrorCode.NO_SUCH_SESSION
NO_GROUP: Final = ErrorCode.NO_SUCH_GROUP
NO_AGENT: Final = ErrorCode.NO_SUCH_AGENT
NO_OFFER: Final = ErrorCode.NO_SUCH_OFFER
STATE: Final = ErrorCode.WRONG_STATE
NO_VISITOR: Final = ErrorCode.NO_SUCH_VISITOR
AWAY: Final = ErrorCode.UNAVAILABLE
"""He may, as far as the gateway says; there is no office of knowledge here."""
FULL: Final = ErrorCode.AGENT_NOT_FREE
"""He may, but has not said that he is free."""


class Who(Enum):
    """Who sends a frame, by name."""

    VISITOR = "x"
    AGENT = "b"
    """Of another group."""
    FOREIGN = "s"
    """A supervisor of another group."""
    SUPERVISOR = "t"
    """Of the group that it is about."""


ROLES: Final[dict[Who, Role]] = {
    Who.VISITOR: "visitor",
    Who.AGENT: "agent",
    Who.FOREIGN: "supervisor",
    Who.SUPERVISOR: "supervisor",
}


Row = tuple[Expected, Expected, Expected, Expected]
"""By sender, in the order of `Who`."""
NOBODY: Final[Row] = (NO, NO, NO, NO)
NOWHERE: Final[Row] = (NO_SESSION, NO_SESSION, NO_SESSION, NO_SESSION)
UNHEARD: Final[Row] = (None, None, None, None)
STAFF_NOWHERE: Final[Row] = (NO, NO_SESSION, NO_SESSION, NO_SESSION)
NO_AGENT_OF_STAFF: Final[Row] = (NO, NO_AGENT, NO_AGENT, NO_AGENT)
NO_GROUP_OF_STAFF: Final[Row] = (NO, NO_GROUP, NO_GROUP, NO_GROUP)
STRANGERS: Final[dict[Aim, Row]] = {
    Aim.SERVED: NOBODY,
    Aim.WAITING: NOBODY,
    Aim.NO_SESSION: NOWHERE,
    Aim.SIDE: NOBODY,
}
"""What only who takes part may do."""
AGENTS_OWN: Final[dict[Aim, Row]] = STRANGERS | {
    Aim.NO_SESSION: STAFF_NOWHERE,
    Aim.SIDE: STAFF_NOWHERE,
}
SUPERVISORS: Final[dict[Aim, Row]] = {
    Aim.SERVED: (NO, NO, NO, OK),
    Aim.WAITING: (NO, NO, NO, OK),
    Aim.NO_SESSION: NOWHERE,
    Aim.SIDE: NOWHERE,
}
OFFERS: Final[dict[Aim, Row]] = {
    Aim.SERVED: (NO, NO_OFFER, NO_OFFER, NO_OFFER),
    Aim.WAITING: (NO, NO_OFFER, NO_OFFER, NO_OFFER),
    Aim.NO_SESSION: STAFF_NOWHERE,
    Aim.SIDE: STAFF_NOWHERE,
}
KNOWLEDGE: Final[tuple[type[ClientFrame], ...]] = (
    Contribute,
    DecideContribution,
    GetContributions,
    GetEntry,
    GetNews,
    MarkNews,
    SearchKnowledge,
    GetQuickReplies,
    PutQuickReply,
    DropQuickReply,
)
OF_THE_GROUP: Final[dict[Aim, Row]] = {
    Aim.GROUP: (NO, NO, NO, OK),
    Aim.NO_GROUP: NOBODY,
}
UNANSWERED: Final[dict[Aim, Row]] = dict.fromkeys(SESSIONS, UNHEARD)
AGAIN: Final[Row] = (CloseCode.PROTOCOL,) * 4

TABLE: Final[dict[type[ClientFrame], dict[Aim, Row]]] = {
    Hello: dict.fromkeys(SESSIONS, AGAIN),
    Ping: {Aim.ITSELF: UNHEARD},
    Pong: {Aim.ITSELF: UNHEARD},
    # Any group serves any visitor.
    Open: {Aim.GROUP: (OK, NO, NO, NO), Aim.NO_GROUP: (NO_GROUP, NO, NO, NO)},
    Send: STRANGERS,
    Read: UNANSWERED,
    SetTyping: UNANSWERED,
    Sync: UNANSWERED,
    SetStatus: {Aim.ITSELF: (NO, OK, OK, OK)},
    Close: SUPERVISORS,
    Accept: OFFERS,
    Decline: OFFERS,
    # Where it is to go is looked up first; to whom it belongs decides.
    Transfer: AGENTS_OWN
    | {
        Aim.GROUP: NOBODY,
        Aim.NO_GROUP: NO_GROUP_OF_STAFF,
        Aim.AGENT: NOBODY,
        Aim.NO_AGENT: (NO, NO_AGENT, NO_AGENT, NO_AGENT),
    },
    CancelTransfer: AGENTS_OWN,
    # For oneself, and for others.
    Assign: {
        Aim.SERVED: (NO, STATE, STATE, FULL),
        Aim.WAITING: (NO, NO, NO, FULL),
        Aim.NO_SESSION: STAFF_NOWHERE,
        Aim.SIDE: STAFF_NOWHERE,
        Aim.AGENT: (NO, NO, STATE, ErrorCode.BAD_VALUE),  # he serves it already
        Aim.NO_AGENT: (NO, NO, STATE, NO_AGENT),
    },
    SetAgent: {
        Aim.AGENT: (NO, NO, NO, OK),
        Aim.NO_AGENT: (NO, NO, NO_AGENT, NO_AGENT),
    },
    # Whom to hand over to: agents see who serves elsewhere, not who waits there.
    GetColleagues: {Aim.GROUP: (NO, OK, OK, OK), Aim.NO_GROUP: NO_GROUP_OF_STAFF},
    GetQueue: OF_THE_GROUP,
    GetSessions: OF_THE_GROUP,
    # Of one's own groups, whatever they are.
    WatchDashboard: {Aim.ITSELF: (NO, NO, OK, OK)},
    GetTrend: OF_THE_GROUP,
    # Why is told to any agent (Q15); it holds nothing of what was said.
    GetWhy: {
        Aim.SERVED: (NO, OK, OK, OK),
        Aim.WAITING: (NO, OK, OK, OK),
        Aim.NO_SESSION: STAFF_NOWHERE,
        Aim.SIDE: STAFF_NOWHERE,
    },
    Annotate: SUPERVISORS | {Aim.NO_SESSION: STAFF_NOWHERE, Aim.SIDE: STAFF_NOWHERE},
    GetFollowUps: {Aim.ITSELF: (NO, OK, OK, OK)},  # his own
    GetMessagesLeft: OF_THE_GROUP,
    **{each: {Aim.ITSELF: (NO, AWAY, AWAY, AWAY)} for each in KNOWLEDGE},
    # The visitor of the frame is nobody whom the service knows.
    Initiate: {Aim.GROUP: (NO, NO, NO, NO_VISITOR), Aim.NO_GROUP: NOBODY},
    # A visitor's alone, of his own.
    LeaveMessage: STRANGERS
    | {Aim.NO_SESSION: (NO_SESSION, NO, NO, NO), Aim.SIDE: (NO_SESSION, NO, NO, NO)},
    GetCustomer: SUPERVISORS | {Aim.NO_SESSION: STAFF_NOWHERE, Aim.SIDE: STAFF_NOWHERE},
    ChangeCustomer: SUPERVISORS
    | {Aim.NO_SESSION: STAFF_NOWHERE, Aim.SIDE: STAFF_NOWHERE},
    EndService: STRANGERS
    | {Aim.NO_SESSION: (NO_SESSION, NO, NO, NO), Aim.SIDE: (NO_SESSION, NO, NO, NO)},
    GetHistory: SUPERVISORS | {Aim.SIDE: NOBODY},
    Recall: STRANGERS,
    Consult: AGENTS_OWN | {Aim.AGENT: NOBODY, Aim.NO_AGENT: NO_AGENT_OF_STAFF},
    AnswerCall: OFFERS,
    Watch: {
        Aim.SERVED: (NO, NO, NO, OK),
        Aim.WAITING: (NO, NO, NO, STATE),  # there is nobody to whisper to
        Aim.NO_SESSION: (NO, NO, NO_SESSION, NO_SESSION),
        Aim.SIDE: (NO, NO, NO_SESSION, NO_SESSION),
    },
    Leave: AGENTS_OWN | {Aim.AGENT: NOBODY, Aim.NO_AGENT: NOBODY},
    Mention: AGENTS_OWN
    | {Aim.SIDE: NOBODY, Aim.AGENT: NOBODY, Aim.NO_AGENT: NO_AGENT_OF_STAFF},
    # The example names nobody who there is.
    Talk: {Aim.ITSELF: NO_AGENT_OF_STAFF},
    SendCopy: AGENTS_OWN
    | {
        # He may, but there is no mail server.
        Aim.SERVED: (NO, NO, NO, ErrorCode.NOT_SET_UP),
        Aim.WAITING: (NO, NO, NO, ErrorCode.NOT_SET_UP),
    },
    # The first is a visitor's alone.
    Select: STRANGERS
    | {Aim.NO_SESSION: (NO_SESSION, NO, NO, NO), Aim.SIDE: (NO_SESSION, NO, NO, NO)},
    InviteRating: STRANGERS | {Aim.SIDE: NOWHERE},
    AskHuman: STRANGERS
    | {Aim.NO_SESSION: (NO_SESSION, NO, NO, NO), Aim.SIDE: (NO_SESSION, NO, NO, NO)},
    RateAnswer: STRANGERS
    | {Aim.NO_SESSION: (NO_SESSION, NO, NO, NO), Aim.SIDE: (NO_SESSION, NO, NO, NO)},
}
ANSWERS: Final = (
    Colleagues,
    Customer,
    FollowUps,
    History,
    MessagesLeft,
    Queue,
    Sessions,
    Trend,
    Why,
)
OF_A_SESSION: Final = (Message, Receipt, Room, Session, Typing, History)


def aims_of(kind: type[ClientFrame]) -> tuple[Aim, ...]:
    """What a frame can be about, from its fields."""
    fields = [name for name in AIMS_OF_FIELD if name in kind.__struct_fields__]
    return tuple(aim for name in fields for aim in AIMS_OF_FIELD[name]) or (Aim.ITSELF,)


FRAMES: Final = {type(frame): frame for frame in CLIENT_FRAMES}


class Neighbourhood:
    """Two visitors and agent `a` of group `g`; strangers, who have group `h`."""

    def __init__(self) -> None:
        self.house = House()
        self.agent = self.house.free_agent("a", 1)
        self.served, self.waiting = self.house.visitor("v"), self.house.visitor("w")
        for visitor in (self.served, self.waiting):
            visitor.send("c1", "a secret")
        self.house.world.define_group("h")
        for name in ("b", "s"):
            self.house.world.register(name, 1, "h")
        self.house.world.register("t", 1, "g")
        self.colleague = self.house.free_agent("c", 1, group="h")
        self._consult()
        self.committed: list[Append] = []

    def _consult(self) -> None:
        """In a side room something was said, too."""
        session = self.served.session
        place = f"{session}/side-1"
        number = self.agent.number
        self.agent.ask(Consult(number(), session, "c", "o-consult", "see here"))
        answer = AnswerCall(self.colleague.number(), session, "o", is_accepted=True)
        self.colleague.ask(answer)
        secret = TextBody("a secret aside")
        self.agent.ask(Send(number(), place, "side-1", "aside1", secret))

    def stranger(self, who: Who, positions: dict[str, int] | None = None) -> Tab:
        """Somebody who has been let in, and is free if he gets nothing by that."""
        tab = self.house.tab(ROLES[who], who.value, positions)
        if who in {Who.AGENT, Who.FOREIGN}:
            tab.say(SetStatus(999, self.house.world.operation(), "free"))
        return tab

    def listen(self, tab: Tab) -> None:
        """From now on what is heard and committed counts."""
        self.house.world.fate = self._witness
        self._read(tab)
        for each in (tab, *self.others):
            each.heard.clear()
        self.committed.clear()

    def rest(self, tab: Tab) -> None:
        """Everybody hears what there is to hear."""
        self.house.world.advance(1)
        self._read(tab)

    @property
    def others(self) -> tuple[Tab, ...]:
        return self.agent, self.served, self.waiting, self.colleague

    def aimed(self, kind: type[ClientFrame], aim: Aim) -> ClientFrame:
        """The frame about that; what else it names is there."""
        session = {
            Aim.WAITING: self.waiting.session,
            Aim.NO_SESSION: "01nosuchsession00000000000",
            Aim.SIDE: f"{self.served.session}/side-1",
        }.get(aim, self.served.session)
        group = "nope" if aim is Aim.NO_GROUP else "g"
        somebody = "c" if kind in {Consult, Mention} else ""
        agent = {Aim.AGENT: "a", Aim.NO_AGENT: "nobody"}.get(aim, somebody)
        room = "side-1" if aim is Aim.SIDE else "visitor"
        named: dict[str, object] = {
            "room": room,
            "session": session,
            "positions": {session: 0},
            "group": group,
            "agent": agent,
            "due": 0,
            "visitor": "nobody" if kind is Initiate else "",
            "channel": "",
            "unblock": False,
            "block_until": 0,
        }
        fields = kind.__struct_fields__
        given = {name: value for name, value in named.items() if name in fields}
        return msgspec.structs.replace(FRAMES[kind], **given)

    def _read(self, tab: Tab) -> None:
        for each in (tab, *self.others):
            each.read()

    def _witness(self, batch: Sequence[Append]) -> Fate:
        self.committed += batch
        return Fate.COMMIT


def outcome(tab: Tab) -> Expected:
    """What became of the one frame that was sent."""
    if tab.connection.closing is not None:
        return tab.connection.closing.code
    codes = [ErrorCode(each.code) for each in tab.heard if isinstance(each, Res)]
    codes += [OK for each in tab.heard if isinstance(each, ANSWERS)]
    assert len(codes) < 2
    return codes[0] if codes else None


def shown(frames: Sequence[ServerFrame], session: str) -> list[ServerFrame]:
    """What of a session is among these."""
    return [
        each
        for each in frames
        if isinstance(each, OF_A_SESSION) and each.session.startswith(session)
    ]


def test_the_table_has_every_frame_and_whatever_it_may_be_about() -> None:
    rows = {(kind, aim) for kind, row in TABLE.items() for aim in row}
    frames = get_args(ClientFrame)
    assert rows == {(kind, aim) for kind in frames for aim in aims_of(kind)}


@pytest.mark.covers("P5", "Q11")
@pytest.mark.parametrize("kind", get_args(ClientFrame))
def test_what_becomes_of_a_frame_about_others(kind: type[ClientFrame]) -> None:
    """Where nothing was done all is as it was: the next finds the same world."""
    around = Neighbourhood()
    for aim, row in TABLE[kind].items():
        for who, expected in zip(Who, row, strict=True):
            case = f"{kind.__name__} {aim.name} {who.name}"
            tab = around.stranger(who)
            around.listen(tab)
            tab.say(around.aimed(kind, aim))
            around.rest(tab)
            assert outcome(tab) == expected, case
            assert around.house.crashes == [], case
            assert around.house.world.crashed() == [], case
            if expected is OK:
                around = Neighbourhood()
                continue
            assert around.committed == [], case
            assert [one for each in around.others for one in each.heard] == [], case
            for other in (around.served, around.waiting):
                assert shown(tab.heard, other.session) == [], case
            tab.leave()


@pytest.mark.covers("P5")
@pytest.mark.parametrize("aim", SESSIONS)
@pytest.mark.parametrize("who", [Who.VISITOR, Who.AGENT, Who.FOREIGN])
def test_who_says_that_he_takes_part_is_shown_nothing(who: Who, aim: Aim) -> None:
    around = Neighbourhood()
    hello = around.aimed(Hello, aim)
    assert isinstance(hello, Hello)
    tab = around.stranger(who, dict(hello.positions))
    for visitor in (around.served, around.waiting):
        visitor.send("c2", "another secret")
    around.rest(tab)
    for other in (around.served, around.waiting):
        assert shown(tab.heard, other.session) == []


@pytest.mark.covers("Q11")
def test_a_supervisor_is_shown_what_it_is_and_does_not_follow_it() -> None:
    around = Neighbourhood()
    session = around.served.session
    tab = around.stranger(Who.SUPERVISOR, {session: 0})
    around.served.send("c2", "another secret")
    around.rest(tab)
    told = shown(tab.heard, session)
    assert sorted(type(each).__name__ for each in told) == ["Message", "Session"]


@pytest.mark.covers("P5")
@pytest.mark.parametrize(
    "kind", [kind for kind in get_args(ClientFrame) if kind is not Hello]
)
def test_who_is_not_let_in_does_and_hears_nothing(kind: type[ClientFrame]) -> None:
    for aim in aims_of(kind):
        around = Neighbourhood()
        tab = Tab(around.house)
        around.listen(tab)
        tab.say(around.aimed(kind, aim))
        around.rest(tab)
        assert outcome(tab) == CloseCode.NO_HELLO
        assert tab.heard == []
        assert around.committed == []
        assert [frame for each in around.others for frame in each.heard] == []


@pytest.mark.covers("P5")
@pytest.mark.parametrize("kind", get_args(ClientFrame))
@pytest.mark.parametrize("who", Who)
def test_a_frame_cut_anywhere_ends_the_connection(
    who: Who, kind: type[ClientFrame]
) -> None:
    around = Neighbourhood()
    frame = around.aimed(kind, aims_of(kind)[0])
    data = encode_client_frames([frame])
    for end in range(len(data)):
        tab = around.stranger(who)
        assert tab.connection.receive(data[:end], around.house.world.now) == []
        assert outcome(tab) == CloseCode.PROTOCOL
        tab.leave()


@pytest.mark.covers("P5")
@pytest.mark.parametrize("kind", get_args(ClientFrame))
def test_before_welcome_there_are_heartbeats_alone(kind: type[ClientFrame]) -> None:
    connection = Connection(now=0.0)
    connection.receive(encode_client_frames([FRAMES[Hello]]), 0.0)
    assert connection.receive(encode_client_frames([FRAMES[kind]]), 0.0) == []
    if kind in {Ping, Pong}:
        assert connection.closing is None
    else:
        assert connection.closing is not None
        assert connection.closing.code == CloseCode.PROTOCOL


@pytest.mark.covers("P5")
@pytest.mark.parametrize("kind", get_args(ClientFrame))
def test_who_is_being_closed_is_heard_no_more(kind: type[ClientFrame]) -> None:
    around = Neighbourhood()
    tab = around.stranger(Who.SUPERVISOR)
    around.listen(tab)
    tab.connection.close(CloseCode.NORMAL, "enough")
    tab.say(around.aimed(kind, aims_of(kind)[0]))
    around.rest(tab)
    assert tab.heard == []
    assert around.committed == []
