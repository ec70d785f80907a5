"""The live dashboard: who is shown what of it, and how often (M6)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.agent.messages import RegisterAgent
from actors.dashboard.looks import look_at_agents, look_at_groups
from actors.dashboard.office import DASHBOARD_TOPIC, DashboardOffice, PictureTaken
from actors.dashboard.picture import Picture
from actors.dashboard.trend import MINUTE_MS
from actors.ids import GroupId
from actors.records.figures import Sums
from gateway.connection_table import LEGAL, ConnectionState
from gateway.dashboard_requests import FRESH_MS
from gateway.outbound import MAX_QUEUED_FRAMES
from gateway.tickets import Ticket
from gateway.wire.client_frames import Hello
from gateway.wire.codes import CloseCode, ErrorCode
from gateway.wire.dashboard_frames import Dashboard, GetTrend, Trend, WatchDashboard
from gateway.wire.server_codec import encode_frame
from gateway.wire.server_frames import Board, Res, Session, Welcome
from gateway.wire.terms import MAX_SERVER_MESSAGE_BYTES
from tests.actors.dashboard.pictures import agent_look, group_look
from tests.gateway.house import House, Tab

pytestmark = pytest.mark.covers("M6")


class Room:
    """A house with a photographer who is called by hand."""

    def __init__(self) -> None:
        self.house = House()
        self.house.world.define_group("h")
        self.sums: dict[str, Sums] = {}
        self.shoot()

    @property
    def office(self) -> DashboardOffice:
        return self.house.dashboard

    def shoot(self) -> None:
        world = self.house.world
        world.advance(1)
        self.office.take(
            Picture(
                world.wall_ms(),
                0,
                20,
                0,
                look_at_groups(world.node),
                look_at_agents(world.node),
                dict(self.sums),
                {},
            )
        )
        world.node.topics.publish(DASHBOARD_TOPIC, PictureTaken())

    def supervisor(self, *groups: str) -> Tab:
        self.house.world.register("boss", 1, *groups)
        return self.house.tab("supervisor", "boss")

    def observer(self, who: str = "root", *, sees_all: bool = True) -> Tab:
        tab = Tab(self.house)
        ends_ms = self.house.world.wall_ms() + 3_600_000
        ticket = Ticket("observer", who, "Root", ends_ms, sees_all=sees_all)
        tab.say(Hello(self.house.office.mint(ticket)))
        return tab


def watch(tab: Tab) -> Tab:
    assert tab.ask(WatchDashboard(tab.number())).code == ErrorCode.OK
    return tab


def shown(tab: Tab) -> Dashboard:
    tab.read()
    return tab.last(Dashboard)


def test_an_observer_is_shown_the_desk_at_once_and_when_it_changes() -> None:
    room = Room()
    tab = watch(room.observer())
    room.shoot()
    assert [each.group for each in shown(tab).groups] == ["g", "h"]
    assert shown(tab).whole.waiting == 0
    room.house.visitor()
    room.shoot()
    whole = shown(tab).whole
    assert (whole.waiting, whole.agents.offline) == (1, 1)
    assert room.house.world.wall_ms() - whole.waiting_since < 5_000


def test_nothing_is_said_while_nothing_has_changed() -> None:
    room = Room()
    tab = watch(room.observer())
    for _ in range(5):
        room.shoot()
    tab.read()
    assert len(tab.all(Dashboard)) == 1


def test_a_picture_of_a_time_when_nobody_watched_is_not_shown() -> None:
    room = Room()
    room.house.world.advance(FRESH_MS / 1_000)
    tab = watch(room.observer())
    assert tab.all(Dashboard) == []
    room.shoot()
    assert shown(tab).at == room.house.world.wall_ms()


def test_to_watch_twice_is_to_watch_once() -> None:
    room = Room()
    tab = watch(watch(room.observer()))
    room.house.visitor()
    room.shoot()
    tab.read()
    assert len(tab.all(Dashboard)) == 2


def test_who_does_not_read_finds_the_newest_alone() -> None:
    room = Room()
    tab = watch(room.observer())
    tab.attendant._caller.wake = lambda: None
    for number in range(MAX_QUEUED_FRAMES + 9):
        room.sums["g"] = Sums(waits=number + 1)
        room.shoot()
    told = len(tab.all(Dashboard))
    tab.read()
    assert len(tab.all(Dashboard)) == told + 1
    assert shown(tab).whole.today.waits == MAX_QUEUED_FRAMES + 9
    assert tab.connection.closing is None


def test_a_supervisor_sees_his_groups_as_they_are_now() -> None:
    room = Room()
    room.sums = {"g": Sums(waits=3), "h": Sums(waits=4), "": Sums(robot=9)}
    tab = watch(room.supervisor("h"))
    room.shoot()
    assert [each.group for each in shown(tab).groups] == ["h"]
    assert [each.agent for each in shown(tab).agents] == ["boss"]
    today = shown(tab).whole.today
    assert (today.waits, today.robot) == (4, 0)
    room.house.world.register("boss", 1, "g", "h")
    room.shoot()
    assert [each.group for each in shown(tab).groups] == ["g", "h"]


def test_an_observer_of_his_groups_makes_nobody_present() -> None:
    room = Room()
    world = room.house.world
    world.register("boss", 1, "h")
    tab = watch(room.observer("boss", sees_all=False))
    assert tab.last(Welcome).role == "observer"
    assert tab.all(Board) == []
    room.shoot()
    assert [each.group for each in shown(tab).groups] == ["h"]
    (boss,) = [each for each in look_at_agents(world.node) if each.agent == "boss"]
    assert not boss.is_there
    registered = RegisterAgent("Boss", (GroupId("g"),), 1)
    world.ask(world.agent("boss"), registered)
    room.shoot()
    assert [each.group for each in shown(tab).groups] == ["g"]


def test_an_observer_takes_part_in_nothing() -> None:
    """Not even in a session that is the agent's whose id he has."""
    room = Room()
    room.house.free_agent()
    visitor = room.house.visitor()
    tab = Tab(room.house)
    ends_ms = room.house.world.wall_ms() + 3_600_000
    ticket = Ticket("observer", "a", "A", ends_ms, sees_all=True)
    tab.say(Hello(room.house.office.mint(ticket), positions={visitor.session: 0}))
    visitor.send("c1")
    tab.read()
    assert tab.all(Session) == []
    assert tab.send("c2", session=visitor.session).code == ErrorCode.FORBIDDEN
    legal = LEGAL[ConnectionState.OPEN]["observer"]
    assert {each.__name__ for each in legal} == {
        *("Ping", "Pong", "WatchDashboard", "GetTrend")
    }


