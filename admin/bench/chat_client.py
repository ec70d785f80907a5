"""A visitor or an agent of `bench chat` and `bench typing`, in pairs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from admin.bench.chat_wire import (
    GROUP,
    Ready,
    chat_message,
    framed,
    frames_of,
    handshake,
    typing_message,
)
from admin.bench.crowd import Client, Crowd, LoadFailed, Tally, bench_server
from gateway.wire.client_codec import tag_of
from gateway.wire.client_frames import Hello, Open, SetStatus
from gateway.wire.server_frames import Board, Message, Res, Typing, Welcome
from gateway.wire.terms import TYPING_MIN_INTERVAL_SECONDS, Ping, Pong

TEXT_CHARS: Final = 100
"""Of a message: two lines."""
THROTTLED: Final = TYPING_MIN_INTERVAL_SECONDS
"""As the service drops typing unless told otherwise."""
UNTHROTTLED: Final = 0.0
"""Whatever is typed reaches the other side."""
_JOIN_SECONDS: Final = 0.001
_WELCOME, _RES, _MESSAGE = tag_of(Welcome), tag_of(Res), tag_of(Message)
_BOARD, _PING, _TYPING = tag_of(Board), tag_of(Ping), tag_of(Typing)


class Ear(Tally):
    """Who is told what all clients hear; a load does its part in these calls."""

    def acknowledged(self, client: ChatClient, wait: float) -> None:
        """A message is on disk, `wait` seconds after it was to be sent."""

    def received(self, wait: float) -> None:
        """A message is at the other side."""

    def typed(self, client: ChatClient, number: int) -> None:
        """The other side of `client` typed; `number` is the sender's `after`."""


class ChatClient(Client):
    """A visitor or an agent of one pair."""

    def __init__(self, port: int, ticket: str, ear: Ear, *, is_agent: bool) -> None:
        super().__init__(port, handshake("/v1"))
        self._ticket = ticket
        self._role = "agent" if is_agent else "visitor"
        self._ear = ear
        self._request = 1
        self._sent: dict[int, float] = {}
        self._is_typing = False
        self.session = ""

    def opened(self) -> None:
        """Says who it is."""
        self.write(framed(Hello(self._ticket)))

    def say(self, when: float) -> None:
        """Sends a message that is late from `when` on."""
        self._request += 1
        self._sent[self._request] = when
        text = f"{when!r} ".ljust(TEXT_CHARS, "x")
        self.write(chat_message(self._request, self.session, text))

    def type(self, number: int) -> None:
        """Begins to type, or ceases to if it did."""
        self._is_typing = not self._is_typing
        self.write(typing_message(self.session, number, is_typing=self._is_typing))

    @property
    def unanswered(self) -> int:
        """Messages that are not acknowledged."""
        return len(self._sent)

    def taken(self, payload: bytes) -> None:
        """Frames of the server."""
        for frame in frames_of(payload):
            match frame:
                case [tag, int(request), code, session, *_] if tag == _RES:
                    self._answered(request, code, str(session))
                case [tag, _, _, _, role, _, _, body, *_] if tag == _MESSAGE:
                    self._heard(role, body)
                case [tag, _, _, _, _, _, _, int(after), *_] if tag == _TYPING:
                    self._ear.typed(self, after)  # one's own is left out
                case _:
                    self._settle(frame)

    def _settle(self, frame: list[object]) -> None:
        match frame:
            case [tag, *_] if tag == _WELCOME:
                self._welcomed()
            case [tag, _, _, _, [session, *_], *_] if tag == _BOARD:
                self._has_session(str(session))
            case [tag, int(number), *_] if tag == _PING:
                self.write(framed(Pong(number)))
            case _:
                pass

    def _welcomed(self) -> None:
        if self._role == "agent":
            self.write(framed(SetStatus(self._request, "free", "free")))
        else:
            self.write(framed(Open(self._request, "open", GROUP)))

    def _answered(self, request: int, code: object, session: str) -> None:
        if code != 0:
            raise LoadFailed(f"a request was refused with {code}")
        when = self._sent.pop(request, None)
        if when is None:
            self._has_session(session)
        else:
            self._ear.acknowledged(self, time.monotonic() - when)

    def _has_session(self, session: str) -> None:
        if session and not self.session:
            self.session = session
            self._ear.ready += 1

    def _heard(self, role: object, body: object) -> None:
        if role != self._role and isinstance(body, dict):
            sent = float(body["text"].partition(" ")[0])
            self._ear.received(time.monotonic() - sent)


class Floor:
    """The crowd of a load, everybody in a session with somebody.

    Attributes:
        partner: the other side of each, by either.
    """

    def __init__(self, crowd: Crowd, ready: Ready, clients: list[ChatClient]) -> None:
        self.crowd = crowd
        self.ready = ready
        self.clients = clients
        half = len(clients) // 2
        agents = {client.session: client for client in clients[:half]}
        self.partner: dict[ChatClient, ChatClient] = {}
        for visitor in clients[half:]:
            agent = agents[visitor.session]
            self.partner |= {visitor: agent, agent: visitor}


@contextmanager
def served_pairs(
    pairs: int, ear: Ear, directory: Path, typing_seconds: float
) -> Iterator[Floor]:
    """Runs the service and so many visitors, each served by an agent of his own."""
    crowd = Crowd(ear)
    with bench_server(str(directory), str(pairs), str(typing_seconds)) as ready:
        agents = _join(crowd, ear, ready.port, ready.agents, is_agent=True)
        visitors = _join(crowd, ear, ready.port, ready.visitors, is_agent=False)
        crowd.serve_until_ready(2 * pairs)
        yield Floor(crowd, ready, agents + visitors)
        crowd.close()


def _join(
    crowd: Crowd, ear: Ear, port: int, tickets: tuple[str, ...], *, is_agent: bool
) -> list[ChatClient]:
    """Connects everybody of one role, a few at a time as people come."""
    clients: list[ChatClient] = []
    for ticket in tickets:
        client = ChatClient(port, ticket, ear, is_agent=is_agent)
        clients.append(client)
        crowd.add(client)
        crowd.serve_for(_JOIN_SECONDS)
    return clients
