"""`triodesk robot import`, `export` and `template`: knowledge as files (R3).

Files are read and written in the command's process; the service sees requests of
bounded size, one after the other.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

from admin.operator.command import FAILED
from admin.operator.robot_sheet_phrases import ROWS, SheetPhrase
from admin.operator.teller import Teller
from admin.progress import show_progress
from admin.sheet.draft_line import DraftLine, Progress
from admin.sheet.error_sheet import ErrorSheet
from admin.sheet.exporting import export_sheet
from admin.sheet.importing import Importer, Tally, Tell
from admin.sheet.plan import Judged, Verdict
from admin.sheet.sheet_file import check_target
from gateway.console.phrases import Words

MAX_TOLD: Final = 50
"""Rows that are told to people; programs are told all."""


class ToldRow(msgspec.Struct, frozen=True):
    """A row, as `--json` prints it."""

    row: int
    verdict: Verdict
    id: str
    question: str
    faults: tuple[str, ...]


class ImportWish(msgspec.Struct, frozen=True):
    """What the arguments of `import` ask for."""

    source: Path
    errors: Path | None
    is_preview: bool
    as_json: bool


class SheetClerk:
    """Does the commands.

    Args:
        line: to the service.
        words: the reader's.
    """

    def __init__(self, line: DraftLine, words: Words) -> None:
        self._line = line
        self._words = words
        self._teller = Teller(words)
        self._told = 0

    async def take(self, wish: ImportWish) -> int:
        """Imports; returns the exit code: 1 where rows have faults.

        Raises:
            UsageError: see `Importer` and `check_target`.
            Unavailable: likewise.
        """
        if wish.errors is not None:
            check_target(wish.errors, wish.source)
        tell = self._tell_program if wish.as_json else self._tell_people(wish)
        with ErrorSheet(wish.errors, self._words) as errors:
            importer = Importer(
                self._line,
                self._words,
                tell,
                self._show(SheetPhrase.JUDGING),
                errors,
                is_preview=wish.is_preview,
            )
            is_whole = False
            try:
                await importer.run(wish.source)
                is_whole = True
            finally:  # also of Ctrl-C
                show_progress("")
                if importer.tally and not is_whole and not wish.is_preview:
                    self._teller.complain(SheetPhrase.STOPPED)
        self._sum_up(wish, importer.tally)
        return FAILED if importer.tally[Verdict.FAULTY] else 0

    async def give(self, version: int, target: Path, *, as_json: bool) -> int:
        """Exports; returns the exit code.

        Raises:
            UsageError: see `export_sheet`.
            Unavailable: likewise.
        """
        progress = self._show(SheetPhrase.READING)
        count = await export_sheet(self._line, version, target, self._words, progress)
        show_progress("")
        if as_json:
            self._teller.json({"exported": count, "file": str(target)})
        else:
            values = {"count": str(count), "file": str(target)}
            self._teller.say(SheetPhrase.EXPORTED, **values)
        return 0

    def _show(self, phrase: SheetPhrase) -> Progress:
        return lambda count: show_progress(self._words(phrase, count=count))

    def _tell_program(self, judged: Judged) -> None:
        entry = judged.entry
        told = ToldRow(
            judged.number, judged.verdict, entry.id, entry.question, judged.faults
        )
        self._teller.json(told)

    def _tell_people(self, wish: ImportWish) -> Tell:
        """Of what is done without faults the sum says enough."""

        def tell(judged: Judged) -> None:
            is_faulty = judged.verdict is Verdict.FAULTY
            if not (is_faulty or wish.is_preview):
                return
            self._told += 1
            if self._told > MAX_TOLD:
                return
            show_progress("")
            values = {
                "row": str(judged.number),
                "question": judged.entry.question,
                "faults": "; ".join(judged.faults),
            }
            speak = self._teller.complain if is_faulty else self._teller.say
            speak(ROWS[judged.verdict], **values)

        return tell

    def _sum_up(self, wish: ImportWish, tally: Tally) -> None:
        counts = {each.value: tally[each] for each in Verdict}
        if wish.as_json:
            self._teller.json(counts)
            return
        if self._told > MAX_TOLD:
            self._teller.say(SheetPhrase.MORE, count=str(self._told - MAX_TOLD))
        phrase = SheetPhrase.PREVIEW if wish.is_preview else SheetPhrase.IMPORTED
        self._teller.say(phrase, **{name: str(each) for name, each in counts.items()})
        if tally[Verdict.FAULTY]:
            kept = SheetPhrase.ERRORS if wish.errors else SheetPhrase.NO_ERRORS
            self._teller.say(kept, file=str(wish.errors))
