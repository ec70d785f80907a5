"""What all pages of administration have in common: who may open them, and their frame.

Who is not signed in is led to the forms, and back. A refusal is a page, too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Final
from urllib.parse import unquote, urlencode, urlsplit
from zoneinfo import ZoneInfo

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from quart import Blueprint, Response, current_app, g, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from actors.accounts.members import MemberCard
from actors.accounts.messages import ByToken, Identity
from actors.accounts.permissions import Permission, Principal, Role, is_allowed
from actors.accounts.refusal import AccountRule
from admin.api.door import is_away
from admin.pages.language import (
    LANGUAGE_COOKIE,
    THEME_COOKIE,
    ZONE_COOKIE,
    moment,
    page_theme,
    page_words,
    page_zone,
    said,
)
from admin.pages.nav import ROOT, menu_of
from admin.pages.phrases.common import Phrase, Problem
from admin.staff_door import StaffDoor
from gateway.console.phrases import Bilingual, Words
from gateway.web.assets import Assets
from runtime.errors import Unavailable
from runtime.http_app import HttpRefused
from runtime.http_contract import Access, Operation, operation_of

HTML: Final = "text/html"
SIGN_IN_PATH: Final = f"{ROOT}/sign-in"
_DUE: Final = frozenset(
    {
        AccountRule.NOT_SIGNED_IN.value,
        AccountRule.PASSWORD_DUE.value,
        AccountRule.FACTOR_DUE.value,
    }
)
"""What the forms to sign in are for."""


def page(
    summary: str, permission: Permission, query: type[msgspec.Struct] | None = None
) -> Operation:
    """Declares the handler of a page; see `Operation`."""
    return Operation(
        summary=summary,
        access=Access.STAFF,
        permission=permission.value,
        query=query,
        gives=HTML,
    )


class Frame:
    """Renders pages for who may open them.

    Args:
        door: knows who asks.
        assets: what the pages load.
        gateway_url: where clients connect who ask that host; "" while nobody can.
    """

    def __init__(
        self, door: StaffDoor, assets: Assets, gateway_url: Callable[[str], str]
    ) -> None:
        self._door = door
        self._assets = assets
        self._gateway_url = gateway_url
        self._templates = Environment(
            loader=PackageLoader("admin.pages"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def opened(self, routes: Blueprint) -> Blueprint:
        """The same pages for who may open them."""
        routes.before_request(self._admit)
        return self.told(routes)

    def told(self, routes: Blueprint) -> Blueprint:
        """The same pages, with a page for what is refused."""
        routes.register_error_handler(HttpRefused, self._refused)
        routes.register_error_handler(Unavailable, self._away)
        return routes

    # --- for pages

    def render(
        self,
        template: str,
        view: object,
        phrases: type[Bilingual],
        problems: type[Bilingual] = Problem,
        *parts: type[Bilingual],
    ) -> Response:
        """A page, in the reader's language.

        Args:
            template: its file; it extends `layout.html`.
            view: what it shows, as `view`.
            phrases: its own texts, in `say` beside those of all pages.
            problems: what refusals of its routes mean, by their codes in capitals.
            parts: texts of what it shares with some other pages.
        """
        words = self.words()
        identity = _identity()
        who = identity.principal
        text = self._text(
            template,
            words,
            view=view,
            say=said(words, Phrase, *parts, phrases),
            problems=_meanings(words, problems),
            menu=menu_of(who),
            me=identity.card,
            may=lambda permission: is_allowed(who, Permission(permission)),
            here=request.path,
            moment=partial(moment, zone=self.zone()),
            zone=self.zone().key,
        )
        return self._page(text)

    def render_bare(
        self,
        template: str,
        phrases: type[Bilingual] = Phrase,
        problems: type[Bilingual] = Problem,
        **values: object,
    ) -> Response:
        """A page that anybody may see, with no menu; see `render`."""
        words = self.words()
        known = {
            "say": said(words, Phrase, phrases),
            "problems": _meanings(words, problems),
        }
        return self._page(self._text(template, words, **known, **values))

    async def know(self, permission: Permission = Permission.OWN_ACCOUNT) -> None:
        """Finds out who asks, if he may do that: see `principal`.

        Raises:
            HttpRefused: nobody is signed in, something is due first, or he may not.
        """
        g.caller = self._door.caller()
        g.identity = await self._door.expect(permission)

    def words(self) -> Words:
        """Of the reader's language."""
        preferred = next(iter(request.accept_languages.values()), "")
        return page_words(request.cookies.get(LANGUAGE_COOKIE, ""), preferred)

    def gateway(self) -> str:
        """Where the page's script connects.

        Raises:
            HttpRefused: the gateway is not up yet.
        """
        gateway = self._gateway_url(request.host)
        if not gateway:
            status = HTTPStatus.SERVICE_UNAVAILABLE
            raise HttpRefused(status, "unavailable", "the gateway is not up yet", 1.0)
        return gateway

    def zone(self) -> ZoneInfo:
        """The reader's time zone."""
        return page_zone(unquote(request.cookies.get(ZONE_COOKIE, "")))

    @property
    def origin(self) -> str:
        """Under which the service was asked, for links that go outside."""
        return self._door.origin

    # --- inside

    async def _admit(self) -> None:
        view = current_app.view_functions[request.endpoint or ""]
        await self.know(Permission(operation_of(view).permission))
        if principal().role is Role.AGENT:
            raise not_administering()

    async def _refused(self, error: HttpRefused) -> AnyResponse | Response:
        if error.code in _DUE:
            return self._sent_to_sign_in()
        by_code = {each.name.lower(): each for each in Problem}
        phrase = by_code.get(error.code, Problem.OTHER)
        text = self.words()(phrase, detail=error.detail)
        answer = self.render_bare("problem.html", text=text, code=error.code)
        answer.status_code = error.status
        return answer

    async def _away(self, error: Unavailable) -> AnyResponse | Response:
        return await self._refused(is_away(error))

    def _sent_to_sign_in(self) -> AnyResponse | Response:
        back = request.headers.get("HX-Current-URL") or request.full_path
        query = urlencode({"next": own_path(back)})
        address = f"{SIGN_IN_PATH}?{query}"
        if "HX-Request" not in request.headers:
            return redirect(address, HTTPStatus.SEE_OTHER)
        headers = {"HX-Redirect": address}
        return Response(b"", status=HTTPStatus.UNAUTHORIZED, headers=headers)

    def _text(self, template: str, words: Words, **values: object) -> str:
        known = self._looks(words)
        page = self._templates.get_template(template)
        return page.render(**known, words=words, **values)

    def _looks(self, words: Words) -> dict[str, str]:
        self._assets.named("panel.js")
        paths = ("panel.js", "panel.css", "sign_in.js", "sign_in.css")
        loaded = {
            name.replace(".", "_"): f"{ROOT}/{self._assets.path_of(name)}"
            for name in paths
        }
        theme = page_theme(request.cookies.get(THEME_COOKIE, ""))
        return loaded | {"language": words.language, "theme": theme, "root": ROOT}

    def _page(self, text: str) -> Response:
        policy = _policy(self._gateway_url(request.host))
        return Response(
            text,
            headers={"Content-Security-Policy": policy, "Vary": "Cookie"},
            content_type=f"{HTML}; charset=utf-8",
        )


