"""What is said and done in an internal conversation (S10)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.ids import AgentId, SessionId
from actors.internal import core
from actors.internal.messages import (
    MAX_CHANGES,
    MAX_MEMBERS,
    MAX_TALK_MESSAGES,
    BeginTalk,
    TalkBegun,
    TalkCommand,
    TalkLeft,
    TalkMember,
    TalkState,
)
from actors.refusal import Refused, Rule
from actors.session.aside_messages import GuestGone, LeaveAside, MentionColleague
from actors.session.effects import ShowReceipt, TellGuest
from actors.session.messages import (
    CloseSession,
    GetSession,
    MarkRead,
    PostMessage,
    RecallMessage,
    WakeSession,
)
from actors.session.replies import Done, Opened
from actors.session.terms import SERVICE, Role, Sender
from actors.session.view import RoomView

pytestmark = pytest.mark.covers("S10")

A, B, X = (Sender(Role.AGENT, each) for each in "abx")
VISITOR = Sender(Role.VISITOR, "a")
PLACE = SessionId("t/internal")
MEMBERS = (TalkMember("a", "A"), TalkMember("b", "B"))
STATE = core.apply(TalkState(), TalkBegun(MEMBERS))


def decide(command: TalkCommand, state: TalkState = STATE) -> core.TalkDecision:
    return core.decide(core.TalkCase(PLACE, state, 3, 1_000, 120.0), command)


def rule(command: TalkCommand, state: TalkState = STATE) -> Rule:
    decision = decide(command, state)
    assert decision.events == ()
    assert isinstance(decision.answer, Refused)
    return decision.answer.rule


def post(sender: Sender) -> PostMessage:
    return PostMessage(sender, "internal", "c", b"hi", "hi", "A", "k")


def recall(sender: Sender) -> RecallMessage:
    return RecallMessage(sender, "A", 1, None, "o", "internal")


def mention(agent: str, sender: Sender = A) -> MentionColleague:
    return MentionColleague(sender, AgentId(agent), "internal", "look", "o")


@pytest.mark.parametrize("stranger", [X, VISITOR])
def test_nobody_else_may_do_anything(stranger: Sender) -> None:
    for command in (
        post(stranger),
        recall(stranger),
        mention("x", stranger),
        GetSession(stranger, "internal"),
        LeaveAside(stranger, "o"),
        BeginTalk(stranger, MEMBERS, "o"),
    ):
        assert rule(command) is Rule.FORBIDDEN
        if not isinstance(command, BeginTalk):
            assert rule(command, TalkState()) is Rule.FORBIDDEN
    assert decide(MarkRead(stranger, "internal", 1, 1)) == core.NOTHING


def test_it_begins_once_with_a_bounded_number_of_colleagues() -> None:
    begin = BeginTalk(A, (*MEMBERS, MEMBERS[1]), "o", "A")
    begun = decide(begin, TalkState())
    assert begun.events == (TalkBegun(MEMBERS),)
    assert begun.answer == Opened(PLACE)
    assert decide(begin).answer == Opened(PLACE)
    many = tuple(TalkMember(f"m{number}", "") for number in range(MAX_MEMBERS))
    assert rule(BeginTalk(A, many, "o"), TalkState()) is Rule.BAD_VALUE
    assert rule(BeginTalk(A, (), "o"), TalkState()) is Rule.BAD_VALUE
    assert rule(BeginTalk(VISITOR, MEMBERS, "o"), TalkState()) is Rule.BAD_VALUE


def test_what_is_about_no_room_is_unknown() -> None:
    assert rule(CloseSession(A, "o")) is Rule.NO_SUCH_SESSION
    assert decide(WakeSession()) == core.NOTHING


def test_a_file_that_may_be_gone_is_not_said() -> None:
    assert rule(replace(post(A), until_ms=1_000)) is Rule.TOO_LATE
    assert decide(replace(post(A), until_ms=1_001)).events


def test_members_and_messages_are_bounded() -> None:
    full = replace(STATE, last_number=MAX_TALK_MESSAGES)
    assert rule(post(A), full) is Rule.WRONG_STATE
    assert rule(recall(A)) is Rule.NO_SUCH_MESSAGE
    assert decide(mention("b")).answer == Done()
    assert decide(mention("b")).events == ()
    tired = replace(STATE, changes=MAX_CHANGES)
    assert rule(mention("x"), tired) is Rule.WRONG_STATE
    crowd = tuple(TalkMember(f"m{number}", "") for number in range(MAX_MEMBERS - 1))
    packed = replace(STATE, members=(MEMBERS[0], *crowd))
    assert rule(mention("x"), packed) is Rule.WRONG_STATE


def test_who_leaves_is_out_and_the_last_one_ends_it() -> None:
    assert rule(LeaveAside(A, "o", "b")) is Rule.FORBIDDEN
    left = decide(LeaveAside(A, "o", "a"))
    assert left.events == (TalkLeft(AgentId("a")),)
    after = core.apply(STATE, left.events[0])
    assert [each.agent for each in after.members] == ["b"]
    over = core.apply(after, TalkLeft(AgentId("b")))
    case = core.TalkCase(PLACE, over, 5, 1_000, 120.0)
    assert core.view(case).is_open is False
    assert core.index_row(over).state == "over"
    assert core.index_row(STATE).state == "open"


def test_who_is_away_stays_a_member_and_who_is_none_is_told() -> None:
    assert decide(GuestGone(AgentId("a"))) == core.NOTHING
    assert decide(GuestGone(AgentId("x"), ())) == core.NOTHING
    told = decide(GuestGone(AgentId("x")))
    assert told.effects == (TellGuest(AgentId("x"), is_in=False),)


def test_a_receipt_only_grows() -> None:
    state = replace(STATE, last_number=2)
    (shown,) = decide(MarkRead(B, "internal", 9, 1), state).effects
    assert isinstance(shown, ShowReceipt)
    assert (shown.reader.delivered, shown.reader.read) == (2, 1)
    case = core.TalkCase(PLACE, state, 3, 1_000, 120.0, readers=(shown.reader,))
    assert core.decide(case, MarkRead(B, "internal", 1, 0)) == core.NOTHING


def test_the_service_reads_for_whoever_resumes() -> None:
    seen = decide(GetSession(SERVICE, "internal")).answer
    assert isinstance(seen, RoomView)
    assert seen.members == (("a", "A"), ("b", "B"))
