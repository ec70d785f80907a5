"""A version becomes a file that can be imported again (R3)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

import msgspec

from actors.knowledge.entry import Entry
from actors.knowledge.records import NEWEST, Outline, read_entry
from admin.sheet.category_path import paths_of
from admin.sheet.draft_line import DraftLine, Progress, entries_of
from admin.sheet.form import cells_of, columns_for
from admin.sheet.sheet_file import writing_sheet
from gateway.console.phrases import Words
from runtime.errors import UsageError

_LENGTH_BYTES: Final = 4
_ENCODER: Final = msgspec.msgpack.Encoder()


async def export_sheet(
    line: DraftLine,
    version: int,
    target: Path,
    words: Words,
    progress: Progress,
) -> int:
    """Writes a version's entries into a file; returns how many.

    Which columns there are is known once all entries are, so these wait in a file.

    Raises:
        UsageError: the file cannot be written; there is no such version.
        Unavailable: the service does not answer now.
    """
    outline = await line.outline(version)
    if version == NEWEST and not outline.newest:
        raise UsageError("nothing has been published yet: the draft can be exported")
    if version > outline.newest:
        text = f"there is no version {version}, the newest is {outline.newest}"
        raise UsageError(text)
    with tempfile.TemporaryFile() as waiting:
        count, answers = await _keep(line, outline, waiting, progress)
        waiting.seek(0)
        columns = columns_for(answers)
        paths = paths_of(outline.categories)
        with writing_sheet(target) as write:
            write(tuple(each.title(words) for each in columns))
            for entry in _kept(waiting):
                path = paths.get(entry.category, ())
                write(cells_of(columns, entry, path, words))
    return count


async def _keep(
    line: DraftLine, outline: Outline, file: IO[bytes], progress: Progress
) -> tuple[int, int]:
    """How many entries there are, and answers of one at most."""
    count, answers = 0, 1
    async for entry in entries_of(line, outline.version, progress):
        body = _ENCODER.encode(entry)
        file.write(len(body).to_bytes(_LENGTH_BYTES) + body)
        answers = max(answers, len(entry.answers))
        count += 1
    return count, answers


def _kept(file: IO[bytes]) -> Iterator[Entry]:
    while length := file.read(_LENGTH_BYTES):
        yield read_entry(file.read(int.from_bytes(length)))
