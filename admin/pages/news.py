"""`/admin/news`: what of the robot's knowledge is new, and who has read it (R11).

GET /admin/news                  newest first
GET /admin/news/ENTRY/readers    a part of the former: who has read that one
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import urlencode

import msgspec
from quart import Blueprint, Response

from actors.accounts.accounts import Accounts
from actors.accounts.permissions import Permission
from actors.knowledge.entry import EntryId
from actors.knowledge.news import FindReaders, NewsFound, ReadersFound, ReadNews
from actors.knowledge.records import Cursor
from actors.knowledge.suggestion_office import SuggestionOffice
from admin.api.knowledge_answer import known
from admin.pages.doers import Doers, doers
from admin.pages.frame import Frame, page, principal
from admin.pages.nav import ROOT
from admin.pages.phrases.news import NewsPhrase
from gateway.console.phrases import Words
from runtime.http_app import read_query

PAGE: Final = 30


class NewsLink(msgspec.Struct, frozen=True):
    """The query of the page; `after`: of the page before."""

    show: Literal["all", "unread"] = "all"
    after: Cursor = ""

    def address(self, show: str, after: str = "") -> str:
        """The same list, but for that."""
        query = {"show": show} | ({"after": after} if after else {})
        return f"{ROOT}/news?{urlencode(query)}"


@dataclass(frozen=True, slots=True)
class NewsView:
    """What the page shows; `doers`: those who published."""

    words: Words
    query: NewsLink
    found: NewsFound
    doers: Doers

    @property
    def tabs(self) -> tuple[tuple[str, str], ...]:
        """Which can be shown: values, and what they are called."""
        phrase = NewsPhrase
        return ("all", self.words(phrase.EVERY)), ("unread", self.words(phrase.UNREAD))


@dataclass(frozen=True, slots=True)
class ReadersView:
    """Who has read an entry, and when (wall time)."""

    readers: tuple[tuple[str, int], ...]


def news_pages(frame: Frame, office: SuggestionOffice, accounts: Accounts) -> Blueprint:
    """The routes.

    Args:
        frame: of all pages.
        office: of news.
        accounts: know who published, and who has read.
    """
    shown = _Pages(frame, office, accounts)
    routes = Blueprint("news_pages", __name__, url_prefix=f"{ROOT}/news")
    routes.add_url_rule("", view_func=shown.listed)
    routes.add_url_rule("/<entry>/readers", view_func=shown.readers)
    return frame.opened(routes)


class _Pages:
    def __init__(
        self, frame: Frame, office: SuggestionOffice, accounts: Accounts
    ) -> None:
        self._frame = frame
        self._office = office
        self._accounts = accounts

    @page("What is new of what is published.", Permission.READ_KNOWLEDGE, NewsLink)
    async def listed(self) -> Response:
        query, who = read_query(NewsLink), principal()
        wanted = ReadNews(who.who, query.show == "unread", query.after, PAGE)
        found = known(await self._office.news(who, wanted), NewsFound)
        words = self._frame.words()
        people = await doers(self._accounts, words)
        view = NewsView(words, query, found, people)
        return self._frame.render("news.html", view, NewsPhrase)

    @page("Who has read an entry.", Permission.EDIT_KNOWLEDGE)
    async def readers(self, entry: str) -> Response:
        answer = await self._office.news(principal(), FindReaders(EntryId(entry)))
        people = await doers(self._accounts, self._frame.words())
        readers = known(answer, ReadersFound).readers
        view = ReadersView(tuple((people.name(who), at) for who, at in readers))
        return self._frame.render("news_readers.html", view, NewsPhrase)
