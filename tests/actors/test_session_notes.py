"""Tags, remark, outcome and follow-up of a session (S8)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.ids import follow_up_place
from actors.refusal import Refused, Rule
from actors.rules.setting_table import Override, override
from actors.rules.settings import ServiceSettings
from actors.session import core
from actors.session.causes import Stand
from actors.session.deadlines import index_row
from actors.session.effects import ShowSession
from actors.session.events import Annotated, SessionClosed
from actors.session.followed import Followed, decode_followed
from actors.session.messages import Annotate, CloseSession
from actors.session.noting import MAX_FOLLOW_UP_MS, needs_tags
from actors.session.reading import note_of
from actors.session.ruling import SessionDecision
from actors.session.state import FollowUp, SessionState
from actors.session.tag_rule import (
    MAX_TAG_CHARS,
    MAX_TAGS,
    TagRule,
    fault_of_tags,
    tag_rule,
    tags_of,
)
from actors.session.terms import CloseReason, Note, Sender
from tests.actors.session_cases import (
    AGENT,
    BOSS,
    NOW,
    SERVING,
    STATES,
    VISITOR,
    A,
    after,
    case,
    decide,
    rule_of,
)

pytestmark = pytest.mark.covers("S8")
CLOSED = STATES[Stand.CLOSED][1]
"""Agent `a` served it to its end."""
CHOSEN = ServiceSettings(tags="退款 物流 发票", needs_tags=True, most_tags=2)


def note(note: Note, value: str, sender: Sender = AGENT, due_ms: int = 0) -> Annotate:
    return Annotate(sender, note, value, "o", due_ms)


def under(
    rule: ServiceSettings, state: SessionState, command: object
) -> SessionDecision:
    assert isinstance(command, Annotate | CloseSession)
    return core.decide(case(state, settings=rule), command)


def text_of(decision: SessionDecision) -> str:
    assert isinstance(decision.answer, Refused)
    return decision.answer.text


# --- the form of each kind


@pytest.mark.parametrize(
    ("kind", "sender", "value", "is_taken"),
    [
        (Note.RATING, VISITOR, "1", True),
        (Note.RATING, VISITOR, "5", True),
        (Note.RATING, VISITOR, "6", False),
        (Note.RATING, VISITOR, "", False),
        (Note.OUTCOME, AGENT, "solved", True),
        (Note.OUTCOME, AGENT, " unsolved ", True),
        (Note.OUTCOME, AGENT, "", True),
        (Note.OUTCOME, AGENT, "perhaps", False),
        (Note.REMARK, AGENT, "x" * 500, True),
        (Note.REMARK, AGENT, "x" * 501, False),
        (Note.FOLLOW_UP, AGENT, "x" * 500, True),
        (Note.FOLLOW_UP, AGENT, "x" * 501, False),
        (Note.TAG, AGENT, "x" * MAX_TAG_CHARS, True),
        (Note.TAG, AGENT, "x" * (MAX_TAG_CHARS + 1), False),
        (Note.TAG, AGENT, "a\x1bb", False),
        (Note.TAG, AGENT, "\n".join(map(str, range(MAX_TAGS))), True),
        (Note.TAG, AGENT, "\n".join(map(str, range(MAX_TAGS + 1))), False),
    ],
)
def test_each_kind_of_note_has_its_form(
    kind: Note, sender: Sender, value: str, *, is_taken: bool
) -> None:
    for state in (SERVING, CLOSED):
        decision = decide(state, note(kind, value, sender))
        assert rule_of(decision) is (None if is_taken else Rule.BAD_VALUE)
        if is_taken:
            assert decision.events == (Annotated(kind, value.strip(), sender.id),)
            assert ShowSession() in decision.effects


def test_a_refusal_says_what_was_expected() -> None:
    refused = under(CHOSEN, SERVING, note(Note.TAG, "邮费"))
    assert text_of(refused) == "expected tags among 退款, 物流, 发票; got 邮费"
    assert "at most 2 tags" in text_of(
        under(CHOSEN, SERVING, note(Note.TAG, "退款\n物流\n发票"))
    )
    assert "solved, unsolved" in text_of(decide(SERVING, note(Note.OUTCOME, "x")))
    # Whose it is not to note hears nothing of the form.
    assert rule_of(decide(SERVING, note(Note.REMARK, "x" * 501, VISITOR))) is (
        Rule.FORBIDDEN
    )


def test_tags_are_a_set_in_the_order_of_their_naming() -> None:
    decision = decide(SERVING, note(Note.TAG, " 退款 \n物流\n\n退款"))
    assert decision.events == (Annotated(Note.TAG, "退款\n物流", "a"),)
    assert tags_of(note_of(after(SERVING, decision), Note.TAG)) == ("退款", "物流")


def test_an_empty_note_takes_back_what_was_noted() -> None:
    state = SERVING
    for value in ("a\nb", "", "c"):
        state = after(state, decide(state, note(Note.TAG, value)))
        assert note_of(state, Note.TAG) == value
    state = after(state, decide(state, note(Note.TAG, "\n ")))
    assert state.notes == ()


@given(st.text(max_size=80))
def test_what_was_noted_is_noted_again_as_it_is(value: str) -> None:
    tags = tags_of(value)
    assert len(set(tags)) == len(tags)
    assert tags_of("\n".join(tags)) == tags
    if not fault_of_tags(tags, TagRule()):
        assert all(1 <= len(tag) <= MAX_TAG_CHARS for tag in tags)
        assert all(tag.isprintable() for tag in tags)


def test_the_rule_of_tags_is_the_groups() -> None:
    assert tag_rule(ServiceSettings()) == TagRule()
    assert tag_rule(CHOSEN) == TagRule(("退款", "物流", "发票"), True, 2)  # noqa: FBT003
    for bad in ("x" * (MAX_TAG_CHARS + 1), "ok " + "x" * 33):
        assert isinstance(override("tags", bad), Refused)
    assert isinstance(override("tags", " 退款  物流 "), Override)
    assert override("most_tags", MAX_TAGS).value == MAX_TAGS  # type: ignore[union-attr]
    assert isinstance(override("most_tags", MAX_TAGS + 1), Refused)


# --- tags on closing


def test_its_agent_cannot_close_a_session_without_a_required_tag() -> None:
    refused = under(CHOSEN, SERVING, CloseSession(AGENT, "o"))
    assert rule_of(refused) is Rule.TAGS_MISSING
    assert "tag" in text_of(refused)
    assert needs_tags(SERVING, CHOSEN)
    tagged = after(SERVING, under(CHOSEN, SERVING, note(Note.TAG, "退款")))
    assert not needs_tags(tagged, CHOSEN)
    closed = under(CHOSEN, tagged, CloseSession(AGENT, "o"))
    assert closed.events == (SessionClosed(CloseReason.SEAT, "a"),)
    bare = after(tagged, under(CHOSEN, tagged, note(Note.TAG, "")))
    assert rule_of(under(CHOSEN, bare, CloseSession(AGENT, "o"))) is Rule.TAGS_MISSING


@pytest.mark.parametrize("sender", [VISITOR, BOSS])
def test_nobody_else_needs_a_tag_to_close(sender: Sender) -> None:
    assert under(CHOSEN, SERVING, CloseSession(sender, "o")).events


def test_where_none_is_required_none_is_missed() -> None:
    optional = ServiceSettings(tags="退款")
    assert under(optional, SERVING, CloseSession(AGENT, "o")).events
    assert not needs_tags(SERVING, optional)


# --- follow-ups


@pytest.mark.parametrize(
    ("kind", "value", "due_ms", "is_taken"),
    [
        (Note.FOLLOW_UP, "call", NOW, True),
        (Note.FOLLOW_UP, "call", NOW + MAX_FOLLOW_UP_MS, True),
        (Note.FOLLOW_UP, "call", NOW - 1, False),
        (Note.FOLLOW_UP, "call", NOW + MAX_FOLLOW_UP_MS + 1, False),
        (Note.FOLLOW_UP, "", NOW, False),
        (Note.REMARK, "call", NOW, False),
    ],
)
def test_a_follow_up_may_be_due(
    kind: Note, value: str, due_ms: int, *, is_taken: bool
) -> None:
    decision = decide(SERVING, note(kind, value, due_ms=due_ms))
    assert rule_of(decision) is (None if is_taken else Rule.BAD_VALUE)
    if is_taken:
        expected = FollowUp("a", value, NOW, due_ms)
        assert after(SERVING, decision).follow_up == expected


def test_an_ended_session_stays_in_the_index_until_it_is_followed_up() -> None:
    assert not index_row(CLOSED, ()).is_open
    state = after(CLOSED, decide(CLOSED, note(Note.FOLLOW_UP, "call", due_ms=NOW + 9)))
    row = index_row(state, ())
    assert (row.is_open, row.state, row.place) == (True, "closed", follow_up_place(A))
    assert decode_followed(row.detail) == Followed(
        "v", "V", "web", "call", NOW, NOW + 9
    )
    done = after(state, decide(state, note(Note.FOLLOW_UP, "")))
    assert (done.follow_up, index_row(done, ()).is_open) == (None, False)


def test_an_open_session_with_one_is_where_it_is_served() -> None:
    state = after(SERVING, decide(SERVING, note(Note.FOLLOW_UP, "call")))
    assert index_row(state, ()).place == "agent/a"
    assert state.follow_up == FollowUp("a", "call", NOW, 0)
