"""Files of labelled utterances: JSON lines, each checked, all faults told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Final

from actors.robot.candidates import Entry
from admin.evaluation.case import Case, CaseSet, language_of
from admin.evaluation.case_line import BadLine, EntryLine, UtteranceLine, read_line
from runtime.errors import UsageError

MAX_LINES: Final = 1_000_000
"""Ten times the largest base that the robot is measured with."""
MAX_TOLD: Final = 20
"""Faults that are told; whoever mends these knows the others."""

_NO_TEXT: Final = b"\0"
"""In no JSON line, and in nearly every file that is none."""

Bases = Mapping[str, Mapping[str, Entry]]
"""Entries by base and id."""


def read_case_file(path: Path) -> CaseSet:
    """The set of a file.

    Raises:
        UsageError: it cannot be read, or lines are wrong; each is told by its number.
    """
    try:
        with path.open("rb") as lines:
            return read_case_set(lines, path.name)
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error


def read_case_set(lines: Iterable[bytes], name: str) -> CaseSet:
    """PURE: the set of these lines; blank ones are skipped.

    Raises:
        UsageError: lines are wrong; each is told by its number.
    """
    faults: list[str] = []
    bases: dict[str, dict[str, Entry]] = {}
    asked: list[tuple[int, UtteranceLine]] = []
    for number, line in _numbered(lines, name):
        try:
            read = read_line(line)
            if isinstance(read, EntryLine):
                _add(read, bases.setdefault(read.base, {}))
            else:
                asked.append((number, read))
        except BadLine as error:
            faults.append(f"line {number}: {error}")
    faults += _unknown(asked, bases)
    if not asked and not faults:
        faults.append("expected at least one utterance, got none")
    if faults:
        _refuse(name, faults)
    entries = {base: tuple(known.values()) for base, known in bases.items()}
    return CaseSet(name, entries, tuple(_case(line) for _, line in asked))


def _numbered(lines: Iterable[bytes], name: str) -> Iterator[tuple[int, bytes]]:
    """Those that are not blank."""
    for number, line in enumerate(lines, 1):
        if number > MAX_LINES:
            raise UsageError(f"{name}: expected at most {MAX_LINES:,} lines")
        if _NO_TEXT in line:
            came = f"got no text (line {number})"
            raise UsageError(f"{name}: expected JSON lines, {came}")
        if line.strip():
            yield number, line


def _add(line: EntryLine, base: dict[str, Entry]) -> None:
    if line.entry in base:
        raise BadLine(f"expected each entry once, got {line.entry!r} again")
    base[line.entry] = Entry(line.entry, (line.question, *line.similar))


def _unknown(asked: Iterable[tuple[int, UtteranceLine]], bases: Bases) -> Iterator[str]:
    """Entries may follow the utterances, so that this is known only at the end."""
    for number, line in asked:
        base = bases.get(line.base)
        if base is None:
            yield f"line {number}: expected a base with entries, got {line.base!r}"
        elif line.expects is not None and line.expects not in base:
            yield (
                f"line {number}: expected an entry of base {line.base!r}, "
                f"got {line.expects!r}"
            )
        elif line.expects is not None and line.chitchat is not None:
            yield f'line {number}: expected "expects" or "chitchat", got both'


def _refuse(name: str, faults: list[str]) -> None:
    told = [f"  {fault}" for fault in islice(faults, MAX_TOLD)]
    if len(faults) > MAX_TOLD:
        told.append(f"  and {len(faults) - MAX_TOLD} more")
    raise UsageError("\n".join([f"{name}: not a set of labelled utterances:", *told]))


def _case(line: UtteranceLine) -> Case:
    return Case(
        line.utterance,
        line.expects,
        (line.kind,) if isinstance(line.kind, str) else line.kind,
        line.base,
        line.language or language_of(line.utterance),
        line.chitchat,
    )
