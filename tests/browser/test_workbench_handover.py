"""Sessions go from agent to agent in the workbench (Q10)."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from gateway.client.blocking import BlockingConversation
from tests.browser.look import DESKTOP, Look
from tests.browser.shop import Shop
from tests.browser.visit import Visit
from tests.browser.workbench import Workbench, at_work, hired, visitor

pytestmark = [pytest.mark.unmeasured]

Enter = Callable[[Look], Visit]
Come = Callable[[str], Workbench]


@pytest.fixture
def come(shop: Shop, enter: Enter) -> Come:
    """Lets a member of that name go to work in a window of his own."""
    return lambda name: at_work(
        enter(DESKTOP).page, shop.server, hired(shop.server, name)
    )


def texts(talk: BlockingConversation) -> list[str]:
    """What the visitor can read."""
    return [each.text for each in talk.history()]


@pytest.mark.covers("Q10", "W2", "W4")
def test_a_session_is_kept_declined_and_handed_over_with_a_note(
    shop: Shop, come: Come
) -> None:
    ann = come("Ann")
    with visitor(shop.server, "t-one", "aftersale") as talk:
        talk.send("Do you ship to Mars?")
        ann.button("Accept").click()
        ann.serves("t-one")
        ben = come("Ben")
        ann.page.keyboard.press("Alt+t")
        # Who presses Enter at once hands it to nobody.
        expect(ann.dialog.get_by_role("option").first).to_be_visible()
        submit = ann.dialog.get_by_role("button", name="Transfer", exact=True)
        expect(submit).to_be_disabled()
        ann.chooses("Ben", "Transfer", "he knows Mars")
        expect(ben.offers).to_contain_text("Ann hands over t-one")
        expect(ben.offers).to_contain_text("he knows Mars")
        ann.does("Keep it")
        expect(ben.offers).to_be_hidden()
        ann.page.keyboard.press("Alt+t")
        ann.chooses("Ben", "Transfer")
        ben.button("Decline").click()
        expect(ann.talk.get_by_role("button", name="Keep it")).to_be_hidden()
        ann.says("One moment, please")
        ann.does("Transfer")
        ann.chooses("Ben", "Transfer", "sorry, again")
        ben.button("Accept").click()
        ben.serves("t-one")
        expect(ben.talk).to_contain_text(re.compile("Handed over by Ann.*sorry, again"))
        for text in ("Do you ship to Mars?", "One moment, please"):
            ben.shows(text)
        expect(ann.sessions.get_by_role("heading", name="Ended 1")).to_be_visible()
        ben.says("We do")
        ben.shows("We do")
        expect(ben.stream.get_by_role("img", name="Delivered")).to_be_visible()
        told = texts(talk)
        assert told[-1] == "We do"
        assert not [each for each in told if "Mars" in each and "knows" in each]


@pytest.mark.covers("Q10")
def test_a_session_goes_to_whoever_is_free_in_another_group(
    shop: Shop, come: Come
) -> None:
    ann = come("Ann")
    with visitor(shop.server, "t-two", "aftersale") as talk:
        talk.send("I want another one")
        expect(ann.offers).to_contain_text("t-two")
        ann.page.keyboard.press("Alt+a")
        ann.serves("t-two")
        ben = come("Ben")
        ann.does("Transfer")
        ann.chooses("售前咨询", "Transfer", "wants to buy")
        ben.serves("t-two")
        ben.shows("I want another one")
        ben.says("Gladly")
        ben.shows("Gladly")
        assert texts(talk)[-1] == "Gladly"
