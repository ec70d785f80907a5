"""The states in which an agent finds the workbench, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Final

from playwright.sync_api import expect

from gateway.client.blocking import BlockingConversation
from gateway.client_core.events import SessionChanged
from gateway.wire.bodies import OrderBody, OrderField
from tests.browser.look import Language, Look
from tests.browser.seat import Seat, seat
from tests.browser.shop import Shop
from tests.browser.visit import UNREACHABLE, Visit
from tests.browser.workbench import Workbench, at_work, hired, visitor
from tests.system.service import Server

Enter = Callable[[Look], Visit]
States = Iterator[tuple[str, Workbench]]
COLLEAGUE: Final = "xiaohong"
PLACES: Final = ("records", "figures", "profile")
"""Pages beside the desk, by their addresses."""
SHOWN: Final = ".record, .figures td, .profile form"
"""On one of them, once what was asked for is there."""


@dataclass(frozen=True)
class Script:
    """What people say, in one language."""

    visitors: tuple[str, str, str]
    questions: tuple[str, str, str]
    answers: tuple[str, str]
    order: OrderBody
    asked: str
    advice: str
    typed: str


SCRIPTS: Final[dict[Language, Script]] = {
    "en": Script(
        visitors=("Grace Hopper", "Katherine Johnson", "Mary Jackson"),
        questions=(
            "Hello! How long does delivery take?",
            "Does it come in blue, too?",
            "May I send it back?",
        ),
        answers=(
            "Hello Grace, two to four days.",
            "Which order is it? I am looking it up.",
        ),
        order=OrderBody(
            "Blue tea pot",
            desc="1.2 l, with a lid",
            fields=(OrderField("No.", "2026-11-22-0007"), OrderField("State", "Sent")),
        ),
        asked="May I promise express delivery?",
        advice="Yes, but tell her it comes on Thursday.",
        typed="It was to be here on Mon",
    ),
    "zh-CN": Script(
        visitors=("王小姐", "李先生", "张女士"),
        questions=("你好，多久能送到？", "这件有蓝色的吗？", "可以退货吗？"),
        answers=("王小姐您好，一般两到四天。", "请问是哪个订单？我帮您查一下。"),
        order=OrderBody(
            "青花茶壶",
            desc="1.2 升，带盖",
            fields=(
                OrderField("订单号", "2026-11-22-0007"),
                OrderField("状态", "已发货"),
            ),
        ),
        asked="可以答应给她加急吗？",
        advice="可以，请告诉她周四送到。",
        typed="本来说周一就",
    ),
}


def workbench_states(shop: Shop, enter: Enter, look: Look) -> States:
    """Each with its name; the page stays so until the next is asked for.

    Args:
        shop: the demonstration's; nobody else is at work there.
        enter: opens windows of people who do not know each other.
        look: of the agent's browser.
    """
    script, server = SCRIPTS[look.language], shop.server
    visit = enter(look)
    visit.forgive(UNREACHABLE)
    desk = Workbench(visit.page, server)
    desk.open()
    yield "sign-in", desk
    account = hired(server, "Ella", "--role", "supervisor")
    at_work(visit.page, server, account, look.language)
    yield "empty", desk
    come = partial(_called, server, look.language)
    with ExitStack() as stack:
        third = stack.enter_context(come(2, "presale"))
        expect(desk.stream).to_contain_text(script.questions[2])
        third.close()
        colleague = stack.enter_context(seat(server, COLLEAGUE))
        colleague.agent.set_status("not_ready")
        second = stack.enter_context(come(1, "presale"))
        # On a phone the list is behind the session that was there first.
        rows = desk.page.locator(".sessions .row")
        expect(rows.filter(has_text=script.visitors[1])).to_have_count(1)
        first = stack.enter_context(come(0, "aftersale"))
        expect(desk.offers).to_contain_text(script.visitors[0])
        yield "ringing", desk
        yield from _serving(desk, colleague, first, script)
        second.typing(preview=script.typed)
        shop.network.cut()
        expect(desk.page.locator(".banner--reconnecting")).to_be_visible()
        yield "offline", desk
        shop.network.mend()
        expect(desk.page.locator(".banner--reconnecting")).to_be_hidden()
        for place in PLACES:
            desk.page.evaluate("place => { location.hash = place; }", place)
            expect(desk.page.locator(SHOWN).first).to_be_visible()
            yield place, desk
        desk.page.evaluate("location.hash = ''")


@contextmanager
def _called(
    server: Server, language: Language, number: int, group: str
) -> Iterator[BlockingConversation]:
    """One of the script's visitors, who has asked."""
    script = SCRIPTS[language]
    name = script.visitors[number]
    with visitor(server, f"look-{language}-{number}", group, name, language) as talk:
        talk.send(script.questions[number])
        yield talk


def _serving(
    desk: Workbench, colleague: Seat, first: BlockingConversation, script: Script
) -> States:
    """What an agent has before him while he serves."""
    keys = desk.page.keyboard
    keys.press("Alt+a")
    for answer in script.answers:
        desk.says(answer)
        desk.shows(answer)
    first.send(script.order)
    first.read()
    first.typing(preview=script.typed)
    expect(desk.talk.locator(".typists p")).to_be_visible()
    expect(desk.stream.locator(".bubble-mark--read")).to_have_count(2)
    yield "serving", desk
    desk.composer.fill("#")
    expect(desk.page.locator(".quick-picker li").first).to_be_visible()
    yield "quick-replies", desk
    desk.composer.fill("")
    keys.press("Alt+t")
    expect(desk.dialog.get_by_role("option").first).to_be_visible()
    yield "transfer", desk
    keys.press("Escape")
    keys.press("Alt+e")
    expect(desk.dialog).to_be_visible()
    yield "end", desk
    keys.press("Escape")
    _consulted(desk, colleague, first, script)
    yield "aside", desk
    desk.talk.locator(".talk-room").first.click()
    desk.page.locator(".head [aria-label]").first.focus()
    keys.press("?")
    expect(desk.dialog).to_be_visible()
    yield "help", desk
    keys.press("Escape")
    desk.page.locator(".head .tool").first.click()
    expect(desk.dialog.get_by_role("row").nth(1)).to_be_visible()
    yield "live", desk
    keys.press("Escape")


def _consulted(
    desk: Workbench, colleague: Seat, first: BlockingConversation, script: Script
) -> None:
    """A colleague was asked aside, and has answered."""
    desk.talk.locator(".talk-act--consult").click()
    desk.dialog.get_by_role("combobox").fill("小红")
    desk.dialog.get_by_role("option").first.click()
    desk.dialog.locator("textarea").fill(script.asked)
    desk.dialog.locator("textarea").press("Control+Enter")
    colleague.until(
        lambda event: (
            isinstance(event, SessionChanged) and event.session.session == first.id
        )
    )
    colleague.agent.answer_call(first.id, is_accepted=True)
    room = desk.talk.locator(".talk-room").nth(1)
    room.click()
    colleague.agent.session(f"{first.id}/side-1").send(script.advice)
    desk.shows(script.advice)
