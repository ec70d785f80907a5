"""What visitors' browsers load: a channel's chat page, and what belongs to it (V1).

    GET /chat/KEY      the page; its query is what a link says of the visit
    GET /widget.js     what a shop's page loads to have the chat in it
    GET /assets/…      scripts and styles of the page, named by their content
    GET /              leads to the page of the first channel

The page holds nothing of its visitor: he gets a ticket by it afterwards, as from any
other page (`gateway.visitor_tokens`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Final, Literal

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import Meta
from quart import Blueprint, Response, redirect, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from actors.channels.core import Channel, Channels
from gateway.identity import Nickname
from gateway.visitor_office import Parameters
from gateway.web.assets import FOREVER_SECONDS, Assets
from gateway.web.page_policy import NOTICE_POLICY, page_policy
from gateway.web.phrases import PagePhrase, page_language
from runtime.http_app import HttpRefused, read_query
from runtime.http_contract import Operation

CHAT_PATH: Final = "/chat"
WIDGET_SECONDS: Final = 300
"""So long a site may go on with the last version of what it loads by a fixed name."""
MAX_GROUP_CHARS: Final = 64
_WORDS: Final = {"zh-CN": "words_zh.js", "en": "words_en.js"}
"""What the page says in its language; it may yet be shown in another by the visitor's
own setting, which is in his browser."""
_HTML: Final = "text/html"
_SCRIPT: Final = "text/javascript"


class PageLink(
    Parameters,
    frozen=True,
    omit_defaults=True,
    rename="camel",
    forbid_unknown_fields=False,
):
    """What a link says of the visit; what else it says is its site's (`utm_source`).

    Attributes:
        nickname: shown to agents.
        language: as in BCP 47; "" = the browser's.
        theme: "" or auto = the browser's.
        group: whom to ask for; "" = whoever the channel leads to.
    """

    nickname: Nickname = ""
    language: Annotated[str, Meta(max_length=16)] = ""
    theme: Literal["", "auto", "light", "dark"] = ""
    group: Annotated[str, Meta(max_length=MAX_GROUP_CHARS)] = ""


class PageConfiguration(msgspec.Struct, frozen=True):
    """What the page is told; `visitor/configuration.ts` reads it.

    Attributes:
        channel: its key.
        name: of the channel, for people; "" = it has none.
        language: of the link.
        parameters: the link.
        http: origin of the service; "" = the page's own.
        color, avatar: of the channel; "" = the usual ones.
    """

    channel: str
    name: str
    language: str
    parameters: PageLink
    http: str = ""
    color: str = ""
    avatar: str = ""


@dataclass(frozen=True, slots=True)
class PageDesk:
    """What stands behind the pages.

    Attributes:
        channels: which there are at this moment.
        gateway_url: where clients connect who ask that host; "" while nobody can.
        assets: what was built.
    """

    channels: Callable[[], Channels]
    gateway_url: Callable[[str], str]
    assets: Assets


def pages(desk: PageDesk) -> Blueprint:
    """The routes."""
    shown = _Pages(desk)
    routes = Blueprint("pages", __name__)
    routes.add_url_rule("/", view_func=shown.first)
    routes.add_url_rule(f"{CHAT_PATH}/<key>", view_func=shown.chat)
    routes.add_url_rule("/widget.js", view_func=shown.widget)
    routes.add_url_rule("/assets/<name>", view_func=shown.asset)
    return routes


class _Pages:
    def __init__(self, desk: PageDesk) -> None:
        self._desk = desk
        self._templates = Environment(
            loader=PackageLoader("gateway.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
        )

    @Operation(
        summary="Leads to the chat page of the first channel.",
        status=HTTPStatus.FOUND,
        gives=_HTML,
    )
    async def first(self) -> AnyResponse:
        channel = next(iter(self._desk.channels()))
        return redirect(f"{CHAT_PATH}/{channel.public_key}")

    @Operation(
        summary="The chat page of a channel.",
        query=PageLink,
        gives=_HTML,
        codes=("starting", "not_built"),
    )
    async def chat(self, key: str) -> Response:
        channel = self._desk.channels().with_key(key)
        if channel is None:
            said = (PagePhrase.UNKNOWN_TITLE, PagePhrase.UNKNOWN_TEXT)
            return self._notice(HTTPStatus.NOT_FOUND, *said)
        try:
            link = read_query(PageLink)
        except HttpRefused as refused:
            # It is a person who reads the answer, maybe in a frame of somebody's page.
            said = (PagePhrase.BAD_LINK_TITLE, PagePhrase.BAD_LINK_TEXT)
            return self._notice(refused.status, *said, refused.detail)
        gateway = self._desk.gateway_url(request.host)
        if not gateway:
            status = HTTPStatus.SERVICE_UNAVAILABLE
            raise HttpRefused(status, "starting", "the gateway is not up yet", 1.0)
        text = self._page(channel, link)
        return _html(text, page_policy(gateway, channel.origins))

    @Operation(
        summary="The script that puts the chat into another page.",
        gives=_SCRIPT,
        codes=("not_built",),
    )
    async def widget(self) -> Response:
        answer = self._desk.assets.named("widget.js").answer(WIDGET_SECONDS)
        # Any site's page may load it: whose may show the chat is said by the chat.
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return answer

    @Operation(summary="What the chat page loads.", gives="*/*")
    async def asset(self, name: str) -> Response:
        found = self._desk.assets.find(f"assets/{name}")
        if found is None:
            raise NotFound
        return found.answer(FOREVER_SECONDS, is_immutable=True)

    # --- inside

    def _page(self, channel: Channel, link: PageLink) -> str:
        assets = self._desk.assets
        assets.named("page.js")
        language = _language(link.language)
        configuration = PageConfiguration(
            channel.public_key,
            channel.name,
            link.language,
            link,
            color=channel.color,
            avatar=channel.avatar,
        )
        return self._templates.get_template("chat.html").render(
            language=language,
            title=channel.public_name,
            configuration=msgspec.to_builtins(configuration),
            script=assets.path_of("page.js"),
            style=assets.path_of("page.css"),
            later=assets.path_of("later.css"),
            licenses=assets.path_of("licenses.txt"),
            first=(*assets.first, assets.path_of(_WORDS[language])),
            no_script=PagePhrase.NO_SCRIPT.said(language),
        )

    def _notice(
        self, status: HTTPStatus, title: PagePhrase, text: PagePhrase, detail: str = ""
    ) -> Response:
        language = _language(request.args.get("language", ""))
        page = self._templates.get_template("notice.html").render(
            language=language,
            title=title.said(language),
            text=text.said(language),
            detail=detail,
            style=self._desk.assets.path_of("notice.css"),
        )
        return _html(page, NOTICE_POLICY, status)


def _language(asked: str) -> str:
    preferred = next(iter(request.accept_languages.values()), "")
    return page_language(asked, preferred)


def _html(text: str, policy: str, status: int = HTTPStatus.OK) -> Response:
    headers = {"Content-Security-Policy": policy}
    return Response(
        text, status=status, headers=headers, content_type=f"{_HTML}; charset=utf-8"
    )
