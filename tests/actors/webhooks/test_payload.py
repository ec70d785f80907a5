"""The form of what is told, for every kind of event."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from actors.assignment.messages import Treatment
from actors.session import core
from actors.session.aside import Part
from actors.session.causes import Stand
from actors.session.effects import TellCourier
from actors.session.events import (
    Annotated,
    QueueCause,
    SessionAssigned,
    SessionClosed,
    SessionEvent,
    SessionQueued,
    StageEntered,
    Way,
)
from actors.session.fold import apply
from actors.session.messages import CloseSession
from actors.session.state import SessionState
from actors.session.terms import CloseCause, CloseReason, Note, Role, SessionPhase
from actors.webhooks.kinds import Audience, EventKind
from actors.webhooks.payload import (
    Named,
    Noted,
    SessionData,
    Told,
    closed_unread,
    outbox_rows,
    timestamp,
)
from tests.actors.session_cases import (
    NOW,
    STATES,
    VISITOR,
    case,
    every_state,
    guest,
    opened,
    said,
    side_said,
)

ALL = frozenset(EventKind)
SERVING = STATES[Stand.SERVING][0]
V = Named("v", "V")


def told(before: SessionState, *events: SessionEvent) -> list[Told]:
    after = before
    for event in events:
        after = apply(after, event, NOW)
    rows = outbox_rows("s", before, after, events, NOW, ALL)
    read = [msgspec.json.decode(row.body, type=Told) for row in rows]
    assert [row.topic for row in rows] == [each.type for each in read]
    assert {each.version for each in read} <= {1}
    return read


def one(before: SessionState, event: SessionEvent) -> tuple[str, SessionData]:
    (only,) = told(before, event)
    return only.type, only.data


@pytest.mark.covers("M11")
def test_a_session_that_is_opened_in_a_line_is_queued_as_well() -> None:
    both = told(SessionState(), opened())
    assert [each.type for each in both] == ["session.opened", "session.queued"]
    data = SessionData("s", "web", V, "queued", Named("g"))
    assert [each.data for each in both] == [data, data]
    (alone,) = told(SessionState(), opened(SessionPhase.ROBOT))
    assert (alone.type, alone.data.state) == ("session.opened", "robot")


@pytest.mark.covers("M11")
def test_who_takes_a_session_over_is_told_with_who_had_it() -> None:
    assigned = SessionAssigned("b", 1, "r", 3, Way.HAND, "g", agent_name="Bo")
    queued = STATES[Stand.QUEUED][0]
    data = SessionData(
        "s", "web", V, "serving", Named("g"), Named("b", "Bo"), way="hand"
    )
    assert one(queued, assigned) == ("session.assigned", data)
    kind, data = one(replace(SERVING, agent_name="Al"), assigned)
    assert kind == "session.transferred"
    assert data.previous_agent == Named("a", "Al")


@pytest.mark.covers("M11")
def test_an_end_is_told_with_its_reason_and_a_line_with_its_cause() -> None:
    closed = SessionClosed(CloseReason.TIMER, "", CloseCause.SILENCE)
    kind, data = one(SERVING, closed)
    assert (kind, data.state, data.reason, data.cause) == (
        "session.closed",
        "closed",
        "timer",
        "silence",
    )
    assert data.agent == Named("a")
    again = SessionQueued("h", SERVING.line.queue_class, QueueCause.AGENT_LOST)
    kind, data = one(SERVING, again)
    assert (kind, data.group, data.agent) == ("session.queued", Named("h"), None)
    assert data.cause == "agent_lost"


@pytest.mark.covers("M11", "S11")
def test_what_is_said_aside_is_told_nobody() -> None:
    body = msgspec.msgpack.encode({"kind": "text", "text": "hm"})
    aside = replace(side_said("a", "side-1"), body=body)
    kind, _ = one(SERVING, replace(aside, room="visitor"))
    assert kind == "session.message"
    assert told(SERVING, guest("b", Part.CONSULTED, "side-1")) == []
    assert told(SERVING, aside) == []


@pytest.mark.covers("M11")
def test_notes_and_ratings_are_told_apart() -> None:
    rating = Annotated(Note.RATING, "5", "v")
    assert one(SERVING, rating) == (
        "session.rated",
        replace(one(SERVING, rating)[1], note=Noted("rating", "5", "v")),
    )
    kind, data = one(SERVING, Annotated(Note.TAG, "vip", "a"))
    assert (kind, data.note) == ("session.annotated", Noted("tag", "vip", "a"))


@pytest.mark.covers("M11")
def test_what_people_write_is_told_as_clients_have_it() -> None:
    body = msgspec.msgpack.encode({"kind": "text", "text": "你好"})
    message = replace(said(Role.VISITOR), sender="v", name="V", body=body)
    kind, data = one(SERVING, message)
    assert kind == "session.message"
    assert data.message is not None
    assert (data.message.number, data.message.role, data.message.sender) == (
        1,
        "visitor",
        V,
    )
    assert msgspec.json.decode(data.message.body) == {"kind": "text", "text": "你好"}


@pytest.mark.covers("M11")
def test_other_stages_are_nobodys_business_but_a_message_that_was_left() -> None:
    left = StageEntered(SessionPhase.MESSAGE_LEFT, "", Treatment.NO_AGENT)
    assert one(STATES[Stand.QUEUED][0], left)[0] == "session.message_left"
    assert told(SERVING, StageEntered(SessionPhase.ROBOT, "v")) == []


@pytest.mark.covers("M11")
def test_every_event_is_told_or_not_and_every_kind_has_one() -> None:
    body = msgspec.msgpack.encode({"kind": "text", "text": "x"})
    samples: tuple[SessionEvent, ...] = (
        opened(),
        replace(said(Role.AGENT), body=body),
        SessionClosed(CloseReason.SEAT, "a"),
        Annotated(Note.RATING, "5", "v"),
        Annotated(Note.TAG, "t", "a"),
        StageEntered(SessionPhase.MESSAGE_LEFT, ""),
        SessionAssigned("b", 1, "r"),
    )
    kinds = {each.type for event in samples for each in told(SERVING, event)}
    new = told(STATES[Stand.QUEUED][0], SessionAssigned("b", 1, "r"))
    told_of = frozenset(EventKind) - {EventKind.COPIED}  # that is ordered, not told
    assert kinds | {each.type for each in new} == {kind.value for kind in told_of}


@pytest.mark.covers("M11")
def test_only_what_somebody_wants_is_written() -> None:
    rows = outbox_rows(
        "s",
        SessionState(),
        apply(SessionState(), opened(), NOW),
        (opened(),),
        NOW,
        frozenset({EventKind.QUEUED}),
    )
    assert [row.topic for row in rows] == ["session.queued"]


@pytest.mark.covers("M11")
def test_rows_stand_in_the_decision_of_what_they_tell_of() -> None:
    closing = CloseSession(VISITOR, "o")
    for _, state in every_state():
        known = replace(case(state), wanted=ALL)
        loud, quiet = core.decide(known, closing), core.decide(case(state), closing)
        assert quiet.outbox == ()
        effects = tuple(each for each in loud.effects if each != TellCourier())
        assert replace(loud, outbox=(), effects=effects) == quiet
        is_told = bool(loud.events)
        assert bool(loud.outbox) is is_told
        assert (TellCourier() in loud.effects) is is_told


def test_a_session_that_cannot_be_read_is_told_without_its_visitor() -> None:
    closed = SessionClosed(CloseReason.ADMIN, "", CloseCause.QUARANTINE)
    (row,) = closed_unread("s", closed, NOW, ALL)
    read = msgspec.json.decode(row.body, type=Told)
    assert (read.type, read.data.session, read.data.cause) == (
        "session.closed",
        "s",
        "quarantine",
    )
    assert closed_unread("s", closed, NOW, frozenset()) == ()


def test_times_are_in_utc_to_the_millisecond() -> None:
    assert timestamp(1_670_574_414_007) == "2022-12-09T08:26:54.007Z"


def test_who_commits_wakes_whoever_tells() -> None:
    audience = Audience()
    audience.wake()
    assert audience.kinds == frozenset()
