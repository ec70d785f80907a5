"""One download: a file, or a part of it, as safely as browsers can be asked to."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from http import HTTPStatus
from typing import Final

from quart import Response

from gateway.attachments.doorkeeper import away
from gateway.attachments.files import Files
from gateway.attachments.kinds import Kind, find_type
from gateway.attachments.names import disposition
from gateway.attachments.office import Attachment
from gateway.attachments.ranges import Span, find_span
from gateway.attachments.shelf import Piece, Read
from gateway.attachments.traffic import seconds_for
from runtime.errors import Unavailable
from runtime.http_app import HttpRefused

PIECE_BYTES: Final = 128 * 1024
"""Read at a time; the next is read when the client has taken this one."""
POLICY: Final = "default-src 'none'; sandbox"
"""What a browser opens by itself may run nothing, and is of no origin."""


class NoSuchFile(HttpRefused):
    """There is none, or not for who asks; both look the same."""

    def __init__(self) -> None:
        text = "expected the link of an attachment that exists, in its time"
        super().__init__(HTTPStatus.NOT_FOUND, "no_such_attachment", text)


class Download:
    """The answer to who may have a file.

    Args:
        files: where it is.
        attachment: which one.
        max_age_seconds: a browser may keep it for so long.
    """

    def __init__(
        self, files: Files, attachment: Attachment, max_age_seconds: float
    ) -> None:
        self._files = files
        self._attachment = attachment
        self._max_age = int(max_age_seconds)

    async def answer(
        self, range_header: str, if_range: str, if_none_match: str
    ) -> Response:
        """The file, the part of it that is wanted, or that it has not changed.

        Raises:
            NoSuchFile: it was removed.
            HttpRefused: 416 `bad_range`; 503: the store is away.
        """
        attachment = self._attachment
        tag = f'"{attachment.key}"'
        if tag in if_none_match or if_none_match.strip() == "*":
            return self._headed(Response(b"", HTTPStatus.NOT_MODIFIED), tag)
        is_part = not if_range or if_range.strip() == tag
        span = find_span(range_header if is_part else "", attachment.size)
        if span is None:
            status = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
            text = f"expected a range within {attachment.size} bytes"
            raise HttpRefused(status, "bad_range", text)
        first = await self._read(span.start, span.stop)
        if not first:
            raise NoSuchFile
        response = self._headed(Response(self._pieces(span, first)), tag)
        response.content_length = span.size
        response.timeout = seconds_for(span.size)
        if span.size < attachment.size:
            response.status_code = HTTPStatus.PARTIAL_CONTENT
            part = f"bytes {span.start}-{span.stop - 1}/{attachment.size}"
            response.headers["Content-Range"] = part
        return response

    def _headed(self, response: Response, tag: str) -> Response:
        attachment = self._attachment
        content_type = find_type(attachment.kind, attachment.content_type)
        is_inline = (
            content_type is not None
            and content_type.is_inline
            and attachment.kind is not Kind.FILE
        )
        response.headers["Content-Type"] = attachment.content_type
        response.headers["Content-Disposition"] = disposition(
            attachment.name, is_inline=is_inline
        )
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Cache-Control"] = f"private, max-age={self._max_age}"
        response.headers["Accept-Ranges"] = "bytes"
        response.headers["ETag"] = tag
        return response

    async def _pieces(self, span: Span, first: bytes) -> AsyncGenerator[bytes]:
        yield first
        at = span.start + len(first)
        while at < span.stop:
            piece = await self._read(at, span.stop)
            if not piece:
                # Removed meanwhile: the client sees that there should be more.
                raise NoSuchFile
            yield piece
            at += len(piece)

    async def _read(self, start: int, stop: int) -> bytes:
        size = min(PIECE_BYTES, stop - start)
        try:
            answer = await self._files.ask(Read(self._attachment.key, start, size))
        except Unavailable as error:
            raise away(error) from error
        if not isinstance(answer, Piece):
            raise away(Unavailable("the store of files failed"))
        return answer.data
