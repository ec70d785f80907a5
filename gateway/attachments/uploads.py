"""One upload: from the first byte of its body to an attachment that is on disk.

The same (caller, session, upload) gives the same key. A repeat is received again, since
only its content can tell that it is one, and gets the first answer.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from http import HTTPStatus
from typing import Annotated, ClassVar, Final, TypeVar

import msgspec
import trio
from msgspec import Meta

from actors.session.terms import Sender
from gateway.attachments.doorkeeper import away
from gateway.attachments.files import Files
from gateway.attachments.images import Cleaned, CleanImage, Images, Unclean
from gateway.attachments.incoming import BadForm, Incoming
from gateway.attachments.kinds import (
    HEAD_BYTES,
    MAX_DURATION_MS,
    ContentType,
    Kind,
    find_type,
)
from gateway.attachments.names import clean_name
from gateway.attachments.office import Attachment, AttachmentOffice
from gateway.attachments.settings import AttachmentSettings
from gateway.attachments.shelf import (
    Answer,
    Begin,
    Begun,
    Done,
    Drop,
    Failed,
    Find,
    Found,
    Full,
    Publish,
    Seal,
    Sealed,
    Stored,
    Write,
    clean_path,
    new_draft,
)
from gateway.attachments.traffic import Allowance, seconds_for
from gateway.wire.terms import Id
from runtime.errors import Unavailable
from runtime.http_app import HttpRefused
from runtime.http_body import FlowingBody
from runtime.observe import Duty, Event, Events

A = TypeVar("A", bound=Answer)

MAX_RAW_NAME_CHARS: Final = 1_000
"""Of a file's name as the client says it; it is shortened."""


class Wish(msgspec.Struct, frozen=True):
    """What the client says of its upload, in the query.

    Attributes:
        session: for which it is, or the place of a room beside it.
        upload: the client's id of it: a repeat under it gives the first answer.
        kind: as what it is to be shown.
        name: of the file.
        duration_ms: of voice and video.
    """

    session: Id
    upload: Id
    kind: Kind
    name: Annotated[str, Meta(max_length=MAX_RAW_NAME_CHARS)] = ""
    duration_ms: Annotated[int, Meta(ge=0, le=MAX_DURATION_MS)] = 0


class FilesFailed(Event, frozen=True):
    """The disk refused to keep a file, or its process died; clients come back."""

    duty: ClassVar[Duty] = Duty.ERROR

    error: str


