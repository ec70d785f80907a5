"""Skill groups that are named, renamed and deleted while the service runs (M2)."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.assignment.messages import GetRule, GroupDefined, GroupRule, Treatment
from actors.channels.core import Channel, Channels
from actors.flow.definition import Flow, ToGroup
from actors.flow.entry import ChooseGroup
from actors.flow.shelf import Flows
from actors.handover import transfer
from actors.ids import SessionId, VisitorId
from actors.initiation import Wish
from actors.refusal import Refused, Rule
from actors.rules import core
from actors.rules.messages import (
    Change,
    ChangeRules,
    DropGroup,
    PutGroup,
    RulesChanged,
    SetSetting,
)
from actors.rules.own_groups import Groups
from actors.rules.rulebook import DEFAULT_RULE, Rulebook
from actors.rules.settings import ServiceSettings
from actors.session.events import FlowBegan, QueueCause, SessionQueued
from actors.session.replies import Done, Opened
from actors.session.terms import Role, Sender, SessionPhase
from actors.session_memory import SessionMemory
from admin.simulation.stepped_service import Waiting
from tests.actors.invariants import history
from tests.actors.world import World, body_of

pytestmark = pytest.mark.covers("M2")
ASLEEP = SessionMemory(idle_seconds=5.0, max_awake=100)
NAMES = ("a", "b", "c", "d")


# --- the book


def after(book: Rulebook, change: Change) -> Rulebook | Refused:
    decision = core.change_rules(book, ChangeRules((change,), "boss", "o"))
    if isinstance(decision.answer, Refused):
        return decision.answer
    for event in decision.events:
        book = core.apply(book, event)
    return book


def made(*changes: Change) -> Rulebook:
    book = Rulebook()
    for change in changes:
        following = after(book, change)
        assert isinstance(following, Rulebook), following
        book = following
    return book


def test_a_group_has_the_last_name_and_a_deleted_one_its_heirs_heir() -> None:
    book = made(PutGroup("a", "甲"), PutGroup("a", "甲组"), PutGroup("c", "丙"))
    assert Groups(book.groups).name_of("a") == "甲组"
    assert Groups(book.groups).stand_in("a") == "a"
    book = made(PutGroup("a", "甲"), DropGroup("a", "b"), DropGroup("b", "c"))
    groups = Groups(book.groups)
    assert (groups.name_of("a"), groups.heir_of("a")) == ("", "c")
    assert (groups.heir_of("b"), groups.heir_of("c")) == ("c", "")
    back = made(DropGroup("a", "b"), DropGroup("b", "c"), PutGroup("b", "乙"))
    assert Groups(back.groups).heir_of("a") == "b"


def test_who_deletes_a_group_again_changes_its_heir_alone() -> None:
    once = made(PutGroup("a", "甲"), DropGroup("a", "b"))
    assert after(once, DropGroup("a", "b")) == once
    other = after(once, DropGroup("a", "c"))
    assert isinstance(other, Rulebook)
    assert other.groups == (once.groups[0].__class__("a", "甲", "c"),)


@pytest.mark.parametrize(
    ("change", "rule", "text"),
    [
        (PutGroup("a b", "x"), Rule.BAD_VALUE, "expected an id of 1 to 64"),
        (PutGroup("*", "x"), Rule.BAD_VALUE, "expected an id"),
        (PutGroup("a", ""), Rule.BAD_VALUE, "1 to 64 characters, got none"),
        (PutGroup("a", "x" * 65), Rule.BAD_VALUE, "at most 64 characters"),
        (DropGroup("a", ""), Rule.BAD_VALUE, "expected another group"),
        (DropGroup("a", "a"), Rule.BAD_VALUE, "expected another group"),
        (DropGroup("a", "gone"), Rule.WRONG_STATE, "b stands in for it"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    change: Change, rule: Rule, text: str
) -> None:
    refused = after(made(DropGroup("gone", "b")), change)
    assert isinstance(refused, Refused)
    assert refused.rule is rule
    assert text in refused.text


def test_there_are_so_many_groups_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("actors.rules.changes.MAX_GROUPS", 2)
    book = made(PutGroup("a", "A"), PutGroup("b", "B"), PutGroup("b", "B2"))
    refused = after(book, DropGroup("c", "a"))
    assert isinstance(refused, Refused)
    assert "at most 2 groups" in refused.text


CHANGES = st.one_of(
    st.builds(PutGroup, st.sampled_from(NAMES), st.just("name")),
    st.builds(DropGroup, st.sampled_from(NAMES), st.sampled_from(NAMES)),
)


@given(st.lists(CHANGES, max_size=20))
def test_whatever_is_deleted_somebody_who_is_there_stands_in(
    changes: list[Change],
) -> None:
    book = Rulebook()
    alive = set(NAMES)
    for change in changes:
        following = after(book, change)
        if isinstance(following, Rulebook):
            book = following
            if isinstance(change, DropGroup):
                alive.discard(change.group)
            else:
                assert isinstance(change, PutGroup)
                alive.add(change.group)
        groups = Groups(book.groups)
        assert {groups.stand_in(name) for name in NAMES} == alive


# --- in service


def drop(world: World, group: str, heir: str) -> None:
    world.change_rules(DropGroup(group, heir))


def line(world: World, group: str) -> list[str]:
    return list(world.queue(group).sessions)


def inherited(world: World, session: str) -> list[str]:
    """The groups that took it over from deleted ones, in order."""
    return [
        row.event.group
        for row in history(world.backend, {session})
        if isinstance(row.event, SessionQueued)
        and row.event.treatment is Treatment.GROUP_DROPPED
    ]


def desk(seed: int = 0, memory: SessionMemory | None = None) -> World:
    world = World(seed) if memory is None else World(seed, memory=memory)
    for group in ("g", "h", "other"):
        world.define_group(group)
    return world


def test_a_new_group_is_there_at_once_and_after_a_kill() -> None:
    world = World()
    world.change_rules(PutGroup("new", "新组"))
    world.advance(1)
    session = world.open("v", "new")
    assert world.view(session).group_name == "新组"
    world.change_rules(PutGroup("new", "新新组"))
    assert world.queue("new").public_name == "新新组"
    world.die()
    assert world.queue("new").public_name == "新新组"
    assert line(world, "new") == [session]


@pytest.mark.parametrize("seed", range(6))
def test_a_kill_between_the_book_and_the_group_leaves_no_group_without_a_line(
    seed: int,
) -> None:
    world = World(seed)
    command = ChangeRules((PutGroup("new", "新组"),), "boss", "o")
    asked = world.start_ask(world.rulebook(), command)
    while not asked.is_there:
        assert world.step()
    world.die()
    assert world.queue("new").public_name == "新组"


def test_a_name_leaves_the_rule_of_a_group_as_it_was() -> None:
    world = World()
    rule = GroupRule(priority=3, max_waiting=7)
    world.define_group("g", rule)
    world.change_rules(PutGroup("g", "好组"))
    assert world.ask(world.group("g"), GetRule()) == GroupDefined("好组", rule)


@pytest.mark.covers("Q6")
@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("is_asleep", [False, True])
def test_who_waits_goes_to_the_heir_once_and_keeps_his_place(
    seed: int, *, is_asleep: bool
) -> None:
    world = desk(seed, ASLEEP if is_asleep else None)
    order: list[str] = []
    for number in range(8):
        order.append(world.open(f"v{number}", "gh"[number % 2]))
        world.advance(1)
    world.advance(30 if is_asleep else 0)
    drop(world, "g", "h")
    world.advance(1)
    assert line(world, "g") == []
    assert line(world, "h") == order
    for number, session in enumerate(order):
        assert inherited(world, session) == ([] if number % 2 else ["h"])
        view = world.view(session)
        assert (view.group, view.group_name) == ("h", "H")
    world.die()
    assert line(world, "h") == order
    world.free_agent("a", 8, "h")
    world.advance(1)
    assert all(world.view(one).phase is SessionPhase.SERVING for one in order)


@pytest.mark.covers("S7")
@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_killed_meanwhile_nobody_is_lost_and_nobody_moves_twice(
    seed: int,
) -> None:
    world = desk(seed)
    order = [world.open(f"v{number}") for number in range(9)]
    chance = Random(seed)
    command = ChangeRules((DropGroup("g", "h"),), "boss", "o")
    asked = world.start_ask(world.rulebook(), command)
    for _ in range(3):
        for _ in range(chance.randrange(60)):
            world.step()
        world.die()
    world.run()
    if not (asked.is_there and isinstance(asked.answer, RulesChanged)):
        assert world.ask(world.rulebook(), command) == RulesChanged(1)
    world.advance(2)
    assert line(world, "g") == []
    assert line(world, "h") == order
    assert [inherited(world, session) for session in order] == [["h"]] * 9


def test_who_is_served_stays_and_a_search_for_another_agent_ends() -> None:
    world = desk()
    world.free_agent("a", 1, "g")
    served = world.open("v")
    drop(world, "g", "h")
    view = world.view(served)
    assert (view.phase, view.group, view.agent) == (SessionPhase.SERVING, "g", "a")
    world.change_rules(PutGroup("g", "G"))
    assert isinstance(world.transfer(served, "a"), Done)
    assert world.view(served).transfer is not None
    drop(world, "g", "h")
    view = world.view(served)
    assert (view.phase, view.agent, view.transfer) == (SessionPhase.SERVING, "a", None)
    assert line(world, "g") == line(world, "h") == []


@pytest.mark.covers("S5")
def test_who_is_silent_in_a_deleted_group_is_relieved_by_the_heir() -> None:
    world = World(0, ServiceSettings(agent_silence_seconds=60))
    world.define_group("g")
    world.define_group("h")
    world.free_agent("a", 1, "g")
    session = world.open("v")
    drop(world, "g", "h")
    world.free_agent("b", 1, "h")
    world.post(session, Role.VISITOR, "v", "c1")
    world.advance(70)
    view = world.view(session)
    assert (view.agent, view.group, view.group_name) == ("b", "h", "H")


def test_whoever_is_led_to_a_deleted_group_comes_to_its_heir() -> None:
    world = desk()
    drop(world, "g", "h")
    opened = world.open("v1", "g")
    assert (world.view(opened).group, inherited(world, opened)) == ("h", [])
    moved = world.open("v2", "other")
    assert isinstance(world.move(moved, "g"), Done)
    world.run()
    assert world.view(moved).group == "h"
    drop(world, "h", "other")
    assert world.view(world.open("v3", "g")).group == "other"
    assert len(line(world, "other")) == 3


@pytest.mark.covers("Q6")
def test_an_overflow_into_a_deleted_group_is_one_into_its_heir() -> None:
    world = World()
    world.define_group("g", GroupRule(max_waiting=1, overflow="other"))
    world.define_group("h", GroupRule(max_waiting=1, overflow="g"))
    world.define_group("other")
    drop(world, "other", "h")
    world.open("v1")
    second = world.open("v2")
    assert world.view(second).group == "h"
    (queued,) = [
        row.event
        for row in history(world.backend, {second})
        if isinstance(row.event, SessionQueued)
    ]
    assert (queued.cause, queued.treatment) == (
        QueueCause.OVERFLOW,
        Treatment.LINE_FULL,
    )
    third = world.open("v3")  # the heir's line is full, too, and he overflowed once
    assert world.view(third).phase is SessionPhase.MESSAGE_LEFT


@pytest.mark.covers("Q6")
def test_who_overflowed_goes_to_the_heir_all_the_same_and_overflows_no_more() -> None:
    world = World()
    world.define_group("g", GroupRule(max_waiting=1, overflow="other"))
    world.define_group("h", GroupRule(max_wait_seconds=600, overflow="g"))
    world.define_group("other", GroupRule(max_wait_seconds=300))
    world.open("v1")
    session = world.open("v2")
    world.advance(200)
    drop(world, "other", "h")
    assert world.view(session).group == "h"
    world.advance(300)
    assert world.view(session).phase is SessionPhase.QUEUED
    world.advance(150)  # his age is that of his whole wait in both
    assert world.view(session).phase is SessionPhase.MESSAGE_LEFT


@pytest.mark.covers("Q6")
def test_who_came_from_a_deleted_group_may_overflow_once_as_everybody() -> None:
    world = World()
    world.define_group("g")
    world.define_group("h", GroupRule(max_wait_seconds=100, overflow="other"))
    world.define_group("other", GroupRule(max_wait_seconds=100, overflow="g"))
    session = world.open("v")
    drop(world, "g", "h")
    world.advance(110)
    assert world.view(session).group == "other"
    world.advance(110)
    assert world.view(session).phase is SessionPhase.MESSAGE_LEFT


def test_an_agent_begins_no_session_in_a_deleted_group() -> None:
    world = desk()
    world.free_agent("a", 2, "g", "h")
    world.close(world.open("v"), Role.VISITOR, "v")  # so that he is known
    drop(world, "g", "other")
    begun = Waiting()
    sender = Sender(Role.AGENT, "a")
    wish = Wish(sender, VisitorId("v"), "", "", "hi", body_of("hi"), "o1")
    world.reception.initiate(wish, begun.done)
    world.run()
    assert isinstance(begun.answer, Opened), begun.answer
    assert world.view(begun.answer.session).group == "h"


def test_who_names_a_deleted_group_as_a_transfers_target_is_told_its_heir() -> None:
    world = desk()
    world.free_agent("a", 1, "g", "other")
    world.free_agent("b", 1, "h")
    session = world.open("v")
    drop(world, "h", "other")

    def handed_over(group: str, agent: str) -> Waiting:
        waiting = Waiting()
        sender = Sender(Role.AGENT, "a")
        where = SessionId(session), group, agent, "", world.operation()
        transfer(world.desk, sender, *where, waiting.done)
        world.run()
        return waiting

    answer = handed_over("h", "").answer
    assert isinstance(answer, Refused)
    assert answer.rule is Rule.NO_SUCH_GROUP
    assert "other takes its visitors" in answer.text
    for group in ("", "h"):
        answer = handed_over(group, "b").answer
        assert isinstance(answer, Refused)
        assert answer.rule is Rule.NO_SUCH_GROUP
    assert isinstance(handed_over("other", "").answer, Done)


def test_a_deleted_group_is_no_choice_any_more() -> None:
    groups = ChooseGroup(("g", "h", "other"))
    world = World(
        channels=Channels((Channel(id="web", group="g", groups=("*",)),)),
        entry=lambda _: groups,
    )
    for group in ("g", "h", "other"):
        world.define_group(group)
    drop(world, "h", "other")
    session = world.open("v", "")
    events = [row.event for row in history(world.backend, {session})]
    (began,) = [event for event in events if isinstance(event, FlowBegan)]
    assert [each.group for each in began.groups] == ["g", "other"]


def test_a_flow_that_leads_to_a_deleted_group_leads_to_its_heir() -> None:
    flow = Flow(
        id="hello",
        version=1,
        start="go",
        nodes=(ToGroup(id="go", group="h"),),
        otherwise="go",
    )
    web = Channel(id="web", group="g", entry="flow", flow="hello")
    world = World(channels=Channels((web,)), flows=Flows((flow,)))
    for group in ("g", "h", "other"):
        world.define_group(group)
    drop(world, "h", "other")
    assert world.view(world.open("v", "")).group == "other"


def test_a_group_that_comes_back_has_its_line_again() -> None:
    world = desk()
    first = world.open("v1")
    drop(world, "g", "h")
    world.change_rules(PutGroup("g", "G"))
    second = world.open("v2")
    assert (line(world, "g"), line(world, "h")) == ([second], [first])


def test_a_deleted_line_has_no_limits_of_its_own() -> None:
    world = desk()
    world.change_rules(SetSetting(DEFAULT_RULE, "max_wait_seconds", 100))
    session = world.open("v", "other")
    world.advance(90)
    world.change_rules(
        SetSetting(DEFAULT_RULE, "max_wait_seconds", 10), DropGroup("other", "h")
    )
    view = world.view(session)
    assert view.phase is SessionPhase.MESSAGE_LEFT  # by the heir's limit
    assert inherited(world, session) == ["h"]


@pytest.mark.covers("S7", "Q6")
@pytest.mark.parametrize("seed", range(16))
def test_whatever_happens_everybody_waits_in_one_line_of_a_group_that_is_there(
    seed: int,
) -> None:
    world = World(seed, memory=ASLEEP if seed % 2 else SessionMemory())
    names = ("g", "h", "other")
    for group in names:
        world.define_group(group)
    world.free_agent("x", 2, "g", "h")
    chance = Random(seed)
    sessions: list[str] = []
    for number in range(30):
        group, heir = chance.sample(names, 2)
        match chance.randrange(6):
            case 0 | 1:
                sessions.append(world.open(f"v{number}", group))
            case 2:
                change = DropGroup(group, heir)
                command = ChangeRules((change,), "boss", world.operation())
                world.start_ask(world.rulebook(), command)
            case 3:
                world.change_rules(PutGroup(group, group.title()))
            case 4:
                for _ in range(chance.randrange(40)):
                    world.step()
                world.die()
            case _:
                world.advance(chance.randrange(20))
    world.advance(5)
    groups = world.desk.rules.groups
    lines = {name: line(world, name) for name in names}
    for name, waiting in lines.items():
        assert waiting == [] or not groups.heir_of(name)
    phases = {session: world.view(session).phase for session in sessions}
    assert set(phases.values()) <= {SessionPhase.QUEUED, SessionPhase.SERVING}
    queued = [one for one, phase in phases.items() if phase is SessionPhase.QUEUED]
    assert sorted(one for waiting in lines.values() for one in waiting) == sorted(
        queued
    )
    for name, waiting in lines.items():  # sessions' ids grow, and so do their ages
        assert waiting == sorted(waiting, key=sessions.index), name
    assert world.crashed() == []
