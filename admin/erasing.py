"""Who erases, made of both faces' parts; for the composition root."""

from __future__ import annotations

from collections.abc import Callable

from actors.accounts.noting import Note
from actors.desk import Desk
from actors.erasure.eraser import RemoveFile, SessionEraser
from actors.erasure.office import ErasureOffice
from actors.records.actor import Progress
from actors.records_port import SessionRecords
from gateway.attachments.files import Files
from gateway.attachments.shelf import Done, Remove
from runtime.errors import Unavailable


def remover(files: Files) -> RemoveFile:
    """Removes attachments from where they are kept."""

    async def remove(key: str) -> None:
        answer = await files.ask(Remove(key))
        if not isinstance(answer, Done):
            raise Unavailable(f"an attachment could not be removed: {answer}")

    return remove


def erasure_office(
    desk: Desk,
    files: Files,
    records: SessionRecords,
    progress: Progress,
    note: Note,
    wall_ms: Callable[[], int],
) -> ErasureOffice:
    """The office of one service."""
    eraser = SessionEraser(desk.journal, remover(files), wall_ms)
    return ErasureOffice(desk, eraser, records, progress, note, wall_ms)