class Uploads:
    """Receives what clients upload.

    Args:
        settings: how much.
        office: mints the ids.
        files: keep what is received.
        images: clean what is an image.
        events: where failures are told.
        wall_ms: wall time.
    """

    def __init__(
        self,
        settings: AttachmentSettings,
        office: AttachmentOffice,
        files: Files,
        images: Images,
        events: Events,
        wall_ms: Callable[[], int],
    ) -> None:
        self._limits = settings.limits
        self._allowance = Allowance(settings.max_hourly_bytes)
        self._office = office
        self._files = files
        self._images = images
        self._events = events
        self._wall_ms = wall_ms

    async def receive(
        self, caller: Sender, wish: Wish, incoming: Incoming, body: FlowingBody
    ) -> Attachment:
        """Reads the body and keeps the file, or nothing.

        Raises:
            HttpRefused: with its code, see the README.
            HTTPException: the body is longer than it may be.
        """
        draft = new_draft()
        try:
            begun = await self._ask(Begin(draft, self._limits.of(wish.kind)), Begun)
            pieces = self._content(caller, incoming, body)
            async with aclosing(pieces):
                content_type = await self._write(draft, wish, incoming, pieces)
            sealed = await self._ask(Seal(draft), Sealed)
            key = self._office.key(
                (caller.role.value, caller.id, wish.session, wish.upload)
            )
            found = await self._ask(Find(key), Found)
            if found.stored is None:
                attachment = Attachment(
                    key=key,
                    session=wish.session,
                    role=caller.role.value,
                    owner=caller.id,
                    kind=wish.kind,
                    content_type=content_type.name,
                    name=clean_name(wish.name or incoming.name, content_type),
                    size=sealed.size,
                    duration_ms=wish.duration_ms,
                    at_ms=self._wall_ms(),
                )
                stored = Stored(attachment, sealed.digest)
                found = await self._publish(draft, begun.path, stored)
        finally:
            # Also when we left before the answer: the draft may be there.
            self._files.tell(Drop(draft))
        if found.stored is None or found.stored.digest != sealed.digest:
            text = "expected the same content as before under this upload id"
            raise HttpRefused(HTTPStatus.CONFLICT, "id_conflict", text)
        return found.stored.attachment

    async def _write(
        self, draft: str, wish: Wish, incoming: Incoming, pieces: AsyncIterator[bytes]
    ) -> ContentType:
        """Writes the content of the body; returns its type, which is as declared."""
        head, written, most = b"", 0, self._limits.of(wish.kind)
        content_type: ContentType | None = None
        async for content in pieces:
            written += len(content)
            if written > most:
                text = f"expected at most {most} bytes"
                status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
                raise HttpRefused(status, "request_entity_too_large", text)
            head += content[: HEAD_BYTES - len(head)]
            if content_type is None and len(head) == HEAD_BYTES:
                content_type = _judge(wish.kind, incoming, head)
            await self._ask(Write(draft, content), Done)
        if not written:
            raise HttpRefused(HTTPStatus.BAD_REQUEST, "empty", "expected content")
        return content_type or _judge(wish.kind, incoming, head)

    async def _content(
        self, caller: Sender, incoming: Incoming, body: FlowingBody
    ) -> AsyncGenerator[bytes]:
        """What is of the file in the body, no slower and no more than it may be."""
        owner = f"{caller.role.value}/{caller.id}"
        began, received = trio.current_time(), 0
        try:
            while piece := await _next_piece(body, began + seconds_for(received)):
                received += len(piece)
                self._spend(owner, len(piece))
                if content := incoming.feed(piece):
                    yield content
            incoming.finish()
        except BadForm as error:
            status = HTTPStatus.BAD_REQUEST
            raise HttpRefused(status, "bad_request", str(error)) from None

    def _spend(self, owner: str, size: int) -> None:
        now = trio.current_time()
        if not self._allowance.spend(owner, size, now):
            wait = self._allowance.wait_seconds(owner, now)
            text = "expected fewer bytes within an hour"
            status = HTTPStatus.TOO_MANY_REQUESTS
            raise HttpRefused(status, "hourly_quota", text, wait)

    async def _publish(self, draft: str, source: str, stored: Stored) -> Found:
        attachment = stored.attachment
        content_type = find_type(attachment.kind, attachment.content_type)
        if content_type is None or not content_type.codec:
            return await self._ask(Publish(draft, stored), Found)
        most = self._limits.of(attachment.kind)
        target = clean_path(source)
        request = CleanImage(source, target, content_type.codec, most)
        try:
            cleaned = await self._images.ask(request)
        except Unavailable as error:
            raise away(error) from error
        match cleaned:
            case Unclean(code, detail):
                raise HttpRefused(HTTPStatus.UNPROCESSABLE_ENTITY, code, detail)
            case Cleaned(size, width, height):
                attachment = msgspec.structs.replace(
                    attachment, size=size, width=width, height=height
                )
        clean = Stored(attachment, stored.digest)
        return await self._ask(Publish(draft, clean, is_cleaned=True), Found)

    async def _ask(
        self, request: Begin | Write | Seal | Find | Publish, kind: type[A]
    ) -> A:
        try:
            answer = await self._files.ask(request)
        except Unavailable as error:
            raise away(error) from error
        if isinstance(answer, Full):
            text = "the store of files is full"
            raise HttpRefused(HTTPStatus.INSUFFICIENT_STORAGE, "storage_full", text)
        if not isinstance(answer, kind):
            error_text = answer.error if isinstance(answer, Failed) else repr(answer)
            self._events.emit(FilesFailed(error_text))
            raise away(Unavailable("the store of files failed"))
        return answer


async def _next_piece(body: FlowingBody, deadline: float) -> bytes:
    """The next piece of the body; none: it has ended."""
    with trio.move_on_at(deadline) as scope:
        piece = await anext(body, b"")
    if scope.cancelled_caught:
        text = "expected the body sooner: the connection is too slow for its length"
        raise HttpRefused(HTTPStatus.REQUEST_TIMEOUT, "too_slow", text)
    return piece


def _judge(kind: Kind, incoming: Incoming, head: bytes) -> ContentType:
    """The declared type, if it may be sent as that kind and the content is of it."""
    found = find_type(kind, incoming.content_type)
    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    if found is None:
        text = f"expected a type that may be sent as {kind.value}"
        raise HttpRefused(status, "type_not_allowed", text)
    if not found.is_of(head):
        text = f"expected content of the declared type, {found.name}"
        raise HttpRefused(status, "type_mismatch", text)
    return found
