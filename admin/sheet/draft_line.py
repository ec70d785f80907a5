"""What reads and changes the knowledge of a service, as files of it need it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Protocol

from actors.knowledge.changes import Change
from actors.knowledge.entry import Entry
from actors.knowledge.records import (
    Changed,
    EditionPage,
    KnowledgeRefused,
    Outline,
    read_entry,
)

Progress = Callable[[int], None]
"""Is told now and then how many entries were read, or how many rows looked at."""


class DraftLine(Protocol):
    """Each is a question to the service; it may raise `Unavailable`."""

    async def outline(self, version: int) -> Outline:
        """What a version has beside its entries."""
        ...

    async def page(self, version: int, after: str) -> EditionPage:
        """A page of its entries."""
        ...

    async def change(self, change: Change) -> Changed | KnowledgeRefused:
        """Makes a change to the draft."""
        ...


async def entries_of(
    line: DraftLine, version: int, progress: Progress
) -> AsyncIterator[Entry]:
    """All entries of a version, by their ids' order, page by page."""
    after, count = "", 0
    while True:
        page = await line.page(version, after)
        for body in page.entries:
            yield read_entry(body)
        count += len(page.entries)
        progress(count)
        after = page.next
        if not after:
            return
