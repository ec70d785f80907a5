"""The process that reads and writes files of knowledge for a service (R3).

`python -m admin.sheet.sheet_child`: what is to be done comes by standard input, and the
answers to what it asks; it speaks on standard output. A service has no time for files.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO, TypeVar

import trio

from actors.knowledge.changes import Change, PutCategory, PutEntries
from actors.knowledge.records import Changed, EditionPage, KnowledgeRefused, Outline
from admin.sheet.error_sheet import ErrorSheet
from admin.sheet.exporting import export_sheet
from admin.sheet.importing import Importer
from admin.sheet.plan import Judged, Verdict
from admin.sheet.sheet_wire import (
    ANSWERS,
    ENCODER,
    MAX_SHOWN,
    WORKS,
    ExportWork,
    ImportWork,
    SheetAnswer,
    Sheeted,
    SheetEnded,
    SheetSaid,
    ShownRow,
    TemplateWork,
    WantChange,
    WantOutline,
    WantPage,
)
from admin.sheet.template import write_template
from gateway.console.phrases import Words
from runtime.errors import Unavailable, UsageError
from runtime.port_frames import HEADER, Kind, frame

A = TypeVar("A")


class ServiceLine:
    """A `DraftLine` over two pipes, one question at a time; it blocks meanwhile."""

    def __init__(self, source: BinaryIO, target: BinaryIO) -> None:
        self._source = source
        self._target = target

    def say(self, what: SheetSaid) -> None:
        """To the service."""
        self._target.write(frame(Kind.REQUEST, ENCODER.encode(what)))
        self._target.flush()

    def hear(self) -> bytes:
        """What it says next.

        Raises:
            Unavailable: it has gone.
        """
        head = self._source.read(HEADER.size)
        if len(head) < HEADER.size:
            raise Unavailable("the service has gone")
        length, _ = HEADER.unpack(head)
        return self._source.read(length)

    async def outline(self, version: int) -> Outline:
        """See `DraftLine`."""
        return _of_kind(self._ask(WantOutline(version)), Outline)

    async def page(self, version: int, after: str) -> EditionPage:
        """See `DraftLine`."""
        return _of_kind(self._ask(WantPage(version, after)), EditionPage)

    async def change(self, change: Change) -> Changed | KnowledgeRefused:
        """See `DraftLine`."""
        if not isinstance(change, PutEntries | PutCategory):
            raise UsageError(f"expected what is put, got {change}")
        answer = self._ask(WantChange(change))
        if isinstance(answer, KnowledgeRefused):
            return answer
        return _of_kind(answer, Changed)

    def _ask(self, want: SheetSaid) -> SheetAnswer:
        self.say(want)
        answer: SheetAnswer = ANSWERS.decode(self.hear())
        return answer


def _of_kind(answer: SheetAnswer, kind: type[A]) -> A:
    if not isinstance(answer, kind):
        text = answer.text if isinstance(answer, KnowledgeRefused) else str(answer)
        raise Unavailable(f"the service refuses: {text}")
    return answer


class _Work:
    """What is done, and how far it is."""

    def __init__(self, line: ServiceLine) -> None:
        self._line = line
        self._read = 0
        self._faulty: list[ShownRow] = []
        self._others: list[ShownRow] = []
        self._importer: Importer | None = None

    async def do(self, work: ImportWork | ExportWork | TemplateWork) -> None:
        words = Words(work.language)
        match work:
            case ImportWork():
                await self._take(work, words)
            case ExportWork(target, _, version):
                path = Path(target)
                await export_sheet(self._line, version, path, words, self._progress)
            case TemplateWork(target):
                write_template(Path(target), words)

    def figures(self) -> Sheeted:
        tally = self._importer.tally if self._importer else {}
        added, changed, same, faulty = (tally.get(each, 0) for each in Verdict)
        shown = (*self._faulty, *self._others)[:MAX_SHOWN]
        return Sheeted(added, changed, same, faulty, self._read, shown)

    async def _take(self, work: ImportWork, words: Words) -> None:
        with ErrorSheet(Path(work.errors), words) as errors:
            importer = self._importer = Importer(
                self._line,
                words,
                self._tell,
                self._progress,
                errors,
                is_preview=work.is_preview,
            )
            await importer.run(Path(work.source))

    def _progress(self, count: int) -> None:
        self._read = count
        self._line.say(self.figures())

    def _tell(self, judged: Judged) -> None:
        rows = self._faulty if judged.verdict is Verdict.FAULTY else self._others
        if len(rows) < MAX_SHOWN:
            question = judged.entry.question
            shown = ShownRow(judged.number, judged.verdict, question, judged.faults)
            rows.append(shown)


def main() -> None:
    """Does one work."""
    line = ServiceLine(sys.stdin.buffer, sys.stdout.buffer)
    work = _Work(line)
    fault = ""
    try:
        trio.run(work.do, WORKS.decode(line.hear()))
    except (UsageError, Unavailable) as error:
        fault = str(error)
    line.say(SheetEnded(work.figures(), fault))


if __name__ == "__main__":
    main()
