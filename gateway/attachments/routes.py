"""Attachments over HTTP: upload, link, download.

    POST /v1/attachments?session=…&upload=…&kind=…&name=…   ticket   → `Uploaded`
    GET  /v1/attachments/ID/link                            ticket   → `Link`
    GET  /v1/attachments/ID?until=…&by=…                    the link → the file

Nothing is listed. What does not exist and what one may not see look the same.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from typing import Final

import msgspec
import trio
from quart import Blueprint, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from actors.session.terms import SERVICE, Sender, SessionPhase
from actors.session.view import RoomView
from gateway.attachments.answers import PATH, Link, Uploaded
from gateway.attachments.carriers import KnownCarriers
from gateway.attachments.doorkeeper import (
    RETRY_SECONDS,
    Doorkeeper,
    away,
)
from gateway.attachments.downloads import Download, NoSuchFile
from gateway.attachments.files import Files
from gateway.attachments.incoming import MAX_FORM_BYTES, BadForm, BareBody, incoming
from gateway.attachments.office import Attachment, AttachmentOffice
from gateway.attachments.settings import AttachmentSettings
from gateway.attachments.traffic import Crowd, Transfers
from gateway.attachments.uploads import Uploads, Wish
from runtime.errors import PeerError, Unavailable
from runtime.http_app import HttpRefused, answer_json, read_query
from runtime.http_body import body_of_request, call_at_end
from runtime.http_contract import Access, Operation

DRAIN_SECONDS: Final = 5.0
"""What is sent to somebody who has refused already is read for so long."""


BINARY_TYPE: Final = "application/octet-stream"
"""Of a file by itself; a form with one file is taken, too."""
_CROWDED: Final = ("too_many_transfers", "overloaded", "unavailable")


class Signed(msgspec.Struct, frozen=True):
    """What a link says for itself: until when it is good, in ms, and the signature."""

    until: int = 0
    by: str = ""


class AttachmentRoutes:
    """The three routes.

    Args:
        settings: how long, how many.
        door: knows who asks.
        office: knows ids and links.
        uploads: receive.
        files: keep.
        wall_ms: wall time.
    """

    def __init__(
        self,
        settings: AttachmentSettings,
        door: Doorkeeper,
        office: AttachmentOffice,
        uploads: Uploads,
        files: Files,
        wall_ms: Callable[[], int],
    ) -> None:
        self._settings = settings
        self._door = door
        self._office = office
        self._uploads = uploads
        self._files = files
        self._wall_ms = wall_ms
        self._carriers = KnownCarriers(door.desk.journal)
        self._transfers = Transfers(
            settings.max_transfers, settings.max_transfers_per_address
        )

    def blueprint(self) -> Blueprint:
        """To be served."""
        routes = Blueprint("attachments", __name__)
        routes.add_url_rule(PATH, view_func=self.upload, methods=["POST"])
        routes.add_url_rule(f"{PATH}/<text>/link", view_func=self.link)
        routes.add_url_rule(f"{PATH}/<text>", view_func=self.download)
        return routes

    @Operation(
        summary="Keep a file for a session in which the caller takes part.",
        access=Access.TICKET,
        query=Wish,
        takes=BINARY_TYPE,
        answer=Uploaded,
        codes=("unauthenticated", "no_such_session", "closed", *_CROWDED),
    )
    async def upload(self) -> Response:
        """Keeps a file for a session in which the caller takes part."""
        try:
            return await self._upload()
        except HttpRefused:
            await self._drain()
            raise

    async def _drain(self) -> None:
        """Reads what is left: many clients hear nothing before they have said all."""
        body = body_of_request()
        body.allow(self._settings.max_bytes + MAX_FORM_BYTES)
        with trio.move_on_after(DRAIN_SECONDS), suppress(RequestEntityTooLarge):
            async for _ in body:
                pass

    async def _upload(self) -> Response:
        caller = await self._door.caller(request.headers.get("Authorization", ""))
        wish = read_query(Wish)
        try:
            content = incoming(request.headers.get("Content-Type", ""))
        except BadForm as error:
            raise HttpRefused(
                HTTPStatus.BAD_REQUEST, "bad_request", str(error)
            ) from None
        view = await self._door.look(caller, wish.session)
        if view is None:
            text = "expected a session that the caller takes part in"
            raise HttpRefused(HTTPStatus.NOT_FOUND, "no_such_session", text)
        is_open = (
            view.is_open
            if isinstance(view, RoomView)
            else view.phase is not SessionPhase.CLOSED
        )
        if not is_open:
            raise HttpRefused(HTTPStatus.CONFLICT, "closed", "the session is closed")
        self._begin_transfer()
        body = body_of_request()
        around = 0 if isinstance(content, BareBody) else MAX_FORM_BYTES
        body.allow(self._settings.limits.of(wish.kind) + around)
        return answer_json(
            self._told(await self._uploads.receive(caller, wish, content, body))
        )

    @Operation(
        summary="Sign a link for who may see the session.",
        access=Access.TICKET,
        answer=Link,
        codes=("unauthenticated", "no_such_attachment", *_CROWDED),
    )
    async def link(self, text: str) -> Response:
        """Signs a link for who may see the session."""
        caller = await self._door.caller(request.headers.get("Authorization", ""))
        attachment = self._attachment(text)
        self._begin_transfer()
        await self._expect_shown(caller, attachment)
        until_ms = self._wall_ms() + round(self._settings.link_seconds * 1_000)
        signature = self._office.sign_link(text, until_ms)
        path = f"{PATH}/{text}?until={until_ms}&by={signature}"
        return answer_json(Link(path, until_ms))

    @Operation(
        summary="Send the file to who has a link.",
        query=Signed,
        gives="*/*",
        codes=("no_such_attachment", "bad_range", *_CROWDED),
    )
    async def download(self, text: str) -> Response:
        """Sends the file to who has a link."""
        attachment = self._attachment(text)
        link = _signed()
        now_ms = self._wall_ms()
        if not self._office.is_link(text, link.until, link.by, now_ms):
            raise NoSuchFile
        self._begin_transfer()
        await self._expect_shown(SERVICE, attachment)
        headers = request.headers
        return await Download(
            self._files, attachment, (link.until - now_ms) / 1_000
        ).answer(
            headers.get("Range", ""),
            headers.get("If-Range", ""),
            headers.get("If-None-Match", ""),
        )

    async def _expect_shown(self, caller: Sender, attachment: Attachment) -> None:
        """What was taken back is shown to nobody, however he asks (V2).

        Raises:
            NoSuchFile: the caller may not see the session, or each message with the
                file was taken back.
            HttpRefused: 503: nobody can tell now.
        """
        view = await self._door.look(caller, attachment.session)
        if view is None:
            raise NoSuchFile
        if view.recalled:
            carriers = await self._carriers.find(attachment)
            if carriers is None:
                raise away(Unavailable("the messages cannot be read now"))
            if carriers.was_taken_back:
                raise NoSuchFile

    def _attachment(self, text: str) -> Attachment:
        try:
            return self._office.verify(text)
        except PeerError:
            raise NoSuchFile from None

    def _told(self, attachment: Attachment) -> Uploaded:
        return Uploaded(
            self._office.mint(attachment),
            attachment.kind.value,
            attachment.name,
            attachment.content_type,
            attachment.size,
            attachment.width,
            attachment.height,
            attachment.duration_ms,
        )

    def _begin_transfer(self) -> None:
        """Counts this request until it has ended.

        Raises:
            HttpRefused: 429 `too_many_transfers`, or 503 `overloaded`.
        """
        address = self._door.address()
        crowd = self._transfers.begin(address)
        if crowd is not None:
            status = HTTPStatus.SERVICE_UNAVAILABLE
            if crowd is Crowd.ADDRESS:
                status = HTTPStatus.TOO_MANY_REQUESTS
            text = "expected fewer transfers at once"
            raise HttpRefused(status, crowd.value, text, RETRY_SECONDS)
        call_at_end(lambda: self._transfers.end(address))


def _signed() -> Signed:
    """Of the current request.

    Raises:
        NoSuchFile: it is none; who guesses is not told how links are made.
    """
    try:
        return read_query(Signed)
    except HttpRefused:
        raise NoSuchFile from None