def test_who_is_no_agent_and_sees_no_group_is_not_let_in() -> None:
    tab = Room().observer("nobody", sees_all=False)
    assert tab.connection.closing is not None
    assert tab.connection.closing.code == CloseCode.BAD_TICKET


def test_who_has_gone_is_told_nothing_more() -> None:
    room = Room()
    topics = room.house.world.node.topics
    before = len(topics)
    tabs = [
        watch(room.observer()),
        watch(room.observer("a", sees_all=False)),
        room.observer(),
    ]
    assert topics.is_heard(DASHBOARD_TOPIC)
    for tab in tabs:
        tab.leave()
    assert not topics.is_heard(DASHBOARD_TOPIC)
    assert len(topics) == before
    assert room.house.crashes == []


def test_the_trend_is_of_ones_own_groups() -> None:
    room = Room()
    for number in range(3):
        room.sums = {"g": Sums(waits=number), "h": Sums(waits=10 * number)}
        room.house.world.advance(MINUTE_MS / 1_000)
        room.shoot()
    tab = room.supervisor("h")
    trend = tab.answer(GetTrend(tab.number()), Trend)
    assert [each.offered for each in trend.minutes] == [0, 10, 10]
    assert tab.answer(GetTrend(tab.number(), "h"), Trend).minutes == trend.minutes
    refused = tab.answer(GetTrend(tab.number(), "g"), Res)
    assert refused.code == ErrorCode.FORBIDDEN
    everything = room.observer()
    of_all = everything.answer(GetTrend(everything.number()), Trend)
    assert [each.offered for each in of_all.minutes] == [0, 11, 11]


def test_the_largest_dashboard_fits_a_message() -> None:
    room = Room()
    name = "组" * 32
    groups = tuple(
        replace(group_look(f"{number:064}", 10**6, 2**42), name=name)
        for number in range(300)
    )
    agents = tuple(
        replace(agent_look(f"{number:064}", groups[number % 300].group), name=name)
        for number in range(600)
    )
    everything = Sums(*[10**6] * len(Sums.__struct_fields__))
    sums: dict[str, Sums] = {look.group: everything for look in groups}
    room.office.take(Picture(2**42, 0, 20, 0, groups, agents, sums, {}))
    tab = watch(room.observer())
    room.house.world.node.topics.publish(DASHBOARD_TOPIC, PictureTaken())
    frame = shown(tab)
    assert (len(frame.groups), len(frame.agents), frame.is_cut) == (200, 500, True)
    assert len(encode_frame(frame)) < MAX_SERVER_MESSAGE_BYTES
