"""Ratings through connections: asked, given, seen by both and by who comes later."""

from __future__ import annotations

import pytest

from actors.ids import SESSION
from actors.rules.prompts import PromptText
from actors.rules.rulebook import DEFAULT_RULE, Rulebook, ServiceRule
from actors.rules.settings import ServiceSettings
from gateway.client_core.transcripts import Transcripts
from gateway.following import MAX_RATEABLE
from gateway.wire.asking_bodies import RatingBody, SelectionBody
from gateway.wire.bodies import TextBody
from gateway.wire.card_frames import InviteRating, Select
from gateway.wire.client_frames import Close, GetHistory, Hello, Open
from gateway.wire.codes import ErrorCode
from gateway.wire.server_frames import History, Message, Notice, Res, Session
from tests.gateway.house import House, Tab

pytestmark = pytest.mark.covers("V5", "S6")


THANKFUL = ServiceRule(
    DEFAULT_RULE,
    "",
    prompts=(
        PromptText("rating_thanks", "zh", "谢谢您"),
        PromptText("rating_5", "zh", "很好"),
        PromptText("rating_1", "zh", "很差" * 100),
    ),
)


def in_service(settings: ServiceSettings | None = None) -> tuple[House, Tab, Tab]:
    house = House(settings=settings)
    house.world.desk.rules.replace(Rulebook(rules=(THANKFUL,)))
    agent, visitor = house.free_agent(), house.visitor()
    agent.read()
    return house, agent, visitor


def invite(tab: Tab, session: str, operation: str = "i") -> int:
    return tab.ask(InviteRating(tab.number(), session, operation)).code


def rate(tab: Tab, session: str, number: int, option: str = "105") -> int:
    frame = Select(tab.number(), session, number, f"r{number}", option)
    return tab.ask(frame).code


def test_both_sides_see_the_invitation_and_the_rating() -> None:
    _, agent, visitor = in_service()
    session = visitor.session
    assert agent.shown(session).may_rate
    assert visitor.shown(session).may_rate
    assert invite(agent, session) == ErrorCode.OK
    visitor.read()
    for tab in (agent, visitor):
        body = tab.last(Message).body
        assert isinstance(body, RatingBody)
        assert (body.id, body.type, body.hours) == (f"{session}-1", "star", 12)
        assert [each.id for each in body.levels] == ["101", "102", "103", "104", "105"]
        worst, *_, good, best = [each.text for each in body.levels]
        assert (worst, good, best) == ("很差" * 50, "满意", "很好")
        assert (tab.shown(session).rating, tab.shown(session).may_rate) == (1, False)
    frame = Select(9, session, 1, "r", "105", outcome="solved", comment="谢谢")
    assert visitor.ask(frame).code == ErrorCode.OK
    assert visitor.ask(replace_request(frame, 10)).code == ErrorCode.OK, "once"
    agent.read()
    for tab in (agent, visitor):
        told, thanks = tab.all(Message)[-2:]
        best = "很好"
        assert told.body == SelectionBody(1, "105", best, (), "solved", "谢谢")
        assert (told.number, told.role, told.sender) == (2, "visitor", "v")
        assert (thanks.number, thanks.body) == (3, TextBody("谢谢您"))
        assert tab.shown(session).rating == 0


def replace_request(frame: Select, request: int) -> Select:
    """The same answer again, under a new number of the request."""
    return Select(request, *[getattr(frame, each) for each in SELECT_FIELDS])


SELECT_FIELDS = Select.__struct_fields__[1:]


def test_what_was_selected_is_in_replay_and_history() -> None:
    house, agent, visitor = in_service()
    session = visitor.session
    invite(visitor, session)
    rate(visitor, session, 1, "103")
    late = house.tab("visitor", "v", {session: 0})
    page = agent.answer(GetHistory(agent.number(), session), History).messages
    for told in (late.all(Message), list(page)):
        kinds = [type(each.body) for each in told]
        assert kinds == [RatingBody, SelectionBody, TextBody]


def test_it_can_be_rated_after_the_end_and_is_shown_then() -> None:
    house, agent, visitor = in_service()
    session = visitor.session
    invite(agent, session)
    assert agent.ask(Close(agent.number(), session, "x")).code == ErrorCode.OK
    visitor.read()
    assert visitor.shown(session).state == "closed"
    assert visitor.shown(session).rating == 1
    assert rate(visitor, session, 1) == ErrorCode.OK
    assert [each.number for each in visitor.all(Message)] == [1, 2, 3]
    assert visitor.shown(session).rating == 0
    assert rate(visitor, session, 1) == ErrorCode.OK, "the first answer again"
    again = Select(visitor.number(), session, 1, "another", "101")
    assert visitor.ask(again).code == ErrorCode.ANSWERED
    visitor.leave()
    assert house.crashes == []
    assert house.world.crashed() == []


