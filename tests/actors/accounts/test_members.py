"""What is taken for a member's fields."""

from __future__ import annotations

import msgspec
import pytest

from actors.accounts.members import MAX_NAME_CHARS, MemberDraft

GOOD = {"email": "a@b.cc", "name": "A", "phone": "+49 (1) 2-3", "staff_number": "7"}


def taken(**fields: object) -> MemberDraft:
    return msgspec.convert(GOOD | fields, MemberDraft)


@pytest.mark.covers("M1", "P5")
@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("email", "a@b.cc\n"),
        ("email", "a@b"),
        ("email", "a b@c.dd"),
        ("phone", "1\n"),
        ("phone", "x"),
        ("staff_number", "7\n"),
        ("staff_number", "7@8"),
        ("name", "\n"),
        ("name", "A" * (MAX_NAME_CHARS + 1)),
        ("capacity", 0),
    ],
)
def test_what_is_out_of_bounds_is_named(field: str, text: object) -> None:
    assert taken().email == "a@b.cc"
    with pytest.raises(msgspec.ValidationError, match=field):
        taken(**{field: text})
