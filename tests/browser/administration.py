"""Somebody of the staff at the pages of administration."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.shop import Shop
from tests.browser.visit import Visit
from tests.browser.workbench import hired


def at_page(
    shop: Shop, window: Visit, path: str, who: str = "Ada", role: str = "admin"
) -> Page:
    """The page at a path, for who has signed in."""
    account = hired(shop.server, who, "--role", role)
    name, _, value = account.cookie.partition("=")
    window.context.add_cookies(
        [{"name": name, "value": value, "url": shop.server.http}]
    )
    window.page.goto(f"{shop.server.http}{path}")
    return window.page
