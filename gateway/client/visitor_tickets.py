"""A visitor's tickets, from the service's HTTP.

    tickets = VisitorTickets("https://help.example.org", "web")
    async with connect_visitor(await tickets.gateway(), ticket=tickets) as visitor:
        ...

Keep `refresh_token` to be the same visitor next time.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

import msgspec
import trio

from gateway.client.http_exchange import HttpOrigin
from gateway.client.ticket_exchange import post_json, read_answer
from gateway.wire.terms import VISITOR_TOKENS_PATH

MARGIN_SECONDS: Final = 60.0
"""A ticket that is over sooner is not used any more: connecting takes its time."""


class _Asked(msgspec.Struct, omit_defaults=True):
    channel: str
    refresh_token: str = ""
    identity_token: str = ""
    nickname: str = ""
    parameters: dict[str, str] = {}


class _Given(msgspec.Struct):
    ticket: str
    expires_ms: int
    server_ms: int
    visitor: str
    refresh_token: str
    gateway: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitorProfile:
    """What a program says of its visitor; agents see it.

    Attributes:
        nickname: "" = the service finds one.
        client_data: whatever the business wants to find in the session again.
        channel_name, peer_source: where the visitor comes from.
        remark: for the agent.
    """

    nickname: str = ""
    client_data: str = ""
    channel_name: str = ""
    peer_source: str = ""
    remark: str = ""


NOBODY: Final = VisitorProfile()


class VisitorTickets:
    """Gets tickets and keeps the last one while it is good, for one link.

    Args:
        http: of the service, `https://host[:port]`.
        channel: the channel's key.
        refresh_token: the one that was kept, to be the same visitor.
        profile: what is said of the visitor.
        identity: gives an identity token of the business server; asked each time.
        clock: monotonic, seconds.

    Raises:
        UsageError: `http` is no HTTP URL.
    """

    def __init__(
        self,
        http: str,
        channel: str,
        *,
        refresh_token: str = "",
        profile: VisitorProfile = NOBODY,
        identity: Callable[[], Awaitable[str]] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._origin = HttpOrigin(http)
        self.refresh_token = refresh_token
        self.visitor = ""
        self._asked = _Asked(
            channel,
            nickname=profile.nickname,
            parameters={
                "clientData": profile.client_data,
                "channelName": profile.channel_name,
                "peerSource": profile.peer_source,
                "remark": profile.remark,
            },
        )
        self._identity = identity
        self._clock = clock
        self._given: _Given | None = None
        self._good_until = 0.0
        self._asking = trio.Lock()

    async def ticket(self, *, is_fresh: bool = False) -> str:
        """See `TicketSource`."""
        return (await self._get(is_fresh=is_fresh)).ticket

    async def gateway(self) -> str:
        """URL of the WebSocket to connect to.

        Raises:
            TicketUnavailable, TicketRefused: see `TicketSource`.
        """
        return (await self._get(is_fresh=False)).gateway

    async def _get(self, *, is_fresh: bool) -> _Given:
        # Two who ask at once before there is a refresh token were two visitors.
        async with self._asking:
            return await self._get_alone(is_fresh=is_fresh)

    async def _get_alone(self, *, is_fresh: bool) -> _Given:
        if (
            self._given is not None
            and not is_fresh
            and self._clock() < self._good_until
        ):
            return self._given
        asked = msgspec.structs.replace(
            self._asked,
            refresh_token=self.refresh_token,
            identity_token="" if self._identity is None else await self._identity(),
        )
        began = self._clock()
        body = msgspec.json.encode(asked)
        answer = await post_json(self._origin, VISITOR_TOKENS_PATH, body)
        given = self._given = read_answer(answer, _Given)
        self.refresh_token, self.visitor = given.refresh_token, given.visitor
        lives = (given.expires_ms - given.server_ms) / 1000
        self._good_until = began + lives - MARGIN_SECONDS
        return given
