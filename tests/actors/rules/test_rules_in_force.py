"""Rules that change while the service runs: in force at once, for all."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from actors.agent.messages import AgentStatus
from actors.assignment.messages import GroupRule
from actors.assignment.routing import Reception
from actors.ids import SESSION, AgentId, GroupId, VisitorId
from actors.refusal import Refused
from actors.rules.actor import RULEBOOK_CODEC
from actors.rules.messages import (
    BindGroup,
    Change,
    ChangeRules,
    FollowRules,
    GetRulebook,
    PutRule,
    RulebookSpread,
    RulesChanged,
    SetSetting,
)
from actors.rules.rulebook import DEFAULT_RULE, Rulebook, ServiceRule
from actors.rules.setting_table import Override
from actors.rules.settings import ServiceSettings
from actors.session.aside import Guest
from actors.session.aside_messages import CallColleague
from actors.session.messages import OpenSession
from actors.session.replies import Done, Opened
from actors.session.terms import CloseReason, Role, Sender, SessionPhase
from actors.session_memory import SessionMemory
from runtime.journal import (
    Append,
    EntityRecord,
    OpenEntities,
    Outcome,
    Page,
    ReadEntity,
    StoreFull,
)
from runtime.journal_memory import MemoryJournal
from tests.actors.world import World

pytestmark = pytest.mark.covers("M3")
LONG = 900.0
"""Longer than a session stays in memory below."""
LATER = Override("visitor_silence_seconds", LONG)
ASLEEP = SessionMemory(idle_seconds=10.0, max_awake=100)


def change(world: World, *changes: Change) -> None:
    world.change_rules(*changes)


def setting(name: str, value: float | str, rule: str = DEFAULT_RULE) -> SetSetting:
    return SetSetting(rule, name, value)


def book(world: World) -> Rulebook:
    return world.ask(world.rulebook(), GetRulebook())


def open_sessions(world: World) -> list[str]:
    """Those that the index has as open; none is woken by the look."""
    page = world.backend.answer(OpenEntities(SESSION))
    assert isinstance(page, Page)
    return [row.entity.partition("/")[2] for row in page.rows]


def served(world: World) -> str:
    """A session of which the agent had the last word."""
    world.define_group("g")
    world.free_agent("a", 2, "g")
    session = world.open("v")
    world.post(session, Role.VISITOR, "v", "c1")
    world.post(session, Role.AGENT, "a", "c2")
    return session


def phase(world: World, session: str) -> SessionPhase:
    return world.view(session).phase


@pytest.mark.covers("S4", "S7")
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("is_asleep", [False, True])
def test_a_time_that_is_switched_on_counts_for_those_who_wait_already(
    seed: int, *, is_asleep: bool
) -> None:
    world = World(seed, memory=ASLEEP)
    session = served(world)
    world.advance(60 if is_asleep else 1)
    change(world, setting("visitor_silence_seconds", LONG))
    world.advance(LONG - 70)
    assert phase(world, session) is SessionPhase.SERVING
    world.advance(80)
    view = world.view(session)
    assert (view.phase, view.reason) == (SessionPhase.CLOSED, CloseReason.TIMER)


@pytest.mark.covers("S4")
@pytest.mark.parametrize("seed", range(4))
def test_a_time_that_grows_gives_those_who_wait_the_rest(seed: int) -> None:
    world = World(seed, ServiceSettings(visitor_silence_seconds=100), memory=ASLEEP)
    session = served(world)
    world.advance(50)
    change(world, setting("visitor_silence_seconds", LONG))
    world.advance(LONG - 60)
    assert phase(world, session) is SessionPhase.SERVING
    world.advance(20)
    assert phase(world, session) is SessionPhase.CLOSED


def test_who_has_not_been_told_yet_does_not_act_by_the_old_rule() -> None:
    """The timer of the old rule fires while the word of the new one is on its way."""
    world = World(0, ServiceSettings(visitor_silence_seconds=100))
    session = served(world)
    world.advance(99)
    book = Rulebook(rules=(ServiceRule(DEFAULT_RULE, "", (LATER,)),))
    world.desk.rules.replace(book)
    world.advance(2)
    assert phase(world, session) is SessionPhase.SERVING
    world.advance(LONG)
    assert phase(world, session) is SessionPhase.CLOSED


@pytest.mark.covers("S4", "S7")
@pytest.mark.parametrize("seed", range(4))
def test_a_kill_forgets_no_rule_and_no_sleepers_new_deadline(seed: int) -> None:
    world = World(seed, ServiceSettings(robot_silence_seconds=0), memory=ASLEEP)
    session = "s1"
    opening = OpenSession(VisitorId("v"), "V", "web", GroupId("g"), SessionPhase.ROBOT)
    assert world.ask(world.session(session), opening) == Opened(session)
    world.advance(60)
    change(world, setting("robot_silence_seconds", LONG))
    world.advance(30)
    assert book(world).spread == 1
    world.die()  # nobody wakes it but its deadline
    assert book(world).version == 1
    assert world.desk.rules.of("g").settings.robot_silence_seconds == LONG
    world.advance(LONG - 100)
    assert open_sessions(world) == [session]
    world.advance(120)
    assert open_sessions(world) == []


@pytest.mark.covers("S7")
@pytest.mark.parametrize("seed", range(6))
def test_a_kill_before_all_were_told_tells_them_afterwards(seed: int) -> None:
    world = World(seed, memory=ASLEEP)
    session = served(world)
    world.advance(60)
    asked = world.start_ask(
        world.rulebook(),
        ChangeRules((setting("visitor_silence_seconds", LONG),), "boss", "o"),
    )
    while not asked.is_there:
        assert world.step()
    world.die()
    world.advance(LONG)
    assert world.view(session).phase is SessionPhase.CLOSED
    assert book(world).spread == 1


def test_groups_that_go_by_other_rules_are_left_alone() -> None:
    world = World(0)
    session = served(world)
    change(world, PutRule("vip", "VIP"), BindGroup("h", "vip"))
    change(world, setting("visitor_silence_seconds", 10, "vip"))
    world.advance(LONG)
    assert phase(world, session) is SessionPhase.SERVING
    change(world, BindGroup("g", "vip"))
    world.advance(1)
    assert phase(world, session) is SessionPhase.CLOSED


@pytest.mark.covers("Q7")
def test_the_next_offer_rings_by_the_new_time() -> None:
    world = World(0)
    world.define_group("g", GroupRule(reception=Reception.MANUAL))
    world.free_agent("a", 1, "g")
    change(world, setting("accept_seconds", 3))
    session = world.open("v")
    offer = world.view(session).offer
    assert offer is not None
    assert offer.expires_ms - offer.since_ms == 3_000


@pytest.mark.covers("Q6")
def test_a_line_is_shortened_by_its_rule_and_a_group_may_differ() -> None:
    world = World(0)
    world.define_group("g")
    world.define_group("h", GroupRule(max_waiting=3))
    world.define_group("other")
    change(world, setting("max_waiting", 1), setting("overflow", "other"))
    first, second = world.open("v1"), world.open("v2")
    assert world.view(first).group == "g"
    assert world.view(second).group == "other"
    assert [world.view(world.open(f"w{n}", "h")).group for n in range(3)] == ["h"] * 3
    assert world.view(world.open("w4", "h")).group == "other"


@pytest.mark.covers("Q6")
def test_a_line_without_agents_turns_all_away_once_that_is_switched_on() -> None:
    world = World(0)
    world.define_group("g")
    session = world.open("v")
    change(world, setting("turns_away_without_agents", 1))
    world.advance(1)
    assert phase(world, session) is SessionPhase.MESSAGE_LEFT


@pytest.mark.covers("Q7")
def test_reception_by_hand_is_switched_on_for_the_next_offer() -> None:
    world = World(0)
    world.define_group("g")
    world.free_agent("a", 1, "g")
    change(world, setting("reception", "manual"))
    assert phase(world, world.open("v")) is SessionPhase.OFFERED


@pytest.mark.covers("Q7", "M2")
def test_a_group_goes_by_a_rule_of_its_own_before_what_it_was_defined_with() -> None:
    world = World(0)
    world.define_group("g", GroupRule(reception=Reception.MANUAL))
    world.free_agent("a", 3, "g")
    change(world, setting("reception", "auto"))
    assert phase(world, world.open("v1")) is SessionPhase.OFFERED
    own = setting("reception", "auto", "own")
    change(world, PutRule("own", "Own"), BindGroup("g", "own"), own)
    assert phase(world, world.open("v2")) is SessionPhase.SERVING


@pytest.mark.covers("Q13")
def test_an_agent_who_wraps_up_has_the_new_time() -> None:
    world = World(0, ServiceSettings(wrap_up_seconds=10))
    session = served(world)
    world.close(session, Role.VISITOR, "v")
    assert world.queue().candidates == ()
    change(world, setting("wrap_up_seconds", 100, ""))
    world.advance(50)
    assert world.queue().candidates == ()
    world.advance(60)
    assert world.queue().candidates == ("a",)


@pytest.mark.covers("Q13")
def test_wrap_up_that_is_switched_on_counts_for_the_next_end() -> None:
    world = World(0)
    session = served(world)
    change(world, setting("wrap_up_seconds", 100, ""))
    world.close(session, Role.VISITOR, "v")
    assert world.queue().candidates == ()
    board = world.attach("a")
    assert not isinstance(board, Refused)
    assert board.status is AgentStatus.ARRANGE


def test_the_same_change_again_is_the_same_version() -> None:
    world = World(0)
    world.define_group("g")
    command = ChangeRules((setting("accept_seconds", 3),), "boss", "o1")
    rulebook = world.rulebook()
    first = world.ask(rulebook, command)
    assert world.ask(rulebook, command) == first == RulesChanged(1)
    world.die()
    assert world.ask(world.rulebook(), command) == RulesChanged(1)


def test_a_session_whose_deadlines_stay_writes_nothing() -> None:
    world = World(0)
    session = served(world)
    before = world.view(session).version
    change(world, setting("accept_seconds", 3))
    world.advance(10)
    assert world.view(session).version == before
    world.session("nobody").tell(FollowRules(1))
    world.run()
    change(world, setting("visitor_silence_seconds", LONG))
    world.advance(10)
    assert world.view(session).version == before + 1


class FullStore(MemoryJournal):
    """Has no room for the next `refusals` things that sessions write."""

    refusals = 0

    def commit(self, batch: Sequence[Append]) -> list[Outcome]:
        outcomes: list[Outcome] = []
        for append in batch:
            if self.refusals and append.entity.startswith(SESSION):
                self.refusals -= 1
                outcomes.append(StoreFull("no space"))
            else:
                outcomes += super().commit([append])
        return outcomes


@pytest.mark.covers("S7")
@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("refusals", [0, 2])
def test_a_kill_when_all_are_said_to_know_finds_that_they_do(
    seed: int, refusals: int
) -> None:
    store, settings = FullStore(), ServiceSettings(robot_silence_seconds=0)
    world = World(seed, settings, store, ASLEEP)
    for number in range(3):
        opening = OpenSession(
            VisitorId(f"v{number}"), "V", "web", GroupId("g"), SessionPhase.ROBOT
        )
        session = f"s{number}"
        assert world.ask(world.session(session), opening) == Opened(session)
    world.advance(60)
    world.rulebook().tell(
        ChangeRules((setting("robot_silence_seconds", LONG),), "boss", "o")
    )
    store.refusals = refusals
    run_until_spread(world)
    assert store.refusals == 0
    world.die()  # nobody wakes them but their deadlines
    world.advance(LONG + 60)
    assert open_sessions(world) == []


def run_until_spread(world: World) -> None:
    """Stops in the midst of things, as soon as the journal says so."""
    for _ in range(10_000):
        if spread(world):
            return
        if not world.step():
            world.now = max(world.now, world.node.timers.next_deadline())
            world.node.timers.fire_due()
    raise AssertionError("the rules never spread")


def spread(world: World) -> int:
    """The version that all have followed, as the journal has it."""
    record = world.backend.answer(ReadEntity("rulebook/desk"))
    assert isinstance(record, EntityRecord)
    events = [RULEBOOK_CODEC.decode_event(each.body) for each in record.events]
    versions = [each.version for each in events if isinstance(each, RulebookSpread)]
    return max(versions, default=0)


@pytest.mark.covers("M2", "Q3")
@pytest.mark.parametrize(
    ("strategy", "agent"), [("longest_idle", "busy"), ("least_loaded", "idle")]
)
def test_the_next_slot_is_given_by_the_new_strategy(strategy: str, agent: str) -> None:
    """Who has rested longer has more to do already."""
    world = World(0)
    world.define_group("g")
    world.free_agent("busy", 3, "g")
    assert world.view(world.open("v1")).agent == "busy"
    world.advance(1)
    world.free_agent("idle", 3, "g")
    world.advance(1)
    assert world.view(world.open("v2")).agent == "busy"
    world.advance(1)
    assert world.view(world.open("v3")).agent == "idle"
    world.advance(1)
    change(world, setting("strategy", strategy))
    assert world.view(world.open("v4")).agent == agent


@pytest.mark.covers("S11")
@pytest.mark.parametrize("seconds", [3.0, 90.0])
def test_a_colleague_is_called_for_as_long_as_the_rule_says(seconds: float) -> None:
    world = World(0)
    session = served(world)
    world.free_agent("b", 1, "other")
    change(world, setting("call_seconds", seconds))
    call = CallColleague(Sender(Role.AGENT, "a"), AgentId("b"), "", "o", "A", "B")
    assert world.ask(world.session(session), call) == Done()
    (guest,) = guests(world, session)
    assert guest.until_ms - guest.since_ms == seconds * 1000
    world.advance(seconds + 1)
    assert guests(world, session) == ()


def guests(world: World, session: str) -> tuple[Guest, ...]:
    aside = world.view(session).aside
    return () if aside is None else aside.guests
