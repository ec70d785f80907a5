"""PURE: what becomes of each row of a sheet, beside what the draft has.

A row with an id means the entry of that id; one without means the entry of the same
base that has the same question, else a new one. Its id follows from the file and the
row, so that a row is never two entries, however often its file is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from hashlib import blake2b
from typing import Final, NamedTuple

import msgspec
from msgspec.structs import replace

from actors.knowledge.entry import Base, Entry, EntryId, asked_as
from admin.sheet.category_path import Drawers
from admin.sheet.form import Column, Written
from admin.sheet.phrases import Wrong
from gateway.console.phrases import Words

Check = Callable[[Written], Iterable[str]]
"""Sentences on what is wrong with an entry, or with the category it is to be in."""

_KEY_BYTES: Final = 12
"""Of what stands for a text: among a million, two alike are as likely as 1 in 10^17."""
_ENCODER: Final = msgspec.msgpack.Encoder()


class Verdict(Enum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    FAULTY = "faulty"


class Judged(NamedTuple):
    """A row, judged: `entry` as it is to be, `faults` in whole sentences."""

    number: int
    verdict: Verdict
    entry: Entry
    faults: tuple[str, ...] = ()


class DraftIndex:
    """The entries of a draft, in some hundred bytes each."""

    def __init__(self) -> None:
        self._contents: dict[EntryId, bytes] = {}
        self._ids: dict[bytes, EntryId] = {}

    def learn(self, entry: Entry) -> None:
        """There is this entry."""
        self._contents[entry.id] = _content(entry)
        self._ids.setdefault(_question(entry.base, entry.question), entry.id)

    def id_of(self, base: Base, question: str) -> EntryId | None:
        """The entry that has this question."""
        return self._ids.get(_question(base, question))

    def compare(self, entry: Entry) -> Verdict:
        """Whether it is new to the draft, other than there, or the same."""
        content = self._contents.get(entry.id)
        if content is None:
            return Verdict.ADDED
        return Verdict.SAME if content == _content(entry) else Verdict.CHANGED


class Planner:
    """Judges the rows of one file, in their order.

    Args:
        index: of the draft.
        drawers: its categories.
        file: the file's digest.
        check: see `Check`.
        words: the reader's.
        lacking: columns that the file has not; then it changes no entry.
    """

    def __init__(
        self,
        index: DraftIndex,
        drawers: Drawers,
        file: str,
        check: Check,
        words: Words,
        lacking: tuple[Column, ...] = (),
    ) -> None:
        self._index = index
        self._drawers = drawers
        self._file = file
        self._check = check
        self._words = words
        self._lacking = ", ".join(each.title(words) for each in lacking)
        self._rows: dict[EntryId, int] = {}
        self._own: dict[bytes, EntryId] = {}

    def judge(self, number: int, written: Written) -> Judged:
        """What becomes of it; of a row with faults nothing does."""
        entry = replace(written.entry, id=self._id_of(number, written.entry))
        faults = [fault.told(self._words) for fault in written.faults]
        if not faults:
            faults.extend(self._check(written._replace(entry=entry)))
        first = self._rows.get(entry.id)
        if first is not None:
            faults.append(self._words(Wrong.TWICE, row=first))
        if faults:
            return Judged(number, Verdict.FAULTY, entry, tuple(faults))
        self._rows[entry.id] = number
        category = self._drawers.id_of(entry.base, written.category)
        entry = replace(entry, category=category)
        verdict = self._index.compare(entry)
        if verdict is Verdict.CHANGED and self._lacking:
            text = self._words(Wrong.LACKS, columns=self._lacking)
            return Judged(number, Verdict.FAULTY, entry, (text,))
        return Judged(number, verdict, entry)

    def _id_of(self, number: int, entry: Entry) -> EntryId:
        if entry.id:
            return entry.id
        known = self._index.id_of(entry.base, entry.question)
        if known is not None:
            return known
        question = _question(entry.base, entry.question)
        made = EntryId(f"i-{_key(self._file, str(number)).hex()}")
        return self._own.setdefault(question, made)


def _content(entry: Entry) -> bytes:
    """Stands for all that people write of an entry."""
    encoded = _ENCODER.encode(entry.as_written())
    return blake2b(encoded, digest_size=_KEY_BYTES).digest()


def _question(base: Base, question: str) -> bytes:
    return _key(base.value, asked_as(question))


def _key(*texts: str) -> bytes:
    return blake2b("\0".join(texts).encode(), digest_size=_KEY_BYTES).digest()
