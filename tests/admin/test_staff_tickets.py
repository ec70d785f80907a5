"""Staff's tickets for the SDK and the terminal, from the service's own routes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from actors.accounts.permissions import Role
from admin import staff
from gateway.client import (
    StaffTickets,
    StoppedByServer,
    TicketRefused,
    TicketUnavailable,
    connect_agent,
    staff_tickets,
)
from gateway.client_core.events import Stopped
from gateway.console.link_view import stop_reason
from gateway.console.phrases import CHINESE, ENGLISH, Words
from gateway.console.ticket_phrases import ticket_delay, ticket_refusal
from gateway.wire.codes import CloseCode
from runtime.http_contract import GUARD_HEADER
from tests.actors.accounts.office import PASSWORD
from tests.admin.test_staff import Browser, visited

pytestmark = pytest.mark.covers("P3", "P7", "W9")


@asynccontextmanager
async def at_work(path: Path) -> AsyncIterator[tuple[Browser, StaffTickets]]:
    async with visited(path, behind_tls=True) as browser:
        http = f"http://{browser.site.at}"
        yield browser, StaffTickets(http, "ann")


def test_both_sides_mean_the_same_routes() -> None:
    ours = (staff_tickets.PATH, staff_tickets.GUARD_HEADER, staff_tickets.FACTOR_WANTED)
    assert ours == (staff.PREFIX, GUARD_HEADER, staff.FACTOR_WANTED.stage)


async def test_each_connection_gets_a_ticket_of_its_own(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (browser, tickets):
        await browser.office.hired("ann")
        assert await tickets.sign_in(PASSWORD)
        for count in (1, 2):
            assert await tickets.ticket() == "the-ticket"
            assert len(browser.minted) == count


async def test_the_first_password_is_changed_before_anything_else(
    tmp_path: Path,
) -> None:
    async with at_work(tmp_path) as (browser, tickets):
        first = (await browser.office.add("ann")).password
        with pytest.raises(TicketRefused) as due:
            await tickets.sign_in(first)
        assert due.value.code == "password_due"
        with pytest.raises(TicketRefused) as weak:
            await tickets.change_password(first, "short")
        assert weak.value.code == "weak_password"
        assert "status" not in weak.value.detail
        await tickets.change_password(first, PASSWORD)
        assert await tickets.ticket() == "the-ticket"


async def test_the_second_factor_is_asked_for(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (browser, tickets):
        browser.cookie = (await browser.office.hired("ann")).token
        secret = str((await browser.post("factor", password=PASSWORD))[2]["secret"])
        code = browser.office.code(secret)
        codes = (await browser.post("factor/confirm", code=code))[2]["recovery_codes"]
        assert isinstance(codes, list)
        assert not await tickets.sign_in(PASSWORD)
        with pytest.raises(TicketRefused) as wrong:
            await tickets.sign_in(PASSWORD, "000000")
        assert wrong.value.code == "wrong_credentials"
        assert await tickets.sign_in(PASSWORD, str(codes[0]))
        assert await tickets.ticket() == "the-ticket"


async def test_who_serves_nobody_gets_no_ticket(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (browser, tickets):
        await browser.office.hired("ann", Role.ADMIN)
        assert await tickets.sign_in(PASSWORD)
        with pytest.raises(TicketRefused) as refused:
            await tickets.ticket()
        assert refused.value.code == "forbidden"


async def test_too_many_failures_say_when_to_come_back(tmp_path: Path) -> None:
    async with at_work(tmp_path) as (_, tickets):
        for _attempt in range(5):
            with pytest.raises(TicketRefused):
                await tickets.sign_in("wrong")
        with pytest.raises(TicketUnavailable) as locked:
            await tickets.sign_in("wrong")
        assert locked.value.code == "locked"
        assert locked.value.retry_seconds > 0


async def test_a_sign_in_that_was_replaced_stops_the_client_in_words(
    tmp_path: Path,
) -> None:
    async with at_work(tmp_path) as (browser, tickets):
        await browser.office.hired("ann")
        await tickets.sign_in(PASSWORD)
        await browser.office.enter("ann")  # elsewhere
        async with connect_agent("ws://127.0.0.1:1/v1", ticket=tickets) as agent:
            events = [event async for event in agent.events()]
            with pytest.raises(StoppedByServer, match="not_signed_in"):
                await agent.set_status("free")
    assert events == [Stopped(CloseCode.BAD_TICKET, "not_signed_in")]
    told = stop_reason(Words(ENGLISH), Stopped(CloseCode.BAD_TICKET, "not_signed_in"))
    assert told.startswith("your sign-in has ended")


@pytest.mark.parametrize(
    ("language", "ended", "other", "locked", "silent"),
    [
        (ENGLISH, "your sign-in has ended", "(teapot)", "in 61 s", "no answer from h"),
        (CHINESE, "登录已失效", "（teapot）", "61 秒后", "h 没有应答"),
    ],
)
def test_what_is_told(
    language: str, ended: str, other: str, locked: str, silent: str
) -> None:
    words = Words(language)
    for code in (CloseCode.BAD_TICKET, CloseCode.REPLACED, CloseCode.TICKET_EXPIRED):
        told = stop_reason(words, Stopped(code), has_account=True)
        assert told.startswith(ended) == (code is CloseCode.BAD_TICKET)
    assert not stop_reason(words, Stopped(CloseCode.BAD_TICKET)).startswith(ended)
    assert other in ticket_refusal(words, "teapot")
    assert locked in ticket_delay(words, "h", "locked", 61.0)
    assert "(too_many)" in ticket_delay(Words(ENGLISH), "h", "too_many", 0.2)
    assert silent in ticket_delay(words, "h", "", 0.0)
