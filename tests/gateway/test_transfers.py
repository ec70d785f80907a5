"""Transfers through connections: asked for, refused, taken, and who sees what."""

from __future__ import annotations

import pytest

from actors.assignment.messages import GroupRule
from actors.assignment.routing import Reception
from gateway.wire.answer_frames import Colleague, Colleagues
from gateway.wire.client_frames import (
    Accept,
    CancelTransfer,
    Decline,
    GetColleagues,
    Sync,
    Transfer,
)
from gateway.wire.codes import ErrorCode
from gateway.wire.server_frames import Board, Message, Notice, Position, Session
from gateway.wire.session_parts import Handover
from tests.gateway.house import House, Tab

MANUAL = GroupRule(reception=Reception.MANUAL)
NOTE = "a note among agents"


def transfer(tab: Tab, session: str, agent: str = "", group: str = "g") -> Transfer:
    number = tab.number()
    return Transfer(number, session, f"o{number}", group, agent, NOTE)


def in_service(rule: GroupRule = MANUAL) -> tuple[House, Tab, Tab]:
    """A house where agent `a` serves: the agent, the visitor."""
    house = House(rule=rule)
    agent, visitor = house.free_agent(), house.visitor()
    agent.read()
    offer = agent.shown(visitor.session).offer
    if offer is not None:
        agent.ask(Accept(agent.number(), visitor.session, offer.id, "accepted"))
    visitor.read()
    return house, agent, visitor


def says_nothing_of_it(visitor: Tab) -> bool:
    """The visitor was told of no offer, transfer, hand-over or note."""
    return not visitor.notices() and all(
        (each.offer, each.transfer, each.handover) == (None, None, None)
        for each in visitor.all(Session)
    )


@pytest.mark.covers("Q10")
def test_a_transfer_to_an_agent_keeps_the_old_one_until_the_new_one_accepts() -> None:
    house, agent, visitor = in_service()
    other = house.free_agent("b")
    visitor.send("c1")
    answer = agent.ask(transfer(agent, visitor.session, "b"))
    assert (answer.code, answer.session) == (ErrorCode.OK, visitor.session)
    agent.read()
    pending = agent.shown(visitor.session).transfer
    assert pending is not None
    assert (pending.group, pending.agent, pending.note) == ("g", "b", NOTE)
    assert agent.send("a1", session=visitor.session).code == ErrorCode.OK
    other.read()
    rings = other.shown(visitor.session)
    assert rings.offer is not None
    assert rings.transfer is not None
    assert (rings.agent, rings.offer.agent, rings.transfer.note) == ("a", "b", NOTE)
    assert [each.cid for each in other.all(Message)] == ["c1", "a1"]
    accept = Accept(other.number(), visitor.session, rings.offer.id, "o2")
    assert other.ask(accept).code == ErrorCode.OK
    assert other.shown(visitor.session).handover == Handover("a", NOTE, "A")
    agent.read()
    visitor.read()
    assert agent.shown(visitor.session).agent == "b"
    assert agent.last(Board).sessions == ()
    assert (visitor.last(Session).state, visitor.last(Session).agent) == (
        "serving",
        "b",
    )
    assert says_nothing_of_it(visitor)


@pytest.mark.covers("Q10")
def test_who_handed_over_hears_no_more_and_reads_no_more() -> None:
    house, agent, visitor = in_service(GroupRule())
    visitor.send("c1")
    other = house.free_agent("b")
    assert agent.ask(transfer(agent, visitor.session, "b")).code == ErrorCode.OK
    assert agent.shown(visitor.session).agent == "b"
    visitor.send("c2")
    heard = [each.cid for each in agent.all(Message)]
    agent.say(Sync({visitor.session: 0}))
    assert [each.cid for each in agent.all(Message)] == [*heard, "c1"]
    assert agent.send("a1", session=visitor.session).code == ErrorCode.FORBIDDEN
    other.read()
    assert [each.cid for each in other.all(Message)] == ["c1", "c2"]


@pytest.mark.covers("Q10")
def test_what_comes_back_is_followed_again_from_where_it_was_left() -> None:
    house, agent, visitor = in_service(GroupRule())
    visitor.send("c1")
    other = house.free_agent("b")
    agent.ask(transfer(agent, visitor.session, "b"))
    visitor.send("c2")
    assert other.ask(transfer(other, visitor.session, "a")).code == ErrorCode.OK
    visitor.send("c3")
    agent.read()
    assert [each.number for each in agent.all(Message)] == [1, 2, 3]
    assert agent.shown(visitor.session).agent == "a"
    assert other.shown(visitor.session).agent == "a"


@pytest.mark.covers("Q10")
def test_a_refused_transfer_stays_and_is_told_to_who_asked() -> None:
    house, agent, visitor = in_service()
    other = house.free_agent("b")
    agent.ask(transfer(agent, visitor.session, "b"))
    other.read()
    offer = other.shown(visitor.session).offer
    assert offer is not None
    other.ask(Decline(other.number(), visitor.session, offer.id, "o2"))
    agent.read()
    visitor.read()
    assert [(each.kind, each.agent) for each in agent.all(Notice)] == [
        ("transfer_refused", "a")
    ]
    assert agent.shown(visitor.session).transfer is None
    assert agent.shown(visitor.session).agent == "a"
    last = other.shown(visitor.session)
    assert (last.offer, last.agent) == (None, "a")
    assert says_nothing_of_it(visitor)


