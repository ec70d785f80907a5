"""Console, model and SDK together, on a small service on loopback."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest
import trio

from gateway.attachments.answers import Uploaded
from gateway.client import connect_agent, connect_visitor
from gateway.console.agent_client import AgentClient
from gateway.console.agent_model import AgentModel
from gateway.console.chat import VisitorClient
from gateway.console.console import Edited, Ended, Entered, Switched
from gateway.console.link_view import LinkView
from gateway.console.phrases import ENGLISH, Words
from gateway.console.speech import Speech
from gateway.console.talk import Farewell, Talk
from gateway.console.visitor_model import VisitorModel
from gateway.console.visitor_requests import OpenSession
from gateway.wire.server_frames import Session
from gateway.wire.session_parts import Offer
from gateway.wire.terms import MAX_TEXT_CHARS
from tests.gateway.console.memory_console import MemoryConsole
from tests.gateway.loopback import Server, serving
from tests.gateway.small_desk import SESSION, SmallDesk

WORDS = Words(ENGLISH)


class Running:
    """A talk under way."""

    def __init__(self, console: MemoryConsole) -> None:
        self.console = console
        self.farewell: Farewell | None = None
        self.has_ended = trio.Event()

    async def ended(self) -> Farewell:
        await self.has_ended.wait()
        assert self.farewell is not None
        return self.farewell


async def hold(talk: Talk, running: Running, begin: list[OpenSession]) -> None:
    running.farewell = await talk.run(begin)
    running.has_ended.set()


@asynccontextmanager
async def visiting(
    url: str,
    *,
    ticket: str = "visitor:v",
    is_interactive: bool = True,
    http: str = "",
) -> AsyncGenerator[Running]:
    running = Running(MemoryConsole(is_interactive=is_interactive))
    model = VisitorModel(WORDS, Speech(WORDS, "visitor"), LinkView(WORDS, url))
    async with connect_visitor(url, ticket=ticket, http=http) as visitor:
        client = VisitorClient(visitor, "g", WORDS)
        talk = Talk(running.console, model, client, WORDS, keeps_messages=False)
        async with trio.open_nursery() as nursery:
            nursery.start_soon(hold, talk, running, [OpenSession()])
            yield running
            nursery.cancel_scope.cancel()


@asynccontextmanager
async def attending(
    server: Server, *, is_interactive: bool = True, http: str = ""
) -> AsyncGenerator[Running]:
    running = Running(MemoryConsole(is_interactive=is_interactive))
    model = AgentModel(WORDS, Speech(WORDS, "agent"), LinkView(WORDS, server.url))
    async with connect_agent(server.url, ticket="agent:a", http=http) as agent:
        client = AgentClient(agent)
        talk = Talk(running.console, model, client, WORDS, keeps_messages=False)
        async with trio.open_nursery() as nursery:
            nursery.start_soon(hold, talk, running, [])
            yield running
            nursery.cancel_scope.cancel()


def has(end: str) -> Callable[[list[str]], bool]:
    return lambda rows: any(row.endswith(end) for row in rows)


async def test_a_message_is_delivered_and_typing_shown() -> None:
    async with (
        serving(SmallDesk().handle) as server,
        visiting(server.url) as visitor,
        attending(server, is_interactive=False) as agent,
    ):
        visitor.console.enter(Entered("hello"))
        await visitor.console.see(has("me: hello ✓"))
        visitor.console.enter(Edited("a"))
        await agent.console.see(has("v is typing…"))
        visitor.console.enter(Edited(""), Switched(), Ended())
        assert await visitor.ended() == Farewell()


async def test_the_end_of_input_waits_for_what_was_entered() -> None:
    async with (
        serving(SmallDesk().handle) as server,
        visiting(server.url, is_interactive=False) as visitor,
    ):
        visitor.console.enter(Entered("one"), Entered("two"), Ended())
        assert await visitor.ended() == Farewell()
        said = [row.split(" ", 2)[2] for row in visitor.console.lines[-2:]]
        assert said == ["me: one ✓", "me: two ✓"]


async def test_what_came_too_late_is_told_at_the_end() -> None:
    desk = SmallDesk()
    desk.is_closed = True
    async with (
        serving(desk.handle) as server,
        visiting(server.url, is_interactive=False) as visitor,
    ):
        visitor.console.enter(Entered("late"), Ended())
        farewell = await visitor.ended()
        assert farewell == Farewell(1, "messages that were not delivered: 1")


@pytest.mark.covers("V2")
async def test_a_file_that_was_not_sent_is_told_at_the_end(tmp_path: Path) -> None:
    async with (
        serving(SmallDesk().handle) as server,
        visiting(server.url, is_interactive=False) as visitor,
    ):
        visitor.console.enter(Entered("hello"))
        await visitor.console.see(lambda lines: any("✓" in line for line in lines))
        visitor.console.enter(Entered(f"/file {tmp_path / 'none'}"), Ended())
        farewell = await visitor.ended()
        assert farewell == Farewell(1, "messages that were not delivered: 1")


@pytest.mark.covers("V2")
async def test_the_end_of_input_waits_for_a_file_that_is_saved() -> None:
    async with (
        serving(SmallDesk().handle) as server,
        visiting(server.url, is_interactive=False) as visitor,
    ):
        visitor.console.enter(Entered("hello"))
        await visitor.console.see(has("me: hello ✓"))
        visitor.console.enter(Entered("/save 1"), Ended())
        assert await visitor.ended() == Farewell()
        why = "#1 was not saved: that message has no file"
        assert visitor.console.lines[-1] == why


class Uploads:
    """Takes uploads, and answers when told to."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.has_begun = trio.Event()
        self.may_end = trio.Event()

    async def take(self, stream: trio.SocketStream) -> None:
        told = Uploaded("a" * 22, "file", "a.txt", "text/plain", 1, 0, 0, 0)
        body = msgspec.json.encode(told)
        await stream.receive_some()
        self.has_begun.set()
        await self.may_end.wait()
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n"
        await stream.send_all(head.encode() + body)


