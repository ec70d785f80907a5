"""PURE: chit-chat that came with the product, switched and edited in the draft (R4).

An entry of one's own whose id or category is that of a preset stands in its place, in
all languages; to edit one gives it a category with an entry for each language.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from actors.knowledge.changes import (
    Change,
    DropCategory,
    DropEntries,
    PutCategory,
    PutEntries,
    SetEntries,
)
from actors.knowledge.entry import (
    Answer,
    AnswerKind,
    Base,
    CategoryId,
    Entry,
    EntryId,
)
from actors.knowledge.entry import Category as Drawer
from actors.language import CHINESE, ENGLISH
from actors.robot.chitchat.chinese import CHINESE_PRESETS
from actors.robot.chitchat.english import ENGLISH_PRESETS
from actors.robot.chitchat.preset import Category, Preset
from admin.operator.knowledge_phrases import KnowledgePhrase

_PRESETS: Final = {CHINESE: CHINESE_PRESETS, ENGLISH: ENGLISH_PRESETS}
_NAMES: Final = {preset.category.value: preset.name for preset in CHINESE_PRESETS}


def preset_ids() -> tuple[EntryId, ...]:
    """Of all entries that may stand in a preset's place."""
    return tuple(
        EntryId(name)
        for category in Category
        for name in (category.value, *_edited_ids(category.value))
    )


class PresetShelf:
    """What has become of the presets.

    Args:
        own: those of `preset_ids` that the draft has.
    """

    def __init__(self, own: Iterable[Entry]) -> None:
        self._own = {str(each.id): each for each in own}

    def has(self, name: str) -> bool:
        """True if it is one."""
        return name in _NAMES

    def rows(self) -> list[tuple[str, KnowledgePhrase, str]]:
        """Id, state and name of each."""
        return [
            (each.value, self._state(each.value), _NAMES[each.value])
            for each in Category
        ]

    def changes(self, name: str, act: str) -> tuple[Change, ...]:
        """What brings one to be `on` as it came, `off`, or one's own to `edit`."""
        there = self._entries(name)
        match act:
            case "off" if there:
                return (SetEntries(_ids(there), enabled=False),)
            case "off":
                off = replace(_entry(name, CHINESE), id=EntryId(name), enabled=False)
                return (PutEntries((replace(off, category=CategoryId("")),)),)
            case "on":
                return self._restored(name, there)
            case _:
                return self._made_own(name)

    def _restored(self, name: str, there: list[Entry]) -> tuple[Change, ...]:
        drop = (DropEntries(_ids(there)),) if there else ()
        is_own = any(each.category == name for each in there)
        return (*drop, DropCategory(CategoryId(name))) if is_own else drop

    def _made_own(self, name: str) -> tuple[Change, ...]:
        drawer = Drawer(CategoryId(name), Base.CHITCHAT, _NAMES[name])
        new = tuple(
            _entry(name, language)
            for language in _PRESETS
            if f"{name}.{language}" not in self._own
        )
        switch = (DropEntries((EntryId(name),)),) if name in self._own else ()
        # The switch asks what one of them will.
        return (PutCategory(drawer), *switch, *((PutEntries(new),) if new else ()))

    def _entries(self, name: str) -> list[Entry]:
        names = (name, *_edited_ids(name))
        return [self._own[each] for each in names if each in self._own]

    def _state(self, name: str) -> KnowledgePhrase:
        there = self._entries(name)
        if not there:
            return KnowledgePhrase.PRESET
        is_on = any(each.enabled for each in there)
        return KnowledgePhrase.OWN if is_on else KnowledgePhrase.OFF


def _edited_ids(name: str) -> tuple[str, ...]:
    return tuple(f"{name}.{language}" for language in _PRESETS)


def _ids(entries: Iterable[Entry]) -> tuple[EntryId, ...]:
    return tuple(each.id for each in entries)


def _entry(name: str, language: str) -> Entry:
    preset: Preset = next(
        each for each in _PRESETS[language] if each.category.value == name
    )
    first, *others = preset.utterances
    return Entry(
        EntryId(f"{name}.{language}"),
        Base.CHITCHAT,
        CategoryId(name),
        first,
        tuple(others),
        tuple(Answer(AnswerKind.TEXT, text) for text in preset.answers),
        language,
    )