@pytest.mark.covers("Q10")
def test_a_transfer_that_nobody_takes_in_time_stays() -> None:
    house, agent, visitor = in_service()
    house.world.register("b", 1, "g")
    assert agent.ask(transfer(agent, visitor.session, "b")).code == ErrorCode.OK
    house.world.advance(house.world.settings.transfer_seconds + 1)
    agent.read()
    visitor.read()
    assert [each.kind for each in agent.all(Notice)] == ["transfer_expired"]
    assert agent.shown(visitor.session).transfer is None
    assert says_nothing_of_it(visitor)


@pytest.mark.covers("Q10")
def test_a_transfer_is_taken_back() -> None:
    house, agent, visitor = in_service()
    house.world.register("b", 1, "g")
    agent.ask(transfer(agent, visitor.session, "b"))
    cancel = CancelTransfer(agent.number(), visitor.session, "o9")
    assert agent.ask(cancel).code == ErrorCode.OK
    assert agent.shown(visitor.session).transfer is None
    again = CancelTransfer(agent.number(), visitor.session, "o10")
    assert agent.ask(again).code == ErrorCode.WRONG_STATE


@pytest.mark.covers("Q10")
def test_a_transfer_to_a_group_goes_to_somebody_else_in_it() -> None:
    house, agent, visitor = in_service(GroupRule())
    other = house.free_agent("b")
    assert agent.ask(transfer(agent, visitor.session)).code == ErrorCode.OK
    other.read()
    assert other.shown(visitor.session).agent == "b"


@pytest.mark.covers("Q10")
def test_without_a_group_the_server_finds_one_of_the_agents() -> None:
    house, agent, visitor = in_service(GroupRule())
    other = house.free_agent("b")
    wish = transfer(agent, visitor.session, "b", group="")
    assert agent.ask(wish).code == ErrorCode.OK
    other.read()
    assert other.shown(visitor.session).group == "g"


@pytest.mark.covers("Q10")
@pytest.mark.parametrize(
    ("agent_id", "group", "code"),
    [
        ("", "nowhere", ErrorCode.NO_SUCH_GROUP),
        ("nobody", "g", ErrorCode.NO_SUCH_AGENT),
        ("nobody", "", ErrorCode.NO_SUCH_AGENT),
        ("", "", ErrorCode.BAD_VALUE),
        ("a", "g", ErrorCode.BAD_VALUE),
    ],
)
def test_a_transfer_to_nowhere_is_refused(
    agent_id: str, group: str, code: ErrorCode
) -> None:
    _, agent, visitor = in_service()
    answer = agent.ask(transfer(agent, visitor.session, agent_id, group))
    assert answer.code == code
    assert agent.shown(visitor.session).transfer is None


@pytest.mark.covers("Q5", "Q10")
def test_who_is_served_hears_of_no_line_that_a_transfer_waits_in() -> None:
    house, agent, visitor = in_service()
    house.world.define_group("h")
    visitor.heard.clear()
    answer = agent.ask(transfer(agent, visitor.session, group="h"))
    assert answer.code == ErrorCode.OK
    house.world.advance(2 * house.world.settings.position_seconds)
    assert house.world.queue("h").sessions == (visitor.session,)
    visitor.read()
    assert not visitor.all(Position)


@pytest.mark.covers("Q10")
def test_only_the_serving_agent_transfers() -> None:
    house, agent, visitor = in_service()
    other = house.free_agent("b")
    for session in (visitor.session, "no such session"):
        code = other.ask(transfer(other, session, "b")).code
        assert code in {ErrorCode.FORBIDDEN, ErrorCode.NO_SUCH_SESSION}
    cancel = CancelTransfer(other.number(), visitor.session, "o9")
    assert other.ask(cancel).code == ErrorCode.FORBIDDEN
    agent.read()
    assert agent.shown(visitor.session).transfer is None


@pytest.mark.covers("Q10")
def test_colleagues_are_shown_before_a_transfer() -> None:
    house, agent, _ = in_service(GroupRule())
    house.free_agent("b", capacity=3)
    house.world.register("c", 1, "g")
    question = GetColleagues(agent.number(), "g")
    answer = agent.answer(question, Colleagues)
    assert (answer.group, answer.count) == ("g", 3)
    assert answer.members == (
        Colleague("a", "A", "", 1, 2),
        Colleague("b", "B", "", 0, 3),
        Colleague("c", "C", "offline", 0, 1),
    )


def test_colleagues_of_no_group_are_refused() -> None:
    _, agent, _ = in_service()
    question = GetColleagues(agent.number(), "nowhere")
    assert agent.ask(question).code == ErrorCode.NO_SUCH_GROUP
