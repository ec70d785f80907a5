"""PURE: the words that the robot and the pluggable answerer share (R13)."""

from __future__ import annotations

from enum import Enum
from typing import Final

import msgspec

MAX_PASSAGES: Final = 5
"""Entries that a model is given: more make it slower, dearer and less sure."""
MAX_PASSAGE_CHARS: Final = 2_000
"""Of one entry's answer."""
MAX_TEXT_CHARS: Final = 200
"""Of why there is no answer, for operators."""


class Passage(msgspec.Struct, frozen=True):
    """A published entry that may hold the answer.

    Attributes:
        entry: its id.
        question: its standard question; visitors see it as the source.
        text: what it answers in the question's channel, as plain text or CommonMark.
    """

    entry: str
    question: str
    text: str


class Cost(msgspec.Struct, frozen=True, array_like=True):
    """What one answer cost.

    Attributes:
        prompt_tokens: that the model read.
        answer_tokens: that it wrote.
        micros: millionths of the currency that the prices are in.
    """

    prompt_tokens: int = 0
    answer_tokens: int = 0
    micros: int = 0

    @property
    def tokens(self) -> int:
        """Of both kinds."""
        return self.prompt_tokens + self.answer_tokens

    def __add__(self, other: Cost) -> Cost:
        """Of both together."""
        return Cost(
            self.prompt_tokens + other.prompt_tokens,
            self.answer_tokens + other.answer_tokens,
            self.micros + other.micros,
        )


class Reason(Enum):
    """Why there is no answer; the robot's own holds then."""

    OFF = "off"
    """No model is configured."""
    NO_PASSAGES = "no_passages"
    """Nothing was found that an answer could be made from."""
    BUSY = "busy"
    """As many questions as may be with the model are."""
    RESTED = "rested"
    """It failed so often just now that it is not asked."""
    SESSION_SPENT = "session_spent"
    DAY_SPENT = "day_spent"
    TOO_SLOW = "too_slow"
    UNREACHED = "unreached"
    REFUSED = "refused"
    """Its server answers with another status than 200 to 299."""
    BROKEN = "broken"
    """The stream ended early, or is none."""
    DECLINED = "declined"
    """It says that the entries do not answer the question, or will not answer."""
    UNSOURCED = "unsourced"
    """It names no entry that its words come from."""
    UNSAFE = "unsafe"
    """Its words hold what they must not."""
    OWN_FAULT = "own_fault"

    # As with every enum that is looked up: see `Exclusion`.
    __hash__ = object.__hash__


class Generated(msgspec.Struct, frozen=True):
    """An answer that may be said.

    Attributes:
        text: plain text; no links but those of its sources.
        sources: what it was made from, at least one, in its order.
        cost: of all attempts.
    """

    text: str
    sources: tuple[Passage, ...]
    cost: Cost


class NotGenerated(msgspec.Struct, frozen=True):
    """There is none; `text` says more, for operators."""

    reason: Reason
    text: str = ""


Outcome = Generated | NotGenerated
"""What comes of asking a model."""
