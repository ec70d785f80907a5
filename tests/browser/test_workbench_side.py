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
from tests.browser.workbench import Workbench, hired, visitor

pytestmark = [pytest.mark.unmeasured]

Enter = Callable[[Look], Visit]
ON_DUTY = "On duty: take sessions"
IS_RECORDED = """async customer => {
  const answer = await fetch(`/api/staff/records?customer=${customer}`);
  return (await answer.json()).cards.some(({ row }) => row.solved === "solved");
}"""
"""Records follow what happens; a panel that was opened before shows what was."""


def at_work(shop: Shop, enter: Enter, name: str, *options: str) -> Workbench:
    """A member at his desk, off duty."""
    desk = Workbench(enter(DESKTOP).page, shop.server)
    desk.enter(hired(shop.server, name, *options))
    return desk


def side(desk: Workbench, tab: str) -> Locator:
    """The side panel with that tab chosen."""
    panel = desk.page.get_by_role("complementary", name="About this session")
    panel.get_by_role("tab", name=tab).click()
    return panel


def chosen(desk: Workbench, visitor_name: str) -> None:
    row = desk.row(visitor_name)
    row.click()
    expect(row).to_have_attribute("aria-current", "true")


@pytest.mark.covers("W1", "M12")
def test_what_an_agent_writes_down_of_a_customer(shop: Shop, enter: Enter) -> None:
    desk = at_work(shop, enter, "Sid")
    desk.turns(ON_DUTY)
    with visitor(shop.server, "s-one", "presale") as one:
        one.send("hello")
        chosen(desk, "s-one")
        panel = side(desk, "Customer")
        desk.button("Edit").click()
        panel.get_by_label("Name").fill("Ann Lee")
        panel.get_by_label("Phone").fill("13812345678")
        panel.get_by_label("Customer tags").fill("regular")
        desk.page.keyboard.press("Enter")
        desk.button("Add a field").click()
        panel.get_by_label("Field", exact=True).fill("Size")
        panel.get_by_label("Size", exact=True).fill("L")
        assert breaches(desk.page) == []
        desk.button("Save").click()
        expect(panel.get_by_role("heading", name="Ann Lee")).to_be_visible()
        expect(panel).to_contain_text("138****5678")
        expect(panel).to_contain_text("SizeL")
        note = panel.get_by_label("A note for everybody who serves this customer")
        note.fill("asks for the price first")
        desk.button("Add note").click()
        expect(panel.get_by_text("asks for the price first")).to_be_visible()
        expect(note).to_have_value("")


@pytest.mark.covers("S8", "W1", "W4")
def test_notes_end_and_what_was_earlier(shop: Shop, enter: Enter) -> None:
    desk = at_work(shop, enter, "Sid")
    desk.turns(ON_DUTY)
    page, keys = desk.page, desk.page.keyboard
    with visitor(shop.server, "s-two", "presale") as one:
        one.send("where is my parcel?")
        chosen(desk, "s-two")
        panel = side(desk, "Session")
        panel.get_by_label("Follow up").fill("call back")
        panel.get_by_role("button", name="+1 d", exact=True).click()
        desk.button("Save").click()
        expect(desk.button("Save")).to_be_disabled()
        keys.press("Alt+e")
        dialog = page.get_by_role("dialog", name="End the session with s-two?")
        keys.type("parcel,late")
        keys.press("Enter")
        dialog.get_by_label("Solved", exact=True).check()
        assert breaches(page) == []
        dialog.get_by_role("button", name="End session").click()
        expect(desk.sessions.get_by_text("Ended")).to_be_visible()
    with visitor(shop.server, "s-two", "presale") as again:
        again.send("me again")
        chosen(desk, "me again")
        page.wait_for_function(IS_RECORDED, arg="s-two")
        panel = side(desk, "History")
        earlier = panel.get_by_role("button", name=re.compile("Solved"))
        expect(earlier).to_contain_text("parcel")
        expect(earlier).to_contain_text("late")
        earlier.click()
        expect(panel.get_by_text("where is my parcel?")).to_be_visible()
        why = side(desk, "Routing")
        expect(why.get_by_text("Served by Sid", exact=False)).to_be_visible()
        assert breaches(page) == []
    desk.button("Lists").click()
    desk.button("To follow up").click()
    follow_ups = page.get_by_role("dialog", name="To follow up")
    row = follow_ups.get_by_role("listitem").filter(has_text="call back")
    expect(row).to_contain_text("due in 23 h")
    row.get_by_role("button", name="Done").click()
    expect(row).to_have_count(0)


