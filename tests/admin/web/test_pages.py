"""The workbench's page as browsers get it: the same for everybody, nothing inline."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from admin.web.pages import WorkbenchDesk, workbench
from gateway.web.assets import Asset, Assets, Manifest
from runtime.observe import Events
from tests.runtime.site import Site, ask, served

GATEWAY = "wss://chat.example:8443/v1"
SCRIPT = Asset(b"let a = 1;", b"zipped", "text/javascript; charset=utf-8", "tag")
BUILT = Assets(
    {"assets/page-1.js": SCRIPT, "sdk.js": SCRIPT},
    Manifest(
        names={
            "page.js": "assets/page-1.js",
            "page.css": "assets/page-2.css",
            "sdk.js": "sdk.js",
        },
        first=("assets/chunk-4.js",),
    ),
)


@asynccontextmanager
async def opened(assets: Assets = BUILT, gateway: str = GATEWAY) -> AsyncIterator[Site]:
    routes = workbench(WorkbenchDesk(lambda _: gateway, assets))
    async with served([routes], Events()) as site:
        yield site


async def get(
    site: Site, path: str, language: str = "en"
) -> tuple[int, dict[str, str], str]:
    told = (("Accept-Language", language),)
    status, head, body = await ask(site.at, path, headers=told)
    lines = (line.partition(":") for line in head.splitlines()[1:])
    named = {name.lower(): text.strip() for name, _, text in lines}
    return status, named, body.decode()


@pytest.mark.covers("W1", "P5")
async def test_the_page_is_told_the_gateway_and_runs_nothing_inline() -> None:
    async with opened() as site:
        status, head, page = await get(site, "/workbench")
    assert status == 200
    assert '<html lang="en">' in page
    assert 'src="/workbench/assets/page-1.js"' in page
    assert 'href="/workbench/assets/page-2.css"' in page
    assert '<link rel="modulepreload" href="/workbench/assets/chunk-4.js">' in page
    found = re.search(r'id="config">(.*?)</script>', page)
    assert found is not None
    assert json.loads(found[1]) == {"gateway": GATEWAY, "is_embedded": False}
    policy = head["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "connect-src 'self' wss://chat.example:8443;" in policy
    assert policy.endswith("frame-ancestors 'self'")


@pytest.mark.covers("W7")
async def test_the_page_is_of_the_browsers_language() -> None:
    async with opened() as site:
        _, _, page = await get(site, "/workbench", "zh-TW,zh;q=0.9")
    assert '<html lang="zh-CN">' in page
    assert "工作台需要 JavaScript" in page


async def test_what_it_loads_is_kept_for_ever() -> None:
    async with opened() as site:
        status, head, body = await get(site, "/workbench/assets/page-1.js")
        missing, _, _ = await get(site, "/workbench/assets/page-9.js")
    assert (status, body, missing) == (200, "let a = 1;", 404)
    assert "immutable" in head["cache-control"]


async def test_it_says_what_is_missing() -> None:
    async with opened(Assets({}, Manifest())) as site:
        status, _, told = await get(site, "/workbench")
    assert (status, json.loads(told)["code"]) == (503, "not_built")
    async with opened(gateway="") as site:
        status, _, told = await get(site, "/workbench")
    assert (status, json.loads(told)["code"]) == (503, "starting")


@pytest.mark.covers("W8")
async def test_only_named_sites_have_it_in_a_frame() -> None:
    desk = WorkbenchDesk(lambda _: GATEWAY, BUILT, frozenset({"https://crm.example"}))
    async with served([workbench(desk)], Events()) as site:
        _, own, _ = await get(site, "/workbench")
        status, head, page = await get(site, "/workbench/embedded")
    assert own["content-security-policy"].endswith("frame-ancestors 'self'")
    assert status == 200
    policy = head["content-security-policy"]
    assert policy.endswith("frame-ancestors 'self' https://crm.example")
    found = re.search(r'id="config">(.*?)</script>', page)
    assert found is not None
    assert json.loads(found[1])["is_embedded"] is True


@pytest.mark.covers("W8")
async def test_the_script_may_be_loaded_by_any_page() -> None:
    async with opened() as site:
        status, head, _ = await get(site, "/workbench/sdk.js?token=t")
    assert status == 200
    assert head["access-control-allow-origin"] == "*"
    assert head["cross-origin-resource-policy"] == "cross-origin"
