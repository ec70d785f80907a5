"""Removes what no message carries: a sweep now and then, judged by the journal alone.

A message may carry an attachment for some hours after its upload, and its transcript
tells whether one does. It is asked when no such message can be taken back any more,
and later still, so that nothing is removed that a message under way carries.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Never

import trio

from actors.desk import Desk
from gateway.attachments.carriers import find_carriers
from gateway.attachments.files import Files
from gateway.attachments.office import Attachment
from gateway.attachments.shelf import Listed, ListFresh, Remove, Settle
from runtime.actor import Service
from runtime.errors import Unavailable
from runtime.observe import Event, Events
from runtime.outages import extended

SWEEP_SECONDS: Final = 600.0
"""Between two sweeps."""
MARGIN_MS: Final = 3_600_000
"""After an attachment can be sent no more, messages with it may be on their way."""
MAX_SWEPT: Final = 500
"""Looked at in one sweep."""


class AttachmentsSwept(Event, frozen=True):
    """Attachments that no message carries were removed."""

    removed: int
    kept: int


class Sweeper(Service[Never]):
    """Sweeps now and then.

    Args:
        files: where attachments are.
        desk: where messages are, and how long they can be taken back.
        usable_ms: attachments may be sent for so long after their upload.
        wall_ms: wall time.
        events: where it tells what it removed.
    """

    def __init__(
        self,
        files: Files,
        desk: Desk,
        usable_ms: int,
        wall_ms: Callable[[], int],
        events: Events,
    ) -> None:
        self._files = files
        self._desk = desk
        self._usable_ms = usable_ms
        self._wall_ms = wall_ms
        self._events = events

    async def run(self, started: Callable[[], None]) -> None:
        """Runs until cancelled."""
        started()
        while True:
            await trio.sleep(SWEEP_SECONDS)
            try:
                await self.sweep()
            except Unavailable:
                continue

    async def sweep(self) -> None:
        """Looks at what is old enough, once.

        Raises:
            Unavailable: the files are away.
        """
        now_ms = self._wall_ms()
        before_ms = now_ms - self._usable_ms - self._recall_ms() - MARGIN_MS
        listed = await self._files.ask(ListFresh(before_ms, MAX_SWEPT))
        rows = listed.rows if isinstance(listed, Listed) else ()
        removed = kept = 0
        for row in rows:
            if now_ms < self._settled_ms(row.attachment, now_ms):
                continue
            carriers = await find_carriers(self._desk.journal, row.attachment)
            if carriers is None:
                continue
            is_carried = bool(carriers.standing)
            key = row.attachment.key
            await self._files.ask(Settle(key) if is_carried else Remove(key))
            removed += not is_carried
            kept += is_carried
        if rows:
            self._events.emit(AttachmentsSwept(removed, kept))

    def _recall_ms(self) -> int:
        return round(self._desk.rules.most_recall_seconds() * 1_000)

    def _settled_ms(self, attachment: Attachment, now_ms: int) -> int:
        """From then on no message comes that carries it, or that takes one back.

        Downtime extends the time for the latter.
        """
        last_ms = attachment.at_ms + self._usable_ms
        due_ms = last_ms + self._recall_ms()
        return extended(due_ms, last_ms, self._desk.outages, now_ms) + MARGIN_MS
