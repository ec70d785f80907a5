"""How much is read for clients at once, and for whom nothing is."""

from __future__ import annotations

import dataclasses
from collections import deque
from collections.abc import Callable

import pytest

from actors.session.terms import Role
from gateway.reading_queue import MAX_AT_ONCE
from gateway.transcript_reader import MAX_READINGS
from gateway.wire.client_frames import Hello, Sync
from gateway.wire.codes import CloseCode
from gateway.wire.server_frames import Gap, Message
from gateway.wire.terms import MAX_REPLAY_BYTES, MAX_TEXT_CHARS
from runtime.journal import Answer, Append, Journal, Outcome, Query
from tests.gateway.house import House, Tab


def sessions_of(house: House, count: int, *texts: str) -> list[str]:
    """Sessions of the visitor `v` that are over, with these messages in each."""
    sessions = []
    for _ in range(count):
        session = house.visitor().session
        sessions.append(session)
        for number, text in enumerate(texts):
            house.world.post(session, Role.VISITOR, "v", f"c{number}", text)
        house.world.close(session, Role.VISITOR, "v")
        house.world.advance(10)
    return sessions


def slow(house: House, positions: dict[str, int]) -> tuple[Tab, SlowJournal]:
    """A tab of `v` that resumes on a store which answers when it is told to."""
    tab = Tab(house)
    journal = SlowJournal(house.world.desk.journal)
    tab.read_from(journal)
    tab.say(Hello(house.ticket("visitor", "v"), positions=positions))
    return tab, journal


def test_few_sessions_are_read_at_once_and_all_in_the_end() -> None:
    house = House()
    sessions = sessions_of(house, 2 * MAX_READINGS + 1, "hi")
    tab, journal = slow(house, dict.fromkeys(sessions, 0))
    reads = []
    while journal.waiting:
        reads.append(len(journal.waiting))
        journal.waiting.popleft()()
        house.world.run()
    assert max(reads) == MAX_READINGS
    assert len(reads) == len(sessions)
    tab.read()
    assert {each.session for each in tab.all(Message)} == set(sessions)


def test_for_who_has_gone_nothing_more_is_read() -> None:
    house = House()
    sessions = sessions_of(house, MAX_READINGS + 1, "hi")
    tab, journal = slow(house, dict.fromkeys(sessions, 0))
    tab.attendant.close()
    journal.waiting.popleft()()
    house.world.run()
    assert len(journal.waiting) == MAX_READINGS - 1


def test_of_many_who_come_back_at_once_few_are_read() -> None:
    house = House()
    names = [f"v{number}" for number in range(2 * MAX_AT_ONCE)]
    sessions = {}
    for name in names:
        tab = house.visitor(name)
        tab.send("c1", name)
        sessions[name] = tab.session
    front = house.front()
    journal = SlowJournal(front.desk.journal)
    front = dataclasses.replace(
        front, desk=dataclasses.replace(front.desk, journal=journal)
    )
    tabs = []
    for name in names:
        tab = Tab(house)
        tab.attendant._caller.front = front
        positions = {sessions[name]: 0}
        tab.say(Hello(house.ticket("visitor", name), positions=positions))
        tabs.append(tab)
    assert len(journal.waiting) == MAX_AT_ONCE
    gone = tabs.pop()
    gone.connection.cut(CloseCode.NORMAL, "gone")
    reads = 0
    while journal.waiting:
        assert len(journal.waiting) <= MAX_AT_ONCE
        journal.waiting.popleft()()
        house.world.run()
        reads += 1
    assert reads == len(tabs)
    for tab in tabs:
        tab.read()
        assert tab.numbers() == [1]


class SlowJournal:
    """A store that answers when it is told to."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.waiting: deque[Callable[[], None]] = deque()

    def append(self, append: Append, done: Callable[[Outcome], None]) -> None:
        self._journal.append(append, done)

    def query(self, query: Query, done: Callable[[Answer], None]) -> None:
        self.waiting.append(lambda: self._journal.query(query, done))


@pytest.mark.covers("P5")
def test_who_does_not_listen_is_read_little_of_many_sessions() -> None:
    house = House()
    count = MAX_REPLAY_BYTES // MAX_TEXT_CHARS
    texts = ["x" * MAX_TEXT_CHARS] * count
    sessions = sessions_of(house, 3 * MAX_READINGS, *texts)
    deaf = DeafTab(house)
    positions = dict.fromkeys(sessions, 0)
    deaf.say(Hello(house.ticket("visitor", "v"), positions=positions))
    for _ in range(3):
        backlog = deaf.connection.replay_backlog
        assert MAX_REPLAY_BYTES < backlog < (MAX_READINGS + 2) * MAX_REPLAY_BYTES
        deaf.say(Sync(positions))
    # Once he listens he is given it all.
    for _ in range(2 * len(sessions)):
        Tab.read(deaf)
        upto = {gap.session: 0 for gap in deaf.all(Gap)}
        for each in deaf.all(Message):
            upto[each.session] = max(upto.get(each.session, 0), each.number)
        deaf.say(Sync(upto))
        house.world.advance(1)
    shown = {(each.session, each.number) for each in deaf.all(Message)}
    assert len(shown) == len(sessions) * count


class DeafTab(Tab):
    """A client that says much and reads when it is told to."""

    def read(self) -> None:
        """It does not."""
