"""What stands before the pages of administration.

GET /admin             leads to the guide while that is shown, to the first page that
                       one may open, or to the workbench
GET /admin/sign-in     the forms to sign in
GET /admin/welcome     the forms of who comes in the first time
GET /admin/assets/…    scripts and styles, named by their content
GET /admin/look.js     the theme, before anything is drawn
GET /admin/…           what there is not
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Final

import msgspec
from msgspec import Meta
from quart import Blueprint, Response, redirect
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from actors.accounts.permissions import Permission, is_allowed
from actors.rules.rulebook import Rules
from admin.pages.frame import HTML, Frame, not_administering, own_path, principal
from admin.pages.nav import GUIDE, ROOT, menu_of
from admin.pages.phrases.welcome import WelcomePhrase, WelcomeProblem
from admin.web.pages import WORKBENCH_PATH
from gateway.web.assets import FOREVER_SECONDS, Assets
from runtime.http_app import HttpRefused, read_query
from runtime.http_contract import Operation

LOOK_SECONDS: Final = 300
"""A new version is in use so long after it was served at the latest."""
MAX_NEXT_CHARS: Final = 1_024


class SignInLink(msgspec.Struct, frozen=True):
    """The query of the forms: where to go afterwards, below `ROOT`."""

    next: Annotated[str, Meta(max_length=MAX_NEXT_CHARS)] = ROOT


def front(frame: Frame, assets: Assets, rules: Rules) -> Blueprint:
    """The routes.

    Args:
        frame: of all pages.
        assets: what they load.
        rules: say whether who administers is led to the guide first.
    """
    shown = _Front(frame, assets, rules)
    routes = Blueprint("administration", __name__, url_prefix=ROOT)
    routes.add_url_rule("", view_func=shown.root)
    routes.add_url_rule("/sign-in", view_func=shown.sign_in)
    routes.add_url_rule("/welcome", view_func=shown.welcome)
    routes.add_url_rule("/look.js", view_func=shown.look)
    routes.add_url_rule("/assets/<name>", view_func=shown.asset)
    routes.add_url_rule("/<path:path>", view_func=shown.missing)
    return frame.told(routes)


class _Front:
    def __init__(self, frame: Frame, assets: Assets, rules: Rules) -> None:
        self._frame = frame
        self._assets = assets
        self._rules = rules

    @Operation(summary="Leads to the first page that one may open.")
    async def root(self) -> AnyResponse:
        await self._frame.know()
        who = principal()
        menu = menu_of(who)
        if not menu and is_allowed(who, Permission.SERVE):
            return redirect(WORKBENCH_PATH)
        if not menu:
            raise not_administering()
        if self._rules.desk.shows_guide and is_allowed(who, Permission.EDIT_RULES):
            return redirect(f"{ROOT}/{GUIDE}")
        first = next(x for section in menu for x in section.entries if x.path != GUIDE)
        return redirect(first.address)

    @Operation(summary="The forms to sign in.", query=SignInLink, gives=HTML)
    async def sign_in(self) -> Response:
        link = read_query(SignInLink)
        return self._frame.render_bare("sign_in.html", next=own_path(link.next))

    @Operation(
        summary="The forms of who follows an invitation, or the founding link.",
        gives=HTML,
    )
    async def welcome(self) -> Response:
        return self._frame.render_bare("welcome.html", WelcomePhrase, WelcomeProblem)

    @Operation(summary="The theme, before anything is drawn.", gives="text/javascript")
    async def look(self) -> Response:
        return self._assets.named("look.js").answer(LOOK_SECONDS)

    @Operation(summary="What the pages of administration load.", gives="*/*")
    async def asset(self, name: str) -> Response:
        found = self._assets.find(f"assets/{name}")
        if found is None:
            raise NotFound
        return found.answer(FOREVER_SECONDS, is_immutable=True)

    @Operation(summary="What there is not.", gives=HTML)
    async def missing(self, path: str) -> Response:
        detail = f"expected a page of administration, there is no {path!r}"
        raise HttpRefused(HTTPStatus.NOT_FOUND, "not_found", detail)
