"""What staff's browsers load: the workbench's page, and what belongs to it (W1).

    GET /workbench           the page, the same for everybody
    GET /workbench/embedded  the same in a frame of another site's page (W8)
    GET /workbench/sdk.js    the script that makes the frame, for that page
    GET /workbench/assets/…  its scripts and styles, named by their content

The pages hold nothing of anybody: who opens the first signs in by it (`admin.staff`),
who opens the second comes with a login (`admin.embedding`).
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
from runtime.http_app import HttpRefused, read_query
from runtime.http_contract import Operation

WORKBENCH_PATH: Final = "/workbench"
SDK_PATH: Final = f"{WORKBENCH_PATH}/sdk.js"
BUILT: Final = Path(__file__).parent / "built"
"""Where `make install` builds to, and a wheel carries it."""
SDK_SECONDS: Final = 300
"""A new version is in use so long after it was served at the latest."""
_HTML: Final = "text/html"


class SdkLink(msgspec.Struct, frozen=True):
    """The query of the script, which reads its own address."""

    token: str = ""


class WorkbenchConfiguration(msgspec.Struct, frozen=True):
    """What the page is told; `workbench/configuration.ts` reads it.

    Attributes:
        gateway: URL of the WebSocket that it connects to.
        is_embedded: it is in a frame of another site's page.
    """

    gateway: str
    is_embedded: bool = False


@dataclass(frozen=True, slots=True)
class WorkbenchDesk:
    """What stands behind the pages.

    Attributes:
        gateway_url: where clients connect who ask that host; "" while nobody can.
        assets: what was built.
        framing: origins of sites whose pages may have the workbench in them.
    """

    gateway_url: Callable[[str], str]
    assets: Assets
    framing: frozenset[str] = frozenset()


def workbench(desk: WorkbenchDesk) -> Blueprint:
    """The routes."""
    shown = _Workbench(desk)
    routes = Blueprint("workbench", __name__, url_prefix=WORKBENCH_PATH)
    routes.add_url_rule("", view_func=shown.page)
    routes.add_url_rule("/embedded", view_func=shown.embedded)
    routes.add_url_rule("/sdk.js", view_func=shown.sdk)
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
        return self._page(is_embedded=False)

    @Operation(
        summary="The workbench in a frame of another site's page.",
        gives=_HTML,
        codes=("starting", "not_built"),
    )
    async def embedded(self) -> Response:
        return self._page(is_embedded=True)

    @Operation(
        summary="The script that puts the workbench into another site's page.",
        query=SdkLink,
        gives="text/javascript",
        codes=("not_built",),
    )
    async def sdk(self) -> Response:
        read_query(SdkLink)
        answer = self._desk.assets.named("sdk.js").answer(SDK_SECONDS)
        # Any site's page may load it: whose may show the workbench says the frame.
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        answer.headers["Access-Control-Allow-Origin"] = "*"
        return answer

    @Operation(summary="What the workbench loads.", gives="*/*")
    async def asset(self, name: str) -> Response:
        found = self._desk.assets.find(f"assets/{name}")
        if found is None:
            raise NotFound
        return found.answer(FOREVER_SECONDS, is_immutable=True)

    # --- inside

    def _page(self, *, is_embedded: bool) -> Response:
        gateway = self._desk.gateway_url(request.host)
        if not gateway:
            status = HTTPStatus.SERVICE_UNAVAILABLE
            raise HttpRefused(status, "starting", "the gateway is not up yet", 1.0)
        sites = self._desk.framing if is_embedded else ()
        return Response(
            self._text(WorkbenchConfiguration(gateway, is_embedded)),
            headers={"Content-Security-Policy": page_policy(gateway, sites)},
            content_type=f"{_HTML}; charset=utf-8",
        )

    def _text(self, configuration: WorkbenchConfiguration) -> str:
        assets = self._desk.assets
        assets.named("page.js")
        preferred = next(iter(request.accept_languages.values()), "")
        language = page_language("", preferred)
        return self._templates.get_template("workbench.html").render(
            language=language,
            base=WORKBENCH_PATH,
            configuration=msgspec.to_builtins(configuration),
            script=assets.path_of("page.js"),
            style=assets.path_of("page.css"),
            first=assets.first,
            no_script=PagePhrase.NO_SCRIPT_STAFF.said(language),
        )
