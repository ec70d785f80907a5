"""What the records keep no longer: they agree with the journal, before and after."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from actors.customers.events import ProfileSet, TagsSet
from actors.customers.profile import Profile
from actors.records.keeping import (
    CountEnded,
    DropCustomer,
    DropSessions,
    EndedCounted,
    EndedFound,
    FindEnded,
    Kept,
)
from actors.records.messages import (
    ForgetRecords,
    RecordFilter,
    SessionShown,
    ShowSession,
)
from actors.session.actor import SESSION_CODEC
from actors.session.erased import ERASED_VISITOR, ContentErased
from actors.session.events import MessagePosted, SessionClosed
from actors.session.redaction import without_person, without_texts
from actors.session.terms import CloseReason, Note, Role
from runtime.journal import FollowedEvent
from tests.actors.records.shelf import RecordShelf
from tests.actors.records.tale import OPENED_MS, Tale

FAR_MS = OPENED_MS * 2
Tables = list[list[tuple[object, ...]]]


@pytest.fixture(params=["in_a_file", "on_a_server"])
def shelf(request: pytest.FixtureRequest) -> Iterator[RecordShelf]:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, RecordShelf)
    found.store.answer(ForgetRecords())
    yield found
    found.store.answer(ForgetRecords())


def two_visitors() -> Tale:
    tale = Tale()
    tale.know("v", ProfileSet(Profile("王先生", "138"), "a"), TagsSet(("急",), "a"))
    for session in ("s1", "s2", "s3"):
        visitor = "w" if session == "s3" else "v"
        tale.open(session, visitor).assign(session, "a")
        tale.say(session, Role.VISITOR, "我的电话 138").say(session, Role.AGENT, "好的")
        tale.note(session, Note.REMARK, "电话 138").note(session, Note.TAG, "急")
        tale.recall(session, 2)
        tale.tell(session, SessionClosed(CloseReason.CLIENT, visitor)).wait(60)
    return tale


def erased(rows: list[FollowedEvent], entity: str) -> list[FollowedEvent]:
    """The journal after the erasure of a visitor's session: without its last event."""

    def redact(row: FollowedEvent) -> FollowedEvent:
        if row.entity != entity:
            return row
        event = without_person(SESSION_CODEC.decode_event(row.event.body), "v")
        return replace(
            row, event=replace(row.event, body=SESSION_CODEC.encode_event(event))
        )

    return [redact(row) for row in rows]


@pytest.mark.covers("P8")
def test_a_rebuild_brings_nothing_back(shelf: RecordShelf) -> None:
    tale = two_visitors()
    before = list(tale.rows)
    shelf.project(before)
    tale.tell("s1", ContentErased(texts=True, person=True, files=True))
    shelf.project(tale.rows[len(before) :], len(before))
    left = shelf.everything()
    assert shelf.found(RecordFilter(text="138")) == ["s3", "s2"]
    assert shelf.found(RecordFilter(customer="v")) == ["s2"]
    assert shelf.found(RecordFilter(visitor=ERASED_VISITOR)) == ["s1"]
    assert shelf.found(RecordFilter(tag="急")) == ["s3", "s2", "s1"]
    shown = shelf.store.answer(ShowSession("s1"))
    assert isinstance(shown, SessionShown)
    assert {(each.row.text, each.row.name) for each in shown.messages} <= {
        ("", ""),
        ("", "a"),
        ("", "A"),
    }
    shelf.store.answer(ForgetRecords())
    shelf.project(erased(tale.rows, "session/s1"))
    rebuilt = shelf.everything()
    assert without_customers(rebuilt) == without_customers(left)
    assert shelf.found(RecordFilter(text="138")) == ["s3", "s2"]


def without_customers(tables: Tables) -> Tables:
    """Of the customer himself see below."""
    return tables[:8]


def ended(shelf: RecordShelf, kept: Kept, until_ms: int = FAR_MS) -> list[str]:
    found = shelf.store.answer(FindEnded(kept, until_ms))
    assert isinstance(found, EndedFound)
    counted = shelf.store.answer(CountEnded(kept, until_ms))
    assert counted == EndedCounted(len(found.rows))
    return [each.session for each in found.rows]


@pytest.mark.covers("P8")
def test_what_ended_is_found_by_its_end_until_it_is_erased(shelf: RecordShelf) -> None:
    tale = two_visitors().open("s4")
    picture = b"\x82\xa4kind\xa5image\xa4name\xa1x"
    posted = without_texts(MessagePosted(1, "visitor", Role.VISITOR, "v", "", b"", "c"))
    assert isinstance(posted, MessagePosted)
    tale.tell("s2", replace(posted, number=3, body=picture))
    tale.tell("s1", ContentErased(texts=True))
    shelf.project(tale.rows)
    assert ended(shelf, Kept.SESSIONS) == ["s1", "s2", "s3"]
    assert ended(shelf, Kept.TEXTS) == ["s2", "s3"]
    assert ended(shelf, Kept.FILES) == ["s2"]
    assert ended(shelf, Kept.TEXTS, OPENED_MS + 61_000) == ["s2"]
    page = shelf.store.answer(FindEnded(Kept.SESSIONS, FAR_MS, limit=2))
    assert isinstance(page, EndedFound)
    last = page.rows[-1]
    rest = FindEnded(Kept.SESSIONS, FAR_MS, last.closed_ms, last.number)
    found = shelf.store.answer(rest)
    assert isinstance(found, EndedFound)
    assert [each.session for each in found.rows] == ["s3"]


@pytest.mark.covers("P8")
def test_of_dropped_sessions_no_row_is_left(shelf: RecordShelf) -> None:
    tale = two_visitors()
    shelf.project(tale.rows)
    found = shelf.store.answer(FindEnded(Kept.SESSIONS, FAR_MS))
    assert isinstance(found, EndedFound)
    gone = tuple(each.number for each in found.rows if each.session != "s2")
    shelf.store.answer(DropSessions(gone))
    left = shelf.everything()
    assert shelf.found(RecordFilter()) == ["s2"]
    assert shelf.found(RecordFilter(text="138")) == ["s2"]
    assert {each.visitor: each.sessions for each in shelf.customers()} == {
        "v": 1,
        "w": 0,
    }
    shelf.store.answer(ForgetRecords())
    kept = [row for row in tale.rows if row.entity not in ("session/s1", "session/s3")]
    shelf.project(kept)
    assert without_customers(shelf.everything())[1:] == without_customers(left)[1:]


@pytest.mark.covers("P8")
def test_a_dropped_customer_is_found_no_more(shelf: RecordShelf) -> None:
    shelf.project(two_visitors().rows)
    shelf.store.answer(DropCustomer("v"))
    assert [each.visitor for each in shelf.customers()] == ["w"]
    assert shelf.everything()[-1] == []
    shelf.store.answer(DropCustomer("v"))
