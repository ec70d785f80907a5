"""What is read of a transcript, and how much of the store for it."""

from __future__ import annotations

import pytest

from actors.ids import SessionId
from actors.session.terms import Role
from actors.session.view import PublishedMessage
from actors.transcript import EVENTS_BESIDE, read_messages
from tests.actors.counting_store import CountingStore
from tests.actors.world import World


def counted() -> tuple[World, CountingStore, str]:
    """A visitor who is served."""
    store = CountingStore()
    world = World(0, backend=store)
    world.define_group("g")
    world.free_agent("a", 1, "g")
    return world, store, world.open("v")


@pytest.mark.covers("S6", "V8")
@pytest.mark.parametrize("after", [0, 1, 7, 20])
def test_the_transcript_is_read_from_any_number_on(after: int) -> None:
    world, _, session = counted()
    for number in range(20):
        role, who = (Role.VISITOR, "v") if number % 3 else (Role.AGENT, "a")
        world.post(session, role, who, f"c{number}", f"text {number}")
    found: list[tuple[PublishedMessage, ...] | None] = []
    journal = world.desk.journal
    read_messages(journal, SessionId(session), after, 100, (), found.append)
    read_messages(journal, SessionId(session), after, 5, (), found.append)
    world.run()
    whole, part = found
    assert whole is not None
    assert part is not None
    assert [each.message.number for each in whole] == list(range(after + 1, 21))
    assert part == whole[:5]


@pytest.mark.covers("V8")
def test_few_messages_are_read_out_of_many_and_behind_many_other_events() -> None:
    world, store, session = counted()
    found: list[tuple[PublishedMessage, ...] | None] = []

    def read(after: int) -> int:
        store.given = 0
        journal = world.desk.journal
        read_messages(journal, SessionId(session), after, 1, (), found.append)
        world.run()
        return store.given

    for number in range(100):
        world.post(session, Role.VISITOR, "v", f"c{number}", "hi")
    assert read(0) == 1 + EVENTS_BESIDE
    for stars in range(90):
        world.rate(session, "v", stars)
    world.post(session, Role.VISITOR, "v", "last", "hi")
    assert read(100) < 200
    assert [each[0].message.number for each in found if each] == [1, 101]


@pytest.mark.covers("V8")
@pytest.mark.parametrize("beside", [0, 40])
def test_no_more_bytes_are_read_than_are_wanted(beside: int) -> None:
    world, store, session = counted()
    for stars in range(beside):
        world.rate(session, "v", stars)
    for number in range(1, 100):
        world.post(session, Role.VISITOR, "v", f"c{number}", "x" * 1_000)
    world.post(session, Role.VISITOR, "v", "short")
    world.post(session, Role.VISITOR, "v", "long", "x" * 2_000)
    world.post(session, Role.VISITOR, "v", "last")
    found: list[tuple[PublishedMessage, ...] | None] = []

    def numbers(after: int, max_bytes: int) -> list[int]:
        store.given_bytes = 0
        read_messages(
            world.desk.journal,
            SessionId(session),
            after,
            100,
            (),
            found.append,
            max_bytes=max_bytes,
        )
        world.run()
        assert store.given_bytes < 2 * max_bytes + 2_200
        page = found.pop()
        assert page is not None
        return [each.message.number for each in page]

    page = numbers(50, 11_000)
    assert page == list(range(51, 51 + len(page)))
    assert 8 <= len(page) <= 10
    assert len(numbers(50, 3_500)) > 1  # less than half a page is read on
    assert numbers(95, 11_000) == [96, 97, 98, 99, 100, 101, 102]
    assert numbers(102, 11_000) == []
    assert numbers(99, 1_000) == [100]  # what is after the long one has room
    assert numbers(50, 1) == [51]  # one is given however long
