"""Who reads what a route answers, where that is for people."""

from __future__ import annotations

from quart import request

from actors.language import ENGLISH
from admin.pages.language import LANGUAGE_COOKIE, page_words
from gateway.console.phrases import Words


def reader_words() -> Words:
    """The words of his language, as his pages are; English, if he says nothing."""
    preferred = next(iter(request.accept_languages.values()), ENGLISH)
    return page_words(request.cookies.get(LANGUAGE_COOKIE, ""), preferred)
