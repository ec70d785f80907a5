"""PURE: a table of members to be added, read row by row (M1).

The first row names the columns, those of `MemberDraft`; `email` and `name` must be
there. Groups stand in one column, apart by spaces. A row that is wrong hides no other:
all are looked at, and each mistake says its row and column.
"""

from __future__ import annotations

import csv
import io
from typing import Final

import msgspec

from actors.accounts.members import MAX_MEMBERS, MemberDraft, login_key

MAX_ROSTER_BYTES: Final = 8 * 1024 * 1024
"""`MAX_MEMBERS` rows with long names take a third of it."""
COLUMNS: Final = MemberDraft.__struct_fields__
_NEEDED: Final = ("email", "name")


class RosterRow(msgspec.Struct, frozen=True):
    """Somebody to be added; `line` counts from 1, the heading's."""

    line: int
    draft: MemberDraft


class RosterFault(msgspec.Struct, frozen=True):
    """What is wrong with a line; 0 = with the whole."""

    line: int
    text: str


class Roster(msgspec.Struct, frozen=True):
    """What was read; with a fault nothing should be done."""

    rows: tuple[RosterRow, ...]
    faults: tuple[RosterFault, ...]


def read_roster(data: bytes) -> Roster:
    """Reads a CSV file in UTF-8, with or without a byte order mark."""
    if len(data) > MAX_ROSTER_BYTES:
        text = f"expected at most {MAX_ROSTER_BYTES} bytes, got {len(data)}"
        return Roster((), (RosterFault(0, text),))
    try:
        text = data.decode("utf-8-sig")
        lines = csv.reader(io.StringIO(text, newline=""), strict=True)
        return _read([(lines.line_num, line) for line in lines if line])
    except (UnicodeDecodeError, csv.Error) as error:
        return Roster((), (RosterFault(0, f"expected CSV in UTF-8: {error}"),))


def _read(lines: list[tuple[int, list[str]]]) -> Roster:
    heading = [name.strip().lower() for name in lines[0][1]] if lines else []
    fault = _heading_fault(heading, len(lines) - 1)
    if fault:
        return Roster((), (RosterFault(1, fault),))
    rows: list[RosterRow] = []
    faults: list[RosterFault] = []
    seen: dict[str, int] = {}
    for number, line in lines[1:]:
        draft = _draft(heading, line)
        if isinstance(draft, str):
            faults.append(RosterFault(number, draft))
            continue
        rows.append(RosterRow(number, draft))
        for login in filter(None, (draft.email, draft.staff_number)):
            first = seen.setdefault(login_key(login), number)
            if first != number:
                faults.append(RosterFault(number, f"{login} stands in line {first}"))
    return Roster(tuple(rows), tuple(faults))


def _heading_fault(heading: list[str], count: int) -> str:
    unknown = [name for name in heading if name not in COLUMNS]
    missing = [name for name in _NEEDED if name not in heading]
    if unknown or missing or len(set(heading)) < len(heading):
        return f"expected columns of {', '.join(COLUMNS)}, got {', '.join(heading)}"
    if count > MAX_MEMBERS:
        return f"expected at most {MAX_MEMBERS} members, got {count}"
    return ""


def _draft(heading: list[str], line: list[str]) -> MemberDraft | str:
    """The draft, or what is wrong."""
    if len(line) != len(heading):
        return f"expected {len(heading)} columns, got {len(line)}"
    texts = dict(zip(heading, (each.strip() for each in line), strict=True))
    values: dict[str, object] = {name: text for name, text in texts.items() if text}
    if "groups" in values:
        values["groups"] = texts["groups"].split()
    try:
        return msgspec.convert(values, MemberDraft, strict=False)
    except msgspec.ValidationError as error:
        return str(error)
