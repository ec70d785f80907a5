"""Sends one file: uploads it, tells how far it is, and puts it into a message."""

from __future__ import annotations

from collections.abc import Callable
from errno import EACCES, EISDIR, ENOENT
from pathlib import Path
from typing import Final

import msgspec
import trio

from gateway.attachments.kinds import Kind, type_of_name
from gateway.client import Conversation
from gateway.client.attachments import AttachmentKind, attached_body
from gateway.console.body_view import spoken
from gateway.console.file_phrases import FilePhrase
from gateway.console.file_telling import FAILURES, by_quarters, failure
from gateway.console.phrases import Words

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
    source = Path(path)
    try:
        source = Path(await trio.Path(path).expanduser())
        kind = kind_for(source.name)
        progress = by_quarters(words, FilePhrase.GOING_UP, source.name, tell)
        uploaded = await conversation.upload(source, kind, progress=progress)
        body = attached_body(uploaded)
        return SentFile(conversation.post(body), spoken(words, body))
    except FAILURES as error:
        reason = failure(words, error, _UNREADABLE, FilePhrase.UNREADABLE)
    tell(words(FilePhrase.NOT_SENT, name=source.name, reason=reason))
    return None
