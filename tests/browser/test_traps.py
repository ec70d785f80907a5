"""What watches the pages sees what it must."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.accessibility import breaches
from tests.browser.hostile import HOSTILE
from tests.browser.look import PHONE
from tests.browser.visit import Visit, is_run, visit

pytestmark = pytest.mark.unmeasured
ADDRESS = "http://page.test/"
HEAD = (
    "<!doctype html><html lang=en><title>A page</title>"
    "<meta name=viewport content=width=device-width>"
)


@pytest.fixture
def guest(browser: Browser) -> Iterator[Visit]:
    made = visit(browser)
    yield made
    made.context.close()


def show(guest: Visit, body: str) -> None:
    html = f"{HEAD}<main>{body}</main>"
    guest.context.unroute_all()
    guest.context.route(
        ADDRESS, lambda route: route.fulfill(body=html, content_type="text/html")
    )
    guest.page.goto(ADDRESS)


def test_a_quiet_page_is_let_go(guest: Visit) -> None:
    show(guest, "<h1>Hello</h1>")
    assert breaches(guest.page) == []
    guest.leave()


@pytest.mark.parametrize(
    "script", ["console.error('broken')", "console.warn('broken')", "throw 'broken'"]
)
def test_what_the_console_is_told_counts_unless_it_is_forgiven(
    guest: Visit, script: str
) -> None:
    show(guest, f"<h1>Hello</h1><script>{script}</script>")
    with pytest.raises(AssertionError, match="broken"):
        guest.leave()


def test_what_a_test_brings_about_is_forgiven(guest: Visit) -> None:
    show(guest, "<h1>Hello</h1><script>console.error('broken')</script>")
    guest.forgive("brok.n")
    guest.leave()


def test_a_text_that_runs_as_a_script_is_noticed(guest: Visit) -> None:
    show(guest, f"<h1>Hello</h1>{HOSTILE[0]}")
    with pytest.raises(AssertionError, match="run as a script"):
        guest.leave()


def test_the_hostile_texts_are_hostile(guest: Visit) -> None:
    """Three plain ones: a page that trusted them would be found."""
    for text in HOSTILE[:3]:
        show(guest, text)
        guest.page.wait_for_function("window.__xss")
        assert is_run(guest.page)


def test_what_screen_readers_cannot_tell_is_found(guest: Visit) -> None:
    show(guest, "<h1>Hello</h1><img src=data:,><button></button>")
    found = {each.partition(":")[0] for each in breaches(guest.page)}
    assert found == {"image-alt", "button-name"}


def test_a_phone_is_small_and_is_touched(browser: Browser) -> None:
    guest = visit(browser, PHONE)
    show(guest, "<h1>Hello</h1>")
    seen = guest.page.evaluate("[innerWidth, navigator.maxTouchPoints > 0]")
    assert seen == [PHONE.width, True]
    guest.leave()