@pytest.mark.covers("Q10", "W4")
def test_a_session_is_handed_over_by_the_keyboard(shop: Shop, enter: Enter) -> None:
    old, new = at_work(shop, enter, "Sid"), at_work(shop, enter, "Tess")
    old.turns(ON_DUTY)
    with visitor(shop.server, "s-three", "presale") as one:
        one.send("may I have a discount?")
        chosen(old, "s-three")
        new.turns(ON_DUTY)
        keys = old.page.keyboard
        keys.press("Alt+t")
        dialog = old.page.get_by_role("dialog", name="Transfer s-three")
        expect(dialog.get_by_role("option", name="Sid")).to_be_disabled()
        keys.type("tess@bench")
        option = dialog.get_by_role("option", selected=True)
        expect(option).to_contain_text("Tess")
        expect(option).to_contain_text("free · 0/5")
        dialog.get_by_label("Note").fill("wants a discount")
        assert breaches(old.page) == []
        keys.press("Control+Enter")
        expect(dialog).to_be_hidden()
        chosen(new, "s-three")
        expect(side(new, "Session")).to_contain_text("wants a discount")
        expect(old.sessions.get_by_text("Ended")).to_be_visible()


@pytest.mark.covers("Q11", "Q15", "S11")
def test_a_supervisor_watches_and_acts(shop: Shop, enter: Enter) -> None:
    agent = at_work(shop, enter, "Sid")
    boss = at_work(shop, enter, "Una", "--role", "supervisor")
    agent.turns(ON_DUTY)
    page = boss.page
    with visitor(shop.server, "s-four", "presale") as one:
        one.send("is anybody there?")
        chosen(agent, "s-four")
        boss.button("Sessions and agents live").click()
        live = page.get_by_role("dialog", name="Live")
        row = live.get_by_role("row").filter(has_text="s-four")
        expect(row).to_contain_text("unanswered")
        row.get_by_role("button", name="Why?").click()
        expect(row).to_contain_text("Served by Sid")
        assert breaches(page) == []
        row.get_by_role("button", name="Whisper").click()
        expect(boss.row("s-four")).to_have_attribute("aria-current", "true")
        expect(side(agent, "Session")).to_contain_text("Una watches")
        boss.button("Sessions and agents live").click()
        take = row.get_by_role("button", name="Take", exact=True)
        take.click()
        expect(row).to_contain_text("takes no sessions now")
        page.keyboard.press("Escape")
        boss.turns(ON_DUTY)
        boss.button("Sessions and agents live").click()
        take.click()
        expect(boss.row("s-four")).to_have_attribute("aria-current", "true")
        expect(agent.sessions.get_by_text("Ended")).to_be_visible()
    boss.button("Sessions and agents live").click()
    live.get_by_role("tab", name="Agents").click()
    live.get_by_label("Status of Sid").select_option("offline")
    expect(agent.status).to_have_text(re.compile("Off duty"))


@pytest.mark.covers("S10", "S11")
def test_a_colleague_is_asked_aside(shop: Shop, enter: Enter) -> None:
    agent, adviser = at_work(shop, enter, "Sid"), at_work(shop, enter, "Tess")
    adviser.turns("Not ready: take no more")
    agent.turns(ON_DUTY)
    with visitor(shop.server, "s-five", "presale") as one:
        one.send("is it waterproof?")
        chosen(agent, "s-five")
        agent.button("Consult").click()
        dialog = agent.page.get_by_role("dialog", name="Ask a colleague about s-five")
        agent.page.keyboard.type("tess")
        expect(dialog.get_by_role("option", selected=True)).to_contain_text("busy")
        dialog.get_by_label("Note").fill("do you know?")
        agent.page.keyboard.press("Control+Enter")
        expect(dialog).to_be_hidden()
        expect(side(agent, "Session")).to_contain_text("Tess is being called")
        expect(adviser.page.get_by_text("do you know?").first).to_be_visible()
        agent.page.get_by_role("button", name="Send Tess away").click()
        expect(agent.page.get_by_text("Tess is being called")).to_be_hidden()
        agent.button("Copy to").click()
        dialog = agent.page.get_by_role("dialog", name="Send a copy of s-five")
        dialog.get_by_label("Address").fill("boss@example.com")
        agent.page.keyboard.press("Enter")
        expect(dialog).to_contain_text(re.compile("not set up|may not do that"))


@pytest.mark.covers("S9", "S10")
def test_an_agent_begins_conversations(shop: Shop, enter: Enter) -> None:
    one, other = at_work(shop, enter, "Sid"), at_work(shop, enter, "Tess")
    one.turns(ON_DUTY)
    begin(one, "Write to a visitor")
    dialog = one.page.get_by_role("dialog", name="Begin a session")
    dialog.get_by_label("Visitor id").fill("nobody-knows-him")
    dialog.get_by_label("What you say first").fill("Your parcel has come.")
    dialog.get_by_role("button", name="Begin").click()
    expect(dialog.get_by_text("There is no such visitor.")).to_be_visible()
    one.page.keyboard.press("Escape")
    begin(one, "Talk to colleagues")
    dialog = one.page.get_by_role("dialog", name="Internal conversation")
    one.page.keyboard.type("Tess")
    expect(dialog.get_by_role("option", selected=True)).to_contain_text("Tess")
    one.page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    other.sessions.get_by_role("tab", name=re.compile("Colleagues")).click()
    expect(other.row("Sid")).to_be_visible()


def begin(desk: Workbench, what: str) -> None:
    desk.button("Lists").click()
    desk.button(what).click()
