"""What the service says by itself at the turns of a session (M3, Q6)."""

from __future__ import annotations

import pytest

from actors.assignment.messages import Treatment
from actors.cards.card import TextCard
from actors.ids import GroupId
from actors.rules.hours import USUAL_HOURS, Span, Week, WorkingHours
from actors.rules.messages import SetHours, SetPrompt, SetSetting
from actors.rules.opening_words import opens_at
from actors.rules.prompts import USUAL, Moment
from actors.rules.rulebook import DEFAULT_RULE, Rules
from actors.rules.settings import ServiceSettings
from actors.session.events import CardPosted
from actors.session.messages import TurnAway
from actors.session.terms import Role, SessionPhase
from tests.actors.invariants import history
from tests.actors.world import SUPERVISOR, World

pytestmark = pytest.mark.covers("M3")
HELLO = SetPrompt(DEFAULT_RULE, "welcome", "zh", "您好,这里是${GroupName}")


def speaking(settings: ServiceSettings | None = None) -> World:
    """A world whose service says the usual."""
    world = World(0, settings, prompts=USUAL)
    world.define_group("g")
    return world


def said(world: World, session: str) -> list[str]:
    """The texts that the service has said, in order; numbers are dense with others'."""
    numbers, texts = [], []
    for each in history(world.backend, {session}):
        number = getattr(each.event, "number", None)
        if number is not None:
            numbers.append(number)
        if isinstance(each.event, CardPosted) and isinstance(each.event.card, TextCard):
            assert each.event.role is Role.SYSTEM
            texts.append(each.event.card.text)
    assert numbers == list(range(1, len(numbers) + 1))
    assert world.view(session).last_number == len(numbers)
    return texts


def usual(moment: Moment, **values: str) -> str:
    return USUAL.said(moment, "zh", values)


CONNECTING = usual(Moment.CONNECTING)


def test_a_session_from_its_opening_to_its_end() -> None:
    world = speaking()
    world.change_rules(HELLO)
    session = world.open("v")
    assert said(world, session) == ["您好,这里是G", CONNECTING]
    world.free_agent("a", 1, "g")
    success = usual(Moment.SUCCESS, StaffName="A")
    assert said(world, session)[2:] == [success]
    world.post(session, Role.VISITOR, "v", "c1")
    world.close(session, Role.AGENT, "a")
    assert said(world, session)[3:] == [usual(Moment.CLOSED_BY_AGENT)]


def test_nothing_is_said_where_nothing_is_to_be_said() -> None:
    world = World(0)
    world.define_group("g")
    session = world.open("v")
    assert said(world, session) == []
    world.change_rules(HELLO)
    assert said(world, world.open("w")) == ["您好,这里是G"]


def test_another_agent_takes_over_and_one_who_is_gone_leaves_a_gap() -> None:
    world = speaking()
    world.free_agent("a", 1, "g")
    session = world.open("v")
    world.free_agent("b", 1, "g")
    world.transfer(session, "a", "b")
    over = usual(Moment.TAKEN_OVER, StaffName="B")
    assert said(world, session)[2:] == [over]
    world.move(session)  # a supervisor puts it back into the line
    assert said(world, session)[3:] == [
        usual(Moment.WAITS_AGAIN),
        usual(Moment.SUCCESS, StaffName="A"),
    ]


@pytest.mark.covers("Q6")
@pytest.mark.parametrize(
    ("treatment", "moment"),
    [
        (Treatment.LINE_FULL, Moment.FAILURE),
        (Treatment.WAITED_TOO_LONG, Moment.FAILURE),
        (Treatment.NO_AGENT, Moment.NO_AGENT),
        (Treatment.OFF_HOURS, Moment.OFF_HOURS),
    ],
)
def test_who_is_turned_away_hears_why(treatment: Treatment, moment: Moment) -> None:
    world = speaking()
    session = world.open("v")
    world.session(session).tell(TurnAway(GroupId("g"), treatment, ""))
    world.run()
    values = {"OpensAt": opens_at(USUAL_HOURS, world.wall_ms(), "zh")}
    assert said(world, session)[1:] == [usual(moment, **values)]
    assert world.view(session).phase is SessionPhase.MESSAGE_LEFT


@pytest.mark.covers("V7", "M4")
def test_who_comes_off_hours_hears_when_to_come_again() -> None:
    world = speaking()
    day = (Span("08:00", "09:30"),)
    week = Week(day, day, day, day, day, day, day)
    hours = WorkingHours(is_on=True, time_zone="Etc/UTC", week=week)
    world.change_rules(SetHours(DEFAULT_RULE, hours))
    world.advance(1)
    session = world.open("v")
    opens = opens_at(hours, world.wall_ms(), "zh")
    assert opens.endswith(" 08:00")
    told = usual(Moment.OFF_HOURS, OpensAt=opens)
    assert opens in told
    assert said(world, session) == [CONNECTING, told]


@pytest.mark.covers("S3", "S4")
def test_each_end_has_its_words() -> None:
    world = speaking(ServiceSettings(visitor_silence_seconds=60))
    world.free_agent("a", 3, "g")
    by_visitor, by_time, by_boss = (world.open(name) for name in ("v", "w", "x"))
    world.close(by_visitor, Role.VISITOR, "v")
    world.close_as(by_boss, SUPERVISOR)
    world.post(by_time, Role.AGENT, "a", "c1")
    world.advance(61)
    ends = [said(world, each)[-1] for each in (by_visitor, by_time, by_boss)]
    moments = Moment.CLOSED_BY_VISITOR, Moment.CLOSED_BY_TIME, Moment.CLOSED_BY_ADMIN
    assert ends == [usual(moment) for moment in moments]


def test_who_abandons_the_line_is_told_nothing() -> None:
    world = speaking()
    session = world.open("v")
    world.leave(session)
    world.advance(120)
    assert said(world, session) == [CONNECTING]


def test_a_silent_visitor_is_warned_in_words_where_a_rule_has_them() -> None:
    settings = ServiceSettings(visitor_silence_seconds=60, visitor_warning_seconds=10)
    world = speaking(settings)
    world.change_rules(SetPrompt(DEFAULT_RULE, "silence_warning", "zh", "还在吗?"))
    world.free_agent("a", 1, "g")
    session = world.open("v")
    world.post(session, Role.AGENT, "a", "c1")
    world.advance(55)
    assert said(world, session)[-1] == "还在吗?"


def test_a_kill_says_nothing_twice() -> None:
    world = speaking()
    session = world.open("v")
    world.die()
    world.advance(5)
    assert said(world, session) == [CONNECTING]


def test_a_group_speaks_by_its_rule() -> None:
    world = speaking()
    world.change_rules(SetSetting(DEFAULT_RULE, "max_waiting", 1))
    assert isinstance(world.desk.rules, Rules)
    first, second = world.open("v"), world.open("w")
    assert said(world, first) == [CONNECTING]
    assert said(world, second) == [CONNECTING, usual(Moment.FAILURE)]