def test_who_comes_back_after_the_end_can_rate_until_it_expires() -> None:
    house, agent, visitor = in_service()
    session = visitor.session
    invite(agent, session)
    agent.ask(Close(agent.number(), session, "x"))
    visitor.leave()
    back = house.tab("visitor", "v", {session: 1})
    assert back.shown(session).rating == 1
    stays = Tab(house)
    stays.say(Hello(house.ticket("visitor", "v"), positions={session: 1}))
    assert rate(back, session, 1) == ErrorCode.OK
    stays.read()
    assert [each.number for each in stays.all(Message)] == [2, 3]


def test_too_late_is_too_late() -> None:
    house, agent, visitor = in_service(ServiceSettings(rating_hours=1))
    session = visitor.session
    invite(agent, session)
    house.world.advance(3_601)
    assert rate(visitor, session, 1) == ErrorCode.TOO_LATE


def test_who_may_not_is_told_why() -> None:
    _, agent, visitor = in_service(ServiceSettings(rating_by_agent=False))
    session = visitor.session
    assert not agent.shown(session).may_rate
    assert invite(agent, session) == ErrorCode.FORBIDDEN
    assert invite(visitor, session) == ErrorCode.OK
    assert invite(visitor, session, "j") == ErrorCode.WRONG_STATE
    assert rate(visitor, session, 1, "") == ErrorCode.BAD_VALUE
    assert rate(visitor, session, 7) == ErrorCode.NO_SUCH_MESSAGE
    assert rate(agent, session, 1) == ErrorCode.FORBIDDEN


@pytest.mark.covers("V6")
def test_the_visitor_is_told_who_serves_and_of_the_end() -> None:
    house = House()
    visitor = house.visitor()
    agent = house.free_agent()
    visitor.read()
    seats = [(each.kind, each.agent) for each in visitor.all(Notice)]
    assert seats == [("out_seat", ""), ("in_seat", "a")]
    agent.ask(Close(agent.number(), visitor.session, "x"))
    visitor.read()
    assert visitor.last(Notice).kind == "closed"
    kinds = [type(each) for each in visitor.heard if not isinstance(each, Res)]
    assert kinds[-2:] == [Notice, type(visitor.shown(visitor.session))]
    assert agent.all(Notice) == []
    page = agent.answer(GetHistory(agent.number(), visitor.session), History)
    assert page.messages == (), "nothing of it is stored"


@pytest.mark.covers("V6", "S4")
def test_an_end_by_time_is_another_notice() -> None:
    house = House(settings=ServiceSettings(visitor_silence_seconds=60.0))
    agent = house.free_agent()
    visitor = house.visitor()
    agent.send("c", "hello?", visitor.session)
    house.world.advance(61)
    visitor.read()
    assert visitor.last(Notice).kind == "timed_out"


def over(house: House, agent: Tab, visitor: Tab) -> str:
    """Another session of the visitor's that has ended and waits for a rating."""
    opened = visitor.ask(Open(visitor.number(), house.world.operation(), "g"))
    agent.read()
    assert invite(agent, opened.session, house.world.operation()) == ErrorCode.OK
    agent.ask(Close(agent.number(), opened.session, house.world.operation()))
    return opened.session


def test_a_connection_follows_few_sessions_that_are_over() -> None:
    house, agent, visitor = in_service()
    other = house.tab("visitor", "v")
    sessions = [over(house, agent, visitor) for _ in range(MAX_RATEABLE + 2)]
    visitor.read()
    heard = {each.session for each in visitor.all(Message)}
    assert heard == set(sessions)
    visitor.heard.clear()
    for session in sessions:
        assert rate(other, session, 1) == ErrorCode.OK
    visitor.read()
    told = list(dict.fromkeys(each.session for each in visitor.all(Message)))
    assert told == sessions[-MAX_RATEABLE:], "of the oldest it hears no more"


def test_who_leaves_after_the_end_wakes_no_session() -> None:
    house, agent, visitor = in_service()
    invite(agent, visitor.session)
    agent.ask(Close(agent.number(), visitor.session, "x"))
    cells = house.world.node.registry.regions[SESSION].cells
    assert visitor.session not in cells
    visitor.attendant.close()
    assert visitor.session not in cells
    house.world.run()


def test_a_client_resumes_what_it_can_rate() -> None:
    transcripts = Transcripts({})
    over = Session("s", 1, "closed", "g", "v", "a", 1, rating=1)
    transcripts.changed(over)
    transcripts.arrived("s", 1)
    assert transcripts.to_resume() == {"s": 1}
    rated = Session("s", 2, "closed", "g", "v", "a", 2)
    transcripts.changed(rated)
    transcripts.arrived("s", 2)
    assert transcripts.to_resume() == {}
