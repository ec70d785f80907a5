"""Who erases, made of both faces' parts; for the composition root."""

from __future__ import annotations

from actors.desk import Desk
from actors.erasure.eraser import RemoveFile, SessionEraser
from actors.erasure.office import ErasureOffice
from actors.erasure.retention import Retention, RetentionService
from actors.records.actor import Progress
from admin.customer_held import ReadFile
from admin.data_directory import DataDirectory
from admin.staff_office import StaffOffice
from admin.upkeep.office import UpkeepOffice
from gateway.attachments.downloads import PIECE_BYTES
from gateway.attachments.files import Files
from gateway.attachments.shelf import Done, Piece, Read, Remove
from runtime.errors import Unavailable
from runtime.node import Node


def _remover(files: Files) -> RemoveFile:
    """Removes attachments from where they are kept."""

    async def remove(key: str) -> None:
        answer = await files.ask(Remove(key))
        if not isinstance(answer, Done):
            raise Unavailable(f"an attachment could not be removed: {answer}")

    return remove


def _reader(files: Files) -> ReadFile:
    """Reads attachments from where they are kept."""

    async def read(key: str, start: int) -> bytes:
        answer = await files.ask(Read(key, start, PIECE_BYTES))
        if not isinstance(answer, Piece):
            raise Unavailable(f"an attachment could not be read: {answer}")
        return answer.data

    return read


class Erasing:
    """Who erases a visitor, and who lets go what is kept for a time alone."""

    def __init__(
        self,
        desk: Desk,
        files: Files,
        staff: StaffOffice,
        progress: Progress,
        node: Node,
        directory: DataDirectory,
    ) -> None:
        records, wall_ms = staff.records, node.wall_ms
        eraser = SessionEraser(desk.journal, _remover(files), wall_ms)
        self.office = ErasureOffice(
            desk, eraser, records, records, progress, staff.note, wall_ms
        )
        self.retention = Retention(
            eraser, records, lambda: desk.rules.desk, wall_ms, node.events
        )
        self.read_file = _reader(files)
        self.upkeep = UpkeepOffice(directory, self.office, self.retention)

    def service(self) -> RetentionService:
        """A life of the latter, as a part of the tree."""
        return RetentionService(self.retention)
