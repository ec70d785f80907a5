"""The chat page as browsers get it: for whom, in which frames, with what in it."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import unescape

import pytest

from actors.channels.core import USUAL_CHANNEL, Channel, Channels
from gateway.web.assets import Asset, Assets, Manifest
from gateway.web.pages import PageDesk, pages
from runtime.observe import Events
from tests.runtime.site import Site, ask, served

SHOP = "https://shop.example"
CLUB = "https://club.example"
GATEWAY = "wss://chat.example:8443/v1"
SCRIPT = Asset(b"let a = 1;", b"zipped", "text/javascript; charset=utf-8", "tag")
BUILT = Assets(
    {"assets/page-1.js": SCRIPT, "widget.js": SCRIPT},
    Manifest(
        names={
            "page.js": "assets/page-1.js",
            "page.css": "assets/page-2.css",
            "later.css": "assets/later-5.css",
            "words_en.js": "assets/words_en-7.js",
            "words_zh.js": "assets/words_zh-8.js",
            "licenses.txt": "assets/licenses-6.txt",
            "notice.css": "assets/notice-3.css",
            "widget.js": "widget.js",
        },
        first=("assets/chunk-4.js",),
    ),
)


class Desk:
    """What a test may change while it is served."""

    def __init__(self) -> None:
        self.gateway = GATEWAY
        shop = Channel(
            id="shop",
            key="k1",
            name="店铺",
            group="g",
            origins=(SHOP, CLUB),
            color="#e91e63",
        )
        self.channels = Channels((USUAL_CHANNEL, shop))


@asynccontextmanager
async def visited(assets: Assets = BUILT) -> AsyncIterator[tuple[Site, Desk]]:
    desk = Desk()
    routes = pages(PageDesk(lambda: desk.channels, lambda _: desk.gateway, assets))
    async with served([routes], Events()) as site:
        yield site, desk


async def get(site: Site, path: str, **headers: str) -> tuple[int, str, str]:
    named = tuple((name.replace("_", "-"), text) for name, text in headers.items())
    status, head, body = await ask(site.at, path, headers=named)
    return status, head, body.decode()


def configured(page: str) -> dict[str, object]:
    found = re.search(r'id="config">(.*?)</script>', page)
    assert found is not None
    told = json.loads(found[1])
    assert isinstance(told, dict)
    return told


@pytest.mark.covers("V1")
async def test_a_link_carries_what_it_says_into_the_page() -> None:
    link = (
        "/chat/k1?clientData=order-7&channelName=app&peerSource=ad&remark=vip"
        "&nickname=%E5%B0%8F%E7%8E%8B&language=en&theme=dark&group=presale"
        "&utm_source=letter"
    )
    async with visited() as (site, _):
        status, _, page = await get(site, link)
    assert status == 200
    assert '<html lang="en">' in page
    assert '<script type="module" src="/assets/page-1.js">' in page
    assert '<link rel="stylesheet" href="/assets/page-2.css">' in page
    assert '<link rel="modulepreload" href="/assets/chunk-4.js">' in page
    assert '<link rel="modulepreload" href="/assets/words_en-7.js">' in page
    assert "words_zh" not in page
    assert configured(page) == {
        "http": "",
        "channel": "k1",
        "name": "店铺",
        "language": "en",
        "parameters": {
            "clientData": "order-7",
            "channelName": "app",
            "peerSource": "ad",
            "remark": "vip",
            "nickname": "小王",
            "language": "en",
            "theme": "dark",
            "group": "presale",
        },
        "color": "#e91e63",
        "avatar": "",
    }


@pytest.mark.covers("P5")
async def test_nothing_of_a_link_becomes_markup() -> None:
    evil = "%3C/script%3E%3Cscript%3Ealert(1)%3C/script%3E%26%22'"
    async with visited() as (site, _):
        _, _, page = await get(site, f"/chat/k1?clientData={evil}&nickname=%3Cb%3E")
    assert page.count("<script") == 2
    assert "<b>" not in page
    parameters = configured(page)["parameters"]
    assert isinstance(parameters, dict)
    assert parameters["clientData"] == "</script><script>alert(1)</script>&\"'"


@pytest.mark.covers("P5")
@pytest.mark.parametrize(
    "query", ["theme=pink", "clientData=" + "x" * 513, "nickname=a%00b"]
)
@pytest.mark.parametrize(
    ("language", "title"), [("zh", "无法打开客服"), ("en", "cannot be opened")]
)
async def test_what_a_link_may_not_say_is_told_to_who_followed_it(
    query: str, language: str, title: str
) -> None:
    async with visited() as (site, _):
        path = f"/chat/k1?language={language}&{query}"
        status, head, page = await get(site, path)
    assert status == 400
    assert title in page
    assert f"$.{query.partition('=')[0]}" in page
    assert "frame-ancestors *\r\n" in head


@pytest.mark.covers("P5", "M5")
async def test_a_page_may_be_framed_by_its_channels_sites_alone() -> None:
    async with visited() as (site, _):
        _, usual, _ = await get(site, "/chat/web")
        _, shop, _ = await get(site, "/chat/k1")
    assert "frame-ancestors 'self'\r\n" in usual
    assert f"frame-ancestors 'self' {CLUB} {SHOP}\r\n" in shop
    for head in (usual, shop):
        assert "default-src 'none'; script-src 'self'; style-src 'self'; " in head
        assert "; require-trusted-types-for 'script'; trusted-types 'none'; " in head
        assert "; connect-src 'self' wss://chat.example:8443; " in head
    assert "; img-src 'self' blob: data: https:; " in usual
    assert f"; img-src 'self' blob: data: https: {CLUB} {SHOP}; " in shop


@pytest.mark.covers("V1", "M5")
@pytest.mark.parametrize(
    ("query", "preferred", "language", "words"),
    [
        ("", "", "zh-CN", "找不到这个客服入口"),
        ("", "en-US,zh;q=0.5", "en", "There is no such chat"),
        ("", "fr", "en", "There is no such chat"),
        ("", "zh-TW", "zh-CN", "找不到这个客服入口"),
        ("?language=zh", "en", "zh-CN", "找不到这个客服入口"),
    ],
)
async def test_who_follows_a_dead_link_reads_that(
    query: str, preferred: str, language: str, words: str
) -> None:
    async with visited() as (site, desk):
        assert (await get(site, "/chat/k1"))[0] == 200
        desk.channels = Channels((USUAL_CHANNEL,))
        asked = {"Accept_Language": preferred} if preferred else {}
        status, head, page = await get(site, f"/chat/k1{query}", **asked)
    assert status == 404
    assert f'<html lang="{language}">' in page
    assert words in unescape(page)
    assert "frame-ancestors *\r\n" in head
    assert "script-src" not in head


async def test_the_first_address_leads_to_the_first_channel() -> None:
    async with visited() as (site, _):
        status, head, _ = await get(site, "/")
    assert status == 302
    assert "location: /chat/web\r\n" in head


async def test_a_page_waits_for_the_gateway() -> None:
    async with visited() as (site, desk):
        desk.gateway = ""
        status, head, body = await get(site, "/chat/web")
    assert status == 503
    assert json.loads(body)["code"] == "starting"
    assert "retry-after: 1\r\n" in head


async def test_who_has_not_built_the_pages_is_told_how() -> None:
    async with visited(Assets({}, Manifest())) as (site, _):
        for path in ("/chat/web", "/widget.js"):
            status, _, body = await get(site, path)
            assert status == 503
            assert "make install" in json.loads(body)["detail"]


async def test_assets_are_kept_for_ever_and_the_widget_for_minutes() -> None:
    async with visited() as (site, _):
        status, asset, plain = await get(site, "/assets/page-1.js")
        _, zipped_head, zipped = await get(
            site, "/assets/page-1.js", Accept_Encoding="br, gzip"
        )
        _, refused_head, _ = await get(
            site, "/assets/page-1.js", Accept_Encoding="gzip;q=0"
        )
        _, widget, _ = await get(site, "/widget.js")
        known, _, nothing = await get(site, "/widget.js", If_None_Match='W/"tag"')
        missing, _, _ = await get(site, "/assets/page-0.js")
        outside, _, _ = await get(site, "/assets/..%2fmanifest.json")
    assert (status, plain, zipped) == (200, "let a = 1;", "zipped")
    assert "cache-control: public, max-age=31536000, immutable\r\n" in asset
    assert "vary: accept-encoding\r\n" in asset
    assert 'etag: w/"tag"\r\n' in asset
    assert "content-encoding: gzip\r\n" in zipped_head
    assert "content-encoding" not in asset + refused_head
    assert "cache-control: public, max-age=300\r\n" in widget
    assert "cross-origin-resource-policy: cross-origin\r\n" in widget
    assert (known, nothing) == (304, "")
    assert (missing, outside) == (404, 404)
