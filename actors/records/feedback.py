"""PURE: what is asked of how often the robot's entries answered, and helped (R7)."""

from __future__ import annotations

from typing import Final

import msgspec

from actors.records.bounds import Moment

MAX_ENTRIES_COUNTED: Final = 1_000
"""In an answer: nobody looks through more at once."""


class CountFeedback(msgspec.Struct, frozen=True, tag="count_feedback"):
    """Asks for the answers that were said, or rated last, since then: `Feedback`."""

    since_ms: Moment = 0


class EntryFeedback(msgspec.Struct, frozen=True):
    """How often an entry answered, and of how many answers visitors said what."""

    entry: str
    answers: int
    helpful: int
    unhelpful: int


class Feedback(msgspec.Struct, frozen=True, tag="feedback"):
    """Those that helped least come first; `is_cut`: there are others."""

    entries: tuple[EntryFeedback, ...]
    is_cut: bool
