"""`/admin/intents`: what visitors want, and how it is recognised (R12)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import msgspec
from msgspec import Meta
from quart import Blueprint, Response

from actors.accounts.permissions import Permission
from actors.assignment.standing import MAX_PRIORITY
from actors.intents.intent import (
    MAX_CHARS,
    MAX_NAME_CHARS,
    MAX_PATTERNS,
    MAX_UTTERANCES,
    MAX_WORDS,
    Intent,
)
from actors.intents.presets import in_language
from actors.language import language_of
from admin.api.intents import MeantIntent, MeantIntents, meant_intents
from admin.pages.frame import Frame, page
from admin.pages.nav import ROOT
from admin.pages.phrases.intents import IntentsPhrase, IntentsProblem
from admin.rules_office import RulesOffice
from gateway.console.phrases import Words
from runtime.http_app import read_query


class IntentsLink(msgspec.Struct, frozen=True):
    """The query of the page: what is tried; "" = nothing."""

    text: Annotated[str, Meta(max_length=2_000)] = ""


@dataclass(frozen=True, slots=True)
class IntentsView:
    """What the page shows; `tried`: None = nothing was."""

    words: Words
    query: IntentsLink
    version: int
    intents: tuple[Intent, ...]
    tried: MeantIntents | None
    max_name: int = MAX_NAME_CHARS
    max_priority: int = MAX_PRIORITY
    max_utterances: int = MAX_UTTERANCES
    max_words: int = MAX_WORDS
    max_patterns: int = MAX_PATTERNS
    max_chars: int = MAX_CHARS

    @property
    def rows(self) -> tuple[tuple[Intent, Intent], ...]:
        """Each as it is kept, and as it is told to the reader."""
        language = language_of(self.words.language)
        return tuple((each, in_language(each, language)) for each in self.intents)

    def name_of(self, intent: MeantIntent) -> str:
        """What it is called, in the reader's language."""
        told = {shown.id: shown.name for _, shown in self.rows}
        return told.get(intent.id, intent.name)


def intents_page(frame: Frame, rules: RulesOffice) -> Blueprint:
    """The route.

    Args:
        frame: of all pages.
        rules: have the intents.
    """
    routes = Blueprint("intents_page", __name__, url_prefix=ROOT)

    @page("What visitors want.", Permission.READ_RULES, IntentsLink)
    async def shown() -> Response:
        query = read_query(IntentsLink)
        book = rules.rules.book
        view = IntentsView(
            frame.words(),
            query,
            book.version,
            tuple(sorted(book.intents, key=lambda one: one.id)),
            meant_intents(rules, query.text) if query.text else None,
        )
        return frame.render("intents.html", view, IntentsPhrase, IntentsProblem)

    routes.add_url_rule("/intents", view_func=shown)
    return frame.opened(routes)
