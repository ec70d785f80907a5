"""Saves one file: finds it in its message, downloads it, and overwrites nothing."""

from __future__ import annotations

from collections.abc import Callable
from errno import EACCES, EEXIST, ENOENT
from typing import Final

import trio

from gateway.attachments.names import saved_name
from gateway.client import Conversation
from gateway.client.attachments import Progress
from gateway.console.body_view import size_text
from gateway.console.file_phrases import FilePhrase
from gateway.console.file_telling import FAILURES, by_quarters, failure
from gateway.console.phrases import Words
from gateway.wire.bodies import AttachedBody

_CAUSES: Final = {
    EEXIST: FilePhrase.EXISTS,
    ENOENT: FilePhrase.NO_DIRECTORY,
    EACCES: FilePhrase.NO_WRITING,
}


async def save_file(
    conversation: Conversation,
    number: int,
    path: str,
    words: Words,
    tell: Callable[[str], None],
) -> None:
    """Saves the file of a message; tells where it is, or why it could not be done.

    Args:
        conversation: in which.
        number: of the message.
        path: where to; of a directory, or "": there, under the file's own name; `~` is
            the user's home.
        words: in whose language.
        tell: shows a line.
    """
    try:
        body = await _find(conversation, number)
        if isinstance(body, FilePhrase):
            reason = words(body)
        else:
            progress = by_quarters(words, FilePhrase.COMING_DOWN, body.name, tell)
            where = await _download(conversation, body, path, progress)
            size = size_text(body.size)
            tell(words(FilePhrase.SAVED, number=number, path=where, size=size))
            return
    except FAILURES as error:
        reason = failure(words, error, _CAUSES, FilePhrase.UNWRITABLE)
    tell(words(FilePhrase.NOT_SAVED, number=number, reason=reason))


async def _find(conversation: Conversation, number: int) -> AttachedBody | FilePhrase:
    """What message `number` shows, or why it shows no file."""
    for message in await conversation.history(before=number + 1, limit=1):
        if message.number == number:
            body = message.body
            return body if isinstance(body, AttachedBody) else FilePhrase.NOTHING_IN_IT
    return FilePhrase.NO_MESSAGE


async def _download(
    conversation: Conversation, body: AttachedBody, path: str, progress: Progress
) -> str:
    """The path of the new file, which is whole: of what failed nothing is left."""
    target = await trio.Path(path or ".").expanduser()
    if await target.is_dir():
        target /= saved_name(body.name)
    file = await target.open("xb")
    try:
        async with file:
            content = await conversation.download(body.id, progress=progress)
            await file.write(content)
    except BaseException:
        with trio.CancelScope(shield=True):
            await target.unlink(missing_ok=True)
        raise
    return str(target)
