"""The demonstration's shop: a page of another origin that has the chat in it."""

from __future__ import annotations

import time

import pytest
from quart import typing

from actors.channels.core import DEMO_CHANNEL, DEMO_SHOP
from admin.demo_business_server import main
from admin.demo_shop import Shop, shop_pages
from gateway.identity import read_identity
from runtime.http_app import make_app
from runtime.observe import Events

SERVICE = "http://127.0.0.1:8080"
SECRET = "s" * 43


def client(secret: str = "") -> typing.TestClientProtocol:
    """A browser at the shop."""
    return make_app((shop_pages(Shop(SERVICE, "k1", secret)),), Events()).test_client()


@pytest.mark.covers("V1")
async def test_its_page_has_the_tag_and_a_policy_for_the_service_alone() -> None:
    answer = await client().get("/shop?customer=x")
    page = await answer.get_data(as_text=True)
    assert f'src="{SERVICE}/widget.js" data-channel="k1"' in page
    assert "identity" not in page
    policy = answer.headers["Content-Security-Policy"]
    assert f"script-src 'self' {SERVICE}; frame-src {SERVICE}" in policy
    for name, kind in (("shop.css", "text/css"), ("shop.js", "text/javascript")):
        answer = await client().get(name)
        assert answer.status_code == 200
        assert answer.mimetype == kind


@pytest.mark.covers("P5")
async def test_a_shop_that_shares_the_secret_says_who_its_customer_is() -> None:
    at = client(SECRET)
    page = await (await at.get("/shop?customer=wang%22%26x")).get_data(as_text=True)
    assert 'data-identity-url="identity?customer=wang%22%26x"' in page
    token = await (await at.get("/identity?customer=wang")).get_data(as_text=True)
    identity = read_identity(token, SECRET, time.time_ns() // 1_000_000)
    assert (identity.sub, identity.nickname) == ("wang", "wang")
    assert (await at.get("/identity")).status_code == 400
    assert (await client().get("/identity?customer=wang")).status_code == 404


def test_the_demonstrations_channel_lets_it_in() -> None:
    assert DEMO_CHANNEL.origins == (DEMO_SHOP,)


def test_what_it_is_started_with_is_checked(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--group", "vip"])
    assert "expected VISITOR=VALUE" in capsys.readouterr().err
