"""One frame of each type, and one body of each kind: what the wire tests feed on."""

from __future__ import annotations

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
    Guest,
    Leave,
    Member,
    Mention,
    Room,
    SendCopy,
    Talk,
    Watch,
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
from gateway.wire.dashboard_frames import (
    Dashboard,
    DashboardAgent,
    DashboardCrew,
    DashboardDay,
    DashboardGroup,
    DashboardSessions,
    GetTrend,
    Trend,
    TrendMinute,
    WatchDashboard,
)
from gateway.wire.knowledge_frames import (
    Contribute,
    Contributed,
    Contribution,
    Contributions,
    DecideContribution,
    Entry,
    EntryAnswer,
    FoundEntry,
    GetContributions,
    GetEntry,
    GetNews,
    KnowledgeFound,
    MarkNews,
    News,
    NewsPublished,
    NewsRow,
    SearchKnowledge,
)
from gateway.wire.notes import Notes
from gateway.wire.reaching_frames import (
    GetMessagesLeft,
    Initiate,
    LeaveMessage,
    MessageLeft,
    MessagesLeft,
)
from gateway.wire.reply_frames import (
    DropQuickReply,
    GetQuickReplies,
    PutQuickReply,
    QuickReplies,
    QuickReply,
    QuickReplyPut,
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
    Ping,
    Pong,
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
        "我是机器人",
        "welcome",
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

DASHBOARD = Dashboard(
    AT,
    AT - 9,
    20,
    3,
    DashboardGroup(
        "",
        "",
        2,
        AT - 5,
        DashboardSessions(5, 1, 2, 1, 4, 0),
        DashboardCrew(1, 2, 1, 0, 0, 1, 9, 4),
        DashboardDay(9, 6, 4, 3, 1, 5, 4, 1, 7_100, 4_300, 8, 6),
    ),
    (
        DashboardGroup(
            "presale",
            "售前",
            0,
            0,
            DashboardSessions(0, 0, 0, 0, 0, 0),
            DashboardCrew(0, 0, 0, 0, 0, 0, 0, 0),
            DashboardDay(0, 0, 0, 0, 0, 0, 0, 0, None, None, 0, 0),
        ),
    ),
    (DashboardAgent("a1", "小明", "busy", 2, 2, 0, True, ("presale",)),),  # noqa: FBT003
    is_cut=True,
)
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
    AskHuman(29, "s1", "op20"),
    RateAnswer(30, "s1", 7, "op21", True),  # noqa: FBT003
    GetFollowUps(23),
    Initiate(26, "op16", "user-7", "您好", "web", "presale"),
    LeaveMessage(27, "s1", "op17", "想退货", "13800138000"),
    GetMessagesLeft(28, "presale"),
    Contribute(31, "op22", "怎么退款", "七天内原路退回", "每天都有人问"),
    GetContributions(32, "rejected", "a1", 9),
    DecideContribution(33, "op23", 7, False, "已有"),  # noqa: FBT003
    GetNews(34, True, "3/e1", 20),  # noqa: FBT003
    MarkNews(35, 3, ("e1", "e2")),
    GetEntry(36, "e1"),
    SearchKnowledge(37, "退款要几天", "web", 5),
    GetQuickReplies(38, "q1"),
    PutQuickReply(39, "op24", "q1", True, "售后", "退货地址", "{visitor}您好"),  # noqa: FBT003
    DropQuickReply(40, "op25", "q1", False),  # noqa: FBT003
    WatchDashboard(41),
    GetTrend(42, "presale"),
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
        may_ask_human=True,
        feedback=(Feedback(6, is_helpful=True),),
        recall_ms=120_000,
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
    Contributed(31, 7),
    Contributions(
        32,
        (
            Contribution(
                7, AT, "a1", "怎么退款", "退", "急", "rejected", AT + 9, "a9", "已有"
            ),
        ),
        1,
        7,
    ),
    News(
        34,
        3,
        (NewsRow("e1", "怎么退款", 3, AT, "amy", True, AT + 9),),  # noqa: FBT003
        1,
        "3/e1",
    ),
    Entry(36, "e1", "怎么退款", ("退款",), (EntryAnswer("七天内", ("web",)),)),
    NewsPublished(4),
    QuickReplies(
        38,
        (QuickReply("q1", True, "售后", "退货", "您好", "tuihuo th"),),  # noqa: FBT003
        "q1",
    ),
    QuickReplyPut(39, "q1"),
    DASHBOARD,
    Trend(42, (TrendMinute(AT, 3, 95, 4, 2, 1, 1),)),
    KnowledgeFound(37, 4, (FoundEntry("e1", "怎么退款", "七天内", "text", 812),)),
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
