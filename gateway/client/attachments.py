"""Uploads and downloads of one client, over HTTP beside its connection (V2)."""

from __future__ import annotations

import secrets
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from http import HTTPStatus
from pathlib import Path
from typing import Final, Literal
from urllib.parse import quote, urlencode

import msgspec
import trio

from gateway.attachments.answers import PATH, Link, Uploaded
from gateway.attachments.kinds import Kind, type_of_name
from gateway.client.http_exchange import Answer, HttpOrigin
from gateway.client.ticket_source import TicketSource
from gateway.wire.bodies import FileBody, ImageBody, VideoBody, VoiceBody
from runtime.errors import TriodeskError, Unavailable

AttachmentKind = Literal["image", "file", "voice", "video"]
Progress = Callable[[int, int], None]
"""Told bytes done, and bytes in all; after a broken connection it begins anew."""

_Ask = Callable[[dict[str, str]], Awaitable[Answer]]
"""Sends a request with these fields."""

PIECE_BYTES: Final = 64 * 1024
ATTEMPTS: Final = 5
"""Of one upload or download, under the same id."""
PAUSE_SECONDS: Final = 0.5
"""Before the second attempt; it doubles."""
_UPLOAD_ID_BYTES: Final = 16
_TEMPORARY: Final = frozenset(
    {HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.REQUEST_TIMEOUT}
)


class AttachmentRefused(TriodeskError):
    """The server does not take, or does not give, the file.

    Attributes:
        code: of the problem document, as `type_mismatch`.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code


class _Problem(msgspec.Struct):
    code: str = "unknown"
    detail: str = ""


def no_progress(_done: int, _all: int) -> None:
    """Nobody wants to know."""


class AttachmentClient:
    """Sends and fetches files.

    Args:
        url: of the service's HTTP, `http://host:port`.
        ticket: proves who is calling; a source is asked before each attempt.

    Raises:
        UsageError: the URL is none of HTTP.
    """

    def __init__(self, url: str, ticket: str | TicketSource) -> None:
        self._origin = HttpOrigin(url)
        self._ticket = ticket

    async def upload(
        self,
        session: str,
        source: Path | bytes,
        kind: AttachmentKind = "file",
        *,
        name: str = "",
        progress: Progress = no_progress,
    ) -> Uploaded:
        """Sends a file for a session; through broken connections it is kept once.

        Args:
            session: in which the caller takes part.
            source: a file, or its content.
            kind: as what it is to be shown.
            name: shown to others, with an extension by which its type is told;
                "" = the file's.
            progress: told how far it is.

        Raises:
            AttachmentRefused: with the server's code.
            TicketRefused: there is no ticket to be had.
            Unavailable: it could not be sent in `ATTEMPTS` attempts.
            OSError: the file cannot be read.
        """
        name = name or (source.name if isinstance(source, Path) else "file")
        found = type_of_name(name, Kind(kind))
        size = await _size(source)
        upload = secrets.token_hex(_UPLOAD_ID_BYTES)
        query = {"session": session, "upload": upload, "kind": kind, "name": name}
        target = f"{PATH}?{urlencode(query)}"
        headers = {
            "Content-Type": "application/octet-stream" if found is None else found.name,
            "Content-Length": str(size),
        }

        async def send(ticket: dict[str, str]) -> Answer:
            allowed = headers | ticket
            async with aclosing(_pieces(source, size, progress)) as body:
                return await self._origin.exchange(("POST", target), allowed, body)

        answer = await _persist(lambda: self._allowed(send))
        return msgspec.json.decode(answer.body, type=Uploaded)

    async def download(
        self, attachment: str, *, progress: Progress = no_progress
    ) -> bytes:
        """The content of an attachment of a session that the caller may see.

        Raises:
            AttachmentRefused: with the server's code.
            TicketRefused: there is no ticket to be had.
            Unavailable: it could not be fetched in `ATTEMPTS` attempts.
        """
        target = f"{PATH}/{quote(attachment, safe='')}/link"

        async def look(ticket: dict[str, str]) -> Answer:
            return await self._origin.exchange(("GET", target), ticket)

        answer = await _persist(lambda: self._allowed(look))
        link = msgspec.json.decode(answer.body, type=Link)

        async def fetch() -> Answer:
            return await self._origin.exchange(
                ("GET", link.path), {}, received=progress
            )

        return (await _persist(fetch)).body

    async def _allowed(self, ask: _Ask) -> Answer:
        """Asks with a ticket; once more with a new one if a source's last is over."""
        ticket = self._ticket
        if isinstance(ticket, str):
            return await ask(_bearer(ticket))
        answer = await ask(_bearer(await ticket.ticket(is_fresh=False)))
        if answer.status == HTTPStatus.UNAUTHORIZED:
            answer = await ask(_bearer(await ticket.ticket(is_fresh=True)))
        return answer


def _bearer(ticket: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {ticket}"}


def attached_body(
    uploaded: Uploaded, sides: tuple[int, int] = (0, 0)
) -> ImageBody | FileBody | VoiceBody | VideoBody:
    """What a message with that upload says, for `Conversation.send`.

    Args:
        uploaded: the answer to the upload.
        sides: width and height of a film in pixels, which the server does not measure.
    """
    each = uploaded
    head = (each.id, each.name, each.content_type, each.size)
    match each.kind:
        case "image":
            return ImageBody(*head, each.width, each.height)
        case "voice":
            return VoiceBody(*head, each.duration_ms)
        case "video":
            return VideoBody(*head, *sides, each.duration_ms)
        case _:
            return FileBody(*head)


async def _persist(attempt: Callable[[], Awaitable[Answer]]) -> Answer:
    """Tries again what failed for a reason that passes."""
    pause = PAUSE_SECONDS
    for _ in range(ATTEMPTS - 1):
        try:
            return _granted(await attempt())
        except Unavailable:
            await trio.sleep(pause)
            pause *= 2
    return _granted(await attempt())


def _granted(answer: Answer) -> Answer:
    if answer.status == HTTPStatus.OK:
        return answer
    try:
        problem = msgspec.json.decode(answer.body, type=_Problem)
    except msgspec.DecodeError:
        problem = _Problem(detail=f"status {answer.status}")
    if answer.status in _TEMPORARY:
        raise Unavailable(problem.detail)
    raise AttachmentRefused(problem.code, problem.detail)


async def _size(source: Path | bytes) -> int:
    if isinstance(source, bytes):
        return len(source)
    return (await trio.Path(source).stat()).st_size


async def _pieces(
    source: Path | bytes, size: int, progress: Progress
) -> AsyncGenerator[bytes]:
    done = 0
    if isinstance(source, bytes):
        for start in range(0, size, PIECE_BYTES):
            yield source[start : start + PIECE_BYTES]
            done = min(start + PIECE_BYTES, size)
            progress(done, size)
        return
    async with await trio.open_file(source, "rb") as file:
        while piece := await file.read(PIECE_BYTES):
            yield piece
            done += len(piece)
            progress(done, size)
