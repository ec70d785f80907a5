"""Every route that the service has: told in the reference, hardened, and guarded."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import msgspec
import pytest
from quart import Quart

from admin.configuration import Configuration
from admin.data_directory import DataDirectory
from admin.http_face import HttpFace
from admin.life import ROOT_INTENSITY, Life
from admin.openapi import Route, document
from admin.pages.nav import ROOT
from admin.reference import OPENAPI_PATH, routes_of
from admin.staff_door import COOKIE
from admin.web.pages import SDK_PATH
from runtime.child import Strategy
from runtime.errors import UsageError
from runtime.http_app import HEADERS, make_app
from runtime.http_contract import GUARD_HEADER, Access, Operation, operation_of
from runtime.node import Node
from runtime.observe import Events
from runtime.open_node import open_node
from runtime.supervisor import Supervisor

SCRIPTS = ("/widget.js", SDK_PATH)
"""That pages of other sites load."""
KEPT = (*SCRIPTS, f"{ROOT}/look.js")
"""What browsers keep for a while under a name that stays."""
BY_HEADER = (Access.TICKET, Access.KEY)
SAFE = {"GET"}
EVIL = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
SIGNED_IN = {"Cookie": f"{COOKIE}=stolen"}


NUMBERS = {"version", "event"}
"""Variables of routes that are no words."""
REFERENCE = re.compile('"#/components/schemas/([^"]+)"')


@asynccontextmanager
async def application(data: Path) -> AsyncIterator[Quart]:
    """The whole application as `triodesk serve` has it; nothing behind it runs."""
    events = Events()
    apps: list[Quart] = []

    def plant(node: Node) -> Callable[[], Supervisor]:
        life = Life(Configuration(data=str(data)), DataDirectory(data), events, node)
        apps.append(make_app(HttpFace(life.http_parts()).routes(), events))
        return lambda: Supervisor((), Strategy.ONE_FOR_ONE, ROOT_INTENSITY)

    async with open_node(plant, events, Random(1)):
        yield apps[0]


def address(route: Route) -> str:
    path = route.path
    for name in route.variables:
        path = path.replace(f"{{{name}}}", "1" if name in NUMBERS else "web")
    return path


def references(told: object) -> Iterator[str]:
    if isinstance(told, dict):
        if isinstance(told.get("$ref"), str):
            yield told["$ref"]
        for each in told.values():
            yield from references(each)
    if isinstance(told, list):
        for each in told:
            yield from references(each)


@pytest.mark.covers("M11")
async def test_every_route_is_in_the_reference(tmp_path: Path) -> None:
    async with application(tmp_path) as app:
        answer = await app.test_client().get(OPENAPI_PATH)
        told = json.loads(await answer.get_data())
        routes = tuple(routes_of(app))
    assert answer.content_type == "application/json"
    assert told["openapi"].startswith("3.1.")
    assert {(route.path, route.method.lower()) for route in routes} == {
        (path, method) for path, methods in told["paths"].items() for method in methods
    }
    assert len(routes) > 15
    components = {
        f"#/components/schemas/{name}" for name in told["components"]["schemas"]
    }
    assert set(references(told)) == components, "named and known, each"


@pytest.mark.covers("P5")
async def test_every_answer_says_what_browsers_must_not_do(
    tmp_path: Path, autojump_clock: object
) -> None:
    del autojump_clock  # what waits for parts that do not run gives up at once
    own = {"Cache-Control", "Content-Security-Policy"}
    shared = own | {"Cross-Origin-Resource-Policy"}
    async with application(tmp_path) as app:
        asked = [(each.method, address(each)) for each in routes_of(app)]
        for method, path in (*asked, ("GET", "/no/such/page"), ("DELETE", "/")):
            answer = await app.test_client().open(path, method=method, json=None)
            for name, value in HEADERS:
                said = answer.headers[name]
                may_differ = shared if path in SCRIPTS else own
                assert said == value or name in may_differ, (method, path, name)
            policy = answer.headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'none'; "), path
            assert "unsafe-" not in policy
            assert "frame-ancestors " in policy
            is_asset = answer.status_code == 200 and path in KEPT
            assert is_asset or answer.headers["Cache-Control"] == "no-store", path


@pytest.mark.covers("P5")
async def test_what_changes_something_is_refused_to_pages_of_other_sites(
    tmp_path: Path,
) -> None:
    async with application(tmp_path) as app:
        unsafe = [each for each in routes_of(app) if each.method not in SAFE]
        assert len(unsafe) >= 10
        for each in unsafe:
            answer = await app.test_client().open(
                address(each),
                method=each.method,
                headers=EVIL | SIGNED_IN | {GUARD_HEADER: "1"},
                json={"channel": "web"},
            )
            # Tickets and keys are in a header that no other site's page can have a
            # browser send.
            expected = 401 if each.operation.access in BY_HEADER else 403
            assert answer.status_code == expected, each.path
            assert "Access-Control-Allow-Origin" not in answer.headers
            assert "Set-Cookie" not in answer.headers


@pytest.mark.covers("P5")
async def test_what_staff_change_needs_what_no_form_can_send(tmp_path: Path) -> None:
    async with application(tmp_path) as app:
        guarded = [each for each in routes_of(app) if each.operation.is_guarded]
        for each in routes_of(app):
            is_act = each.path.startswith("/api/") and each.method not in SAFE
            is_act = is_act and each.operation.access not in BY_HEADER
            assert each.operation.is_guarded == is_act, each.path
        for each in guarded:
            answer = await app.test_client().open(
                address(each), method=each.method, headers=SIGNED_IN, json={}
            )
            told = json.loads(await answer.get_data())
            assert (answer.status_code, told["code"]) == (403, "foreign_request")


def test_a_route_that_says_nothing_of_itself_is_a_mistake() -> None:
    with pytest.raises(UsageError, match="application"):
        operation_of(application)


@pytest.mark.covers("M11")
def test_two_structs_of_one_name_have_each_their_own_schema() -> None:
    both = (
        msgspec.defstruct("Same", [("a", int)], module="here"),
        msgspec.defstruct("Same", [("b", int)], module="there"),
    )
    routes = [
        Route(f"/{place}", "GET", (), "x", Operation(summary="", answer=each))
        for place, each in enumerate(both)
    ]
    told = json.dumps(document(routes, "0", COOKIE))
    references = set(REFERENCE.findall(told))
    assert references == {"here.Same", "there.Same", "Problem"}
    assert set(json.loads(told)["components"]["schemas"]) == references


@pytest.mark.covers("M11")
async def test_nothing_is_referred_to_that_is_not_there(tmp_path: Path) -> None:
    async with application(tmp_path) as app:
        told = json.dumps(document(routes_of(app), "0", COOKIE))
    there = json.loads(told)["components"]["schemas"]
    assert set(REFERENCE.findall(told)) <= set(there)