def _identity() -> Identity:
    found = g.identity
    assert isinstance(found, Identity)  # noqa: S101 - the frame has seen him
    return found


def principal() -> Principal:
    """Who opens the current page, and may."""
    return _identity().principal


def card() -> MemberCard:
    """What the accounts tell of him."""
    return _identity().card


def caller() -> ByToken:
    """The same, for accounts, which judge by themselves."""
    found = g.caller
    assert isinstance(found, ByToken)  # noqa: S101 - the frame has seen him
    return found


def _meanings(words: Words, problems: type[Bilingual]) -> dict[str, str]:
    """What refusals mean, by their codes."""
    told = said(words, Problem, problems)
    return {code.lower(): text for code, text in told.items()}


def not_administering() -> HttpRefused:
    """To who has no business here."""
    detail = "expected somebody who administers or supervises"
    return HttpRefused(HTTPStatus.FORBIDDEN, AccountRule.FORBIDDEN.value, detail)


def own_path(wanted: str) -> str:
    """An address of ours below `ROOT`, whoever wrote the link."""
    _, _, path, query, _ = urlsplit(wanted)
    is_ours = path == ROOT or path.startswith(f"{ROOT}/")
    if not is_ours or path.startswith(SIGN_IN_PATH):
        return ROOT
    return f"{path}?{query}" if query else path


def _policy(gateway: str) -> str:
    """What a browser is to allow the pages (Content Security Policy Level 3)."""
    scheme, host, *_ = urlsplit(gateway)
    socket = f" {scheme}://{host}" if gateway else ""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data: blob: https:",
            "frame-src 'self'",
            f"connect-src 'self'{socket}",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )
