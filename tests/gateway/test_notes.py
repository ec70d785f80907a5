"""Notes on sessions over the wire: who is shown them, and what is refused (S8)."""

from __future__ import annotations

import pytest

from actors import follow_ups
from actors.follow_ups import FollowUpList
from actors.ids import SessionId
from actors.rules.settings import ServiceSettings
from actors.session.followed import Followed
from actors.session.quarantine import close_quarantined
from gateway.answers import follow_ups_frame
from gateway.wire.answer_frames import FollowUps
from gateway.wire.client_frames import Annotate, Close, GetFollowUps
from gateway.wire.codes import ErrorCode
from gateway.wire.notes import Notes
from gateway.wire.server_codec import encode_frame
from gateway.wire.terms import (
    MAX_FOLLOW_UPS_SHOWN,
    MAX_SERVER_MESSAGE_BYTES,
    NoteName,
)
from runtime import index_walk, journal_memory
from runtime.journal import OpenEntities
from runtime.journal_memory import MemoryJournal
from tests.actors.session_cases import endings
from tests.actors.test_store_away import AwayStore
from tests.gateway.house import House, Tab

pytestmark = pytest.mark.covers("S8")


def noted(tab: Tab, session: str, note: NoteName, value: str, due: int = 0) -> int:
    number = tab.number()
    frame = Annotate(number, session, f"n{number}", note, value, due)
    return tab.ask(frame).code


def closed(tab: Tab, session: str) -> int:
    number = tab.number()
    return tab.ask(Close(number, session, f"c{number}")).code


def listed(tab: Tab) -> FollowUps:
    return tab.answer(GetFollowUps(tab.number()), FollowUps)


def test_agents_are_shown_what_is_noted_and_visitors_are_not() -> None:
    house = House()
    agent, visitor = house.free_agent(), house.visitor()
    session = visitor.session
    due = house.world.wall_ms() + 3_600_000
    assert agent.shown(session).notes is None
    noted(agent, session, "tag", "退款\n物流")
    noted(agent, session, "remark", "急")
    noted(agent, session, "outcome", "unsolved")
    noted(agent, session, "follow_up", "回电话", due)
    expected = Notes(("退款", "物流"), "急", "unsolved", "回电话", due)
    assert agent.shown(session).notes == expected
    visitor.read()
    assert visitor.shown(session).notes is None
    assert noted(agent, session, "tag", "") == ErrorCode.OK
    assert agent.shown(session).notes == Notes((), "急", "unsolved", "回电话", due)


def test_a_required_tag_is_asked_for_before_the_end() -> None:
    house = House(settings=ServiceSettings(tags="退款", needs_tags=True))
    agent, visitor = house.free_agent(), house.visitor()
    session = visitor.session
    notes = agent.shown(session).notes
    assert notes is not None
    assert notes.needs_tags
    assert closed(agent, session) == ErrorCode.TAGS_MISSING
    assert agent.shown(session).state == "serving"
    assert noted(agent, session, "tag", "别的") == ErrorCode.BAD_VALUE
    assert noted(agent, session, "tag", "退款") == ErrorCode.OK
    assert agent.shown(session).notes == Notes(("退款",))
    assert closed(agent, session) == ErrorCode.OK


def test_what_is_to_be_followed_up_is_listed_also_after_a_kill() -> None:
    backend = MemoryJournal()
    house = House(backend=backend)
    agent = house.free_agent()
    first, second, third = (house.visitor(name) for name in ("v", "w", "u"))
    now = house.world.wall_ms()
    for visitor, due in ((first, 0), (second, now + 9_000_000)):
        closed(agent, visitor.session)
        assert noted(agent, visitor.session, "follow_up", "call", due) == ErrorCode.OK
    noted(agent, third.session, "follow_up", "while it is open", now + 60_000)
    rows = listed(agent).rows
    assert [row.session for row in rows] == [second.session, first.session]
    assert (rows[0].visitor, rows[0].nickname, rows[0].channel) == ("w", "W", "web")
    assert (rows[0].text, rows[0].due) == ("call", now + 9_000_000)
    closed(agent, third.session)
    house.world.die()
    again = house.free_agent()
    urgent = [third.session, second.session, first.session]
    assert [row.session for row in listed(again).rows] == urgent
    assert listed(again).count == 3
    noted(again, second.session, "follow_up", "")
    done = listed(again)
    assert [row.session for row in done.rows] == [third.session, first.session]
    assert listed(house.free_agent("b")).rows == ()


def test_who_notes_it_has_it_on_his_list() -> None:
    house = House()
    agent, visitor = house.free_agent(), house.visitor()
    boss = house.free_agent("boss", role="supervisor")
    closed(agent, visitor.session)
    noted(agent, visitor.session, "follow_up", "call")
    noted(boss, visitor.session, "follow_up", "call again")
    assert listed(agent).rows == ()
    assert [row.text for row in listed(boss).rows] == ["call again"]
    noted(agent, visitor.session, "follow_up", "")
    assert listed(boss).rows == ()


def test_the_list_is_read_page_by_page_and_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    house = House()
    agent = house.free_agent()
    sessions = []
    for name in ("v", "w", "u"):
        visitor = house.visitor(name)
        closed(agent, visitor.session)
        noted(agent, visitor.session, "follow_up", "call")
        sessions.append(visitor.session)
    monkeypatch.setattr(index_walk, "MAX_INDEX_PAGE", 2)
    monkeypatch.setattr(journal_memory, "MAX_INDEX_PAGE", 2)
    monkeypatch.setattr(follow_ups, "MAX_FOLLOW_UPS", 2)
    told = listed(agent)
    assert [row.session for row in told.rows] == sessions[:2]
    assert told.count == 3


def test_without_the_store_there_is_no_list() -> None:
    store = AwayStore()
    house = House(backend=store)
    agent = house.free_agent()
    store.deaf_to = (OpenEntities,)
    refused = agent.ask(GetFollowUps(agent.number()))
    assert refused.code == ErrorCode.UNAVAILABLE


def test_what_is_to_be_followed_up_is_not_ended_twice() -> None:
    house = House()
    agent, visitor = house.free_agent(), house.visitor()
    closed(agent, visitor.session)
    noted(agent, visitor.session, "follow_up", "call")
    session = SessionId(visitor.session)
    close_quarantined(house.world.desk, session, house.world.wall_ms(), lambda: True)
    house.world.run()
    assert len(endings(house.world.backend, session)) == 1
    assert [row.session for row in listed(agent).rows] == [session]


def test_the_longest_list_fits_into_a_message() -> None:
    text, name = "😀" * 500, "😀" * 64
    followed = Followed("v" * 64, name, "c" * 64, text, 2**52, 2**52)
    rows = ((SessionId("s" * 26), followed),) * (MAX_FOLLOW_UPS_SHOWN + 5)
    frame = follow_ups_frame(7, FollowUpList(rows, 999))
    assert (len(frame.rows), frame.count) == (MAX_FOLLOW_UPS_SHOWN, 999)
    assert len(encode_frame(frame)) < MAX_SERVER_MESSAGE_BYTES
