"""All that is held of a visitor as a ZIP file (P8).

    customer.json        profile, tags, level, notes, block; what is recorded of him
    sessions/ID.jsonl    every event of a session, one JSON object a line
    files/KEY            the attachments of his sessions, as they were sent

It is made part by part while it is taken, so that it may be sent or written into a pipe
and neither memory nor the journal is held by it.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Final, Protocol
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import msgspec
from msgspec.structs import replace

from actors.erasure.messages import HeldPage
from actors.keyed import keyed
from actors.records.messages import FindSessions, RecordFilter, SessionPage
from admin.customer_view import Known

_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""Of all entries: when they were written says nothing of what is in them."""


class Taken(msgspec.Struct, frozen=True):
    """What was written: so many sessions and files; `missing` files are gone."""

    sessions: int = 0
    files: int = 0
    missing: int = 0


class Holder(Protocol):
    """Who holds it; each method raises `Unavailable` where he cannot tell now."""

    async def known(self, visitor: str) -> Known:
        """What is written down and recorded of him."""
        ...

    async def sessions(self, wanted: FindSessions) -> SessionPage:
        """A page of his sessions."""
        ...

    async def held(self, session: str, after: int) -> HeldPage:
        """A page of what is held of one."""
        ...

    async def read(self, key: str, start: int) -> bytes:
        """A piece of an attachment; b"": it ends there, or was removed."""
        ...


class CustomerZip:
    """The file.

    Args:
        holder: tells what is held.
        visitor: of whom.

    Attributes:
        taken: what the parts had that were made.
    """

    def __init__(self, holder: Holder, visitor: str) -> None:
        self._holder = holder
        self._visitor = visitor
        self._sink = _Sink()
        self.taken = Taken()

    async def parts(self) -> AsyncGenerator[bytes]:
        """The file's bytes, once.

        Raises:
            Unavailable: something does not answer; what was given is no whole file.
        """
        sink, holder = self._sink, self._holder
        files: dict[str, None] = {}
        with ZipFile(sink, "w", ZIP_DEFLATED) as archive:
            known = await holder.known(self._visitor)
            archive.writestr(_entry("customer.json"), _readable(known))
            for session in await self._sessions():
                with archive.open(_entry(f"sessions/{session}.jsonl"), "w") as lines:
                    after: int | None = 0
                    while after is not None:
                        page = await holder.held(session, after)
                        lines.write("".join(f"{x}\n" for x in page.events).encode())
                        files.update(dict.fromkeys(page.files))
                        after = page.next or None
                        yield sink.take()
                self._count(sessions=1)
            for key in files:
                piece = await holder.read(key, 0)
                self._count(files=1) if piece else self._count(missing=1)
                if not piece:
                    continue
                with archive.open(_entry(f"files/{key}", ZIP_STORED), "w") as file:
                    start = 0
                    while piece:
                        file.write(piece)
                        yield sink.take()
                        start += len(piece)
                        piece = await holder.read(key, start)
        yield sink.take()

    async def _sessions(self) -> list[str]:
        found: list[str] = []
        wanted = FindSessions(RecordFilter(customer=self._visitor))
        while True:
            page = await self._holder.sessions(wanted)
            found += [card.row.session for card in page.cards]
            if not page.next:
                return found
            wanted = replace(wanted, before=page.next)

    def _count(self, sessions: int = 0, files: int = 0, missing: int = 0) -> None:
        before = self.taken
        self.taken = Taken(
            before.sessions + sessions, before.files + files, before.missing + missing
        )


class _Sink:
    """What a ZIP file is written to, which keeps no more than the next part."""

    def __init__(self) -> None:
        self._kept = bytearray()

    def write(self, data: bytes) -> int:
        self._kept += data
        return len(data)

    def flush(self) -> None:
        """As files have it."""

    def close(self) -> None:
        """Likewise."""

    def take(self) -> bytes:
        taken = bytes(self._kept)
        self._kept.clear()
        return taken


def _entry(name: str, how: int = ZIP_DEFLATED) -> ZipInfo:
    entry = ZipInfo(name, _FIRST_DAY)
    entry.compress_type = how
    return entry


def _readable(known: Known) -> bytes:
    fields = {"customer": known.customer, "recorded": known.recorded}
    return msgspec.json.format(msgspec.json.encode(keyed(fields)), indent=1) + b"\n"
