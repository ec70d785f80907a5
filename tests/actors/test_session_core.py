"""Beginning, talk, notes, moves and end of a session: what commands lead to."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.assignment.messages import Treatment
from actors.assignment.standing import MAX_ONLY, QueueClass, Standing
from actors.ids import GroupId, VisitorId, opening_mark
from actors.refusal import Rule
from actors.rules.settings import ServiceSettings
from actors.session import core
from actors.session.causes import Stand, Trigger
from actors.session.effects import (
    AskTheServer,
    FreeSlot,
    JoinLine,
    LeaveLine,
    ReleaseHold,
    ShowMessage,
    ShowSession,
    TellDeclined,
    TryAgain,
)
from actors.session.events import (
    Annotated,
    LapseCause,
    MessagePosted,
    OfferLapsed,
    QueueCause,
    SessionClosed,
    SessionOpened,
    SessionQueued,
    StageEntered,
    TransferEndCause,
    TransferEnded,
)
from actors.session.fold import apply
from actors.session.messages import (
    AcceptOffer,
    AgentGone,
    Annotate,
    CancelTransfer,
    CheckVisitor,
    CloseSession,
    DeclineOffer,
    EndService,
    GetSession,
    OpenSession,
    SessionCommand,
    TransferSession,
    TurnAway,
    VisitorAttached,
    VisitorDetached,
    WakeSession,
    WithdrawOffer,
)
from actors.session.offers import slot_refused
from actors.session.reading import OVER, parties_of, standing_of
from actors.session.replies import Accepted, Done, Ended, Opened
from actors.session.ruling import SessionDecision, allow
from actors.session.state import SessionState
from actors.session.terms import CloseReason, Note, Role, Sender, SessionPhase
from runtime.decision import Decision
from runtime.journal import Claim, Mark
from tests.actors.session_cases import (
    AGENT,
    BOSS,
    NOW,
    OFFERED,
    OTHER,
    QUEUED,
    ROBOT,
    ROBOT_STATE,
    SERVING,
    START,
    STATES,
    STRANGER,
    SYSTEM,
    VISITOR,
    VISITORS_PLACE,
    A,
    B,
    G,
    after,
    assigned,
    case,
    decide,
    every_state,
    hand,
    move,
    offer,
    offered,
    open_in,
    opened,
    post,
    rule_in,
    rule_of,
    said,
    state_of,
)

NEW = SessionState()
OPEN = open_in(SessionPhase.QUEUED)
BEGUN_BY_ROBOT = STATES[Stand.SERVING][2]
CLOSED = STATES[Stand.CLOSED][1]


# --- opening


@pytest.mark.covers("S2", "Q4")
def test_opening_claims_the_visitor_and_joins_the_line() -> None:
    decision = decide(NEW, OPEN)
    event = SessionOpened("v", "V", "web", "g", SessionPhase.QUEUED, 3, "en", 2, "last")
    assert decision.events == (event,)
    assert decision.claims == (VISITORS_PLACE,)
    assert decision.takes_ticket
    assert decision.answer == Opened("s")
    standing = Standing(
        NOW,
        priority=3,
        prefer="last",
        skill="en",
        level=2,
        nickname="V",
        channel="web",
    )
    assert decision.effects == (JoinLine(G, standing), ShowSession())


@pytest.mark.covers("S1")
@pytest.mark.parametrize(
    "stage", [SessionPhase.ROBOT, SessionPhase.COLLECTING, SessionPhase.ROUTING]
)
def test_opening_before_the_queue_joins_no_line(stage: SessionPhase) -> None:
    decision = decide(NEW, open_in(stage))
    assert decision.claims == (VISITORS_PLACE,)
    assert not decision.takes_ticket
    asks = [each for each in decision.effects if isinstance(each, AskTheServer)]
    assert bool(asks) is (stage is SessionPhase.ROUTING)
    assert decision.effects == (*asks, ShowSession())
    assert after(NEW, decision).phase is stage


@pytest.mark.covers("S2")
def test_a_second_opener_gets_the_first_ones_session() -> None:
    assert slot_refused(OPEN, "session/first").answer == Opened("first")
    again = decide(QUEUED, OPEN)
    assert (again.answer, again.events) == (Opened("s"), ())
    other = replace(OPEN, visitor=VisitorId("w"))
    assert rule_of(decide(QUEUED, other)) is Rule.WRONG_STATE


@pytest.mark.covers("S2")
def test_only_a_named_opening_is_remembered() -> None:
    assert decide(NEW, OPEN).marks == ()
    key = opening_mark(OPEN.visitor, OPEN.channel, "o")
    assert decide(NEW, replace(OPEN, operation="o")).marks == (Mark(key, "s"),)


@pytest.mark.parametrize(
    "command",
    [
        replace(OPEN, priority=10),
        replace(OPEN, priority=-1),
        replace(OPEN, level=6),
        replace(OPEN, level=-1),
        replace(OPEN, group=GroupId("")),
        replace(open_in(SessionPhase.ROBOT), priority=10),
    ],
)
@pytest.mark.covers("S1")
def test_opening_with_values_out_of_bounds_is_refused(command: OpenSession) -> None:
    assert rule_of(decide(NEW, command)) is Rule.BAD_VALUE


@pytest.mark.covers("S1")
@pytest.mark.parametrize(
    "command",
    [
        replace(OPEN, priority=0, level=0),
        replace(OPEN, priority=9, level=5),
        replace(open_in(SessionPhase.ROBOT), priority=9),
    ],
)
def test_opening_with_values_at_the_bounds_is_taken(command: OpenSession) -> None:
    assert decide(NEW, command).answer == Opened("s")


@pytest.mark.covers("S1")
def test_a_session_that_starts_with_the_robot_needs_no_group() -> None:
    command = replace(open_in(SessionPhase.ROBOT), group=GroupId(""))
    assert decide(NEW, command).answer == Opened("s")


# --- talk


@pytest.mark.covers("S6")
@pytest.mark.parametrize("sender", [VISITOR, AGENT])
def test_messages_are_numbered_from_one(sender: Sender) -> None:
    state = state_of((opened(), assigned()))
    for number in (1, 2, 3):
        decision = decide(state, post(sender))
        message = MessagePosted(
            number, "visitor", sender.role, sender.id, "Bo", b"hi", "c9"
        )
        assert decision.events == (message,)
        assert decision.effects == (ShowMessage(message, NOW, "origin"),)
        answer = decision.answer
        assert isinstance(answer, Accepted)
        assert (answer.number, answer.at_ms, answer.is_repeat) == (number, NOW, False)
        state = after(state, decision)


@pytest.mark.covers("S1")
@pytest.mark.parametrize(
    ("stand", "sender", "rule"),
    [
        (Stand.NEW, VISITOR, Rule.NO_SUCH_SESSION),
        (Stand.ROBOT, ROBOT, None),
        (Stand.ROBOT, AGENT, Rule.FORBIDDEN),
        (Stand.ROUTING, ROBOT, Rule.WRONG_STATE),
        (Stand.QUEUED, VISITOR, None),
        (Stand.QUEUED, AGENT, Rule.FORBIDDEN),
        (Stand.QUEUED, STRANGER, Rule.FORBIDDEN),
        (Stand.QUEUED, SYSTEM, Rule.FORBIDDEN),
        (Stand.OFFERED, OTHER, Rule.FORBIDDEN),
        (Stand.SERVING, VISITOR, None),
        (Stand.SERVING, AGENT, None),
        (Stand.SERVING, OTHER, Rule.FORBIDDEN),
        (Stand.SERVING, BOSS, Rule.FORBIDDEN),
        (Stand.SERVING, ROBOT, Rule.WRONG_STATE),
        (Stand.SERVING, Sender(Role.VISITOR, ""), Rule.FORBIDDEN),
        (Stand.SERVING, Sender(Role.AGENT, "v"), Rule.FORBIDDEN),
        (Stand.TRANSFERRING, VISITOR, None),
        (Stand.TRANSFERRING, AGENT, None),
        (Stand.TRANSFER_RINGING, OTHER, Rule.FORBIDDEN),
        (Stand.MESSAGE_LEFT, VISITOR, None),
        (Stand.CLOSED, VISITOR, Rule.CLOSED),
        (Stand.CLOSED, STRANGER, Rule.FORBIDDEN),
    ],
)
def test_who_may_write_when(stand: Stand, sender: Sender, rule: Rule | None) -> None:
    for state in STATES[stand]:
        assert rule_of(decide(state, post(sender))) is rule


@pytest.mark.covers("S1", "S6")
def test_a_room_that_is_not_the_visitors_cannot_be_written_to_yet() -> None:
    decision = decide(SERVING, post(AGENT, room="consult"))
    assert rule_of(decision) is Rule.FORBIDDEN


@pytest.mark.covers("S5")
def test_an_answer_ends_the_search_that_silence_began() -> None:
    for state in (STATES[Stand.TRANSFERRING][2], STATES[Stand.TRANSFER_RINGING][2]):
        decision = decide(state, post(AGENT))
        assert decision.events[-1] == TransferEnded(TransferEndCause.CANCELLED)
        assert LeaveLine(G) in decision.effects
        assert after(state, decision).transfer is None
    for state in (STATES[Stand.TRANSFERRING][0], STATES[Stand.TRANSFER_RINGING][0]):
        assert len(decide(state, post(AGENT)).events) == 1


@pytest.mark.covers("S6")
def test_a_message_comes_once_whatever_is_repeated() -> None:
    first = decide(SERVING, post(VISITOR)).answer
    assert isinstance(first, Accepted)
    again = core.repeated(post(VISITOR), first)
    assert isinstance(again, Accepted)
    assert (again.number, again.is_repeat) == (first.number, True)
    other = core.repeated(replace(post(VISITOR), body=b"else"), first)
    assert rule_in(other) is Rule.ID_CONFLICT
    assert core.repeated(CloseSession(VISITOR, "o"), Ended()) == Ended()


@pytest.mark.covers("S6")
def test_operations_are_told_apart_by_who_did_what_under_which_id() -> None:
    commands: tuple[SessionCommand, ...] = (
        post(VISITOR),
        post(AGENT),
        replace(post(VISITOR), cid="other"),
        CloseSession(VISITOR, "o"),
        CloseSession(AGENT, "o"),
        CloseSession(VISITOR, "p"),
        EndService(VISITOR, "o"),
        AcceptOffer(AGENT, "r", "o"),
        DeclineOffer(AGENT, "r", "o"),
        TransferSession(AGENT, G, "", "", "o"),
        CancelTransfer(AGENT, "o"),
        hand(BOSS),
        move(ROBOT),
        Annotate(AGENT, Note.TAG, "x", "o"),
    )
    keys = {core.key_of(command) for command in commands}
    assert len(keys - {None}) == len(commands)
    assert core.key_of(replace(post(VISITOR), body=b"else")) in keys
    assert core.key_of(offer()) is core.key_of(OPEN) is None


@pytest.mark.covers("S1", "S2")
@pytest.mark.parametrize(
    ("stand", "may_look", "may_not"),
    [
        (Stand.QUEUED, (VISITOR, BOSS, ROBOT, SYSTEM), (STRANGER, AGENT, OTHER)),
        (Stand.OFFERED, (VISITOR, OTHER, BOSS), (STRANGER, AGENT)),
        (Stand.SERVING, (VISITOR, AGENT, BOSS), (STRANGER, OTHER)),
        (Stand.TRANSFER_RINGING, (VISITOR, AGENT, OTHER, BOSS), (STRANGER,)),
    ],
)
def test_who_may_look_at_a_session(
    stand: Stand, may_look: tuple[Sender, ...], may_not: tuple[Sender, ...]
) -> None:
    found = case(STATES[stand][0])
    for sender in may_look:
        assert allow(found, sender, Trigger.LOOK) is Trigger.LOOK
    for sender in may_not:
        refused = allow(found, sender, Trigger.LOOK)
        assert rule_in(refused) is Rule.FORBIDDEN
    unknown = allow(case(NEW), BOSS, Trigger.LOOK)
    assert rule_in(unknown) is Rule.NO_SUCH_SESSION


# --- notes


@pytest.mark.covers("S1")
@pytest.mark.parametrize(
    ("sender", "note", "rule"),
    [
        (VISITOR, Note.RATING, None),
        (VISITOR, Note.OUTCOME, None),
        (VISITOR, Note.REMARK, Rule.FORBIDDEN),
        (AGENT, Note.RATING, Rule.FORBIDDEN),
        (AGENT, Note.TAG, None),
        (BOSS, Note.FOLLOW_UP, None),
        (SYSTEM, Note.OUTCOME, None),
        (OTHER, Note.TAG, Rule.FORBIDDEN),
        (STRANGER, Note.RATING, Rule.FORBIDDEN),
    ],
)
def test_who_may_note_what_also_after_the_end(
    sender: Sender, note: Note, rule: Rule | None
) -> None:
    value = {Note.RATING: "5", Note.OUTCOME: "solved"}.get(note, "x")
    for state in (SERVING, CLOSED):
        decision = decide(state, Annotate(sender, note, value, "o"))
        assert rule_of(decision) is rule
        if rule is None:
            assert decision.events == (Annotated(note, value, sender.id),)
            assert after(state, decision).notes == ((note, value),)


@pytest.mark.covers("S1")
def test_a_later_note_replaces_the_earlier_and_has_a_limit() -> None:
    state = SERVING
    for value in ("1", "2"):
        state = after(state, decide(state, Annotate(AGENT, Note.TAG, value, "o")))
    state = after(state, decide(state, Annotate(AGENT, Note.REMARK, "r", "o")))
    assert state.notes == ((Note.TAG, "2"), (Note.REMARK, "r"))
    for found, length, rule in (
        (state, 500, None),
        (state, 501, Rule.BAD_VALUE),
        (CLOSED, 501, Rule.BAD_VALUE),
    ):
        noted = decide(found, Annotate(AGENT, Note.REMARK, "x" * length, "o"))
        assert rule_of(noted) is rule


# --- moves


@pytest.mark.covers("S1", "Q4")
def test_the_robot_hands_over_to_a_queue_with_what_it_knows() -> None:
    decision = decide(ROBOT_STATE, move(ROBOT))
    queued = SessionQueued(
        "h", QueueClass.NEW, QueueCause.ASKED, "robot", 1, "fr", 3, ("b",)
    )
    assert decision.events == (queued,)
    assert decision.takes_ticket
    state = after(ROBOT_STATE, decision)
    assert (state.phase, state.group) == (SessionPhase.QUEUED, "h")
    standing = standing_of(state)
    assert (standing.only, standing.prefer) == (("b",), "last")
    assert (standing.priority, standing.skill, standing.level) == (1, "fr", 3)


@pytest.mark.covers("Q4")
def test_in_the_same_line_other_wishes_keep_the_age() -> None:
    decision = decide(QUEUED, move(SYSTEM, group="g"))
    assert not decision.takes_ticket
    standing = standing_of(after(QUEUED, decision))
    assert (standing.since_ms, standing.priority) == (START, 1)
    elsewhere = decide(QUEUED, move(SYSTEM))
    assert elsewhere.takes_ticket
    assert standing_of(after(QUEUED, elsewhere)).since_ms == NOW


@pytest.mark.covers("Q11")
def test_a_supervisor_pulls_a_session_back_into_a_line() -> None:
    decision = decide(SERVING, move(BOSS))
    assert decision.releases == (Claim("agent/a", 2),)
    assert decision.marks == (Mark("served/a", str(NOW)),)
    assert decision.answer == Done()
    state = after(SERVING, decision)
    standing = standing_of(state)
    assert standing.queue_class is QueueClass.RETURNED
    assert (standing.silent, standing.prefer, state.agent) == ("a", "", "")
    ringing = decide(OFFERED, move(BOSS))
    assert ringing.events[0] == OfferLapsed("b", "r2", LapseCause.WITHDRAWN)
    standing = standing_of(after(OFFERED, ringing))
    assert (standing.queue_class, standing.silent) == (QueueClass.RETURNED, "")
    assert rule_of(decide(OFFERED, move(ROBOT))) is Rule.WRONG_STATE
    assert rule_of(decide(SERVING, move(ROBOT))) is Rule.WRONG_STATE
    assert rule_of(decide(SERVING, move(AGENT))) is Rule.FORBIDDEN
    assert rule_of(decide(SERVING, move(VISITOR))) is Rule.FORBIDDEN


@pytest.mark.covers("S1")
def test_moving_with_values_out_of_bounds_is_refused() -> None:
    crowd = tuple(str(number) for number in range(MAX_ONLY + 1))
    for command in (
        replace(move(ROBOT), only=crowd),
        replace(move(ROBOT), priority=10),
        move(ROBOT, group=""),
    ):
        assert rule_of(decide(ROBOT_STATE, command)) is Rule.BAD_VALUE
    most = replace(move(ROBOT), only=crowd[1:])
    assert decide(ROBOT_STATE, most).answer == Done()
    for stage in (SessionPhase.SERVING, SessionPhase.ROBOT):
        nowhere = decide(ROBOT_STATE, move(ROBOT, stage))
        assert rule_of(nowhere) is Rule.WRONG_STATE


@pytest.mark.covers("S1")
def test_a_stage_is_left_without_a_line() -> None:
    for sender in (SYSTEM, BOSS):
        decision = decide(QUEUED, move(sender, SessionPhase.MESSAGE_LEFT))
        left = StageEntered(SessionPhase.MESSAGE_LEFT, sender.id)
        assert decision.events == (left,)
        assert decision.effects == (LeaveLine(G), ShowSession())


# --- the end


@pytest.mark.covers("S3")
@pytest.mark.parametrize(
    ("sender", "reason"),
    [
        (VISITOR, CloseReason.CLIENT),
        (AGENT, CloseReason.SEAT),
        (BOSS, CloseReason.ADMIN),
        (Sender(Role.AGENT, "a", (GroupId("g"),)), CloseReason.SEAT),
    ],
)
def test_closing_gives_everything_back_and_remembers_the_agent(
    sender: Sender, reason: CloseReason
) -> None:
    decision = decide(SERVING, CloseSession(sender, "o"))
    assert decision.events == (SessionClosed(reason, sender.id),)
    assert decision.releases_all
    state = after(SERVING, decision)
    assert [type(each) for each in decision.effects] == [FreeSlot, ShowSession]
    assert decision.marks == (
        Mark("served/a", str(NOW)),
        Mark("last/v/web", "a"),
    )
    assert decision.answer == Ended()
    assert (state.agent, state.reason) == ("a", reason)


@pytest.mark.covers("S3")
def test_closing_again_is_done_and_others_may_not_close() -> None:
    for sender in (VISITOR, AGENT, BOSS):
        again = decide(CLOSED, CloseSession(sender, "o"))
        assert (again.answer, again.events) == (Ended(), ())
    by_service = decide(SERVING, CloseSession(replace(SYSTEM, id="boss"), "o"))
    assert by_service.events == (SessionClosed(CloseReason.ADMIN, "boss"),)
    for sender in (STRANGER, OTHER, ROBOT):
        assert rule_of(decide(SERVING, CloseSession(sender, "o"))) is Rule.FORBIDDEN
    assert rule_of(decide(QUEUED, CloseSession(AGENT, "o"))) is Rule.FORBIDDEN
    assert rule_of(decide(NEW, CloseSession(VISITOR, "o"))) is Rule.NO_SUCH_SESSION


@pytest.mark.covers("S3", "Q11")
def test_closing_while_a_transfer_rings_frees_both_agents_and_the_line() -> None:
    state = STATES[Stand.TRANSFER_RINGING][0]
    decision = decide(state, CloseSession(BOSS, "o"))
    freed = [
        (each.agent, each.slot)
        for each in decision.effects
        if isinstance(each, FreeSlot)
    ]
    assert freed == [("b", 1), ("a", 2)]
    assert LeaveLine(G) in decision.effects
    assert decision.releases_all


@pytest.mark.covers("S3")
def test_human_service_ends_at_the_robot_where_there_is_one() -> None:
    ending = EndService(VISITOR, "o")
    back = decide(BEGUN_BY_ROBOT, ending)
    assert back.events == (StageEntered(SessionPhase.ROBOT, "v"),)
    assert back.releases == (Claim("agent/a", 2),)
    assert Mark("last/v/web", "a") in back.marks
    assert after(BEGUN_BY_ROBOT, back).agent == ""
    closing = decide(SERVING, ending)
    assert closing.events == (SessionClosed(CloseReason.CLIENT, "v"),)
    assert closing.releases_all
    assert closing.answer == back.answer == Done()
    assert rule_of(decide(ROBOT_STATE, ending)) is Rule.WRONG_STATE
    assert rule_of(decide(SERVING, EndService(AGENT, "o"))) is Rule.FORBIDDEN


@pytest.mark.covers("S3")
def test_a_word_of_the_visitors_ends_human_service() -> None:
    for text in ("结束会话", " bye\n"):
        word = post(VISITOR, text=text)
        closing = decide(SERVING, word)
        message, *rest = closing.events
        assert isinstance(message, MessagePosted)
        assert message.body == text.encode()
        assert rest == [SessionClosed(CloseReason.CLIENT, "v")]
        assert isinstance(closing.answer, Accepted)
        assert [type(each) for each in closing.effects] == [
            ShowMessage,
            FreeSlot,
            ShowSession,
        ]
        back = decide(BEGUN_BY_ROBOT, word)
        assert back.events[1:] == (StageEntered(SessionPhase.ROBOT, "v"),)
    ringing, called, *_ = STATES[Stand.OFFERED]
    withdrawn = OfferLapsed("b", "r2", LapseCause.WITHDRAWN)
    closing = decide(ringing, post(VISITOR, text="bye"))
    assert closing.events[1:] == (withdrawn, SessionClosed(CloseReason.CLIENT, "v"))
    back = decide(called, post(VISITOR, text="bye"))
    entered = StageEntered(SessionPhase.ROBOT, "v")
    assert back.events[1:] == (withdrawn, entered)


@pytest.mark.covers("S3", "M3")
@pytest.mark.parametrize("text", ["", "bye"])
def test_by_setting_human_service_ends_at_no_robot(text: str) -> None:
    ending = post(VISITOR, text=text) if text else EndService(VISITOR, "o")
    ends = ServiceSettings(back_to_robot=False, end_words="bye")
    closing = decide(BEGUN_BY_ROBOT, ending, settings=ends)
    assert closing.events[-1] == SessionClosed(CloseReason.CLIENT, "v")
    assert closing.releases_all
    returns = ServiceSettings(end_words="bye")
    back = decide(BEGUN_BY_ROBOT, ending, settings=returns)
    assert back.events[-1] == StageEntered(SessionPhase.ROBOT, "v")


@pytest.mark.covers("S3")
def test_a_word_that_ends_nothing_is_a_message() -> None:
    no_words = ServiceSettings(end_words="")
    for decision in (
        decide(SERVING, post(AGENT, text="bye")),
        decide(SERVING, post(VISITOR, text="bye bye")),
        decide(SERVING, post(VISITOR, text="")),
        decide(SERVING, post(VISITOR, text="结束会话"), settings=no_words),
        decide(SERVING, post(VISITOR, text=""), settings=no_words),
        decide(BEGUN_BY_ROBOT, post(VISITOR)),
    ):
        assert [type(each) for each in decision.events] == [MessagePosted]


@pytest.mark.covers("S1")
def test_a_session_is_over_before_its_first_event_and_after_its_last() -> None:
    over = {stand for stand, state in every_state() if state.phase in OVER}
    assert over == {Stand.NEW, Stand.CLOSED}


def test_what_concerns_nobody_changes_nothing() -> None:
    for _, state in every_state():
        assert decide(state, WakeSession()) == Decision()
        assert decide(state, GetSession(VISITOR)) == Decision()
    assert parties_of(SERVING, STRANGER) == frozenset()


# --- what the store refuses


@pytest.mark.covers("Q2")
def test_a_slot_that_is_taken_leaves_the_session_where_it_is() -> None:
    refused = slot_refused(offer(), "session/other")
    assert refused.effects == (
        ReleaseHold(B, "r9", slot_is_taken=True),
        TellDeclined(G, "r9", is_waiting=True),
    )
    by_hand = slot_refused(hand(BOSS), "")
    assert rule_in(by_hand.answer) is Rule.AGENT_FULL
    assert by_hand.effects == (ReleaseHold(B, "hand", slot_is_taken=True),)
    assert slot_refused(WakeSession(), "") == Decision()


@pytest.mark.covers("S7")
def test_what_finds_the_disk_full_is_not_forgotten() -> None:
    turned_away = TurnAway(G, Treatment.NO_AGENT, "")
    again = (AgentGone(A), WithdrawOffer(A), turned_away, offer())
    for command in again:
        assert core.not_stored(command) == Decision(effects=(TryAgain(command),))
    for seen in (VisitorAttached("c"), VisitorDetached("c"), CheckVisitor(7)):
        expected: SessionDecision = Decision(effects=(TryAgain(CheckVisitor()),))
        assert core.not_stored(seen) == expected
    assert core.not_stored(post(VISITOR)) is None


@pytest.mark.covers("S7")
def test_events_are_accepted_in_every_state() -> None:
    """A journal that a fixed fault wrote must still be readable."""
    events = (
        opened(),
        offered(),
        assigned(),
        said(Role.SYSTEM),
        OfferLapsed("b", "r2", LapseCause.EXPIRED),
        SessionClosed(CloseReason.CLIENT, "v"),
    )
    for _, state in every_state():
        for event in events:
            assert apply(state, event, NOW).visitor in ("", "v")
