"""Visitors who are reached later: left messages, what agents begin (V7, S9)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.ids import left_place
from actors.refusal import Refused, Rule
from actors.rules.settings import ServiceSettings
from actors.session import core
from actors.session.causes import Stand
from actors.session.deadlines import deadlines, index_row
from actors.session.due import (
    AwaitOver,
)
from actors.session.effects import CallVisitor, ReleaseHold, ShowMessage, TellAgent
from actors.session.events import (
    MessageLeft,
    MessagePosted,
    SessionAssigned,
    SessionClosed,
    SessionOpened,
    VisitorAwaited,
    VisitorPresence,
    VisitorReached,
    Way,
)
from actors.session.fold import apply
from actors.session.left import Left, decode_left
from actors.session.messages import CheckVisitor, LeaveMessage
from actors.session.reaching import MAX_CONTACT_CHARS, not_initiated
from actors.session.replies import Accepted, Opened
from actors.session.state import Quiet, SessionState
from actors.session.terms import CloseCause, CloseReason, Role, SessionPhase
from runtime.journal import Claim
from tests.actors.session_cases import (
    AGENT,
    GONE,
    HERE,
    NOW,
    OTHER,
    SERVING,
    STATES,
    STRANGER,
    TIMED,
    VISITOR,
    A,
    B,
    G,
    after,
    begun,
    decide,
    hand,
    post,
    rule_of,
    said,
)

LEFT = STATES[Stand.MESSAGE_LEFT][0]
BEGUN = after(SessionState(), decide(SessionState(), begun()))
"""Agent `a` began it at `NOW`."""
WEEK_MS = 7 * 24 * 3600 * 1000


def keys_of(state: SessionState, settings: ServiceSettings = TIMED) -> set[str]:
    return {each.key for each in deadlines(state, settings)}


# --- what an agent begins


@pytest.mark.covers("S9")
def test_one_commit_opens_takes_the_slot_and_says_the_first_word() -> None:
    decision = decide(SessionState(), begun())
    opened, assigned, awaited, first = decision.events
    assert isinstance(opened, SessionOpened)
    assert (opened.visitor, opened.stage, opened.priority) == (
        "v",
        SessionPhase.SERVING,
        3,
    )
    assert isinstance(assigned, SessionAssigned)
    assert (assigned.agent, assigned.way, assigned.by) == ("a", Way.INITIATED, "a")
    assert awaited == VisitorAwaited()
    assert isinstance(first, MessagePosted)
    assert (first.number, first.sender, first.cid) == (1, "a", "o9")
    assert set(decision.claims) == {Claim("agent/a", 3), Claim("visitor/v/web")}
    assert decision.answer == Opened("s")
    kinds = [type(effect) for effect in decision.effects]
    assert kinds[:2] == [TellAgent, ShowMessage]
    assert CallVisitor("v", "web") in decision.effects  # type: ignore[arg-type]
    assert any(mark.value == "s" for mark in decision.marks)
    assert BEGUN.phase is SessionPhase.SERVING
    assert BEGUN.awaited_ms == NOW


@pytest.mark.covers("S9")
def test_a_hold_that_is_over_begins_nothing() -> None:
    assert rule_of(decide(SessionState(), begun(until_ms=NOW - 1))) is (
        Rule.NO_SUCH_OFFER
    )
    assert rule_of(decide(SERVING, begun())) is Rule.WRONG_STATE
    assert core.key_of(begun()) == core.key_of(replace(post(AGENT), cid="o9"))


@pytest.mark.covers("S9")
@pytest.mark.parametrize(
    ("resource", "rule", "is_slot"),
    [
        ("agent/a", Rule.AGENT_FULL, True),
        ("visitor/v/web", Rule.WRONG_STATE, False),
    ],
)
def test_what_the_store_refuses_is_told_and_the_hold_given_back(
    resource: str, rule: Rule, *, is_slot: bool
) -> None:
    decision = not_initiated(begun(), resource)
    assert isinstance(decision.answer, Refused)
    assert decision.answer.rule is rule
    assert decision.effects == (ReleaseHold(A, "r9", slot_is_taken=is_slot),)


# --- whoever is awaited


@pytest.mark.covers("S9")
def test_neither_silence_nor_absence_ends_what_awaits_its_visitor() -> None:
    assert keys_of(BEGUN) == {"awaited"}
    away = apply(BEGUN, VisitorPresence(is_present=False), NOW)
    assert keys_of(away) == {"awaited"}
    lost = replace(away, phase=SessionPhase.QUEUED, agent="")
    assert not decide(lost, CheckVisitor(), NOW + WEEK_MS, watch=GONE).events
    (due,) = deadlines(BEGUN, ServiceSettings())
    assert (due.due_ms, due.command) == (NOW + WEEK_MS, AwaitOver(NOW))
    assert deadlines(BEGUN, ServiceSettings(await_seconds=0.0)) == ()


@pytest.mark.covers("S9")
def test_who_does_not_come_in_time_is_not_awaited_for_ever() -> None:
    over = decide(BEGUN, AwaitOver(NOW), NOW + WEEK_MS)
    assert over.events == (SessionClosed(CloseReason.TIMER, "", CloseCause.UNREACHED),)
    assert after(BEGUN, over).awaited_ms == 0
    for past in (AwaitOver(NOW - 1), AwaitOver(0)):
        assert not decide(BEGUN, past).events
    assert not decide(SERVING, AwaitOver(SERVING.awaited_ms)).events
    assert not decide(LEFT, AwaitOver(1)).events


@pytest.mark.covers("S9")
def test_who_comes_is_awaited_no_more_and_his_silence_begins_then() -> None:
    come = decide(BEGUN, CheckVisitor(), NOW + 5_000, watch=HERE)
    assert come.events == (VisitorReached(),)
    state = apply(BEGUN, VisitorReached(), NOW + 5_000)
    assert (state.awaited_ms, state.quiet.visitor_ms) == (0, NOW + 5_000)
    assert "silence" in keys_of(state)
    away = apply(BEGUN, VisitorPresence(is_present=False), NOW)
    both = decide(away, CheckVisitor(), NOW, watch=HERE)
    assert both.events == (VisitorPresence(is_present=True), VisitorReached())
    assert not decide(state, CheckVisitor(), NOW, watch=HERE).events


@pytest.mark.covers("S9")
def test_who_writes_is_there() -> None:
    assert apply(BEGUN, said(Role.VISITOR, 2), NOW).awaited_ms == 0
    assert apply(BEGUN, said(Role.AGENT, 2), NOW).awaited_ms == NOW
    quiet = replace(BEGUN, quiet=replace(BEGUN.quiet, visitor_ms=0))
    assert apply(quiet, VisitorReached(), NOW).quiet.visitor_ms == 0


# --- what is left


@pytest.mark.covers("V7")
def test_a_message_is_left_with_how_to_reach_the_visitor() -> None:
    form = LeaveMessage(VISITOR, "c7", b"call me", " 138 ", "Bo")
    decision = decide(LEFT, form)
    posted, left = decision.events
    assert isinstance(posted, MessagePosted)
    assert (posted.number, posted.body, posted.cid) == (1, b"call me", "c7")
    assert left == MessageLeft("138")
    assert isinstance(decision.answer, Accepted)
    state = after(LEFT, decision)
    assert (state.contact, state.phase) == ("138", SessionPhase.MESSAGE_LEFT)
    again = after(state, decide(state, replace(form, cid="c8", contact="a@b")))
    assert (again.contact, again.last_number) == ("a@b", 2)


@pytest.mark.covers("V7")
@pytest.mark.parametrize(
    ("form", "rule"),
    [
        (LeaveMessage(VISITOR, "c", b"x", "1" * (MAX_CONTACT_CHARS + 1)), "bad_value"),
        (LeaveMessage(VISITOR, "c", b"x", "a\nb"), "bad_value"),
        (LeaveMessage(STRANGER, "c", b"x", ""), "forbidden"),
        (LeaveMessage(AGENT, "c", b"x", ""), "forbidden"),
    ],
)
def test_what_cannot_be_left_is_refused(form: LeaveMessage, rule: str) -> None:
    assert rule_of(decide(LEFT, form)) is Rule(rule)
    own = LeaveMessage(VISITOR, "c", b"x", "138")
    assert rule_of(decide(SERVING, own)) is Rule.WRONG_STATE


@pytest.mark.covers("V7")
def test_what_was_left_is_found_at_its_group() -> None:
    left = after(LEFT, decide(LEFT, LeaveMessage(VISITOR, "c", b"x", "138")))
    row = index_row(left, ())
    assert (row.is_open, row.state, row.place) == (
        True,
        "message_left",
        left_place(G),
    )
    assert decode_left(row.detail) == Left(
        "v", "V", "web", NOW, "138", LEFT.last_number + 1
    )


@pytest.mark.covers("V7")
def test_what_the_service_says_itself_is_no_left_message() -> None:
    told = replace(LEFT, last_number=2, quiet=Quiet())
    assert decode_left(index_row(told, ()).detail).messages == 0


@pytest.mark.covers("V7", "S9")
def test_an_answer_to_what_was_left_awaits_a_visitor_who_is_gone() -> None:
    taken = decide(LEFT, hand(OTHER, B, NOW, G), watch=GONE)
    assert VisitorAwaited() in taken.events
    assert after(LEFT, taken).awaited_ms == NOW
    here = decide(LEFT, hand(OTHER, B, NOW, G), watch=HERE)
    assert VisitorAwaited() not in here.events
    queued = decide(STATES[Stand.QUEUED][0], hand(OTHER, B, NOW, G), watch=GONE)
    assert VisitorAwaited() not in queued.events
