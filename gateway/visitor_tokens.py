"""`POST /v1/visitor-tokens`: a page gets its visitor a ticket for the gateway (M5, P5).

Our own chat page may ask for every channel. Pages of other origins than a channel's are
refused, and their browsers are told nothing (Fetch standard, CORS); what is no browser
sends no origin and is let through, because it could send any. Whom that is not enough
asks for identity. No cookie is read or set.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import ClassVar, Final

import msgspec
from quart import Blueprint, Response, g, request

from actors.channels.core import MAX_CHANNELS, Channel, Channels
from gateway.door import Headers
from gateway.visitor_office import VisitorOffice, VisitorRequest, VisitorTicket
from gateway.wire.terms import VISITOR_TOKENS_PATH
from runtime.http_app import HttpRefused, answer_json, is_own_page, read_json
from runtime.http_contract import TOO_MANY, Operation
from runtime.http_ration import HttpRation
from runtime.observe import Duty, Event, Events
from runtime.ration import MAX_NAMES, Ration

ADDRESS_RATION: Final = Ration(per_second=2.0, burst=60.0)
"""One page load takes one; an office behind one address opens some at once."""
CHANNEL_RATION: Final = Ration(per_second=50.0, burst=200.0)
"""All pages of a shop come back after an outage; each costs some ms of the loop that
also carries what is being said."""
PREFLIGHT_SECONDS: Final = 600
"""A browser need not ask again; every browser keeps it at least so long."""


class VisitorRefused(Event, frozen=True):
    """A visitor got no ticket; `channel` is "" when it was not known yet."""

    duty: ClassVar[Duty] = Duty.DEBUG

    channel: str
    code: str


class ChannelFace(msgspec.Struct, frozen=True):
    """What a page shows of its channel.

    Attributes:
        id: as sessions name it.
        name: for people.
        account: the customer-service account that visitors talk to.
    """

    id: str
    name: str
    account: str


class VisitorAnswer(VisitorTicket, frozen=True, kw_only=True):
    """What the page is given.

    Attributes:
        gateway: URL of the WebSocket to connect to.
        channel: whom the visitor talks to.
    """

    gateway: str
    channel: ChannelFace


@dataclass(frozen=True, slots=True)
class VisitorDoor:
    """What stands behind the route.

    Attributes:
        channels: which there are at this moment.
        office: signs.
        gateway_url: where clients connect who ask that host; "" while nobody can.
        client: the name of a client's address, see `gateway.door.Door`.
        clock: monotonic, seconds.
        events: where refusals are told.
    """

    channels: Callable[[], Channels]
    office: VisitorOffice
    gateway_url: Callable[[str], str]
    client: Callable[[str, Headers], str]
    clock: Callable[[], float]
    events: Events


def visitor_tokens(door: VisitorDoor) -> Blueprint:
    """The route, and its preflight."""
    counter = _Counter(door)
    routes = Blueprint("visitor_tokens", __name__)
    routes.add_url_rule(
        VISITOR_TOKENS_PATH,
        view_func=counter.mint,
        methods=["POST"],
        provide_automatic_options=False,
    )
    routes.add_url_rule(
        VISITOR_TOKENS_PATH,
        view_func=counter.preflight,
        methods=["OPTIONS"],
        provide_automatic_options=False,
    )
    routes.after_request(_share)
    return routes


class _Counter:
    """Where visitors' pages ask."""

    def __init__(self, door: VisitorDoor) -> None:
        self._door = door
        self._by_address = HttpRation(ADDRESS_RATION, MAX_NAMES, door.clock)
        self._by_channel = HttpRation(CHANNEL_RATION, MAX_CHANNELS, door.clock)

    @Operation(
        summary="Get a visitor a ticket for the gateway.",
        body=VisitorRequest,
        answer=VisitorAnswer,
        codes=(
            "unknown_channel",
            "origin_not_allowed",
            "identity_required",
            "identity_invalid",
            "identity_expired",
            TOO_MANY,
            "bad_request",
            "not_json",
            "starting",
        ),
    )
    async def mint(self) -> Response:
        """Answers a `VisitorRequest` with a `VisitorAnswer`."""
        door = self._door
        channel: Channel | None = None
        # Until the channel is known, whoever has a page in one may read the refusal.
        g.is_readable = _origin() in door.channels().origins
        try:
            self._by_address.take(self._client())
            asked = await read_json(VisitorRequest)
            channel = _channel(door.channels(), asked.channel)
            g.is_readable = _origin() in channel.origins
            is_allowed = not _origin() or is_own_page(_origin()) or g.is_readable
            _check_origin(is_allowed=is_allowed)
            self._by_channel.take(channel.id)
            gateway = _gateway(door.gateway_url(request.host))
            ticket = door.office.admit(channel, asked)
        except HttpRefused as error:
            known = "" if channel is None else channel.id
            door.events.emit(VisitorRefused(known, error.code))
            raise
        face = ChannelFace(channel.id, channel.public_name, channel.account)
        given = msgspec.structs.asdict(ticket)
        return answer_json(VisitorAnswer(**given, gateway=gateway, channel=face))

    async def preflight(self) -> Response:
        """Tells a browser whether its page may ask at all."""
        # Which channel it will be is said in the body, which is yet to come.
        g.is_readable = _origin() in self._door.channels().origins
        _check_origin(is_allowed=g.is_readable)
        answer = Response(b"", status=HTTPStatus.NO_CONTENT)
        answer.headers["Access-Control-Allow-Methods"] = "POST"
        answer.headers["Access-Control-Allow-Headers"] = "Content-Type"
        answer.headers["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
        return answer

    def _client(self) -> str:
        forwarded = request.headers.getlist("X-Forwarded-For")
        headers = [(b"x-forwarded-for", each.encode("latin-1")) for each in forwarded]
        return self._door.client(request.remote_addr or "", headers)


def _origin() -> str:
    return request.headers.get("Origin", "")


def _channel(channels: Channels, key: str) -> Channel:
    channel = channels.with_key(key)
    if channel is None:
        detail = "expected the key of a channel"
        raise HttpRefused(HTTPStatus.NOT_FOUND, "unknown_channel", detail)
    return channel


def _check_origin(*, is_allowed: bool) -> None:
    if not is_allowed:
        detail = "expected an origin that the channel allows"
        raise HttpRefused(HTTPStatus.FORBIDDEN, "origin_not_allowed", detail)


def _gateway(url: str) -> str:
    if not url:
        status = HTTPStatus.SERVICE_UNAVAILABLE
        raise HttpRefused(status, "starting", "the gateway is not up yet", 1.0)
    return url


async def _share(response: Response) -> Response:
    """Lets the page read the answer, where it may."""
    response.headers.add("Vary", "Origin")
    if g.get("is_readable", False):
        response.headers["Access-Control-Allow-Origin"] = _origin()
        response.headers["Access-Control-Expose-Headers"] = "Retry-After"
    return response
