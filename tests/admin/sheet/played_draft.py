"""A draft in memory, as a service would answer for it."""

from __future__ import annotations

import msgspec

from actors.knowledge.changes import Change, PutCategory, PutEntries
from actors.knowledge.entry import Category, CategoryId, Entry, EntryId, Welcome
from actors.knowledge.records import (
    Changed,
    EditionPage,
    KnowledgeRefused,
    KnowledgeRule,
    Outline,
)
from runtime.errors import Unavailable

PAGE = 2


class PlayedDraft:
    """Refuses what is in `unwanted`, and ends after `changes_left` changes."""

    def __init__(self) -> None:
        self.entries: dict[EntryId, Entry] = {}
        self.categories: dict[CategoryId, Category] = {}
        self.unwanted: frozenset[str] = frozenset()
        self.changes: list[Change] = []
        self.changes_left = 1_000
        self.newest = 0

    async def outline(self, version: int) -> Outline:
        shown = max(version, 0) or (self.newest if version else 0)
        categories = tuple(self.categories.values())
        return Outline(shown, self.newest, categories, Welcome(), 0, 0, "")

    async def page(self, version: int, after: str) -> EditionPage:
        found = sorted(each for each in self.entries if each > after)[:PAGE]
        bodies = tuple(msgspec.msgpack.encode(self.entries[each]) for each in found)
        return EditionPage(version, bodies, found[-1] if len(found) == PAGE else "")

    async def change(self, change: Change) -> Changed | KnowledgeRefused:
        if not self.changes_left:
            raise Unavailable("it has ended")
        self.changes_left -= 1
        match change:
            case PutEntries(entries):
                if any(each.question in self.unwanted for each in entries):
                    return KnowledgeRefused(KnowledgeRule.BAD_ENTRY, "", "unwanted")
                self.entries.update((each.id, each) for each in entries)
            case PutCategory(category):
                if category.name in self.unwanted:
                    return KnowledgeRefused(KnowledgeRule.BAD_CATEGORY, "", "unwanted")
                self.categories[category.id] = category
            case _:
                raise AssertionError(change)
        self.changes.append(change)
        return Changed()
