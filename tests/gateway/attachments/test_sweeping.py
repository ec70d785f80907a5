"""What no message carries is removed, and nothing else."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import msgspec
import pytest
import trio
import trio.testing

from actors.session.terms import Role, Sender
from gateway.attachments.carriers import PAGE
from gateway.attachments.disk_shelf import DiskShelf
from gateway.attachments.shelf import (
    Answer,
    Find,
    Found,
    Listed,
    ListFresh,
    Request,
    Shelf,
    Stored,
)
from gateway.attachments.sweeping import (
    MARGIN_MS,
    AttachmentsSwept,
    Sweeper,
)
from gateway.wire.bodies import FileBody, SentBody
from gateway.wire.client_frames import Recall
from gateway.wire.codes import ErrorCode
from runtime.journal import Outage
from runtime.observe import Event, Events
from tests.contracts.shelf_contract import publish
from tests.gateway.house import House
from tests.gateway.uploaded import uploaded

pytestmark = pytest.mark.covers("V2")
USABLE_MS = 1_000
RECALL_MS = 120_000
VISITOR = Sender(Role.VISITOR, "v")
FILE = FileBody("-" * 8, "x.txt", "text/plain", 5)


class LocalFiles:
    """The shelf in this process, where waiting for a disk hurts nobody."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def ask(self, request: Request) -> Answer:
        await trio.lowlevel.checkpoint()
        return self._shelf.serve(request)

    def tell(self, request: Request) -> None:
        self._shelf.serve(request)


class Attic:
    """A session's files, and a sweeper who comes when `now_ms` says.

    Args:
        tmp_path: where the files are.
        events: where the sweeper tells.
    """

    def __init__(self, tmp_path: Path, events: Events) -> None:
        self.told: list[Event] = []
        events.subscribe(AttachmentsSwept, self.told.append)
        self.house = House()
        self.visitor = self.house.visitor()
        self.shelf = DiskShelf(tmp_path, 10_000)
        self.keys: dict[str, str] = {}
        self.began_ms = self.house.world.wall_ms()
        self.now_ms = self.began_ms + USABLE_MS + RECALL_MS + MARGIN_MS + 1
        desk = self.house.world.desk
        files = LocalFiles(self.shelf)
        self.sweeper = Sweeper(files, desk, USABLE_MS, lambda: self.now_ms, events)

    def upload(self, name: str, later_ms: int = 0) -> SentBody:
        """Puts a file onto the shelf; the body with which it can be sent."""
        at_ms = self.began_ms + later_ms
        office, session = self.house.attachments, self.visitor.session
        body = msgspec.structs.replace(FILE, name=name)
        known = uploaded(office, body, session, VISITOR, at_ms)
        assert isinstance(known, FileBody)
        attachment = office.verify(known.id)
        self.keys[name] = attachment.key
        publish(self.shelf, Stored(attachment, b"digest"), b"12345")
        return known

    def send(self, body: SentBody, cid: str) -> int:
        answer = self.visitor.send_body(cid, body)
        assert answer.code == ErrorCode.OK
        return answer.number

    def names(self) -> set[str]:
        """The files that are there."""
        there = [(name, self.shelf.serve(Find(key))) for name, key in self.keys.items()]
        return {name for name, found in there if found != Found(None)}

    def fresh(self) -> list[str]:
        """The files at which the sweeper will look again."""
        listed = self.shelf.serve(ListFresh(2**52, 99))
        assert isinstance(listed, Listed)
        return [row.attachment.name for row in listed.rows]


@pytest.fixture
def attic(tmp_path: Path, events: Events) -> Attic:
    return Attic(tmp_path, events)


async def test_the_transcript_decides_what_stays(attic: Attic) -> None:
    carried = attic.upload("carried.txt")
    attic.upload("unused.txt")
    attic.upload("young.txt", later_ms=1)
    for number in range(PAGE):
        attic.visitor.send(f"c{number}", str(number))
    attic.send(carried, "last")
    await swept(attic.sweeper, attic.house)
    assert attic.names() == {"carried.txt", "young.txt"}
    assert attic.told == [AttachmentsSwept(removed=1, kept=1)]
    # What a message carries is not looked at again.
    assert attic.fresh() == ["young.txt"]


async def test_what_was_taken_back_goes_too(attic: Attic) -> None:
    once, twice = attic.upload("once.txt"), attic.upload("twice.txt")
    for number in range(PAGE - 2):
        attic.visitor.send(f"d{number}", str(number))
    numbers = [attic.send(once, "c1"), attic.send(twice, "c2")]
    # The words that take back stand on another page than what they take back.
    assert numbers == [PAGE - 1, PAGE]
    attic.send(twice, "c3")
    visitor = attic.visitor
    for number in numbers:
        word = Recall(visitor.number(), visitor.session, number, f"r{number}")
        assert visitor.ask(word).code == ErrorCode.OK
    await swept(attic.sweeper, attic.house)
    assert attic.names() == {"twice.txt"}
    assert attic.told == [AttachmentsSwept(removed=1, kept=1)]


async def test_nothing_is_settled_while_it_can_be_taken_back(attic: Attic) -> None:
    attic.send(attic.upload("x.txt"), "c1")
    attic.now_ms -= 1
    await swept(attic.sweeper, attic.house)
    assert attic.fresh() == ["x.txt"]
    # Nothing ran for an hour: who may take back has an hour more.
    attic.now_ms += 1
    ended_ms = attic.began_ms + USABLE_MS
    outage = Outage(ended_ms, ended_ms + 3_600_000)
    desk = dataclasses.replace(attic.house.world.desk, outages=(outage,))
    files = LocalFiles(attic.shelf)
    sweeper = Sweeper(files, desk, USABLE_MS, lambda: attic.now_ms, Events())
    await swept(sweeper, attic.house)
    assert attic.fresh() == ["x.txt"]
    attic.now_ms += 3_600_000
    await swept(sweeper, attic.house)
    assert (attic.fresh(), attic.names()) == ([], {"x.txt"})


async def swept(sweeper: Sweeper, house: House) -> None:
    """Sweeps, while the journal, which is stepped, goes on."""

    async with trio.open_nursery() as nursery:
        nursery.start_soon(sweeper.sweep)
        for _ in range(50):
            await trio.testing.wait_all_tasks_blocked()
            house.world.run()
