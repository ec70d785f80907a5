"""The workbench beside the conversation: who the visitor is, notes, dialogs, lists."""

from __future__ import annotations

import re
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


@pytest.fixture
def ann(shop: Shop, enter: Enter) -> Workbench:
    """Somebody on duty."""
    return at_work(enter(DESKTOP).page, shop.server, hired(shop.server, "Ann"))


def side(desk: Workbench, tab: str) -> Locator:
    """The side panel with that tab chosen."""
    panel = desk.page.get_by_role("complementary", name="About this session")
    panel.get_by_role("tab", name=tab).click()
    return panel


@pytest.mark.covers("W1", "M12")
def test_what_an_agent_writes_down_of_a_customer(shop: Shop, ann: Workbench) -> None:
    with visitor(shop.server, "s-one", "presale") as talk:
        talk.send("hello")
        ann.serves("s-one")
        panel = side(ann, "Customer")
        ann.button("Edit").click()
        panel.get_by_label("Name").fill("Ann Lee")
        panel.get_by_label("Phone").fill("13812345678")
        panel.get_by_label("Customer tags").fill("regular")
        ann.page.keyboard.press("Enter")
        ann.button("Add a field").click()
        panel.get_by_label("Field", exact=True).fill("Size")
        panel.get_by_label("Size", exact=True).fill("L")
        assert breaches(ann.page) == []
        ann.button("Save").click()
        expect(panel.get_by_role("heading", name="Ann Lee")).to_be_visible()
        expect(panel).to_contain_text("138****5678")
        expect(panel).to_contain_text("SizeL")
        note = panel.get_by_label("A note for everybody who serves this customer")
        note.fill("asks for the price first")
        ann.button("Add note").click()
        expect(panel.get_by_text("asks for the price first")).to_be_visible()
        expect(note).to_have_value("")


@pytest.mark.covers("S8", "W1", "W4")
def test_notes_end_and_what_was_earlier(shop: Shop, ann: Workbench) -> None:
    page, keys = ann.page, ann.page.keyboard
    with visitor(shop.server, "s-two", "presale") as talk:
        talk.send("where is my parcel?")
        ann.serves("s-two")
        panel = side(ann, "Session")
        panel.get_by_label("Follow up").fill("call back")
        panel.get_by_role("button", name="+1 d", exact=True).click()
        side(ann, "Customer")
        side(ann, "Session")
        ann.button("Save").click()
        expect(ann.button("Save")).to_be_disabled()
        keys.press("Alt+e")
        keys.type("parcel,late")
        keys.press("Enter")
        ann.dialog.get_by_label("Solved", exact=True).check()
        ann.dialog.get_by_role("button", name="End session").click()
        expect(ann.sessions.get_by_role("heading", name="Ended 1")).to_be_visible()
    with visitor(shop.server, "s-two", "presale") as again:
        again.send("me again")
        ann.row("me again").click()
        ann.has_recorded("s-two")
        panel = side(ann, "History")
        earlier = panel.get_by_role("button", name=re.compile("Solved"))
        expect(earlier).to_contain_text("parcel")
        expect(earlier).to_contain_text("late")
        earlier.click()
        expect(panel.get_by_text("where is my parcel?")).to_be_visible()
        expect(side(ann, "Routing")).to_contain_text("Served by Ann")
        assert breaches(page) == []
    ann.button("Lists").click()
    ann.button("To follow up").click()
    row = ann.dialog.get_by_role("listitem").filter(has_text="call back")
    expect(row).to_contain_text("due in 23 h")
    row.get_by_role("button", name="Done").click()
    expect(row).to_have_count(0)


@pytest.mark.covers("Q10", "W4")
def test_by_the_keyboard_whoever_is_known_by_mail_gets_a_session(
    shop: Shop, enter: Enter, ann: Workbench
) -> None:
    with visitor(shop.server, "s-three", "presale") as talk:
        talk.send("may I have a discount?")
        ann.serves("s-three")
        ben = at_work(enter(DESKTOP).page, shop.server, hired(shop.server, "Ben"))
        keys = ann.page.keyboard
        keys.press("Alt+t")
        expect(ann.dialog.get_by_role("option", name="Ann")).to_be_disabled()
        assert breaches(ann.page) == []
        keys.type("ben@bench")
        option = ann.dialog.get_by_role("option", selected=True)
        expect(option).to_contain_text("free · 0/5")
        keys.press("Tab")
        keys.type("wants a discount")
        keys.press("Control+Enter")
        expect(ann.dialog).to_be_hidden()
        ben.serves("s-three")
        expect(side(ben, "Session")).to_contain_text("wants a discount")


@pytest.mark.covers("Q11", "Q15")
def test_a_supervisor_sees_why_and_what_is_refused_and_sets_an_agent(
    shop: Shop, enter: Enter, ann: Workbench
) -> None:
    sue = Workbench(enter(DESKTOP).page, shop.server)
    sue.come(hired(shop.server, "Sue", "--role", "supervisor"))
    with visitor(shop.server, "s-four", "presale") as talk:
        talk.send("is anybody there?")
        ann.serves("s-four")
        sue.button("Sessions and agents live").click()
        row = sue.dialog.get_by_role("row").filter(has_text="s-four")
        expect(row).to_contain_text("unanswered")
        row.get_by_role("button", name="Why?").click()
        expect(row).to_contain_text("Served by Ann")
        row.get_by_role("button", name="Take", exact=True).click()
        expect(row).to_contain_text("takes no sessions now")
        sue.dialog.get_by_role("tab", name="Agents").click()
        assert breaches(sue.page) == []
        sue.dialog.get_by_label("Status of Ann").select_option("offline")
        expect(ann.status).to_have_text(re.compile("Off duty"))


@pytest.mark.covers("S9", "S10")
def test_an_agent_begins_conversations_and_sends_copies(
    shop: Shop, enter: Enter, ann: Workbench
) -> None:
    begin(ann, "Write to a visitor")
    ann.dialog.get_by_label("Visitor id").fill("nobody-knows-him")
    ann.dialog.get_by_label("What you say first").fill("Your parcel has come.")
    ann.dialog.get_by_role("button", name="Begin").click()
    expect(ann.dialog.get_by_text("There is no such visitor.")).to_be_visible()
    ann.page.keyboard.press("Escape")
    with visitor(shop.server, "s-five", "presale") as talk:
        talk.send("is it waterproof?")
        ann.serves("s-five")
        ann.does("Copy to")
        ann.dialog.get_by_label("Address").fill("boss@example.com")
        ann.page.keyboard.press("Enter")
        expect(ann.dialog).to_contain_text(re.compile("not set up|may not do that"))
        ann.page.keyboard.press("Escape")
    ben = Workbench(enter(DESKTOP).page, shop.server)
    ben.come(hired(shop.server, "Ben"))
    begin(ann, "Talk to colleagues")
    expect(ann.dialog.get_by_role("combobox")).to_be_focused()
    ann.page.keyboard.type("Ben")
    expect(ann.dialog.get_by_role("option", selected=True)).to_contain_text("Ben")
    ann.page.keyboard.press("Enter")
    expect(ann.dialog).to_be_hidden()
    ben.sessions.get_by_role("tab", name=re.compile("Colleagues")).click()
    expect(ben.row("Ann")).to_be_visible()


def begin(desk: Workbench, what: str) -> None:
    desk.button("Lists").click()
    desk.button(what).click()
