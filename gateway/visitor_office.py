"""Who a visitor is, and what he is given for it: a ticket, and how to come back.

Anonymous visitors get an id that nobody guesses and a refresh token that keeps it.
Whom the business server identifies has the id that it says, in a space of names that
anonymous ones never reach, and no refresh token: who he is is for that server to say.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from random import Random
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from actors.channels.core import Channel
from actors.language import is_chinese
from actors.session.source import ClientData, Source, SourceName, SourceRemark
from gateway.identity import (
    ANONYMOUS,
    MAX_IDENTITY_CHARS,
    Identity,
    IdentityRefused,
    Nickname,
    identity_secret,
    read_identity,
)
from gateway.refresh_tokens import MAX_REFRESH_CHARS, RefreshOffice
from gateway.tickets import Ticket, TicketOffice
from runtime.http_app import HttpRefused

TICKET_MS: Final = 10 * 60 * 1000
"""Long enough for some reconnects, too short to be worth stealing."""
_ID_BITS: Final = 128
_NAME_DIGITS: Final = 4


class Parameters(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="camel"
):
    """What a page says of the visit; see `Source`. In JSON `clientData` and so on."""

    client_data: ClientData = ""
    channel_name: SourceName = ""
    peer_source: SourceName = ""
    remark: SourceRemark = ""


class VisitorRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a page says of its visitor.

    Attributes:
        channel: its key.
        refresh_token: as it was given last, if there is one; one that is no longer good
            makes a new visitor, and refuses nothing.
        identity_token: of the business server, if it knows the visitor.
        nickname: shown to agents, unless the identity token has one.
        language: of the visitor, as in BCP 47.
        parameters: carried into the session; what the identity token says goes first.
    """

    channel: Annotated[str, Meta(min_length=1, max_length=64)]
    refresh_token: Annotated[str, Meta(max_length=MAX_REFRESH_CHARS)] = ""
    identity_token: Annotated[str, Meta(max_length=MAX_IDENTITY_CHARS)] = ""
    nickname: Nickname = ""
    language: Annotated[str, Meta(max_length=16)] = "zh-CN"
    parameters: Parameters = Parameters()


class VisitorTicket(msgspec.Struct, frozen=True):
    """What he is given.

    Attributes:
        ticket: for HELLO.
        expires_ms: until when it is good.
        visitor: his id.
        refresh_token: to be kept by the page; "" for an identified visitor.
        server_ms: now, by the clock of `expires_ms`.
    """

    ticket: str
    expires_ms: int
    visitor: str
    refresh_token: str
    server_ms: int


class VisitorOffice:
    """Lets visitors in.

    Args:
        key: of the data directory.
        random: an unguessable one, in service.
        wall_ms: ms since the epoch.
    """

    def __init__(self, key: bytes, random: Random, wall_ms: Callable[[], int]) -> None:
        self._key = key
        self._random = random
        self._wall_ms = wall_ms
        self._tickets = TicketOffice(key)
        self._refreshes = RefreshOffice(key)

    def admit(self, channel: Channel, asked: VisitorRequest) -> VisitorTicket:
        """A ticket for this channel.

        Raises:
            HttpRefused: `identity_required`, `identity_invalid`, `identity_expired`.
        """
        now_ms = self._wall_ms()
        identity = self._identify(channel, asked.identity_token, now_ms)
        if identity is None:
            visitor = self._recognise(channel, asked.refresh_token, now_ms)
            refresh_token = self._refreshes.mint(visitor, channel.id, now_ms)
            nickname = asked.nickname or _name(visitor, asked.language)
            priority = 0
        else:
            visitor, refresh_token = identity.visitor, ""
            nickname = identity.nickname or asked.nickname
            priority = identity.level
        expires_ms = now_ms + TICKET_MS
        ticket = Ticket(
            "visitor",
            visitor,
            nickname,
            expires_ms,
            channel=channel.id,
            priority=priority,
            source=_source(asked.parameters, identity),
        )
        text = self._tickets.mint(ticket)
        return VisitorTicket(text, expires_ms, visitor, refresh_token, now_ms)

    def secret_of(self, channel: str) -> str:
        """What a channel's business server signs identity tokens with, given its id."""
        return identity_secret(self._key, channel)

    def _identify(self, channel: Channel, text: str, now_ms: int) -> Identity | None:
        if not text:
            if channel.needs_identity:
                raise _refused("identity_required", "this channel wants identity_token")
            return None
        try:
            return read_identity(text, self.secret_of(channel.id), now_ms)
        except IdentityRefused as error:
            code = "identity_expired" if error.is_expired else "identity_invalid"
            raise _refused(code, str(error)) from None

    def _recognise(self, channel: Channel, refresh_token: str, now_ms: int) -> str:
        known = self._refreshes.visitor_of(refresh_token, channel.id, now_ms)
        return known or f"{ANONYMOUS}{self._random.getrandbits(_ID_BITS):032x}"


def _source(said: Parameters, identity: Identity | None) -> Source | None:
    """What the business server signed goes before what its page says."""
    source = Source(
        (identity and identity.client_data) or said.client_data,
        said.channel_name,
        said.peer_source,
        (identity and identity.remark) or said.remark,
    )
    return None if source == Source() else source


def _refused(code: str, detail: str) -> HttpRefused:
    return HttpRefused(HTTPStatus.UNAUTHORIZED, code, detail)


def _name(visitor: str, language: str) -> str:
    """How agents tell nameless visitors apart."""
    word = "访客" if is_chinese(language) else "Visitor"
    return f"{word}_{visitor[-_NAME_DIGITS:]}"
