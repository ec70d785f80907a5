"""A shop's page with the chat in it, on another origin than the service (V1, P5).

    GET /shop              the page; `?customer=ID` is signed in as that customer
    GET /shop.css, /shop.js
    GET /identity          who the customer is, signed, where the shop shares the secret

Its policy is one that a careful shop has: what the widget needs of it is the service's
origin in `script-src` and `frame-src`, nothing else.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

import jwt
from jinja2 import Environment, PackageLoader, StrictUndefined
from quart import Blueprint, Response, request

from runtime.http_app import HttpRefused

SHOP_PATH: Final = "/shop"
IDENTITY_SECONDS: Final = 300
"""A page asks again before each connection."""


@dataclass(frozen=True, slots=True)
class Shop:
    """What its page has the chat of.

    Attributes:
        service: origin of the service, `http://127.0.0.1:8080`.
        channel: the key of a channel that has the shop's origin among its own.
        secret: of the channel, to identify customers by; "" = nobody is.
    """

    service: str
    channel: str
    secret: str = ""


def shop_pages(shop: Shop) -> Blueprint:
    """The routes."""
    desk = _Desk(shop)
    routes = Blueprint("shop", __name__)
    routes.add_url_rule(SHOP_PATH, view_func=desk.page)
    routes.add_url_rule("/shop.css", view_func=desk.style)
    routes.add_url_rule("/shop.js", view_func=desk.script)
    if shop.secret:
        routes.add_url_rule("/identity", view_func=desk.identity)
    return routes


class _Desk:
    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._templates = Environment(
            loader=PackageLoader("admin"), autoescape=True, undefined=StrictUndefined
        )

    async def page(self) -> Response:
        customer = request.args.get("customer", "") if self._shop.secret else ""
        text = self._templates.get_template("shop.html").render(
            shop=self._shop, customer=customer
        )
        answer = Response(text, content_type="text/html; charset=utf-8")
        answer.headers["Content-Security-Policy"] = _policy(self._shop.service)
        return answer

    async def style(self) -> Response:
        return self._file("shop.css", "text/css; charset=utf-8")

    async def script(self) -> Response:
        return self._file("shop.js", "text/javascript; charset=utf-8")

    async def identity(self) -> Response:
        """A shop of your own looks at its session instead of the address."""
        customer = request.args.get("customer", "")
        if not customer:
            detail = "expected ?customer=ID"
            raise HttpRefused(HTTPStatus.BAD_REQUEST, "bad_request", detail)
        now_s = int(time.time())
        until = now_s + IDENTITY_SECONDS
        claims = {"sub": customer, "nickname": customer, "iat": now_s, "exp": until}
        token = jwt.encode(claims, self._shop.secret, "HS256")
        return Response(token, content_type="text/plain; charset=utf-8")

    def _file(self, name: str, content_type: str) -> Response:
        text = self._templates.get_template(name).render()
        return Response(text, content_type=content_type)


def _policy(service: str) -> str:
    """PURE: what the shop's page may load."""
    return (
        "default-src 'none'; style-src 'self'; connect-src 'self'; base-uri 'none';"
        f" script-src 'self' {service}; frame-src {service}"
    )
