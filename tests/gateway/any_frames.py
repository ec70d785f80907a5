"""Strategies for any frame and any body."""

from __future__ import annotations

from typing import get_args

from hypothesis import strategies as st

from gateway.wire.answer_frames import (
    Colleague,
    Colleagues,
    FollowUp,
    FollowUps,
    Queue,
    Serving,
    Sessions,
    Waiting,
    Why,
    WhyExcluded,
    WhyLook,
    WhyStep,
)
from gateway.wire.aside_frames import (
    AnswerCall,
    Consult,
    CopyKindName,
    Leave,
    Mention,
    SendCopy,
    Talk,
    Watch,
    WatchHow,
)
from gateway.wire.bodies import (
    MarkdownBody,
    OrderBody,
    OrderField,
    SentBody,
    TextBody,
)
from gateway.wire.card_frames import InviteRating, Select
from gateway.wire.client_frames import (
    Accept,
    Annotate,
    Assign,
    CancelTransfer,
    ClientFrame,
    ClientInfo,
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
    Recall,
    Send,
    SetAgent,
    SetStatus,
    SetTyping,
    Sync,
    Transfer,
)
from gateway.wire.customer_frames import (
    ChangeCustomer,
    Customer,
    CustomerField,
    CustomerNote,
    GetCustomer,
)
from gateway.wire.notes import Notes
from gateway.wire.reaching_frames import (
    GetMessagesLeft,
    Initiate,
    LeaveMessage,
    MessageLeft,
    MessagesLeft,
)
from gateway.wire.robot_frames import AskHuman, Feedback, RateAnswer
from gateway.wire.server_frames import (
    Board,
    Err,
    Gap,
    GoAway,
    History,
    Limits,
    Message,
    Notice,
    Position,
    Res,
    ServerFrame,
    Session,
    Typing,
    Welcome,
)
from gateway.wire.session_parts import (
    Handover,
    Offer,
    PendingTransfer,
    Source,
)
from gateway.wire.terms import (
    MAX_CAPACITY,
    MAX_HISTORY,
    NoteName,
    NoticeName,
    OutcomeName,
    Ping,
    Pong,
    Role,
    SenderRole,
    SessionStateName,
    ShownStatus,
    Status,
)
from tests.gateway.frames import BODIES, SENT_BODIES

IDS = st.text(min_size=1, max_size=64)
OPTIONAL_IDS = st.text(max_size=64)
COUNTS = st.integers(0, 2**53 - 1)
NUMBERS = st.integers(1, 2**53 - 1)
TEXTS = st.text(min_size=1, max_size=200)
NAMES = st.lists(IDS, max_size=3).map(tuple)
POSITIONS = st.dictionaries(IDS, COUNTS, max_size=8)
FIELDS = st.lists(st.builds(CustomerField, OPTIONAL_IDS, OPTIONAL_IDS), max_size=3).map(
    tuple
)
INFOS = st.builds(ClientInfo, IDS, IDS, st.text(max_size=16))


ANY_SENT_BODY: st.SearchStrategy[SentBody] = st.one_of(
    st.builds(TextBody, TEXTS),
    st.builds(MarkdownBody, TEXTS),
    st.sampled_from(SENT_BODIES),
    st.builds(
        OrderBody,
        TEXTS,
        OPTIONAL_IDS,
        st.text(max_size=9),
        st.sampled_from(("", "https://x.example/?q=1")),
        st.lists(
            st.builds(OrderField, IDS, OPTIONAL_IDS, OPTIONAL_IDS), max_size=3
        ).map(tuple),
    ),
)


def any_of(literal: object) -> st.SearchStrategy[str]:
    """Any of a Literal's values."""
    return st.sampled_from(get_args(literal))


