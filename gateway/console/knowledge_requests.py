"""PURE: what an agent asks of knowledge and of quick replies (R11, A4, A5)."""

from __future__ import annotations

from typing import Literal

import msgspec

from gateway.wire.knowledge_frames import ContributionStateName


class Suggest(msgspec.Struct, frozen=True):
    """Suggest a question and its answer."""

    question: str
    answer: str


class AskSuggestions(msgspec.Struct, frozen=True):
    """Ask what was suggested; before that number, 0: from the newest."""

    state: Literal["", ContributionStateName] = ""
    before: int = 0


class DecideSuggestion(msgspec.Struct, frozen=True):
    """Take a contribution into the draft, or not."""

    number: int
    is_approved: bool
    reason: str


class AskNews(msgspec.Struct, frozen=True):
    """Ask what is new."""


class AskEntry(msgspec.Struct, frozen=True):
    """Ask what the robot answers to a question."""

    entry: str


class MarkRead(msgspec.Struct, frozen=True):
    """Mark news as read, as that version has them; none: all."""

    version: int
    entries: tuple[str, ...] = ()


class AskFind(msgspec.Struct, frozen=True):
    """Ask which entries answer a text; "": what visitors ask most."""

    text: str


class AskReplies(msgspec.Struct, frozen=True):
    """Ask for all quick replies."""


KnowledgeRequest = (
    Suggest
    | AskSuggestions
    | DecideSuggestion
    | AskNews
    | AskEntry
    | MarkRead
    | AskFind
    | AskReplies
)
"""By agents; what is asked comes as an event."""
