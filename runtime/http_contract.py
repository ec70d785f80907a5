"""PURE: what a route takes and answers, said beside its handler.

The reference of the HTTP interface is made of it, see `admin.openapi`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, unique
from http import HTTPStatus
from typing import Final, TypeVar

import msgspec

from runtime.errors import UsageError

View = TypeVar("View", bound=Callable[..., object])

JSON_TYPE: Final = "application/json"
PROBLEM_TYPE: Final = "application/problem+json"
GUARD_HEADER: Final = "X-Triodesk-Request"
"""Any value: a foreign page can add it to no request without our leave (CORS)."""
TOO_MANY: Final = "too_many"
"""Code of a request that came too soon after others; see `runtime.http_ration`."""
_MARK: Final = "operation"


class Problem(msgspec.Struct, frozen=True):
    """The answer to a request that was refused or failed (RFC 9457).

    Attributes:
        status: of HTTP.
        title: the status in words.
        code: stable, for programs; the status in words where nothing finer is known.
        detail: who is at fault and what was expected, for developers.
    """

    status: int
    title: str
    code: str
    detail: str = ""


@unique
class Access(Enum):
    """Who may ask.

    Attributes:
        ANYONE: as far as the answer is nobody's.
        TICKET: who has a ticket, as `Authorization: Bearer`.
        STAFF: who has signed in, by the cookie of it; in another site's page by a
            token, as `Authorization: Bearer`.
        KEY: a program, by its key, as `Authorization: Bearer`.
        API: who has signed in, as for `STAFF`, or a program by its key.
    """

    ANYONE = "anyone"
    TICKET = "ticket"
    STAFF = "staff"
    KEY = "key"
    API = "api"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A route with one method.

    Attributes:
        summary: what it does, in one line.
        access: who may ask.
        permission: what who asks must be allowed; "" = nothing, or the handler says.
        query: what its query says, as a struct.
        body: of the request in JSON, as a struct; None = it has none.
        takes: content type of another body; "" = none.
        answer: of the response in JSON, as a struct; None = it is none.
        gives: content type of another answer; "" = none.
        status: of HTTP, when all went well.
        is_guarded: it is taken from our own pages and from scripts only, by
            `GUARD_HEADER`; who shows a key needs none.
        codes: with which it may refuse, beside those that every route has.
    """

    summary: str
    access: Access = Access.ANYONE
    permission: str = ""
    query: type[msgspec.Struct] | None = None
    body: type[msgspec.Struct] | None = None
    takes: str = ""
    answer: type[msgspec.Struct] | None = None
    gives: str = ""
    status: HTTPStatus = HTTPStatus.OK
    is_guarded: bool = False
    codes: tuple[str, ...] = ()

    def __call__(self, view: View) -> View:
        """Marks a handler, as its decorator."""
        setattr(view, _MARK, self)
        return view


def told_of(view: Callable[..., object] | None) -> Operation | None:
    """What a handler's route takes and answers; None = it says nothing."""
    found = getattr(view, _MARK, None)
    return found if isinstance(found, Operation) else None


def operation_of(view: Callable[..., object]) -> Operation:
    """What a handler's route takes and answers.

    Raises:
        UsageError: it says nothing.
    """
    found = told_of(view)
    if found is None:
        name = getattr(view, "__qualname__", repr(view))
        raise UsageError(f"expected an Operation as decorator of {name}")
    return found
