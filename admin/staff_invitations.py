"""HTTP for who comes in the first time: an invitation, or the founding link (M1).

Both are in links that somebody follows; neither is used by following it, but by the
password that he chooses then, so that what looks at links beforehand uses up none.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, Final

import msgspec
from msgspec import Meta
from quart import Blueprint, Response

from actors.accounts.members import Email, Name
from actors.accounts.refusal import AccountRule
from actors.accounts.sign_ins import FactorWanted
from admin.account_problems import granted
from admin.invitations import Entered, Invitations
from admin.staff import (
    FACTOR_WANTED,
    MAX_TYPED_CHARS,
    PREFIX,
    SIGN_IN_RATION,
    Me,
    me_of,
)
from admin.staff_door import StaffDoor, refuse_foreign
from runtime.http_app import HttpRefused, answer_json, read_json
from runtime.http_contract import TOO_MANY, Operation
from runtime.http_ration import HttpRation

_Typed = Annotated[str, Meta(max_length=MAX_TYPED_CHARS)]
_CODES: Final = (
    *(rule.value for rule in AccountRule),
    "foreign_request",
    FACTOR_WANTED.stage,
    TOO_MANY,
)


class InvitationBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `POST invitation`; `code` is of the second factor, where he has one."""

    invitation: _Typed
    password: _Typed
    code: _Typed = ""


class FoundingBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `POST founding`: the link, and who the super admin is to be."""

    founding: _Typed
    email: Email
    name: Name
    password: _Typed


def staff_invitations(
    door: StaffDoor, invitations: Invitations, grace: Callable[[], float]
) -> Blueprint:
    """The routes.

    Args:
        door: has who came in kept.
        invitations: of the service.
        grace: for how long an agent without a connection counts as there, in seconds.
    """
    desk = _Entrance(door, invitations, grace)
    routes = Blueprint("staff_invitations", __name__, url_prefix=PREFIX)
    routes.before_request(refuse_foreign)
    routes.add_url_rule("/invitation", view_func=desk.invitation, methods=["POST"])
    routes.add_url_rule("/founding", view_func=desk.founding, methods=["POST"])
    return routes


class _Entrance:
    def __init__(
        self, door: StaffDoor, invitations: Invitations, grace: Callable[[], float]
    ) -> None:
        self._door = door
        self._invitations = invitations
        self._grace = grace
        self._coming = HttpRation(SIGN_IN_RATION)

    @Operation(
        summary="Sign in by an invitation, under a password of one's own.",
        body=InvitationBody,
        answer=Me,
        is_guarded=True,
        codes=_CODES,
    )
    async def invitation(self) -> Response:
        self._door.ration(self._coming)
        body = await read_json(InvitationBody)
        address = self._door.address()
        answer = await self._invitations.accept(
            body.invitation, body.password, body.code, address
        )
        return self._admitted(answer)

    @Operation(
        summary="Become the super admin of an installation that has none.",
        body=FoundingBody,
        answer=Me,
        is_guarded=True,
        codes=_CODES,
    )
    async def founding(self) -> Response:
        self._door.ration(self._coming)
        body = await read_json(FoundingBody)
        address = self._door.address()
        answer = await self._invitations.found(
            body.founding, body.email, body.name, body.password, address
        )
        return self._admitted(answer)

    def _admitted(self, entered: Entered) -> Response:
        if isinstance(entered, FactorWanted):
            detail = "expected a code of the second factor, too"
            raise HttpRefused(HTTPStatus.UNAUTHORIZED, FACTOR_WANTED.stage, detail)
        signed_in = granted(entered)
        response = answer_json(me_of(signed_in.identity, self._grace()))
        self._door.admit(response, signed_in.token)
        return response
