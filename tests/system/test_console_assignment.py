"""Assignment as agents, supervisors and visitors see it in their terminals.

As in `admin.demo`: in `presale` visitors are assigned at once, in `aftersale` it rings.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from re import fullmatch

import pytest
import trio

from gateway.client import Conversation, connect_visitor
from tests.system.console_client import TerminalClient, terminal_client
from tests.system.desk import Desk
from tests.system.service import Server

LID_SECONDS = 280
"""A lid on a test that hangs; each takes a few seconds."""
SERVICE = "TRIODESK_SERVICE_"
UNTIL_TOLD = 3600
"""Seconds that no test waits for: this lasts until somebody ends it."""
CONNECTED = "── connected  ·  "
WRAPS_UP = r"wrap-up \d+ s 0/1"


@asynccontextmanager
async def agent(
    server: Server, name: str, **variables: str
) -> AsyncGenerator[TerminalClient]:
    """An agent at a terminal, free and connected."""
    async with terminal_client(server, "agent", "--as", name, **variables) as client:
        await client.see(lambda rows: status_of(rows).startswith("free 0/"))
        yield client


@asynccontextmanager
async def visitor(
    server: Server, name: str, group: str = "aftersale"
) -> AsyncGenerator[TerminalClient]:
    arguments = ("chat", "--as", name, "--group", group)
    async with terminal_client(server, *arguments) as client:
        await client.see(lambda rows: bool(status_of(rows)))
        yield client


def status_of(rows: list[str]) -> str:
    """What the bar says after "connected"; "" while it does not say that."""
    bar = next((row for row in reversed(rows) if row.startswith("── ")), "")
    return bar.removeprefix(CONNECTED) if bar.startswith(CONNECTED) else ""


def seconds_left(rows: list[str]) -> int:
    """Of the countdown; 0 when nothing rings any more."""
    row = next((row for row in rows if row.startswith("» ")), "·  0 s left")
    return int(row.split(" s left")[0].split()[-1])


def count(rows: list[str], text: str) -> int:
    return sum(text in row for row in rows)


RINGS = "[1] v1 (售后服务) rings"


@pytest.mark.covers("Q7", "Q8")
async def test_an_offer_rings_from_agent_to_agent_until_one_takes_it(
    desk: Desk,
) -> None:
    # Long enough to be seen on a busy machine, and short enough to be let go by once.
    server = desk.server
    await desk.rule(accept_seconds=12)
    with trio.fail_after(LID_SECONDS):
        async with (
            agent(server, "xiaolan") as lan,
            agent(server, "xiaohong") as hong,
            visitor(server, "v1") as asker,
        ):
            # It counts down at the agent who has been idle longest.
            rows = await lan.read(f"  ·  {RINGS}", "» Enter takes it, or /decline")
            assert status_of(rows) == "full 1/1"
            first = seconds_left(rows)
            await lan.see(lambda rows: seconds_left(rows) < first)
            await asker.read("an agent is being called…")
            await lan.read("[1 v1] You did not take it in time: left to others")
            await hong.read(f"  ·  {RINGS}", " s left")
            assert not count(lan.screen.seen, "» ")
            await hong.enter("/decline")
            await hong.read("[1 v1] You left it to others; the visitor keeps the place")
            await lan.see(lambda rows: count(rows, "» ") == 1)
            await lan.enter("")
            await lan.read("Now with [1] v1")
            assert lan.screen.seen[-1] == "1 v1>"
            await asker.read("小兰 is here for you.", "小兰 serves you")
            await lan.enter("/why")
            rows = await lan.read("served by 小兰 @xiaolan  ·  accepted")
            steps = [
                "rings at 小兰 @xiaolan",
                "rings at 小红 @xiaohong",
                "stops ringing at 小红 @xiaohong",
            ]
            assert [count(rows, step) for step in steps] == [2, 1, 1]
            assert count(rows, "excluded 1, just did not take it: xiaolan")


@pytest.mark.covers("Q7", "Q12")
async def test_an_agent_who_lets_it_ring_is_set_to_rest_and_the_visitor_waits(
    desk: Desk,
) -> None:
    server = desk.server
    await desk.rule(accept_seconds=1, rests_on_silence=1)
    with trio.fail_after(LID_SECONDS):
        async with agent(server, "xiaolan") as lan, visitor(server, "v1") as asker:
            await lan.read(f"  ·  {RINGS}")
            await lan.read("You are resting", "reason: offer not taken")
            await asker.read("queued (售后服务)  ·  you are next")
            await lan.enter("/why q1")
            await lan.read("There is no q1 in the last list; /queue shows it anew.")
            await lan.enter("/queue aftersale")
            await lan.read("/take q1 takes one of them")
            await lan.enter("/why q1")
            await lan.read("nobody can serve it", "excluded 1, resting: xiaolan")
            await desk.rule(accept_seconds=UNTIL_TOLD)
            await lan.enter("/free")
            await lan.see(lambda rows: count(rows, "» ") == 1)
            await lan.enter("")
            await asker.read("小兰 is here for you.")


@asynccontextmanager
async def crowd(server: Server, size: int) -> AsyncGenerator[list[Conversation]]:
    """So many visitors before the sale, without terminals."""
    async with AsyncExitStack() as stack:
        sessions: list[Conversation] = []
        for number in range(size):
            ticket = server.ticket("visitor", f"w{number}")
            client = connect_visitor(server.gateway, ticket=ticket)
            connected = await stack.enter_async_context(client)
            sessions.append(await connected.open(group="presale"))
        yield sessions


@pytest.mark.covers("Q2", "Q4", "Q5")
async def test_a_visitor_sees_the_place_in_line_and_the_wait(server: Server) -> None:
    # One where nobody was served yet: how long it takes is not known.
    await Desk(server).rule(position_seconds=0.1)
    with trio.fail_after(LID_SECONDS):
        async with (
            agent(server, "xiaoming") as ming,
            crowd(server, 8) as sessions,
            visitor(server, "v1", "presale") as asker,
        ):
            await ming.see(lambda rows: status_of(rows).startswith("full 2/2"))
            rows = await asker.read("number 7 in line")
            assert not count(rows, "about")
            # Each who goes makes room for the next; after five the pace is known.
            for place, session in zip(range(6, 1, -1), sessions[:5], strict=True):
                await session.close()
                rows = await asker.read(f"number {place} in line")
            assert "number 2 in line, about 10 s" in status_of(rows)
            await sessions[5].close()
            await asker.read("you are next, about 10 s")
            await sessions[6].close()
            rows = await asker.read("小明 is here for you.")
            assert not count(rows, "in line")


@pytest.mark.covers("Q10")
async def test_a_transfer_goes_with_its_note_and_stays_if_refused(desk: Desk) -> None:
    server = desk.server
    await desk.rule(accept_seconds=UNTIL_TOLD)
    with trio.fail_after(LID_SECONDS):
        async with (
            agent(server, "xiaohong") as hong,
            visitor(server, "v1") as asker,
        ):
            await hong.read(f"  ·  {RINGS}")
            await hong.enter("")
            await hong.read("Now with [1] v1")
            await asker.read("小红 is here for you.")
            await hong.enter("/transfer @xiaohong")
            await hong.read("Not transferred: it is you who serves it.")
            await hong.enter("/transfer @nobody")
            await hong.read("/transfer was refused: there is no such agent")
            async with agent(server, "xiaolan") as lan:
                await hong.enter("/colleagues")
                await hong.read(
                    "@xiaohong (you)  free 1/2", "@xiaolan         free 0/1"
                )
                await hong.enter("/transfer @xiaolan 想退货")
                await lan.read(f"{RINGS}  ·  from 小红  ·  note: 想退货")
                await hong.read("→ [1 v1] to 小兰", "rings at 小兰")
                await asker.read("小红 serves you")
                await lan.enter("/decline")
                await lan.read("[1 v1] You did not take it: it stays with 小红.")
                await hong.read("The transfer was refused: it stays with you.")
                await hong.see(lambda rows: not count(rows, "→ "))
                await hong.enter("/transfer aftersale 请退款")
                await lan.read(f"  ·  {RINGS}", "note: 请退款")
                await lan.enter("")
                await hong.read("[1 v1] 小兰 has taken over.")
                await asker.read("You were handed over: 小兰 is here for you now.")
                await lan.read("Now with [1] v1")
                await lan.enter("/why")
                await lan.read(
                    "transfer to 小兰 @xiaolan begins  ·  by xiaohong",
                    "the transfer comes to nothing  ·  refused",
                    "transfer to 售后服务 begins  ·  by xiaohong",
                    "excluded 1, hands it over: xiaohong",
                )


@pytest.mark.covers("Q10")
async def test_a_transfer_that_nobody_takes_stays_or_is_kept(desk: Desk) -> None:
    server = desk.server
    await desk.rule(transfer_seconds=UNTIL_TOLD)
    with trio.fail_after(LID_SECONDS):
        async with (
            agent(server, "xiaoming") as ming,
            visitor(server, "v1", "presale") as asker,
        ):
            await ming.read("Now with [1] v1")
            await ming.enter("/transfer aftersale")
            await ming.read("→ [1 v1] to 售后服务", "nobody is free yet  ·  /keep 1")
            await ming.enter("/transfer presale")
            await ming.read("Not transferred: it is on its way already, /keep 1")
            await ming.enter("/keep")
            await ming.read("Not transferred: it stays with you.")
            await desk.rule(transfer_seconds=1)
            await ming.enter("/transfer aftersale")
            await ming.read("Nobody took the transfer in time: it stays with you.")
            await ming.see(lambda rows: not count(rows, "→ "))
            await asker.read("小明 serves you")


@pytest.mark.covers("Q2", "Q11", "Q12", "Q13")
async def test_statuses_and_capacity_change_before_ones_eyes(desk: Desk) -> None:
    server = desk.server
    await desk.rule(wrap_up_seconds=UNTIL_TOLD)
    with trio.fail_after(LID_SECONDS):
        async with (
            agent(server, "xiaoming") as ming,
            agent(server, "xiaoli") as li,
            crowd(server, 3) as sessions,
        ):
            # Whoever is idle longest, and who has no more room.
            await li.see(lambda rows: status_of(rows).startswith("full 1/1"))
            await ming.see(lambda rows: status_of(rows).startswith("full 2/2"))
            await li.enter("/busy")
            await li.read("You are busy: nobody new is assigned to you.")
            await li.enter("/capacity xiaoming 3")
            await li.read("xiaoming may serve 3 at a time now.")
            await ming.read("You may now serve 3 at a time.")
            await ming.see(lambda rows: status_of(rows).startswith("free 2/3"))
            await li.enter("/capacity xiaoming 1")
            await ming.see(lambda rows: status_of(rows).startswith("full 2/1"))
            await ming.enter("/rest 午饭")
            await ming.see(
                lambda rows: status_of(rows).startswith("resting (午饭) 2/1")
            )
            await li.enter("/colleagues presale")
            await li.read("@xiaoming      resting 2/1")
            # Only who is on duty again wraps up: the sessions end after that.
            await li.enter("/status xiaoming free")
            await ming.see(lambda rows: status_of(rows).startswith("full 2/1"))
            for session in sessions:
                await session.close()
            await ming.see(
                lambda rows: fullmatch(WRAPS_UP, status_of(rows)) is not None
            )
            await ming.enter("/free")
            await ming.see(lambda rows: status_of(rows) == "free 0/1")
            await li.enter("/status xiaoming offline")
            await ming.read("You are offline: nobody new is assigned to you.")
            await ming.enter("/capacity xiaoli 9")
            await ming.read("/capacity was refused: you are not allowed to")


@pytest.mark.covers("Q11", "Q15")
async def test_a_supervisor_sees_the_line_and_moves_those_who_wait(desk: Desk) -> None:
    server = desk.server
    with trio.fail_after(LID_SECONDS):
        async with (
            agent(server, "xiaoming") as ming,
            agent(server, "xiaoli") as li,
        ):
            await li.enter("/busy")
            await li.read("You are busy")
            async with (
                visitor(server, "v1") as first,
                visitor(server, "v2") as second,
            ):
                await second.read("number 2 in line")
                await li.enter("/queue aftersale")
                rows = await li.read(
                    "售后服务 (aftersale): 2 waiting", "/take q1 takes"
                )
                row = next(row for row in rows if row.startswith("  q1"))
                session = row.split()[-1]
                await li.enter("/why q1")
                await li.read(
                    f"What happened to session {session}",
                    "in line of 售后服务",
                    "number 1 of 售后服务, waited",
                    "nobody can serve it",
                    "excluded 1, busy: xiaoli",
                )
                await li.enter("/take q1")
                await li.read("/take was refused: the agent is not free")
                await li.enter("/assign q1 xiaoming")
                await li.read(f"Session {session} was given to xiaoming.")
                await first.read("小明 is here for you.")
                await second.read("you are next")
                await ming.read("[1] New session: v1 (售后服务)")
                await ming.enter("/why")
                await ming.read("served by 小明 @xiaoming  ·  by hand  ·  by xiaoli")
                await li.enter("/close q2")
                await li.read("was closed.")
                await second.read("An administrator closed the session.")
                await li.enter("/free")
                await li.see(lambda rows: status_of(rows).startswith("free 0/1"))
                await li.enter(f"/take {session}")
                await li.read("[1] New session: v1 (售后服务)")
                await ming.read("[1 v1] 小丽 has taken over.")
                await first.read("You were handed over: 小丽 is here for you now.")


@pytest.mark.covers("S7", "Q7", "Q10")
async def test_what_rings_and_what_goes_outlives_a_kill(desk: Desk) -> None:
    server = desk.server
    await desk.rule(accept_seconds=UNTIL_TOLD)
    with trio.fail_after(LID_SECONDS):
        async with (
            agent(server, "xiaohong") as hong,
            visitor(server, "v1") as asker,
        ):
            await hong.read(f"  ·  {RINGS}")
            await kill_and_start(server, hong, asker)
            rows = await hong.see(lambda rows: "» " in rows[-3])
            assert count(rows, f"  ·  {RINGS}") == 1
            await hong.enter("")
            await hong.read("Now with [1] v1")
            await asker.read("小红 is here for you.")
            async with agent(server, "xiaolan") as lan:
                await hong.enter("/transfer @xiaolan 想退货")
                await lan.read(f"  ·  {RINGS}", "note: 想退货")
                await kill_and_start(server, hong, asker, lan)
                rows = await hong.read("→ [1 v1] to 小兰", "rings at 小兰")
                assert count(rows, "On the way to") == 1
                await asker.read("小红 serves you")
                await lan.enter("")
                await asker.read("You were handed over: 小兰 is here for you now.")
                rows = await hong.read("[1 v1] 小兰 has taken over.")
                assert count(rows, "New session") == 1
                rows = await lan.read("Now with [1] v1")
                assert count(rows, "New session") == 1


async def kill_and_start(server: Server, *clients: TerminalClient) -> None:
    await trio.to_thread.run_sync(server.kill)
    for client in clients:
        await client.see(lambda rows: not status_of(rows))
    await trio.to_thread.run_sync(server.start)
    for client in clients:
        await client.see(lambda rows: bool(status_of(rows)))


@pytest.mark.covers("P7")
async def test_in_chinese(desk: Desk) -> None:
    server = desk.server
    await desk.rule(accept_seconds=UNTIL_TOLD)
    async with (
        terminal_client(server, "agent", "--as", "xiaolan", LC_ALL="zh_CN") as lan,
        terminal_client(
            server, "chat", "--as", "v1", "--group", "aftersale", LC_ALL="zh_CN"
        ) as asker,
    ):
        with trio.fail_after(LID_SECONDS):
            await lan.read("[1] v1（售后服务）等您接入", "» 回车接入，/decline 不接")
            await asker.read("正在接入客服…")
            await lan.enter("/decline")
            await lan.read("[1 v1] 您没有接，留给其他客服，访客的位置不变")
            await asker.read("排队中（售后服务）  ·  下一位就是您")
            await lan.enter("/rest 吃饭")
            await lan.read("小休（吃饭） 0/1")
