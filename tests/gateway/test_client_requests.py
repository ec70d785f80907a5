"""What a client asks for: once, however often it is sent, and answered in kind."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from gateway.client_core.core import ClientCore
from gateway.client_core.events import (
    NoticeReceived,
    PositionChanged,
    RequestAnswered,
    RequestExpired,
)
from gateway.client_core.requests import MAX_REQUESTS, TooManyRequests
from gateway.wire.answer_frames import Colleagues, FollowUps, Queue, Why
from gateway.wire.card_frames import InviteRating, Select
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
    GetWhy,
    Open,
    Recall,
    SetAgent,
    SetStatus,
    Transfer,
)
from gateway.wire.codes import ErrorCode
from gateway.wire.customer_frames import ChangeCustomer, Customer, GetCustomer
from gateway.wire.dashboard_frames import GetTrend, Trend
from gateway.wire.knowledge_frames import (
    Contribute,
    Contributions,
    DecideContribution,
    Entry,
    GetContributions,
    GetEntry,
    GetNews,
    KnowledgeFound,
    News,
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
    QuickReplies,
)
from gateway.wire.robot_frames import AskHuman, RateAnswer
from gateway.wire.server_frames import AnswerFrame, History, Notice, Position, Res
from gateway.wire.terms import MAX_ID_CHARS, MAX_NOTE_CHARS
from runtime.errors import UsageError
from tests.gateway.client_world import World, ready

Ask = Callable[[ClientCore, float], int]
REPLY = PutQuickReply(0, "", "q1", True, "c", "t", "hello")  # noqa: FBT003

OPERATIONS: list[tuple[Ask, Callable[[int, str], ClientFrame]]] = [
    (
        lambda core, now: core.ask.open("g", now, "h5"),
        lambda n, o: Open(n, o, "g", "h5"),
    ),
    (lambda core, now: core.ask.close("s", now), lambda n, o: Close(n, "s", o)),
    (
        lambda core, now: core.ask.select(
            "s",
            7,
            now,
            option="105",
            values={"a": "b"},
            outcome="solved",
            comment="thanks",
        ),
        lambda n, o: Select(n, "s", 7, o, "105", {"a": "b"}, "solved", "thanks"),
    ),
    (
        lambda core, now: core.ask.invite_rating("s", now),
        lambda n, o: InviteRating(n, "s", o),
    ),
    (
        lambda core, now: core.ask.ask_human("s", now),
        lambda n, o: AskHuman(n, "s", o),
    ),
    (
        lambda core, now: core.ask.rate_answer("s", 7, now, is_helpful=True),
        lambda n, o: RateAnswer(n, "s", 7, o, is_helpful=True),
    ),
    (
        lambda core, now: core.ask.end_service("s", now),
        lambda n, o: EndService(n, "s", o),
    ),
    (
        lambda core, now: core.ask.set_status("rest", now, "tea"),
        lambda n, o: SetStatus(n, o, "rest", "tea"),
    ),
    (
        lambda core, now: core.ask.accept("s", "f", now),
        lambda n, o: Accept(n, "s", "f", o),
    ),
    (
        lambda core, now: core.ask.decline("s", "f", now),
        lambda n, o: Decline(n, "s", "f", o),
    ),
    (
        lambda core, now: core.ask.transfer("s", now, group="g", agent="a", note="n"),
        lambda n, o: Transfer(n, "s", o, "g", "a", "n"),
    ),
    (
        lambda core, now: core.ask.cancel_transfer("s", now),
        lambda n, o: CancelTransfer(n, "s", o),
    ),
    (
        lambda core, now: core.ask.assign("s", "a", now),
        lambda n, o: Assign(n, "s", o, "a"),
    ),
    (
        lambda core, now: core.ask.set_agent("a", now, status="rest", capacity=3),
        lambda n, o: SetAgent(n, "a", o, "rest", 3),
    ),
    (
        lambda core, now: core.ask.annotate("s", "tag", "vip", now),
        lambda n, o: Annotate(n, "s", o, "tag", "vip"),
    ),
    (
        lambda core, now: core.ask.annotate("s", "follow_up", "call", now, due_ms=7),
        lambda n, o: Annotate(n, "s", o, "follow_up", "call", 7),
    ),
    (
        lambda core, now: core.ask.change_customer(
            ChangeCustomer(0, "", "s", level=7), now
        ),
        lambda n, o: ChangeCustomer(n, o, "s", level=7),
    ),
    (
        lambda core, now: core.ask.initiate("v", "hi", now, channel="web", group="g"),
        lambda n, o: Initiate(n, o, "v", "hi", "web", "g"),
    ),
    (
        lambda core, now: core.ask.leave_message("s", "hi", "138", now),
        lambda n, o: LeaveMessage(n, "s", o, "hi", "138"),
    ),
    (
        lambda core, now: core.ask.contribute("how?", "so", "hm", now),
        lambda n, o: Contribute(n, o, "how?", "so", "hm"),
    ),
    (
        lambda core, now: core.ask.decide_contribution(7, "", now, is_approved=True),
        lambda n, o: DecideContribution(n, o, 7, is_approved=True),
    ),
    (
        lambda core, now: core.ask.put_quick_reply(REPLY, now),
        lambda n, o: replace(REPLY, request=n, operation=o),
    ),
    (
        lambda core, now: core.ask.drop_quick_reply("q1", now, is_shared=True),
        lambda n, o: DropQuickReply(n, o, "q1", is_shared=True),
    ),
    (
        lambda core, now: core.ask.recall("s", 7, now),
        lambda n, o: Recall(n, "s", 7, o),
    ),
]


@pytest.mark.covers("P3")
@pytest.mark.parametrize(("ask", "frame"), OPERATIONS)
def test_an_operation_is_one_however_often_it_is_sent(
    ask: Ask, frame: Callable[[int, str], ClientFrame]
) -> None:
    world = ready()
    request = ask(world.core, world.now)
    world.write()
    world.deliver_to_server()
    world.cut()
    world.settle()
    ((operation, count),) = world.server.operations.items()
    assert count == 2
    asked = [
        each for each in world.server.received if each == frame(request, operation)
    ]
    assert len(asked) == 2
    (answered,) = world.of(RequestAnswered)
    answer = Res(request, 0, session="s", is_repeat=True)
    assert answered == RequestAnswered(request, answer)


QUESTIONS: list[tuple[Ask, type[ClientFrame], type[AnswerFrame]]] = [
    (lambda core, now: core.ask.colleagues("g", now), GetColleagues, Colleagues),
    (lambda core, now: core.ask.queue("g", now), GetQueue, Queue),
    (lambda core, now: core.ask.why("s", now), GetWhy, Why),
    (lambda core, now: core.ask.follow_ups(now), GetFollowUps, FollowUps),
    (
        lambda core, now: core.ask.contributions(now, state="", by="", before=0),
        GetContributions,
        Contributions,
    ),
    (
        lambda core, now: core.ask.news(now, is_unread=True, after="", limit=1),
        GetNews,
        News,
    ),
    (lambda core, now: core.ask.entry("e1", now), GetEntry, Entry),
    (
        lambda core, now: core.ask.search_knowledge("?", now, channel="", limit=1),
        SearchKnowledge,
        KnowledgeFound,
    ),
    (lambda core, now: core.ask.trend("g", now), GetTrend, Trend),
    (
        lambda core, now: core.ask.quick_replies("", now),
        GetQuickReplies,
        QuickReplies,
    ),
    (
        lambda core, now: core.ask.messages_left("g", now),
        GetMessagesLeft,
        MessagesLeft,
    ),
    (
        lambda core, now: core.ask.customer(now, session="s", visitor=""),
        GetCustomer,
        Customer,
    ),
    (
        lambda core, now: core.ask.history("s", now, before=7, limit=3),
        GetHistory,
        History,
    ),
]


@pytest.mark.covers("P3", "Q15")
@pytest.mark.parametrize(("ask", "asked", "kind"), QUESTIONS)
def test_a_question_is_answered_by_what_it_asks_for(
    ask: Ask, asked: type[ClientFrame], kind: type[AnswerFrame]
) -> None:
    world = ready()
    world.server.is_busy = True
    request = ask(world.core, world.now)
    world.exchange()
    assert world.of(RequestAnswered) == []
    world.settle()
    (answered,) = world.of(RequestAnswered)
    assert answered.request == request
    assert type(answered.answer) is kind
    assert [type(each) for each in world.server.received].count(asked) == 2
    world.push(answered.answer)
    assert len(world.of(RequestAnswered)) == 1


def test_a_question_may_be_refused() -> None:
    world = ready()
    request = world.core.ask.queue("g", world.now)
    world.write()
    refusal = Res(request, ErrorCode.FORBIDDEN)
    assert world.push(refusal) == [RequestAnswered(request, refusal)]


def test_only_an_opened_session_is_followed() -> None:
    world = ready()
    world.core.ask.assign("other", "a", world.now)
    world.settle()
    world.cut()
    world.connect()
    assert world.core.position("s") == 0
    hello = world.core.next_message(world.now)
    assert hello is not None
    assert b"\x80" in hello  # no positions


@pytest.mark.covers("Q5")
def test_the_place_in_line_is_told_as_it_comes() -> None:
    world = ready()
    places = [Position("s", 2, 5, 30), Position("s", 1, 5)]
    assert world.push(*places) == [PositionChanged(place) for place in places]


@pytest.mark.covers("S5")
def test_notices_are_told() -> None:
    notice = Notice("s", "agent_reminder", "me", 1)
    assert ready().push(notice) == [NoticeReceived(notice)]


def test_a_busy_server_is_asked_until_the_deadline() -> None:
    world = ready()
    world.server.is_busy = True
    request = world.core.ask.set_status("free", world.now)
    for _ in range(60):
        world.exchange()
        world.wait(1.0)
    assert world.of(RequestExpired) == [RequestExpired(request)]


def test_unanswered_requests_are_bounded() -> None:
    core = World().core
    for _ in range(MAX_REQUESTS):
        core.ask.close("s", 0.0)
    with pytest.raises(TooManyRequests):
        core.ask.close("s", 0.0)


BEYOND: list[Ask] = [
    lambda core, now: core.ask.open("g", now, "c" * (MAX_ID_CHARS + 1)),
    lambda core, now: core.ask.open("g" * (MAX_ID_CHARS + 1), now),
    lambda core, now: core.ask.set_status("rest", now, "t" * (MAX_NOTE_CHARS + 1)),
    lambda core, now: core.ask.set_status("rest", now, "\ud800"),
    lambda core, now: core.ask.set_agent("a", now, status="", capacity=-1),
]


@pytest.mark.parametrize("ask", BEYOND)
def test_what_no_server_would_take_is_not_sent(ask: Ask) -> None:
    world = ready()
    with pytest.raises(UsageError):
        ask(world.core, world.now)
    assert world.core.next_message(world.now) is None
