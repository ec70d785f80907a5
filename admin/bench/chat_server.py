"""The service that `bench chat` and `bench typing` load.

`python -m admin.bench.chat_server DIRECTORY N TYPING_SECONDS` is the service of
`triodesk serve`, with N agents in one group instead of the demo's, without limits of
rate, and with the throttle of typing as told. When all is up it prints one line of
JSON; it stops in order when its standard input ends. `echo` instead of the arguments
serves the peer.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import SystemRandom
from typing import Final
from urllib.parse import urlsplit

import msgspec
import trio
import trio_websocket

from actors.agent.messages import RegisterAgent
from actors.assignment.messages import DefineGroup
from actors.ids import AgentId, GroupId
from admin.bench.chat_wire import GROUP, Ready, agent_name, visitor_name
from admin.configuration import (
    Configuration,
    GatewaySection,
    HttpSection,
    ServiceSection,
)
from admin.data_directory import DataDirectory
from admin.demo import mint
from admin.life import Life
from runtime.collector import Collector
from runtime.config import Bind
from runtime.node import Node
from runtime.observe import Events
from runtime.open_node import open_node
from runtime.supervisor import Supervisor

_ANY: Final = Bind("127.0.0.1", 0)
_NO_LIMIT: Final = 1e9
"""Frames per second: the server's speed is to be the limit."""


def _configuration(directory: Path, typing_seconds: float) -> Configuration:
    gateway = GatewaySection(_ANY, _NO_LIMIT, _NO_LIMIT, typing_seconds)
    service = ServiceSection(prompts=False)
    return Configuration(str(directory), "", HttpSection(_ANY), gateway, service)


async def serve_chat(path: Path, pairs: int, typing_seconds: float) -> None:
    """Runs the service until standard input ends."""
    directory = DataDirectory(path)
    lives: list[Life] = []
    events = Events()

    def plant(node: Node) -> Callable[[], Supervisor]:
        configuration = _configuration(path, typing_seconds)
        lives.append(Life(configuration, directory, events, node))
        return lives[0].tree

    lock = directory.lock()
    async with (
        open_node(plant, events, SystemRandom()),
        trio.open_nursery() as nursery,
    ):
        nursery.start_soon(lives[0].watchdog.run)
        nursery.start_soon(Collector(events).run)
        await _ready(lives[0], pairs)
        await _wait_for_the_end()
        nursery.cancel_scope.cancel()
    lock.close()


async def _ready(life: Life, pairs: int) -> None:
    endpoints = await life.wait_up()
    groups = life.desk.directory
    await groups.group(GroupId(GROUP)).ask(DefineGroup(GROUP))
    for number in range(pairs):
        name = agent_name(number)
        command = RegisterAgent(name, (GroupId(GROUP),), 1)
        await groups.agent(AgentId(name)).ask(command)
    now_ms = life.node.wall_ms()
    everybody = range(pairs)
    _print(
        Ready(
            port=urlsplit(endpoints.gateway).port or 0,
            process=os.getpid(),
            store=life.journal.process_id or 0,
            visitors=tuple(
                mint(life.office, "visitor", visitor_name(n), now_ms) for n in everybody
            ),
            agents=tuple(
                mint(life.office, "agent", agent_name(n), now_ms) for n in everybody
            ),
        )
    )


async def serve_echo() -> None:
    """The peer: trio-websocket gives back what comes, until standard input ends."""

    async def echo(request: trio_websocket.WebSocketRequest) -> None:
        websocket = await request.accept()
        try:
            while True:
                await websocket.send_message(await websocket.get_message())
        except trio_websocket.ConnectionClosed:
            return

    async with trio.open_nursery() as nursery:
        nursery.start_soon(Collector(Events()).run)
        serve = partial(
            trio_websocket.serve_websocket, echo, "127.0.0.1", 0, ssl_context=None
        )
        server: trio_websocket.WebSocketServer = await nursery.start(serve)
        _print(Ready(port=server.port, process=os.getpid()))
        await _wait_for_the_end()
        nursery.cancel_scope.cancel()


async def _wait_for_the_end() -> None:
    async with trio.lowlevel.FdStream(os.dup(sys.stdin.fileno())) as stream:
        while await stream.receive_some():
            pass


def _print(ready: Ready) -> None:
    print(msgspec.json.encode(ready).decode(), flush=True)  # noqa: T201


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["echo"]:
            trio.run(serve_echo)
        case place, pairs, seconds:
            trio.run(serve_chat, Path(place), int(pairs), float(seconds))
        case _:
            sys.exit("expected DIRECTORY N TYPING_SECONDS, or echo")
