"""Uploads and downloads of one client, over HTTP beside its connection (V2)."""

from __future__ import annotations

import secrets
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
from errno import EINVAL, EISDIR
from http import HTTPStatus
from io import BufferedIOBase, BytesIO
from os import fstat
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Final, Literal
from urllib.parse import quote, urlencode

import trio

from gateway.attachments.answers import PATH, Link, Uploaded
from gateway.attachments.kinds import Kind, type_of_name
from gateway.client.http_answers import T, read_json, read_problem
from gateway.client.http_exchange import Answer, HttpOrigin
from gateway.client.ticket_source import TicketSource
from gateway.wire.bodies import AttachedBody, FileBody, ImageBody, VideoBody, VoiceBody
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
            Unavailable: it could not be sent in `ATTEMPTS` attempts, or another server
                than ours has answered.
            OSError: there is no such file, or it cannot be read.
        """
        name = name or (source.name if isinstance(source, Path) else "file")
        found = type_of_name(name, Kind(kind))
        upload = secrets.token_hex(_UPLOAD_ID_BYTES)
        query = {"session": session, "upload": upload, "kind": kind, "name": name}
        target = f"{PATH}?{urlencode(query)}"
        async with _opened(source) as (content, size):
            headers = {
                "Content-Type": found.name if found else "application/octet-stream",
                "Content-Length": str(size),
            }

            async def send(ticket: dict[str, str]) -> Answer:
                allowed = headers | ticket
                async with aclosing(_pieces(content, size, progress)) as body:
                    return await self._origin.exchange(("POST", target), allowed, body)

            answer = await _persist(lambda: self._allowed(send))
        return _read(answer, Uploaded)

    async def download(
        self, attachment: str, *, progress: Progress = no_progress
    ) -> bytes:
        """The content of an attachment of a session that the caller may see.

        Raises:
            AttachmentRefused: with the server's code.
            TicketRefused: there is no ticket to be had.
            Unavailable: it could not be fetched in `ATTEMPTS` attempts, or another
                server than ours has answered.
        """
        target = f"{PATH}/{quote(attachment, safe='')}/link"

        async def look(ticket: dict[str, str]) -> Answer:
            return await self._origin.exchange(("GET", target), ticket)

        answer = await _persist(lambda: self._allowed(look))
        link = _read(answer, Link)

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


def attached_body(uploaded: Uploaded, sides: tuple[int, int] = (0, 0)) -> AttachedBody:
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
    problem = read_problem(answer)
    if answer.status in _TEMPORARY:
        raise Unavailable(problem.detail)
    raise AttachmentRefused(problem.code, problem.detail)


def _read(answer: Answer, kind: type[T]) -> T:
    told = read_json(answer, kind)
    if told is None:
        raise Unavailable("expected the service's answer, got something else")
    return told


@asynccontextmanager
async def _opened(source: Path | bytes) -> AsyncGenerator[tuple[BufferedIOBase, int]]:
    """The content, and how many bytes it has.

    What is no regular file is refused: a pipe may wait for ever, a device never end.
    """
    if isinstance(source, bytes):
        yield BytesIO(source), len(source)
        return
    path = trio.Path(source)
    mode = (await path.stat()).st_mode
    if not S_ISREG(mode):
        code = EISDIR if S_ISDIR(mode) else EINVAL
        raise OSError(code, "not a regular file", str(source))
    async with await path.open("rb") as file:
        yield file.wrapped, fstat(file.fileno()).st_size


async def _pieces(
    content: BufferedIOBase, size: int, progress: Progress
) -> AsyncGenerator[bytes]:
    """From the beginning; what a file grew by meanwhile is left out."""
    file, done = trio.wrap_file(content), 0
    await file.seek(0)
    while piece := await file.read(min(PIECE_BYTES, size - done)):
        yield piece
        done += len(piece)
        progress(done, size)
