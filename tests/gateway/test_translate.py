"""What actors say as frames: every code, nothing that is not the looker's, bounded."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.agent.messages import AgentStatus, Board, Registered, StatusSet
from actors.assignment.messages import (
    USUAL_RULE,
    Member,
    Queue,
    QueueEntry,
    QueuePosition,
    Roster,
)
from actors.assignment.routing import Excluded, Exclusion, Routing, Strategy
from actors.assignment.standing import QueueClass, Standing
from actors.explanation import Explanation, Step, StepKind
from actors.ids import AgentId, GroupId, SessionId
from actors.refusal import Refused, Rule
from actors.session.events import MessagePosted, TransferCause
from actors.session.replies import Accepted, Done, Ended, Opened
from actors.session.source import Source
from actors.session.state import Handover, Offer, Transfer
from actors.session.terms import CloseReason, Role, Sender, SessionPhase
from actors.session.view import (
    Notice,
    NoticeKind,
    PublishedMessage,
    SessionView,
    TypingChanged,
)
from gateway.answers import colleagues_frame, queue_frame, why_frame
from gateway.translate import (
    CODES,
    RETRY_MS,
    answer_frame,
    board_frame,
    error_frame,
    frame_of,
    position_frame,
    session_frame,
)
from gateway.wire import answer_frames as answers
from gateway.wire import server_frames as frames
from gateway.wire import session_parts as parts
from gateway.wire.bodies import TextBody, encode_body, stored_body
from gateway.wire.client_codec import decode_server_message
from gateway.wire.codes import ErrorCode
from gateway.wire.server_codec import encode_frame
from gateway.wire.terms import (
    MAX_COLLEAGUES_SHOWN,
    MAX_ID_CHARS,
    MAX_QUEUE_SHOWN,
    MAX_SERVER_MESSAGE_BYTES,
    MAX_STEPS_SHOWN,
)
from runtime.errors import MailboxFull, Unavailable

BODY = encode_body(TextBody("hi"))
S = SessionId("s1")
SECRET = "only among agents"
AGENT, VISITOR = Sender(Role.AGENT, "a1"), Sender(Role.VISITOR, "v")
VIEW = SessionView(
    session=S,
    version=7,
    phase=SessionPhase.SERVING,
    visitor="v",
    nickname="访客",
    group="g",
    agent="a1",
    last_number=3,
    reason=None,
    offer=Offer("a2", 1, "r1", 4, "g", 50, 70),
    transfer=Transfer("g", "a2", SECRET, TransferCause.AGENT, "a1", 40),
    visitor_away=True,
    handover=Handover("a3", SECRET),
    source=Source(SECRET, "官网", "ads", "VIP"),
)
LONG = "n" * MAX_ID_CHARS
NAMES = (LONG,) * 5
LOOK = Routing(
    9,
    "g",
    Strategy.LEAST_LOADED,
    2,
    60_000,
    4,
    "a1",
    2,
    ("a1", "a2"),
    (Excluded(Exclusion.FULL, 1, ("a3",)),),
)


def test_every_rule_has_a_code_of_its_own() -> None:
    assert set(CODES) == set(Rule)
    assert len(set(CODES.values())) == len(Rule)


@pytest.mark.parametrize("rule", list(Rule))
def test_a_refusal_is_its_code_and_text(rule: Rule) -> None:
    assert answer_frame(4, "s", Refused(rule, "no")) == frames.Res(
        4, CODES[rule], "s", text="no"
    )


@pytest.mark.parametrize(
    "answer", [Ended(), Done(), StatusSet(AgentStatus.FREE), Registered()]
)
def test_what_is_done_is_ok(answer: object) -> None:
    assert answer_frame(4, "s", answer) == frames.Res(4, ErrorCode.OK, "s")


def test_other_answers() -> None:
    accepted = answer_frame(4, "s", Accepted(8, 99, 1, is_repeat=True))
    assert accepted == frames.Res(4, 0, "s", 8, 99, is_repeat=True)
    assert answer_frame(4, "", Opened("s2")) == frames.Res(4, 0, "s2")
    assert answer_frame(4, "s", "nonsense").code == ErrorCode.INTERNAL


def test_errors_are_for_now() -> None:
    full = error_frame(4, "s", MailboxFull("/s", 1))
    assert (full.code, full.retry_ms) == (ErrorCode.OVERLOADED, RETRY_MS)
    away = error_frame(4, "s", Unavailable("away"))
    assert (away.code, away.retry_ms) == (ErrorCode.UNAVAILABLE, RETRY_MS)


# --- a session


@pytest.mark.covers("Q10")
def test_agents_see_all_of_a_session() -> None:
    assert session_frame(VIEW, AGENT) == frames.Session(
        "s1",
        7,
        "serving",
        "g",
        "v",
        "a1",
        3,
        "",
        "访客",
        parts.Offer("r1", "a2", 50, 70),
        parts.PendingTransfer("g", "a2", SECRET, "a1", 40),
        visitor_away=True,
        handover=parts.Handover("a3", SECRET),
        source=parts.Source(SECRET, "官网", "ads", "VIP"),
    )


@pytest.mark.covers("Q10")
@pytest.mark.parametrize("phase", list(SessionPhase))
def test_visitors_see_nothing_of_what_agents_do_among_them(phase: SessionPhase) -> None:
    view = replace(VIEW, phase=phase)
    frame = session_frame(view, VISITOR)
    assert (frame.offer, frame.transfer, frame.handover) == (None, None, None)
    assert frame.source is None
    assert frame.visitor_away is False
    data = encode_frame(frame)
    for secret in (SECRET, "a2", "a3", "r1"):
        assert secret.encode() not in data


@pytest.mark.parametrize("phase", list(SessionPhase))
def test_every_phase_and_reason_travels(phase: SessionPhase) -> None:
    for reason in (None, *CloseReason):
        view = replace(VIEW, phase=phase, reason=reason)
        frame = session_frame(view, VISITOR)
        assert decode_server_message(encode_frame(frame)) == [frame]
        assert frame.state == ("queued" if phase.value == "new" else phase.value)
        assert frame.reason == (reason.value if reason else "")


def test_a_session_that_nothing_happens_to() -> None:
    view = replace(VIEW, offer=None, transfer=None, handover=None)
    frame = session_frame(view, AGENT)
    assert (frame.offer, frame.transfer, frame.handover) == (None, None, None)


# --- events


def test_events() -> None:
    posted = MessagePosted(2, "visitor", Role.ROBOT, "bot", "Bot", BODY, "c")
    assert frame_of(PublishedMessage(S, posted, 5)) == frames.Message(
        "s1", "visitor", 2, "robot", "bot", "Bot", stored_body(BODY), 5, "c"
    )
    sender = Sender(Role.AGENT, "a1", (GroupId("g"),))
    typing = TypingChanged(S, "visitor", sender, is_typing=True, after=2)
    assert frame_of(typing) == frames.Typing(
        "s1", "visitor", "agent", "a1", is_typing=True, ttl_ms=6_000, after=2
    )
    place = QueuePosition(S, 2, 9, None)
    assert position_frame(place, "2") == frames.Position("s1", 2, 9, None, "2")


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_every_notice_travels(kind: NoticeKind) -> None:
    frame = frame_of(Notice(S, kind, "a1", 5))
    assert frame == frames.Notice("s1", kind.value, "a1", 5)
    assert decode_server_message(encode_frame(frame)) == [frame]


@pytest.mark.covers("Q12")
@pytest.mark.parametrize("status", list(AgentStatus))
def test_every_status_travels(status: AgentStatus) -> None:
    frame = board_frame(Board(3, status, "午饭", 2, (S,), 90))
    assert frame == frames.Board(3, status.value, 2, ("s1",), "午饭", 90)
    assert decode_server_message(encode_frame(frame)) == [frame]


# --- answers about groups


def member(number: int, why_not: Exclusion | None, name: str = "n") -> Member:
    return Member(AgentId(f"a{number}"), name, why_not, 1, 2)


@pytest.mark.covers("Q10")
def test_colleagues_are_shown_with_status_and_load() -> None:
    roster = Roster((member(1, None), member(2, Exclusion.REST)), 2)
    assert colleagues_frame(4, "g", roster) == answers.Colleagues(
        4,
        "g",
        (
            answers.Colleague("a1", "n", "", 1, 2),
            answers.Colleague("a2", "n", "rest", 1, 2),
        ),
        2,
    )


def test_of_too_many_colleagues_the_number_is_told() -> None:
    members = tuple(
        member(number, Exclusion.FULL) for number in range(MAX_COLLEAGUES_SHOWN + 3)
    )
    frame = colleagues_frame(4, "g", Roster(members, 9_999))
    assert (len(frame.members), frame.count) == (MAX_COLLEAGUES_SHOWN, 9_999)


def entry(number: int, only: tuple[str, ...] = ()) -> QueueEntry:
    standing = Standing(5, QueueClass.RETURNED, priority=3, only=only)
    return QueueEntry(SessionId(f"{number:026}"), number, 60_000, standing)


@pytest.mark.covers("Q11")
def test_a_queue_is_shown_in_order_and_says_how_many_more_wait() -> None:
    entries = tuple(entry(n) for n in range(1, MAX_QUEUE_SHOWN + 3))
    queue = Queue("售前", USUAL_RULE, 999, entries, ())
    frame = queue_frame(4, "g", queue)
    assert (frame.public_name, frame.waiting) == ("售前", 999)
    assert [each.position for each in frame.entries] == list(
        range(1, MAX_QUEUE_SHOWN + 1)
    )
    assert frame.entries[0] == answers.Waiting(
        entries[0].session, 1, 60_000, 3, returned=True, only=()
    )


# --- why


@pytest.mark.covers("Q15")
def test_an_explanation_is_told_step_by_step() -> None:
    step = Step(8, StepKind.OFFERED, "a1", "g", "auto", LOOK, "boss")
    frame = why_frame(4, Explanation(S, SessionPhase.QUEUED, (step,), LOOK))
    look = answers.WhyLook(
        9,
        "g",
        "least_loaded",
        2,
        60_000,
        4,
        "a1",
        2,
        ("a1", "a2"),
        (answers.WhyExcluded("full", 1, ("a3",)),),
    )
    shown = answers.WhyStep(8, "offered", "a1", "g", "auto", look, "boss")
    assert frame == answers.Why(4, "s1", "queued", (shown,), look)


@pytest.mark.covers("Q15")
def test_of_a_long_story_the_first_and_the_newest_are_told() -> None:
    steps = tuple(Step(n, StepKind.QUEUED) for n in range(MAX_STEPS_SHOWN + 10))
    frame = why_frame(4, Explanation(S, SessionPhase.CLOSED, steps, None))
    assert [step.at for step in frame.steps] == [
        0,
        *range(11, MAX_STEPS_SHOWN + 10),
    ]
    assert frame.is_cut
    whole = why_frame(4, Explanation(S, SessionPhase.CLOSED, steps[:3], None))
    assert not whole.is_cut
    cut = Explanation(S, SessionPhase.CLOSED, steps[:3], None, is_cut=True)
    assert why_frame(4, cut).is_cut


# --- size


WORST_LOOK = Routing(
    2**50,
    LONG,
    Strategy.LONGEST_IDLE,
    99,
    2**50,
    2**30,
    LONG,
    2**30,
    NAMES,
    tuple(Excluded(reason, 2**30, NAMES) for reason in Exclusion),
)
WORST_STEP = Step(
    2**50, StepKind.TRANSFER_REQUESTED, LONG, LONG, LONG, WORST_LOOK, LONG
)
WORST = [
    colleagues_frame(
        1,
        LONG,
        Roster(
            (Member(AgentId(LONG), "名" * 64, Exclusion.FULL, 9, 9),) * 2_000, 2_000
        ),
    ),
    queue_frame(
        1, LONG, Queue("名" * 64, USUAL_RULE, 1, (entry(1, NAMES * 20),) * 2_000, ())
    ),
    why_frame(1, Explanation(S, SessionPhase.QUEUED, (WORST_STEP,) * 100, WORST_LOOK)),
]


@pytest.mark.parametrize("frame", WORST, ids=lambda frame: type(frame).__name__)
def test_the_largest_answer_fits_into_a_message_to_a_client(
    frame: frames.ServerFrame,
) -> None:
    assert len(encode_frame(frame)) <= MAX_SERVER_MESSAGE_BYTES
    assert decode_server_message(encode_frame(frame)) == [frame]
