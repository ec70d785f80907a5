"""Files of knowledge that people bring and take away over HTTP (R3).

A file that was brought is looked at first, which changes nothing, then imported when
somebody says so: one after the other, whether anybody waits for it or not. Jobs and
their files are forgotten when the service ends: the same file can be brought again, and
goes on where it was.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from functools import partial
from pathlib import Path
from random import Random
from shutil import rmtree
from typing import BinaryIO, Final

import msgspec
import trio
from msgspec.structs import replace

from actors.accounts.permissions import Principal
from actors.knowledge.changes import Change
from actors.knowledge.office import KnowledgeOffice
from actors.knowledge.records import (
    Changed,
    EditionPage,
    KnowledgeRefused,
    Outline,
    ReadEdition,
    ReadOutline,
)
from admin.sheet.sheet_process import have_done
from admin.sheet.sheet_row import MAX_FILE_BYTES
from admin.sheet.sheet_wire import (
    ExportWork,
    ImportWork,
    SheetAnswer,
    Sheeted,
    SheetWant,
    SheetWork,
    TemplateWork,
    WantChange,
    WantOutline,
    errors_beside,
)
from runtime.actor import Service
from runtime.errors import Unavailable, UsageError

MAX_JOBS: Final = 10
"""Files that are kept, each with its outcome; the oldest that nobody waits for goes."""
MAX_TAKEN: Final = 2
"""Files that are made at one time for who takes them away: each takes a core."""
KINDS: Final = (".csv", ".xlsx")
_FULL: Final = f"{MAX_JOBS} files wait to be imported: try again"
_ID_BYTES: Final = 8
_OWNER_ONLY: Final = 0o700


class JobState(Enum):
    """How far a file is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class ImportJob(msgspec.Struct, frozen=True):
    """A file that somebody brought.

    Attributes:
        id: of the job.
        name: of the file, as its owner calls it.
        by: who brought it, or had it imported.
        at_ms: when, wall time.
        is_preview: it is only looked at: nothing is changed.
        state: see there.
        figures: what became of its rows so far, or would.
        problem: why it failed; "" = it did not.
        has_errors: the rows with faults can be taken away as a file.
    """

    id: str
    name: str
    by: str
    at_ms: int
    is_preview: bool = True
    state: JobState = JobState.WAITING
    figures: Sheeted = Sheeted()
    problem: str = ""
    has_errors: bool = False

    @property
    def is_over(self) -> bool:
        """Nothing happens to it by itself."""
        return self.state in {JobState.DONE, JobState.FAILED}


class _Given(msgspec.Struct):
    job: ImportJob
    path: Path
    who: Principal
    language: str