@asynccontextmanager
async def uploading() -> AsyncGenerator[Uploads]:
    (listener,) = await trio.open_tcp_listeners(0, host="127.0.0.1")
    uploads = Uploads(listener.socket.getsockname()[1])
    async with trio.open_nursery() as nursery:
        nursery.start_soon(trio.serve_listeners, uploads.take, [listener])
        yield uploads
        nursery.cancel_scope.cancel()


@pytest.mark.covers("V2", "S3")
@pytest.mark.parametrize("is_agent", [False, True])
async def test_a_file_is_not_overtaken_by_the_end(
    tmp_path: Path, *, is_agent: bool
) -> None:
    (tmp_path / "a.txt").write_text("a")
    desk = SmallDesk()
    async with (
        serving(desk.handle) as server,
        uploading() as uploads,
        visiting(server.url, http=uploads.url) as visitor,
        attending(server, http=uploads.url) as agent,
    ):
        console = (agent if is_agent else visitor).console
        visitor.console.enter(Entered("hello"))
        await visitor.console.see(has("me: hello ✓"))
        await agent.console.see(lambda rows: any("connected" in row for row in rows))
        desk.publish(Session(SESSION, 1, "serving", "g", "v", "a", 1))
        await agent.console.see(has(": hello"))
        console.enter(Entered(f"/file {tmp_path / 'a.txt'}"))
        console.enter(Entered("/close"), Entered("/why" if is_agent else "meanwhile"))
        await uploads.has_begun.wait()
        await console.see(has("/close follows when the file is sent."))
        if is_agent:  # what does not end the session waits for no file
            await console.see(lambda rows: any("What happened" in r for r in rows))
        assert not desk.is_closed
        uploads.may_end.set()
        await console.see(lambda rows: any("[file] a.txt" in row for row in rows))
        await visitor.console.see(has("The session has ended."))
        assert desk.is_closed


async def test_a_message_that_is_too_long_is_refused_here() -> None:
    async with (
        serving(SmallDesk().handle) as server,
        visiting(server.url, is_interactive=False) as visitor,
    ):
        long = "x" * (MAX_TEXT_CHARS + 1)
        visitor.console.enter(Entered(long), Ended())
        assert (await visitor.ended()).code == 1
        assert visitor.console.lines[-1].startswith("The message is too long:")


async def test_leaving_with_unsent_messages_takes_two_requests() -> None:
    async with visiting("ws://127.0.0.1:1/v1") as visitor:
        console = visitor.console
        await console.see(has("what you write is sent then."))
        console.enter(Entered("unsent"), Ended())
        await console.see(has("Leave once more to do so."))
        assert not visitor.has_ended.is_set()
        console.enter(Entered("/quit"))
        assert await visitor.ended() == Farewell()


