"""What staff say among themselves, and what supervisors do, beside a visitor."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.accessibility import breaches
from tests.browser.look import DESKTOP, Look
from tests.browser.shop import Shop
from tests.browser.visit import Visit
from tests.browser.workbench import Workbench, at_work, hired, visitor

pytestmark = [pytest.mark.unmeasured]

Enter = Callable[[Look], Visit]


def room(desk: Workbench, name: str) -> Locator:
    """One of those of the session that is looked at."""
    rooms = desk.talk.get_by_role("navigation", name="Rooms of this session")
    return rooms.get_by_role("button", name=name)


@pytest.mark.covers("S10", "S11", "W4")
def test_a_colleague_is_asked_aside_and_mentioned_and_the_visitor_sees_nothing(
    shop: Shop, enter: Enter
) -> None:
    ann, ben = (
        at_work(enter(DESKTOP).page, shop.server, hired(shop.server, name))
        for name in ("Ann", "Ben")
    )
    ben.turns("Not ready: take no more")
    with visitor(shop.server, "a-one", "presale") as talk:
        talk.send("Do you ship to the Moon?")
        ann.serves("a-one")
        ann.does("Consult")
        ann.chooses("Ben", "Call", "do we?")
        expect(ben.offers).to_contain_text("Ann asks you to join")
        expect(ben.offers).to_contain_text("do we?")
        ben.page.keyboard.press("Alt+a")
        ben.row("a-one").click()
        about = ben.page.get_by_role("complementary")
        about.get_by_role("tab", name="Customer").click()
        expect(about).to_contain_text("is shown to who serves the session")
        room(ben, "Aside: Ann").click()
        ben.says("Only on Sundays")
        ben.shows("Only on Sundays")
        room(ann, "Aside: Ben").click()
        ann.shows("Only on Sundays")
        expect(ann.talk).to_contain_text("The visitor does not see what is said here.")
        ann.composer.fill("Thanks!")
        expect(ben.talk).to_contain_text("Ann is typing")
        ann.composer.press("Enter")
        ben.shows("Thanks!")
        assert breaches(ann.page) == []
        room(ann, "Visitor").click()
        ann.says("Yes, on Sundays")
        ann.shows("Yes, on Sundays")
        room(ben, "Visitor").click()
        ben.shows("Yes, on Sundays")
        ben.does("Leave")
        expect(ben.sessions.get_by_role("heading", name="Ended 1")).to_be_visible()
        ann.does("Mention")
        ann.chooses("Ben", "Mention", "look at this")
        expect(ben.row("a-one")).to_contain_text("@ look at this")
        said = [each.text for each in talk.history() if each.role != "system"]
        assert said == ["Do you ship to the Moon?", "Yes, on Sundays"]


@pytest.mark.covers("S11", "Q11")
def test_a_supervisor_watches_whispers_speaks_and_takes_over(
    shop: Shop, enter: Enter
) -> None:
    server = shop.server
    ann = at_work(enter(DESKTOP).page, server, hired(server, "Ann"))
    sue = Workbench(enter(DESKTOP).page, server)
    sue.come(hired(server, "Sue", "--role", "supervisor"))
    with visitor(server, "s-one", "presale") as talk:
        talk.send("It is broken")
        ann.serves("s-one")
        sue.button("Sessions and agents live").click()
        served = sue.dialog.get_by_role("row", name="s-one")
        expect(served).to_contain_text("Ann")
        assert breaches(sue.page) == []
        served.get_by_role("button", name="Watch", exact=True).click()
        sue.shows("It is broken")
        expect(sue.talk).to_contain_text("The visitor does not see you.")
        sue.does("Whisper")
        room(sue, "Aside: Ann").click()
        sue.says("Offer a refund")
        room(ann, "Aside: Sue").click()
        ann.shows("Offer a refund")
        room(sue, "Visitor").click()
        sue.does("Barge in")
        sue.says("I am sorry")
        sue.shows("I am sorry")
        # Whoever is off duty may speak, and is given nobody.
        sue.turns("On duty: take sessions")
        sue.does("Take over")
        expect(ann.sessions.get_by_role("heading", name="Ended 1")).to_be_visible()
        sue.says("You get it back")
        sue.shows("You get it back")
        said = [each.text for each in talk.history() if each.role != "system"]
        assert said == ["It is broken", "I am sorry", "You get it back"]


@pytest.mark.covers("Q11")
def test_a_supervisor_gives_a_session_to_somebody_else(
    shop: Shop, enter: Enter
) -> None:
    server = shop.server
    ann = at_work(enter(DESKTOP).page, server, hired(server, "Ann"))
    sue = Workbench(enter(DESKTOP).page, server)
    sue.come(hired(server, "Sue", "--role", "supervisor"))
    with visitor(server, "g-one", "presale") as one:
        one.send("first")
        ann.serves("g-one")
        ben = at_work(enter(DESKTOP).page, server, hired(server, "Ben"))
        sue.button("Sessions and agents live").click()
        served = sue.dialog.get_by_role("row", name="g-one")
        served.get_by_role("button", name="Assign …").click()
        served.get_by_role("combobox").fill("Ben")
        served.get_by_role("option", name="Ben").click()
        served.locator("form").get_by_role("button").first.click()
        ben.serves("g-one")
        expect(ann.sessions.get_by_role("heading", name="Ended 1")).to_be_visible()
