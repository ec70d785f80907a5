"""A business system whose page has the agent's workbench in it, on another origin (W8).

    GET /crm               the page; `?agent=LOGIN` is who has signed in at that system
    GET /crm.css, /crm.js
    GET /crm/login         a URL for that agent, which its server asks the service for

Its policy is one that a careful site has: what the workbench needs of it is the
service's origin in `script-src` and `frame-src`, nothing else.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import trio
from jinja2 import Environment, PackageLoader, StrictUndefined
from quart import Blueprint, Response, request

from admin.embedding import LOGINS_PATH
from runtime.http_app import HttpRefused
from runtime.http_contract import JSON_TYPE

CRM_PATH: Final = "/crm"
ANSWER_SECONDS: Final = 10.0


@dataclass(frozen=True, slots=True)
class Crm:
    """What its page has the workbench of.

    Attributes:
        service: origin of the service, `http://127.0.0.1:8080`.
        key: of the scope `agent_login`: `triodesk keys add crm`.
    """

    service: str
    key: str


def crm_pages(crm: Crm) -> Blueprint:
    """The routes."""
    desk = _Desk(crm)
    routes = Blueprint("crm", __name__)
    routes.add_url_rule(CRM_PATH, view_func=desk.page)
    routes.add_url_rule("/crm.css", view_func=desk.style)
    routes.add_url_rule("/crm.js", view_func=desk.script)
    routes.add_url_rule("/crm/login", view_func=desk.login)
    return routes


class _Desk:
    def __init__(self, crm: Crm) -> None:
        self._crm = crm
        self._templates = Environment(
            loader=PackageLoader("admin"), autoescape=True, undefined=StrictUndefined
        )

    async def page(self) -> Response:
        agent = request.args.get("agent", "")
        text = self._templates.get_template("crm.html").render(agent=agent)
        answer = Response(text, content_type="text/html; charset=utf-8")
        answer.headers["Content-Security-Policy"] = _policy(self._crm.service)
        return answer

    async def style(self) -> Response:
        return self._file("crm.css", "text/css; charset=utf-8")

    async def script(self) -> Response:
        return self._file("crm.js", "text/javascript; charset=utf-8")

    async def login(self) -> Response:
        """A system of your own looks at its session instead of the address."""
        agent = request.args.get("agent", "")
        asking = partial(_asked, self._crm, agent)
        try:
            told = await trio.to_thread.run_sync(asking)
        except URLError as error:
            status = HTTPStatus.BAD_GATEWAY
            raise HttpRefused(status, "no_login", str(error)) from error
        return Response(told, content_type=JSON_TYPE)

    def _file(self, name: str, content_type: str) -> Response:
        text = self._templates.get_template(name).render()
        return Response(text, content_type=content_type)


def _asked(crm: Crm, agent: str) -> bytes:
    """The service's answer; blocks.

    Raises:
        URLError: it refuses, or does not answer.
    """
    headers = {"Authorization": f"Bearer {crm.key}", "Content-Type": JSON_TYPE}
    body = json.dumps({"member": agent}).encode()
    wanted = Request(crm.service + LOGINS_PATH, body, headers)  # noqa: S310 - as given
    try:
        with urlopen(wanted, timeout=ANSWER_SECONDS) as answer:  # noqa: S310 - as given
            told: bytes = answer.read()
            return told
    except HTTPError as error:
        with error:
            raise URLError(error.read().decode()) from error


def _policy(service: str) -> str:
    """PURE: what the page may load."""
    return (
        "default-src 'none'; style-src 'self'; connect-src 'self'; base-uri 'none';"
        f" script-src 'self' {service}; frame-src {service}"
    )
