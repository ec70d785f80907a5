"""Sends one file: uploads it, tells how far it is, and puts it into a message."""

from __future__ import annotations

from collections.abc import Callable
from errno import EACCES, EISDIR, ENOENT
from pathlib import Path
from typing import Final

import msgspec
import trio

from gateway.attachments.kinds import Kind, type_of_name
from gateway.client import AttachmentRefused, Conversation, TicketRefused
from gateway.client.attachments import AttachmentKind, attached_body
from gateway.client_core.outbox import OutboxFull
from gateway.console.body_view import spoken
from gateway.console.file_phrases import FilePhrase, file_refusal
from gateway.console.phrases import Words
from runtime.errors import Unavailable, UsageError

STEPS: Final = 4
"""Progress is told at each quarter."""

_FAILURES: Final = (
    *(AttachmentRefused, TicketRefused, UsageError, OutboxFull, Unavailable),
    *(OSError, RuntimeError, ValueError),  # also: no such home, or no path at all
)
_UNREADABLE: Final = {
    ENOENT: FilePhrase.NO_FILE,
    EISDIR: FilePhrase.DIRECTORY,
    EACCES: FilePhrase.FORBIDDEN,
}


class SentFile(msgspec.Struct, frozen=True):
    """It was given to the client, under this id and as this text."""

    cid: str
    text: str


def kind_for(name: str) -> AttachmentKind:
    """As what a file of that name is sent from a terminal.

    Films go as files: their width and height are not known here.
    """
    if type_of_name(name, Kind.IMAGE):
        return "image"
    is_voice = type_of_name(name, Kind.VOICE) and not type_of_name(name, Kind.VIDEO)
    return "voice" if is_voice else "file"


async def send_file(
    conversation: Conversation, path: str, words: Words, tell: Callable[[str], None]
) -> SentFile | None:
    """Sends the file; None: it could not be, and why was told.

    Args:
        conversation: in which.
        path: of the file; `~` is the user's home.
        words: in whose language.
        tell: shows a line.
    """
    source, told = Path(path), 0

    def progress(done: int, size: int) -> None:
        nonlocal told
        step = done * STEPS // max(1, size)
        if step > told and size:
            percent = str(step * 100 // STEPS)
            tell(words(FilePhrase.GOING_UP, name=source.name, percent=percent))
        told = step

    try:
        source = Path(await trio.Path(path).expanduser())
        kind = kind_for(source.name)
        uploaded = await conversation.upload(source, kind, progress=progress)
        body = attached_body(uploaded)
        return SentFile(conversation.post(body), spoken(words, body))
    except _FAILURES as error:
        reason = _reason(words, error)
    tell(words(FilePhrase.NOT_SENT, name=source.name, reason=reason))
    return None


def _reason(words: Words, error: Exception) -> str:
    match error:
        case AttachmentRefused(code=code) | TicketRefused(code=code):
            return file_refusal(words, code)
        case UsageError():
            return words(FilePhrase.NO_ADDRESS)
        case OutboxFull():
            return words(FilePhrase.OUTBOX_FULL)
        case Unavailable():
            return words(FilePhrase.NO_ANSWER)
        case OSError(errno=int(number), strerror=text):
            phrase = _UNREADABLE.get(number, FilePhrase.UNREADABLE)
            return words(phrase, reason=str(text))
        case _:
            return words(FilePhrase.UNREADABLE, reason=str(error))
