"""What staff's browsers load: the workbench's page, and what belongs to it (W1).

    GET /workbench           the page, the same for everybody
    GET /workbench/assets/…  its scripts and styles, named by their content

The page holds nothing of anybody: who opens it signs in by it (`admin.staff`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from quart import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from gateway.web.assets import FOREVER_SECONDS, Assets
from gateway.web.page_policy import page_policy
from gateway.web.phrases import PagePhrase, page_language
from runtime.http_app import HttpRefused
from runtime.http_contract import Operation

WORKBENCH_PATH: Final = "/workbench"
BUILT: Final = Path(__file__).parent / "built"
"""Where `make install` builds to, and a wheel carries it."""
_HTML: Final = "text/html"


class WorkbenchConfiguration(msgspec.Struct, frozen=True):
    """What the page is told; `workbench/configuration.ts` reads it.

    Attributes:
        gateway: URL of the WebSocket that it connects to.
    """

    gateway: str


@dataclass(frozen=True, slots=True)
class WorkbenchDesk:
    """What stands behind the pages.

    Attributes:
        gateway_url: where clients connect who ask that host; "" while nobody can.
        assets: what was built.
    """

    gateway_url: Callable[[str], str]
    assets: Assets


def workbench(desk: WorkbenchDesk) -> Blueprint:
    """The routes."""
    shown = _Workbench(desk)
    routes = Blueprint("workbench", __name__, url_prefix=WORKBENCH_PATH)
    routes.add_url_rule("", view_func=shown.page)
    routes.add_url_rule("/assets/<name>", view_func=shown.asset)
    return routes


class _Workbench:
    def __init__(self, desk: WorkbenchDesk) -> None:
        self._desk = desk
        self._templates = Environment(
            loader=PackageLoader("admin.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
        )

    @Operation(
        summary="The agents' workbench.",
        gives=_HTML,
        codes=("starting", "not_built"),
    )
    async def page(self) -> Response:
        gateway = self._desk.gateway_url(request.host)
        if not gateway:
            status = HTTPStatus.SERVICE_UNAVAILABLE
            raise HttpRefused(status, "starting", "the gateway is not up yet", 1.0)
        return Response(
            self._text(gateway),
            headers={"Content-Security-Policy": page_policy(gateway, ())},
            content_type=f"{_HTML}; charset=utf-8",
        )

    @Operation(summary="What the workbench loads.", gives="*/*")
    async def asset(self, name: str) -> Response:
        found = self._desk.assets.find(f"assets/{name}")
        if found is None:
            raise NotFound
        return found.answer(FOREVER_SECONDS, is_immutable=True)

    # --- inside

    def _text(self, gateway: str) -> str:
        assets = self._desk.assets
        assets.named("page.js")
        preferred = next(iter(request.accept_languages.values()), "")
        language = page_language("", preferred)
        return self._templates.get_template("workbench.html").render(
            language=language,
            base=WORKBENCH_PATH,
            configuration=msgspec.to_builtins(WorkbenchConfiguration(gateway)),
            script=assets.path_of("page.js"),
            style=assets.path_of("page.css"),
            first=assets.first,
            no_script=PagePhrase.NO_SCRIPT_STAFF.said(language),
        )
