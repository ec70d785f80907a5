"""All of administration: who may what, over routes and by what its pages show."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from msgspec import json
from quart import Quart

import admin.pages
from actors.accounts.permissions import Permission, Principal, Role, is_allowed
from actors.row_number import MAX_ROW
from admin.api.contract import PREFIX
from admin.api.rules import SettingValue
from admin.openapi import Route
from admin.pages.nav import MENU, ROOT
from admin.reference import routes_of
from admin.staff_door import StaffDoor
from runtime.addresses import Proxies
from runtime.http_app import make_app
from runtime.http_contract import Access
from runtime.observe import Events
from tests.admin.house import House, house, routes

pytestmark = pytest.mark.covers("M11", "M1", "P5")
TEMPLATES = Path(admin.pages.__file__).parent / "templates"
WRITTEN = re.compile(r'hx-(post|put|patch|delete)="([^"]+)"')
VALUE = re.compile(r"\{\{.*?\}\}")
ELSEWHERE = {
    ("POST", "/api/staff/sign-out"),
    ("POST", "/api/staff/founding"),
    ("POST", "/api/staff/invitation"),
}
"""What pages ask that is no administration."""


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as one:
        yield one


def application(here: House) -> Quart:
    door = StaffDoor(here.service.accounts, Proxies(()), behind_tls=False)
    return make_app(tuple(routes(here.service, door)), Events())


def api(here: House) -> list[Route]:
    every = routes_of(application(here))
    return [each for each in every if each.path.startswith(PREFIX)]


def shape(path: str) -> str:
    return re.sub(r"\{[^/]*\}", "{}", path)


def written() -> Iterator[tuple[str, str, str]]:
    """Of each template: the routes of its forms and buttons."""
    for template in sorted(TEMPLATES.glob("**/*.html")):
        for method, address in WRITTEN.findall(template.read_text()):
            path = VALUE.sub("{}", address).partition("?")[0]
            yield template.name, method.upper(), path


def integers(schema: object) -> Iterator[dict[str, object]]:
    """All whole numbers of a schema, however deep; of cards the offices judge."""
    if isinstance(schema, dict):
        if schema.get("type") == "integer":
            yield schema
        schema = [each for name, each in schema.items() if name != "prefixItems"]
    if isinstance(schema, list):
        for each in schema:
            yield from integers(each)


async def test_every_route_says_who_may(here: House) -> None:
    found = api(here)
    assert len(found) >= 8
    for each in found:
        assert each.operation.access is Access.API, each.path
        assert Permission(each.operation.permission) in Permission, each.path
        assert each.operation.is_guarded == (each.method != "GET"), each.path


async def test_every_number_that_is_asked_for_fits_a_database(here: House) -> None:
    every = [each.operation for each in routes_of(application(here))]
    kinds = {kind for each in every for kind in (each.query, each.body) if kind}
    kinds.remove(SettingValue)  # each setting has a range of its own
    numbers = [(kind, one) for kind in kinds for one in integers(json.schema(kind))]
    assert len(numbers) >= 20
    for kind, one in numbers:
        least = one.get("minimum")
        most = one.get("maximum", one.get("exclusiveMaximum"))
        assert isinstance(least, int), kind
        assert isinstance(most, int), kind
        assert -MAX_ROW <= least <= most <= MAX_ROW, kind


async def test_every_act_of_a_page_is_a_route(here: House) -> None:
    known = {(each.method, shape(each.path)) for each in api(here)} | ELSEWHERE
    acts = list(written())
    assert len(acts) >= 5
    for template, method, path in acts:
        assert (method, path) in known, (template, method, path)


@pytest.mark.parametrize("role", [Role.SUPER_ADMIN, Role.ADMIN, Role.SUPERVISOR])
async def test_a_page_shows_what_its_reader_may(here: House, role: Role) -> None:
    await here.define("g")
    await here.hire("bob", Role.AGENT, "g")
    reader = await here.hire("reader", role, "g")
    who = Principal(reader.member, role)
    permissions = {(x.method, shape(x.path)): x.operation.permission for x in api(here)}
    for entry in (entry for section in MENU for entry in section.entries):
        shown = await reader.page(entry.address.removeprefix(ROOT))
        if not is_allowed(who, entry.permission):
            assert shown.status == 403, entry.address
            continue
        assert shown.status == 200, (entry.address, shown.text)
        for method, path in shown.acts - ELSEWHERE:
            found = [
                permission
                for (one, known), permission in permissions.items()
                if one == method and _fits(path, known)
            ]
            assert any(is_allowed(who, Permission(x)) for x in found), (method, path)


async def test_who_is_no_administrator_sees_no_page(here: House) -> None:
    ann = await here.hire("ann", Role.AGENT)
    led = await ann.page("")
    assert (led.status, "location: /workbench" in led.head) == (302, True)
    refused = await ann.page("/members", ("Accept-Language", "en"))
    assert refused.status == 403
    assert "You may not do that" in refused.text


async def test_who_is_not_signed_in_is_led_to_the_forms_and_back(here: House) -> None:
    led = await here.nobody.page("/members?text=bob")
    assert led.status == 303
    expected = "location: /admin/sign-in?next=%2fadmin%2fmembers%3ftext%3dbob"
    assert expected in led.head
    again = await here.nobody.page("/members", ("HX-Request", "true"))
    assert again.status == 401
    assert "hx-redirect: /admin/sign-in?next=%2fadmin%2fmembers" in again.head


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("/admin/members?text=a", "/admin/members?text=a"),
        ("https://evil.example/admin/members", "/admin/members"),
        ("//evil.example", "/admin"),
        ("/administrator", "/admin"),
        ("/admin/sign-in?next=/admin/sign-in", "/admin"),
        ("javascript:alert(1)", "/admin"),
    ],
)
async def test_nobody_is_led_to_another_site(
    here: House, wanted: str, expected: str
) -> None:
    shown = await here.nobody.page(f"/sign-in?{urlencode({'next': wanted})}")
    assert f'id="next">"{expected}"' in shown.text.replace("\\u0026", "&")


async def test_a_page_speaks_the_readers_language(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    english = await ada.page("/members", ("Accept-Language", "en-GB"))
    assert '<html lang="en"' in english.text
    ada.headers = (("Cookie", f"{ada.headers[0][1]}; triodesk-language=zh-CN"),)
    chinese = await ada.page("/members", ("Accept-Language", "en-GB"))
    assert '<html lang="zh-CN"' in chinese.text
    assert "成员" in chinese.text
    assert "default-src 'none'; " in chinese.head


def _fits(path: str, known: str) -> bool:
    pattern = re.escape(known).replace(r"\{\}", "[^/]+")
    return re.fullmatch(pattern, path) is not None