async def test_being_turned_away_ends_the_talk_with_a_reason() -> None:
    async with serving(SmallDesk().handle) as server:
        async with visiting(server.url, ticket="nonsense") as visitor:
            farewell = await visitor.ended()
            assert farewell.code == 1
            assert farewell.reason.startswith("the ticket is not valid")
        async with visiting(server.url, ticket="agent:a") as visitor:
            farewell = await visitor.ended()
            assert farewell.code == 1
            assert farewell.reason.endswith("use triodesk agent")


async def test_commands_reach_the_service() -> None:
    desk = SmallDesk()
    async with (
        serving(desk.handle) as server,
        visiting(server.url) as visitor,
        attending(server) as agent,
    ):
        agent.console.enter(Entered("/busy"))
        await agent.console.see(lambda rows: any("busy 1/3" in row for row in rows))
        visitor.console.enter(Entered("hello"), Entered("/close"))
        await visitor.console.see(has("The session has ended."))
        assert desk.is_closed
        assert len(desk.messages) == 1


async def test_what_was_asked_for_is_shown() -> None:
    async with serving(SmallDesk().handle) as server, attending(server) as agent:
        agent.console.enter(Entered("/queue g"), Entered("/colleagues"))
        await agent.console.see(has("g (g): nobody waits"))
        await agent.console.see(has("“g” has no agents."))


async def test_a_refusal_says_which_command_and_why() -> None:
    async with serving(SmallDesk().handle) as server, attending(server) as agent:
        agent.console.enter(Entered("/capacity hong 3"))
        await agent.console.see(has("/capacity was refused: you are not allowed to"))


async def test_what_no_server_would_take_is_refused_here() -> None:
    async with serving(SmallDesk().handle) as server, attending(server) as agent:
        agent.console.enter(Entered(f"/queue {'g' * 65}"), Entered("/queue g"))
        await agent.console.see(has("/queue was refused: that value cannot be used"))
        # The connection lives.
        await agent.console.see(has("g (g): nobody waits"))


async def test_what_was_done_to_others_is_confirmed() -> None:
    async with serving(SmallDesk().handle) as server, attending(server) as agent:
        agent.console.enter(Entered("/assign w1 hong"))
        await agent.console.see(has("Session w1 was given to hong."))


async def test_an_empty_line_of_a_pipe_takes_no_offer() -> None:
    desk = SmallDesk()
    offer = Offer("o", "a", 1, 0)
    rings = Session(SESSION, 1, "offered", "g", "v", "", 0, offer=offer)
    async with serving(desk.handle) as server:
        for is_interactive in (False, True):
            async with attending(server, is_interactive=is_interactive) as agent:
                agent.console.enter(Entered("/queue g"))
                await agent.console.see(has("nobody waits"))
                desk.publish(rings)
                await agent.console.see(lambda rows: any("rings" in r for r in rows))
                agent.console.enter(Entered(""), Entered("/help"))
                await agent.console.see(
                    lambda rows: any("Ctrl-L redraws" in r for r in rows)
                )
                is_taken = any("taking it…" in row for row in agent.console.panel)
                assert is_taken == is_interactive


@pytest.mark.covers("S3")
async def test_a_visitor_may_end_human_service() -> None:
    async with serving(SmallDesk().handle) as server, visiting(server.url) as visitor:
        visitor.console.enter(Entered("/end"), Entered("/close"))
        await visitor.console.see(has("The session has ended."))


async def test_a_console_that_is_gone_ends_the_talk() -> None:
    async with (
        serving(SmallDesk().handle) as server,
        visiting(server.url) as visitor,
    ):
        visitor.console.gone.set()
        assert (await visitor.ended()).code == 7


@pytest.mark.parametrize("word", ["help", "nonsense"])
async def test_answers_to_commands_are_shown(word: str) -> None:
    async with visiting("ws://127.0.0.1:1/v1") as visitor:
        visitor.console.enter(Entered(f"/{word}"))
        await visitor.console.see(lambda rows: any("/help" in row for row in rows))


@pytest.mark.covers("V2")
async def test_who_sits_at_a_terminal_reads_what_it_shows() -> None:
    desk = SmallDesk()
    served = Session(SESSION, 1, "serving", "g", "v", "a", 1)
    async with (
        serving(desk.handle) as server,
        visiting(server.url) as visitor,
        attending(server) as agent,
    ):
        visitor.console.enter(Entered("hello"))
        await visitor.console.see(has("me: hello ✓"))
        await agent.console.see(lambda rows: any("connected" in row for row in rows))
        desk.publish(served)
        await agent.console.see(has(": hello"))
        await visitor.console.see(lambda rows: any("✓✓ read" in row for row in rows))
