"""One frame of each type, and strategies for any frame: what the wire tests feed on."""

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
    Guest,
    Leave,
    Member,
    Mention,
    Room,
    SendCopy,
    Talk,
    Watch,
    WatchHow,
)
from gateway.wire.asking_bodies import (
    FilledField,
    FormBody,
    FormField,
    MenuBody,
    MenuOption,
    RatingBody,
    SelectionBody,
)
from gateway.wire.bodies import (
    FileBody,
    ImageBody,
    MarkdownBody,
    MessageBody,
    OrderBody,
    OrderField,
    ProductBody,
    RecallBody,
    RecalledBody,
    SentBody,
    TextBody,
    UnknownBody,
    VideoBody,
    VoiceBody,
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
    Read,
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
    Receipt,
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
    Reader,
    Source,
    Variable,
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

AT = 1_700_000_000_000

SENT_BODIES: tuple[SentBody, ...] = (
    TextBody("你好"),
    MarkdownBody("**您好**"),
    ImageBody("01hxyz_-ab", "照片.png", "image/png", 12_345, 640, 480),
    FileBody("01hxyz_-ac", "发票.pdf", "application/pdf", 1_234_567),
    VoiceBody("01hxyz_-ad", "a.ogg", "audio/ogg", 9_876, 12_300),
    VideoBody("01hxyz_-ae", "b.mp4", "video/mp4", 98_765_432, 1_920, 1_080, 65_000),
    ProductBody("杯子", "https://shop.example/1", "白色", "https://shop.example/1.png"),
    OrderBody(
        "订单 7",
        "您想问哪个订单？",
        "两个杯子",
        "http://shop.example/7.png",
        (OrderField("订单状态:", "已完成", "done"), OrderField("金额", "20 元")),
    ),
)
"""One of each kind that can be sent."""
BODIES: tuple[MessageBody, ...] = (
    *SENT_BODIES,
    RecallBody(7),
    RecalledBody(),
    MenuBody(
        "您想问什么？",
        (MenuOption("1", "售前", "买之前"), MenuOption("2", "售后")),
        "请选择",
    ),
    FormBody(
        "请填写",
        (
            FormField(
                "phone", "手机", (), required=True, pattern=r"\d{11}", hint="138"
            ),
            FormField("size", "尺码", (MenuOption("l", "大"),), required=False),
        ),
    ),
    RatingBody(
        "s1-9",
        "请评价",
        (MenuOption("101", "非常不满意"), MenuOption("105", "非常满意")),
        "star",
        12,
        AT + 43_200_000,
    ),
    SelectionBody(
        9,
        "105",
        "非常满意",
        (FilledField("size", "尺码", "大", "l"),),
        "solved",
        "谢谢",
    ),
    UnknownBody("sticker"),
)
"""One of each kind that can be shown."""

CLIENT_FRAMES: tuple[ClientFrame, ...] = (
    Hello("ticket", ClientInfo("t", "1", "en"), {"s1": 7}),
    Ping(1),
    Pong(2),
    Open(3, "op1", "presale", "web"),
    Send(4, "s1", "visitor", "c1", TextBody("你好")),
    Read("s1", "visitor", 8, 7),
    SetTyping("s1", "visitor", is_typing=True, after=3, preview="你"),
    Sync({"s1": 7}),
    SetStatus(5, "op2", "rest", "午饭"),
    Close(6, "s1", "op3"),
    Accept(7, "s1", "offer1", "op4"),
    Decline(8, "s1", "offer1", "op5"),
    Transfer(9, "s1", "op6", "aftersale", "a2", "请帮忙"),
    CancelTransfer(10, "s1", "op7"),
    Assign(11, "s1", "op8", "a2"),
    SetAgent(12, "a2", "op9", "not_ready", 3),
    GetColleagues(13, "presale"),
    GetQueue(14, "presale"),
    GetWhy(15, "s1"),
    Annotate(16, "s1", "op10", "follow_up", "退款", AT),
    EndService(17, "s1", "op11"),
    GetHistory(18, "s1", 9, 2),
    GetSessions(19, "presale"),
    Recall(20, "s1", 7, "op12"),
    Consult(21, "s1", "a2", "op13", "退货怎么办"),
    AnswerCall(22, "s1", "op14", True),  # noqa: FBT003
    Watch(23, "s1", "op15", "whisper", True),  # noqa: FBT003
    Leave(24, "s1", "op16", "a2"),
    Mention(25, "s1/side-1", "a3", "你看看", "op17"),
    SendCopy(26, "s1", "mail", "boss@example.com", "op18", "请看"),
    Talk(27, "op19", ("a2", "a3")),
    Select(21, "s1", 9, "op13", "105", {"phone": "138"}, "solved", "谢谢"),
    InviteRating(22, "s1", "op14"),
    GetFollowUps(23),
    Initiate(26, "op16", "user-7", "您好", "web", "presale"),
    LeaveMessage(27, "s1", "op17", "想退货", "13800138000"),
    GetMessagesLeft(28, "presale"),
    GetCustomer(24, "s1", "v1"),
    ChangeCustomer(
        25,
        "op15",
        "s1",
        "v1",
        "老王",
        "138 0013 8000",
        "wang@shop.example",
        "zh-CN",
        (CustomerField("会员号", "7"),),
        ("老客户",),
        5,
        "急",
        "骂人",
        AT,
        unblock=True,
    ),
)
LOOK = WhyLook(
    AT,
    "presale",
    "longest_idle",
    1,
    60_000,
    2,
    "a1",
    2,
    ("a1", "a2"),
    (WhyExcluded("full", 3, ("a3", "a4")),),
)
LIMITS_TOLD = Limits(25_000, 65_536, 32, 8_000, 5, 20)
SERVER_FRAMES: tuple[ServerFrame, ...] = (
    Welcome("k1", "visitor", "v1", AT, LIMITS_TOLD, typing_preview=True),
    Ping(1),
    Pong(2),
    GoAway(4000, 1500),
    Err(104, "expected a known frame tag", 200),
    Res(4, 0, number=8, at=AT + 1, is_repeat=True),
    Message("s1", "visitor", 8, "agent", "a1", "", TextBody("您好"), AT + 2),
    Receipt("s1", "visitor", "visitor", "v1", 8, 7),
    Typing("s1", "visitor", "visitor", "v1", True, 6_000, 8, "你", "访客"),  # noqa: FBT003
    Session(
        "s1",
        3,
        "serving",
        "presale",
        "v1",
        "a1",
        8,
        nickname="访客",
        offer=Offer("offer1", "a2", AT, AT + 20_000, "小红"),
        transfer=PendingTransfer(
            "aftersale", "a2", "请帮忙", "a1", AT, "售后", "小红", "小明", AT + 60_000
        ),
        visitor_away=True,
        handover=Handover("a3", "老客户", "小兰"),
        agent_name="小明",
        group_name="售前咨询",
        source=Source("order=7", "官网", "ads", "VIP"),
        readers=(Reader("agent", "a1", 8, 8), Reader("visitor", "v1", 8, 7)),
        rating=9,
        may_rate=True,
        variables=(Variable("phone", "138"),),
        notes=Notes(("退款", "物流"), "急", "unsolved", "回电话", AT, needs_tags=True),
        contact="13800138000",
        guests=(
            Guest(
                "a2", "小红", "called", "side-1", "a1", "小明", "帮忙", AT, AT + 30_000
            ),
        ),
        unread=2,
    ),
    Room(
        "s1/side-1",
        4,
        "side-1",
        (Member("a1", "小明"), Member("a2", "小红")),
        3,
        True,  # noqa: FBT003
        (Reader("agent", "a2", 3, 2),),
    ),
    Position("s1", 2, 5, 90, "您排在第 2 位"),
    Notice("s1", "auto_transfer", "a1", AT, "小明"),
    Board(4, "arrange", 3, ("s1", "s2"), "", AT + 30_000, "a9", "小李", ("s3",)),
    Colleagues(13, "presale", (Colleague("a2", "小红", "rest", 1, 2),), 1),
    Queue(
        14,
        "presale",
        "售前咨询",
        7,
        (Waiting("s1", 1, 60_000, 3, True, ("a2",), "访客", "web"),),  # noqa: FBT003
    ),
    Why(
        15,
        "s1",
        "queued",
        (
            WhyStep(
                AT,
                "lapsed",
                "a1",
                "presale",
                "expired",
                LOOK,
                "a2",
                "小明",
                "售前咨询",
            ),
        ),
        LOOK,
        is_cut=True,
    ),
    Gap("s1", 500),
    History(
        18,
        "s1",
        (Message("s1", "visitor", 8, "agent", "a1", "", TextBody("您好"), AT, "c2"),),
    ),
    Sessions(
        19,
        "presale",
        (Serving("s1", "访客", "a1", "小明", AT, AT + 9, unanswered=True),),
        is_cut=True,
    ),
    MessagesLeft(
        28,
        "presale",
        (MessageLeft("s1", "v1", "访客", "web", AT, "13800138000", 2),),
        3,
    ),
    FollowUps(21, (FollowUp("s1", "v1", "访客", "web", "回电话", AT, AT + 9),), 3),
    Customer(
        22,
        "v1",
        4,
        "老王",
        "138******8000",
        "w***@shop.example",
        "zh-CN",
        (CustomerField("会员号", "7"),),
        ("老客户",),
        5,
        (CustomerNote("急", "a1", "小明", AT),),
        is_blocked=True,
        block_reason="骂人",
        block_until=AT + 9,
        block_by="a9",
    ),
)

IDS = st.text(min_size=1, max_size=64)
OPTIONAL_IDS = st.text(max_size=64)
COUNTS = st.integers(0, 2**53 - 1)
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
    st.builds(Recall, COUNTS, IDS, st.integers(1, 2**53 - 1), IDS),
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
        st.integers(1, 2**53 - 1),
        IDS,
        OPTIONAL_IDS,
        st.dictionaries(IDS, TEXTS, max_size=3),
        any_of(OutcomeName),
        TEXTS,
    ),
    st.builds(InviteRating, COUNTS, IDS, IDS),
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
