"""What no message carries is removed, and nothing else."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
import trio
import trio.testing

from actors.ids import SessionId
from gateway.attachments.files import LocalFiles
from gateway.attachments.memory_shelf import MemoryShelf
from gateway.attachments.shelf import Find, Found, Listed, ListFresh
from gateway.attachments.sweeping import (
    MARGIN_MS,
    PAGE,
    AttachmentsSwept,
    Sweeper,
)
from runtime.observe import Event, Events
from tests.contracts.shelf_contract import publish, stored
from tests.gateway.house import House

pytestmark = pytest.mark.covers("V2")
CARRIED, UNUSED, YOUNG = ("a" * 32, "b" * 32, "c" * 32)
USABLE_MS = 1_000


async def test_the_transcript_decides_what_stays(
    tmp_path: Path, events: Events
) -> None:
    told: list[Event] = []
    events.subscribe(AttachmentsSwept, told.append)
    house = House()
    visitor = house.visitor()
    for number in range(PAGE):
        visitor.send(f"c{number}", str(number))
    visitor.send("last", f"{CARRIED}.signed")
    shelf = MemoryShelf(tmp_path, 10_000)
    session = SessionId(visitor.session)
    for key, at_ms in ((CARRIED, 1), (UNUSED, 1), (YOUNG, 2)):
        one = stored(5, key, at_ms)
        attachment = msgspec.structs.replace(one.attachment, session=session)
        publish(shelf, msgspec.structs.replace(one, attachment=attachment), b"12345")
    journal = house.world.desk.journal
    now_ms = 2 + USABLE_MS + MARGIN_MS
    sweeper = Sweeper(LocalFiles(shelf), journal, USABLE_MS, lambda: now_ms, events)

    def there() -> list[bool]:
        found = [shelf.serve(Find(key)) for key in (CARRIED, UNUSED, YOUNG)]
        return [each != Found(None) for each in found]

    await swept(sweeper, house)
    assert there() == [True, False, True]
    assert told == [AttachmentsSwept(removed=1, kept=1)]
    # What a message carries is not looked at again.
    listed = shelf.serve(ListFresh(99, 99))
    assert isinstance(listed, Listed)
    assert [row.attachment.key for row in listed.rows] == [YOUNG]


async def swept(sweeper: Sweeper, house: House) -> None:
    """Sweeps, while the journal, which is stepped, goes on."""

    async with trio.open_nursery() as nursery:
        nursery.start_soon(sweeper.sweep)
        for _ in range(50):
            await trio.testing.wait_all_tasks_blocked()
            house.world.run()
