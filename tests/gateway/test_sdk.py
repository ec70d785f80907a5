"""The Python SDK against a small service on a real listener."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import trio

from gateway.client import (
    Agent,
    Conversation,
    FileOutbox,
    Receipt,
    Refused,
    StoppedByServer,
    Visitor,
    connect_agent,
    connect_visitor,
)
from gateway.client_core.events import (
    ClientEvent,
    Disconnected,
    MessageReceived,
    ReceiptChanged,
    SessionChanged,
    Stopped,
    TypingChanged,
)
from gateway.wire.codes import CloseCode, ErrorCode
from gateway.wire.customer_frames import ChangeCustomer
from gateway.wire.server_frames import Session
from runtime.errors import UsageError
from tests.gateway.loopback import serving
from tests.gateway.small_desk import SESSION, SmallDesk


async def texts(client: Visitor | Agent, count: int) -> list[str]:
    """The texts of the next `count` messages."""
    found: list[str] = []
    async for event in client.events():
        if isinstance(event, MessageReceived):
            found.append(event.message.text)
        if len(found) == count:
            break
    return found


async def wait_for(client: Visitor | Agent, kind: type[ClientEvent]) -> ClientEvent:
    async for event in client.events():
        if isinstance(event, kind):
            return event
    pytest.fail(f"the events ended before {kind.__name__}")


@asynccontextmanager
async def conversing(
    desk: SmallDesk,
) -> AsyncGenerator[tuple[Visitor, Agent, Conversation]]:
    """A visitor who has opened a session, and an agent who is free."""
    async with (
        serving(desk.handle) as server,
        connect_visitor(server.url, ticket="visitor:v") as visitor,
        connect_agent(server.url, ticket="agent:a") as agent,
    ):
        session = await visitor.open(group="presale")
        await agent.set_status("free")
        yield visitor, agent, session


@pytest.mark.covers("P3", "S2")
async def test_a_conversation() -> None:
    async with conversing(SmallDesk()) as (visitor, agent, session):
        assert await session.send("你好") == Receipt(1, 1)
        assert await texts(agent, 1) == ["你好"]
        (theirs,) = agent.sessions
        theirs.typing()
        assert (await theirs.send("您好")).number == 2
        assert await texts(visitor, 2) == ["你好", "您好"]
        session.typing()
        typing = await wait_for(agent, TypingChanged)
        assert typing == TypingChanged(SESSION, "visitor", "v", is_typing=True)
        await theirs.close()
        await wait_for(visitor, SessionChanged)
        with pytest.raises(Refused) as caught:
            await session.send("too late")
        assert caught.value.code == ErrorCode.CLOSED


@pytest.mark.covers("P3", "V2")
async def test_one_sees_what_became_of_a_message() -> None:
    desk = SmallDesk()
    async with conversing(desk) as (visitor, agent, session):
        sent = await session.send("你好")
        assert session.delivery(sent.number) == "sent"
        assert await texts(agent, 1) == ["你好"]
        desk.publish(Session(SESSION, 1, "serving", "g", "v", "a", 1))
        assert await wait_for(visitor, ReceiptChanged) == ReceiptChanged(
            SESSION, "agent", "a", 1, 0
        )
        assert session.delivery(sent.number) == "delivered"
        (theirs,) = agent.sessions
        assert theirs.unread == 1
        theirs.read()
        assert theirs.unread == 0
        assert await wait_for(visitor, ReceiptChanged) == ReceiptChanged(
            SESSION, "agent", "a", 1, 1
        )
        assert session.delivery(sent.number) == "read"


@pytest.mark.covers("P3", "Q7", "Q10", "Q11")
async def test_an_agent_asks_for_all_that_agents_may() -> None:
    async with (
        serving(SmallDesk().handle) as server,
        connect_agent(server.url, ticket="agent:a") as agent,
    ):
        await agent.set_status("rest", "lunch")
        await agent.accept(SESSION, "o")
        await agent.decline(SESSION, "o")
        await agent.transfer(SESSION, group="aftersale", note="wants a refund")
        await agent.cancel_transfer(SESSION)
        await agent.assign(SESSION)
        await agent.annotate(SESSION, "tag", "vip")
        assert (await agent.colleagues("g")).group == "g"
        assert (await agent.queue("g")).public_name == "g"
        assert (await agent.why(SESSION)).session == SESSION
        assert (await agent.follow_ups()).rows == ()
        assert (await agent.messages_left("g")).rows == ()
        assert await agent.contribute("how?", "so") == 7
        assert (await agent.contributions("waiting")).waiting == 2
        await agent.decide_contribution(7, is_approved=False, reason="no")
        assert (await agent.news(is_unread=True)).unread == 4
        await agent.mark_news(3, "e1")
        assert (await agent.entry("e1")).question == "q"
        assert (await agent.quick_replies("q1")).next == "q1"
        assert await agent.put_quick_reply("t", "hello") == "q1"
        await agent.drop_quick_reply("q1")
        assert (await agent.search_knowledge("?", limit=3)).version == 5
        await agent.initiate("v", "hello")
        assert (await agent.customer(session=SESSION)).visitor == "v"
        await agent.change_customer(ChangeCustomer(0, "", SESSION, note="vip"))
        with pytest.raises(Refused) as caught:  # the desk's `a` is no supervisor
            await agent.set_agent("b", capacity=3)
        assert caught.value.code == ErrorCode.FORBIDDEN
        for ask in (agent.watch_dashboard, agent.trend):
            with pytest.raises(Refused) as caught:
                await ask()
            assert caught.value.code == ErrorCode.FORBIDDEN


@pytest.mark.covers("P3", "S3")
async def test_a_visitor_ends_human_service() -> None:
    async with (
        serving(SmallDesk().handle) as server,
        connect_visitor(server.url, ticket="visitor:v") as visitor,
    ):
        session = await visitor.open(group="presale")
        await visitor.leave_message(session.id, "call me", "138")
        await visitor.end_service(session.id)
        await session.close()


@pytest.mark.covers("P3", "S6")
async def test_cuts_lose_and_double_nothing() -> None:
    desk = SmallDesk()
    async with conversing(desk) as (visitor, agent, session):
        for number in range(30):
            session.post(f"m{number}")
            if number % 10 == 5:
                await trio.testing.wait_all_tasks_blocked()
                desk.cut_all()
        expected = [f"m{number}" for number in range(30)]
        assert await texts(visitor, 30) == expected
        assert await texts(agent, 30) == expected
    assert desk.connection_count > 2
    assert len(desk.messages) == 30


async def test_a_server_that_starts_later_is_found() -> None:
    desk = SmallDesk()
    async with serving(desk.handle) as server:
        url, stop = server.url, server.stop
        stop.set()
        async with connect_visitor(url, ticket="visitor:v") as visitor:
            await wait_for(visitor, Disconnected)


async def test_a_bad_ticket_stops_the_client() -> None:
    async with (
        serving(SmallDesk().handle) as server,
        connect_visitor(server.url, ticket="nonsense") as visitor,
    ):
        with pytest.raises(StoppedByServer) as caught:
            await visitor.open(group="presale")
        assert caught.value.code == CloseCode.BAD_TICKET
        events = [event async for event in visitor.events()]
        assert events[-1] == Stopped(CloseCode.BAD_TICKET)
        with pytest.raises(StoppedByServer):
            await visitor.session("s").send("x")


async def test_an_outbox_in_a_file_is_sent_by_the_next_process(tmp_path: Path) -> None:
    desk = SmallDesk()
    path = tmp_path / "outbox"
    with FileOutbox(path) as outbox:
        unreachable = "ws://127.0.0.1:1/v1"
        async with connect_visitor(
            unreachable, ticket="visitor:v", outbox=outbox
        ) as visitor:
            visitor.session(SESSION).post("later")
    with FileOutbox(path) as outbox:
        async with (
            serving(desk.handle) as server,
            connect_visitor(server.url, ticket="visitor:v", outbox=outbox) as visitor,
        ):
            assert await texts(visitor, 1) == ["later"]
    assert len(desk.messages) == 1


async def test_a_wrong_url_is_a_usage_error() -> None:
    with pytest.raises(UsageError):
        async with connect_visitor("http://localhost", ticket="x"):
            pass


async def test_events_have_one_reader() -> None:
    async with (
        serving(SmallDesk().handle) as server,
        connect_visitor(server.url, ticket="visitor:v") as visitor,
        trio.open_nursery() as nursery,
    ):
        nursery.start_soon(wait_for, visitor, SessionChanged)
        await trio.testing.wait_all_tasks_blocked()
        with pytest.raises(UsageError):
            await wait_for(visitor, SessionChanged)
        nursery.cancel_scope.cancel()
