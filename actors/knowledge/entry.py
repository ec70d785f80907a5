"""PURE: what the robot can be taught, as the draft and every edition have it (R2, R4).

Storage format: names and values are for ever, new fields have defaults.
"""

from __future__ import annotations

from enum import Enum
from typing import Final, NewType

import msgspec
from msgspec.structs import replace

from actors.cards.card import Card

EntryId = NewType("EntryId", str)
CategoryId = NewType("CategoryId", str)

MAX_ID_CHARS: Final = 64
"""Of an entry or a category: letters, digits, `-`, `_`, `.`; people may choose it."""
MAX_QUESTION_CHARS: Final = 200
"""Of a standard or similar question: what is longer is no question any more."""
MAX_SIMILAR: Final = 100
"""Similar questions of an entry: more teach the matcher nothing."""
MAX_ANSWERS: Final = 10
"""Of an entry: kinds of answer for different channels."""
MAX_BODY_CHARS: Final = 4_000
"""Of a text or markdown answer; what visitors read of one bubble, with room."""
MAX_ENTRY_BYTES: Final = 24_576
"""Of an entry, encoded: so it fits a frame of the operator's socket."""
MAX_ANSWER_CHANNELS: Final = 50
"""Named by an answer."""
MAX_NAME_CHARS: Final = 100
"""Of a category's name, or of who changed something."""
MAX_CATEGORIES: Final = 2_000
"""Of both bases together: they are read as one list."""
MAX_DEPTH: Final = 5
"""Of categories within categories."""
MAX_ENTRIES: Final = 150_000
"""Of both bases together: 100,000 are promised to work."""
MAX_WELCOME_QUESTIONS: Final = 20
"""On the welcome card (R9): more do not fit a screen."""
MAX_WELCOME_TITLE_CHARS: Final = 100
MAX_WELCOME_TEXT_CHARS: Final = 1_000
"""Above the questions of the welcome card."""
MAX_LANGUAGE_CHARS: Final = 35
"""Of a language tag (RFC 5646, 4.4.1)."""


class Base(Enum):
    """Which of the two bases something belongs to."""

    FAQ = "faq"
    CHITCHAT = "chitchat"


class AnswerKind(Enum):
    """How an answer is shown."""

    TEXT = "text"
    MARKDOWN = "markdown"
    CARD = "card"


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is said.

    Attributes:
        kind: how it is shown.
        body: the words, or the CommonMark; "" of a card.
        card: of kind `CARD`; None otherwise.
        channels: where it is said; () = wherever no other answer names the channel.
    """

    kind: AnswerKind
    body: str = ""
    card: Card | None = None
    channels: tuple[str, ...] = ()


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """A question and its answers.

    Attributes:
        id: its own, of either base.
        base: where it belongs.
        category: id of one of the same base; "" = of none.
        question: the standard question, which visitors read on cards.
        similar: other ways to ask it.
        answers: at least one; the first that fits the channel is said, and of several
            of chit-chat one after the other.
        language: of the entry (BCP 47); "" = not told.
        enabled: False: it is kept, and never answers.
        valid_from_ms: before that wall time it never answers; 0 = always was valid.
        valid_until_ms: from then on it never answers; 0 = for ever.
        changed_ms: wall time of the last change.
        changed_by: who made it.
    """

    id: EntryId
    base: Base
    category: CategoryId
    question: str
    similar: tuple[str, ...]
    answers: tuple[Answer, ...]
    language: str = ""
    enabled: bool = True
    valid_from_ms: int = 0
    valid_until_ms: int = 0
    changed_ms: int = 0
    changed_by: str = ""

    def as_written(self) -> Entry:
        """Without who changed it, and when: equal where people wrote the same."""
        return replace(self, changed_ms=0, changed_by="")

    def is_valid(self, at_ms: int) -> bool:
        """True when it may answer at that wall time."""
        ends = self.valid_until_ms or at_ms + 1
        return self.enabled and self.valid_from_ms <= at_ms < ends


def asked_as(question: str) -> str:
    """A question as it is compared with others: two that are alike ask the same."""
    return question.strip().casefold()


class Category(msgspec.Struct, frozen=True, omit_defaults=True):
    """A drawer of one base; `parent`: the id of the one it is in, "" = in none."""

    id: CategoryId
    base: Base
    name: str
    parent: CategoryId = CategoryId("")


class Welcome(msgspec.Struct, frozen=True, omit_defaults=True):
    """The card that is shown first (R9); `questions`: entries, in this order."""

    enabled: bool = False
    title: str = ""
    text: str = ""
    questions: tuple[EntryId, ...] = ()


class Edition(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that one published version has; 0 = the draft."""

    version: int
    entries: tuple[Entry, ...] = ()
    categories: tuple[Category, ...] = ()
    welcome: Welcome = Welcome()