class KnowledgeFiles:
    """Made once by the composition root; `run` is one life of who imports.

    Args:
        office: of knowledge; judges who may.
        directory: where files are kept meanwhile; nothing else is in it.
        random: ids are drawn from it.
        wall_ms: wall time.
    """

    def __init__(
        self,
        office: KnowledgeOffice,
        directory: Path,
        random: Random,
        wall_ms: Callable[[], int],
    ) -> None:
        self._office = office
        self._directory = directory
        self._random = random
        self._wall_ms = wall_ms
        self._given: dict[str, _Given] = {}
        self._coming = 0
        self._turn = trio.Event()
        self._taking = trio.CapacityLimiter(MAX_TAKEN)

    def jobs(self) -> tuple[ImportJob, ...]:
        """Those that are kept, the newest first."""
        return tuple(each.job for each in reversed(self._given.values()))

    def find(self, job: str) -> ImportJob | None:
        """That one, if it is kept."""
        given = self._given.get(job)
        return given.job if given else None

    def errors_of(self, job: str) -> Path | None:
        """The file of its rows with faults, if there is one."""
        given = self._given.get(job)
        path = errors_beside(given.path) if given else None
        return path if path and path.exists() else None

    async def bring(
        self, who: Principal, name: str, parts: AsyncIterable[bytes], language: str
    ) -> ImportJob:
        """Keeps a file, which is looked at soon.

        Raises:
            UsageError: it is of another kind, or too large.
            Unavailable: as many wait as may.
        """
        kind = Path(name).suffix.lower()
        if kind not in KINDS:
            raise UsageError(f"expected a name in .csv or .xlsx, got {name!r}")
        self._expect_room()
        drawn = self._random.randbytes(_ID_BYTES).hex()
        path = self._directory / f"{drawn}{kind}"
        self._coming += 1
        try:
            await self._keep(path, parts)
        finally:
            self._coming -= 1
        job = ImportJob(drawn, name, who.who, self._wall_ms())
        self._given[drawn] = _Given(job, path, who, language)
        self._turn.set()
        return job

    def import_now(self, who: Principal, job: str) -> ImportJob | None:
        """Has a file imported that was looked at; None: there is none, or not yet."""
        given = self._given.get(job)
        if given is None or not given.job.is_over:
            return None
        given.who = who
        now_ms = self._wall_ms()
        given.job = ImportJob(job, given.job.name, who.who, now_ms, is_preview=False)
        self._turn.set()
        return given.job

    async def take(
        self, who: Principal, kind: str, version: int, language: str
    ) -> Path:
        """A version as a file, which is the caller's to delete.

        Raises:
            UsageError: there is no such version.
            Unavailable: too many are being made, or the service does not answer.
        """
        target = self._new_file(kind)
        await self._make(who, ExportWork(str(target), language, version))
        return target

    async def template(self, who: Principal, kind: str, language: str) -> Path:
        """A sheet to begin with; likewise."""
        target = self._new_file(kind)
        await self._make(who, TemplateWork(str(target), language))
        return target

    async def run(self) -> None:
        """Looks at files and imports them, until cancelled."""
        while True:
            self._turn = trio.Event()
            waiting = (x for x in self._given.values() if not x.job.is_over)
            given = next(waiting, None)
            if given is None:
                await self._turn.wait()
            else:
                await self._do(given)

    def clear(self) -> None:
        """Forgets all files, those of an earlier life included."""
        self._given.clear()
        rmtree(self._directory, ignore_errors=True)
        self._directory.mkdir(mode=_OWNER_ONLY, parents=True)

    # --- inside

    def _expect_room(self) -> None:
        """For what waits, and what others are bringing at this moment."""
        waiting = sum(not each.job.is_over for each in self._given.values())
        if waiting + self._coming >= MAX_JOBS:
            raise Unavailable(_FULL)

    def _make_room(self) -> None:
        if len(self._given) < MAX_JOBS:
            return
        over = (name for name, each in self._given.items() if each.job.is_over)
        oldest = next(over, None)
        if oldest is None:
            raise Unavailable(_FULL)
        gone = self._given.pop(oldest)
        gone.path.unlink(missing_ok=True)
        errors_beside(gone.path).unlink(missing_ok=True)

    async def _keep(self, path: Path, parts: AsyncIterable[bytes]) -> None:
        with _all_of(path) as file:  # each part is small: it blocks for < 1 ms
            async for part in parts:
                file.write(part)
                _check_size(file.tell())
            self._make_room()

    async def _do(self, given: _Given) -> None:
        job = given.job = replace(given.job, state=JobState.RUNNING)
        errors = errors_beside(given.path)
        errors.unlink(missing_ok=True)

        def hear(figures: Sheeted) -> None:
            given.job = replace(given.job, figures=figures)

        work = ImportWork(
            str(given.path), str(errors), given.language, is_preview=job.is_preview
        )
        try:
            ended = await have_done(work, partial(self._answer, given.who), hear)
        except Unavailable as error:
            state, problem = JobState.FAILED, str(error)
        else:
            hear(ended.last)
            problem = ended.fault
            state = JobState.FAILED if problem else JobState.DONE
        given.job = replace(
            given.job, state=state, problem=problem, has_errors=errors.exists()
        )

    def _new_file(self, kind: str) -> Path:
        return self._directory / f"{self._random.randbytes(_ID_BYTES).hex()}.{kind}"

    async def _make(self, who: Principal, work: SheetWork) -> None:
        try:
            self._taking.acquire_nowait()
        except trio.WouldBlock:
            text = f"{MAX_TAKEN} files are being made: try again"
            raise Unavailable(text) from None
        try:
            ended = await have_done(work, partial(self._answer, who), _unheard)
        finally:
            self._taking.release()
        if ended.fault:
            raise UsageError(ended.fault)

    async def _answer(self, who: Principal, want: SheetWant) -> SheetAnswer:
        match want:
            case WantChange(change):
                answer = await self._change(who, change)
            case WantOutline(version):
                answer = await self._office.look(who, ReadOutline(version))
            case _:
                query = ReadEdition(want.version, want.after)
                answer = await self._office.look(who, query)
        if isinstance(answer, Outline | EditionPage | Changed | KnowledgeRefused):
            return answer
        raise Unavailable(f"the records refuse: {answer}")

    async def _change(self, who: Principal, change: Change) -> object:
        operation = self._random.randbytes(_ID_BYTES).hex()
        return await self._office.change(who, change, operation)


@contextmanager
def _all_of(path: Path) -> Iterator[BinaryIO]:
    """A new file, which is there only if all of it is."""
    try:
        with path.open("xb") as file:
            yield file
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _check_size(size: int) -> None:
    if size > MAX_FILE_BYTES:
        raise UsageError(f"expected a file of at most {MAX_FILE_BYTES} bytes")


def _unheard(_figures: Sheeted) -> None:
    """Nobody waits for the figures of a file that is made."""


class KnowledgeFilesService(Service[None]):
    """The files, supervised.

    Args:
        files: of the service.
    """

    def __init__(self, files: KnowledgeFiles) -> None:
        self._files = files

    async def run(self, started: Callable[[], None]) -> None:
        """Until cancelled."""
        self._files.clear()
        started()
        await self._files.run()
