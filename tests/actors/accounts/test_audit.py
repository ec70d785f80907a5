"""The chain of the audit log: whatever is done to it shows."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.accounts.audit import (
    BEGINNING,
    Act,
    AuditEntry,
    AuditRow,
    ChainCheck,
    chained,
    legible,
)


def log(length: int) -> list[AuditRow]:
    rows: list[AuditRow] = []
    for number in range(length):
        entry = AuditEntry(number, "m1", Act.MEMBER_ADDED, f"m{number}", "::1", "x")
        rows.append(chained(rows[-1] if rows else None, entry))
    return rows


def broken(rows: list[AuditRow], page: int = 3) -> int:
    check = ChainCheck()
    for at in range(0, len(rows), page):
        check.read(rows[at : at + page])
    return check.broken


@pytest.mark.covers("M9")
def test_a_log_as_it_was_written_is_whole() -> None:
    rows = log(10)
    check = ChainCheck()
    assert (check.rows, check.last_hash) == (0, BEGINNING)
    check.read(rows)
    assert (check.rows, check.last_hash, check.broken) == (10, rows[-1].hash, 0)


CHANGES = {
    "at_ms": 99,
    "who": "m2",
    "act": Act.MEMBER_DELETED,
    "subject": "other",
    "address": "::2",
    "detail": "",
}


def test_every_field_is_covered() -> None:
    assert set(CHANGES) == set(AuditEntry.__struct_fields__)


@pytest.mark.covers("M9")
@pytest.mark.parametrize("field", CHANGES)
@pytest.mark.parametrize("at", [0, 4, 9])
def test_the_first_changed_row_is_named(field: str, at: int) -> None:
    rows = log(10)
    entry = msgspec.structs.replace(rows[at].entry, **{field: CHANGES[field]})
    rows[at] = msgspec.structs.replace(rows[at], entry=entry)
    assert broken(rows) == at + 1


@pytest.mark.covers("M9")
@given(st.integers(0, 9), st.sampled_from(["drop", "double", "swap", "forge"]))
def test_rows_taken_out_put_in_or_forged_are_named(at: int, how: str) -> None:
    rows = log(11)
    match how:
        case "drop":
            del rows[at]
            assert broken(rows) == at + 1
        case "double":
            rows.insert(at, rows[at])
            assert broken(rows) == at + 2
        case "swap":
            rows[at], rows[at + 1] = rows[at + 1], rows[at]
            assert broken(rows) == at + 1
        case _:
            # A whole row with a hash of its own: the next one gives it away.
            before = rows[at - 1] if at else None
            rows[at] = chained(before, AuditEntry(1, "x", Act.SIGNED_IN, "x"))
            assert broken(rows) == at + 2


@pytest.mark.covers("M9", "P1")
def test_what_clients_wrote_is_shown_without_controls() -> None:
    assert legible("安 娜,👩‍💻\u3000x") == "安 娜,👩‍💻\u3000x"
    assert legible("a\0b\n\u202e") == r"a\u0000b\u000a\u202e"
