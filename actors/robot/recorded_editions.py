"""Versions, and the draft, as the records keep them, in the words of who loads them."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import TypeVar

from actors.knowledge.records import (
    EditionPage,
    EntriesFound,
    KnowledgeAnswer,
    KnowledgeRequest,
    Outline,
    ReadEdition,
    ReadEntries,
    ReadOutline,
    ReadVersions,
    VersionsFound,
)
from actors.records_port import KnowledgeRecords
from actors.robot.loader import NOTHING, EditionName
from actors.robot.port_base import Pages
from actors.robot.welcome import FirstWords
from runtime.errors import Unavailable

A = TypeVar("A", bound=KnowledgeAnswer)


class RecordedEditions:
    """See `actors.robot.loader.Editions`.

    Args:
        records: keep them.
    """

    def __init__(self, records: KnowledgeRecords) -> None:
        self._records = records

    async def newest(self) -> EditionName:
        """The one that was published last."""
        found = await self._ask(ReadVersions(limit=1), VersionsFound)
        for card in found.versions:
            return EditionName(card.version, card.at_ms)
        return NOTHING

    async def before(self, version: int) -> tuple[EditionName, ...]:
        """Those published last before it, newest first."""
        found = await self._ask(ReadVersions(before=version), VersionsFound)
        return tuple(EditionName(card.version, card.at_ms) for card in found.versions)

    async def first_words(self, version: int) -> FirstWords:
        """The welcome card of a version."""
        outline = await self._ask(ReadOutline(version), Outline)
        named = ReadEntries(outline.welcome.questions, version)
        return FirstWords(
            outline.welcome, (await self._ask(named, EntriesFound)).entries
        )

    async def pages(self, version: int) -> Pages:
        """What a version, or the draft, is made of."""
        outline = await self._ask(ReadOutline(version), Outline)
        count = outline.questions + outline.chitchat
        entries = self._entries(version)
        return Pages(version, outline.welcome, count, outline.revision, entries)

    async def _entries(self, version: int) -> AsyncGenerator[tuple[bytes, ...]]:
        after = ""
        while True:
            page = await self._ask(ReadEdition(version, after), EditionPage)
            yield page.entries
            after = page.next
            if not after:
                return

    async def _ask(self, request: KnowledgeRequest, kind: type[A]) -> A:
        answer = await self._records.ask(request)
        if not isinstance(answer, kind):
            raise Unavailable(f"the records refuse: {answer}")
        return answer
