"""What is asked of records over HTTP, and how they answer, at the desk and to programs.

The queries of `admin.staff_records` and `admin.api.sessions`, and what a refusal of the
records means there.
"""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from http import HTTPStatus
from typing import Annotated, Final, Literal, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Meta
from msgspec.structs import asdict
from quart import Response

from actors.accounts.refusal import AccountRule
from actors.records.bounds import Cursor, PageLimit, Sought
from actors.records.messages import (
    MAX_MESSAGES_PAGE,
    LookUpFault,
    LookUpRefused,
    RecordFilter,
)
from actors.records.rows import MESSAGE_BITS
from admin.records_export import Export
from runtime.errors import Unavailable
from runtime.http_app import HttpRefused

T = TypeVar("T")

USUAL_PAGE: Final = 50
"""Sessions; what two screens of a list show."""
EXPORT_SECONDS: Final = 300.0
"""Of a whole export; who takes it more slowly holds a place."""
CSV_TYPE: Final = "text/csv"
STATUSES: Final[Mapping[LookUpFault, HTTPStatus]] = {
    LookUpFault.NO_SUCH_SESSION: HTTPStatus.NOT_FOUND,
    LookUpFault.BAD_TEXT: HTTPStatus.UNPROCESSABLE_ENTITY,
    LookUpFault.TOO_MUCH: HTTPStatus.UNPROCESSABLE_ENTITY,
    LookUpFault.BAD_ZONE: HTTPStatus.UNPROCESSABLE_ENTITY,
    LookUpFault.BAD_SPAN: HTTPStatus.UNPROCESSABLE_ENTITY,
    LookUpFault.FAILED: HTTPStatus.SERVICE_UNAVAILABLE,
}
LOOK_CODES: Final = tuple(fault.value for fault in LookUpFault)
_FOUND: Final = {each.name for each in msgspec.structs.fields(RecordFilter)}


class RecordsQuery(RecordFilter, frozen=True, forbid_unknown_fields=True):
    """Which sessions are wanted, and which of them: `before` is `next` of a page."""

    before: Cursor = 0
    limit: PageLimit = USUAL_PAGE


class TableQuery(RecordFilter, frozen=True, forbid_unknown_fields=True):
    """Which sessions are wanted, and for whom: a language, a zone as Asia/Shanghai."""

    language: Literal["zh-CN", "en"] = "en"
    zone: Sought = "UTC"


class SaidQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """For whom: a language, a zone as Asia/Shanghai."""

    language: Literal["zh-CN", "en"] = "en"
    zone: Sought = "UTC"


class TranscriptQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which messages: those after a number; `text` is to be marked in them."""

    after: Annotated[int, Meta(ge=0, lt=1 << MESSAGE_BITS)] = 0
    limit: Annotated[int, Meta(ge=1, le=MAX_MESSAGES_PAGE)] = MAX_MESSAGES_PAGE
    text: Sought = ""


async def had(exported: Awaitable[Export | LookUpRefused]) -> Export:
    """The file, once it is written down that somebody takes it.

    Raises:
        HttpRefused: it is not to be had.
    """
    try:
        return found(await exported)
    except Unavailable as error:
        status, code = HTTPStatus.SERVICE_UNAVAILABLE, AccountRule.UNAVAILABLE.value
        raise HttpRefused(status, code, str(error), 1.0) from error


def csv_file(export: Export, name: str) -> Response:
    """A file of that name, which is made while it is sent."""
    response = Response(export)
    response.content_type = f"{CSV_TYPE}; charset=utf-8"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    response.timeout = EXPORT_SECONDS
    return response


def filter_of(query: RecordFilter) -> RecordFilter:
    """The filter in a query that asks for more."""
    given = asdict(query)
    return RecordFilter(**{name: given[name] for name in _FOUND})


def session_named(text: str) -> str:
    """The id that an address names; none that could not be asked for."""
    try:
        return msgspec.convert(text, Sought)
    except msgspec.ValidationError:
        words = "expected the id of a session"
        return found(LookUpRefused(LookUpFault.NO_SUCH_SESSION, words))


def zone_named(name: str) -> ZoneInfo:
    """A time zone.

    Raises:
        HttpRefused: `bad_zone`.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        text = f"expected a time zone as Asia/Shanghai, got {name!r}"
        return found(LookUpRefused(LookUpFault.BAD_ZONE, text))


def found(answer: T | LookUpRefused) -> T:
    """The answer, if it is none of a refusal.

    Raises:
        HttpRefused: with the fault's code.
    """
    if isinstance(answer, LookUpRefused):
        raise HttpRefused(STATUSES[answer.fault], answer.fault.value, answer.text)
    return answer
