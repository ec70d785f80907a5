"""A client's machine, the model server, and what lies between them."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random
from typing import TypeVar

from gateway.client_core.core import ClientConfig, ClientCore
from gateway.client_core.events import ClientEvent, Connected
from gateway.wire.bodies import TextBody
from gateway.wire.server_codec import decode_client_message, encode_frame
from gateway.wire.server_frames import Message, ServerFrame
from tests.gateway.model_server import ModelServer

E = TypeVar("E", bound=ClientEvent)


class World:
    """A client, the model server and what lies between them."""

    def __init__(self, seed: int = 1, in_flight: int = 1) -> None:
        config = ClientConfig(ticket="t", in_flight_per_session=in_flight)
        self.core = ClientCore(config, random=Random(seed))
        self.server = ModelServer()
        self.events: list[ClientEvent] = []
        self.now = 0.0
        self.is_connected = False
        self.to_server: list[bytes] = []

    def connect(self) -> None:
        if not self.is_connected and self.core.connect_at != math.inf:
            self.now = max(self.now, self.core.connect_at)
            self.core.connected(self.now)
            self.is_connected = True

    def cut(self, code: int = 1006) -> None:
        if self.is_connected:
            self.events += self.core.disconnected(code, self.now)
            self.is_connected = False
            self.to_server.clear()
            self.server.outgoing.clear()

    def write(self) -> None:
        while self.is_connected and (data := self.core.next_message(self.now)):
            self.to_server.append(data)

    def deliver_to_server(self) -> None:
        if self.is_connected and self.to_server:
            self.server.take(self.to_server.pop(0))

    def deliver_to_client(self) -> None:
        if not self.is_connected:
            self.server.outgoing.clear()  # pushed to nobody
        elif self.server.outgoing:
            data = self.server.outgoing.pop(0)
            self.events += self.core.receive(data, self.now)

    def exchange(self) -> None:
        """Writes; then one message goes each way."""
        self.write()
        self.deliver_to_server()
        self.deliver_to_client()

    def wait(self, seconds: float) -> None:
        self.now += seconds
        self.events += self.core.on_time(self.now)

    def settle_now(self) -> None:
        """What is to be said is said and heard, on this connection and at once."""
        self.write()
        while self.to_server or self.server.outgoing:
            self.deliver_to_server()
            self.deliver_to_client()
            self.write()

    def settle(self) -> None:
        """A good network until nothing moves any more."""
        self.server.is_busy = False
        self.server.loses_pushes = False
        self.server.doubles_pushes = False
        for _ in range(40):
            self.connect()
            self.settle_now()
            self.wait(1.0)
            if self.core.close_wanted is not None:
                self.cut()

    def push(self, *frames: ServerFrame) -> list[ClientEvent]:
        new: list[ClientEvent] = []
        for frame in frames:
            new += self.core.receive(encode_frame(frame), self.now)
        self.events += new
        return new

    def of(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]

    def sent(self, kind: type[object]) -> list[object]:
        frames: list[object] = []
        while data := self.core.next_message(self.now):
            frames += decode_client_message(data)
        return [frame for frame in frames if isinstance(frame, kind)]


def _toggle_busy(world: World) -> None:
    world.server.is_busy = not world.server.is_busy


STEPS: dict[str, Callable[[World], None]] = {
    "write": lambda world: world.write(),
    "to-server": World.deliver_to_server,
    "to-client": World.deliver_to_client,
    "cut": World.cut,
    "connect": World.connect,
    "wait": lambda world: world.wait(0.3),
    "wait-long": lambda world: world.wait(16.0),
    "busy": _toggle_busy,
}
"""What a network does at random."""
USUAL = ["connect", "write", "to-server", "to-client"]


def ready() -> World:
    world = World()
    world.settle()
    assert isinstance(world.events[0], Connected)
    return world


def message(number: int, sender: str = "other") -> Message:
    body = TextBody(f"m{number}")
    return Message("s", "visitor", number, "agent", sender, "", body, 1)
