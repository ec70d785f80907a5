"""HTTP for the workbench in a business system: its server asks, its page enters (W8).

    POST /api/v1/agent-logins   with a key: a login for a member, as the URL of a script
    POST /api/staff/embedded    by the frame that the script makes: the login is spent

A frame in the page of another site has no cookies of ours in today's browsers: it gets
a token, which it holds while it lives and shows as `Authorization: Bearer`.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Final
from urllib.parse import urlencode

import msgspec
from msgspec import Meta
from quart import Blueprint, Response, request

from actors.accounts.members import MAX_EMAIL_CHARS
from actors.accounts.refusal import AccountRule
from actors.api_keys.key import Scope
from actors.api_keys.login_desk import LoginDesk
from actors.api_keys.office import KeyOffice
from admin.key_problems import key_granted
from admin.staff import PREFIX, Grace, Me, me_of
from admin.staff_door import StaffDoor, bearer, refuse_foreign
from admin.web.pages import SDK_PATH
from runtime.errors import Unavailable
from runtime.http_app import HttpRefused, answer_json, read_json
from runtime.http_contract import TOO_MANY, Access, Operation
from runtime.http_ration import HttpRation
from runtime.ration import Ration

LOGINS_PATH: Final = "/api/v1/agent-logins"
ENTRY_PATH: Final = f"{PREFIX}/embedded"
LOGIN_RATION: Final = Ration(per_second=5.0, burst=200.0)
"""A business system asks for all agents of a shift at once; whoever guesses keys has
each looked up in the records."""
ENTRY_RATION: Final = Ration(per_second=2.0, burst=100.0)
"""An office behind one address opens its pages at once."""
MAX_TOKEN_CHARS: Final = 64
"""Of a login, which has 43."""
_SEAT_CODES: Final = tuple(
    rule.value
    for rule in (
        AccountRule.NO_SUCH_MEMBER,
        AccountRule.SUSPENDED,
        AccountRule.FORBIDDEN,
        AccountRule.UNAVAILABLE,
        AccountRule.OVERLOADED,
    )
)
_KEY_CODES: Final = ("unknown_key", "expired_key", "wrong_scope")


class LoginBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `POST agent-logins`: a member's id, e-mail address or staff number."""

    member: Annotated[str, Meta(min_length=1, max_length=MAX_EMAIL_CHARS)]


class LoginUrl(msgspec.Struct, frozen=True):
    """The script that shows the workbench of a member: good once, for ten minutes."""

    url: str
    expires_ms: int


class EntryBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `POST embedded`: the token in the script's URL."""

    token: Annotated[str, Meta(max_length=MAX_TOKEN_CHARS)]


class Entered(msgspec.Struct, frozen=True):
    """Who is signed in, and by which token from now on; it is told here only."""

    token: str
    me: Me


def embedding(
    door: StaffDoor, keys: KeyOffice, logins: LoginDesk, grace: Grace
) -> Blueprint:
    """The routes; `grace` as of `staff`."""
    desk = _Embedding(door, keys, logins, grace)
    routes = Blueprint("embedding", __name__)
    routes.add_url_rule(LOGINS_PATH, view_func=desk.mint, methods=["POST"])
    routes.add_url_rule(ENTRY_PATH, view_func=desk.enter, methods=["POST"])
    return routes


class _Embedding:
    def __init__(
        self, door: StaffDoor, keys: KeyOffice, logins: LoginDesk, grace: Grace
    ) -> None:
        self._door = door
        self._keys = keys
        self._logins = logins
        self._grace = grace
        self._minting = HttpRation(LOGIN_RATION)
        self._entering = HttpRation(ENTRY_RATION)

    @Operation(
        summary="Get the URL of a script that shows a member's workbench.",
        access=Access.KEY,
        body=LoginBody,
        answer=LoginUrl,
        codes=(*_KEY_CODES, *_SEAT_CODES, TOO_MANY),
    )
    async def mint(self) -> Response:
        self._door.ration(self._minting)
        try:
            key = key_granted(await self._keys.check(bearer(), Scope.AGENT_LOGIN))
            body = await read_json(LoginBody)
            address = self._door.address()
            login = key_granted(await self._logins.make(key, body.member, address))
        except Unavailable as error:
            raise _away(error) from error
        scheme = "https" if self._door.behind_tls else "http"
        query = urlencode({"token": login.token})
        url = f"{scheme}://{request.host}{SDK_PATH}?{query}"
        return answer_json(LoginUrl(url, login.expires_ms))

    @Operation(
        summary="Enter the workbench in another site's page.",
        body=EntryBody,
        answer=Entered,
        is_guarded=True,
        codes=("login_spent", "foreign_request", *_SEAT_CODES, TOO_MANY),
    )
    async def enter(self) -> Response:
        await refuse_foreign()
        self._door.ration(self._entering)
        body = await read_json(EntryBody)
        try:
            answer = await self._logins.enter(body.token, self._door.address())
        except Unavailable as error:
            raise _away(error) from error
        entered = key_granted(answer)
        return answer_json(
            Entered(entered.token, me_of(entered.identity, self._grace()))
        )


def _away(error: Unavailable) -> HttpRefused:
    status = HTTPStatus.SERVICE_UNAVAILABLE
    return HttpRefused(status, AccountRule.UNAVAILABLE.value, str(error), 1.0)
