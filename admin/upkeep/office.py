"""What administrators see and do about data that is kept: one office of a service."""

from __future__ import annotations

import msgspec

from actors.accounts.permissions import Principal
from actors.erasure.messages import ErasureTold, VisitorErased
from actors.erasure.office import ErasureOffice
from actors.erasure.retention import Retention, RetentionState
from admin.data_directory import DataDirectory, LastBackup


class UpkeepState(msgspec.Struct, frozen=True):
    """How it stands.

    Attributes:
        backup: the last one; None: none was made on this machine.
        retention: see there.
        erasures: visitors who were erased, without who they were; the newest first.
        running: the same of those who are being erased, as far as it is.
    """

    backup: LastBackup | None
    retention: RetentionState
    erasures: tuple[ErasureTold, ...]
    running: tuple[ErasureTold, ...] = ()


class UpkeepOffice:
    """Made once by the composition root; all methods are for the trio loop's tasks.

    Args:
        directory: knows the last backup.
        erasure: erases.
        retention: lets go what is kept for a time alone.
    """

    def __init__(
        self, directory: DataDirectory, erasure: ErasureOffice, retention: Retention
    ) -> None:
        self._directory = directory
        self._erasure = erasure
        self._retention = retention

    async def state(self) -> UpkeepState:
        """How it stands.

        Raises:
            Unavailable: journal or records do not answer.
        """
        retention = await self._retention.state()
        erasures = await self._erasure.erasures()
        running = self._erasure.all_running()
        backup = self._directory.last_backup()
        return UpkeepState(backup, retention, erasures, running)

    def sweep(self) -> None:
        """Has the next sweep begin now."""
        self._retention.want()

    async def erase(self, visitor: str, by: Principal, operation: str) -> VisitorErased:
        """See `ErasureOffice.erase`."""
        return await self._erasure.erase(visitor, by, operation)