ANY_CLIENT_FRAME: st.SearchStrategy[ClientFrame] = st.one_of(
    st.builds(Hello, TEXTS, INFOS, POSITIONS, COUNTS),
    st.builds(Ping, COUNTS),
    st.builds(Pong, COUNTS),
    st.builds(Open, COUNTS, IDS, IDS, IDS),
    st.builds(Send, COUNTS, IDS, IDS, IDS, ANY_SENT_BODY),
    st.builds(SetTyping, IDS, IDS, st.booleans(), COUNTS, TEXTS),
    st.builds(Sync, POSITIONS),
    st.builds(SetStatus, COUNTS, IDS, any_of(Status), TEXTS),
    st.builds(Close, COUNTS, IDS, IDS),
    st.builds(Accept, COUNTS, IDS, IDS, IDS),
    st.builds(Decline, COUNTS, IDS, IDS, IDS),
    st.builds(Transfer, COUNTS, IDS, IDS, OPTIONAL_IDS, OPTIONAL_IDS, TEXTS),
    st.builds(CancelTransfer, COUNTS, IDS, IDS),
    st.builds(Assign, COUNTS, IDS, IDS, OPTIONAL_IDS),
    st.builds(
        SetAgent,
        COUNTS,
        IDS,
        IDS,
        st.just("") | any_of(Status),
        st.integers(0, MAX_CAPACITY),
    ),
    st.builds(GetColleagues, COUNTS, IDS),
    st.builds(GetQueue, COUNTS, IDS),
    st.builds(GetWhy, COUNTS, IDS),
    st.builds(Annotate, COUNTS, IDS, IDS, any_of(NoteName), TEXTS, COUNTS),
    st.builds(GetFollowUps, COUNTS),
    st.builds(Initiate, COUNTS, IDS, IDS, TEXTS, OPTIONAL_IDS, OPTIONAL_IDS),
    st.builds(LeaveMessage, COUNTS, IDS, IDS, TEXTS, OPTIONAL_IDS),
    st.builds(GetMessagesLeft, COUNTS, IDS),
    st.builds(GetCustomer, COUNTS, OPTIONAL_IDS, OPTIONAL_IDS),
    st.builds(
        ChangeCustomer,
        request=COUNTS,
        operation=IDS,
        session=OPTIONAL_IDS,
        visitor=OPTIONAL_IDS,
        nickname=st.none() | st.text(max_size=9),
        phone=st.none() | st.text(max_size=9),
        email=st.none() | st.text(max_size=9),
        language=st.none() | st.text(max_size=9),
        fields=st.none() | FIELDS,
        tags=st.none() | NAMES,
        level=st.none() | COUNTS,
        note=st.text(max_size=9),
        block_reason=st.text(max_size=9),
        block_until=COUNTS,
        unblock=st.booleans(),
    ),
    st.builds(EndService, COUNTS, IDS, IDS),
    st.builds(Recall, COUNTS, IDS, NUMBERS, IDS),
    st.builds(GetHistory, COUNTS, IDS, COUNTS, st.integers(1, MAX_HISTORY)),
    st.builds(Consult, COUNTS, IDS, IDS, IDS, TEXTS),
    st.builds(AnswerCall, COUNTS, IDS, IDS, st.booleans()),
    st.builds(Watch, COUNTS, IDS, IDS, any_of(WatchHow), st.booleans()),
    st.builds(Leave, COUNTS, IDS, IDS, OPTIONAL_IDS),
    st.builds(Mention, COUNTS, IDS, IDS, TEXTS, IDS),
    st.builds(Talk, COUNTS, IDS, st.lists(IDS, min_size=1, max_size=15).map(tuple)),
    st.builds(SendCopy, COUNTS, IDS, any_of(CopyKindName), TEXTS, IDS, TEXTS),
    st.builds(GetSessions, COUNTS, IDS),
    st.builds(
        Select,
        COUNTS,
        IDS,
        NUMBERS,
        IDS,
        OPTIONAL_IDS,
        st.dictionaries(IDS, TEXTS, max_size=3),
        any_of(OutcomeName),
        TEXTS,
    ),
    st.builds(InviteRating, COUNTS, IDS, IDS),
    st.builds(AskHuman, COUNTS, IDS, IDS),
    st.builds(RateAnswer, COUNTS, IDS, NUMBERS, IDS, st.booleans()),
)
LIMITS = st.builds(Limits, *[COUNTS] * 6)
OFFERS = st.builds(Offer, IDS, IDS, COUNTS, COUNTS, st.text())
TRANSFERS = st.builds(
    PendingTransfer,
    IDS,
    OPTIONAL_IDS,
    st.text(),
    IDS,
    COUNTS,
    st.text(),
    st.text(),
    st.text(),
    COUNTS,
)
LOOKS = st.builds(
    WhyLook,
    at=COUNTS,
    group=IDS,
    strategy=IDS,
    level=COUNTS,
    waited_ms=COUNTS,
    position=COUNTS,
    chosen=OPTIONAL_IDS,
    candidates=COUNTS,
    first=NAMES,
    excluded=st.lists(st.builds(WhyExcluded, IDS, COUNTS, NAMES), max_size=2).map(
        tuple
    ),
)
STEPS = st.builds(
    WhyStep,
    COUNTS,
    IDS,
    IDS,
    IDS,
    st.text(),
    st.none() | LOOKS,
    OPTIONAL_IDS,
    st.text(),
    st.text(),
)
MEMBERS = st.builds(Colleague, IDS, TEXTS, OPTIONAL_IDS, COUNTS, COUNTS)
ENTRIES = st.builds(
    Waiting,
    IDS,
    COUNTS,
    COUNTS,
    COUNTS,
    st.booleans(),
    NAMES,
    st.text(),
    st.text(),
)
SERVING = st.builds(
    Serving, IDS, st.text(), IDS, st.text(), COUNTS, COUNTS, st.booleans()
)
TO_FOLLOW = st.builds(FollowUp, *[IDS] * 4, st.text(), COUNTS, COUNTS)
MESSAGES = st.builds(
    Message,
    session=IDS,
    room=IDS,
    number=COUNTS,
    role=any_of(SenderRole),
    sender=IDS,
    name=st.text(),
    body=ANY_SENT_BODY | st.sampled_from(BODIES[:-1]),  # no server sends the last
    at=COUNTS,
    cid=st.text(),
    is_answer=st.booleans(),
)
ANY_SERVER_FRAME: st.SearchStrategy[ServerFrame] = st.one_of(
    st.builds(Welcome, IDS, any_of(Role), IDS, COUNTS, LIMITS, COUNTS, st.booleans()),
    st.builds(Ping, COUNTS),
    st.builds(Pong, COUNTS),
    st.builds(GoAway, COUNTS, COUNTS),
    st.builds(Err, COUNTS, TEXTS),
    st.builds(
        Res, COUNTS, COUNTS, IDS, COUNTS, COUNTS, st.booleans(), st.text(), COUNTS
    ),
    MESSAGES,
    st.builds(
        Typing,
        session=IDS,
        room=IDS,
        role=any_of(SenderRole),
        sender=IDS,
        is_typing=st.booleans(),
        ttl_ms=COUNTS,
        after=COUNTS,
        preview=TEXTS,
        name=st.text(),
    ),
    st.builds(
        Session,
        session=IDS,
        version=COUNTS,
        state=any_of(SessionStateName),
        group=IDS,
        visitor=IDS,
        agent=OPTIONAL_IDS,
        last_number=COUNTS,
        reason=st.text(),
        nickname=st.text(),
        offer=st.none() | OFFERS,
        transfer=st.none() | TRANSFERS,
        visitor_away=st.booleans(),
        handover=st.none() | st.builds(Handover, IDS, st.text(), st.text()),
        agent_name=st.text(),
        group_name=st.text(),
        source=st.none() | st.builds(Source, *[st.text()] * 4),
        notes=st.none()
        | st.builds(Notes, NAMES, *[st.text()] * 3, COUNTS, st.booleans()),
        may_ask_human=st.booleans(),
        feedback=st.lists(st.builds(Feedback, COUNTS, st.booleans()), max_size=3).map(
            tuple
        ),
    ),
    st.builds(Position, IDS, COUNTS, COUNTS, st.none() | COUNTS, st.text()),
    st.builds(Notice, IDS, any_of(NoticeName), OPTIONAL_IDS, COUNTS, st.text()),
    st.builds(
        Board,
        COUNTS,
        any_of(ShownStatus),
        COUNTS,
        NAMES,
        st.text(),
        COUNTS,
        OPTIONAL_IDS,
        st.text(),
    ),
    st.builds(
        Colleagues, COUNTS, IDS, st.lists(MEMBERS, max_size=3).map(tuple), COUNTS
    ),
    st.builds(
        Queue, COUNTS, IDS, TEXTS, COUNTS, st.lists(ENTRIES, max_size=3).map(tuple)
    ),
    st.builds(
        Why,
        COUNTS,
        IDS,
        any_of(SessionStateName),
        st.lists(STEPS, max_size=3).map(tuple),
        st.none() | LOOKS,
        st.booleans(),
    ),
    st.builds(Gap, IDS, COUNTS),
    st.builds(
        Sessions,
        COUNTS,
        IDS,
        st.lists(SERVING, max_size=3).map(tuple),
        st.booleans(),
    ),
    st.builds(History, COUNTS, IDS, st.lists(MESSAGES, max_size=3).map(tuple)),
    st.builds(
        MessagesLeft,
        COUNTS,
        IDS,
        st.lists(
            st.builds(MessageLeft, *[IDS] * 4, COUNTS, st.text(), COUNTS), max_size=2
        ).map(tuple),
        COUNTS,
    ),
    st.builds(FollowUps, COUNTS, st.lists(TO_FOLLOW, max_size=3).map(tuple), COUNTS),
    st.builds(
        Customer,
        COUNTS,
        IDS,
        COUNTS,
        *[st.text()] * 4,
        FIELDS,
        NAMES,
        COUNTS,
        st.lists(
            st.builds(CustomerNote, st.text(), IDS, st.text(), COUNTS), max_size=2
        ).map(tuple),
        st.booleans(),
        st.text(),
        COUNTS,
        OPTIONAL_IDS,
    ),
)
