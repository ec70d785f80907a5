"""PURE: a table of members to be added, read row by row (M1).

The first row names the columns, those of `MemberDraft`; `email` and `name` must be
there. Groups stand in one column, apart by spaces. A row that is wrong hides no other:
all are looked at, and each mistake says its row and column.
"""

from __future__ import annotations

import csv
import io
import re
from typing import Final

import msgspec

from actors.accounts.members import (
    MAX_MEMBERS,
    MAX_NAME_CHARS,
    MAX_PHONE_CHARS,
    MAX_STAFF_NUMBER_CHARS,
    MemberDraft,
    login_key,
)
from actors.accounts.permissions import Role
from actors.agent.limits import MAX_CAPACITY, MAX_GROUPS

MAX_ROSTER_BYTES: Final = 8 * 1024 * 1024
"""`MAX_MEMBERS` rows with long names take a third of it."""
COLUMNS: Final = MemberDraft.__struct_fields__
_NEEDED: Final = ("email", "name")
TABLE: Final = "table"
"""A fault of a line, or of all of them."""
REPEATED: Final = "repeated"
"""An address or number stands in two lines."""
TAKEN: Final = "taken"
"""Somebody has that address or number already."""
UNKNOWN_GROUP: Final = "unknown_group"
REFUSED: Final = "refused"
"""The accounts refuse him, for a reason of theirs."""
_EXPECTED: Final = {
    "email": "an address as ann@shop.example",
    "name": f"at most {MAX_NAME_CHARS} characters",
    "role": " or ".join(each.value for each in Role),
    "nickname": f"at most {MAX_NAME_CHARS} characters",
    "phone": f"digits, + - ( ), at most {MAX_PHONE_CHARS}",
    "staff_number": f"at most {MAX_STAFF_NUMBER_CHARS} characters, no @, no space",
    "capacity": f"a number from 1 to {MAX_CAPACITY}",
    "groups": f"at most {MAX_GROUPS} ids, apart by spaces",
}
_COLUMN: Final = re.compile(r"\$\.(\w+)|required field `(\w+)`")
"""As msgspec tells where a value is none, or that there is none."""


class RosterRow(msgspec.Struct, frozen=True):
    """Somebody to be added; `line` counts from 1, the heading's."""

    line: int
    draft: MemberDraft


class RosterFault(msgspec.Struct, frozen=True):
    """What is wrong with a line; 0 = with the whole.

    Attributes:
        fault: the column whose value is none, or one of the names above.
        about: the value.
    """

    line: int
    text: str
    fault: str = TABLE
    about: str = ""


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
        draft = _draft(number, heading, line)
        if isinstance(draft, RosterFault):
            faults.append(draft)
            continue
        rows.append(RosterRow(number, draft))
        for login in filter(None, (draft.email, draft.staff_number)):
            first = seen.setdefault(login_key(login), number)
            if first != number:
                text = f"{login} stands in line {first}"
                faults.append(RosterFault(number, text, REPEATED, login))
    return Roster(tuple(rows), tuple(faults))


def _heading_fault(heading: list[str], count: int) -> str:
    unknown = [name for name in heading if name not in COLUMNS]
    missing = [name for name in _NEEDED if name not in heading]
    if unknown or missing or len(set(heading)) < len(heading):
        return f"expected columns of {', '.join(COLUMNS)}, got {', '.join(heading)}"
    if count > MAX_MEMBERS:
        return f"expected at most {MAX_MEMBERS} members, got {count}"
    return ""


def _draft(
    number: int, heading: list[str], line: list[str]
) -> MemberDraft | RosterFault:
    """The draft, or what is wrong."""
    if len(line) != len(heading):
        return RosterFault(number, f"expected {len(heading)} columns, got {len(line)}")
    texts = dict(zip(heading, (each.strip() for each in line), strict=True))
    values: dict[str, object] = {name: text for name, text in texts.items() if text}
    if "groups" in values:
        values["groups"] = texts["groups"].split()
    try:
        return msgspec.convert(values, MemberDraft, strict=False)
    except msgspec.ValidationError as error:
        found = _COLUMN.search(str(error))
        assert found is not None, "every fault is a column's"  # noqa: S101
        column = found[1] or found[2]
        about = texts.get(column, "")
        text = f"{column}: expected {_EXPECTED[column]}, got {about!r}"
        return RosterFault(number, text, column, about)
