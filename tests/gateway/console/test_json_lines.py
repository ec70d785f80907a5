"""The keys that other programs rely on."""

from __future__ import annotations

import json

import pytest

from gateway.client_core.events import (
    BoardChanged,
    ClientEvent,
    Connected,
    DashboardChanged,
    Disconnected,
    ErrorReported,
    GoingAway,
    KnowledgeChanged,
    MessageConfirmed,
    MessageRefused,
    NoticeReceived,
    PositionChanged,
    ReceiptChanged,
    RequestAnswered,
    RequestExpired,
    RoomChanged,
    Stopped,
    TypingChanged,
)
from gateway.console.json_lines import (
    JSON_LINES_HELP,
    Posted,
    json_line,
    json_notice,
)
from gateway.console.styled import styled
from gateway.wire.answer_frames import (
    Colleagues,
    FollowUps,
    Queue,
    Sessions,
    Why,
    WhyLook,
    WhyStep,
)
from gateway.wire.aside_frames import Member, Room
from gateway.wire.bodies import TextBody
from gateway.wire.customer_frames import Customer
from gateway.wire.dashboard_frames import Trend
from gateway.wire.knowledge_frames import (
    Contributed,
    Contributions,
    Entry,
    KnowledgeFound,
    News,
    NewsPublished,
)
from gateway.wire.reaching_frames import MessagesLeft
from gateway.wire.reply_frames import QuickReplies, QuickReplyPut
from gateway.wire.server_frames import Board, Notice, Position, Res
from tests.gateway.console.agent_desk import ringing
from tests.gateway.console.samples import NOON, message, serving
from tests.gateway.frames import DASHBOARD

KEYS: list[tuple[ClientEvent | Posted, str]] = [
    (Connected("agent", "a", 1), "connected: role principal server_ms typing_preview"),
    (Disconnected(1006, 0.5), "disconnected: code retry_seconds"),
    (GoingAway(1), "going_away: retry_ms"),
    (Stopped(4500), "stopped: code refusal"),
    (
        serving(),
        (
            "session: session version state group visitor agent last_number reason "
            "nickname offer transfer visitor_away handover agent_name group_name "
            "source readers rating may_rate variables notes contact guests recall_ms "
            "unread may_ask_human feedback"
        ),
    ),
    (
        RoomChanged(Room("s/side-1", 1, "side-1", (Member("a"), Member("b")), 0)),
        "room: session version room members last_number is_open readers",
    ),
    (
        BoardChanged(Board(1, "free", 2, ("s",))),
        (
            "board: version status capacity sessions reason wrap_up_until by by_name "
            "visits"
        ),
    ),
    (
        PositionChanged(Position("s", 3, 7, 90)),
        "position: session position waiting wait_seconds text",
    ),
    (
        NoticeReceived(Notice("s", "agent_reminder", "a", 1)),
        "notice: session kind agent at agent_name",
    ),
    (
        RequestAnswered(1, Queue(1, "g", "G", 0, ())),
        "queue: request group public_name waiting entries",
    ),
    (
        RequestAnswered(1, Colleagues(1, "g", ())),
        "colleagues: request group members count",
    ),
    (
        RequestAnswered(1, Sessions(1, "g", ())),
        "sessions: request group rows is_cut",
    ),
    (
        RequestAnswered(1, Customer(1, "v", 1)),
        (
            "customer: request visitor version nickname phone email language fields "
            "tags level notes is_blocked block_reason block_until block_by"
        ),
    ),
    (
        RequestAnswered(1, MessagesLeft(1, "g", ())),
        "messagesleft: request group rows count",
    ),
    (KnowledgeChanged(NewsPublished(3)), "newspublished: version"),
    (RequestAnswered(1, Contributed(1, 7)), "contributed: request number"),
    (
        RequestAnswered(1, Contributions(1, ())),
        "contributions: request rows waiting next",
    ),
    (RequestAnswered(1, News(1, 3, ())), "news: request version rows unread next"),
    (
        RequestAnswered(1, Entry(1, "e", "q")),
        "entry: request entry question similar answers",
    ),
    (RequestAnswered(1, QuickReplies(1, ())), "quickreplies: request rows next"),
    (RequestAnswered(1, Trend(1, ())), "trend: request minutes"),
    (
        DashboardChanged(DASHBOARD),
        "dashboard: at day prompt_seconds behind whole groups agents is_cut",
    ),
    (RequestAnswered(1, QuickReplyPut(1, "q")), "quickreplyput: request reply"),
    (
        RequestAnswered(1, KnowledgeFound(1, 3, ())),
        "knowledgefound: request version rows",
    ),
    (
        RequestAnswered(1, FollowUps(1, ())),
        "followups: request rows count",
    ),
    (
        RequestAnswered(1, Why(1, "s", "queued", ())),
        "why: request session state steps now is_cut",
    ),
    (Posted("s", "c", "t"), "sent: session cid text"),
    (MessageConfirmed("s", "c", 1, 2), "confirmed: session cid number at"),
    (MessageRefused("s", "c", TextBody("t"), 301), "refused: session cid body code"),
    (
        message(1, "你好\n"),
        "message: session room number role sender name body at cid is_answer",
    ),
    (
        TypingChanged("s", "agent", "a", is_typing=True),
        "typing: session role sender is_typing preview name",
    ),
    (
        ReceiptChanged("s", "agent", "a", 2, 1),
        "receipt: session role sender delivered read",
    ),
    (RequestAnswered(1, Res(1, 0)), "answered: request code session"),
    (RequestExpired(1), "expired: request"),
    (ErrorReported(100, "x"), "error: code text"),
]


@pytest.mark.parametrize(("event", "keys"), KEYS)
def test_the_keys_are_as_documented(event: ClientEvent | Posted, keys: str) -> None:
    line = json_line(event)
    assert "\n" not in line
    row = json.loads(line)
    name, _, rest = keys.partition(": ")
    assert row.pop("event") == name
    assert set(row) == set(rest.split())
    documented = " ".join(JSON_LINES_HELP.split("\n  " + name, 1)[1].split())
    for key in row:
        assert key in documented


def test_every_event_has_a_row() -> None:
    assert {type(event) for event, _ in KEYS} >= set(ClientEvent.__args__)


def test_texts_arrive_as_they_are() -> None:
    row = json.loads(json_line(message(1, "你好\n\x1b[2J")))
    assert row["body"] == {"kind": "text", "text": "你好\n\x1b[2J"}
    assert json.loads(json_notice(styled("a"))) == {"event": "text", "text": "a"}


def test_inner_structs_are_named_too() -> None:
    look = WhyLook(1, "g", "longest_idle", 0, 9, 1, "a", 1, ("a",), ())
    why = Why(1, "s", "serving", (WhyStep(1, "assigned", "a", "g", "auto", look),))
    row = json.loads(json_line(RequestAnswered(1, why)))
    (step,) = row["steps"]
    assert step["what"] == "assigned"
    assert step["look"]["chosen"] == "a"
    offer = json.loads(json_line(ringing()))["offer"]
    assert offer == {
        "id": "o-s1",
        "agent": "ming",
        "since": NOON,
        "until": NOON + 20_000,
        "agent_name": "",
    }
