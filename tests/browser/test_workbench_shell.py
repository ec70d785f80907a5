"""The workbench's frame: signing in, duty, what rings, the list, keys, and its end."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pyotp
import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import breaches
from tests.browser.look import DESKTOP, PHONE, Look
from tests.browser.seat import seat
from tests.browser.shop import Shop
from tests.browser.visit import UNREACHABLE, Visit
from tests.browser.workbench import (
    PASSWORD,
    Workbench,
    add,
    hired,
    visitor,
    with_factor,
)

pytestmark = [pytest.mark.unmeasured]

Enter = Callable[[Look], Visit]


def bench(shop: Shop, enter: Enter, look: Look = DESKTOP) -> Workbench:
    return Workbench(enter(look).page, shop.server)


@pytest.mark.covers("W1", "W10", "P7")
def test_a_new_member_chooses_a_password_and_is_at_his_desk(
    shop: Shop, enter: Enter
) -> None:
    visit = enter(DESKTOP)
    visit.forgive("401")
    desk = Workbench(visit.page, shop.server)
    first = add(shop.server, "Neu")
    desk.sign_in(replace(first, password="wrong-1"))
    expect(desk.page.get_by_role("alert")).to_contain_text("is wrong")
    desk.page.locator("[name=password]").fill(first.password)
    desk.page.keyboard.press("Enter")
    new = desk.page.locator("[name=new]")
    new.fill(PASSWORD)
    again = desk.page.locator("[name=repeated]")
    again.fill("another-1")
    again.press("Enter")
    expect(desk.page.get_by_role("alert")).to_contain_text("not the same")
    assert breaches(desk.page) == []
    again.fill(PASSWORD)
    again.press("Enter")
    expect(desk.status).to_have_text(re.compile("Off duty"))
    desk.page.reload()
    expect(desk.status).to_be_visible()
    desk.button("Neu").click()
    desk.button("Sign out").click()
    expect(desk.page.get_by_text("You have signed out.")).to_be_visible()


@pytest.mark.covers("W10", "P5")
def test_a_second_factor_is_asked_for(shop: Shop, enter: Enter) -> None:
    account, secret = with_factor(shop.server, "Zwei")
    desk = bench(shop, enter)
    desk.sign_in(account)
    code = desk.page.locator("[name=code]")
    expect(code).to_be_focused()
    assert breaches(desk.page) == []
    code.fill(pyotp.TOTP(secret).now())
    code.press("Enter")
    expect(desk.status).to_be_visible()


def test_who_may_serve_nobody_is_told_so(shop: Shop, enter: Enter) -> None:
    visit = enter(DESKTOP)
    visit.forgive("403")
    desk = Workbench(visit.page, shop.server)
    desk.sign_in(hired(shop.server, "Chef", "--role", "admin", "--groups"))
    told = desk.page.get_by_text("Your account may not use the workbench.")
    expect(told).to_be_visible()


@pytest.mark.covers("W1", "W2", "W3", "W4")
def test_a_day_by_the_keyboard(shop: Shop, enter: Enter) -> None:
    desk, server = bench(shop, enter), shop.server
    keys = desk.page.keyboard
    desk.enter(hired(shop.server, "Kay"))
    desk.turns("On duty: take sessions")
    with visitor(server, "k-one", "presale") as one:
        one.send("first")
        expect(desk.row("k-one")).to_have_attribute("aria-current", "true")
        with visitor(server, "k-two", "aftersale") as two:
            two.send("second")
            expect(desk.offers).to_contain_text("k-two")
            assert breaches(desk.page) == []
            keys.press("Alt+a")
            expect(desk.row("k-two")).to_have_attribute("aria-current", "true")
            expect(desk.offers).to_be_hidden()
            keys.press("Alt+w")
            expect(desk.row("k-one")).to_have_attribute("aria-current", "true")
            keys.press("Alt+k")
            expect(desk.row("k-two")).to_have_attribute("aria-current", "true")
            desk.row("k-one").focus()
            keys.press("ArrowDown")
            expect(desk.row("k-two")).to_be_focused()
            keys.press("Enter")
            for pane in (".middle", ".side", ".sessions"):
                keys.press("F6")
                expect(desk.page.locator(f"{pane} :focus")).to_be_visible()
            expect(desk.row("k-two")).to_be_focused()
            keys.press("Shift+F6")
            expect(desk.page.locator(".side :focus")).to_be_visible()
            one.send("third")
            expect(desk.row("k-one")).to_contain_text("1 unread")
            expect(desk.page).to_have_title(re.compile(r"\(1\)"))
            keys.press("Alt+e")
            dialog = desk.page.get_by_role("dialog")
            expect(dialog).to_be_visible()
            keys.press("Escape")
            expect(dialog).to_be_hidden()
            assert breaches(desk.page) == []
    expect(desk.sessions.get_by_role("heading", name="Ended 2")).to_be_visible()
    desk.button("Clear all").click()
    expect(desk.row("k-one")).to_have_count(0)


@pytest.mark.covers("W1")
def test_who_waits_in_line_is_seen_and_comes_to_who_goes_on_duty(
    shop: Shop, enter: Enter
) -> None:
    desk = bench(shop, enter)
    desk.enter(hired(shop.server, "Kay"))
    desk.turns("Off duty")
    with visitor(shop.server, "q-one", "presale") as one:
        one.send("anybody?")
        desk.sessions.get_by_role("button", name="售前咨询 1").click()
        expect(desk.button("Take")).to_be_disabled()
        desk.turns("On duty: take sessions")
        expect(desk.row("q-one")).to_have_attribute("aria-current", "true")


@pytest.mark.covers("M6", "Q11")
def test_who_supervises_is_pushed_how_many_wait(shop: Shop, enter: Enter) -> None:
    desk = bench(shop, enter)
    desk.enter(hired(shop.server, "Una", "--role", "supervisor"))
    line = desk.sessions.get_by_role("button", name="售前咨询")
    expect(line.locator(".count")).to_have_text("0")
    # From here on nobody is told who asks.
    desk.page.route("**/api/staff/groups", lambda _: None)
    with visitor(shop.server, "pushed-one", "presale"):
        expect(line.locator(".count")).to_have_text("1")


@pytest.mark.covers("W1", "Q11")
def test_a_session_that_was_cleared_away_comes_back_whole(
    shop: Shop, enter: Enter
) -> None:
    desk, kay = bench(shop, enter), hired(shop.server, "Kay")
    desk.enter(kay)
    desk.turns("On duty: take sessions")
    with visitor(shop.server, "b-one", "presale") as one:
        one.send("before")
        expect(desk.row("b-one")).to_contain_text("before")
        with seat(shop.server, "xiaoli") as supervisor:
            supervisor.agent.assign(one.id)
            desk.button("Clear all").click()
            expect(desk.row("b-one")).to_have_count(0)
            supervisor.agent.assign(one.id, kay.id)
            expect(desk.row("b-one")).to_contain_text("before")
            desk.row("b-one").click()
            log = desk.page.get_by_role("log")
            expect(log.get_by_text("before", exact=True)).to_be_visible()


@pytest.mark.covers("W3")
def test_a_rest_has_a_reason(shop: Shop, enter: Enter) -> None:
    desk = bench(shop, enter)
    desk.enter(hired(shop.server, "Kay"))
    desk.status.click()
    desk.button("Meal").click()
    expect(desk.status).to_have_accessible_name("My status: At rest · Meal")
    desk.status.press("Enter")
    expect(desk.button("Off duty")).to_be_visible()
    assert breaches(desk.page) == []
    desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.press("Enter")
    expect(desk.status).to_have_accessible_name("My status: Not ready")


@pytest.mark.covers("W9")
def test_one_place_at_a_time_and_the_other_is_told(shop: Shop, enter: Enter) -> None:
    account = hired(shop.server, "Kay")
    visit = enter(DESKTOP)
    visit.forgive(UNREACHABLE)
    first = Workbench(visit.page, shop.server)
    first.enter(account)
    bench(shop, enter).enter(account)
    expect(first.page.get_by_text("open elsewhere")).to_be_visible()
    first.button("Use it here").click()
    expect(first.page.get_by_text("you signed in at another place")).to_be_visible()
    first.sign_in(account)
    expect(first.status).to_be_visible()


@pytest.mark.covers("W7")
def test_on_a_phone_one_pane_is_shown_in_chinese_and_the_dark(
    shop: Shop, enter: Enter
) -> None:
    look = replace(PHONE, language="zh-CN", theme="dark")
    desk = bench(shop, enter, look)
    desk.enter(hired(shop.server, "Kay"))
    desk.turns("在线：接待访客")
    with visitor(shop.server, "p-one", "presale") as one:
        one.send("在吗")
        expect(desk.page.get_by_role("textbox").first).to_be_visible()
        expect(desk.sessions).to_be_hidden()
        assert breaches(desk.page) == []
        desk.button("返回列表").click()
        expect(desk.row("p-one")).to_be_visible()
        assert breaches(desk.page) == []


@pytest.mark.covers("W1", "W7")
def test_what_was_chosen_of_the_page_is_there_again(shop: Shop, enter: Enter) -> None:
    desk = bench(shop, enter)
    desk.enter(hired(shop.server, "Kay"))
    edge = desk.page.get_by_role("separator", name="Width of the list of sessions")
    edge.focus()
    edge.press("ArrowRight")
    desk.button("Settings").click()
    assert breaches(desk.page) == []
    desk.page.get_by_label("Looks").select_option("Dark")
    desk.page.get_by_label("Language").select_option("中文")
    expect(desk.status).to_have_accessible_name(re.compile("我的状态"))
    desk.page.reload()
    expect(desk.status).to_have_accessible_name(re.compile("我的状态"))
    expect(desk.page.locator("html")).to_have_attribute("data-theme", "dark")
    edge = desk.page.get_by_role("separator", name="会话列表宽度")
    expect(edge).to_have_attribute("aria-valuenow", "316")


@pytest.mark.covers("W2")
def test_a_lost_connection_is_told_and_duty_goes_on(shop: Shop, enter: Enter) -> None:
    visit = enter(DESKTOP)
    visit.forgive(UNREACHABLE)
    desk = Workbench(visit.page, shop.server)
    desk.enter(hired(shop.server, "Kay"))
    desk.turns("On duty: take sessions")
    shop.network.cut()
    expect(desk.page.get_by_text("The connection is gone.")).to_be_visible()
    expect(desk.page.get_by_text(re.compile(r"Off duty in \d+ s"))).to_be_visible()
    assert breaches(desk.page) == []
    shop.network.mend()
    expect(desk.page.get_by_text("Connected again.")).to_be_visible()
    expect(desk.status).to_have_text(re.compile("On duty"))


@pytest.mark.covers("W1", "W2")
def test_what_is_said_while_another_page_is_open_is_unread(
    shop: Shop, enter: Enter
) -> None:
    desk = bench(shop, enter)
    desk.enter(hired(shop.server, "Kay"))
    desk.turns("On duty: take sessions")
    with visitor(shop.server, "u-one", "presale") as one:
        expect(desk.row("u-one")).to_have_attribute("aria-current", "true")
        desk.button("Records").click()
        expect(desk.sessions).to_be_hidden()
        one.send("are you there?")
        expect(desk.page).to_have_title(re.compile(r"\(1\)"))
        desk.page.go_back()
        expect(desk.row("u-one")).to_contain_text("are you there?")
        expect(desk.page).not_to_have_title(re.compile(r"\(1\)"))


def test_the_help_lists_the_keys_and_changes_them(shop: Shop, enter: Enter) -> None:
    desk = bench(shop, enter)
    desk.enter(hired(shop.server, "Kay"))
    desk.sessions.get_by_role("tab", name="Visitors").focus()
    desk.page.keyboard.press("?")
    help_ = desk.page.get_by_role("dialog", name="Keyboard")
    expect(help_).to_contain_text("Alt+W")
    assert breaches(desk.page) == []
    help_.get_by_role("button", name="Next session").click()
    desk.page.keyboard.press("w")
    expect(help_).to_contain_text('Alt+W is taken by "Who waits longest')
    desk.page.keyboard.press("q")
    expect(help_).to_contain_text('Alt+Q is now "Next session"')
    help_.get_by_role("checkbox").uncheck()
    desk.page.keyboard.press("Escape")
    expect(help_).to_be_hidden()
    desk.page.reload()
    desk.button("Keyboard").click()
    expect(help_.get_by_role("checkbox")).not_to_be_checked()
    expect(help_).to_contain_text("Alt+Q")
    help_.get_by_role("button", name="Back to the usual").click()
    expect(help_).not_to_contain_text("Alt+Q")
