"""All that is held of a visitor as a ZIP file: `triodesk customers export`.

    customer.json        profile, tags, level, notes, block; what is recorded of him
    sessions/ID.jsonl    every event of a session, one JSON object a line
    files/KEY            the attachments of his sessions, as they were sent

It grows as it is read, so that it may be written into a pipe.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import IO, Final

import msgspec

from actors.customers.records import CustomerFilter, CustomerPage, FindCustomers
from actors.erasure.messages import HeldPage
from actors.keyed import keyed
from actors.records.messages import FindSessions, RecordFilter, SessionPage
from admin.operator.asking import OperatorLine
from admin.operator.customer_frames import CustomerSeen, LookAtCustomer
from admin.operator.erasure_frames import ExportCustomer, ExportNoted, ReadHeld
from admin.operator.operation import new_operation

_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""Of all entries: when they were written says nothing of what is in them."""


class Taken(msgspec.Struct, frozen=True):
    """What was written: so many sessions and files; `missing` files are gone."""

    sessions: int
    files: int
    missing: int


async def export_customer(
    line: OperatorLine, visitor: str, attachments: Path, into: IO[bytes]
) -> Taken:
    """Writes the ZIP file.

    Args:
        line: to the service.
        visitor: who.
        attachments: where the service keeps them, on this machine.
        into: where to; need not be seekable.

    Raises:
        Unavailable: the service does not answer.
        OSError: a file cannot be read or written.
    """
    await line.get(ExportCustomer(new_operation(), visitor), ExportNoted)
    sessions = await _sessions(line, visitor)
    files: dict[str, None] = {}
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "customer.json", await _customer(line, visitor))
        for session in sessions:
            held = await _held(line, session)
            lines = "".join(f"{each}\n" for page in held for each in page.events)
            _put(archive, f"sessions/{session}.jsonl", lines.encode())
            files.update(dict.fromkeys(key for page in held for key in page.files))
        found = [key for key in files if _put_file(archive, attachments, key)]
    return Taken(len(sessions), len(found), len(files) - len(found))


async def _customer(line: OperatorLine, visitor: str) -> bytes:
    seen = await line.get(LookAtCustomer(visitor), CustomerSeen)
    wanted = FindCustomers(CustomerFilter(visitor=visitor), limit=1)
    page = await line.get(wanted, CustomerPage)
    known = {"customer": seen.customer, "recorded": next(iter(page.cards), None)}
    return msgspec.json.format(msgspec.json.encode(keyed(known)), indent=1) + b"\n"


async def _sessions(line: OperatorLine, visitor: str) -> list[str]:
    found: list[str] = []
    before = 0
    while True:
        wanted = FindSessions(RecordFilter(customer=visitor), before=before)
        page = await line.get(wanted, SessionPage)
        found += [card.row.session for card in page.cards]
        if not (before := page.next):
            return found


async def _held(line: OperatorLine, session: str) -> list[HeldPage]:
    pages: list[HeldPage] = []
    after = 0
    while True:
        page = await line.get(ReadHeld(session, after), HeldPage)
        pages.append(page)
        if not (after := page.next):
            return pages


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _FIRST_DAY)
    archive.writestr(entry, content, zipfile.ZIP_DEFLATED)


def _put_file(archive: zipfile.ZipFile, attachments: Path, key: str) -> bool:
    """False: it was removed; what was taken back is, too."""
    place = attachments / "kept" / key[:2] / key / "content"
    if not place.exists():
        return False
    archive.write(place, f"files/{key}")
    return True
