"""`GET /api/openapi.json`: what may be asked over HTTP, by the routes themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import version
from typing import Final

import msgspec
from quart import Blueprint, Quart, Response, current_app

from admin.openapi import Route, document
from admin.staff_door import COOKIE, SECURE_COOKIE
from runtime.http_contract import JSON_TYPE, Operation, operation_of

OPENAPI_PATH: Final = "/api/openapi.json"
_IMPLIED_METHODS: Final = frozenset({"HEAD", "OPTIONS"})
"""Every route has them, or a browser asks by them whether it may ask (CORS)."""
_VARIABLE: Final = re.compile(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>")


def reference(*, behind_tls: bool) -> Blueprint:
    """The route.

    Args:
        behind_tls: browsers come by https, through a proxy.
    """
    cookie = SECURE_COOKIE if behind_tls else COOKIE
    routes = Blueprint("reference", __name__)

    @Operation(summary="This reference.", gives=JSON_TYPE)
    async def openapi() -> Response:
        told = document(routes_of(current_app), version("triodesk"), cookie)
        return Response(msgspec.json.encode(told), content_type=JSON_TYPE)

    routes.add_url_rule(OPENAPI_PATH, view_func=openapi)
    return routes


def routes_of(app: Quart) -> Iterator[Route]:
    """All routes of an application.

    Raises:
        UsageError: a handler does not declare what it takes and answers.
    """
    for rule in app.url_map.iter_rules():
        methods = (rule.methods or set()) - _IMPLIED_METHODS
        for method in sorted(methods):
            yield Route(
                _VARIABLE.sub(r"{\1}", rule.rule),
                method,
                tuple(sorted(rule.arguments)),
                rule.endpoint.partition(".")[0],
                operation_of(app.view_functions[rule.endpoint]),
            )
