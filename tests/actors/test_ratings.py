"""The visitor is asked to rate, and does: once, in time, also after the end (V5)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.cards.card import Answer, Choice, Option, Outcome, RatingCard, TextCard
from actors.cards.rating_rule import MS_PER_HOUR, USUAL_RATING, RatingRule
from actors.cards.wording import Wording
from actors.refusal import Rule
from actors.session import core, ratings
from actors.session.bounds import MAX_ACTS
from actors.session.causes import Stand
from actors.session.due import (
    SilenceOver,
)
from actors.session.effects import ShowMessage, ShowSession
from actors.session.events import (
    Annotated,
    CardPosted,
    SelectionMade,
    SessionClosed,
    SessionEvent,
    StageEntered,
)
from actors.session.fold import apply
from actors.session.messages import (
    CloseSession,
    EndService,
    InviteRating,
    SessionCommand,
)
from actors.session.replies import Done
from actors.session.ruling import SessionDecision
from actors.session.saying import MAX_CARDS
from actors.session.state import SessionState
from actors.session.terms import CloseReason, Note, Role, SessionPhase
from runtime.journal import Outage
from tests.actors.session_cases import (
    AGENT,
    BOSS,
    NOW,
    OTHER,
    QUEUED,
    ROBOT_STATE,
    SERVING,
    STATES,
    STRANGER,
    VISITOR,
    after,
    case,
    invited,
    post,
    rule_of,
    select,
)

pytestmark = pytest.mark.covers("V5")

CLOSING = RatingRule(on_close=True)
BEST = Answer("105")


def decide(
    state: SessionState,
    command: SessionCommand,
    rule: RatingRule = USUAL_RATING,
    now_ms: int = NOW,
    outages: tuple[Outage, ...] = (),
) -> SessionDecision:
    known = replace(case(state, now_ms), rating=rule, outages=outages)
    return core.decide(known, command)


def asked(rule: RatingRule = USUAL_RATING) -> SessionState:
    """A session in service whose visitor was just asked, in message 2."""
    return after(SERVING, decide(SERVING, InviteRating(AGENT, "o"), rule))


# --- who asks


def test_the_serving_agent_asks_by_a_message() -> None:
    decision = decide(SERVING, InviteRating(AGENT, "o"))
    (event,) = decision.events
    assert isinstance(event, CardPosted)
    assert (event.number, event.role, event.by) == (2, Role.SYSTEM, "a")
    assert isinstance(event.card, RatingCard)
    assert event.card.id == "s-2"
    assert event.card.expires_ms == NOW + 12 * MS_PER_HOUR
    assert decision.effects == (ShowMessage(event, NOW, ""), ShowSession())
    assert decision.answer == Done()
    state = after(SERVING, decision)
    assert state.quiet == SERVING.quiet, "an invitation is no answer"
    assert ratings.open_number(case(state)) == 2


def test_the_visitor_may_ask_to_be_asked_in_human_service_alone() -> None:
    assert decide(SERVING, InviteRating(VISITOR, "o")).events
    for state in (QUEUED, ROBOT_STATE):
        assert rule_of(decide(state, InviteRating(VISITOR, "o"))) is Rule.WRONG_STATE


@pytest.mark.parametrize("sender", [OTHER, STRANGER, BOSS])
def test_nobody_else_asks(sender: object) -> None:
    refused = decide(SERVING, InviteRating(sender, "o"))  # type: ignore[arg-type]
    assert rule_of(refused) is Rule.FORBIDDEN


@pytest.mark.parametrize(
    ("rule", "agent", "visitor"),
    [
        (RatingRule(), True, True),
        (RatingRule(is_on=False, on_close=True), False, False),
        (RatingRule(agent_invites=False), False, True),
        (RatingRule(visitor_pulls=False), True, False),
    ],
)
def test_the_switches_say_who_may(
    rule: RatingRule, *, agent: bool, visitor: bool
) -> None:
    known = replace(case(SERVING), rating=rule)
    for sender, may in ((AGENT, agent), (VISITOR, visitor)):
        assert ratings.may_ask(known, sender.role) is may
        decision = decide(SERVING, InviteRating(sender, "o"), rule)
        assert (decision.answer == Done()) is may
        assert rule_of(decision) is (None if may else Rule.FORBIDDEN)


def test_one_invitation_waits_at_a_time() -> None:
    state = asked()
    assert not ratings.may_ask(case(state), Role.AGENT)
    assert rule_of(decide(state, InviteRating(AGENT, "p"))) is Rule.WRONG_STATE
    later = NOW + 12 * MS_PER_HOUR + 1
    assert decide(state, InviteRating(AGENT, "p"), now_ms=later).events
    rated = after(state, decide(state, select(2, BEST)))
    assert decide(rated, InviteRating(AGENT, "p")).events, "about what came since"


def test_invitations_are_acts_of_which_there_is_a_number() -> None:
    full = replace(SERVING, acts=MAX_ACTS)
    assert rule_of(decide(full, InviteRating(AGENT, "o"))) is Rule.WRONG_STATE
    assert asked().acts == SERVING.acts + 1


# --- with the end of human service


def ended(events: tuple[SessionEvent, ...]) -> list[type]:
    return [type(event) for event in events]


@pytest.mark.parametrize(
    "command",
    [
        CloseSession(VISITOR, "o"),
        CloseSession(AGENT, "o"),
        CloseSession(BOSS, "o"),
        EndService(VISITOR, "o"),
        SilenceOver(STATES[Stand.SERVING][1].quiet.visitor_ms),
    ],
)
def test_the_end_of_service_brings_an_invitation(command: SessionCommand) -> None:
    state = STATES[Stand.SERVING][1]
    decision = decide(state, command, CLOSING)
    assert ended(decision.events) == [CardPosted, SessionClosed]
    kinds = [type(effect) for effect in decision.effects]
    assert kinds[0] is ShowMessage
    assert kinds[-1] is ShowSession
    closed = after(state, decision)
    assert ratings.open_number(case(closed)) == closed.last_number == 2


def test_a_word_for_the_end_comes_before_the_invitation() -> None:
    decision = decide(SERVING, post(VISITOR, text="bye"), CLOSING)
    first, second, last = decision.events
    assert (first.number, second.number) == (2, 3)  # type: ignore[union-attr]
    assert last == SessionClosed(CloseReason.CLIENT, "v")
    robot = STATES[Stand.SERVING][2]
    back = decide(robot, EndService(VISITOR, "o"), CLOSING)
    assert ended(back.events) == [CardPosted, StageEntered]


def test_who_was_not_served_or_was_asked_already_is_not_asked() -> None:
    closing = CloseSession(VISITOR, "o")
    assert ended(decide(QUEUED, closing, CLOSING).events) == [SessionClosed]
    assert ended(decide(SERVING, closing).events) == [SessionClosed]
    state = asked()
    assert ended(decide(state, closing, CLOSING).events) == [SessionClosed]
    rated = after(state, decide(state, select(2, BEST)))
    assert ended(decide(rated, closing, CLOSING).events) == [SessionClosed]
    by_another = replace(rated, agent="b")
    assert CardPosted in ended(decide(by_another, closing, CLOSING).events)


# --- the answer


def test_a_rating_is_a_message_a_note_and_thanks() -> None:
    answer = Answer("101", (), Outcome.UNSOLVED, "slow")
    decision = decide(asked(), select(2, answer))
    made, rated, outcome, thanks = decision.events
    worst = Option("101", "非常不满意")
    choice = Choice(worst, (), Outcome.UNSOLVED, "slow")
    assert made == SelectionMade(3, "visitor", Role.VISITOR, "v", "Bo", 2, choice)
    assert rated == Annotated(Note.RATING, "101", "v")
    assert outcome == Annotated(Note.OUTCOME, "unsolved", "v")
    assert isinstance(thanks, CardPosted)
    assert (thanks.number, thanks.card) == (4, TextCard("感谢您的评价"))
    assert [type(each) for each in decision.effects] == [
        ShowMessage,
        ShowMessage,
        ShowSession,
    ]
    state = after(asked(), decision)
    assert state.quiet == SERVING.quiet, "nobody owes an answer to a rating"
    assert dict(state.notes) == {Note.RATING: "101", Note.OUTCOME: "unsolved"}
    assert ratings.open_number(case(state)) == 0


def test_without_thanks_and_outcome_nothing_is_said_of_them() -> None:
    silent = RatingRule(thanks=Wording(""))
    decision = decide(asked(), select(2, BEST), silent)
    assert ended(decision.events) == [SelectionMade, Annotated]


def test_each_invitation_is_answered_once() -> None:
    state = after(asked(), decide(asked(), select(2, BEST)))
    assert rule_of(decide(state, select(2, BEST))) is Rule.ANSWERED


@pytest.mark.parametrize(
    "answer", [Answer(), Answer("106"), Answer("105", (("a", "b"),))]
)
def test_an_empty_or_unknown_answer_is_none(answer: Answer) -> None:
    decision = decide(asked(), select(2, answer))
    assert rule_of(decision) is Rule.BAD_VALUE
    assert "101" in decision.answer.text  # type: ignore[attr-defined]


def test_only_the_visitor_answers_and_only_what_asks() -> None:
    state = asked()
    for sender in (AGENT, STRANGER, BOSS):
        for answer in (BEST, Answer()):
            refused = decide(state, select(2, answer, sender))
            assert rule_of(refused) is Rule.FORBIDDEN
    for number in (1, 3, 99):
        assert rule_of(decide(state, select(number, BEST))) is Rule.NO_SUCH_MESSAGE
    new = decide(SessionState(), select(2, BEST))
    assert rule_of(new) is Rule.NO_SUCH_SESSION


def test_it_is_good_for_its_hours_and_as_long_as_nothing_ran() -> None:
    state, end = asked(), NOW + 12 * MS_PER_HOUR
    assert decide(state, select(2, BEST), now_ms=end).events
    late = decide(state, select(2, BEST), now_ms=end + 1)
    assert rule_of(late) is Rule.TOO_LATE
    down = (Outage(NOW + 1, NOW + 60_001),)
    assert decide(state, select(2, BEST), now_ms=end + 60_000, outages=down).events


def test_it_can_be_answered_after_the_end() -> None:
    state = after(SERVING, decide(SERVING, CloseSession(AGENT, "o"), CLOSING))
    assert state.phase is SessionPhase.CLOSED
    decision = decide(state, select(2, BEST))
    rated = after(state, decision)
    assert rated.phase is SessionPhase.CLOSED
    assert dict(rated.notes)[Note.RATING] == "105"
    assert decision.claims == decision.releases == ()
    assert rule_of(decide(rated, select(2, BEST))) is Rule.ANSWERED


def test_a_later_invitation_leaves_none_to_the_first() -> None:
    first = apply(SERVING, invited(2, NOW - 1), NOW - 9)
    second = apply(first, invited(3), NOW)
    assert rule_of(decide(second, select(2, BEST))) is Rule.TOO_LATE
    assert decide(second, select(3, BEST)).events


def test_of_very_many_cards_the_oldest_are_forgotten() -> None:
    state = SERVING
    for number in range(2, MAX_CARDS + 3):
        state = apply(state, invited(number), NOW)
    assert len(state.cards) == MAX_CARDS
    assert rule_of(decide(state, select(2, BEST))) is Rule.NO_SUCH_MESSAGE
    assert rule_of(decide(state, select(3, BEST))) is Rule.TOO_LATE
