"""Talking, following and resuming, through connections and real actors."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actors.agent.messages import AgentStatus, agent_topic
from actors.agent.messages import Board as AgentBoard
from actors.channels.core import USUAL_CHANNEL, Channel, Channels
from actors.ids import AgentId, SessionId
from actors.session.source import Source
from actors.session.terms import Role
from gateway.connection import Connection
from gateway.following import MAX_ENDED_FEEDS
from gateway.tickets import Ticket
from gateway.wire import session_parts as parts
from gateway.wire.bodies import TextBody
from gateway.wire.client_frames import (
    Close,
    Hello,
    Open,
    Send,
    SetTyping,
    Sync,
)
from gateway.wire.codes import CloseCode, ErrorCode
from gateway.wire.server_codec import EncodedFrame
from gateway.wire.server_frames import (
    Board,
    Gap,
    Limits,
    Message,
    Res,
    Session,
    Typing,
    Welcome,
)
from gateway.wire.terms import MAX_REPLAY, MAX_REPLAY_BYTES, MAX_TEXT_CHARS
from runtime.journal import Answer, Append, Outcome, Query, Unknown
from runtime.journal_local import Fate
from tests.actors.counting_store import CountingStore
from tests.gateway.house import House, Tab


@pytest.mark.covers("S2", "S6")
def test_both_sides_hear_each_other_in_order() -> None:
    house = House()
    agent, visitor = house.free_agent(), house.visitor()
    for number in range(6):
        speaker = agent if number % 2 else visitor
        answer = speaker.send(f"c{number}", session=visitor.session)
        assert (answer.code, answer.number) == (ErrorCode.OK, number + 1)
    assert visitor.numbers() == agent.numbers() == [1, 2, 3, 4, 5, 6]
    assert agent.last(Board).sessions == (visitor.session,)
    assert visitor.last(Session).state == "serving"


@pytest.mark.covers("S2")
def test_two_tabs_of_one_visitor_share_the_session() -> None:
    house = House()
    first, second = house.visitor(), house.visitor()
    assert first.session == second.session
    first.send("c1")
    assert [each.cid for each in second.all(Message)] == ["c1"]
    assert first.all(Message) == []


@pytest.mark.covers("S6", "V8")
def test_a_client_resumes_after_any_number() -> None:
    house = House()
    agent, visitor = house.free_agent(), house.visitor()
    for number in range(5):
        visitor.send(f"c{number}")
    visitor.attendant.close()
    agent.send("a1", session=visitor.session)
    back = house.tab("visitor", "v", {visitor.session: 3})
    assert back.numbers() == [4, 5, 6]
    assert back.last(Session).state == "serving"


@pytest.mark.covers("S6", "V8")
def test_a_long_absence_is_caught_up_page_by_page() -> None:
    house = House()
    visitor = house.visitor()
    for number in range(MAX_REPLAY + 5):
        house.world.post(visitor.session, Role.VISITOR, "v", f"c{number}")
    back = house.tab("visitor", "v", {visitor.session: 0})
    assert back.last(Gap).upto == MAX_REPLAY
    back.say(Sync({visitor.session: MAX_REPLAY}))
    assert back.numbers() == list(range(1, MAX_REPLAY + 6))


@pytest.mark.covers("P5")
def test_long_messages_are_shown_again_a_part_at_a_time() -> None:
    store = CountingStore()
    house = House(backend=store)
    visitor = house.visitor()
    part = MAX_REPLAY_BYTES // MAX_TEXT_CHARS
    for number in range(3 * part):
        visitor.send(f"c{number}", "x" * MAX_TEXT_CHARS)
    store.given_bytes = 0
    back = house.tab("visitor", "v", {visitor.session: 0})
    upto = back.last(Gap).upto
    assert part // 2 < upto <= part
    assert store.given_bytes < MAX_REPLAY_BYTES + 1_000  # no more than was shown
    while len(back.numbers()) < 3 * part:
        back.say(Sync({visitor.session: back.last(Gap).upto}))
    assert back.numbers() == list(range(1, 3 * part + 1))
    assert len(back.all(Gap)) == 3


@pytest.mark.covers("P5")
@pytest.mark.parametrize("size", [1, MAX_TEXT_CHARS])
def test_a_part_that_ends_with_the_last_message_is_no_part(size: int) -> None:
    house = House()
    agent, visitor = house.free_agent(), house.visitor()
    count = min(MAX_REPLAY, MAX_REPLAY_BYTES // (size + 200))
    for number in range(count):
        house.world.post(visitor.session, Role.VISITOR, "v", f"c{number}", "x" * size)
    back = house.tab("visitor", "v", {visitor.session: 0})
    assert back.numbers() == list(range(1, count + 1))
    assert back.all(Gap) == []
    agent.send("a1", session=visitor.session)
    back.read()
    assert back.numbers()[-1] == count + 1


@pytest.mark.covers("P5")
def test_who_asks_again_and_again_is_shown_it_twice() -> None:
    house = House()
    visitor = house.visitor()
    visitor.send("c1")
    connection = CountingConnection(now=house.world.now)
    visitor.attendant._caller.connection = visitor.connection = connection
    for _ in range(9):
        visitor.attendant.serve(Sync({visitor.session: 0}))
    house.world.run()
    visitor.read()
    assert connection.replays == 2
    assert [each.number for each in visitor.all(Message)] == [1]


class CountingConnection(Connection):
    """Counts how often a session was to be shown again."""

    replays = 0

    def begin_replay(self, session: str, after: int) -> None:
        self.replays += 1
        super().begin_replay(session, after)


@pytest.mark.covers("P5")
def test_a_bad_ticket_and_an_unknown_agent_are_turned_away() -> None:
    house = House()
    for ticket in ("nonsense", house.ticket("agent", "nobody")):
        tab = Tab(house)
        tab.say(Hello(ticket))
        closing = tab.connection.closing
        assert closing is not None
        assert closing.code is CloseCode.BAD_TICKET


@pytest.mark.covers("P5")
def test_whose_ticket_is_over_is_told_to_come_back_with_another() -> None:
    house = House()
    ticket = house.ticket("visitor", "v")
    house.world.advance(3_600)
    tab = Tab(house)
    tab.say(Hello(ticket))
    assert tab.connection.closing is not None
    assert tab.connection.closing.code is CloseCode.TICKET_EXPIRED
    assert tab.all(Welcome) == []


@pytest.mark.covers("P5")
def test_a_stranger_hears_and_does_nothing_in_another_ones_session() -> None:
    house = House()
    house.free_agent()
    visitor = house.visitor()
    visitor.send("c1")
    stranger = house.tab("visitor", "x", {visitor.session: 0})
    assert stranger.send("s1", session=visitor.session).code == ErrorCode.FORBIDDEN
    stranger.say(Close(9, visitor.session, "o"))
    assert stranger.last(Res).code == ErrorCode.FORBIDDEN
    stranger.say(SetTyping(visitor.session, "visitor", is_typing=True))
    stranger.say(Sync({visitor.session: 0}))
    visitor.send("c2")
    assert stranger.all(Message) == []
    assert visitor.all(Typing) == []


@pytest.mark.covers("P5", "M5")
def test_a_ticket_opens_sessions_in_its_own_channel_alone() -> None:
    shop = Channel(id="shop", group="g", groups=("h",))
    house = House(channels=Channels((USUAL_CHANNEL, shop)))
    house.world.define_group("h")
    tab = Tab(house)
    tab.say(Hello(house.ticket("visitor", "v", "shop")))
    for channel, group in (("web", "g"), ("invented", "g"), ("", "presale")):
        refused = tab.ask(Open(tab.number(), "o", group, channel))
        assert (refused.code, refused.session) == (ErrorCode.FORBIDDEN, "")
    opened = tab.ask(Open(tab.number(), "o"))
    assert tab.shown(opened.session).group == "g"
    again = tab.ask(Open(tab.number(), "o", "presale", "shop"))
    assert again.session == opened.session
    other = Tab(house)
    other.say(Hello(house.ticket("visitor", "w", "shop")))
    chosen = other.ask(Open(other.number(), "o", "h"))
    assert other.shown(chosen.session).group == "h"


@pytest.mark.covers("S2", "S7", "V8")
def test_an_opening_that_is_repeated_after_its_end_opens_nothing() -> None:
    house = House()
    tab = house.tab("visitor", "v")
    first = tab.ask(Open(tab.number(), "o1", "g")).session
    assert tab.ask(Close(tab.number(), first, "c")).code == ErrorCode.OK
    house.world.die()
    back = house.tab("visitor", "v")
    late = back.ask(Open(back.number(), "o1", "nowhere"))
    assert (late.code, late.session) == (ErrorCode.OK, first)
    assert back.shown(first).state == "closed"
    second = back.ask(Open(back.number(), "o2", "g")).session
    assert second != first
    assert back.ask(Open(back.number(), "o1", "g")).session == second, "it is open"
    stranger = house.tab("visitor", "w")
    assert stranger.ask(Open(stranger.number(), "o1", "g")).session not in {
        first,
        second,
    }


@pytest.mark.covers("V1", "Q4", "S7")
def test_what_the_ticket_says_of_the_visit_is_for_agents_and_lasts() -> None:
    house = House()
    plain = house.visitor("w")
    tab = Tab(house)
    said = Source("order=7", "官网", "ads", "VIP")
    expires_ms = house.world.wall_ms() + 3_600_000
    ticket = Ticket(
        "visitor",
        "v",
        "V",
        expires_ms,
        channel="web",
        priority=5,
        source=said,
    )
    tab.say(Hello(house.office.mint(ticket)))
    session = tab.ask(Open(tab.number(), "o", "g")).session
    assert tab.shown(session).source is None
    house.world.die()
    agent = house.free_agent("b", capacity=1)
    house.world.advance(5)
    agent.read()
    assert agent.last(Board).sessions == (session,)  # before who came first
    shown = agent.shown(session).source
    assert shown == parts.Source("order=7", "官网", "ads", "VIP")
    assert house.world.view(plain.session).source is None


@pytest.mark.covers("P5")
def test_a_ticket_of_a_channel_that_is_gone_opens_nothing() -> None:
    house = House()
    tab = Tab(house)
    tab.say(Hello(house.ticket("visitor", "v", "closed-down")))
    assert tab.ask(Open(1, "o", "g")).code == ErrorCode.FORBIDDEN


@pytest.mark.covers("V4")
def test_typing_reaches_the_other_side_alone_and_is_never_stored() -> None:
    house = House()
    agent, visitor = house.free_agent(), house.visitor()
    handled = house.world.cell(f"/sessions/{visitor.session}").handled
    visitor.say(SetTyping(visitor.session, "visitor", is_typing=True, after=3))
    typing = agent.last(Typing)
    assert (typing.sender, typing.is_typing, typing.after) == ("v", True, 3)
    assert visitor.all(Typing) == []
    assert house.world.cell(f"/sessions/{visitor.session}").handled == handled


@pytest.mark.covers("S3")
def test_a_closed_session_is_shown_as_such_and_refuses() -> None:
    house = House()
    agent, visitor = house.free_agent(), house.visitor()
    agent.say(Close(2, visitor.session, "o2"))
    assert agent.last(Res).code == ErrorCode.OK
    assert visitor.last(Session).state == "closed"
    assert visitor.last(Session).reason == "seat"
    assert agent.last(Board).sessions == ()
    assert visitor.send("late").code == ErrorCode.CLOSED


@pytest.mark.covers("S3")
def test_an_agent_keeps_few_closed_sessions_in_mind() -> None:
    house = House()
    agent = house.free_agent()
    for number in range(MAX_ENDED_FEEDS + 3):
        visitor = house.visitor(f"v{number}")
        visitor.say(Close(2, visitor.session, "o2"))
        house.world.advance(1)
        agent.read()
    assert len(agent.attendant._following._ended) == MAX_ENDED_FEEDS
    assert len(agent.all(Session)) >= MAX_ENDED_FEEDS


@pytest.mark.covers("S6", "V8")
def test_an_agent_is_shown_the_end_of_what_was_closed_while_away() -> None:
    house = House()
    agent, visitor = house.free_agent(), house.visitor()
    visitor.send("c1")
    agent.attendant.close()
    visitor.send("c2")
    visitor.say(Close(9, visitor.session, "o2"))
    again = house.tab("agent", "a", {visitor.session: 1})
    assert again.last(Board).sessions == ()
    assert again.numbers() == [2]
    assert again.last(Session).state == "closed"


def test_a_board_that_names_a_closed_session_shows_it_no_more() -> None:
    house = House()
    agent, visitor = house.free_agent(), house.visitor()
    visitor.send("c1")
    sessions = (SessionId(visitor.session),)
    stale = AgentBoard(10**15, AgentStatus.FREE, "", 2, sessions, 0)
    visitor.say(Close(9, visitor.session, "o2"))
    agent.read()
    topics = house.world.node.topics
    count = len(topics)
    topics.publish(agent_topic(AgentId("a")), stale)
    house.world.run()
    agent.read()
    assert agent.numbers().count(1) == 1
    assert len(topics) == count


def test_a_closed_session_is_replayed_for_who_misses_something() -> None:
    house = House()
    agent, visitor = house.free_agent(), house.visitor()
    visitor.send("c1")
    agent.say(Close(2, visitor.session, "o2"))
    visitor.say(Sync({visitor.session: 0}))
    assert [each.number for each in visitor.all(Message)] == [1]


def test_a_client_whose_session_is_away_comes_back_later() -> None:
    house = House()
    visitor = house.visitor()
    house.world.die()
    house.world.fate = lambda _: Fate.NEVER
    tab = Tab(house)
    hello = Hello(house.ticket("visitor", "v"), positions={visitor.session: 0})
    tab.begin_to_say(hello)
    for _ in range(20):
        house.world.step()
    house.world.now += 11
    house.world.node.timers.fire_due()
    assert tab.connection.closing is not None
    assert tab.connection.closing.code == CloseCode.OVERLOADED


def test_a_session_opened_for_one_who_has_left_is_not_listened_to() -> None:
    house = House()
    count = len(house.world.node.topics)
    tab = house.tab("visitor", "v")
    tab.begin_to_say(Open(1, "o1", "g"))
    tab.attendant.close()
    house.world.run()
    assert len(house.world.node.topics) == count


def test_a_group_that_does_not_exist_is_refused() -> None:
    house = House()
    tab = house.tab("visitor", "v")
    tab.say(Open(1, "o1", "nowhere"))
    assert tab.last(Res).code == ErrorCode.NO_SUCH_GROUP


@pytest.mark.covers("Q12")
def test_an_agent_whose_connections_are_gone_is_absent_until_one_comes() -> None:
    house = House()
    agent = house.free_agent()
    agent.attendant.close()
    visitor = house.visitor()
    assert visitor.last(Session).state == "queued"
    house.tab("agent", "a")
    house.world.run()
    visitor.read()
    assert visitor.last(Session).state == "serving"


@pytest.mark.covers("Q12", "S7")
def test_an_agent_whose_actor_starts_again_finds_the_connections() -> None:
    house = House()
    agent, world = house.free_agent(), house.world
    world.cell("/agents/a").crash(RuntimeError(), None)
    world.advance(40)
    visitor = house.visitor()
    assert visitor.last(Session).state == "serving"
    agent.read()
    assert agent.last(Board).sessions == (visitor.session,)


@pytest.mark.covers("S7")
def test_when_all_sessions_start_again_those_that_had_ended_are_shown() -> None:
    house = House()
    agent, visitor, world = house.free_agent(), house.visitor(), house.world
    agent.begin_to_say(Close(9, visitor.session, "o9"))
    while not world.has_calls:
        assert world.step()
    world.commit_unheard()
    world.fate = lambda _: Fate.COMMIT
    world.cell("/sessions").crash(RuntimeError(), None)
    visitor.read()
    assert visitor.last(Session).state == "serving"
    world.advance(5)
    visitor.read()
    assert visitor.last(Session).state == "closed"


@pytest.mark.covers("S7")
def test_while_the_store_is_away_a_send_is_refused_for_now() -> None:
    house = House()
    visitor = house.visitor()
    house.world.fate = lambda _: Fate.NEVER
    visitor.requests += 1
    send = Send(7, visitor.session, "visitor", "c1", TextBody("hi"))
    visitor.begin_to_say(send)
    for _ in range(20):
        house.world.step()
    house.world.now += 11
    house.world.node.timers.fire_due()
    visitor.read()
    assert (visitor.last(Res).request, visitor.last(Res).code) == (
        7,
        ErrorCode.UNAVAILABLE,
    )
    assert visitor.last(Res).retry_ms > 0
    house.world.fate = lambda _: Fate.COMMIT
    assert visitor.send("c1").number == 1


def test_a_client_whose_session_is_silent_when_it_syncs_comes_back_later() -> None:
    house = House()
    visitor = house.visitor()
    visitor.send("c1")
    visitor.begin_to_say(Sync({visitor.session: 0}))
    house.world.now += 11  # the session has no turn meanwhile
    house.world.node.timers.fire_due()
    closing = visitor.connection.closing
    assert closing is not None
    assert (closing.code, closing.reason) == (CloseCode.OVERLOADED, "a session is away")
    house.world.run()
    back = house.tab("visitor", "v", {visitor.session: 0})
    assert back.numbers() == [1]


class AwayJournal:
    """A store that cannot be reached."""

    def append(self, append: Append, done: Callable[[Outcome], None]) -> None:
        raise NotImplementedError

    def query(self, query: Query, done: Callable[[Answer], None]) -> None:
        done(Unknown())


def test_a_client_whose_messages_cannot_be_read_comes_back_later() -> None:
    house = House()
    visitor = house.visitor()
    visitor.send("c1")
    visitor.read_from(AwayJournal())
    visitor.say(Sync({visitor.session: 0}))
    assert visitor.connection.closing is not None
    assert visitor.connection.closing.code is CloseCode.OVERLOADED


def test_who_has_all_messages_is_shown_none_and_the_store_is_not_asked() -> None:
    house = House()
    visitor = house.visitor()
    visitor.send("c1")
    visitor.read_from(AwayJournal())
    visitor.say(Sync({visitor.session: 1}))
    assert visitor.connection.closing is None
    assert visitor.send("c2").number == 2


def test_an_agent_whose_actor_is_away_comes_back_later() -> None:
    house = House()
    tab = Tab(house)
    tab.begin_to_say(Hello(house.ticket("agent", "a")))
    house.world.now += 11
    house.world.node.timers.fire_due()
    assert tab.connection.closing is not None
    assert tab.connection.closing.code is CloseCode.OVERLOADED


def test_nothing_is_shown_to_who_has_left_before_the_session_answers() -> None:
    house = House()
    visitor = house.visitor()
    tab = Tab(house)
    hello = Hello(house.ticket("visitor", "v"), positions={visitor.session: 0})
    tab.begin_to_say(hello)
    tab.attendant.close()
    house.world.run()
    tab.read()
    assert [type(frame) for frame in tab.heard] == [Welcome]


def test_a_hole_is_filled_from_the_journal() -> None:
    house = House()
    visitor = house.visitor()
    visitor.send("c1")
    visitor.attendant.replay(visitor.session, 0)
    house.world.run()
    visitor.read()
    assert [each.cid for each in visitor.all(Message)] == ["c1"]


class BrokenConnection(Connection):
    """Fails at whatever it is given to deliver, once it is told to."""

    def __init__(self, now: float) -> None:
        super().__init__(now=now)
        self.is_broken = False

    def deliver(self, encoded: EncodedFrame) -> None:
        if self.is_broken:
            raise ZeroDivisionError
        super().deliver(encoded)


def broken(tab: Tab) -> Tab:
    """The same client, whose connection fails at the next frame."""
    connection = BrokenConnection(tab.house.world.now)
    connection.is_broken = True
    tab.attendant._caller.connection = tab.connection = connection
    return tab


def test_a_connection_that_fails_takes_nobody_along() -> None:
    house = House()
    agent, visitor = house.free_agent(), house.visitor()
    other = broken(house.visitor())
    assert visitor.send("c1").number == 1
    assert [each.cid for each in agent.all(Message)] == ["c1"]
    assert [type(error) for error in house.crashes] == [ZeroDivisionError]
    assert other.connection.closing is not None
    assert other.connection.closing.code is CloseCode.INTERNAL
    assert house.world.crashed() == []


def test_the_welcome_tells_what_the_client_is_held_to() -> None:
    tab = House().tab("visitor", "v")
    welcome = tab.last(Welcome)
    assert (welcome.role, welcome.principal) == ("visitor", "v")
    assert welcome.limits == Limits(25_000, 64 * 1024, 32, 8_000, 5, 20)
    agent = House().free_agent().last(Welcome)
    assert agent.limits == Limits(10_000, 64 * 1024, 32, 8_000, 30, 120)


def test_an_answer_that_cannot_be_shown_ends_one_connection() -> None:
    house = House()
    agent, visitor = house.free_agent(), broken(house.visitor())
    visitor.attendant.serve(Close(9, visitor.session, "o9"))
    house.world.run()
    assert visitor.connection.closing is not None
    assert visitor.connection.closing.code is CloseCode.INTERNAL
    # The end of the session, and the answer to who ended it.
    assert [type(error) for error in house.crashes] == [ZeroDivisionError] * 2
    assert agent.connection.closing is None
    assert house.world.crashed() == []
