"""PURE: chit-chat as entries that are matched."""

from __future__ import annotations

from collections.abc import Iterable

from actors.robot.candidates import Entry
from actors.robot.chitchat.preset import Category, Preset


def chitchat_entries(presets: Iterable[Preset]) -> tuple[Entry, ...]:
    """An entry per category, whose id is the category's.

    Languages share it: what many say in both, as “hi”, would have rivals otherwise, and
    no lead over them.
    """
    texts: dict[Category, list[str]] = {}
    for preset in presets:
        texts.setdefault(preset.category, []).extend(preset.utterances)
    return tuple(
        Entry(category.value, tuple(dict.fromkeys(said)))
        for category, said in texts.items()
    )
