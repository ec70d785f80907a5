"""PURE: finds the chit-chat that somebody means, with a confidence of its own scale."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from unicodedata import normalize

from msgspec.structs import replace

from actors.robot.candidates import Entry, Match
from actors.robot.chitchat.entries import chitchat_entries
from actors.robot.chitchat.preset import Preset
from actors.robot.confidence import CHITCHAT
from actors.robot.matcher import Matcher

_SAME: Final = 0.25
"""The confidence in an entry of a base that has the same meaning.

On the development half of the labelled utterances 73 % of what is chit-chat is answered
rightly from here on, 2 % wrongly, and 0.4 % of all else is taken for it; from 0.35 on
it was 65 %, no less wrong nor taken. 29 % reach 0.83 itself.
"""


_PARTICLES: Final = "呀啊哈啦哦喔哟呢嘞哒"
"""Said at the end, they change the tone alone."""


class ChitchatMatcher:
    """The presets and what is said besides, ready to be asked."""

    def __init__(self, presets: Iterable[Preset], own: Iterable[Entry] = ()) -> None:
        """Makes their index; `own` are entries with ids of their own."""
        entries = (*chitchat_entries(presets), *own)
        self._matcher = Matcher.build(entries)
        self._said = {
            _letters(text): Match(entry.id, 1.0, 1.0, 1.0, number, "")
            for entry in entries
            for number, text in enumerate(entry.texts)
        }

    def rank(self, query: str, limit: int) -> tuple[Match, ...]:
        """The best first; a preset's id is its category's.

        Who says no more than a preset does means it. The matcher alone does not see
        that: it takes courtesies for what is around a question.
        """
        said = self._said.get(_letters(query))
        if said is not None:
            return (said,)[:limit]
        return tuple(
            replace(match, confidence=chitchat_confidence(match.confidence))
            for match in self._matcher.rank(query, limit)
        )


def _letters(text: str) -> str:
    letters = "".join(filter(str.isalnum, normalize("NFKC", text).casefold()))
    return letters.rstrip(_PARTICLES) or letters


def chitchat_confidence(confidence: float) -> float:
    """0 to 1, such that `CHITCHAT` is where chit-chat is to be answered.

    Args:
        confidence: in the preset, on the scale of a base's entries.
    """
    odds = CHITCHAT * (1 - _SAME) / (_SAME * (1 - CHITCHAT))
    return confidence * odds / (confidence * odds + 1 - confidence)
