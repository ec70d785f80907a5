"""A supervisor's list of the sessions that a group serves (Q11)."""

from __future__ import annotations

import pytest

from actors import serving
from actors.assignment.messages import GroupRule
from actors.assignment.routing import Reception
from actors.assignment.standing import Service, Standing
from actors.ids import AgentId, SessionId
from actors.serving import Served, ServedSessions, in_order, served
from actors.session.terms import Role
from gateway.answers import sessions_frame
from gateway.wire.answer_frames import Serving, Sessions
from gateway.wire.client_frames import Accept, GetSessions, Transfer
from gateway.wire.codes import ErrorCode
from gateway.wire.server_frames import Res
from gateway.wire.terms import MAX_SESSIONS_SHOWN
from tests.gateway.house import House, Tab

pytestmark = pytest.mark.covers("Q11")
SESSION = SessionId("s")


def supervisor(house: House) -> Tab:
    house.world.register("boss", 1, "g")
    return house.tab("supervisor", "boss")


def listed(boss: Tab, group: str = "g") -> Sessions:
    return boss.answer(GetSessions(boss.number(), group), Sessions)


def row_of(boss: Tab, session: str) -> Serving:
    (row,) = [each for each in listed(boss).rows if each.session == session]
    return row


def test_a_row_tells_who_serves_whom_and_whether_the_visitor_waits() -> None:
    house = House()
    agent, visitor, boss = house.free_agent(), house.visitor(), supervisor(house)
    began_ms = house.world.wall_ms()
    row = row_of(boss, visitor.session)
    assert (row.nickname, row.agent, row.agent_name) == ("V", "a", "A")
    assert began_ms - 10_000 < row.since <= began_ms
    assert (row.turn, row.unanswered) == (0, False)
    first = visitor.send("c1").at
    assert visitor.send("c2").at > first
    row = row_of(boss, visitor.session)
    assert (row.turn, row.unanswered) == (first, True)
    answered = agent.send("a1", session=visitor.session).at
    agent.send("a2", session=visitor.session)
    row = row_of(boss, visitor.session)
    assert (row.turn, row.unanswered) == (answered, False)


def test_the_list_asks_no_session_and_outlives_a_kill() -> None:
    house = House()
    house.free_agent()
    visitor, boss = house.visitor(), supervisor(house)
    asked_at = visitor.send("c1").at
    handled = house.world.cell(f"/sessions/{visitor.session}").handled
    before = listed(boss)
    assert house.world.cell(f"/sessions/{visitor.session}").handled == handled
    house.world.die()
    boss = house.tab("supervisor", "boss")
    assert listed(boss).rows == before.rows
    assert (before.rows[0].turn, before.rows[0].unanswered) == (asked_at, True)


def test_who_waits_for_an_answer_comes_first_and_who_has_gone_is_not_there() -> None:
    house = House()
    agent = house.free_agent(capacity=3)
    visitors = [house.visitor(name) for name in "uvw"]
    boss = supervisor(house)
    visitors[1].send("c1")
    visitors[2].send("c1")
    agent.send("a1", session=visitors[2].session)
    sessions = [each.session for each in visitors]
    shown = [each.session for each in listed(boss).rows]
    assert shown == [sessions[1], sessions[0], sessions[2]]
    house.world.close(sessions[1], Role.AGENT, "a")
    assert {each.session for each in listed(boss).rows} == {sessions[0], sessions[2]}


def test_a_transfer_is_listed_by_the_group_that_is_to_take_it() -> None:
    rule = GroupRule(reception=Reception.MANUAL)
    house = House()
    agent, visitor, boss = house.free_agent(), house.visitor(), supervisor(house)
    house.world.define_group("h", rule)
    house.world.register("boss", 1, "g", "h")
    agent.ask(Transfer(agent.number(), visitor.session, "t1", "h"))
    assert listed(boss).rows == ()
    (row,) = listed(boss, "h").rows
    assert (row.agent, row.agent_name, row.nickname) == ("a", "A", "V")
    house.world.free_agent("b", 1, "h")
    other = house.tab("agent", "b")
    offer = other.shown(visitor.session).offer
    assert offer is not None
    assert [each.agent for each in listed(boss, "h").rows] == ["a"]
    other.ask(Accept(other.number(), visitor.session, offer.id, "x1"))
    (row,) = listed(boss, "h").rows
    assert (row.agent, row.agent_name) == ("b", "B")
    assert listed(boss).rows == ()


def test_what_only_rings_or_waits_is_not_served() -> None:
    house = House(rule=GroupRule(reception=Reception.MANUAL))
    house.free_agent(capacity=1)
    house.visitor("v")
    house.visitor("w")
    assert listed(supervisor(house)).rows == ()


def test_others_than_supervisors_are_refused_and_so_is_a_foreign_group() -> None:
    house = House()
    agent, boss = house.free_agent(), supervisor(house)
    answer = agent.answer(GetSessions(agent.number(), "g"), Res)
    assert answer.code == ErrorCode.FORBIDDEN
    house.world.define_group("h")
    foreign = boss.answer(GetSessions(boss.number(), "h"), Res)
    assert foreign.code == ErrorCode.FORBIDDEN


def test_a_list_is_bounded_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    house = House()
    boss = supervisor(house)
    for name in ("a", "b", "c"):
        house.free_agent(name, 2)
    for name in "pqrstu":
        house.visitor(name)
    whole = listed(boss)
    assert (len(whole.rows), whole.is_cut) == (6, False)
    monkeypatch.setattr(serving, "AGENTS_AT_ONCE", 1)
    assert listed(boss).rows == whole.rows
    monkeypatch.setattr(serving, "MAX_LISTED", 3)
    cut = listed(boss)
    assert (len(cut.rows), cut.is_cut) == (3, True)


def test_a_frame_shows_no_more_than_its_bound() -> None:
    row = Served(SESSION, "V", AgentId("a"), "A", 1, 2, is_unanswered=True)
    rows = (row,) * (MAX_SESSIONS_SHOWN + 1)
    frame = sessions_frame(7, "g", ServedSessions(rows, is_cut=False))
    assert (len(frame.rows), frame.is_cut) == (MAX_SESSIONS_SHOWN, True)


def test_a_standing_without_service_or_of_another_group_is_no_row() -> None:
    service = Service("h", "A", 1, 2, is_unanswered=False)
    assert served(SESSION, Standing(0), "g") is None
    standing = Standing(0, owner="a", nickname="V", service=service)
    assert served(SESSION, standing, "g") is None
    row = served(SESSION, standing, "h")
    assert row == Served(SESSION, "V", AgentId("a"), "A", 1, 2, is_unanswered=False)
    assert in_order(iter([row])) == [row]
