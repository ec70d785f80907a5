"""PURE: what a service and the process that handles its files say to each other.

The service says what is to be done, then answers; the process asks, tells how far it
is, and at last how it ended.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

from actors.knowledge.changes import PutCategory, PutEntries
from actors.knowledge.records import (
    Changed,
    EditionPage,
    KnowledgeRefused,
    Outline,
)
from admin.sheet.plan import Verdict

MAX_SHOWN: Final = 50
"""Rows that are shown of a file, those with faults first: the error file has all."""


class ImportWork(msgspec.Struct, frozen=True, tag="import"):
    """A file is to become entries; of a preview nothing is changed.

    `errors`: where the rows with faults go, in the reader's language.
    """

    source: str
    errors: str
    language: str
    is_preview: bool


class ExportWork(msgspec.Struct, frozen=True, tag="export"):
    """A version is to become a file."""

    target: str
    language: str
    version: int


class TemplateWork(msgspec.Struct, frozen=True, tag="template"):
    """A sheet to begin with is to be written."""

    target: str
    language: str


SheetWork = ImportWork | ExportWork | TemplateWork


class WantOutline(msgspec.Struct, frozen=True, tag="want_outline"):
    """What has a version beside its entries? `Outline`."""

    version: int


class WantPage(msgspec.Struct, frozen=True, tag="want_page"):
    """Which entries has it? `EditionPage`."""

    version: int
    after: str


class WantChange(msgspec.Struct, frozen=True, tag="want_change"):
    """The draft is to be changed so: `Changed` or `KnowledgeRefused`."""

    change: PutEntries | PutCategory


class ShownRow(msgspec.Struct, frozen=True):
    """A row, and what becomes of it; `faults`: sentences."""

    row: int
    verdict: Verdict
    question: str
    faults: tuple[str, ...] = ()


class Sheeted(msgspec.Struct, frozen=True, tag="sheeted"):
    """How far it is: what became of how many rows.

    Attributes:
        added, changed, same, faulty: rows.
        read: entries of the draft, or rows, looked at by now.
        shown: at most `MAX_SHOWN` of the rows.
    """

    added: int = 0
    changed: int = 0
    same: int = 0
    faulty: int = 0
    read: int = 0
    shown: tuple[ShownRow, ...] = ()


class SheetEnded(msgspec.Struct, frozen=True, tag="ended"):
    """It is done, or ended before; `fault`: why, "" = it is done."""

    last: Sheeted
    fault: str = ""


SheetWant = WantOutline | WantPage | WantChange
SheetSaid = SheetWant | Sheeted | SheetEnded
SheetAnswer = Outline | EditionPage | Changed | KnowledgeRefused

ENCODER: Final = msgspec.msgpack.Encoder()
WORKS: Final = msgspec.msgpack.Decoder(SheetWork)
ANSWERS: Final = msgspec.msgpack.Decoder(SheetAnswer)
SAID: Final = msgspec.msgpack.Decoder(SheetSaid)


def errors_beside(source: Path) -> Path:
    """Where the rows with faults of a file go: of the same kind, beside it."""
    return source.with_name(f"{source.stem}-errors{source.suffix}")
