"""A visitor and an agent over real sockets, a real store and real kills."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
import trio

from gateway.client import (
    Agent,
    Conversation,
    Visitor,
    connect_agent,
    connect_visitor,
)
from gateway.client_core.events import (
    ClientEvent,
    MessageReceived,
    SessionChanged,
    TypingChanged,
)
from gateway.wire.server_frames import Message
from tests.postgresql import PostgresServer, postgres_server
from tests.system.service import ROOT, Server

LID_SECONDS = 280
"""A lid on a test that hangs; each takes a few seconds."""


class Listener:
    """Keeps what one side hears."""

    def __init__(self) -> None:
        self.events: list[ClientEvent] = []
        self._heard = trio.Event()

    async def listen(self, side: Agent | Visitor) -> None:
        async for event in side.events():
            self.events.append(event)
            self._heard.set()
            self._heard = trio.Event()

    async def wait(self, test: Callable[[], bool]) -> None:
        while not test():
            await self._heard.wait()

    def messages(self) -> list[Message]:
        return [
            event.message for event in self.events if isinstance(event, MessageReceived)
        ]

    def numbers(self) -> list[int]:
        return [message.number for message in self.messages()]

    def has_typing(self) -> bool:
        return any(
            isinstance(event, TypingChanged) and event.is_typing
            for event in self.events
        )

    def is_closed(self) -> bool:
        return any(
            isinstance(event, SessionChanged) and event.session.state == "closed"
            for event in self.events
        )


@pytest.fixture(scope="module")
def database() -> Iterator[PostgresServer]:
    with postgres_server() as database:
        yield database


@pytest.fixture
def on_postgresql(database: PostgresServer, tmp_path: Path) -> Iterator[Server]:
    """As `server`, with its data in PostgreSQL."""
    server = Server(tmp_path / "data", TRIODESK_DATABASE_URL=database.url())
    server.start()
    yield server
    server.kill()


@pytest.fixture(params=["server", "on_postgresql"])
def any_server(request: pytest.FixtureRequest) -> Server:
    """A service on either database."""
    server: Server = request.getfixturevalue(request.param)
    return server


@pytest.mark.covers("S2", "S3", "S6", "S7", "V4", "V8", "P1", "P3")
async def test_a_conversation_survives_kill_9(any_server: Server) -> None:
    server = any_server
    ticket = server.ticket("visitor", "bob")
    seat = server.ticket("agent", "xiaoming")
    heard, told = Listener(), Listener()
    with trio.fail_after(LID_SECONDS):
        async with (
            connect_visitor(server.gateway, ticket=ticket) as visitor,
            connect_agent(server.gateway, ticket=seat) as agent,
            trio.open_nursery() as nursery,
        ):
            nursery.start_soon(heard.listen, visitor)
            nursery.start_soon(told.listen, agent)
            await agent.set_status("free")
            mine = await visitor.open(group="presale")
            assert (await mine.send("你好")).number == 1
            await told.wait(lambda: told.numbers() == [1])
            theirs = agent.session(mine.id)
            theirs.typing()
            await heard.wait(heard.has_typing)
            assert (await theirs.send("您好")).number == 2
            server.kill()
            mine.post("typed while away")
            await trio.to_thread.run_sync(server.start)
            assert (await theirs.send("还在吗?")).number in {3, 4}
            await heard.wait(lambda: len(heard.numbers()) == 4)
            await told.wait(lambda: len(told.numbers()) == 4)
            await theirs.close()
            await heard.wait(heard.is_closed)
            nursery.cancel_scope.cancel()
    assert heard.numbers() == [1, 2, 3, 4]
    assert told.numbers() == [1, 2, 3, 4]


@pytest.mark.covers("P1", "S7")
async def test_a_database_that_restarts_costs_time_alone(
    database: PostgresServer, on_postgresql: Server
) -> None:
    server = on_postgresql
    ticket = server.ticket("visitor", "bob")
    with trio.fail_after(LID_SECONDS):
        async with connect_visitor(server.gateway, ticket=ticket) as visitor:
            session = await visitor.open(group="presale")
            assert (await session.send("before")).number == 1
            await trio.to_thread.run_sync(database.crash)
            session.post("meanwhile")
            await trio.to_thread.run_sync(database.start)
            assert (await session.send("after")).number == 3


async def test_a_stop_says_good_bye_and_ends_with_0(server: Server) -> None:
    ticket = server.ticket("visitor", "bob")
    with trio.fail_after(LID_SECONDS):
        async with connect_visitor(server.gateway, ticket=ticket) as visitor:
            session = await visitor.open(group="presale")
            code = await trio.to_thread.run_sync(server.stop)
            await trio.to_thread.run_sync(server.start)
            await _send(session)
    assert code == 0


async def _send(session: Conversation) -> None:
    assert (await session.send("again")).number == 1


@pytest.mark.covers("P1")
def test_a_second_service_on_the_same_data_is_refused(lasting: Server) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "admin", "serve"],
        env=lasting.environment(),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LID_SECONDS,
        check=False,
    )
    assert second.returncode == 1
    assert "another service runs on" in second.stderr
    assert "Traceback" not in second.stderr


@pytest.mark.covers("P6")
def test_health_readiness_and_figures_are_served(lasting: Server) -> None:
    with urlopen(f"{lasting.http}/readyz", timeout=LID_SECONDS) as answer:
        assert json.load(answer)["ready"] is True
    with urlopen(f"{lasting.http}/metrics", timeout=LID_SECONDS) as answer:
        figures = answer.read()
    assert b"triodesk_actors" in figures
    assert b'triodesk_gateway_refused_total{what="origins"} 0' in figures


@pytest.mark.covers("P7")
@pytest.mark.parametrize(
    "command", ["serve", "chat", "agent", "ticket", "channels", "doctor"]
)
def test_every_command_explains_itself(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "admin", command, "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LID_SECONDS,
        check=True,
    )
    assert done.stdout.startswith(f"usage: triodesk {command}")


@pytest.mark.covers("P7")
def test_the_doctor_finds_a_good_machine_and_a_taken_port(
    lasting: Server,
) -> None:
    def ask(environment: dict[str, str]) -> tuple[int, dict[str, object]]:
        done = subprocess.run(
            [sys.executable, "-m", "admin", "doctor", "--json"],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=LID_SECONDS,
            check=False,
        )
        return done.returncode, json.loads(done.stdout)

    code, found = ask(lasting.environment())
    assert (code, found["fit"]) == (0, True)
    elsewhere = {
        **lasting.environment(),
        "TRIODESK_DATA": str(lasting.data.parent / "other"),
    }
    code, found = ask(elsewhere)
    assert (code, found["fit"]) == (1, False)
    assert "TRIODESK_GATEWAY_BIND" in json.dumps(found)
