"""The pages of administration one after the other, as an administrator sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Page

from admin.pages.nav import MENU, ROOT
from tests.browser.administration import at_page
from tests.browser.look import Look
from tests.browser.shop import Shop
from tests.browser.visit import Visit
from tests.browser.workbench import visitor

DIALOGS: Final = "main button[data-opens]"


@dataclass
class Shown:
    """A page in some state."""

    page: Page


def admin_states(
    shop: Shop, enter: Callable[[Look], Visit], look: Look
) -> Iterator[tuple[str, Shown]]:
    """Each page of the menu, with its first dialog if it has one; then a session."""
    page = at_page(shop, enter(look), ROOT)
    with visitor(shop.server, "admin-states", "presale") as talk:
        talk.send("hello <b>there</b>")
        for entry in (entry for section in MENU for entry in section.entries):
            page.goto(f"{shop.server.http}{entry.address}")
            yield entry.path.replace("/", "-"), Shown(page)
            opener = page.locator(DIALOGS).first
            if opener.count() and opener.is_visible():
                opener.click()
                yield f"{entry.path.replace('/', '-')}-dialog", Shown(page)
        page.goto(f"{shop.server.http}{ROOT}/records")
        page.locator("tbody a").first.click()
        yield "record", Shown(page)
