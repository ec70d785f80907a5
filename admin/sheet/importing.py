"""A file becomes entries of the draft (R3).

Rows are judged beside the draft as it is, so an import that was interrupted goes on
where it was when the file is imported again: what is there already is the same. Rows
with faults are left out; all others are put, some hundred in one change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from actors.knowledge.changes import MAX_CHANGED, PutCategory, PutEntries
from actors.knowledge.records import DRAFT, Changed, KnowledgeRefused
from admin.knowledge_refusal import refusal_text
from admin.sheet.category_path import Drawers
from admin.sheet.draft_line import DraftLine, Progress, entries_of
from admin.sheet.entry_faults import entry_faults
from admin.sheet.error_sheet import ErrorSheet
from admin.sheet.form import Written, find_form
from admin.sheet.plan import DraftIndex, Judged, Planner, Verdict
from admin.sheet.sheet_file import digest_of, reading_sheet
from admin.sheet.sheet_row import SheetRow
from gateway.console.phrases import Words
from runtime.errors import UsageError

MAX_BATCH_BYTES: Final = 128 * 1024
"""Of the entries in one change, the first aside: they pass in a few ms."""
STEP: Final = 1_000
"""Rows from one word on the progress to the next."""
Tell = Callable[[Judged], None]
"""Is told of each row that is not the same as what there is."""
Tally = Counter[Verdict]

_ENCODER: Final = msgspec.msgpack.Encoder()


class Importer:
    """Imports one file.

    Args:
        line: to the service.
        words: the reader's.
        tell, progress, errors: see there.
        is_preview: nothing is changed.

    Attributes:
        tally: what became of how many rows.
    """

    def __init__(
        self,
        line: DraftLine,
        words: Words,
        tell: Tell,
        progress: Progress,
        errors: ErrorSheet,
        *,
        is_preview: bool,
    ) -> None:
        self._line = line
        self._errors = errors
        self._words = words
        self._tell = tell
        self._progress = progress
        self._is_preview = is_preview
        self.tally: Tally = Counter()
        self._batch: list[tuple[SheetRow, Judged]] = []
        self._batch_bytes = 0
        self._drawers = Drawers(())
        self._made = 0

    async def run(self, source: Path) -> None:
        """Imports it.

        Raises:
            UsageError: the file cannot be read, or is no form; also see `ErrorSheet`.
                The rows before are imported.
            Unavailable: the service does not answer now; likewise.
        """
        file = digest_of(source)
        index = await self._index()
        with reading_sheet(source) as rows:
            await self._judge(rows, index, file)
        await self._flush()

    def _faults(self, written: Written) -> Iterator[str]:
        return entry_faults(written, self._words)

    async def _index(self) -> DraftIndex:
        outline = await self._line.outline(DRAFT)
        self._drawers = Drawers(outline.categories)
        index = DraftIndex()
        async for entry in entries_of(self._line, DRAFT, self._progress):
            index.learn(entry)
        return index

    async def _judge(
        self, rows: Iterator[SheetRow], index: DraftIndex, file: str
    ) -> None:
        headings = next(rows, SheetRow(1, ())).cells
        form = find_form(headings, None)
        self._errors.head(headings)
        planner = Planner(
            index,
            self._drawers,
            file,
            self._faults,
            self._words,
            form.lacking(),
        )
        for count, row in enumerate(rows, 1):
            if not form.is_note(row.cells):
                judged = planner.judge(row.number, form.read(row.cells))
                await self._take(row, judged)
            if count % STEP == 0:
                self._progress(count)

    async def _take(self, row: SheetRow, judged: Judged) -> None:
        if judged.verdict in {Verdict.SAME, Verdict.FAULTY} or self._is_preview:
            self._done(row, judged)
            return
        size = len(_ENCODER.encode(judged.entry))
        if self._batch_bytes + size > MAX_BATCH_BYTES:
            await self._flush()
        self._batch.append((row, judged))
        self._batch_bytes += size
        if len(self._batch) >= MAX_CHANGED:
            await self._flush()

    async def _flush(self) -> None:
        batch, self._batch, self._batch_bytes = self._batch, [], 0
        await self._make_drawers()
        await self._put(batch)

    async def _make_drawers(self) -> None:
        while self._made < len(self._drawers.missing):
            category = self._drawers.missing[self._made]
            answer = await self._line.change(PutCategory(category))
            if isinstance(answer, KnowledgeRefused):
                reason = refusal_text(self._words, answer)
                raise UsageError(f"{category.name}: {reason}")
            self._made += 1

    async def _put(self, batch: list[tuple[SheetRow, Judged]]) -> None:
        """A change is refused as a whole: what is at fault is found by halves."""
        if not batch:
            return
        entries = tuple(judged.entry for _, judged in batch)
        answer = await self._line.change(PutEntries(entries))
        if isinstance(answer, Changed):
            for row, judged in batch:
                self._done(row, judged)
        elif len(batch) == 1:
            ((row, judged),) = batch
            faults = (refusal_text(self._words, answer),)
            refused = Judged(row.number, Verdict.FAULTY, judged.entry, faults)
            self._done(row, refused)
        else:
            half = len(batch) // 2
            await self._put(batch[:half])
            await self._put(batch[half:])

    def _done(self, row: SheetRow, judged: Judged) -> None:
        self.tally[judged.verdict] += 1
        if judged.verdict is Verdict.FAULTY:
            self._errors.add(row, judged.faults)
        if judged.verdict is not Verdict.SAME:
            self._tell(judged)
