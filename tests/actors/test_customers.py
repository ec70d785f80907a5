"""Customers beside sessions: VIP level as priority, and the block (M12, Q4)."""

from __future__ import annotations

import pytest

from actors.customers.actor import AGAIN_SECONDS
from actors.customers.core import ENFORCE_MS
from actors.customers.messages import ChangeCustomer, Changed, Customer, GetCustomer
from actors.customers.profile import BlockOrder, CustomerChange
from actors.ids import VisitorId
from actors.reception import Arrival
from actors.refusal import Refused, Rule
from actors.session.terms import CloseReason, SessionPhase
from admin.simulation.stepped_service import Waiting
from runtime.journal import Holders, Holdings
from runtime.journal_memory import MemoryJournal
from tests.actors.session_cases import endings, rule_in
from tests.actors.test_store_away import AwayStore
from tests.actors.world import World

pytestmark = pytest.mark.covers("M12")


def desk(backend: MemoryJournal | None = None) -> World:
    world = World(0, backend=backend)
    world.define_group("g")
    world.free_agent("a", 2, "g")
    return world


def changed(world: World, visitor: str, change: CustomerChange) -> object:
    command = ChangeCustomer("boss", "Boss", world.operation(), change)
    return world.ask(world.customer(visitor), command)


def known(world: World, visitor: str) -> Customer:
    answer = world.ask(world.customer(visitor), GetCustomer())
    assert isinstance(answer, Customer)
    return answer


def block(world: World, visitor: str, until_ms: int = 0) -> None:
    change = CustomerChange(block=BlockOrder("rude", until_ms))
    assert changed(world, visitor, change) == Changed()


def test_what_was_written_down_outlives_a_kill() -> None:
    world = desk()
    assert known(world, "v").version == 0
    change = CustomerChange(nickname="Wang", tags=("old",), level=3, note="hot")
    assert changed(world, "v", change) == Changed()
    before = known(world, "v")
    world.die()
    assert known(world, "v") == before
    assert (before.profile.nickname, before.tags, before.level) == ("Wang", ("old",), 3)


def test_a_repeated_change_gets_its_first_answer() -> None:
    world = desk()
    customer = world.customer("v")
    command = ChangeCustomer("boss", "Boss", "o1", CustomerChange(note="once"))
    assert world.ask(customer, command) == Changed()
    world.die()
    assert world.ask(world.customer("v"), command) == Changed()
    assert len(known(world, "v").notes) == 1


@pytest.mark.covers("Q4")
@pytest.mark.parametrize(
    ("level", "ticket", "priority"), [(5, 0, 5), (2, 7, 7), (0, 4, 4)]
)
def test_the_higher_of_level_and_ticket_is_the_priority(
    level: int, ticket: int, priority: int
) -> None:
    world = desk()
    world.define_group("h")
    changed(world, "v", CustomerChange(level=level))
    waiting = Waiting()
    arrival = Arrival(VisitorId("v"), "V", "web", "h", ticket)
    world.reception.open(arrival, waiting.done)
    world.run()
    (entry,) = world.queue("h").entries
    assert entry.standing.priority == priority


def test_who_is_blocked_opens_nothing_until_that_ends() -> None:
    world = desk()
    block(world, "v", world.wall_ms() + 60_000)
    waiting = world.start_open("v")
    world.run()
    assert rule_in(waiting.answer) is Rule.BLOCKED
    assert world.open("w")
    world.advance(60)
    assert world.view(world.open("v")).phase is SessionPhase.SERVING


def test_who_is_unblocked_is_served() -> None:
    world = desk()
    block(world, "v")
    world.die()
    waiting = world.start_open("v")
    world.run()
    assert isinstance(waiting.answer, Refused)
    changed(world, "v", CustomerChange(unblocks=True))
    assert world.open("v")


def test_a_block_closes_what_is_open_by_whom_it_was_done() -> None:
    world = desk()
    session = world.open("v")
    block(world, "v")
    world.run()
    (ending,) = endings(world.backend, session)
    assert (ending.reason, ending.by) == (CloseReason.ADMIN, "boss")


@pytest.mark.parametrize("seed", range(24))
def test_no_race_leaves_a_blocked_visitor_in_service(seed: int) -> None:
    world = World(seed)
    world.define_group("g")
    world.free_agent("a", 2, "g")
    waiting = world.start_open("v")
    for _ in range(seed // 2):
        world.step()
    customer = world.customer("v")
    order = CustomerChange(block=BlockOrder("rude"))
    world.start_ask(customer, ChangeCustomer("boss", "Boss", "o1", order))
    world.run()
    world.advance(ENFORCE_MS / 1000 + 1)
    assert waiting.is_there
    held = world.backend.answer(Holders("visitor/v/web"))
    assert held == Holdings(())


def test_a_block_is_enforced_although_the_service_was_killed() -> None:
    store = AwayStore()
    world = desk(store)
    session = world.open("v")
    store.deaf_to = (Holders,)
    block(world, "v")
    assert not endings(store, session)
    store.deaf_to = ()
    world.die()
    world.advance(ENFORCE_MS / 1000 + 1)
    assert len(endings(store, session)) == 1


def test_a_store_that_comes_back_is_asked_again() -> None:
    store = AwayStore()
    world = desk(store)
    session = world.open("v")
    store.deaf_to = (Holders,)
    block(world, "v")
    store.deaf_to = ()
    world.advance(AGAIN_SECONDS + 1)
    assert len(endings(store, session)) == 1
