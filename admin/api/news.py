"""HTTP for what is new of what the robot knows (R11), and who has read it.

GET  /knowledge/news                  newest first, with what one has read
POST /knowledge/news/readings         one has read some of it, or all
GET  /knowledge/news/ENTRY/readers    who has read it as it is in force
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta
from quart import Blueprint, Response

from actors.accounts.permissions import Permission
from actors.knowledge.entry import EntryId
from actors.knowledge.news import (
    MAX_NEWS,
    FindReaders,
    Marked,
    MarkRead,
    NewsFound,
    ReadersFound,
    ReadNews,
    SinceVersion,
)
from actors.knowledge.records import Cursor
from actors.knowledge.suggestion_office import SuggestionOffice
from admin.api.contract import PREFIX, changing, looking
from admin.api.door import ApiDoor, no_content, principal
from admin.api.knowledge_answer import KNOWLEDGE_CODES, known
from runtime.http_app import answer_json, read_json, read_query


class NewsQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which news are wanted; `after`: of the page before."""

    unread: bool = False
    after: Cursor = ""


class ReadingsBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was read: these entries as of a version, `NewsFound.version`; none = all."""

    version: SinceVersion
    entries: Annotated[tuple[EntryId, ...], Meta(max_length=MAX_NEWS)] = ()


def news_api(door: ApiDoor, office: SuggestionOffice) -> Blueprint:
    """The routes.

    Args:
        door: lets those in who may.
        office: of news.
    """
    desk = _News(office)
    routes = Blueprint("news", __name__, url_prefix=f"{PREFIX}/knowledge/news")
    routes.add_url_rule("", view_func=desk.listed)
    routes.add_url_rule("/readings", view_func=desk.read, methods=["POST"])
    routes.add_url_rule("/<entry>/readers", view_func=desk.readers)
    return door.opened(routes)


class _News:
    def __init__(self, office: SuggestionOffice) -> None:
        self._office = office

    @looking(
        "What is new of what is published, newest first.",
        Permission.READ_KNOWLEDGE,
        query=NewsQuery,
        answer=NewsFound,
    )
    async def listed(self) -> Response:
        query, who = read_query(NewsQuery), principal()
        wanted = ReadNews(who.who, query.unread, query.after)
        return answer_json(known(await self._office.news(who, wanted), NewsFound))

    @changing(
        "Mark news as read, as they are in a version: what comes later stays unread.",
        Permission.READ_KNOWLEDGE,
        body=ReadingsBody,
        codes=KNOWLEDGE_CODES,
    )
    async def read(self) -> Response:
        body, who = await read_json(ReadingsBody), principal()
        wanted = MarkRead(who.who, body.version, body.entries)
        known(await self._office.news(who, wanted), Marked)
        return no_content()

    @looking(
        "Who has read an entry as it is in force, the first of them first.",
        Permission.EDIT_KNOWLEDGE,
        answer=ReadersFound,
    )
    async def readers(self, entry: str) -> Response:
        wanted = FindReaders(EntryId(entry))
        answer = await self._office.news(principal(), wanted)
        return answer_json(known(answer, ReadersFound))
