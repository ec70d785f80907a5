"""What is known of a file's messages, and what is read to know it."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
import trio

from actors.session.bounds import MAX_RECALLED
from gateway.attachments.carriers import KnownCarriers, find_carriers
from gateway.attachments.office import Attachment, AttachmentOffice
from gateway.wire.bodies import FileBody, SentBody, TextBody
from runtime.journal import Answer, Append, Journal, Outcome, Query, ReadEntity
from runtime.observe import Events
from tests.gateway.attachments.sessions import VISITOR, Sessions
from tests.gateway.uploaded import uploaded

pytestmark = pytest.mark.covers("V2")
OFFICE = AttachmentOffice(b"a secret of the tests alone", 1_000)
STEPS = 60


class Reads:
    """A journal, and from where on it was read."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.after: list[int] = []

    def append(self, append: Append, done: Callable[[Outcome], None]) -> None:
        self._journal.append(append, done)

    def query(self, query: Query, done: Callable[[Answer], None]) -> None:
        assert isinstance(query, ReadEntity)
        self.after.append(query.after_seq)
        self._journal.query(query, done)


def file(name: str) -> tuple[SentBody, Attachment]:
    body = uploaded(OFFICE, FileBody("-" * 8, name, "text/plain", 5), "s1", VISITOR)
    assert isinstance(body, FileBody)
    return body, OFFICE.verify(body.id)


@pytest.mark.parametrize("seed", range(3))
async def test_what_is_known_is_what_a_whole_reading_finds(seed: int) -> None:
    random = Random(seed)
    files = [file(name) for name in ("a.txt", "b.txt", "c.txt")]
    bodies = [*(body for body, _ in files), TextBody("without")]
    sessions = Sessions()
    async with trio.open_nursery() as nursery:
        await nursery.start(sessions.run, Events(), lambda: 0)
        reads = Reads(sessions.desk.journal)
        known = KnownCarriers(reads, most=2)
        standing: list[int] = []
        for _ in range(STEPS):
            if standing and random.random() < 0.3:
                number = standing.pop(random.randrange(len(standing)))
                await sessions.recall(number)
            else:
                standing.append(await sessions.post(random.choice(bodies)))
            if random.random() < 0.5:
                attachment = random.choice(files)[1]
                found = await known.find(attachment)
                assert found == await find_carriers(sessions.desk.journal, attachment)
                assert found is not None
                assert found.standing <= set(standing)
                assert not found.recalled & set(standing)
        attachment = files[0][1]
        last = await known.find(attachment)
        reads.after.clear()
        assert await known.find(attachment) == last
        assert last is not None
        assert reads.after == [last.upto]
        nursery.cancel_scope.cancel()


async def test_no_more_are_kept_than_can_be_taken_back() -> None:
    body, attachment = file("a.txt")
    sessions = Sessions()
    async with trio.open_nursery() as nursery:
        await nursery.start(sessions.run, Events(), lambda: 0)
        known = KnownCarriers(sessions.desk.journal)
        numbers = [await sessions.post(body) for _ in range(MAX_RECALLED + 6)]
        await sessions.recall(numbers[0])
        await known.find(attachment)
        await sessions.recall(numbers[1])
        found = await known.find(attachment)
        assert found == await find_carriers(sessions.desk.journal, attachment)
        assert found is not None
        assert found.standing == frozenset(numbers[2 : MAX_RECALLED + 1])
        assert found.recalled == frozenset(numbers[:2])
        assert not found.was_taken_back
        nursery.cancel_scope.cancel()
