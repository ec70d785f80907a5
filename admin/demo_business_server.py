"""A business server to try things with: `python -m admin.demo_business_server`.

It answers the callback `ChatBot.OnAssignAgent` as one of your own would: it checks the
signature, looks who asks, and names a group or agents. Whom it names it reads from its
arguments, by visitor: `--group vip=presale`, `--agents vip=xiaohong,xiaolan`,
`--fail vip`; `*` is everybody else. What it is asked it prints, a line each.

At `/shop` it has a page with the chat in it, as a shop's own would: `admin.demo_shop`.
With a key (`--key`) its page at `/crm` has an agent's workbench: `admin.demo_crm`.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final, cast

import msgspec
import trio
from quart import Blueprint, Response, request

from actors.business_server.core import COMMAND, AssignReply, AssignRequest, Status
from actors.channels.core import DEMO_SHOP, USUAL_CHANNEL
from admin.demo_crm import CRM_PATH, Crm, crm_pages
from admin.demo_shop import SHOP_PATH, Shop, shop_pages
from runtime.config import Bind
from runtime.errors import UsageError
from runtime.http_app import HttpRefused, answer_json, make_app
from runtime.http_server import serve_http
from runtime.observe import Events
from runtime.webhook_signature import is_signed, read_secret

PATH: Final = "/assign"
ANYBODY: Final = "*"
REFUSED: Final = 1001
"""`ErrorCode` of a visitor for whom it is to fail."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """Who is given to whom, by visitor or `ANYBODY`."""

    groups: dict[str, str] = field(default_factory=dict)
    agents: dict[str, str] = field(default_factory=dict)
    fails: frozenset[str] = frozenset()

    def reply(self, visitor: str) -> AssignReply:
        """PURE: what a visitor is answered."""
        if visitor in self.fails:
            return AssignReply(Status.FAIL.value, REFUSED, "not this one")
        agents = self.agents.get(visitor)
        group = self.groups.get(visitor)
        if agents is None and group is None:
            agents = self.agents.get(ANYBODY)
            group = self.groups.get(ANYBODY)
        named = agents.split(",") if agents else None
        return AssignReply(Status.OK.value, 0, "", group, named)


def assignments(secret: bytes, app_id: str, wishes: Wishes) -> Blueprint:
    """The route of the callback.

    Args:
        secret: of its signatures; empty = none is asked for.
        app_id: the organisation that may ask.
        wishes: what is answered.
    """
    routes = Blueprint("assign", __name__)

    async def assign() -> Response:
        body = cast("bytes", await request.get_data(cache=False, as_text=False))
        headers = {name.lower(): value for name, value in request.headers.items()}
        now_s = time.time_ns() // 1_000_000_000
        if secret and not is_signed(secret, headers, now_s, body):
            detail = "expected a signature of the secret we share, of this minute"
            raise HttpRefused(HTTPStatus.UNAUTHORIZED, "bad_signature", detail)
        asks = request.args.get("SdkAppid"), request.args.get("CallbackCommand")
        if asks != (app_id, COMMAND):
            detail = f"expected SdkAppid {app_id} and CallbackCommand {COMMAND}"
            raise HttpRefused(HTTPStatus.BAD_REQUEST, "bad_request", detail)
        try:
            asked = msgspec.json.decode(body, type=AssignRequest)
        except msgspec.DecodeError as error:
            raise HttpRefused(
                HTTPStatus.BAD_REQUEST, "bad_request", str(error)
            ) from None
        reply = wishes.reply(asked.ClientUserId)
        _say(f"{asked.SessionId} {asked.ClientUserId}: {msgspec.json.encode(reply)!r}")
        return answer_json(reply)

    routes.add_url_rule(PATH, view_func=assign, methods=["POST"])
    return routes


def main(arguments: Sequence[str] | None = None) -> int:
    """Serves until it is interrupted; returns the exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        secret = read_secret(options.secret) if options.secret else b""
        bind = Bind.parse(options.bind)
        wishes = Wishes(
            _pairs(options.group), _pairs(options.agents), frozenset(options.fail)
        )
    except (UsageError, ValueError) as error:
        parser.error(str(error))
    shop = Shop(options.service, options.channel, options.channel_secret)
    crm = Crm(options.service, options.key)
    assigning = assignments(secret, options.app_id, wishes)
    routes = (assigning, shop_pages(shop), crm_pages(crm))
    app = make_app(routes, Events())

    async def serve() -> None:
        await serve_http(app, bind, Events(), _say_where, trio.Event())

    try:
        trio.run(serve)
    except* KeyboardInterrupt:
        _say("ends")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m admin.demo_business_server", description=__doc__
    )
    usual = DEMO_SHOP.removeprefix("http://")
    parser.add_argument("--bind", default=usual, help=f"default: {usual}")
    parser.add_argument("--secret", default="", help="whsec_…; none = unsigned")
    parser.add_argument("--app-id", default="triodesk", help="whose requests it takes")
    pairs = "VISITOR=…, may be repeated"
    parser.add_argument("--group", action="append", default=[], help=pairs)
    parser.add_argument("--agents", action="append", default=[], help=pairs)
    parser.add_argument("--fail", action="append", default=[], help="VISITOR")
    service = "http://127.0.0.1:8080"
    parser.add_argument("--service", default=service, help="whose chat /shop has")
    channel = USUAL_CHANNEL.public_key
    parser.add_argument("--channel", default=channel, help="the key of its channel")
    shared = "of that channel (triodesk channels --secrets); none = anonymous customers"
    parser.add_argument("--channel-secret", default="", help=shared)
    key = "by which /crm signs agents in (triodesk keys add crm)"
    parser.add_argument("--key", default="", help=key)
    return parser


def _pairs(given: Sequence[str]) -> dict[str, str]:
    """PURE: VISITOR=VALUE, each.

    Raises:
        UsageError: one has no `=`.
    """
    pairs = dict(one.partition("=")[::2] for one in given)
    if not all(pairs.values()):
        raise UsageError("expected VISITOR=VALUE")
    return pairs


def _say_where(bound: Bind) -> None:
    _say(f"http://{bound}{PATH}")
    _say(f"http://{bound}{SHOP_PATH}")
    _say(f"http://{bound}{CRM_PATH}?agent=")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
