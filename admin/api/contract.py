"""PURE: how a route of administration is declared."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

import msgspec

from actors.accounts.permissions import Permission
from actors.accounts.refusal import AccountRule
from runtime.http_contract import TOO_MANY, Access, Operation

PREFIX: Final = "/api/v1"
OPERATION_HEADER: Final = "Idempotency-Key"
"""Names the act of a request: done again under the same id, it is done once."""
KEY_CODES: Final = ("unknown_key", "expired_key")
DOOR_CODES: Final = (
    AccountRule.NOT_SIGNED_IN.value,
    AccountRule.PASSWORD_DUE.value,
    AccountRule.FACTOR_DUE.value,
    AccountRule.FORBIDDEN.value,
    AccountRule.UNAVAILABLE.value,
    *KEY_CODES,
    TOO_MANY,
)
"""With which every route of administration may refuse."""


def looking(
    summary: str,
    permission: Permission,
    *,
    query: type[msgspec.Struct] | None = None,
    answer: type[msgspec.Struct] | None = None,
    gives: str = "",
    codes: tuple[str, ...] = (),
) -> Operation:
    """A route that changes nothing; see `Operation`."""
    return Operation(
        summary=summary,
        access=Access.API,
        permission=permission.value,
        query=query,
        answer=answer,
        gives=gives,
        codes=(*DOOR_CODES, *codes),
    )


def changing(  # noqa: PLR0913 - what an Operation says
    summary: str,
    permission: Permission,
    *,
    query: type[msgspec.Struct] | None = None,
    body: type[msgspec.Struct] | None = None,
    takes: str = "",
    answer: type[msgspec.Struct] | None = None,
    codes: tuple[str, ...] = (),
) -> Operation:
    """A route that changes something; without an answer it says 204. See `Operation`.

    A repeat with the same `OPERATION_HEADER` gets the first answer.
    """
    return Operation(
        summary=summary,
        access=Access.API,
        permission=permission.value,
        query=query,
        body=body,
        takes=takes,
        answer=answer,
        status=HTTPStatus.OK if answer else HTTPStatus.NO_CONTENT,
        is_guarded=True,
        codes=("foreign_request", *DOOR_CODES, *codes),
    )
