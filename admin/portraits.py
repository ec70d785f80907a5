"""HTTP for members' pictures (W10).

    POST /api/staff/portrait           one's own, from an image of a few KB
    POST /api/staff/portrait/remove    one has none any more
    GET  /api/staff/portraits/MEMBER   a colleague's, for who is signed in; 204: none

What is kept is drawn anew, small and square: nothing of the file that was sent is.
"""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from typing import Final, NoReturn, Protocol, TypeVar, cast

from quart import Blueprint, Response, request

from actors.accounts.members import MAX_ID_CHARS
from actors.accounts.permissions import Permission
from actors.accounts.records import (
    FindPortrait,
    KeepPortrait,
    PortraitFound,
    Recorded,
    RecordsRequest,
)
from actors.accounts.refusal import AccountRule
from actors.records_port import Records
from admin.staff import PREFIX
from admin.staff_door import StaffDoor, refuse_foreign
from gateway.attachments.images import (
    BAD_IMAGE,
    IMAGE_TOO_LARGE,
    Drawing,
    DrawPortrait,
    Unclean,
)
from runtime.errors import Unavailable
from runtime.http_app import HttpRefused
from runtime.http_contract import Access, Operation

A = TypeVar("A")

IMAGE_TYPES: Final = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})
"""That browsers draw; which of them it is, the image itself says."""
PORTRAIT_TYPE: Final = "image/webp"
POLICY: Final = "default-src 'none'; sandbox; frame-ancestors 'none'"
_CODES: Final = tuple(rule.value for rule in AccountRule)


class Draws(Protocol):
    """Who draws pictures."""

    async def ask(self, request: DrawPortrait) -> Drawing:
        """Draws one.

        Raises:
            Unavailable: it was not done, and may be asked again.
        """
        ...


def portraits(door: StaffDoor, records: Records, draws: Draws) -> Blueprint:
    """The routes.

    Args:
        door: knows who asks.
        records: keep the pictures.
        draws: makes them.
    """
    desk = _Portraits(door, records, draws)
    routes = Blueprint("portraits", __name__, url_prefix=PREFIX)
    routes.before_request(refuse_foreign)
    routes.add_url_rule("/portrait", view_func=desk.put, methods=["POST"])
    routes.add_url_rule("/portrait/remove", view_func=desk.remove, methods=["POST"])
    routes.add_url_rule("/portraits/<member>", view_func=desk.show)
    return routes


class _Portraits:
    def __init__(self, door: StaffDoor, records: Records, draws: Draws) -> None:
        self._door = door
        self._records = records
        self._draws = draws

    @Operation(
        summary="Make an image of at most 64 KB one's own picture.",
        access=Access.STAFF,
        takes="image/*",
        status=HTTPStatus.NO_CONTENT,
        is_guarded=True,
        codes=(*_CODES, "foreign_request", "no_image", BAD_IMAGE, IMAGE_TOO_LARGE),
    )
    async def put(self) -> Response:
        who = (await self._door.expect(Permission.OWN_ACCOUNT)).principal.who
        if request.mimetype not in IMAGE_TYPES:
            expected = f"expected a body of {', '.join(sorted(IMAGE_TYPES))}"
            status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
            raise HttpRefused(status, "no_image", expected)
        image = cast("bytes", await request.get_data(cache=False, as_text=False))
        try:
            drawing = await self._draws.ask(DrawPortrait(image))
        except Unavailable as error:
            _away(error)
        if isinstance(drawing, Unclean):
            status = HTTPStatus.UNPROCESSABLE_ENTITY
            raise HttpRefused(status, drawing.code, drawing.detail)
        await self._ask(KeepPortrait(who, drawing.image), Recorded)
        return Response(b"", status=HTTPStatus.NO_CONTENT)

    @Operation(
        summary="Have no picture any more.",
        access=Access.STAFF,
        status=HTTPStatus.NO_CONTENT,
        is_guarded=True,
        codes=(*_CODES, "foreign_request"),
    )
    async def remove(self) -> Response:
        who = (await self._door.expect(Permission.OWN_ACCOUNT)).principal.who
        await self._ask(KeepPortrait(who, b""), Recorded)
        return Response(b"", status=HTTPStatus.NO_CONTENT)

    @Operation(
        summary="A member's picture.",
        access=Access.STAFF,
        gives=PORTRAIT_TYPE,
        codes=_CODES,
    )
    async def show(self, member: str) -> Response:
        await self._door.expect(Permission.OWN_ACCOUNT)
        is_id = member.isprintable() and len(member) <= MAX_ID_CHARS
        found = PortraitFound(b"")
        if is_id:
            found = await self._ask(FindPortrait(member), PortraitFound)
        if not found.image:
            # No refusal: browsers would complain of most colleagues' faces.
            return Response(b"", status=HTTPStatus.NO_CONTENT)
        image = found.image
        response = Response(image, content_type=PORTRAIT_TYPE)
        response.set_etag(hashlib.sha256(image).hexdigest()[:32])
        response.headers["Cache-Control"] = "private, no-cache"
        response.headers["Content-Security-Policy"] = POLICY
        await response.make_conditional(request)
        return response

    async def _ask(self, asked: RecordsRequest, kind: type[A]) -> A:
        """Raises: HttpRefused: the records do not answer, or refuse."""
        try:
            answer = await self._records.ask(asked)
        except Unavailable as error:
            _away(error)
        if not isinstance(answer, kind):
            _away(Unavailable("the records refuse"))
        return answer


def _away(error: Unavailable) -> NoReturn:
    status, code = HTTPStatus.SERVICE_UNAVAILABLE, AccountRule.UNAVAILABLE.value
    raise HttpRefused(status, code, str(error), 1.0) from error
