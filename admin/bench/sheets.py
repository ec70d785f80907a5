"""`bench sheets`: knowledge imported from a file and exported into one.

The process is the command's, with the office in it; the records are a child process,
as in a service. Memory is the highest that the process ever had. `--size N` makes N
rows, each a question with three similar ones.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random
from typing import Final

import trio

from actors.accounts.permissions import OPERATOR, Principal
from actors.knowledge.changes import Change
from actors.knowledge.entry import (
    Answer,
    AnswerKind,
    Base,
    CategoryId,
    Entry,
    EntryId,
)
from actors.knowledge.office import KnowledgeOffice
from actors.knowledge.records import (
    DRAFT,
    Changed,
    EditionPage,
    KnowledgeRefused,
    Outline,
    ReadEdition,
    ReadOutline,
)
from actors.records_port import port_records
from actors.rules.rulebook import Rules
from actors.rules.settings import ServiceSettings
from admin.bench.benchmark import Benchmark, Case, Job, Sample, Samples
from admin.bench.figure import Figure, printed
from admin.bench.records_house import Language, make_language
from admin.bench.robot_base import make_base
from admin.operator.operation import new_operation
from admin.operator.wall_clock import wall_ms
from admin.sheet.error_sheet import ErrorSheet
from admin.sheet.exporting import export_sheet
from admin.sheet.form import cells_of, columns_for
from admin.sheet.importing import Importer
from admin.sheet.plan import Verdict
from admin.sheet.sheet_file import writing_sheet
from gateway.console.phrases import Words
from runtime.observe import Events

ROWS: Final = 100_000
QUICK_ROWS: Final = 200
KINDS: Final = ("csv", "xlsx")
LIMIT_SECONDS: Final = 1_800.0
_OPERATOR: Final = Principal(OPERATOR, None)
_WORDS: Final = Words("zh-CN")
_ANSWER_WORDS: Final = 40
_KB: Final = 1_024
_MB: Final = 1e6


class _OfficeLine:
    """A `DraftLine` without a socket."""

    def __init__(self, office: KnowledgeOffice) -> None:
        self._office = office

    async def outline(self, version: int) -> Outline:
        answer = await self._office.look(_OPERATOR, ReadOutline(version))
        assert isinstance(answer, Outline), answer  # noqa: S101
        return answer

    async def page(self, version: int, after: str) -> EditionPage:
        answer = await self._office.look(_OPERATOR, ReadEdition(version, after))
        assert isinstance(answer, EditionPage), answer  # noqa: S101
        return answer

    async def change(self, change: Change) -> Changed | KnowledgeRefused:
        answer = await self._office.change(_OPERATOR, change, new_operation())
        assert isinstance(answer, Changed | KnowledgeRefused), answer  # noqa: S101
        return answer


def _write(path: Path, rows: int) -> None:
    random = Random(0)  # noqa: S311 - nothing here is a secret
    language = make_language(random)
    columns = columns_for(1)
    with writing_sheet(path) as write:
        write(tuple(each.title(_WORDS) for each in columns))
        for number in range(rows):
            entry = _entry(number, language, random)
            category = (f"分类 {number % 10}", f"小类 {number % 100}")
            write(cells_of(columns, entry, category, _WORDS))


def _entry(number: int, language: Language, random: Random) -> Entry:
    """Its number makes its questions its own."""
    (asked,) = make_base(1, language, random)
    question, *similar = dict.fromkeys(f"{text} {number}?" for text in asked.texts)
    words = random.choices(
        language.words, cum_weights=language.weights, k=_ANSWER_WORDS
    )
    answer = Answer(AnswerKind.TEXT, "".join(words))
    return Entry(
        EntryId(""), Base.FAQ, CategoryId(""), question, tuple(similar), (answer,)
    )


async def _timed(work: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    await work()
    return time.perf_counter() - began


async def _measured(kind: str, job: Job) -> Sample:
    """A preview, the import, the same again as after an interruption, an export."""
    source, target = (job.directory / f"{name}.{kind}" for name in ("in", "out"))
    _write(source, job.size)
    records = port_records(job.directory / "records.db")
    random = Random(0)  # noqa: S311 - nothing here is a secret
    rules = Rules(ServiceSettings())
    office = KnowledgeOffice(records, Events(), random, wall_ms, rules)
    line = _OfficeLine(office)

    async def take(expected: Verdict, *, is_preview: bool = False) -> None:
        with ErrorSheet(None, _WORDS) as errors:
            importer = Importer(
                line,
                _WORDS,
                lambda _: None,
                lambda _: None,
                errors,
                is_preview=is_preview,
            )
            await importer.run(source)
        assert importer.tally == {expected: job.size}, importer.tally  # noqa: S101

    async with trio.open_nursery() as nursery:
        await nursery.start(_serve, records.run)
        sample = {
            "preview_s": await _timed(lambda: take(Verdict.ADDED, is_preview=True)),
            "import_s": await _timed(lambda: take(Verdict.ADDED)),
            "again_s": await _timed(lambda: take(Verdict.SAME)),
            "export_s": await _timed(
                lambda: export_sheet(line, DRAFT, target, _WORDS, lambda _: None)
            ),
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KB / _MB,
            "file_mb": source.stat().st_size / _MB,
        }
        nursery.cancel_scope.cancel()
    return sample


async def _serve(
    run: Callable[[Callable[[], None]], Awaitable[None]],
    *,
    task_status: trio.TaskStatus[None],
) -> None:
    await run(task_status.started)


def _case(kind: str) -> Case:
    def run(job: Job) -> Sample:
        return trio.run(_measured, kind, job)

    return Case(
        kind,
        run,
        ROWS,
        QUICK_ROWS,
        is_pinned=False,
        is_long=True,
        limit_seconds=LIMIT_SECONDS,
    )


def _figures(samples: Samples) -> tuple[Figure, ...]:
    return tuple(
        printed(f"{kind}: {what}", samples.of(kind, measure), unit)
        for kind in KINDS
        for what, measure, unit in (
            ("looked at (--preview)", "preview_s", "s"),
            ("imported", "import_s", "s"),
            ("imported again, all there already", "again_s", "s"),
            ("exported", "export_s", "s"),
            ("most memory of the command", "peak_mb", "MB"),
            ("the file", "file_mb", "MB"),
        )
    )


SHEETS: Final = Benchmark(
    "sheets",
    "knowledge of 100,000 rows imported from CSV and XLSX, and exported",
    tuple(map(_case, KINDS)),
    _figures,
    uses_disk=True,
    runs=1,
)
