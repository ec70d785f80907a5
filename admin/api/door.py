"""Who asks over the routes of administration, and whether the table allows it.

A member of the staff is known by his cookie or token (`admin.staff_door`), a program by
its key. No handler is reached that the route's permission is not granted for.

Source: spec M11; OWASP, REST security.
"""

from __future__ import annotations

import secrets
from http import HTTPStatus
from typing import Final, TypeVar

import msgspec
from quart import Blueprint, Response, current_app, g, request

from actors.accounts.messages import ByKey, Caller, OperationId
from actors.accounts.permissions import Permission, Principal, is_allowed
from actors.accounts.refusal import AccountRule
from actors.api_keys.key import key_id
from actors.api_keys.office import KeyOffice
from actors.api_keys.records import KeyRefused, KeyRule
from actors.refusal import Refused
from admin.api.contract import OPERATION_HEADER
from admin.staff_door import StaffDoor, bearer, refuse_foreign
from runtime.errors import Unavailable
from runtime.http_app import HttpRefused, answer_refusal
from runtime.http_contract import operation_of
from runtime.http_ration import HttpRation
from runtime.ration import Ration

T = TypeVar("T")

KEY_RATION: Final = Ration(per_second=50.0, burst=1_000.0)
"""Of an address: each key that is shown is looked up in the records, also a made-up
one, and these answer some hundreds a second for all."""
RETRY_SECONDS: Final = 1.0
_OPERATION_BYTES: Final = 16


class ApiDoor:
    """Lets those in whom the table allows it.

    Args:
        staff: knows members of the staff.
        keys: knows programs.
    """

    def __init__(self, staff: StaffDoor, keys: KeyOffice) -> None:
        self.staff: Final = staff
        self._keys = keys
        self._shown = HttpRation(KEY_RATION)

    def opened(self, routes: Blueprint) -> Blueprint:
        """The same routes behind this door."""
        routes.before_request(self._admit)
        routes.register_error_handler(Unavailable, _away)
        return routes

    async def _admit(self) -> None:
        """Raises: HttpRefused: nobody is known, something is due, or he may not."""
        view = current_app.view_functions[request.endpoint or ""]
        permission = Permission(operation_of(view).permission)
        shown = bearer()
        if key_id(shown):
            g.caller = await self._program(shown)
            if not is_allowed(g.caller.principal, permission):
                expected = f"expected a key with the scope {permission.value}"
                code = KeyRule.WRONG_SCOPE.value
                raise HttpRefused(HTTPStatus.FORBIDDEN, code, expected)
            g.principal = g.caller.principal
            return
        await refuse_foreign()
        g.principal = (await self.staff.expect(permission)).principal
        g.caller = self.staff.caller()

    async def _program(self, shown: str) -> ByKey:
        self.staff.ration(self._shown)
        found = await self._keys.find(shown)
        if isinstance(found, KeyRefused):
            status = HTTPStatus.UNAUTHORIZED
            raise HttpRefused(status, found.rule.value, found.text)
        who, address = f"key:{found.id}", self.staff.address()
        return ByKey(Principal(who, None, address=address, granted=found.granted))


def principal() -> Principal:
    """Who sent the current request, and may what its route is for."""
    found = g.principal
    assert isinstance(found, Principal)  # noqa: S101 - the door has seen him
    return found


def caller() -> Caller:
    """The same, for accounts, which judge by themselves."""
    found: Caller = g.caller
    return found


def operation() -> OperationId:
    """Under which id the act of the current request is done, once.

    Raises:
        HttpRefused: `bad_operation`.
    """
    given = request.headers.get(OPERATION_HEADER)
    if given is None:
        return secrets.token_hex(_OPERATION_BYTES)
    try:
        return msgspec.convert(given, OperationId)
    except msgspec.ValidationError as error:
        detail = f"expected another {OPERATION_HEADER}: {error}"
        raise HttpRefused(HTTPStatus.BAD_REQUEST, "bad_operation", detail) from None


def agreed(answer: T | Refused, status: HTTPStatus = HTTPStatus.CONFLICT) -> T:
    """The answer, if it is none of a refusal.

    Raises:
        HttpRefused: with the rule's code.
    """
    if isinstance(answer, Refused):
        raise HttpRefused(status, answer.rule.value, answer.text)
    return answer


def no_content() -> Response:
    """It is done, and there is nothing to tell."""
    return Response(b"", status=HTTPStatus.NO_CONTENT)


def is_away(error: Unavailable) -> HttpRefused:
    """What it means over HTTP that a part of the service does not answer now."""
    status, code = HTTPStatus.SERVICE_UNAVAILABLE, AccountRule.UNAVAILABLE.value
    return HttpRefused(status, code, str(error), RETRY_SECONDS)


async def _away(error: Unavailable) -> Response:
    return await answer_refusal(is_away(error))
